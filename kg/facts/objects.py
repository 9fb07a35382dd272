"""What a duty is about: the industries and platforms of a clause, but for those that it only mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.scene import Scene
from kg.model import Kind, Span
from kg.spans import SpanIndex

_OBJECTS = (Kind.INDUSTRY, Kind.PLATFORM)
# 物业管理单位, 燃气用户 are those who are governed, not a trade to be promoted
_HOLDER = re.compile(r"(?:服务)?(?:单位|机构|组织|用户|使用者|从业人员|使用人|消费者)")
_PENAL = re.compile(
    r"责令|罚款|没收|吊销|刑事责任|违法所得|(?:给予|予以|依法)(?:行政|政务|纪律|治安管理)?(?:处分|处罚|警告|取缔)|追究[^，。；]{0,12}责任"
)
_NO_MORE = r"(?![化性]|[、和与及])"
# What a clause goes by: a text or a task binds it and is not acted upon; what is needed or the case mostly is, where nothing else is.
_BOUND = r"(?:职责|分工|规定|要求|标准|规范|原则|程序|办法|方案|目录|条件|部署|意见|权限|预案|制度|协议|约定|政策|精神)"
_NEEDED = r"(?:规划|计划|需要|需求|实际|情况|状况|特点|水平|结果|成果|趋势|形势)"
_BY = r"(?:根据|依据|依照|按照|遵照|参照|比照)"
_GOES_BY = re.compile(rf"{_BY}[^，,；：]*?(?:{_NEEDED}{_NO_MORE}|(?={_BOUND})|(?=[，,；：])|$)")
# What a clause is bound by, uses, asks or leaves out: each up to its head word where it has one, else to the comma.
_ASIDES = re.compile(
    rf"{_BY}(?:(?!{_NEEDED}{_NO_MORE})[^，,；：])*?(?:{_BOUND}{_NO_MORE}|(?=[，,；：])|$)"
    r"|通过(?![^，,；：]{0,30}(?:建设|建立|构建|搭建|组建|打造|设立|发展|推动|推进|培育|支持))[^，,；：]*?(?:方式|途径|形式|渠道|手段|(?=[，,；：])|$)"
    r"|(?:依托|借助|凭借)(?:(?!建立|建设|搭建|构建|打造|设立|开展|发展|推动|推进|培育)[^，,；：])*"
    r"|(?:征求|听取)[^，,；：]*?(?:意见|建议|汇报|报告|(?=[，,；：])|$)"
    r"|除[^；：]{1,80}?外(?=[，,])"
    r"|自[^，,；：]{1,40}?之日起|在[^，,；：]{2,40}?(?:时|过程中|期间)(?=[，,])"
    r"|(?<![因作成])为了[^，,；：]*"
    r"|以[^，,；：]{1,40}?为(?:基础|依托|前提|依据|手段|准|参考)(?=[，,；：]|$)"
    r"|与[^，,；：]{1,24}?(?:有关|相关|相适应|相衔接|相配套|相匹配|接轨)的(?!工作|事项|事务|管理|活动|职责)"
    r"|作为[^，,；：]{1,40}?(?:依据|条件|内容|参考)"
    r"|对(?:违反|在[^，,；：]{2,40}?(?:中|方面)|未)[^，,；：]*?的(?=单位|个人|集体|组织|企业|行为|[，,；：])"
)
_MEANS = re.compile(r"(?:利用|运用|使用)[“”一-龥]{0,12}$")
_INTO = re.compile(r"纳入[^，,；：]*$")


def find_objects(scene: Scene, spans: Sequence[Span]) -> list[int]:
    """What some spans of a text are about, in text order.

    Industries and platforms, but for those in titles of texts and those that only say who is meant.
    """
    found = (index for span in spans for index in scene.mentions_in(span, *_OBJECTS) if index not in scene.titled)
    return [i for i in found if not _HOLDER.match(scene.text, scene.mentions[i].span.end) and not _names_a_body(scene, i)]


def _names_a_body(scene: Scene, index: int) -> bool:
    """Whether a trade is only a word in the name of an agency (体育 in 体育总局)."""
    return index in scene.nested and scene.mentions[index].span.start in scene.named_bodies


def find_duties(scene: Scene, spans: Sequence[Span]) -> list[int]:
    """What those who act in some sentences act upon: their objects, but for what is only gone by, used, asked or left out.

    A sentence that punishes has none: its body answers for the case, and not for the trade it stands in.
    """
    return [index for span in spans if not _PENAL.search(scene.text, span.start, span.end) for index in _act_upon(scene, span)]


def _act_upon(scene: Scene, span: Span) -> list[int]:
    asides = _spans_of(_ASIDES, scene.text, span)
    found = [index for index in find_objects(scene, [span]) if not _touches(scene, index, asides) and not _is_means(scene, index, span)]
    needed = _spans_of(_GOES_BY, scene.text, span)
    return [index for index in found if not _touches(scene, index, needed)] or found


def _spans_of(pattern: re.Pattern[str], text: str, span: Span) -> SpanIndex:
    return SpanIndex([Span(*match.span()) for match in pattern.finditer(text, span.start, span.end)])


def _touches(scene: Scene, index: int, spans: SpanIndex) -> bool:
    start = scene.mentions[index].span.start
    return spans.first_covering(Span(start, start + 1)) is not None


def _is_means(scene: Scene, index: int, span: Span) -> bool:
    """Whether a platform is only used, or a trade only the heading that something else is put under (纳入教育考核)."""
    mention = scene.mentions[index]
    if mention.kind is Kind.PLATFORM:
        return bool(_MEANS.search(scene.text, max(span.start, mention.span.start - 16), mention.span.start))
    return bool(_INTO.search(scene.text, max(span.start, mention.span.start - 40), mention.span.start))
