"""Who an incentive is for and what it pays, read from the clauses around its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.clauses import Clause
from kg.facts.offers import Offer, Part

LONGEST_EVIDENCE = 300
_FOR = re.compile(r"(?<![面绝反相其])(?:对于|针对|对)(?!外|口|接|标|照|象|应|比)(?P<who>[^，,。；;：:]{2,60})")
_FOR_END = re.compile(
    r"的?(?:支持|补助|补贴|奖励|资助|扶持)(?:比例|标准|额度|金额)|可?(?:给予|予以|按照?|实行|实施|每[年家人户]|设?最高|一次性|发放|资助|奖励|补助(?!标准)|补贴(?!标准)|享受)|分别|依次"
)
_SUBJECT = re.compile(
    r"(?P<who>[^，,。；;：:、0-9]{2,30}?)(?:可|均可)?(?:享受?|申请|领取|获得?)(?=[^，,。；;]{0,20}(?:奖|补|资助|支持|优惠))"
)
_OWN = re.compile(r"(?P<who>[^，,。；;：:、0-9]{2,20}?)(?:最高|一次性)?(?:给予|资助|奖励|补贴|补助)(?:最高|不超过)?$")
_NO_OWN = re.compile(
    r"^(?:[万亿千百]{0,2}元|[%％]|由|按|给|最高|单|每|再|另|一次|第|分|逐|连续|酌情|全年|分别|依次|并|可|予|其|[市区县省](?!级)|财政"
    r"|同时|不超过|累计|合计|年度)"
)
# who has paid first is who is paid back: 由旅行社先行垫付，财政按…返还
_ADVANCED = re.compile(r"由(?P<who>[^，,。；;：:0-9]{2,24}?)(?:先行|预先|先期)(?:垫付|垫支|减免|让利|支付|赔付|兑付|优惠)")
_EACH_OF = re.compile(r"每[一-龥]{1,4}$")
_AMONG = re.compile(
    r"(?P<who>[^，,。；;：:0-9]{2,30}?)(?:分别|依次)(?:为|按|给予?|奖励|补助|补贴)?(?:[0-9.]{1,10}[^0-9，,。；;]{1,6}[、和]){0,6}$"
    r"|(?P<grade>[^，,。；;：:0-9]{0,16}(?:[级档类等奖]|家庭|人员|企业|项目|机构|平台|个人|农户|基地|组织))的?则?(?:为|是)$"
)
_REACHED = re.compile(
    r"(?P<what>[^，,。；;：:]{0,30}(?:达到?|破|满|超过?|每增|每新增|增加|新增)[^，,。；;：:0-9]{0,3}[0-9][^，,。；;：:]{1,8}?)"
    r"(?:及?以上)?的?(?:一次性|再次?|给予|予以|最高|即|则){0,3}(?:奖励|补助|补贴|资助|奖补|奖)[^，,。；;：:0-9]{0,6}$"
)
_LISTED_NUMBER = re.compile(r"(?P<head>.*?)(?P<number>[0-9][0-9.,]*)(?P<unit>[^0-9]{0,40})")
_CONDITIONED = re.compile(r"(?P<who>[^，,。；;：:]{2,60})的$")
_NAMED = re.compile(
    r"(?P<who>[^，,。；;：:]{0,50}(?:企业|单位|机构|个人|团队|人员|人才|项目|平台|园区|基地|组织|商户|家庭|学生|毕业生|合作社|农户|农场|高校|院校|医院))$"
)
_VAGUE = re.compile(r".{0,6}(?:符合|满足|达到|具备).{0,8}(?:条件|要求|标准)")
_NOBODY = re.compile(
    r"^(?:其中|根据|按照?|依据|为|同时|此外|从|自|到|在|补贴|补助|奖励|[0-9]{4}年|[一-龥]{0,4}标准)|[起后]$|元|标准为|条件|如下"
)
_TOPIC = re.compile(r"(?P<what>[^，,。；;：:、0-9]{4,24}?)按照?[^，,。；;]{0,16}$")  # 收购贷款按照利率的50%
_NUMBERING = re.compile(r"^(?:第[一二三四五六七八九十百]{1,5}条|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．])\s*")
_COST = re.compile(
    r"(?:发生|产生|支付|缴纳|支出)的?(?P<cost>[^，,。；;0-9]{2,24}?(?:费用?|支出|成本|租金|利息|保费|金额|投入))"
    r"|(?P<bare>[一-龥]{2,12}(?:费用|租金|利息|保费|租赁费|代理费|服务费|认证费|检测费|展位费|运费|投资额|投入额|设备投入))"
)
_NO_COST = re.compile(r"^.{0,3}?(?:按照?|其|对|给予|补贴|补助|实际)(?=..)")
_AWARD_NAME = (
    r"(?:奖励|补助|补贴|资助|奖补|贴息|支持|消费券|红包|创新券|扣除|抵扣|摊销|所得税|返还|减免|津贴|补偿|安家费|经费|奖金|资金)"
)
_OWN_AWARD = re.compile(
    r"(?P<award>[一-龥“”]{0,10}?[一-龥](?:补贴|补助|奖励|资助|贴息|奖补|支持|补偿))(?:比例|标准|金额|额度)?(?:不超过|不高于|按|为|最高)"
)
_BASE = re.compile(
    r"(?:按照?|不超过|不高于|给予|其|对|为|占)?(?P<base>[^，,。；;：:0-9（）()]{2,24}?)的?(?:不超过|最高|不高于)?$"
)
_LISTED = re.compile(r"(?:[0-9.]{1,8}[%％][、和及])+$")
_VERBAL = re.compile(r"给予|奖励|补贴|补助|享受|分别|依次|^(?:由|按|最高|不超过|单|每|一次)")
_OWN_GRADE = re.compile(r"(?:[、，和]|按照?|给予)(?P<grade>[一-龥]{2,10}?)(?:每[人家户个名项年])$")
_BEFORE_AWARD = re.compile(
    r"^(?:[/／](?:千瓦时?|立方米|平方米|[一-龥]{1,2}(?=的)|[一-龥])|应当|可以|用于|作为|向|的|标准|给予|进行|税率| )+"
)
_GRADED = re.compile(r"按照?(?P<grades>[^，,。；;0-9]{2,40}?)(?:三级|两级|分级|分档|分类|级别|等级|档次|分别|依次)")
_NAMED_AWARD = re.compile(
    r"(?:给予|享受|申请|申领|领取|发放|获得|的|[，。；：])(?:一次性)?(?P<name>(?:(?!的)[一-龥“”]){2,8}?(?:补贴|补助|奖励|资助|贴息|津贴))"
)
_AWARD = re.compile(
    rf"的?(?:标准|比例|额度|幅度)?(?:给予|予以|的|进行|作为)?(?P<award>[^，,。；;：:0-9（）()]{{0,16}}?{_AWARD_NAME}(?:支持|资金|补贴)?)"
)
GIVEN = re.compile(
    r"奖励|补助|补贴|资助|奖补|贴息|支持|补偿|返还|减免|抵扣|加计扣除|摊销|扶持|津贴|消费券|红包|配套|优惠|奖金|安家费"
)


def find_beneficiary(text: str, clauses: Sequence[Clause], offer: Offer) -> tuple[str, int]:
    """Who gets it, and where the sentence begins to say so: 对…, …的, …可享, or the subject of its first clause."""
    group = [c for c in clauses if c.group == offer.clause.group and c.span.start <= offer.clause.span.start]
    for clause in reversed(group):
        ahead = _ADVANCED.search(text, clause.span.start, min(clause.span.end, offer.quantity.span.start))
        if ahead:
            return ahead["who"], clause.span.start
        part = text[clause.span.start : min(clause.span.end, offer.quantity.span.start)]
        who = _read_who(part, clause is offer.clause)
        if who:
            return _with_head(text, group, clause, who)
    own = _TOPIC.match(text, offer.clause.span.start, offer.quantity.span.start)
    if own and not _NOBODY.search(own["what"]) and not _NO_OWN.match(own["what"]):
        return _NUMBERING.sub("", own["what"]), offer.clause.span.start
    for clause in reversed([c for c in clauses if c.group < offer.clause.group]):
        match = _FOR.search(clause.span.of(text))
        if match:
            return _cut(match["who"]), offer.clause.span.start
    first = group[0].span
    fit = not _NOBODY.search(first.of(text))
    if fit and first.end <= offer.clause.span.start and offer.clause.span.end - first.start <= LONGEST_EVIDENCE:
        return _NUMBERING.sub("", first.of(text))[:40], first.start
    return "", offer.clause.span.start


def _with_head(text: str, group: Sequence[Clause], clause: Clause, who: str) -> tuple[str, int]:
    """A condition (固定资产投资达到1亿元的) after the receiver it limits (对新引进的项目，): both, the receiver first."""
    before = [c for c in group if c.span.end < clause.span.start]
    if not before or _FOR.search(clause.span.of(text)) or text[clause.span.end - 1] != "的":
        return who, clause.span.start
    head = _FOR.match(text, before[-1].span.start, before[-1].span.end)
    named = _NAMED.fullmatch(text, before[-1].span.start, before[-1].span.end) if head is None else None
    if named and before[-1].mark == "，" and not _NOBODY.search(re.sub("^(?:在|从事)", "", named["who"])):
        return f"{_NUMBERING.sub('', named['who'])}（{who}）", before[-1].span.start
    if head is None or head.end() != before[-1].span.end or _FOR_END.search(head["who"], 1):
        return who, clause.span.start
    return f"{head['who'].strip('的 ')}（{who}）", before[-1].span.start


def _read_who(part: str, own: bool) -> str:
    match = _FOR.search(part) or _SUBJECT.search(part)
    if match:
        return _cut(match["who"])
    if own:
        among = _AMONG.search(part)
        match = among or _OWN.search(part)
        who = _EACH_OF.sub("", (among and among["grade"]) or match["who"]).strip("的") if match else ""
        return "" if re.search("分别|依次|部分$", who) or _NO_OWN.match(who) or _NOBODY.search(who) else who
    match = _CONDITIONED.search(part) or _NAMED.search(part)
    if match is None or _VAGUE.fullmatch(match["who"]) or match["who"][:1] in "且并或":
        return ""
    return _NUMBERING.sub("", match["who"])


def _cut(who: str) -> str:
    end = _FOR_END.search(who, 1)
    return (who[: end.start()] if end else who).strip("的 ")


def pick_tier(beneficiary: str, place: int, count: int) -> str:
    """The one of several listed receivers that a listed sum belongs to, or all where the lists differ in length.

    Example:
        >>> pick_tier("新认定的国家级、省级平台", 0, 2)
        '新认定的国家级平台'
    """
    names = re.split(r"、|和(?=[^、]*$)|及(?=[^、]*$)", beneficiary)
    if count < 2 or len(names) != count:
        return beneficiary
    if any(name[:1].isdecimal() for name in names):
        return _pick_number(names, place) or beneficiary
    first, last = names[0], names[-1]
    name = names[place]
    mark = name[-1]
    tail = last[last.index(mark) + 1 :] if mark in last[:-1] else _tail_of(last)
    if not tail and last.endswith("家庭") and not name.endswith(("家庭", "户")):
        tail = "家庭"  # 双职工、多子女家庭
    head = first[: first.rindex("的") + 1] if "的" in first[:-1] else ""
    name = name if place == 0 else head + name
    return name if place == count - 1 else name + tail


def _pick_number(names: Sequence[str], place: int) -> str:
    """The one of several listed thresholds: 产值达到1亿元、5亿元 -> 产值达到5亿元."""
    first, last = _LISTED_NUMBER.fullmatch(names[0]), _LISTED_NUMBER.fullmatch(names[-1])
    if first is None or last is None or last["head"] or not all(name[:1].isdecimal() for name in names[1:]):
        return ""
    tail = last["unit"].removeprefix(first["unit"])
    return (names[0] if place == 0 else first["head"] + names[place]) + ("" if place == len(names) - 1 else tail)


def _tail_of(last: str) -> str:
    return last[last.index("的") :] if "的" in last else ""


def find_activity(text: str, clauses: Sequence[Clause], offer: Offer, topic: str) -> str:
    """What it is for: the cost that is shared, else the name of the award, after the topic where that is bare."""
    group = [c for c in clauses if c.group == offer.clause.group]
    stop = offer.quantity.span.start
    begin = max(group[0].span.start, stop - LONGEST_EVIDENCE)
    costs = [m["cost"] or m["bare"] for m in _COST.finditer(text, begin, stop)]
    named = [cost for cost in costs if "实际发生" not in cost]
    lead = text[offer.clause.span.start : stop]
    base = _read_base(lead) if offer.part is Part.RATE else _read_reached(lead)
    own = _OWN_AWARD.match(text, offer.clause.span.start, stop)
    if own and not _VERBAL.search(own["award"][:-2]):
        name = own["award"].removeprefix("对")
        return f"{name}（{base}）" if base and base not in name else name
    if named:
        return _NO_COST.sub("", named[-1])
    award = _AWARD.match(text[offer.quantity.span.end : offer.clause.span.end])
    name = _BEFORE_AWARD.sub("", award["award"]) if award else ""
    if not name:
        given = GIVEN.search(text, offer.clause.span.start, min(group[-1].span.end, stop + LONGEST_EVIDENCE))
        given = given or GIVEN.search(text, clauses[0].span.start, clauses[-1].span.end)
        name = given.group() if given else ""
    if len(name) <= 2:
        awards = [m["name"] for m in _NAMED_AWARD.finditer(text, begin, stop) if not _VERBAL.search(m["name"][:-2])]
        name = awards[-1] if awards else name
    if len(name) <= 5 and not (len(name) > 2 and GIVEN.search(topic[-2:])):
        name = topic if name and topic.endswith(name) else f"{topic}{name}"
    if base and name and base not in name:
        return f"{name}（{base}）"
    before = re.sub(r"(?:减?按照?|给予|最高|不超过)+$", "", text[offer.clause.span.start : stop])[-20:]
    return name or before or text[offer.quantity.span.end : offer.clause.span.end][:20]


def _read_reached(lead: str) -> str:
    """What must be reached for a sum, said in its own clause: 出口额突破2亿元奖励50万元."""
    match = _REACHED.search(lead)
    return match["what"].removeprefix("此后").removeprefix("对") if match else ""


def _read_base(lead: str) -> str:
    """What a rate is a share of: 按购买金额的 20%."""
    lead = _LISTED.sub("", lead)
    match = _BASE.search(lead)
    if match is None or not lead.rstrip("不超过最高").endswith("的") and "按" not in lead[-20:]:
        return ""
    base = re.split(r"按照?|不超过|不高于|给予", match["base"])[-1].strip("的其")
    return base if len(base) >= 2 and not _VERBAL.search(base) else ""


def read_grade(text: str, clauses: Sequence[Clause], offer: Offer, place: int, count: int) -> str:
    """The grade that one of several listed sums is for: 按国家、省级分别给予50万元、20万元."""
    begin = min(c.span.start for c in clauses if c.group == offer.clause.group)
    if count > 1 and place < count:
        own = _OWN_GRADE.search(text[begin : offer.quantity.span.start])
        if own:
            return own["grade"]
    match = _GRADED.search(text, begin, offer.quantity.span.start) if count > 1 else None
    grades = re.split(r"[、和及与]", match["grades"]) if match else []
    return grades[place] if len(grades) == count else ""
