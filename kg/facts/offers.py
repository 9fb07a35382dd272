"""What a number in a grant is: a rate, a cap, an amount, or only the threshold of a condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kg.facts.clauses import Clause
from kg.facts.cues import cue_pattern
from kg.mentions.quantities import Quantity
from kg.model import Comparator

_UNIT = (
    r"(?:平方米|平米|公里|千瓦时|千瓦|吨|亩|家|户|人次|人|名|单|个|件|项|次|生|台|套|辆|场|张|床位|床"
    r"|年|学年|学期|月|天|日|课时|篇|处|车|箱|标箱|立方米|岗位|位|笔)"
)
_PER = re.compile(
    rf"每(?:增加|新增|招用|招|满|培训|引进|接收)?[一1]?个?({_UNIT})(?!企业|项目|单位|平台|机构|园区|基地|团队)"
)
_PER_AFTER = re.compile(rf"(?:[／/]|每)({_UNIT})(?:[·／/每]({_UNIT}))?")
_WHOLE = frozenset("家户年个") | {"学年"}  # a sum for each of these is the sum that a beneficiary gets
_CAPPED = re.compile(r"(?:最高|最多|至多|上限|封顶|不超过|不得超过|限额|不高于)[^，,。；;、0-9]{0,10}$")
_CAPPED_AFTER = re.compile(r"(?:以内|以下|封顶|为限|为上限|的?上限)")
_AWARDED_AFTER = re.compile(
    r"的?(?:标准|比例|额度|幅度|金额)?[^，,。；;0-9]{0,14}?"
    r"(?:奖|补|贴|资助|支持|扶持|消费券|红包|创新券|返还|退|减免|扣除|抵扣|摊销|税率|经费|津贴|配套)"
)
_CONDITION_AFTER = re.compile(
    r"(?:[（(][^（）()]{0,20}[）)])?(?:及?以[上下内])?(?:[（(][^（）()]{0,20}[）)])?[^，,。；;、0-9]{0,12}?"
    r"(?:的[，,、；;]|的$|的(?=[一-龥]{0,8}(?:企业|单位|项目|机构|个人|团队|平台|部分|人员|园区|基地|创新|活动)))"
)
_LIKE_AWARD = re.compile(r"的?(?:标准|比例|额度|幅度)|的?[^，,。；;0-9的]{0,10}(?:奖励|补助|补贴|资助|奖补|贴息|支持|税率)")
# 年销售额达到1亿元奖励50万元, 每增加500万元再奖励10万元: the first number is what must be reached
_REACHED = re.compile(r"(?:达到?|突?破|满|超过?|超出|每(?:再)?(?:增加|新增|增|完成|实现)|(?:首次)?实现|新增|增加)$")
_AWARDED_NEXT = re.compile(
    r"(?:及?以上|大关)?的?(?:(?:一次性|再次?|另外?|可|即|则|就|分别|给予|予以|按|最高|额外)){0,3}(?:奖励|补助|补贴|资助|奖补|奖)"
    r"[^，,。；;0-9]{0,8}[0-9]"
)
_INTEREST = re.compile(r"贴息|贴补|利息补[助贴]|利率补贴")  # paid in 个百分点 of the interest on a loan
_CHANGED = re.compile(r"(?:提高|上浮|上调|增加|下调|下浮|下降|降低|优惠|减少|低于|高于|加)[^，,。；;0-9]{0,4}$")
_TIER_OF = re.compile(
    r"(?:分别|依次|各|则)(?:为|是|按|给)?$|(?:[级档类等]|家庭|人员|企业|项目|机构|平台|个人|农户|基地|组织)的?则?(?:为|是)$"
)
_SHARE_OF = re.compile(
    r"(?:占[^，,。；;]{0,14}|增长|增幅|同比|提高|比重|持股|股权|达到|(?<!不)(?:超过|高于)|低于|(?<!贴息)率)"
    r"(?:为|达|达到|提高到|提升到|提高至|提升至|提到|降到|降至)?(?:不?超过|不?高于|不?低于)?$"
)
_GIVING = re.compile(
    r"提取|减按|减免|返还|抵扣|补偿|贴息|比例|给予|给与|予以|发放|奖|补贴|补助|资助|一次性|按照?|标准|增加|领取|申请|享受|可享|支付|最高|核拨|安排|提供|获|支持|配套"
)
_FLOOR = re.compile(r"不(?:得)?(?:低于|少于)|至少|以上")
_CEILING = re.compile(r"的[^，,。；;0-9]{0,6}率上限")
_RECKONED = re.compile(r"(?:计算|计租|确定|缴|执行|进行设|支付房)")
_LIST = re.compile(rf"(?:[／/每]{_UNIT})?\s*(?:、|和|及|以及|/|或)\s*")
_BUDGET = re.compile(r"(?:安排|设立|统筹|筹集|列支|划拨)[^，,。；;0-9]{0,8}$")
_BUDGETED = re.compile(r"的?[^，,。；;0-9]{0,10}(?:专项|引导|产业|财政|预算|发展)[^，,。；;0-9]{0,4}(?:资金|基金|经费)")


class Part(Enum):
    """What a number is in an offer."""

    RATE = "rate"
    CAP = "cap"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Offer:
    """A number of a grant: its part, its worth (share or yuan), and the unit it is for."""

    quantity: Quantity
    part: Part
    value: Decimal
    value_max: Decimal | None
    per: str
    clause: Clause
    total: bool
    yearly: bool
    listed: bool


def read_offers(
    text: str, clause: Clause, quantities: Sequence[Quantity], announced: bool = False, after_sum: bool = False
) -> list[Offer]:
    """The numbers of a clause that are offered, of a sentence that grants something.

    ``announced`` says that a heading of the sentence (奖励标准：) makes every number of it an offer;
    ``after_sum`` that its group has offered a sum before, so that 二等奖为5万元 is a further one.
    """
    offers: list[Offer] = []
    at = clause.span.start
    for quantity in quantities:
        before, after = text[at : quantity.span.start], text[quantity.span.end : clause.span.end]
        listed = bool(offers) and offers[-1].quantity.kind == quantity.kind and bool(_LIST.fullmatch(before))
        offer = _read_offer(text, clause, quantity, before, after, announced)
        if offer is None and after_sum and quantity.kind == "money" and _TIER_OF.search(before):
            offer = _further(clause, quantity)
        if offer is None and listed:
            offer = _like(offers[-1], quantity)
        if offer is not None:
            offers.append(_mark_listed(offer, offers[-1].part) if listed else offer)
        at = quantity.span.end
    return offers


def _like(model: Offer, quantity: Quantity) -> Offer | None:
    """A number in a list with one before it (100万元、50万元) is what that one is."""
    worth = _worth(quantity)
    if worth is None or model.quantity.kind != quantity.kind:
        return None
    return Offer(quantity, model.part, *worth, model.per, model.clause, model.total, model.yearly, True)


def _further(clause: Clause, quantity: Quantity) -> Offer | None:
    """A sum for another grade of what the clause before paid: …补贴1万元，双职工家庭、单职工家庭分别为2万元、3万元."""
    worth = _worth(quantity)
    return None if worth is None else Offer(quantity, Part.AMOUNT, *worth, "", clause, False, False, False)


def _mark_listed(offer: Offer, part: Part) -> Offer:
    part = part if offer.part is not Part.RATE and part is not Part.RATE else offer.part
    return Offer(
        offer.quantity, part, offer.value, offer.value_max, offer.per, offer.clause, offer.total, offer.yearly, True
    )


def _worth(quantity: Quantity) -> tuple[Decimal, Decimal | None] | None:
    whole = {"%": 100, "‰": 1000}.get(quantity.unit)
    if quantity.kind == "percent" and whole:
        top = quantity.value_max / whole if quantity.value_max is not None else None
        return quantity.value / whole, top
    if quantity.kind == "money" and quantity.base_unit == "元" and quantity.normal_value is not None:
        return quantity.normal_value, None
    return None


def _worth_of_interest(text: str, clause: Clause, quantity: Quantity, before: str) -> tuple[Decimal, Decimal | None] | None:
    """The rate that 2个百分点 of a loan's interest are; a change of a rate (提高5个百分点) is none."""
    if quantity.base_unit != "百分点" or _CHANGED.search(before):
        return None
    if not _INTEREST.search(text, clause.span.start, clause.span.end):
        return None
    top = quantity.value_max / 100 if quantity.value_max is not None else None
    return quantity.value / 100, top


def _read_offer(text: str, clause: Clause, quantity: Quantity, before: str, after: str, announced: bool) -> Offer | None:
    worth = _worth(quantity) or _worth_of_interest(text, clause, quantity, before)
    lead = text[quantity.span.start : quantity.number.end + 2]
    if worth is None or _is_threshold(quantity, lead, before, after):
        return None
    if _BUDGET.search(before) and _BUDGETED.match(after):
        return None
    if re.search(r"(?:投入|投资|募集|融资|完成)[^，,。；;、0-9]{0,4}$", before) and not re.search(r"按|给予|比例", before):
        return None
    near = before[-24:] + text[quantity.span.start : quantity.number.start]
    part = _part_of(quantity, near, after)
    if part is None and announced:
        part = Part.RATE if quantity.kind == "percent" else Part.AMOUNT
    if part is None:
        return None
    per = "" if part is Part.RATE else _per(near, after)
    total = bool(re.search(r"总额|累计|合计|总计|单[户家个项]|每[家户]|同一", near))
    yearly = bool(re.search(r"每年|年度|单次|每次|每季|每月", near))
    return Offer(quantity, part, *worth, per, clause, total, yearly, False)


def _is_threshold(quantity: Quantity, lead: str, before: str, after: str) -> bool:
    """Whether the number belongs to a condition: 2000万元以上的企业, 实缴资本达到500万元的，"""
    if quantity.comparator is Comparator.AT_LEAST and _FLOOR.search(lead + after[:2]):
        return not _LIKE_AWARD.match(after) or bool(re.match(r"以上?应当|应当|以上用于|用于", after))
    if _AWARDED_NEXT.match(after) and _REACHED.search(before + lead[: quantity.number.start - quantity.span.start]):
        return True
    if quantity.kind == "money" and after.startswith(("部分", "的部分")):
        return True
    closing = re.search(r"(?:以上|以下|以内|之内)$", before)
    paid = after.endswith("的") and re.search(r"支付|缴纳|发放", after)  # by who applies
    if closing or paid:
        return True
    if cue_pattern("requirement").search(before[-14:]) and not re.search(r"按照?|给予|提取|奖励|补[助贴]|最高|比例|贴息", before[-20:]):
        return True
    match = _CONDITION_AFTER.match(after)
    return bool(match) and not _LIKE_AWARD.match(after)


def _part_of(quantity: Quantity, near: str, after: str) -> Part | None:
    if quantity.kind == "percent":
        if _RECKONED.match(after) or _CEILING.match(after):
            return None
        if _SHARE_OF.search(near) and not re.search(r"按|比例", near):
            return None
        return Part.RATE if _GIVING.search(near) or after.startswith(("给予", "予以")) or _AWARDED_AFTER.match(after) else None
    if _CAPPED.search(near) or quantity.comparator is Comparator.AT_MOST or _CAPPED_AFTER.match(after):
        return Part.CAP
    if _GIVING.search(near) or _PER.search(near) or _AWARDED_AFTER.match(after):
        return Part.AMOUNT
    return None


def _per(near: str, after: str) -> str:
    units = [u for u in _PER.findall(near) if u not in _WHOLE]
    match = _PER_AFTER.match(after.lstrip())
    if match:
        units += [u for u in match.groups() if u and u not in _WHOLE]
    return "·".join(dict.fromkeys(units))

