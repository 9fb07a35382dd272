"""Organizations by grammar and gazetteer: where names begin and end, and what is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.organizations import find_listed_organizations, find_organizations
from kg.model import Kind, Span
from kg.vocabulary import read_vocabulary


def names(text: str, taken: tuple[Span, ...] = ()) -> list[str]:
    return [m.name for m in find_organizations(text, taken)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目由临江市柯岭材料有限公司投资建设。", ["临江市柯岭材料有限公司"]),
        ("近日，玄岭电子（苏州）有限公司与峻澜集团签约。", ["玄岭电子（苏州）有限公司", "峻澜集团"]),
        ("走访了玄岭集团红柯酒厂。", ["玄岭集团", "红柯酒厂"]),
        ("支持苏州大学、南京银行参与建设。", ["苏州大学", "南京银行"]),
        ("深圳市智能装备行业协会承办了活动。", ["深圳市智能装备行业协会"]),
        ("由Kellinger(HongKong)Limited出资。", ["Kellinger(HongKong)Limited"]),
    ],
)
def test_an_ending_closes_a_name_whose_left_border_is_sure(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "鼓励龙头企业、科技型企业和上市公司参与。",
        "依法设立有限责任公司或者股份有限公司。",
        "支持有关高校、科研院所和行业协会开展合作。",
        "推动商业银行、保险公司、公立医院提升服务。",
        "发展新能源、新材料、生物医药等龙头企业。",
        "培育一批大型企业集团和产业联盟。",
        "支持北京大学城建设。",
    ],
)
def test_words_for_a_class_of_bodies_name_none(text):
    assert names(text) == []


def test_a_list_that_a_noun_of_a_class_closes_holds_names():
    assert names("引进柯澜昱、玄岭德和海昱林等国际知名企业。") == ["柯澜昱", "玄岭德", "海昱林"]


def test_a_title_and_an_investor_show_names():
    assert names("玄岭德董事长出席仪式。") == ["玄岭德"]
    assert names("该厂由玄岭德投资兴建。") == ["玄岭德"]


def test_a_name_may_hold_an_agency_but_not_lie_in_one():
    text = "由玄岭集团建设。"
    assert names(text, (Span(1, 7),)) == []
    assert names(text, (Span(1, 3),)) == ["玄岭集团"]


def test_lists_of_those_who_answer_keep_their_finder():
    found = list(find_listed_organizations("市商务局、柯岭集团", [Span(0, 9)], [Span(0, 4)]))
    assert [m.name for m in found] == ["柯岭集团"]


def test_gazetteer_forms_are_unique_and_many():
    rows = read_vocabulary("organizations")
    forms = [f.rstrip("?") for row in rows for f in (row["name"], *row["short_names"].split("|")) if f]
    assert len(rows) >= 1200
    assert len(forms) == len(set(forms))


def test_a_known_name_needs_no_ending():
    assert names("与中科曙光、京东方签约。") == ["中科曙光", "京东方"]
    assert names("苏州市美的集团出席。") == ["美的集团"]


def test_an_ordinary_word_counts_beside_a_cue_only():
    assert names("这是美的享受，长势平安。") == []
    assert names("引进宁德时代、小米、三一等企业。") == ["宁德时代", "小米", "三一"]


def test_no_name_runs_over_a_gap_or_opens_with_an_enumerator():
    assert names("张三　　玄岭集团董事长") == ["玄岭集团"]
    assert names("（五）外国公司；") == []


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="由玄岭集团（）()、，和与及以等企业公司有限大学的 \n华为A投资1亿元是", max_size=60))
def test_spans_lie_in_the_text_and_do_not_overlap(text):
    found = find_organizations(text)
    assert all(m.kind is Kind.ORGANIZATION and "".join(m.span.of(text).split()) == m.name for m in found)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
    assert found == find_organizations(text)
