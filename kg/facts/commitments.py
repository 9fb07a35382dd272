"""Whether somebody commits to a number: no condition, no statistic, no grant, no standard, no thing that is there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.clauses import Clause
from kg.facts.cues import cue_at_end, cue_pattern
from kg.facts.indicators import is_attribute
from kg.facts.stances import PLANS, STRONG, Standing
from kg.facts.terms import Setting
from kg.mentions.dates import Due
from kg.mentions.quantities import Quantity
from kg.model import Comparator, Genre

_CONDITION = re.compile(
    r"[^，,。；;]{0,16}?(?:的$|的(?=[，,、；;）)])|者$|时$|后$|之日|起$)"
    r"|的(?!情况|目标|任务|军令状|蓝图|规模|[年新总]?(?:产能|产值|产量)|[一-龥]{0,4}能力)|[^，,。；;]{0,2}?(?:以上|以下)的|及?以上[一-龥]|[/／每][年月日天]的"
)
_NORM = re.compile(
    r"(?<![供响反适对效相])应(?![用急对付答变邀])|(?<![许认])可(?![用持再视信靠观支])|(?<!必)须|(?<![供急刚])需(?!求)"
)
_INVESTED = re.compile(r"(?:计划|拟)(?:总|新增)?投资(?:额|约|近|超)?$")  # of one project
_THERE = ("等", "的", "共", "（", "(")  # things that are there: 甲、乙等3家, 名单（40处）
_SHARE = re.compile(r"(?:其中|约|各|分别)?占(?:比|约)?")
_SHRINK = re.compile(r"压缩|缩短|缩减|控制在|降至|降到|减至|减少到|提速|不超过|限时")
_EACH = re.compile(r"[/／](?:人|月|日|天|次|户)")
_EACH_BEFORE = re.compile(r"每[人户名][^，。；]{0,6}每[年月日天学][^，。；]{0,8}$")
_EARNED = re.compile(r"收入|工资|薪|产值|税|均")
_RISES = re.compile(r"提高|提升|达到|增加")
_FOR_EACH = re.compile(r"(?:每|单|同一|一)[个家户项位]?(?:企业|单位|项目|主体|个人|机构|平台|园区|户|人|家)[^，。；0-9]{0,10}$")
_STANDARD = re.compile(r"(?:限额|标准)(?:每[^，。；]{1,8}|分别|为|是){0,3}$")
_LISTED_BELOW = ("以下", "下列", "上述", "如下")
_STAFF = ("人", "名", "人次")
_AT_LEAST = re.compile(r"[一-龥]{2,}不(?:少|低)于$")
_TIMES = re.compile(_SHRINK.pattern + "|天数|寿命")
_CRITERIA = re.compile(r"(?:申报|申请|认定|评定|入选|基本|准入)?(?:条件|资格|标准|范围)$")
_CONSEQUENCE = re.compile(r"可|应|给予|予以|按|由|享受|不得|纳入|优先|经|视为|方|须")
_MAKING = re.compile(r"建设|打造|培育|新增|引进|引育|新建|建成|培养|认定|创建|建立|组建|设立|达到|提高[到至]|提升[到至]|增加[到至]"
    r"|开行|开通|开设|制修订|共建|遴选|评选|评定|选树|发布|征集|招引|推出|促成|储备|开发|举办|落地|净增|开工|推进|推动"
)
_SETTING_UP = re.compile(r"(?:新增|培育|打造|建成|新建|创建|引进|招引|新建成)$")
_SAVING = re.compile(r"压缩|压减|缩短|精简|减少|降低|减免")


_CHANGING = re.compile(
    r"增长|增速|增幅|涨幅|下降|降低|压缩|压减|提高|提升|(?:稳定|保持|控制|维持)在|[^，。；]{2,}[达降增][到至]$"
)
_LENT = re.compile(r"发放[^，,。；;0-9]{0,10}(?:贷款|信贷)")
_COMPOSED = re.compile(r"(?:包括|涵盖|涉及|包含|划分为|分为|分布在|位于)[^，。；]*$")  # what something consists of
_RANKED = re.compile(
    r"[^。；;\n]{0,14}?(?:(?:位?居|位列|排名?|列)(?:全|第|省|同)|创[^，。；;]{0,6}新高|[同环]比|[比较](?:上年|去年|年初))"
)
_RATES = ("率", "占比", "比重", "比例", "度", "保持", "巩固在")
_COMPANY = re.compile(r"(?:公司|集团|企业|项目)[^，。；]{0,8}(?:投入|投资)[^，。；]{0,4}$")
_RAISED = re.compile(r"(?:提高|提升|降低|压降|压减|扩大|增加|缩短|压缩|推动|推进|拉动)[^，,。；;]{2,24}[至到达为]$")
_WHOLE_OF = re.compile(r"(?:实现|推动|确保|完成|覆盖|支持|引导|带动)(?:全[市省县区州国])?$")


def find_conditions(text: str, clauses: Sequence[Clause]) -> dict[int, int]:
    """For each group that grants or requires on conditions (…的，可…), where the last condition ends."""
    return {
        clause.group: clause.span.end
        for clause, after in zip(clauses, clauses[1:], strict=False)
        if clause.group == after.group
        and text[clause.span.end - 1] == "的"
        and _CONSEQUENCE.match(text, after.span.start)
    }


def is_grant(text: str, clause: Clause) -> bool:
    """Whether a clause gives money away; loans are none."""
    found = cue_pattern("grant").search(text, clause.span.start, clause.span.end)
    return found is not None and not _LENT.match(text, found.start(), clause.span.end)


def accepts(
    setting: Setting,
    clause: Clause,
    quantity: Quantity,
    standing: Standing,
    granted: bool,
    going: bool,
    carried: bool,
) -> bool:
    """Whether somebody commits to this number.

    Args:
        setting: of the passage.
        clause: the number's.
        quantity: the number.
        standing: what the sentence has said before it.
        granted: whether the group of clauses grants money.
        going: whether the number before it in the sentence was a target.
        carried: whether an earlier sentence named a time.
    """
    text = setting.text
    before = text[clause.span.start : quantity.span.start]
    after = text[quantity.span.end : clause.span.end]
    strong = bool(STRONG.search(before))
    if standing.past or _is_excluded(setting, quantity, before, after, strong):
        return False
    brought = after.startswith("投资") and not before.endswith(("完成", "实现"))  # 引来百亿投资, of projects
    invested = _COMPANY.search(before) or standing.deadline is None and (brought or _INVESTED.search(before))
    if setting.passage.genre not in PLANS and quantity.kind == "money" and invested:
        return False
    grants_here = is_grant(text, clause)
    if grants_here or granted and (quantity.kind != "count" or not (strong or standing.yearly)):
        return strong and not grants_here
    if standing.forecast and not strong and not (standing.deadline and standing.deadline.relative):
        return False
    return _is_voiced(setting, clause, quantity, standing, going, carried)


def _is_excluded(setting: Setting, quantity: Quantity, before: str, after: str, strong: bool) -> bool:
    """Whether the number's own clause shows that it is no goal."""
    exact = quantity.comparator is Comparator.EQUAL_TO
    count = quantity.kind == "count"
    if exact and count and before.endswith(_THERE) and not (strong and before.endswith("共")):
        return True
    if _SHARE.fullmatch(before):
        return True
    if before.endswith(("目标的", "任务的", "计划的")):  # how much of a goal is done
        return True
    if exact and count and not strong and _COMPOSED.search(before):
        return True
    if any(_CRITERIA.search(heading) for heading in setting.passage.headings):
        return True
    shared = quantity.kind == "percent" and _WHOLE_OF.search(before) and after.startswith("的")
    if is_attribute(setting.text, quantity, quantity.span.end + len(after)):
        return True
    if not shared and _is_condition(quantity, after):
        return True
    if cue_at_end("describe").search(_trim(before)) and not (count and before.endswith("标准")):
        return True
    if quantity.kind == "money" and _is_standard(setting.text, quantity, before):
        return True
    if quantity.kind == "money" and quantity.comparator is Comparator.AT_MOST and _FOR_EACH.search(before):
        return True
    if count and before.endswith(_LISTED_BELOW):
        return True
    few = quantity.small and not (setting.passage.genre in PLANS and _SETTING_UP.search(before))
    if not strong and (few or count and quantity.comparator is Comparator.AT_MOST):
        return True
    if exact and _is_one(setting.text, quantity):
        return True
    return quantity.kind == "time" and (quantity.unit == "年" or not _TIMES.search(before))


def _is_standard(text: str, quantity: Quantity, before: str) -> bool:
    """Whether a sum is what somebody is paid, month by month or a head (最高支付限额400元/月), and nothing to be reached."""
    if _EARNED.search(before):
        return False
    each = _EACH.match(text, quantity.number.end) or _EACH_BEFORE.search(before)
    return quantity.unit == "元" and bool(each) and not _RISES.search(before) or bool(_STANDARD.search(before))


def _is_voiced(
    setting: Setting, clause: Clause, quantity: Quantity, standing: Standing, going: bool, carried: bool
) -> bool:
    """Whether the sentence, or in a plan the verb, says that the number is to be reached."""
    text, genre = setting.text, setting.passage.genre
    before = text[clause.span.start : quantity.span.start]
    due = standing.deadline
    if genre is Genre.REGULATION:
        return bool(standing.strong and due and due.year and not due.relative)
    if cue_pattern("norm").search(before) or _NORM.search(before):
        return bool(STRONG.search(before)) or bool(due and due.due is Due.BY)
    if standing.strong or standing.mild:
        return going or _has_verb(before) or _is_goal_like(quantity, text[quantity.span.end : clause.span.end])
    if setting.planning and (going and quantity.kind != "time" or _goes_on(before, quantity)):
        return not _RANKED.match(text, quantity.span.end) and not before.endswith(("完成率", "完成率达", "完成率达到"))
    if genre not in PLANS:
        return going and (quantity.kind == "count" or quantity.comparator is not Comparator.EQUAL_TO)
    if going and quantity.kind != "time":
        return True
    if setting.passage.due and quantity.comparator is Comparator.AT_LEAST:
        return True
    planned = setting.period is not None or setting.inherited is not None or carried
    return _plans(text[clause.span.start : quantity.number.start], quantity, planned)


def _goes_on(before: str, quantity: Quantity) -> bool:
    """Whether a clause below a programme of the year sets a number: by a verb of making, a change, a bound."""
    if quantity.kind == "time":
        return False
    tail = before[-24:]
    return bool(
        cue_pattern("verb", "work").search(tail)
        or _CHANGING.search(tail)
        or quantity.kind == "percent"
    )


def _is_goal_like(quantity: Quantity, after: str) -> bool:
    """Whether a number without a verb closes its clause (示范园1个以上) or begins it (20家企业)."""
    return len(after) <= 12 or quantity.kind in ("money", "percent") or quantity.comparator is not Comparator.EQUAL_TO


def _has_verb(before: str) -> bool:
    return before.endswith("将有") or bool(cue_pattern("verb", "work").search(before))


def _plans(before: str, quantity: Quantity, planned: bool) -> bool:
    """Whether a clause of a plan sets a number without words of commitment: by a verb of making, or 达到 in a period."""
    tail = before[-24:]
    if not planned:
        return bool(_MAKING.search(tail)) or quantity.kind in ("percent", "time") and bool(_SAVING.search(tail))
    closing = cue_at_end("predicate").search(tail)
    least = quantity.comparator is Comparator.AT_LEAST and _AT_LEAST.search(tail)
    if quantity.kind == "count" and quantity.base_unit not in _STAFF and least:
        return True
    rate = quantity.kind == "percent" and tail.endswith(_RATES)
    if rate or _RAISED.search(tail):
        return True
    if tail.endswith(("增长", "增速", "增幅")):
        return not tail.endswith("年均实际增长")
    return _has_verb(tail) or closing is not None and (len(closing.group()) > 1 or closing.group() == "翻")


def _trim(before: str) -> str:
    return re.sub(r"(?:约|达|为|超|共|不少于|[ 　])+$", "", before[-20:])


def _is_condition(quantity: Quantity, after: str) -> bool:
    """Whether the number only describes or limits something: 2000万元以上的企业, 满3年的，"""
    if quantity.kind == "count" and not after.startswith("的"):
        return bool(re.match(r"[^，,。；;]{0,20}的$", after))
    return bool(_CONDITION.match(after))


def _is_one(text: str, quantity: Quantity) -> bool:
    whole = quantity.kind != "ratio" and quantity.value_max is None
    return whole and quantity.value <= 1 and text[quantity.number.start] == "一"
