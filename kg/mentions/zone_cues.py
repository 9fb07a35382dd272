"""Parks that no place or proper word opens but their sentence shows: a field of industry before 产业园 that acts, is begun or is let.

智能装备产业园重点发展…; 百亿级传感器产业园落子; 租用绿色食品产业园标准厂房. A field alone (建设智能装备产业园) names a kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.name_borders import Words, find_left_border
from kg.model import Span

_KIND = r"(?:产业园区?|工业园区?|科技园区?|物流园区?|产业城|工业集中区|循环经济园|创意园|软件园|加工区|保税园区)"
_NAME = rf"(?P<name>(?P<field>[一-龥]{{2,9}}?){_KIND})"
_SUBJECT = re.compile(
    rf"(?:^|[。；：！？\n]|[（(][一二三四五六七八九十]{{1,2}}[)）]|[0-9]{{1,2}}[.．、])\s*{_NAME}"
    r"(?=(?:则|也|正|已|将)?(?:重点发展|聚焦|面向|围绕|主攻|瞄准|专攻|深耕|(?:集聚|引进|形成)了|入驻|落户|建成|占地)|是[^，。；]{1,8}的(?:另)?一)"
)
_BEGUN = re.compile(
    rf"(?:[一二三四五十百千]{{0,2}}亿级|[0-9.]+亿元的?|[，。；：！？\n]){_NAME}"
    r"(?=[一二三四五]期(?:项目)?|(?:项目)?(?:[0-9]{1,2}日)?(?:落子|落户|开工|奠基|投产|开园|竣工|揭牌|动工|封顶|破土))"
)
_DATED = re.compile(rf"(?<=的){_NAME}(?=(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日(?:开工|奠基|投产|开园|竣工|揭牌|动工|封顶))")
_LET = re.compile(rf"(?:租用|租赁|入驻|[、，]){_NAME}(?=(?:的)?标准(?:化)?厂房)")
_GENERIC = re.compile(
    r"^(?:特色|重点|专业|现代|各类|各|全[市省县区]|[省市县区国]级|国家级?|[我本该此其一]|每个|多个|两个|示范|优质|新型|农业|工业|科技|高新|技术|产业|经济|综合|循环|生态|绿色|主要|其他|有关|相关|龙头|标准|传统"
    r"|新兴|战略性|高端|先进|创新|创业|小微|企业|同一|上述|现有|已有|新建|化工|城市|乡镇|特定|[一二三四五两几]|大型|支柱|主导|优势|合作|共建"
    r"|飞地)+$"
)
_NOT_FIELD = re.compile(
    r"[的和与及或在对将由为是向各]|建设|打造|推动|支持|加快|推进|提升|完善"
    r"|规划|谋划|依托|鼓励|布局|统筹|培育|开展|围绕"
)


def find_cued_zones(words: Words) -> Iterator[tuple[Span, str]]:
    """Parks named by a field of industry, where the sentence is about a certain one."""
    for pattern, rule in ((_SUBJECT, "zone-subject"), (_BEGUN, "zone-begun"), (_DATED, "zone-begun"), (_LET, "zone-let")):
        for match in pattern.finditer(words.text):
            field, span = match.group("field"), Span(*match.span("name"))
            if _GENERIC.match(field) or _NOT_FIELD.search(field) or span.start not in words.starts:
                continue
            if find_left_border(words, match.end("field")) <= span.start:
                yield span, rule
