"""Policy works: what the versions of a text, the notice that issues it and those who cite it all mean."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.resolve.names import normalise_name
from kg.vocabulary import read_vocabulary

_VERSION = re.compile(
    r"（(?:草案|.{0,6}征求意见稿|送审稿|.{0,4}修改稿|.{0,4}审议稿|修订稿|\d{4}年?(?:修订|修正)(?:版|本)?|修订|修正)[^（）]*）$"
)
_ISSUED = re.compile(
    r"^[^《》]{0,60}?(?:关于)?(?:重新)?(?:印发|发布|公布|转发|下发)(?:修订后的)?[《〈]?([^《》〈〉]{6,}?)[》〉]?"
    r"的(?:通知|公告|通告|函)(?:（[^（）]{1,12}）)?$"
)
_KIND = re.compile(
    r"(?:条例|规定|办法|细则|方案|计划|规划|要点|意见|措施|政策|纲要|清单|规则|制度|指南|目录|标准|规范)(?:（[^（）]{1,20}）)*$"
)
_NATIONAL = ("中华人民共和国", "国家", "全国", "国务院", "中央")
_LONGEST = 11


def work_name(title: str, number: str = "") -> str:
    """What names the work that a title cites or heads: the title without brackets and draft marks, else the number.

    A notice that issues a text by its own name, with its place, means that text.

    Example:
        >>> work_name("《海州市低空经济促进条例（草案）》"), work_name("关于印发〈西宁市养老服务办法〉的通知")
        ('海州市低空经济促进条例', '西宁市养老服务办法')
        >>> work_name("甲局关于印发养老服务办法的通知")
        '甲局关于印发养老服务办法的通知'
    """
    name = _VERSION.sub("", normalise_name(title))
    issued = _ISSUED.match(name)
    if issued and _KIND.search(issued.group(1)) and _says_where(issued.group(1)):
        name = _VERSION.sub("", issued.group(1))
    return name or normalise_name(number)


def _says_where(title: str) -> bool:
    """Whether a title opens with the place it holds in, so that no other place's text has the same."""
    places = _places()
    return title.startswith(_NATIONAL) or any(title[:size] in places for size in range(2, _LONGEST))


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    rows = read_vocabulary("regions")
    short = (part for row in rows if row["short_is_common_word"] != "1" for part in row["short_names"].split("|") if len(part) > 1)
    return frozenset([*(row["name"] for row in rows), *short])
