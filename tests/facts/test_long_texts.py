"""Spans in bulk: found by place as a look at all of them would find them, and with bounded work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.building import find_builders
from kg.facts.responsibility import find_responsibility
from kg.facts.scene import Scene
from kg.mentions.inheritance import inherit_levels
from kg.model import Genre, Kind, Level, Mention, Provision, Span
from kg.spans import SpanIndex
from kg.structure.model import PieceRole
from kg.structure.tree import Builder

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 2000), st.integers(0, 900))


@given(st.lists(SPANS, max_size=20), SPANS)
def test_an_index_finds_what_a_look_at_all_finds(spans: list[Span], place: Span) -> None:
    index = SpanIndex(spans)
    assert index.first_covering(place) == next((i for i, span in enumerate(spans) if span.covers(place)), None)
    assert index.touching(place) == [i for i, span in enumerate(spans) if span.overlaps(place)]


def test_a_place_finds_its_sentence(read_scene: Callable[..., Scene]) -> None:
    scene = read_scene("甲。{agency:乙局}应当建设{platform:丙平台}；{platform:丁平台}")
    sentences = [scene.sentence_of(mention.span) for mention in scene.mentions]
    assert [s and s.of(scene.text) for s in sentences] == ["乙局应当建设丙平台", "乙局应当建设丙平台", "丁平台"]
    assert scene.sentence_of(Span(0, 3)) is None


def test_the_last_free_mention_is_that_of_all(read_scene: Callable[..., Scene]) -> None:
    scene = read_scene("{region:甲市}和{region:乙市}、{zone:丙园}，{region:丁市}")
    for end in range(len(scene.text) + 1):
        for start in range(end + 1):
            for kind in (Kind.REGION, Kind.ZONE, Kind.AGENCY):
                before = scene.free_in(Span(start, end), kind)
                assert scene.last_free(Span(start, end), kind) == (before[-1] if before else None)


def test_a_long_line_is_cut_into_sentences_a_bounded_number_of_times(
    read_scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts: list[Span] = []
    split = Scene.sentences

    def count(self: Scene, span: Span) -> Iterator[Span]:
        cuts.append(span)
        return split(self, span)

    scene = read_scene("{agency:乙局}应当建设{platform:丙平台}。" * 60)
    monkeypatch.setattr(Scene, "sentences", count)
    facts = list(find_builders(scene, list(find_responsibility(scene))))
    assert len(facts) >= 60
    assert len(cuts) <= 6


def test_every_note_of_a_provision_looks_at_what_stands_since_the_note_before() -> None:
    text = "发展跨境电商，完善各项配套服务措施，形成更加完整的产业链条和服务体系建设（甲局牵头）\n" * 40
    builder = Builder(text)
    lines = text.split("\n")[:-1]
    spans = [Span(n * (len(lines[0]) + 1), n * (len(lines[0]) + 1) + len(lines[0])) for n in range(len(lines))]
    node = builder.open("一", "heading", 2, Span(0, len(text)), None)
    for span in spans:
        builder.add(span, node, PieceRole.TEXT)
    marks = ((Kind.INDUSTRY, "跨境电商"), (Kind.AGENCY, "甲局"))
    mentions = [
        Mention(kind, Span(s.start + lines[0].find(w), s.start + lines[0].find(w) + len(w)), 0, w, "hand", function=w)
        for s in spans
        for kind, w in marks
    ]
    scene = Scene(text, Genre.NOTICE, builder.provisions(), builder.pieces, mentions)
    facts = [fact for fact in find_responsibility(scene) if fact.rule == "bracket-verb" and fact.object is not None]
    assert len(facts) == len(lines)


def test_refs_that_recur_are_counted() -> None:
    builder = Builder("甲")
    for ref in ("一", "一", "一~2", "一", "二", "一"):
        builder.open(ref, "item", 5, Span(0, 1), None)
    assert [provision.ref for provision in builder.provisions()] == ["一", "一~2", "一~2~2", "一~3", "二", "一~4"]


def test_levels_are_inherited_without_copies_of_the_rest() -> None:
    class Counted(tuple[Mention, ...]):
        taken = 0

        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            found = super().__getitem__(at)
            Counted.taken += len(found) if isinstance(at, slice) else 1
            return found

    mentions = Counted(
        Mention(Kind.AGENCY, Span(n * 4, n * 4 + 2), 0, "甲局", "hand", function="甲", level=Level.PREFECTURE) for n in range(300)
    )
    assert len(inherit_levels(mentions, [Provision("第一条", "article", Span(0, 1200))])) == 300
    assert Counted.taken <= 2000
