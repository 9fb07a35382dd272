"""Bodies that no table knows by name: centres that a text makes answer (县茶产业发展中心), and the offices of all streets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.bodies import Body
from kg.mentions.context import Context
from kg.mentions.levels import read_levels
from kg.mentions.prefixes import Prefix, find_prefix
from kg.mentions.words import starts_word
from kg.model import Level, Span

_TOWN_LIST = re.compile(r"各?(?:乡镇|镇|乡|乡、镇)(?:人民)?政府(?:、|和|或者?|[（(])(?P<office>街道办事处)")
_CENTRE = re.compile(
    r"(?P<field>[一-龥]{2,14}?)(?P<kind>(?:服务|发展|促进|保障|管理|事务|指挥|推广|救助|调度|保护|监测|合作|推进)中心)"
)
# before the place: nothing, a mark, a word that says who acts; what is built stands behind a verb
_ACTS_LEFT = re.compile(r"(?:^|[〔（(【：:。；\n\t|　 ]|^[一-龥]{0,4}单位|由|会同|设在|挂靠在?|交由|报送|委托|[）)](?:和|与|、)?)$")
_ITEM_LEFT = re.compile(r"(?:[局委办厅部署会社院]|中心|政府|部门|支队|大队|公司|集团)(?:牵头|负责)?[、，,和与及]$")
_ACTS_RIGHT = re.compile(
    r"$|[、，,；;：:）)〕】\n。\s]|会同|牵头|负责|配合|按照?|等|应当?|要|和|与|及|联合|承担|组织|定期|每|对|将|根据|具体|统筹|协助|提供|办理|主任"
)
_NOT_FIELD = re.compile(
    r"[，。；：、（）()〔〕的和与及或由将为是在向从被把等各]|建设|打造|设立|成立|推进|加快|完善|支持|运营|建成|依托|通过|会同|负责|牵头|区域|国际|全国"
)


def find_local_bodies(text: str, context: Context) -> Iterator[Body]:
    """Centres of a place that a text makes answer, and the offices of streets beside the governments of towns.

    Example:
        >>> from kg.mentions.places import load_gazetteer
        >>> county = Context(load_gazetteer().by_code["131127"])
        >>> [body.title for body in find_local_bodies("（县茶产业发展中心）", county)]
        ['茶产业发展中心']
    """
    yield from _find_offices_of_streets(text, context)
    yield from _find_centres(text, context)


def _find_offices_of_streets(text: str, context: Context) -> Iterator[Body]:
    """街道办事处 beside the governments of towns: those of all streets."""
    for match in _TOWN_LIST.finditer(text):
        seats = read_levels("乡镇", context)
        yield Body(Span(*match.span("office")), "街道办事处", seats, "街道办事处", "street-offices")


def _find_centres(text: str, context: Context) -> Iterator[Body]:
    for match in re.finditer("中心", text):
        found = _centre(text, match.end(), context)
        if found:
            start, prefix = found
            title = text[start : match.end()]
            yield Body(Span(prefix.start, match.end()), title, prefix.seats, title, "centre")


def _centre(text: str, end: int, context: Context) -> tuple[int, Prefix] | None:
    """Where a centre's own words begin behind a place or level, and that place; None where it does not answer."""
    if not _ACTS_RIGHT.match(text, end):
        return None
    for length in range(6, 17):
        start = end - length
        if start < 1:
            return None
        match = _CENTRE.fullmatch(text, start, end)
        if match is None or _NOT_FIELD.search(match.group("field")):
            continue
        prefix = find_prefix(text, start, context)
        if prefix and prefix.seats and prefix.seats[0].level is not Level.NATIONAL and _answers(text, prefix.start):
            return start, prefix
    return None


def _answers(text: str, start: int) -> bool:
    """Whether what begins here is one who acts: at the start of a line or a note, behind 由 and its like, or beside another body."""
    before = text[max(start - 12, 0) : start]
    return bool(_ACTS_LEFT.search(before) or _ITEM_LEFT.search(before)) and starts_word(text, start)
