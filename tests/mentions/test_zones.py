"""Zones by grammar: a place or a proper name before a kind of park; a bare kind is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.context import Context
from kg.mentions.places import load_gazetteer
from kg.mentions.zones import find_zones
from kg.model import Kind, Span


def names(text: str, taken: tuple[Span, ...] = ()) -> list[str]:
    return [m.name for m in find_zones(text, None, taken)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动苏州高新区、柯岭工业园区发展。", ["苏州高新区", "柯岭工业园区"]),
        ("在中国（河南）自由贸易试验区先行先试。", ["中国（河南）自由贸易试验区"]),
        ("位于柯岭开发区玄澜工业园内。", ["柯岭开发区", "玄澜工业园"]),
        ("支持珠海生物医药产业园建设。", ["珠海生物医药产业园"]),
        ("规划西部（重庆）科学城。", ["西部（重庆）科学城"]),
        ("激发创新活力苏州柯岭科技园。", ["苏州柯岭科技园"]),
        ("建设柯澜汽车工业园（苏州）。", ["柯澜汽车工业园（苏州）"]),
    ],
)
def test_a_place_or_a_proper_name_before_a_kind(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    ["支持高新区、经开区和产业园区发展。", "建设国家级新区。", "推进特色小镇和示范区建设。", "鼓励各类园区集聚发展。", "本省示范区。"],
)
def test_a_bare_kind_is_none(text):
    assert names(text) == []


def test_a_list_closed_by_a_count_of_parks():
    assert names("推进苏州柯岭、无锡玄澜、南京澜昱等20个重点片区建设。") == ["苏州柯岭", "无锡玄澜", "南京澜昱"]


def test_places_share_a_bare_kind():
    assert names("支持无锡、苏州高新区建设。") == ["无锡高新区", "苏州高新区"]
    assert names("支持无锡、苏州柯岭高新区建设。") == ["苏州柯岭高新区"]


def test_counties_of_the_documents_city_are_places_though_ordinary_words():
    place = load_gazetteer().choose("深圳市", None)
    assert [m.name for m in find_zones("建设光明科技园。", Context(place))] == ["光明科技园"]
    assert names("建设光明科技园。") == []


def test_a_zone_inside_an_agency_is_the_agencys():
    text = "由柯岭工业园区管委会负责。"
    assert names(text, (Span(1, 10),)) == []


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="苏州柯岭高新区工业园（）()、，和与等0123个片区中国自由贸易试验区国家的 \n“”", max_size=60))
def test_spans_lie_in_the_text(text):
    found = find_zones(text)
    assert all(m.kind is Kind.ZONE and "".join(m.span.of(text).split()).endswith(m.name[-1]) for m in found)
    assert all("".join(m.span.of(text).split()) == m.name for m in found if m.rule != "zone-shared-head")
    assert found == find_zones(text)


def test_places_written_otherwise_share_no_head():
    assert names("甘岭市润州区、丹徒区、句容市、镇江高新区联合建设。") == ["镇江高新区"]
