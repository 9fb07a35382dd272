"""Which kind of document a text is, from its marks and the last words of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Genre
from kg.structure.lines import Line
from kg.structure.marks import ARTICLE, OUTLINE, SUBOUTLINE, find_mark

DATE_LINE = re.compile(
    r"(?:(?:发布|发表|更新)?(?:时间|日期)\s*[：:]\s*)?(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*来源.{0,20})?"
)
_NEWSROOM = re.compile(r"记者|责任编辑|摄影报道|\s摄$|原标题|内容审核|本报讯|新华社|通讯员")
_TOLD = re.compile(r"(?:调研|调查|观察|纪实|综述|见闻|特写|侧记|走笔|启示|巡礼|札记|记)[”」』]?$")  # what a reporter heads a piece with
_TITLE_WORDS = (
    (Genre.NOTICE, re.compile(r"(?:通知|公告|通报|函|批复|决定)$")),
    (Genre.REGULATION, re.compile(r"(?:条例|规定|法|办法|规则)$")),
    (Genre.MEASURES, re.compile(r"(?:措施|政策|细则|实施办法|十条|\d条|若干规定)$")),
    (Genre.ACTION_PLAN, re.compile(r"(?:方案|计划|规划|要点|意见|纲要|清单|行动|路线图)$")),
)
_FORMAL = re.compile(r"关于.{2,80}的(?:通知|(?:实施|指导)?意见|决定|公告|通告|批复|函|通报|若干措施|若干政策)$|关于印发.{2,80}的?通知$")
_MANY_DATES, _MANY_MARKS = 4, 8


def strip_title(title: str) -> str:
    """A title without what follows it in brackets: years, 征求意见稿, 试行."""
    return re.sub(r"\s*[（(〔\[][^（）()〔〕\[\]]{0,30}[)）〕\]]\s*$", "", re.sub(r"\s+", "", title))


def find_genre(lines: Sequence[Line], title: str) -> Genre:
    """The genre of a text, by its title where that says so, else by its numbering."""
    marks = [mark for line in lines if (mark := find_mark(line.text))]
    articles = sum(mark.rank == ARTICLE for mark in marks)
    outline = sum(mark.rank in (OUTLINE, SUBOUTLINE) for mark in marks)
    dates = sum(bool(DATE_LINE.fullmatch(line.text)) for line in lines)
    bare = strip_title(strip_title(title))
    under = next((line.text for line in lines[:4] if line.text.startswith(("——", "—"))), "")
    if articles < 3 and (_TOLD.search(under) or (_TOLD.search(bare) and outline < _MANY_MARKS)):
        return Genre.FEATURE
    named = next((genre for genre, words in _TITLE_WORDS if words.search(bare)), None)
    if named and (_FORMAL.search(bare) or outline >= 3 and dates < _MANY_DATES):
        return named  # its dates are those of its publication and signature
    if articles < 3 and dates >= 2:
        return Genre.NEWS_LIST
    if articles < 3 and sum(bool(_NEWSROOM.search(line.text)) for line in lines) >= 3:
        return Genre.FEATURE
    if named:
        return named
    if articles >= 3:
        return Genre.REGULATION
    if outline >= 3:
        return Genre.ACTION_PLAN
    if any(_NEWSROOM.search(line.text) for line in lines) or len(lines) >= 4:
        return Genre.FEATURE
    return Genre.OTHER
