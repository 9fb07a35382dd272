"""Agencies: the one key of a function of government, and how a body is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.model import Kind, Level
from kg.resolve.names import normalise_name
from kg.resolve.regions import collective_place, nation, region_name
from kg.resolve.things import Thing
from kg.vocabulary import read_vocabulary

_COLUMNS = ("national", "provincial", "municipal", "county", "abbreviations", "former_names")
_LEVEL_COLUMN = {Level.NATIONAL: "national", Level.PROVINCIAL: "provincial", Level.PREFECTURE: "municipal",
                 Level.COUNTY: "county"}
_NAMED_TYPES = frozenset({"party", "npc", "cppcc", "judicial", "people_org", "institution"})
_NAMED_KEYS = frozenset({"政府", "政府办公厅", "海关", "中国人民银行"})
_GENERIC_TYPES = frozenset({"generic", "coordination", "zone"})
COMMITTEE = "开发区管委会"
_STREET_OFFICE = "街道办事处"
_LEAD = re.compile(
    r"^(?:中华人民共和国|国家(?!安全)|中央|全国|各县（市、区）|各区|X?X?(?:省(?!际)|自治区|市(?!场|容|监|域|民|政(?!府|协|法))|县(?!域)|区(?!域|块))"
    r"(?:人民政府|政府|委(?=.{2}))?|XX|(?:人民政府|政府)(?=.{2}))(?=.{2})"
)
_BODY = re.compile(
    r"(?:(?:行政主管|行政管理|行政执法|主管|行政|管理)?(?:部门|机关|机构)|委员会办公室|管理委员会|委员会|办公室|办公厅|总局|分局|总署"
    r"|局|厅|署|委|办|部|处|总队|支队|大队)$"
)
_WEAK = re.compile(r"(?:监督管理|监管|管理|工作|事务|行政|监督|服务)$")
# what says only that a body administers its field: 专利管理部门 and 专利行政主管部门 are 专利部门
_ADMINISTERS = re.compile(r"(?<=.)(?:行政主管|行政管理|主管|行政)$")
_OFFICE = re.compile(r"(?<=..)(?:行政主管|行政管理|监督管理|主管|行政|管理|监管|工作|事务)+$")
_IN_CHARGE = re.compile(r"^(?:主管|管理)(?=..+工作$)")
_OFFICES = ("部门", "行政主管部门", "行政部门", "主管部门", "管理部门")
_CITY_FIELD = re.compile(r"^城市(?=..)")  # 城市园林绿化 of a city is its 园林绿化
# the standing committee that bodies work for is that of a congress, said or not (常务委员会法制工作委员会)
_STANDING = re.compile(r"^(?:[本同]级)?(?:人民代表大会|人大)?(?:常务委员会|常委会)(?=[^，。]{2,}(?:委员会|委|室)$)")
_WHOLE = re.compile(
    r"(?:局|厅|署|委|部|办|处|室|会|院|所|站|队|社|组|专班|政府|海关|银行|分行|支行|中心|部门|机关|机构|会议|公司|集团|协会|联盟|集团|党委|工委|团委|代表大会)$"
)
# bodies that gather others: one of them is not the department of its field, nor is its office the body itself
_GATHERING = re.compile(
    r"(?:领导小组|工作组|协调小组|协调机构|领导机构|联席会议|指挥部|工作专班|专班|推进组)(?:办公室|办|秘书处)?$"
)
# whose gathering body it is is said by its level and place: 国务院…联席会议, 省政府…领导小组
_OWNER = re.compile(r"^(?:国务院|(?:人民)?政府)(?=[^，。]{3,}(?:领导小组|工作组|协调小组|联席会议|指挥部|专班|推进组))")
_SHORT_ZONE = 8
_LEVEL_WORDS = {Level.PROVINCIAL: "省", Level.PREFECTURE: "市", Level.COUNTY: "县（市、区）", Level.TOWNSHIP: "乡镇",
                Level.ZONE: "开发区", Level.NATIONAL: "", Level.GROUP: "地区"}


@dataclass(frozen=True, slots=True)
class _Functions:
    """Rows by key; keys by each strong form; keys by weak stems that only one function has."""

    rows: dict[str, dict[str, str]]
    strong: dict[str, str]
    weak: dict[str, str]


def _flatten(text: str) -> str:
    """A form without the words that come and go inside it (发展和改革 = 发展改革)."""
    return re.sub(r"(?<=.)[和与及、](?=.)", "", normalise_name(text))


def _follow(name: str) -> str:
    """A body's name without the place and level it opens with."""
    while (shorter := _LEAD.sub("", name, count=1)) != name:
        name = shorter
    return name


def _bare(name: str) -> str:
    """A body's name without place, level and body words."""
    name = _follow(name)
    shorter = _BODY.sub("", name)
    return shorter if len(shorter) > 1 else name


@lru_cache(maxsize=1)
def _functions() -> _Functions:
    rows = {row["key"]: row for row in read_vocabulary("agencies") if row["type"] != "generic"}
    notes = {key: re.match(r"equivalent of (\S+)", row["notes"]) for key, row in rows.items()}
    same = {key: match.group(1) for key, match in notes.items() if match}
    strong = {_flatten(key): same.get(key, key) for key in rows}
    weak: dict[str, set[str]] = {}
    for key, row in rows.items():
        if row["type"] in _GENERIC_TYPES:
            continue
        for form in _forms(row):
            strong.setdefault(form, same.get(key, key))
            weak.setdefault(_WEAK.sub("", form), set()).add(same.get(key, key))
    single = {stem: next(iter(keys)) for stem, keys in weak.items() if len(keys) == 1 and len(stem) > 1}
    single |= {stem: strong[stem] for stem in map(_flatten, rows) if stem in weak}  # whose own name it is
    return _Functions(rows, strong, single)


def _forms(row: dict[str, str]) -> list[str]:
    names = [row["key"], *(part for column in _COLUMNS for cell in row[column].split("|")
                           for part in re.split(r"[（）、]", cell) if len(part) > 1)]
    flat = [_flatten(name) for name in names]
    return [form for name in flat for form in (name, _bare(name)) if len(form) > 1]


@cache
def function_key(function: str) -> str:
    """The key of a function however it is written; what the table does not have is its own key.

    Example:
        >>> function_key("发改"), function_key("发展与改革"), function_key("发展和改革委员会"), function_key("海塘建设")
        ('发展改革', '发展改革', '发展改革', '海塘建设')
    """
    name = normalise_name(function)
    if name in ("管委会", "管理委员会"):
        return COMMITTEE
    name = _IN_CHARGE.sub("", name)
    flat = _flatten(name)
    field = _ADMINISTERS.sub("", flat)
    forms = (flat, _follow(flat), _bare(flat), field, *(field + office for office in _OFFICES))
    table = _functions()
    for form in (*forms, *(_CITY_FIELD.sub("", form) for form in forms)):
        if form in table.strong:
            return table.strong[form]
    own = name if _WHOLE.search(name) else flat
    return table.weak.get(_WEAK.sub("", _bare(flat))) or _OFFICE.sub("", own)


def body_key(function: str, name: str) -> str:
    """The key of a function, told apart where the body's name says that it gathers others.

    Example:
        >>> body_key("知识产权", "海州市知识产权局"), body_key("知识产权", "海州市知识产权联席会议")
        ('知识产权', '知识产权联席会议')
        >>> body_key("国务院职业教育联席会议", "国务院职业教育联席会议")
        '职业教育联席会议'
    """
    function, name = _OWNER.sub("", normalise_name(function)), _OWNER.sub("", normalise_name(name))
    function = _STANDING.sub("人民代表大会常务委员会", function)
    whole = _flatten(name[name.rfind(function) :]) if function in name else ""
    key = _functions().strong.get(whole) or function_key(function or name)  # a name says more than its field: 市容委, 市容部门
    ending = _GATHERING.search(normalise_name(name))
    if ending is None or key.endswith(ending.group()):
        return key
    table, flat = _functions(), _flatten(name)
    known = next((table.strong[form] for form in (flat, _bare(flat)) if form in table.strong), "")
    field, tail = normalise_name(function), ending.group()
    said = next((n for n in range(len(tail), 0, -1) if field.endswith(tail[:n])), 0)
    return known or field + tail[said:]


def _here(place: Thing | None, level: Level | None, collective: bool) -> str:
    """The words of place a body's name opens with."""
    if collective:
        return collective_place(place, level) if place else "各" + (_LEVEL_WORDS[level] if level else "级")
    if place is None:
        return _LEVEL_WORDS[level] if level else ""
    return region_name(place)


def _national_name(key: str) -> str:
    row = _functions().rows.get(key)
    if row and row["national"]:
        return row["national"].split("|")[0]
    if _WHOLE.search(key):
        return key
    return f"国家{key}部门"


def _named(row: dict[str, str], level: Level | None, here: str) -> str:
    """The name of a body with a name of its own (中级人民法院, 市委组织部) at a place; empty if unknown."""
    column = _LEVEL_COLUMN.get(level, "county") if level else "municipal"
    pattern = row[column].split("|")[0] or row["municipal"].split("|")[0]
    if not pattern:
        return ""
    if re.search(r"XX(?:省|市|县)", pattern):
        return re.sub(r"XX(?:省|市|县)", lambda _match: here, pattern)
    if "XX" in pattern:
        return pattern.replace("XX", here.removesuffix("市").removesuffix("省"))
    tail = re.sub(r"^(?:省|市|县|区)", "", pattern)
    return here + ("党" if here.endswith("自治区") and tail.startswith("委") else "") + tail


def agency_label(key: str, level: Level | None, place: Thing | None, collective: bool) -> str:
    """How the body of a function at a level and place is called.

    Example:
        >>> from kg.resolve.regions import resolve_region
        >>> agency_label("发展改革", Level.PREFECTURE, resolve_region("石家庄市"), False)
        '石家庄市发展改革部门'
    """
    if level is Level.NATIONAL and not collective:
        return _national_name(key)
    here = _here(place, level, collective)
    if key == _STREET_OFFICE and collective:
        return ("" if place is None or place.key == nation().key else region_name(place)) + "各街道办事处"
    if key == COMMITTEE:
        return here + ("管理委员会" if len(here) > _SHORT_ZONE else "管委会")
    row = _functions().rows.get(key)
    if row and (row["type"] in _NAMED_TYPES or key in _NAMED_KEYS) and (name := _named(row, level, here)):
        return name.replace(f"{here}委", f"{here}党工委", 1) if level is Level.ZONE else name
    if key.startswith(here) and here:
        return key
    return here + key + ("" if _WHOLE.search(key) else "部门")


def resolve_agency(key: str, level: Level | None, place: Thing | None, collective: bool, scope: str) -> Thing:
    """The agency of a function at a level and place.

    Args:
        key: the function's, from `body_key`.
        place: the region or zone it serves; None where the document does not tell.
        scope: what tells the bodies of such a document from those of others.
    """
    where = place.key[-1] if place else scope
    parts = (where, level.value if level else "unknown", key, *(("各",) if collective else ()))
    return Thing(Kind.AGENCY, parts, agency_label(key, level, place, collective), level, key, collective, place)
