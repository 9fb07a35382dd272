"""What the columns of a task table hold, by the words that head them, and which of some cells fits which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from kg.structure.marks import OUTLINE, SUBOUTLINE, find_mark

_RESPONSIBLE = re.compile(
    r"(?:责任|主责|主抓|牵头|统筹|配合|协作|共同|负责|主办|协办|参与|承办|主管|实施|支持|参加|协同|落实|协助|承担|完成)[^，。]{0,6}"
    r"(?:单位|部门|主体|机构)?$"
)
_OF_OTHER_THINGS = re.compile(r"人$|人员|领导$|时限|时间|期限|日期|情况|进度|内容|任务|目标|标准|要求|措施|数$|量$")
_HEAD_WORD = re.compile(
    r"(?:序号|编号|任务|目标|措施|举措|内容|分工|时限|时间|期限|进度|节点|备注|项目|事项|领域|类别|指标|要求|名称|单位|部门|主体|计划|方向|成果"
    r"|属性|基期|现状|数值|\d{4}年|工作)$"
)
_SERIAL_HEAD = re.compile(r"(?:序|编|项)\s*号$")
_TIME_HEAD = re.compile(r"(?:时限|时间|期限|节点|进度|日期)")
_SERIAL = re.compile(r"(?:\d{1,3}|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3})[、.．]?$")
_BODY_NAME = re.compile(
    r"[^。；;：:]{0,60}(?:局|委|部|办|厅|院|会|政府|中心|公司|单位|海关|分行|部门|集团|机构|专班|学校|大学|(?:支|总|大|救援)队|[车电工]务段|供电[所段]|联社|供销社|合作社|街道|乡镇|镇街|(?:领导|工作|协调)小组|管理处|科室|署"
    r"|区|市|县|等)[〕）)\]]?$"
)
_TIME = re.compile(
    r"^.{0,10}(?:\d年|\d月|年底|长期|持续|常态|全年|每年|每月|每季"
    r"|[一二三四1-4第]季度|[上下]半年|年内|月底|近期|中期|立即|[底末]前)"
)
_SENTENCE = re.compile(r"[。：:！？]|[；;]$")
_OPEN_END = re.compile(r"[、，,和及与]$")


_LONGEST_HEADING = 40
_NO_HEADING = re.compile(r"[。；;，,：:]")


class ColumnKind(Enum):
    """What the cells of a column are."""

    SERIAL = "serial"
    TEXT = "text"
    BODIES = "bodies"
    TIME = "time"


def is_responsible_column(head: str) -> bool:
    """Whether a column of this head holds the bodies that answer for a row."""
    return bool(_RESPONSIBLE.match(head)) and not _OF_OTHER_THINGS.search(head)


def is_head_cell(text: str) -> bool:
    """Whether a line could be the head of a column."""
    return len(text) <= 12 and bool(_HEAD_WORD.search(text) or _RESPONSIBLE.match(text))


@lru_cache(maxsize=4096)
def is_serial(text: str) -> bool:
    """Whether a cell holds nothing but a number of its row or block."""
    return bool(_SERIAL.match(text))


@lru_cache(maxsize=4096)
def is_time(text: str) -> bool:
    """Whether a cell says by when."""
    return len(text) <= 40 and bool(_TIME.search(text))


def is_time_column(head: str) -> bool:
    """Whether a column of this head holds times."""
    return bool(_TIME_HEAD.search(head)) and not is_responsible_column(head)


@lru_cache(maxsize=4096)
def is_body_list(line: str) -> bool:
    """Whether a whole line could be names of bodies: short, no sentence, most names (of two both) with an ending of one."""
    if len(line) > 160 or _SERIAL.match(line) or _SENTENCE.search(line):
        return False
    names = [name for name in re.split(r"[、，,；;\s]+", line) if name]
    known = sum(bool(_BODY_NAME.match(name)) for name in names)
    return bool(names) and all(len(name) <= 30 for name in names) and known * 3 >= len(names) * 2


def block_label(line: str, block: str) -> str:
    """The label of a block, where a line between two rows heads one (一、强链补链), inside the block before it; else empty."""
    mark = find_mark(line)
    if mark is None or mark.rank not in (OUTLINE, SUBOUTLINE) or not mark.length < len(line) <= _LONGEST_HEADING:
        return ""
    if _NO_HEADING.search(line):
        return ""
    outer = block.split("/")[0]
    return f"{outer}/{mark.label}" if mark.rank == SUBOUTLINE and outer[:1] not in ("", "（", "(") else mark.label


@lru_cache(maxsize=4096)
def column_kind(head: str) -> ColumnKind:
    """What a column holds, by its head.

    Example:
        >>> [column_kind(head).value for head in ("序号", "重点任务", "协助单位", "完成时限")]
        ['serial', 'text', 'bodies', 'time']
    """
    if _SERIAL_HEAD.search(head):
        return ColumnKind.SERIAL
    if is_responsible_column(head):
        return ColumnKind.BODIES
    return ColumnKind.TIME if is_time_column(head) else ColumnKind.TEXT


_FOREIGN = 6  # more than any number of empty columns that it could save
_EMPTY = {ColumnKind.SERIAL: 1, ColumnKind.TEXT: 3, ColumnKind.BODIES: 3, ColumnKind.TIME: 2}


@lru_cache(maxsize=4096)
def _cost(text: str, kind: ColumnKind) -> int:
    """How badly a line fits a column, in tenths."""
    if kind is ColumnKind.SERIAL:
        return 0 if _SERIAL.match(text) else 10 * _FOREIGN
    if kind is ColumnKind.BODIES:
        return 0 if is_body_list(text) else 10 * _FOREIGN
    if kind is ColumnKind.TIME:
        return 0 if is_time(text) else 10 * _FOREIGN
    return 12 if _SERIAL.match(text) else 11 if is_body_list(text) else 10 if is_time(text) else 0


def align_cells(texts: Sequence[str], heads: Sequence[str]) -> list[int]:
    """The column of each of some cells that stand in the order of the columns; a column may hold several or none.

    The alignment of least cost: bodies under those who answer, times under times. Where nothing tells, columns to the left
    take one cell and the last of a kind takes the rest.

    Example:
        >>> align_cells(["3", "建设甲平台", "市商务局", "市科技局", "2026年底"], ["序号", "任务", "牵头单位", "配合单位", "时限"])
        [0, 1, 2, 3, 4]
        >>> align_cells(["建设甲平台", "市商务局"], ["序号", "任务", "责任单位", "时限"])
        [1, 2]
    """
    kinds = [column_kind(head) for head in heads]
    width = len(kinds)
    infinite = 10**9
    # best[c]: least cost with the cells so far, the last of them in column c; came[i][c]: the column of the cell before
    skipped = [0]
    for kind in kinds:
        sole = kind is ColumnKind.TEXT and kinds.count(kind) == 1
        skipped.append(skipped[-1] + 10 * (_FOREIGN if sole else _EMPTY[kind]))
    best: list[int] = [infinite] * width
    came: list[list[int]] = []
    for index, text in enumerate(texts):
        row, back = [infinite] * width, [0] * width
        for column, kind in enumerate(kinds):
            if index == 0:
                row[column] = skipped[column] + _cost(text, kind)
                continue
            joined = bool(_OPEN_END.search(texts[index - 1]))
            for before in range(column + 1):
                if before == column:
                    step = 0 if joined else (8 if kind in (ColumnKind.SERIAL, ColumnKind.TIME) else 4)
                    step -= 1 if column == width - 1 or kinds[column + 1] is not kind else 0
                else:
                    step = skipped[column] - skipped[before + 1] + (_FOREIGN * 10 if joined else 0)
                total = best[before] + step + _cost(text, kind)
                if total < row[column]:
                    row[column], back[column] = total, before
        best = row
        came.append(back)
    if not texts:
        return []
    ends = [cost + skipped[width] - skipped[column + 1] for column, cost in enumerate(best)]
    column = min(range(width), key=lambda at: (ends[at], at))
    columns = [column]
    for back in reversed(came[1:]):
        column = back[column]
        columns.append(column)
    return columns[::-1]
