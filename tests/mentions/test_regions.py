"""Regions: codes, ambiguous and common names, the document's own place, groups."""

from __future__ import annotations

import pytest

from kg.mentions.context import Context
from kg.mentions.own_place import find_place, speaks_nationally
from kg.mentions.places import load_gazetteer
from kg.mentions.regions import find_regions, find_unsure_regions, named_in_full

PLACES = load_gazetteer().by_code
SHENZHEN = Context(PLACES["440300"], False, frozenset({"440309", "440305"}))
HEBEI = Context(PLACES["130000"])


def found(text: str, context: Context) -> list[tuple[str, str, str]]:
    return [(m.span.of(text), m.name, m.adcode) for m in find_regions(text, context)]


def test_codes_by_full_and_short_names() -> None:
    assert found("石家庄市和唐山协同。", HEBEI) == [("石家庄市", "石家庄市", "130100"), ("唐山", "唐山市", "130200")]


def test_an_ambiguous_name_goes_by_the_documents_place() -> None:
    assert ("龙华区", "深圳市龙华区", "440309") in found("龙华区加快建设。", SHENZHEN)
    assert found("龙华区加快建设。", HEBEI) == []


def test_a_name_behind_its_city_goes_by_that_city() -> None:
    assert [(name, code) for _, name, code in found("北京市西城区与石家庄市长安区合作。", HEBEI)][-1] == ("石家庄市长安区", "130102")


def test_a_short_name_that_is_a_word_needs_its_full_name() -> None:
    assert ("龙华", "深圳市龙华区", "440309") in found("龙华瞄准先进制造。", SHENZHEN)
    assert found("合作资源公安。", HEBEI) == []


def test_words_are_not_cut() -> None:
    assert found("增强适应城市发展的能力。", HEBEI) == []


def test_own_place() -> None:
    assert found("本省推动发展，全省落实。", HEBEI) == [("本省", "河北省", "130000"), ("全省", "河北省", "130000")]
    assert found("全市场统一。", SHENZHEN) == []


def test_groups_have_members() -> None:
    group = next(find_regions("推进京津冀协同发展。", HEBEI))
    assert group.adcode == "" and set(group.members) == {"北京市", "天津市", "河北省"}
    pair = next(find_regions("川渝两地合作。", HEBEI))
    assert (pair.name, set(pair.members)) == ("川渝", {"四川省", "重庆市"})


def test_the_place_a_document_speaks_for() -> None:
    assert (place := find_place("北京市西城区某办法", "")) and place.adcode == "110102"
    assert (place := find_place("某开发区条例", "2020年1月1日 河南省第十三届人民代表大会常务委员会通过")) and place.adcode == "410000"
    assert find_place("国务院关于促进某业的意见", "北京北京北京") is None


def test_named_in_full() -> None:
    assert named_in_full("深圳市龙华区", PLACES["440300"]) >= {"440300", "440309"}


@pytest.mark.parametrize(
    ("title", "body", "code"),
    [
        ("【林业法规汇编】关于加快推进木材产业创新发展的意见", "各省、自治区、直辖市林业主管部门：\n推动创新和合作，创新和协同。", None),
        ("国家某和某局关于规范采集的通知", "未占用耕地以上林地、不少于五公顷以上林地的，新建和改建项目。", None),
        ("用户登录", "本市行政区域内适用。广州市市民可以申请，广州市各区受理。", "440100"),
        ("关于印发工作规则的通知", "各有关单位：\n请贯彻执行。\n南通市人民政府办公室\n2024年3月1日", "320600"),
        ("工作规则", "南通市人民政府文件\n各有关单位：请贯彻执行。", "320600"),
        ("关于区域协同的意见", "上海市、江苏省、浙江省、安徽省协同。江苏省与浙江省、上海市与安徽省共建。", None),
        ("关于矿区修复的通知", "矿区修复由矿区所在地负责，城区不得新建。", None),
    ],
)
def test_the_place_of_a_document_is_said_and_not_guessed(title: str, body: str, code: str | None) -> None:
    place = find_place(title, body)
    assert (place.adcode if place else None) == code


def test_words_of_law_in_front_of_a_title_hide_no_national_body() -> None:
    assert speaks_nationally("【法规汇编】国家某局关于某事的通知", "")
    assert not speaks_nationally("关于某事的通知", "各县（市、区）人民政府：")


@pytest.mark.parametrize(("text", "name"), [("河南聚焦新材料。", "河南省"), ("吉林的企业。", "吉林省"), ("海南与广东合作。", "海南省")])
def test_province_wins_over_city_or_county_of_its_name(text: str, name: str) -> None:
    assert name in {mention.name for mention in find_regions(text, Context())}


def test_county_of_a_province_name_is_meant_in_its_own_province() -> None:
    found = load_gazetteer().choose("河南", load_gazetteer().by_name["青海省"][0])
    assert found is not None and found.name == "河南蒙古族自治县"


def test_a_shared_name_goes_by_the_place_named_before_it_in_the_sentence() -> None:
    assert [code for *_, code in found("支持开封市龙亭区、顺河回族区、鼓楼区建设。", Context(None))][-1] == "410204"
    assert [code for *_, code in found("支持徐州市建设。鼓楼区配合。", Context(None))] == ["320300"]


def test_a_shared_name_goes_by_the_only_city_the_document_names() -> None:
    text = "徐州市负责。鼓楼区配合。"
    assert [code for *_, code in found(text, Context(None, named=named_in_full(text, None)))] == ["320300", "320302"]
    text = "徐州市、福州市负责。鼓楼区配合。"
    assert [code for *_, code in found(text, Context(None, named=named_in_full(text, None)))] == ["320300", "350100"]


def test_what_stays_unsure_is_said_with_its_candidates() -> None:
    text = "支持鼓楼区、海州区建设。"
    unsure = [(span.of(text), [region.adcode for region in regions]) for span, regions in find_unsure_regions(text, Context(None))]
    assert unsure == [("鼓楼区", ["320106", "320302", "350102", "410204"]), ("海州区", ["210902", "320706"])]
    assert list(find_unsure_regions(text, Context(PLACES["320100"]))) != unsure
    assert list(find_unsure_regions("建设矿区和城区。", Context(None))) == []
