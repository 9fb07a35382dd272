"""Organizations that no ending shows but what stands beside them does: another one in a list, a partner, what they own or enlarge.

甲药业、乙械贸; 与甲签约; 甲的二期项目; 支持甲扩产. The word itself must look made up: a proper word that is no place, words
that no dictionary has, or single characters before a line of business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.known_organizations import is_known_name
from kg.mentions.name_borders import Word, Words, border_words, find_left_border
from kg.mentions.organization_cues import Found, is_made_up
from kg.model import Span

_HARD = frozenset("，。；：、！？\n“”（）()")
_PARTNER = re.compile(
    r"(?:与|和|同|携手|牵手|联手)(?P<who>[^，。；：！？\n、与和“”（）()]{2,14}?)(?:正式|成功|分别|现场|共同|联合|再次)?"
    r"(?:签约|签订|签署|达成|牵手|携手|联手|结盟|战略合作|合资|合建|共建|实现[一-龥]{0,4}互)"
)
_OWNER = re.compile(
    r"(?:^|[，。；：！？\n])(?P<who>[^，。；：！？\n、的“”（）()]{2,8})的(?:[一二三四五六七八九]期|新|首个|首条|又一)?"
    r"(?:项目|工厂|生产基地|生产线|产线|车间|厂房)"
)
_ENLARGES = re.compile(
    r"(?:支持|推动|推进|加快|促进|服务|确保|力促|助力)(?P<who>[^，。；：！？\n、的“”（）()]{3,8}?)"
    r"(?:[一二三四五]期|扩能|扩产|扩建|技改|增资|上市|达产|满产|量产|投产|落地|落户)"
)
_JOINTS = frozenset({"、", "和", "与", "及"})
_ENDS = frozenset({"、", "，", "。", "；", "等", "和", "与", "及", "的", "）", "\n"})
_VERBS_AFTER = frozenset({"主打", "主营", "主攻", "专注", "深耕", "入驻", "落户", "投产", "签约", "开工", "扩产", "领衔", "带动", "集聚"})
_RIGHT_TAGS = frozenset({"v", "vn", "vd", "d", "p", "c", "u", "uj", "ul", "t", "m", "ad"})


def find_neighbours(words: Words, sure: Sequence[Span]) -> list[Found]:
    """Names beside those found (spans of the same text), and names in the place of a partner or an owner."""
    return [*_find_partners(words), *_find_beside(words, sure)]


def _find_partners(words: Words) -> Iterator[Found]:
    for pattern, rule in ((_PARTNER, "organization-partner"), (_OWNER, "organization-owner"), (_ENLARGES, "organization-project")):
        for match in pattern.finditer(words.text):
            span = Span(match.start("who"), match.end("who"))
            if find_left_border(words, span.end) <= span.start and _is_whole(words, span) and _may_stand(words, span):
                yield span, rule


def _is_whole(words: Words, span: Span) -> bool:
    return span.start in words.starts and span.end in (*words.starts, len(words.text))


def _may_stand(words: Words, span: Span) -> bool:
    form = span.of(words.text)
    return is_known_name(form) or is_made_up(words, span)


def _find_beside(words: Words, sure: Sequence[Span]) -> Iterator[Found]:
    """Members of a list beside an organization, step by step to the right and to the left of it."""
    text, taken = words.text, {at for span in sure for at in range(span.start, span.end)}
    for span in sure:
        end = span.end
        while text[end : end + 1] in _JOINTS and end + 1 not in taken and (after := _member_after(words, end + 1)):
            yield after, "organization-beside"
            end = after.end
        start = span.start
        while start and text[start - 1] in _JOINTS and start - 2 not in taken and (before := _member_before(words, start - 1)):
            yield before, "organization-beside"
            start = before.start


def _member_after(words: Words, start: int) -> Span | None:
    """The made-up name that begins at ``start`` and ends before a mark or a verb."""
    if start not in words.starts:
        return None
    index = words.index_at(start)
    end = start
    for word in words.words[index : index + 4]:
        if end > start and _ends_name(word):
            break
        if word.form in _ENDS:
            return None
        end = word.end
    else:
        if index + 4 < len(words.words):
            return None
    span = Span(start, end)
    return span if is_made_up(words, span) else None


def _ends_name(word: Word) -> bool:
    """Whether a word stands behind a name: a mark, or a verb that is no line of business."""
    if word.form in _ENDS or word.form in _VERBS_AFTER:
        return True
    return word.tag in _RIGHT_TAGS and word.known and word.form not in border_words("trade")


def _member_before(words: Words, end: int) -> Span | None:
    """The made-up name that ends at ``end`` behind a mark."""
    start = find_left_border(words, end)
    if start >= end or (start and words.text[start - 1] not in _HARD and words.text[start - 1] not in _JOINTS):
        return None
    span = Span(start, end)
    return span if is_made_up(words, span) else None
