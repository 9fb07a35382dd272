"""Names that may be one thing's, and names that are not, however near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.review.likeness import best_matches, find_functions, find_near, fold_name


def ways(*names, with_parts=True):
    folded = {str(n): fold_name(name) for n, name in enumerate(names)}
    return {(a, b): way for a, b, way, _ in best_matches(find_near(folded, with_parts))}


@pytest.mark.parametrize(("a", "b", "way"), [
    ("海州（湾区）数据交易中心", "海州湾区数据交易中心有限公司", "equal"),
    ("新材料与新能源", "新材料和新能源", "equal"),
    ("海州青禾粮油集团", "海州青禾粮油", "equal"),
    ("海州云上货站", "海州云上货站平台", "contained"),
    ("海州市公共数据平台", "海州市公用数据平台", "edit"),
    ("海州市公共数据平台", "海州市公共数据云平台", "edit"),
    ("海科院", "海州农业科学院", "abbreviation"),
])
def test_near_names_are_found(a, b, way):
    assert ways(a, b) == {("0", "1"): way}


@pytest.mark.parametrize(("a", "b"), [
    ("海州云上货站一期工程", "海州云上货站二期工程"),
    ("海州5G创新中心", "海州6G创新中心"),
    ("海州东部物流园区", "海州西部物流园区"),
    ("海州物流园", "钢铁贸易城"),
    ("商务", "税务"),
])
def test_numbers_sides_and_other_names_are_told_apart(a, b):
    assert ways(a, b) == {}


def test_a_kind_of_an_industry_is_no_other_name_of_it():
    assert ways("智慧农业科技", "智慧农业科技装备", with_parts=False) == {}


def test_functions_that_share_telling_words():
    found = {(a, b) for a, b, _, _ in find_functions({"1": "市场监督管理", "2": "市场监管", "3": "金融监督管理", "4": "商务"})}
    assert found == {("1", "2")}
    assert list(find_functions({"1": "知识产权", "2": "知识产权联席会议"})) == []


def test_many_names_of_one_form_are_chained_not_crossed():
    names = [f"海州“{'' if n % 2 else '·'}贸易”联盟" for n in range(2000)]
    assert len(ways(*names)) == 1999


@given(st.lists(st.text(alphabet="海州贸易联盟（）集团公司一二5", min_size=1, max_size=12), max_size=12))
def test_pairs_are_stable_whatever_the_order(names):
    folded = {f"{n}": fold_name(name) for n, name in enumerate(names)}
    turned = dict(reversed(folded.items()))
    assert best_matches(find_near(folded)) == best_matches(find_near(turned))
    assert all(a < b for a, b, _, _ in best_matches(find_near(folded)))
