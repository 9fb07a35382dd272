"""Regions: codes, ambiguous and common names, the document's own place, groups."""

from __future__ import annotations

from kg.mentions.context import Context
from kg.mentions.places import find_place, load_gazetteer
from kg.mentions.regions import find_regions, named_in_full

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
