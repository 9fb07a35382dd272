"""Departments that share a head: 市、县（市、区）人民政府发展改革、科学技术等部门."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.mentions.bodies import Body
from kg.mentions.context import Context
from kg.mentions.functions import Form, load_functions
from kg.mentions.levels import own_seat
from kg.mentions.prefixes import Prefix, find_prefix, names_other_level
from kg.mentions.words import find_lead_words, follows_lead_word, starts_verb, starts_word
from kg.model import Span

_HEAD = re.compile(
    r"部门(?!规章|预算|间|协同|联动|协作|配合(?=[机制协联工衔])|数据)|(?<![公司法税检国])机关(?![事工党])|(?<=公安)机关"
    r"|(?<=税务)机关|(?<=审计)机关|(?<=检察)机关|(?<=审判)机关|(?<=国家安全)机关|(?<=驻区)机构|(?<=等有关)机构|(?<=等相关)机构|(?<=管理)机构"
    r"|(?<=监管)机构|(?<=办事)机构|(?<=工作)机构"
)
# heads that name a body only behind a place or a level: 代表工作机构 names none
_NEEDS_PREFIX = re.compile(r"(?:办事|工作)机构$")
_MODIFIER = re.compile(
    r"(?:等)?(?:有关|相关|职能|行业|业务|各|市级|省级|区级|上级|地方)*(?:的)?(?:行政|工作|办事)?(?:主管|管理|监管|监督管理|执法|监督|驻区)?$"
)
_NAMELESS = re.compile(
    r"^(?:国家|国务院|协调|[上下]一级|下级|党政|人民政府|政府|及其|及|和|与|[一二三四五六七八九十两几多]+个?|[省市区县州镇乡]|级|有关"
    r"|相关|各|其他|职能|所属|政府|行政|业务|上级|各级|同级|多|责任|成员|本|该|这些|上述|前款|主管|监管"
    r"|管理|行业|专业|确定|认定|指定|授权|委托|规定|单位|配合|主要|代表|职责|直属|内设|组成|公共|企业|用人|一|两|几|跨)+$"
)
_JOIN = re.compile(r"(?:、|以及|和|与|及|，)$")
_STOP = re.compile(
    r"以下|统称|简称|称|跨|局|厅|委员会|联合|组织|及其|政府|应当|负责|会同|组织|有关|相关|其他|根据|按照|以及|鼓励|推动|加强"
    r"|建立|支持|的|或|等|对|由|在|将|可以|依法|企业|通过|向|并|是|部门|(?<!公安)机关|(?<!主管)机构(?!编制)"
    r"|[和与及]$|要(?!素)|必须|(?<!汇)报(?![业刊社警])|委托|指定|确定|配合|结合|替代|推行|阻碍|行使|为|下级|上级|查处|直接|提交|抄送|送交|批前|辖区内|具有|自主"
    r"|本级|同级|主席团|过程|[中时后前]$"
)
# 市 is no level in these words (市容, 市场)
_NO_LEVEL = re.compile(r"(?<=市)[容场]")
_MAYBE_NO_LEVEL = re.compile(r"(?<=市)政")  # 市政设施, but 市 and 政务服务
_ABOVE = re.compile(r"[上下]一?级")
_PAIRS = ("和", "与", "及")
_PERSON_AND = re.compile(r"(?:单位|人员|个人|居民|[者人会局院校所商户])[和与及]")
# 人民政府承担药品监管职责的部门 is a department of that government; 区管理古树的部门 is told by its work alone
_CHARGED = re.compile(r"(?:承担|负有|履行|行使|管理|主管)(?=..)")
BARE = "-bare"
PEER = "department-peer"
_HEADLESS = frozenset({"海关", "人民银行", "人民法院", "法院", "检察院", "人民检察院"})
_VERBS_BEFORE = ("会同", "协调", "指导", "督促", "联合", "组织", "商请", "支持", "配合", "协助", "推动", "要求", "以及")
_UNKNOWN = re.compile(r"[一-龥]{2,14}")


def find_departments(text: str, context: Context) -> Iterator[Body]:
    """The departments of every shared head, in text order; a prefix of the list counts for all its items."""
    hits = load_functions().find(text)
    by_end = {end: (start, form) for start, end, form in hits}
    last: list[Body] = []
    for head in _HEAD.finditer(text):
        found = list(_read_list(text, head, by_end, context))
        if found and last and not _END.search(text, last[-1].span.end, found[0].span.start):
            found = [_inherit(body, last[-1], context) for body in found]
        yield from found
        last = found or last


_END = re.compile(r"[。；\n]")


def _inherit(body: Body, before: Body, context: Context) -> Body:
    """A department without a level, behind one of several levels in its sentence, stands at all of them."""
    bare = body.seats == (own_seat(context),) and not body.prefixed
    return replace(body, seats=before.seats) if bare and len(before.seats) > 1 else body


_Items = list[tuple[int, int, str]]


def _read_list(text: str, head: re.Match[str], by_end: dict[int, tuple[int, Form]], context: Context) -> Iterator[Body]:
    items = _last_item(text, head, by_end, context)
    if not items:
        return
    prefix: Prefix | None = None
    while True:
        start = items[-1][0]
        prefix = find_prefix(text, start, context)
        if prefix:
            break
        before = _JOIN.search(text, max(start - 2, 0), start)
        if not before:
            break
        found = by_end.get(before.start())
        if found and _is_clean(text, found[0], context) and not _organizes(text, *found):
            items.append((found[0], before.start(), found[1].text))
            continue
        more = find_unknown_field(text, before.start(), context) or _between(text, before.start(), by_end)
        if not more:
            break
        items.append(more)
    if prefix is None and (_NEEDS_PREFIX.search(text, head.start() - 2, head.end()) or names_other_level(text, items[-1][0])):
        return
    yield from _bodies(text, head, items, prefix, context)


def _last_item(text: str, head: re.Match[str], by_end: dict[int, tuple[int, Form]], context: Context) -> _Items:
    """The item right before a head: a known function, else words between a government and the head."""
    window = text[max(head.start() - 14, 0) : head.start()]
    for length in range(len(window) + 1):
        modifier = window[len(window) - length :]
        if length and not _MODIFIER.fullmatch(modifier):
            continue
        end = head.start() - length
        if end in by_end:
            start, form = by_end[end]
            if form.key == "组织" and (modifier or _organizes(text, start, form)):
                return []
            longer = None if _is_clean(text, start, context) else _longer_item(text, end, modifier, by_end, context)
            if longer is None and not starts_word(text, start):
                return []
            return [longer or (start, end, form.text)]
    loose = _MODIFIER.search(window)
    if loose and _ABOVE.search(loose.group()):
        return []
    end = head.start() - (len(loose.group()) if loose else 0)
    tail = re.search(r"(?:工作)?(?:主管|管理|监督管理|监管|执法)$", text[max(end, 0) : head.start()])
    unknown = find_unknown_field(text, end, context) or (find_unknown_field(text, head.start(), context) if tail else None)
    unknown = unknown or _between(text, end, by_end)
    if unknown is None and "主管" in text[max(end, 0) : head.start()]:
        unknown = _in_charge(text, end, by_end)
    return [unknown] if unknown else []


def _organizes(text: str, start: int, form: Form) -> bool:
    """Whether 组织 is the verb and not the department of the party."""
    return form.key == "组织" and text[start - 1 : start] not in "、委"


def find_unknown_field(text: str, end: int, context: Context) -> tuple[int, int, str] | None:
    """Words that a government, a level or a list mark opens and that could name a function."""
    for length in range(2, 13):
        start = end - length
        if start < 0:
            return None
        name = text[start:end]
        if not _UNKNOWN.fullmatch(name) or _STOP.search(name):
            return None
        if name[0] in "和与及" or _NAMELESS.match(name):
            continue
        prefix = None if _cuts_word(text, start) else find_prefix(text, start, context)
        if prefix and prefix.government and _CHARGED.match(name):
            return (start, end, name)
        if not prefix or _CHARGED.match(name) or find_lead_words(text, start, end):
            continue
        if prefix.government or _at_border(text, prefix.start):
            return (start, end, name)
    return None


def _cuts_word(text: str, start: int) -> bool:
    """Whether the 市 before is no level but part of a word (市容, 市政设施)."""
    return bool(_NO_LEVEL.match(text, start) or (_MAYBE_NO_LEVEL.match(text, start) and not starts_word(text, start)))


def _longer_item(
    text: str, end: int, modifier: str, by_end: dict[int, tuple[int, Form]], context: Context
) -> tuple[int, int, str] | None:
    """An item that a known function only ends (公共数据 before 主管部门), or None."""
    longer = find_unknown_field(text, end, context) or _between(text, end, by_end)
    longer = longer or (_in_charge(text, end, by_end) if "主管" in modifier else None)
    return None if longer and starts_verb(text, longer[0]) else longer


def _is_clean(text: str, start: int, context: Context) -> bool:
    """Whether nothing before a function goes on with it (交通 in 轨道交通 is no function of its own)."""
    return _at_border(text, start) or names_other_level(text, start) or find_prefix(text, start, context) is not None


def _between(text: str, end: int, by_end: dict[int, tuple[int, Form]]) -> tuple[int, int, str] | None:
    """An unknown item in the middle of a list: words between its mark and a known item before it."""
    mark = max(text.rfind(sign, max(end - 13, 0), end) for sign in "、及和与")
    name = text[mark + 1 : end]
    if mark < 0 or mark not in by_end or not _UNKNOWN.fullmatch(name) or _STOP.search(name) or _NAMELESS.match(name):
        return None
    return (mark + 1, end, name)


def _in_charge(text: str, end: int, by_end: dict[int, tuple[int, Form]]) -> tuple[int, int, str] | None:
    """Words alone between a border and 主管部门 (公共数据主管部门): the head says that they are a function.

    Two of them that 和 joins are one (港口和航道), but where a table knows the first as a function of its own.
    """
    found: tuple[int, int, str] | None = None
    for length in range(2, 9):
        start = end - length
        name = text[start:end] if start >= 0 else ""
        if not _UNKNOWN.fullmatch(name) or _STOP.search(name):
            return found
        if _at_border(text, start) and not _NAMELESS.match(name) and starts_word(text, start) and not _is_no_field(name):
            if found and _PERSON_AND.search(name):
                return found
            found = found or (start, end, name)
            if text[start - 1 : start] not in _PAIRS or start - 1 in by_end:
                return (start, end, name)
    return found


def _is_no_field(name: str) -> bool:
    """Whether words only govern what stands behind them (移交有关主管部门) or go on from something (与地质矿产)."""
    return name.startswith(_PAIRS) or bool(find_lead_words(name, len(name) - 1, len(name)))


def _at_border(text: str, at: int) -> bool:
    if at == 0 or not re.match(r"[一-龥]", text[at - 1]) or text[at - 1] in "由向与和经及对在被受于至以从同称":
        return True
    return text.endswith(_VERBS_BEFORE, 0, at) or follows_lead_word(text, at)


def _bodies(text: str, head: re.Match[str], items: _Items, prefix: Prefix | None, context: Context) -> Iterator[Body]:
    if prefix is None and context.national:
        return
    seats = prefix.seats if prefix else (own_seat(context),)
    first = prefix.start if prefix else items[-1][0]
    branch = "派出机构" if text.startswith("派出机构", head.end()) else ""
    if branch:
        seats = (own_seat(context),)
    rule = ("department-list" if len(items) > 1 else "department") + ("" if prefix or branch else BARE)
    if prefix is not None and prefix.peer and not branch:
        rule = PEER
    for index, (start, end, function) in enumerate(reversed(items)):
        begin = first if index == 0 else start
        is_last = index == len(items) - 1
        tail = text[end : head.end()] if is_last and not re.search("等|有关|相关", text[end : head.start()]) else "部门"
        stop = head.end() + len(branch) if is_last and tail != "部门" or (is_last and end == head.start()) else end
        head_word = "" if function in _HEADLESS else "部门"
        title = function + (tail if is_last and head_word else head_word) + (branch if is_last else "")
        whole = text[begin:stop] if branch and is_last else ""
        yield Body(Span(begin, stop), function, seats, title, rule, whole, Span(first, head.end()), prefix is not None or bool(branch))
