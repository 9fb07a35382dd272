"""Bodies that lists name: heads of duty items, bodies of a zone, fields that no table has, towns."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Document, Extraction, Level, Relation

_COUNTY = "抚松县物流业行动方案\n一、总体要求\n加快发展。\n二、任务\n"
_ZONE = "海州经济技术开发区管理委员会关于印发物流业若干措施的通知\n一、总体要求\n加快发展。\n二、任务\n"
_CITY = "石家庄市物流业行动方案\n一、总体要求\n加快发展。\n二、任务\n"
_NATION = "国务院办公厅关于促进物流业发展的意见\n一、总体要求\n加快发展。\n二、任务\n"


def _read(body: str, before: str = _COUNTY) -> Extraction:
    return extract(Document("a.txt", before + body, "0" * 64))


def _answers(body: str, before: str = _COUNTY) -> set[tuple[str, str, str]]:
    """Name, role and what is answered for (a ref or the name of a thing)."""
    found = _read(body, before)
    rows = set()
    for fact in found.facts:
        if fact.relation is Relation.RESPONSIBLE_FOR:
            thing = found.mentions[fact.object].name if fact.object is not None else found.provisions[fact.object_provision or 0].ref
            rows.add((found.mentions[fact.subject].name, fact.role.value if fact.role else "", thing))
    return rows


_LIST = """各部门职责：
（一）县甲果产业服务中心：牵头发展冷链物流产业；
（二）县林业局：负责跨境电商产业，会同县市场监督管理局建设追溯平台；
（三）县财政局、县乙果中心：配合发展智慧农业产业；
（四）甲山镇人民政府、乙水镇人民政府：负责登记工作。
"""


def test_bodies_that_head_items_answer_for_them() -> None:
    found = _answers(_LIST)
    assert ("抚松县甲果产业服务中心", "lead", "二/（一）") in found and ("抚松县甲果产业服务中心", "lead", "冷链物流产业") in found
    assert ("抚松县林业局", "lead", "跨境电商产业") in found and ("抚松县市场监督管理局", "joint", "二/（二）") in found
    assert {("抚松县财政局", "support", "智慧农业产业"), ("抚松县乙果中心", "support", "二/（三）")} <= found
    assert {("甲山镇人民政府", "joint", "二/（四）"), ("乙水镇人民政府", "joint", "二/（四）")} <= found


def test_items_that_say_who_answers_name_bodies() -> None:
    found = _answers("1.县甲果产业服务中心负责发展冷链物流产业；\n2.县林业局负责发展智慧农业产业。\n")
    assert {("抚松县甲果产业服务中心", "joint", "冷链物流产业"), ("抚松县林业局", "joint", "二/2")} <= found


def test_one_head_alone_and_goals_are_no_bodies() -> None:
    assert _answers("（一）游客服务中心：推动旅游产业发展。\n（二）壮大主体：负责人要上心。\n") == set()


def test_a_listed_body_is_one_wherever_it_is_named_again() -> None:
    found = _answers("（一）推动冷链物流产业。〔县甲果产业服务中心〕\n（二）由县甲果产业服务中心发展智慧农业产业。\n")
    assert ("抚松县甲果产业服务中心", "joint", "二/（二）") in found


@pytest.mark.parametrize(
    ("before", "level", "place"),
    [(_ZONE, Level.ZONE, "海州经济技术开发区"), (_COUNTY, Level.COUNTY, "抚松县"), (_CITY, Level.PREFECTURE, "石家庄市")],
)
def test_bare_bodies_are_those_of_who_speaks(before: str, level: Level, place: str) -> None:
    found = _read("推动冷链物流产业。（财政局、投资促进局）\n", before)
    bodies = [m for m in found.mentions if m.function in ("财政", "投资促进")]
    assert {(m.level, m.place) for m in bodies} == {(level, place)} and len(bodies) == 2


def test_bodies_of_a_zone_in_running_text_and_its_party() -> None:
    found = _read("由建设和交通局发展冷链物流产业，区财政局配合。（建设和交通局、党工委组织部、西夏区人民政府）\n", _ZONE)
    seen = {(m.name, m.level) for m in found.mentions if m.function}
    assert {
        ("海州经济技术开发区建设和交通局", Level.ZONE), ("海州经济技术开发区财政局", Level.ZONE),
        ("海州经济技术开发区党工委组织部", Level.ZONE), ("西夏区人民政府", Level.COUNTY),
    } <= seen
    assert not any(name.endswith("区交通局") for name, _ in seen)


def test_a_zone_is_who_signs_and_not_who_is_spoken_of() -> None:
    text = "石家庄市人民政府关于支持海州经济技术开发区发展的意见\n一、总体要求\n加快。\n二、任务\n由财政局负责。\n"
    found = extract(Document("a.txt", text, "0" * 64))
    assert {m.level for m in found.mentions if m.function == "财政"} == {Level.PREFECTURE}


def test_ministries_stay_ministries() -> None:
    found = _read("推动冷链物流产业。（商务部、财政部）\n", _NATION)
    assert {m.level for m in found.mentions if m.function in ("商务", "财政")} == {Level.NATIONAL}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("支持县农牧局推动发展。", "抚松县农牧局"),
        ("县水务和林草局推动发展。", "抚松县水务和林草局"),
        ("县文化旅游体育局推动发展。", "抚松县文化旅游体育局"),
        ("县保密局推动发展。", "抚松县保密局"),
        ("会同县商务局推动发展。", "抚松县商务局"),
        ("县教育局和县财政局推动发展。", "抚松县财政局"),
        ("县委督查室负责督办。", "抚松县委督查室"),
    ],
)
def test_names_behind_a_level(said: str, name: str) -> None:
    assert name in {m.name for m in _read(said).mentions}


@pytest.mark.parametrize("said", ["优化全县布局。", "开创县域发展格局。", "应当及时向镇人民政府报告。", "县林业局局长到会。"])
def test_what_is_no_new_body(said: str) -> None:
    found = _read(said)
    assert not [m for m in found.mentions if m.rule == "unknown-body" or (m.level is Level.TOWNSHIP and not m.collective)]
