"""Organizations that stand in lists of those who answer: companies, universities, banks, associations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Kind, Mention, Span

_ITEM = re.compile(r"[^、，,；;\s/]+")
_ENDING = re.compile(
    r"(?:公司|集团|大学|学院|学校|研究院|研究所|设计院|协会|学会|商会|联合会|联盟|银行|基金会|基金|电视台|日报社|报社|医院|出版社|合作社|交易所|交易中心|供电局|机场)$"
)
_KIND_ONLY = re.compile(
    r"^(?:各|有关|相关|其他|等|市属|省属|区属|国有|驻[市省区]|重点|本地|部分|三大)*(?:公司|集团|企业|大学"
    r"|高校|学院|学校|研究院|研究所|协会|学会|商会|银行|联盟|基金会?|医院)$"
)


def find_listed_organizations(text: str, lists: Sequence[Span], taken: Sequence[Span]) -> Iterator[Mention]:
    """Organizations among the items of lists of those who answer, where no agency stands.

    Args:
        text: the passage.
        lists: spans of the passage that hold nothing but those who answer.
        taken: spans of the agencies found.

    Example:
        >>> [m.name for m in find_listed_organizations("市商务局、某某集团", [Span(0, 9)], [Span(0, 4)])]
        ['某某集团']
    """
    for span in lists:
        for item in _ITEM.finditer(span.of(text)):
            words = re.sub(r"(?:等(?:有关|相关)?(?:单位|部门)?)$", "", item.group())
            place = Span(span.start + item.start(), span.start + item.start() + len(words))
            if len(words) > 30 or not _ENDING.search(words) or _KIND_ONLY.match(words):
                continue
            if not any(place.overlaps(other) for other in taken):
                yield Mention(Kind.ORGANIZATION, place, None, words, "listed-organization")
