"""What a number counts: the noun phrase before it (企业达到60家) or after it (建设10家转化中心)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.clauses import Clause
from kg.facts.cues import cue_at_end, cue_pattern
from kg.facts.stances import STRONG
from kg.mentions.dates import find_deadlines
from kg.mentions.quantities import Quantity

_BRACKETED = re.compile(r"（[^（）]{0,80}）|\([^()]{0,80}\)|〔[^〔〕]{0,20}〕")
_EDGE = " \t\u3000，,、：:；;。（）()及和与的共约——-·*"
_AFTER_STOP = re.compile(
    r"用于|开展|进行|参与|参加|落户|纳入|达到|提高|提升|以上$|左右|[并且]|[，,：:；;（(]|实现|发挥|作为|开工|投产|入驻|给予|以(?!上)|陆续|相继|先后|集中|同步"
)
_LEAD = re.compile(
    r"^(?:其中|全市|全省|全区|全县|各地|同时|另外|此外|并|且|再(?![生次制造就])|还|届时|我们|该[省市县区镇]|[我本][省市县区]|提高|提升|至少|积极|大力|加快|不断|稳步|努力|继续|持续|累计|带动|"
    r"将|要|使|把|以|为(?!民)|对(?![接外口标])|在|做到|到(?!位)|至|推动|推进|建设|打造|培育|实现|完成|达到|推出|引进|形成|建成|举办|组织|拥有|支持|争取|力争|确保|"
    r"投用|是|筛选|评选|遴选|认定|选择|开展|安排|每年|累计)+"
)
_CHANGE = re.compile(r"^(?:平均|同比|环比)?(?:增长|增速|增幅|递增|降幅|下降)$")
_SPENDING = re.compile(r"(?:.{0,2}(?:投入|安排|筹集))")
_NUMBERING = re.compile(r"^(?:第[一二三四五六七八九十百]{1,5}[条章节款]|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．])\s*")
_OPEN = re.compile(r"[（(《][^）)》]*$|^[^（(]*[）)]")
_FORMULA = re.compile(r"[≥≤＜＞<>＝=×÷]|^每[个家人户]$")
PER = re.compile(
    r"[/／](?:万?人|百人|千人|年|季|月|日|天|小时|秒|户|亩|公顷|吨|万?元|件|台|套|次|公里|平方公里|平方米|立方米"
    r"|千瓦时?|千克|公斤)"
)
_PLANNED = re.compile(r"(?:计划|目标|预期|规划|任务)")
_MADE = re.compile(r"(?:形成|实现|完成|具备|新增|创造|带动|拉动|吸引|贡献|发放|投放|撬动|达成)$")
_PRODUCT = re.compile(
    r"的?(?P<what>[一-龥]{0,10}?(?:面积|任务|产能|产值|规模|能力|收入|销售额?|营收|投资|税收|贷款|利润|融资|交易额?|产量|出口|进出口|消费|增加值))"
    r"(?=$|[，,。；;、）)]|的)"
)
_COUNTED = re.compile(r"[一-龥]{1,10}[0-9]{1,6}[余多]?[个家项户座条处]")
_MEANS = re.compile(r"面向|围绕|针对|聚焦|依托|按照|通过|结合|在|从|鼓励|支持|指导|组织|充分|加强")
_TIER = re.compile(r"[^、]{1,10}(?:级|以上|型|类)")
_BARE = re.compile(r"任务|目标|项目|规模|数量|总数|总量|面积|比例|工程|产业")
_WORKS = ("建设", "培育", "培训", "培养", "举办")
_HEAD = re.compile(r"[一-龥]{2,8}")
_SHORT = 5
_BOTH = re.compile(r"城乡(?=居民)")
_RISING = re.compile(r"增长|增加")
_NESTED = re.compile(r"[^、，,。；;]{0,12}?的")


def read_indicator(text: str, clause: Clause, quantities: Sequence[Quantity], index: int) -> str:
    """The indicator of the ``index``-th quantity of a clause, or empty where the clause has no noun for it."""
    quantity = quantities[index]
    shared = _read_shared(text, clause, quantities, index)
    if shared:
        return shared
    paired = _read_paired(text, clause, quantities, index)
    if paired:
        return paired
    following = [q for q in quantities[index + 1 :] if not _is_nested(text, clause, quantity, q)]
    stop = following[0].span.start if following else clause.span.end
    after = _read_after(text[quantity.span.end : stop], bool(following))
    if following and _TIER.fullmatch(after):  # 5个百亿级、10个十亿级重大项目
        end = following[1].span.start if len(following) > 1 else clause.span.end
        after += _TIER.sub("", _read_after(text[following[0].span.end : end], len(following) > 1), count=1)
    begin = quantities[index - 1].span.end if index else clause.span.start
    if index and (text.startswith("的", begin) or is_attribute(text, quantities[index - 1], clause.span.end)):
        begin = quantities[index - 2].span.end if index > 1 else clause.span.start
    if quantity.kind != "count" and _MADE.search(text[clause.span.start : quantity.span.start]):
        made = _PRODUCT.match(text, quantity.span.end, stop)
        if made:
            return made["what"]
    if quantity.kind == "percent" and text.startswith("的", quantity.span.end):
        whole = _read_after(text[quantity.span.end + 1 : stop], False)
        if whole:
            return whole
    if quantity.kind == "percent" and after and text[clause.span.start : quantity.number.start].endswith("覆盖"):
        return _read_before(text[begin : quantity.span.start], begin > clause.span.start)[0] + after
    rate = PER.match(text, begin) if index else None
    begin = rate.end() if rate else begin
    before, noun = _read_before(text[begin : quantity.span.start], begin > clause.span.start)
    if index and not noun and not after:
        rising = text[clause.span.start : quantities[index - 1].span.start].rstrip()
        if rising.endswith(("从", "由")):
            return _read_before(rising[:-1].rstrip("将可"), False)[0]
    if quantity.kind != "count" and noun:
        return before
    return after or (before if noun else "")


def is_attribute(text: str, quantity: Quantity, end: int) -> bool:
    """Whether a bound only describes what another number counts: 投资10亿元以上项目5个."""
    after, before = text[quantity.number.end : quantity.span.end], text[quantity.span.start : quantity.number.start]
    bounded = after.startswith(("以上", "及以上", "以下")) or before.endswith(("超", "过", "超过", "突破"))
    return bounded and quantity.kind in ("money", "measure") and bool(_COUNTED.match(text, quantity.span.end, end))


def _read_shared(text: str, clause: Clause, quantities: Sequence[Quantity], index: int) -> str:
    """One of several measures of one noun: 市区1ms、全省5ms时延圈."""
    units = {q.unit for q in quantities}
    if len(quantities) < 2 or len(units) > 1 or quantities[0].kind != "measure":
        return ""
    gaps = [text[a.span.end : b.span.start] for a, b in zip(quantities, quantities[1:], strict=False)]
    head = _HEAD.fullmatch(text, quantities[-1].span.end, clause.span.end)
    if head is None or not all(gap.startswith("、") for gap in gaps):
        return ""
    begin = quantities[index - 1].span.end if index else clause.span.start
    return _read_before(text[begin : quantities[index].span.start], index > 0)[0] + head.group()


def read_verb(text: str, clause: Clause, quantity: Quantity) -> str:
    """The verb before a number without a noun, the last resort for an indicator (培训1000人次)."""
    return _read_before(text[clause.span.start : quantity.span.start], False)[0]


def _is_nested(text: str, clause: Clause, quantity: Quantity, other: Quantity) -> bool:
    """Whether another number only describes what the first one counts: 3个产值超百亿元的基地."""
    between = text[quantity.span.end : other.span.start]
    nested = text.startswith("级", other.span.end) or _NESTED.match(text, other.span.end, clause.span.end)
    return bool(nested) and not re.search(r"[、，,和及]", between)


def _read_after(region: str, more: bool) -> str:
    """The noun phrase right after a number; none where the clause or the list goes on with another item."""
    if not region or region[0] in "、，,和及与；;：:的以级（( /／":
        return ""
    if more:
        region = re.split(r"[、和及与](?=[^、和及与]*$)", region)[0]
    region = _BRACKETED.sub("", region)
    stop = _AFTER_STOP.search(region, 1)
    return _shorten(region[: stop.start()] if stop else region)


def _read_before(region: str, later: bool) -> tuple[str, bool]:
    """The noun phrase that leads to a number, without times, commitments, leading and closing verbs.

    The second value says whether it has a noun: of 计划引进 nothing but verbs remain.
    """
    if later:
        region = re.split(r"[，,]", region.lstrip(_EDGE))[-1]
    whole, region = region, _cut_time(region)
    strong = list(STRONG.finditer(region))
    if strong and len(_strip_end(region[strong[-1].end() :], "predicate", "verb")) >= 3:
        named, region = region[: strong[-1].start()], region[strong[-1].end() :]
        if strong[-1].group() == "计划" and _BARE.fullmatch(_shorten(_strip_end(region, "predicate"))) and len(named.strip(_EDGE)) >= 3:
            return _shorten(named), True  # 重大项目计划共安排项目883个
    bare = _strip_end(region, "predicate", "norm")
    noun = _strip_end(bare, "predicate", "norm", "verb")
    if _PLANNED.fullmatch(noun):
        return (_shorten(whole), True) if "年度" in whole else ("", False)
    if len(_CHANGE.sub("", STRONG.sub("", noun).strip("是将再"))) >= 2 and not _SPENDING.fullmatch(noun):
        return _shorten(noun), True
    return _shorten(bare or region), False


def _cut_time(region: str) -> str:
    """What follows the last time; where that is no more than a verb (能耗较2025年下降), what stands before it too."""
    times = list(find_deadlines(region))
    if not times:
        return region
    lead, rest = region[: times[-1].span.start].rstrip("较比在到 "), region[times[-1].span.end :]
    if len(_CHANGE.sub("", _strip_end(rest, "predicate", "verb"))) >= 2:
        return rest
    lead = _cut_time(lead) if len(times) > 1 else lead
    return lead + rest if len(lead.strip(_EDGE)) >= 2 else rest or lead


def _strip_end(region: str, *kinds: str) -> str:
    pattern = cue_at_end(*kinds)
    region = region.rstrip(_EDGE)
    for _ in range(4):
        match = pattern.search(region, max(0, len(region) - 6))
        if not match:
            break
        region = region[: match.start()].rstrip(_EDGE)
    return region


def _shorten(phrase: str) -> str:
    """A phrase without leading adverbs and verbs; a long one without what comes before its last 的."""
    phrase = re.split(r"[ \u3000]{2,}", phrase.strip(_EDGE))[-1].removesuffix("等")
    phrase = _drop_means(_OPEN.sub("", _NUMBERING.sub("", phrase)))
    if phrase.count("“") != phrase.count("”"):
        phrase = phrase.replace("“", "").replace("”", "")
    if _FORMULA.search(phrase):
        return ""
    lead = _LEAD.match(phrase)
    if lead and len(phrase) - lead.end() >= 2:
        rest = phrase[lead.end() :]
        phrase = lead.group()[-2:] + rest if _BARE.fullmatch(rest) and lead.group().endswith(_WORKS) else rest
    head, found, tail = phrase.rpartition("的")
    if found and len(phrase) > 30 and len(tail) >= 4:
        phrase = tail
    if len(phrase) > 40:
        phrase = phrase[-40:]
    return phrase.strip(_EDGE) if len(phrase.strip(_EDGE)) >= 2 else ""


def _drop_means(phrase: str) -> str:
    """A phrase without what leads to its own verb: 面向重点行业遴选省级试点 counts 省级试点."""
    verbs = list(cue_pattern("verb").finditer(phrase)) if _MEANS.match(phrase) else []
    rest = phrase[verbs[-1].end() :] if verbs else ""
    return rest if len(rest) >= 3 and "的" not in phrase[: -len(rest)] else phrase


def _read_paired(text: str, clause: Clause, quantities: Sequence[Quantity], index: int) -> str:
    """One of several names paired with as many numbers by 分别: 国家级、省级平台分别达到5家、10家."""
    lead = text[clause.span.start : quantities[0].span.start]
    if "分别" not in lead or len(quantities) < 2:
        return ""
    gaps = [text[a.span.end : b.span.start].strip() for a, b in zip(quantities, quantities[1:], strict=False)]
    if any(gap not in ("、", "和", "及", "以及", "与") for gap in gaps):
        return ""
    whole = _read_before(lead.partition("分别")[0], False)[0]
    if not whole.endswith("增长") and _RISING.match(lead.partition("分别")[2]):
        whole += "增长"
    names = [n for n in re.split(r"[、和及与]|以及", _BOTH.sub(r"城镇、农村", whole)) if n]
    if len(names) != len(quantities):
        return ""
    name, last = names[index], names[-1]
    if name is not last and len({len(n) for n in names[:-1]}) == 1 and name[-1] not in last[:-1] and len(name) < _SHORT:
        return name + last[len(name) :]  # 城镇、农村居民收入: what is parted is as long
    return name + last[last.index(name[-1]) + 1 :] if name is not last and name[-1] in last[:-1] and len(name) < _SHORT else name
