"""What a text says about itself: title, number, dates, status, period, issuers, what it cites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.facts.validity import find_repealed, read_valid_until
from kg.model import Citation, Genre, Kind, Mention, Metadata, Span, Status
from kg.structure.lines import Line, split_lines
from kg.structure.news import item_dates

_DATE = r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_DATE_LINE = re.compile(rf"[（(]?\s*{_DATE}\s*[)）]?")
_ENACTED = re.compile(rf"{_DATE}[^。；\n]{{0,60}}?(通过|公布|发布|印发|修订|修正)")
_IN_FORCE = re.compile(rf"自\s*{_DATE}\s*(?:起|开始)\s*(?:施行|实施|执行|生效)|{_DATE}\s*(?:起)?施行")
_NUMBER = re.compile(r"[一-龥]{1,14}\s*[〔\[（(【﹝]\s*(?:19|20)\d{2}\s*[〕\])）】﹞]\s*(?:第\s*)?\d{1,5}\s*号")
_ANNOUNCEMENT = re.compile(r"[一-龥]{4,30}公告\s*(?:第|〔\d{4}〕)?\s*[\d一二三四五六七八九十]{1,4}\s*号")
_PERIOD = re.compile(r"((?:19|20)\d{2})\s*(?:年)?\s*[-—–~～－至到]*\s*((?:19|20)\d{2})\s*年")
_CITED = re.compile(r"《([^《》\n]{4,80})》(?:\s*[（(]\s*([^（）()\n]{2,30}号)\s*[)）])?")
_LABEL = re.compile(r"(?:[（(]转[载发][）)]|【[^【】]{1,20}】|\[[^\[\]]{1,20}\]|〖[^〖〗]{1,20}〗)+")
_DRAFT = re.compile(r"征求意见稿|草案|送审稿|讨论稿|公开征求意见")


def read_title(text: str, span: Span, genre: Genre) -> str:
    """The title without white space; a line that only names the issuer before 关于… is no part of it."""
    if genre is Genre.NEWS_LIST:
        return ""
    parts = [re.sub(r"\s+", "", line) for line in span.of(text).split("\n") if line.strip()]
    parts[:1] = [_LABEL.sub("", part) for part in parts[:1]]
    opening = next((i for i, part in enumerate(parts) if part.startswith(("关于", "印发"))), 0)
    if genre is Genre.FEATURE:
        return span.of(text).split("\n")[0].strip()
    return "".join(parts[opening:])


def read_metadata(
    text: str, title_span: Span, genre: Genre, mentions: Sequence[Mention], dates: Sequence[str], place: tuple[str, str]
) -> Metadata:
    """All that can be said of the document itself.

    Args:
        text: the document's text.
        title_span: where its title stands.
        genre: its genre.
        mentions: its mentions in text order, for the issuers.
        dates: the dates of news items.
        place: name and code of the region it speaks for.
    """
    lines = split_lines(text)
    title = read_title(text, title_span, genre)
    issued = _issued(text, lines, genre, dates)
    number = _number(lines, genre)
    draft = bool(_DRAFT.search(text[: title_span.end + 200])) and genre not in (Genre.NEWS_LIST, Genre.FEATURE)
    effective = _effective(text, genre)
    known = bool(issued or number) and genre not in (Genre.NEWS_LIST, Genre.FEATURE)
    return Metadata(
        title=title,
        number=number,
        issued=issued,
        effective=effective,
        genre=genre,
        status=Status.DRAFT if draft else Status.IN_FORCE if known else None,
        issuers=_issuers(text, lines, title_span, mentions, genre),
        jurisdiction=place[0],
        adcode=place[1],
        period=read_period(title),
        cites=_citations(text),
        valid_until=read_valid_until(text, effective or issued, genre),
        repeals=find_repealed(text, title, genre),
    )


def read_period(title: str) -> tuple[int, int] | None:
    """The first and last year that a plan's title states; the dash between may be lost.

    Example:
        >>> read_period("某市行动方案（2026~2028年）"), read_period("某市工作方案(20222025年)")
        ((2026, 2028), (2022, 2025))
    """
    match = _PERIOD.search(title)
    if match and int(match.group(1)) < int(match.group(2)):
        return int(match.group(1)), int(match.group(2))
    return None


def _iso(groups: Sequence[str]) -> str:
    return f"{int(groups[0]):04d}-{int(groups[1]):02d}-{int(groups[2]):02d}"


def _issued(text: str, lines: Sequence[Line], genre: Genre, dates: Sequence[str]) -> str:
    if genre is Genre.NEWS_LIST:
        return dates[0] if dates and len(set(dates)) == 1 else ""
    if genre is Genre.FEATURE:
        return next(iter(item_dates(text, lines[:6])), "")
    enacted = list(_ENACTED.finditer(text[:1500]))
    for word in ("公布", "发布", "通过", "修订", "修正", "印发"):
        found = [match for match in enacted if match.group(4) == word]
        if found:
            return _iso(found[0].groups())
    for line in lines:
        match = _DATE_LINE.fullmatch(line.text)
        if match:
            return _iso(match.groups())
    return ""


def _effective(text: str, genre: Genre) -> str:
    if genre in (Genre.NEWS_LIST, Genre.FEATURE):
        return ""
    found = list(_IN_FORCE.finditer(text[:1500])) if genre is Genre.REGULATION else []
    tail = text[-3000:]
    own = [m for m in _IN_FORCE.finditer(tail) if re.search(r"本[^。；\n]{1,12}$", tail[max(0, m.start() - 14) : m.start()])]
    matches = own or found
    return _iso([group for group in matches[-1].groups() if group]) if matches else ""


def _number(lines: Sequence[Line], genre: Genre) -> str:
    if genre in (Genre.NEWS_LIST, Genre.FEATURE):
        return ""
    for line in lines[:25]:
        if _NUMBER.fullmatch(line.text):
            return re.sub(r"\s+", "", line.text)
        announced = _ANNOUNCEMENT.search(line.text)
        if announced and len(line.text) < 60:
            return re.sub(r"\s+", "", re.sub(r"^.*日", "", announced.group()))
    return ""


def _issuers(
    text: str, lines: Sequence[Line], title: Span, mentions: Sequence[Mention], genre: Genre
) -> tuple[int, ...]:
    """Who issued it: the body that passed it, that signs it, or those that its title opens with."""
    if genre in (Genre.NEWS_LIST, Genre.FEATURE):
        return ()
    agencies = [(i, m) for i, m in enumerate(mentions) if m.kind is Kind.AGENCY]
    passed = re.search(r"人民代表大会(?:常务委员会)?[^。\n]{0,20}通过", text[:1500])
    if passed:
        found = [i for i, m in agencies if m.span.start <= passed.start() < m.span.end]
        if found:
            return (found[0],)
    for span in _signatures(lines):
        signed = _side_by_side(text, span, agencies)
        if signed and mentions[signed[-1]].span.end >= span.end:
            return signed
    label = _LABEL.match(text, title.start, title.end)
    return _side_by_side(text, Span(label.end() if label else title.start, title.end), agencies)


def _side_by_side(text: str, span: Span, agencies: Sequence[tuple[int, Mention]]) -> tuple[int, ...]:
    """The bodies that a passage opens with, one or several (甲局、乙局关于…)."""
    at = span.start
    found: list[int] = []
    first = bisect_left(agencies, span.start, key=lambda agency: agency[1].span.start)
    last = bisect_left(agencies, span.end, key=lambda agency: agency[1].span.start)
    for index, mention in agencies[first:last]:
        gap = text[at : mention.span.start] if mention.span.start >= at else "…"
        if mention.span.end <= span.end and not gap.strip("、和 \u3000\n"):
            found.append(index)
            at = mention.span.end
    return tuple(found)


def _signatures(lines: Sequence[Line]) -> list[Span]:
    """Lines that may sign a text: short ones of its head, and those right above a line that is a date."""
    dated = [i for i, line in enumerate(lines) if i and _DATE_LINE.fullmatch(line.text)]
    places = [*range(min(6, len(lines))), *(i - 1 for i in dated)]
    return [lines[i].span for i in places if len(lines[i].text) <= 40 and not lines[i].cell]


def _citations(text: str) -> tuple[Citation, ...]:
    found: dict[str, Citation] = {}
    for match in _CITED.finditer(text):
        title = re.sub(r"\s+", "", match.group(1))
        if title not in found:
            found[title] = Citation(title, Span(*match.span()), re.sub(r"\s+", "", match.group(2) or ""))
    return tuple(found.values())
