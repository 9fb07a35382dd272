"""Documents rewritten: other places, orders, numbers, scripts, widths, spaces. The facts must follow."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import opencc
import pytest
import rjieba

from kg.extract import extract
from kg.model import Document, Extraction, Kind
from kg.text.view import normalise_text

SAMPLES = sorted((Path(__file__).parents[2] / "seeds" / "documents").glob("*.txt"))
PLAN = next(path for path in SAMPLES if "plan" in path.name)
REGULATION = next(path for path in SAMPLES if "regulation" in path.name)


def read(text: str) -> Extraction:
    return extract(Document("a.txt", text, hashlib.sha256(text.encode()).hexdigest()))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def duties(extraction: Extraction) -> set[tuple[str, str, str]]:
    """Who answers for which provision, in which role."""
    return {
        (extraction.mentions[f.subject].name, extraction.provisions[f.object_provision].ref, f.role.value if f.role else "")
        for f in extraction.facts
        if f.object_provision is not None
    }


def relations(extraction: Extraction) -> set[tuple[str, str, str, str]]:
    """All facts between named things."""
    return {
        (f.relation.value, extraction.mentions[f.subject].name, extraction.mentions[f.object].name, f.role.value if f.role else "")
        for f in extraction.facts
        if f.object is not None
    }


def numbers(extraction: Extraction) -> list[tuple[str, str, str, str]]:
    """Targets as value, unit, comparator, deadline."""
    return sorted((str(t.value), t.unit, t.comparator.value, t.deadline) for t in extraction.targets)


def money(extraction: Extraction) -> list[tuple[str, str, str]]:
    return sorted((str(i.rate), str(i.cap), str(i.amount)) for i in extraction.incentives)


def share(found: set[tuple[str, ...]], wanted: set[tuple[str, ...]]) -> float:
    return len(found & wanted) / max(len(found | wanted), 1)


def rename(text: str, names: dict[str, str]) -> str:
    return re.sub("|".join(names), lambda match: names[match.group()], text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:2])
def test_the_samples_say_something(path: Path) -> None:
    extraction = read(text_of(path))
    assert len(extraction.mentions) > 30 and len(extraction.facts) > 5


def test_another_city() -> None:
    names = {"朝阳": "宜昌", "辽宁": "湖北", "沈阳": "荆州"}
    before, after = read(text_of(PLAN)), read(rename(text_of(PLAN), names))
    renamed = {(rename(who, names), rename(ref, names), role) for who, ref, role in duties(before)}
    assert len(renamed) > 50 and duties(after) == renamed
    assert numbers(after) == numbers(before)
    assert money(after) == money(before)
    assert {m.adcode for m in after.mentions if m.kind is Kind.REGION} >= {"420500"}


def test_another_city_in_a_statute() -> None:
    names = {"石家庄": "兰州", "河北": "甘肃", "正定": "榆中"}
    before, after = read(text_of(REGULATION)), read(rename(text_of(REGULATION), names))
    renamed = {(rename(who, names), rename(ref, names), role) for who, ref, role in duties(before)}
    assert len(renamed) > 60 and duties(after) == renamed


def test_another_order_of_those_who_answer() -> None:
    text = text_of(PLAN)

    def turn(match: re.Match[str]) -> str:
        items = match.group(2).split("、")
        return match.group(1) + "、".join(reversed(items)) + match.group(3)

    turned = re.sub(r"(（责任单位：)([^）。]+)(）)", turn, text)
    assert turned != text
    assert duties(read(turned)) == duties(read(text))


def test_other_numbers() -> None:
    text = text_of(PLAN)
    before = [t for t in read(text).targets if t.value == 60]
    after = [t for t in read(re.sub(r"(?<!\d)60家", "75家", text)).targets if t.value == 75]
    assert before and len(after) == len(before)
    assert [(t.indicator, t.deadline, t.comparator) for t in after] == [(t.indicator, t.deadline, t.comparator) for t in before]


def test_other_years() -> None:
    years = {"2026": "2031", "2027": "2032", "2028": "2033"}
    before, after = read(text_of(PLAN)), read(rename(text_of(PLAN), years))
    assert sorted(rename(t.deadline, years) for t in before.targets) == sorted(t.deadline for t in after.targets)
    assert after.metadata.period == (2031, 2033)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:2])
def test_traditional_characters(path: Path) -> None:
    simple = text_of(path)
    traditional = opencc.OpenCC("s2t").convert(simple)
    if normalise_text(traditional).text != normalise_text(simple).text:
        pytest.skip("the conversion there and back is not the same text: one character stands for two")
    before, after = read(simple), read(traditional)
    assert traditional != simple
    assert duties(after) == duties(before) and relations(after) == relations(before) and numbers(after) == numbers(before)
    assert all(f.evidence.of(traditional) for f in after.facts)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:2])
def test_half_width_punctuation(path: Path) -> None:
    text = text_of(path)
    narrow = text.translate(str.maketrans("，；：（）！？", ",;:()!?"))
    before, after = read(text), read(narrow)
    assert share(duties(after), duties(before)) >= 0.98
    assert share(relations(after), relations(before)) >= 0.95
    assert numbers(after) == numbers(before)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:2])
def test_full_width_digits(path: Path) -> None:
    text = text_of(path)
    wide = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    before, after = read(text), read(wide)
    assert duties(after) == duties(before)
    assert numbers(after) == numbers(before)


def with_spaces(text: str, every: int) -> str:
    """A text with a space inside every n-th word of two or more characters, as bad scans leave them."""
    pieces, count = [], 0
    for word in rjieba.cut(text, False):
        if re.fullmatch(r"[一-龥]{2,}", word):
            count += 1
            if count % every == 0:
                word = word[0] + " " + word[1:]
        pieces.append(word)
    return "".join(pieces)


@pytest.mark.parametrize("path", [PLAN, REGULATION], ids=["plan", "regulation"])
def test_stray_spaces_inside_words(path: Path) -> None:
    text = text_of(path)
    spaced = with_spaces(text, 25)
    before, after = read(text), read(spaced)
    assert spaced.count(" ") > text.count(" ") + 20
    assert share(duties(after), duties(before)) >= 0.95
    for mention in after.mentions:
        assert mention.span.of(spaced).strip() == mention.span.of(spaced)


def test_a_lost_dash_between_years() -> None:
    text = re.sub(r"2026\s*[~—～-]+\s*2028", "20262028", text_of(PLAN), count=1)
    assert read(text).metadata.period == (2026, 2028)
