"""Notes that say who answers: （责任单位：…）, （A牵头，B、C配合）, and the same without brackets at a line's start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Genre, Role, Span
from kg.spans import SpanIndex

_OPEN = {"（": "）", "(": "）", "〔": "〕", "[": "]", "【": "】", "［": "］"}
_CLOSE = frozenset("）)〕]】］")
_ANY_OPEN = re.compile(r"[（(〔\[【［]")
_LABEL_WORD = r"(?:责任|牵头|主办|配合|协办|参与|参加|支持|协同|协助|承办|主责|实施|落实|主管|负责|协作|完成|组织)"
LABEL = re.compile(
    rf"((?:{_LABEL_WORD}|第一|市级|省级|区级|主要|具体|各){{0,8}}{_LABEL_WORD}(?:和|及|与|、|/|{_LABEL_WORD}){{0,8}}"
    r"(?:单位|部门|主体|机构|分工|处室|科室|领导)(?:和(?:单位|部门))?|责任(?:单位)?分工|牵头|配合|责任)\s*[：:]\s*"
)
_VERB = re.compile(
    r"(?:按照?(?:各自)?(?:职责|职能|部门职责)(?:分工)?(?:抓好|共同)?|分别|共同|具体|牵头|组织|会同|协同|统筹|为主|主要|依职责|分工)*"
    r"(?:负责|牵头|落实|配合|参与|参加|协助|支持|实施|推进|承办|协办|协同|指导)(?:组织|实施|落实|推进|抓好)*(?:实施|落实|推进)?$"
)
_LEAD = re.compile(r"牵头|主办|主责|承办|统筹|为主")
_SUPPORT = re.compile(r"配合|参与|参加|协办|协助|支持|协同|协作")
_SCOPE_NOTE = re.compile(r"以下均需|不再列出|不再列|下同|排在第一位|列第一位|排名第一|排在首位|列首位")


# here a bracket of names alone says who wrote
NEWS = frozenset({Genre.NEWS_LIST, Genre.FEATURE})


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies named together in a note: the span of their names, the role it gives them, and whether they are alone."""

    span: Span
    role: Role | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note that says who answers: all of it, its groups, whether a label opens it, and whether it holds but names."""

    span: Span
    groups: tuple[Group, ...]
    labelled: bool
    bare: bool = False


def find_notes(text: str, start: int = 0, end: int | None = None, names: bool = True) -> tuple[Note, ...]:
    """All notes between ``start`` and ``end``, in text order.

    Args:
        text: the whole text.
        start: where to begin.
        end: where to stop; the end of the text where it is None.
        names: whether a bracket that holds nothing but names of bodies is one (〔市商务局〕 closing a clause); not in
            news, where such a bracket says who wrote them.
    """
    end = len(text) if end is None else end
    notes = []
    for bracket in _iterate_brackets(text, start, end):
        note = read_note(text, bracket) or (_read_names(text, bracket) if names else None)
        if note:
            notes.append(note)
    inside = SpanIndex([note.span for note in notes])
    notes += [note for note in _bare_notes(text, start, end) if not inside.touching(note.span)]
    if names:
        notes += [note for note in _dash_notes(text, start, end) if not inside.touching(note.span)]
    return tuple(sorted(notes, key=lambda note: note.span))


def _iterate_brackets(text: str, start: int, end: int) -> Iterator[Span]:
    """Outermost brackets, each at most 400 code points long; one that never closes is passed over."""
    depth, first = 0, -1
    if not _ANY_OPEN.search(text, start, end):
        return
    for at in range(start, end):
        char = text[at]
        if char in _OPEN:
            if depth == 0:
                first = at
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0 and at - first <= 400:
                yield Span(first, at + 1)
        if depth and at - first > 400:
            depth = 0


def read_note(text: str, bracket: Span) -> Note | None:
    """What a bracket says about who answers, or None where it speaks of something else."""
    inner = Span(bracket.start + 1, bracket.end - 1)
    if LABEL.match(inner.of(text).lstrip()):
        return Note(bracket, tuple(labelled_groups(text, inner)), True)
    groups = tuple(_verbal_groups(text, inner))
    return Note(bracket, groups, False) if groups else None


_FIRM = "〔【[［"  # round brackets also explain and abbreviate
_INNER = re.compile(r"[（(][^（）()]{1,20}[)）]")
_NAMES_SPLIT = re.compile(r"[、，,；;/]|会同|[ \u3000]+")
_TRAIL = re.compile(r"等?(?:有关|相关|各)?(?:部门|单位)?$")
_NAMED = re.compile(
    r"[一-龥]{1,20}(?:局|委|部|厅|办|署|政府|管委会|委员会|办公室|中心|专班|指挥部|(?:领导|工作|协调)小组|海关|法院|检察院|供销社|总工会|团委"
    r"|妇联|科协|残联|工商联|支队|总队|管理处|分行|集团|公司)"
)
_EACH_PLACE = re.compile(r"各[市县区州盟旗乡镇街道、]{1,8}|[一-龥]{2,6}[市县区旗]")
_NO_BODY = re.compile(
    r"[一-龥]*?(?:单位|部门|机构|主体|组织|企业)$|[省市区县镇乡]?(?:人民政府|政府|委员会|办公室|[局委部厅办])$|[本该其或即含如指原系]"
    r"|(?:鼓励|支持|引导|推动|推进|加强|完善|建立|发挥|协调|督促|指导|开展|做好|加大|落实|强化|依托|提升|打造|组织(?!部))[一-龥]*"
    r"|[一-龥]?级(?:人民)?政府[一-龥]*|(?:地方|所在地|当地|上级|下级|同级|基层)[一-龥]*$"
    r"|[一-龥]*?(?:[总全内外干顶底首尾]部|俱乐部|活动中心)$"
)
_BODY_BEFORE = re.compile(r"(?:单位|部门|机构|主体|组织|局|委|厅|办|处|会|政府|成员|窗口|平台|系统|机关)$")


def _read_names(text: str, bracket: Span) -> Note | None:
    """A bracket of names alone, where it closes a sentence or clause: 做好服务。（市商务局、市财政局）"""
    inner = Span(bracket.start + 1, bracket.end - 1)
    if not names_bodies(inner.of(text)) or not _closes(text, bracket, len(_NAMES_SPLIT.findall(inner.of(text))) + 1):
        return None
    joined = re.search("会同", inner.of(text))
    if joined is None:
        return Note(bracket, (Group(inner, None),), False, True)
    cut = inner.start + joined.start()
    return Note(bracket, (Group(Span(inner.start, cut), Role.LEAD), Group(Span(cut + 2, inner.end), Role.JOINT)), False, True)


def names_bodies(words: str) -> bool:
    """Whether words are nothing but names of bodies, or of the places whose governments are meant beside them.

    Example:
        >>> names_bodies("市商务局、市供销社，各县（市、区）人民政府"), names_bodies("旅游集散区"), names_bodies("有关部门")
        (True, False, False)
    """
    names = [_TRAIL.sub("", name) for name in _NAMES_SPLIT.split(_INNER.sub("", words)) if name.strip()]
    known = [_NAMED.fullmatch(name) is not None and not _NO_BODY.match(name) for name in names]
    return any(known) and all(sure or _EACH_PLACE.fullmatch(name) for name, sure in zip(names, known, strict=True))


def _closes(text: str, bracket: Span, names: int) -> bool:
    """Whether a bracket stands behind a sentence, or ends one and does not explain the words before it."""
    before = text[max(bracket.start - 12, 0) : bracket.start].rstrip(" \t\u3000")
    ends = re.match(r"[ \t\u3000]*(?:$|[。；;\n〔【\[［（(])", text[bracket.end : bracket.end + 8]) is not None
    if before[-1:] in "。；;！！":
        return True
    if text[bracket.start] in _FIRM:
        return ends or before[-1:] in "\n"
    if before[-1:] in "\n":
        return ends and bracket.start > 0
    return ends and names > 1 and _BODY_BEFORE.search(before) is None


def labelled_groups(text: str, inner: Span) -> Iterator[Group]:
    """The groups behind each label (牵头单位：A；配合单位：B、C)."""
    marks = list(LABEL.finditer(text, inner.start, inner.end))
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else inner.end
        label = mark.group(1)
        span = _trim(text, Span(mark.end(), stop))
        parts = list(_verbal_groups(text, span)) if _VERB_INSIDE.search(span.of(text)) else []
        if parts:
            yield from parts
        else:
            yield Group(_without_note(text, span), role_of(label))


_VERB_INSIDE = re.compile(r"牵头|配合|会同|负责|参与|协助")


def role_of(words: str) -> Role | None:
    """The role that a label or a verb gives; None where it gives none of its own (责任单位, 负责)."""
    if _LEAD.search(words) and not _SUPPORT.search(words):
        return Role.LEAD
    if _SUPPORT.search(words) and not _LEAD.search(words) and "责任" not in words:
        return Role.SUPPORT
    return None


def _verbal_groups(text: str, inner: Span) -> Iterator[Group]:
    """The groups of a note that ends in a verb: A牵头，B、C按职责分工负责."""
    content = inner.of(text)
    pieces = [m.span() for m in re.finditer(r"[^，,；;。]+", content)]
    found: list[Group] = []
    pending: list[Span] = []
    for first, last in pieces:
        piece = content[first:last].strip()
        offset = inner.start + first + (len(content[first:last]) - len(content[first:last].lstrip()))
        if _SCOPE_NOTE.search(piece):
            continue
        verb = _VERB.search(piece)
        if not verb or verb.start() == 0:
            if found and re.match(r"(?:等|各|市|省|区|县|有关)", piece) or verb is None:
                pending.append(Span(offset, offset + len(piece)))
            continue
        role = role_of(verb.group())
        split = re.search(r"会同|商|牵头[，、]?会同", piece[: verb.start()])
        for span in pending:
            found.append(Group(span, role))
        pending = []
        if split and split.group() != "商":
            found.append(Group(Span(offset, offset + split.start()), Role.LEAD))
            found.append(Group(Span(offset + split.end(), offset + verb.start()), Role.JOINT))
        else:
            found.append(Group(Span(offset, offset + verb.start()), role))
    return iter(found)


def _without_note(text: str, span: Span) -> Span:
    """A list of bodies without a remark behind it (。以下均需各县人民政府，不再列出)."""
    cut = re.search(r"[。；;〔]", span.of(text))
    return _trim(text, Span(span.start, span.start + cut.start())) if cut else span


def _trim(text: str, span: Span) -> Span:
    content = span.of(text)
    lead = len(content) - len(content.lstrip(" \t\n　；;，,。"))
    tail = len(content.rstrip(" \t\n　；;，,。）)〕]】"))
    return Span(span.start + lead, span.start + max(lead, tail))


def _bare_notes(text: str, start: int, end: int) -> Iterator[Note]:
    """Labels at the start of a line or after a full stop: 责任单位：A、B."""
    for match in LABEL.finditer(text, start, end):
        if match.start() > start and text[match.start() - 1] not in "\n。；; 　\t":
            continue
        if not re.search(r"单位|部门|主体|机构", match.group(1)) or _is_foot(text, match, start, end):
            continue
        stop = text.find("\n", match.end(), end)
        stop = end if stop < 0 else stop
        span = Span(match.start(), min(stop, match.start() + 400))
        yield Note(span, tuple(labelled_groups(text, span)), True)


_SIGNED = re.compile(
    r"(?<=[。；;！!）)])[ \t\u3000]*(?:[—－-]{1,2}|─{1,2})[ \t\u3000]*([一-龥][^\n。；;]{2,240})(?=[。；;]?[ \t\u3000]*(?:\n|$))"
)


def _dash_notes(text: str, start: int, end: int) -> Iterator[Note]:
    """Bodies behind a dash that closes a task: 建成示范线10条。——市工信局、市科技局, or with a verb (——市工信局牵头)."""
    for match in _SIGNED.finditer(text, start, end):
        inner = Span(*match.span(1))
        groups = tuple(_verbal_groups(text, inner))
        if names_bodies(match.group(1)):
            yield Note(Span(*match.span()), (Group(inner, None),), False, True)
        elif groups and all(names_bodies(group.span.of(text)) for group in groups):
            yield Note(Span(*match.span()), groups, False)


_HOSTS = re.compile(r"(?:主办|承办|协办|主管)[和、]?(?:承办|协办)?(?:单位|机构|部门)")
_FOOT = re.compile(
    r"版权|备案|ICP|标识码|公网安备|技术支持|网站(?:地图|声明|标识)|邮编|联系(?:电话|方式|我们)|传真|Copyright|浏览器|分辨率",
    re.IGNORECASE,
)
_FOOT_REACH = 200


def _is_foot(text: str, label: re.Match[str], start: int, end: int) -> bool:
    """Whether a label names those who run a page or an event and no task: all of its line, or among a page's last words."""
    if not _HOSTS.fullmatch(label.group(1)):
        return False
    if not text[start : label.start()].strip() and "\n" not in text[label.start() : end].strip():
        return True
    return bool(_FOOT.search(text, label.end(), label.end() + _FOOT_REACH))
