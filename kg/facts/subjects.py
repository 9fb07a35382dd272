"""Who acts in a sentence: agencies in the place of a subject, their predicate, and the partners it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.scene import Scene
from kg.model import Genre, Kind, Role, Span

_JOIN = re.compile(
    r"[、，,和与及以]{1,2}[^，。；、]{0,12}?所在地的?|(?:[、，,\s]|所在地|驻地|和|与|及其?|以及|或者?|等"
    r"|有关|相关|主管|行政|管理|部门|单位|机构|各|所属|同级|的){0,8}"
)
_AFTER = re.compile(
    r"(?:等)?(?:有关|相关|市级|省级)?(?:行政|主管|管理|监督管理)*(?:部门|单位|机关|机构)?(?:、(?:有关|相关)[^，。；]{1,12})?"
    r"(?:(?:和|及|与|以及|、|及其)(?:其)?(?:他|各)?(?:有关|相关|所属)?[^，。；、的]{0,12}(?:部门|单位|机构|组织|人民政府|企业|协会)){0,3}"
)
_MODAL = re.compile(
    r"在[^，。；]{0,16}(?:范围内|职责内)|[^，。；]{0,16}?(?:应当|应|必须|需要|要|负责|牵头|可以|统筹|会同|联合|配合|协助|按照|依法|依照|根据|结合|依据|分别|共同|具体|主管|承担|履行|定期|加大|设立|建立|制定)"
)
_NOT_PREDICATE = re.compile(
    r"[的之]|批准|同意|规定|决定|印发|审批|审定|确定的|备案|要求|认定的|公布的|发布的|颁发|派出机构(?!应"
    r"|和|要)|工作人员|办公室|负责人|(?:主要|分管|有关)?领导|主要负责同志|(?:主要|分管)|[（(]|、"
    r"|第[一二三四五六七八九十]+次"
)
_DUTIES = re.compile(r"的?(?:主要|基本|工作|具体|法定)*(?:职责|职能|职权|任务)(?:任务|分工)?(?:是|为|有|包括|如下|[：:])")
# what bodies are accused of: they answer for nothing there
_OFFENDS = re.compile(
    r"(?:[^，。；的]{0,24}?(?:及其|的)?(?:直属机构)?工作人员|在[^，。；]{1,20}中)?[，,]?(?:有(?:下列|前款|上述|以下)[^，。；]{0,12}(?:行为|情形)|违反|未(?!成年|来|利用|经济)"
    r"|不(?:履行|依法|依照|按|正确履行)|拒不|擅自|滥用|玩忽|徇私|弄虚作假)[^。；]{0,120}?的(?:[，,：:]|$)"
)
_NOT_SUBJECT_LEFT = re.compile(
    r"(?:向|经|报|报请|报送|受|据|按照|根据|依照|遵照|对|与|同|跟|接受|配合|协助|给|为|到|至|在|征求|违反"
    r"|获得|取得|符合|纳入|不服|授权|委托|请|商|于|会同|统筹协调|协调|指导|督促|支持|当地|推动|引导)$"
)
_PART_OF_GOVERNMENT = re.compile(
    r"(?:有关|相关|所属|各|直属|工作|职能|主管|行政)+(?:部门|机构|单位)|[^，。；、的应和及以由可]{1,10}(?:委员会|管理机构|办事机构|工作机构|办公室|办事处)"
)
_SET_UP = re.compile(r"(?:依法|决定)?(?:设立|确定|指定|授权|成立|组建|批准|认定|制定|公布)的")
_BY_WHOM = re.compile(r"(?:^|[，,：:])([^，,：:]{2,60})(?<!的)由$")
_PARTNER = re.compile(r"(会同|联合|商|协调|指导|督促|组织|协同|统筹协调|加强与|和|与)$")
_LEAD = re.compile(
    r"牵头(?!的?(?:部门|单位|机构|人))|统筹|(?:是|为|作为)[^，。；]{0,24}主管|主管(?!人员|部门|行政|机关|机构|单位|职能|责任)|为主|总负责|统一负责"
)
# 由某部门牵头: somebody else leads
_OTHERS_LEAD = re.compile(r"由[^，。；]{1,24}?(?:牵头|统筹|为主|总负责|统一负责)")
# 参与起草 is an act of the body's own; 互相配合 and 加强配合 make nobody the other's help
_SUPPORT = re.compile(
    r"[^，。；]{0,8}?(?:(?<!互相)(?<!相互)(?<!密切)(?<!协作)(?<!协调)(?<!沟通)(?<!加强)(?:配合|协助)"
    r"|参与(?:[、和并]?(?:配合|协助)|$))"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Agencies named together: indices of their mentions, and the span from first to last."""

    agencies: tuple[int, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Act:
    """A sentence's subject with its role, and the partners with theirs; what it says begins at ``start``.

    Attributes:
        fronted: what stands before 由 in its clause: the object, where there is one (甲产业规划由乙局编制).
    """

    roles: tuple[tuple[int, Role], ...]
    span: Span
    start: int
    rule: str
    fronted: Span | None = None


def find_groups(scene: Scene, sentence: Span) -> list[Group]:
    """The agencies of a sentence, those together that only list marks part."""
    groups: list[Group] = []
    for index in scene.mentions_in(sentence, Kind.AGENCY):
        span = scene.mentions[index].span
        if groups:
            gap_start = groups[-1].span.end
            if span.start < gap_start or _JOIN.fullmatch(scene.text, gap_start, span.start):
                last = groups.pop()
                groups.append(Group((*last.agencies, index), Span(last.span.start, max(gap_start, span.end))))
                continue
        groups.append(Group((index,), span))
    return groups


def find_acts(scene: Scene, sentence: Span) -> list[Act]:
    """The acts of a sentence, in order: each subject with the partners behind it."""
    groups = find_groups(scene, sentence)
    acts: list[Act] = []
    for position, whole in enumerate(groups):
        group = _without_part(scene, sentence, whole)
        if group is None or not _is_subject(scene, sentence, group):
            continue
        partners = []
        for other in groups[position + 1 :]:
            partner = _partner_role(scene, group, other)
            if partner is None:
                break
            partners += [(index, partner) for index in other.agencies]
        acts.append(_act(scene, sentence, group, partners))
    return acts


def _without_part(scene: Scene, sentence: Span, group: Group) -> Group | None:
    """A group without the government whose nameless departments (or own offices) act in its stead; None if none is left."""
    last = scene.mentions[group.agencies[-1]]
    if last.function != "人民政府" or not _PART_OF_GOVERNMENT.match(scene.text, group.span.end, sentence.end):
        return group
    kept = tuple(index for index in group.agencies if scene.mentions[index].span != last.span)
    return Group(kept, group.span) if kept else None


def _is_subject(scene: Scene, sentence: Span, group: Group) -> bool:
    left = scene.text[sentence.start : group.span.start]
    if _NOT_SUBJECT_LEFT.search(left[-6:]) and not left.endswith("由"):
        return False
    after = _AFTER.match(scene.text, group.span.end, sentence.end)
    rest = scene.text[after.end() if after else group.span.end : sentence.end]
    if _DUTIES.match(rest):
        return not left or left[-1] in "，,：:、 　（("
    if _OFFENDS.match(rest) or _SET_UP.match(rest) or _NOT_PREDICATE.match(rest) or not rest:
        return False
    clause_start = not left or left[-1] in "，,：:、 　“（(由" or left.endswith(("由", "其中"))
    if scene.genre in (Genre.NEWS_LIST, Genre.FEATURE):
        return clause_start or left.endswith(("，", ",", "日", "后"))
    if _MODAL.match(rest):
        return clause_start or bool(re.search(r"(?:^|[，。；：])[^，。；：]{0,12}$", left))
    opens = not left or left.endswith("由") if scene.genre is Genre.REGULATION else clause_start
    return opens and bool(re.match(r"[，,]?[一-龥]{2}", rest))


def _partner_role(scene: Scene, group: Group, other: Group) -> Role | None:
    """The role of agencies named behind a subject in its clause, or None where they are no partners of it."""
    between = scene.text[group.span.end : other.span.start]
    if len(between) > 30 or "，" in between.rstrip("，") and "会同" not in between:
        return None
    word = _PARTNER.search(between)
    if not word:
        return None
    if word.group(1) in ("会同", "联合", "商", "协同"):
        return Role.JOINT
    if word.group(1) in ("统筹协调", "协调", "组织", "督促", "指导") and "统筹" in between:
        return Role.SUPPORT
    return None


def _act(scene: Scene, sentence: Span, group: Group, partners: Sequence[tuple[int, Role]]) -> Act:
    after = _AFTER.match(scene.text, group.span.end, sentence.end)
    rest = scene.text[after.end() if after else group.span.end : sentence.end]
    clause = re.split(r"[，。；]", rest.lstrip("，"))[0][:40]
    functions = {scene.mentions[index].function for index in group.agencies}
    role, rule = Role.JOINT, "subject-modal"
    if "会同" in clause[:24] or "联合" in clause[:8]:
        role, rule = Role.LEAD, "subject-with-partners"
    elif _SUPPORT.match(clause):
        role, rule = Role.SUPPORT, "subject-support"
    elif _LEAD.search(_OTHERS_LEAD.sub("", clause)[:16]) and (len(functions) == 1 or "牵头" in clause):
        role, rule = Role.LEAD, "subject-lead"
    roles = (*((index, role) for index in group.agencies), *partners)
    end = max([group.span.end, *(scene.mentions[index].span.end for index, _ in partners)])
    return Act(roles, Span(group.span.start, end), end, rule, _fronted(scene, sentence, group))


def _fronted(scene: Scene, sentence: Span, group: Group) -> Span | None:
    found = _BY_WHOM.search(scene.text[sentence.start : group.span.start])
    return Span(sentence.start + found.start(1), sentence.start + found.end(1)) if found else None
