"""Text -> Structure: the title found, the genre named, the tree built."""

from __future__ import annotations

import re
from collections import Counter

from kg.model import Genre, Span
from kg.structure.genre import find_genre
from kg.structure.lines import Line, split_lines
from kg.structure.marks import find_mark
from kg.structure.model import Structure
from kg.structure.news import find_separators, parse_news
from kg.structure.tables import find_tables
from kg.structure.tree import OutlineParser, parse_feature

_TITLE_END = re.compile(
    r"(?:条例|规定|办法|法|细则|方案|计划|规划|要点|意见|通知|措施|政策|公告|通报|决定|纲要|函|批复|清单|规则)"
    r"(?:\s*[（(〔][^（）()〔〕]{1,40}[)）〕])*$"
)

_HEADED = re.compile(
    r"[^【《“。，；：:]{0,40}关于[^。；]{4,80}的(?:通知|(?:实施|指导)?意见|决定|公告|通告|批复|函|通报|若干措施)(?:[（(][^（）()]{1,20}[)）])?$"
)
_MENU_LINES, _MENU_WIDTH, _MENU_DEPTH = 12, 10, 200


def parse_structure(text: str) -> Structure:
    """Takes a decoded text apart; every provision's and piece's span is exact.

    Example:
        >>> structure = parse_structure("某市条例\\n第一条 为了发展。\\n第二条 市商务部门应当推动。\\n第三条 施行。")
        >>> [provision.ref for provision in structure.provisions]
        ['第一条', '第二条', '第三条']
    """
    lines = split_lines(text)
    title = find_title(text, lines)
    genre = find_genre(lines, title.of(text))
    if genre is Genre.NEWS_LIST:
        builder = parse_news(text, lines, find_separators(text))
    elif genre in (Genre.FEATURE, Genre.OTHER) and find_tables(text, lines):
        genre = Genre.ACTION_PLAN
        builder = OutlineParser(text, lines, genre, title.end).parse()
    elif genre is Genre.FEATURE and not any((mark := find_mark(x.text)) and mark.rank in (4, 5) for x in lines):
        builder = parse_feature(text, lines, title.end)
    else:
        builder = OutlineParser(text, lines, genre, title.end).parse()
    return Structure(genre, builder.provisions(), tuple(builder.pieces), title)


def find_title(text: str, lines: tuple[Line, ...]) -> Span:
    """The span of the title: the first lines that together end like one, else the first line.

    White space and line breaks inside stay part of the span.
    """
    head: list[Line] = []
    for line in lines[:12]:
        if not head and line.text.startswith("样例，"):
            continue
        if find_mark(line.text) or line.text[-1] in "。；":
            break
        head.append(line)
    for first in range(min(len(head), 6)):
        for last in range(first, min(first + 4, len(head))):
            joined = "".join(re.sub(r"\s+", "", line.text) for line in head[first : last + 1])
            if 6 <= len(joined) <= 90 and _TITLE_END.search(joined) and not _is_number_line(head[first].text):
                return _with_brackets(lines, Span(head[first].span.start, head[last].span.end))
    return _title_below_menu(lines) or (head[0].span if head else Span(0, 0))


def _title_below_menu(lines: tuple[Line, ...]) -> Span | None:
    """The title of a web page's text that opens with the site's menu: the first line that is headed or said twice."""
    opening = lines[:_MENU_LINES]
    if sum(len(line.text) <= _MENU_WIDTH for line in opening) * 3 < len(opening) * 2:
        return None
    whole = Counter(re.sub(r"\s+", "", line.text) for line in lines)
    for line in lines[:_MENU_DEPTH]:
        name = re.sub(r"\s+", "", line.text)
        if 8 <= len(name) <= 90 and _TITLE_END.search(name) and (whole[name] > 1 or _HEADED.match(name)):
            return line.span
    return None


def _with_brackets(lines: tuple[Line, ...], title: Span) -> Span:
    """Takes in a bracket on the next line that goes on with the title: the years of a plan."""
    following = [line for line in lines if line.span.start >= title.end][:1]
    if following and re.fullmatch(r"[（(]\s*\d{4}\s*[^（）()]{0,12}\d{0,4}\s*年?\s*[)）]", following[0].text):
        return Span(title.start, following[0].span.end)
    return title


def _is_number_line(line: str) -> bool:
    return bool(re.search(r"[〔\[（(]\s*(?:19|20)\d{2}\s*[〕\])）]\s*\d+\s*号", line))
