"""Open names: spans are exact, taken spans are kept whole, equal input gives equal output."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mentions.open_names import OPEN_KINDS, NameCandidate, OpenNames, find_open_names
from kg.model import Kind, Span

TEXT = "推动人工智能、生物医药等产业发展，建设临江市跨境电商公共服务平台。\n支持临江高新区发展智慧物流。"


def names(found: list[NameCandidate], kind: Kind) -> list[str]:
    return [n.name for n in found if n.kind is kind]


def test_a_list_of_industries_is_split_at_its_marks():
    assert names(find_open_names(TEXT), Kind.INDUSTRY)[:2] == ["人工智能", "生物医药"]


def test_a_platform_keeps_its_place():
    assert names(find_open_names(TEXT), Kind.PLATFORM) == ["临江市跨境电商公共服务平台"]


def test_a_name_over_a_wrapped_line_is_found_whole():
    text = "为了加快本地区产业的转型，临江市将在明年年底以前推动人工\n智能、生物医药等产业发展。"
    found = [n for n in find_open_names(text) if n.name == "人工智能"]
    assert found
    assert found[0].span.of(text) == "人工\n智能"


def test_a_taken_span_is_neither_cut_nor_claimed():
    at = TEXT.index("人工智能")
    taken = [Span(at, at + 4), Span(TEXT.index("临江市"), TEXT.index("临江市") + 3)]
    found = find_open_names(TEXT, taken)
    assert all(not n.span.overlaps(t) or n.span.covers(t) and n.span != t for n in found for t in taken)
    assert "临江市跨境电商公共服务平台" in names(found, Kind.PLATFORM)


def test_a_passage_has_the_names_of_the_document_with_absolute_spans():
    document, cut = OpenNames(TEXT), TEXT.index("\n")
    assert document.find(0, cut) + document.find(cut, len(TEXT)) == document.find(0, len(TEXT))


def test_a_head_shared_by_places_is_restored():
    text = "支持宜昌、荆州高新区建设科技企业孵化平台。"
    found = [(n.name, n.rule) for n in find_open_names(text) if n.kind is Kind.ZONE]
    assert found == [("宜昌高新区", "shared-head"), ("荆州高新区", "model")]


def test_empty_and_blank_texts_hold_no_names():
    assert find_open_names("") == find_open_names(" \n\t") == find_open_names("。、，") == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="推动智慧物流产业、和与“”（）()\n 平台。，市数字经济园区集团A1等的发展\u3000", max_size=80))
def test_spans_are_exact_and_names_of_a_kind_do_not_overlap(text: str):
    found = find_open_names(text)
    assert found == find_open_names(text)
    for n in found:
        assert n.rule != "model" or "".join(n.span.of(text).split()) == n.name
        assert 0 <= n.score <= 1
    for kind in OPEN_KINDS:
        same = [n.span for n in found if n.kind is kind and n.rule == "model"]
        assert all(a.end <= b.start for a, b in zip(same, same[1:], strict=False))
