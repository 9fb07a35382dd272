"""Work grows with the length of a text and not with its square: counted in calls of functions, never in time."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

from kg.extract import extract
from kg.facts.responsibility import find_responsibility
from kg.facts.scene import LONGEST_SENTENCE, Scene
from kg.mentions.coreference import unify_names
from kg.model import Genre, Kind, Mention, Provision, Span
from kg.structure import Piece, PieceRole
from kg.structure.lines import split_lines
from kg.structure.tables import find_tables
from kg.text.reading import make_document

_PATH = Path(__file__).parent.parent / "bench" / "growth.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("growth", _PATH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


growth = _load()


def count_calls(text: str) -> int:
    """How many calls of Python functions one extraction makes."""
    document = make_document("growth.txt", text)
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(document)
    finally:
        sys.setprofile(before)
    return calls


HOSTILE = (
    "no-marks", "same-name", "targets", "platforms", "organizations", "series", "news", "table-heads", "many-heads",
    "tab-heads", "short-tables", "chained-places", "partners", "defined-alike", "dashes",
)  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_four_times_the_text_is_about_four_times_the_work(kind: str) -> None:
    texts = [growth.make_text(kind, size) for size in (2000, 8000)]
    extract(make_document("warm.txt", texts[1]))  # what is read once stays out of the count
    short, long = (count_calls(text) for text in texts)
    assert short > 100
    assert long < 4 * 1.5 * short


def test_texts_of_a_kind_have_the_size_asked_for_and_open_alike() -> None:
    for kind in growth.KINDS:
        short, long = growth.make_text(kind, 500), growth.make_text(kind, 5000)
        assert (len(short), len(long)) == (500, 5000)
        assert long.startswith(short)


def test_a_sentence_without_end_is_cut_behind_a_list_mark() -> None:
    text = "甲市、" * 400 + "乙" * 1100 + "。丙。"
    scene = Scene(text, Genre.OTHER, (), (), ())
    sentences = list(scene.sentences(Span(0, len(text))))
    assert "".join(s.of(text) for s in sentences) == text.replace("。", "")
    assert max(s.end - s.start for s in sentences) <= LONGEST_SENTENCE
    assert sentences[0].of(text).endswith("、")
    assert sentences[-1].of(text) == "丙"


def test_a_series_of_names_alike_holds_no_short_forms() -> None:
    """Three names have their short form found; among hundreds that open and close alike none is short for another."""
    numbers = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    names = [f"某柯{a}{b}研发园" for a in numbers for b in numbers]

    def unify(*given: str) -> list[str]:
        return [m.name for m in unify_names([Mention(Kind.ZONE, Span(i, i + 1), None, n, "hand") for i, n in enumerate(given)])]

    assert unify("某柯甲园", names[0]) == [names[0]] * 2
    assert unify("某柯甲园", *names)[0] == "某柯甲园"


def test_a_table_goes_on_over_hundreds_of_rows() -> None:
    text = "序号\n任务\n责任单位\n" + "".join(f"{n}\n任务甲{n}号\n市商务局\n" for n in range(1, 300))
    (table,) = find_tables(text, split_lines(text))
    assert len(table.rows) == 299
    tabbed = "\t任务\n\t责任单位\n" + "".join(f"\t任务甲{n}号\n\t市商务局\n" for n in range(300)) + "\n\n\n\n说明\n"
    (table,) = find_tables(tabbed, split_lines(tabbed))
    assert len(table.rows) == 300
    assert table.rows[-1].span.of(tabbed).endswith("市商务局")


def test_of_hundreds_of_bodies_in_a_cell_the_first_hundred_answer() -> None:
    text = "智慧物流|" + "甲局、" * 300
    bodies = [Mention(Kind.AGENCY, Span(at, at + 2), 0, f"甲局{at}", "hand") for at in range(5, len(text), 3)]
    trade = Mention(Kind.INDUSTRY, Span(0, 4), 0, "智慧物流", "hand")
    pieces = (Piece(Span(0, 4), 0), Piece(Span(5, len(text)), 0, PieceRole.RESPONSIBLE, "责任单位"))
    scene = Scene(text, Genre.ACTION_PLAN, (Provision("row 1", "row", Span(0, len(text))),), pieces, (trade, *bodies))
    answering = [fact.subject for fact in find_responsibility(scene) if fact.object == 0]
    assert answering == list(range(1, 101))
