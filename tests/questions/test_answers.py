"""Every shipped question, with the rows it must give on the fixture."""

from decimal import Decimal
from pathlib import Path

import pytest

from kg.query import list_questions, open_graph, run_question

FIXTURE = Path(__file__).parent.parent / "fixtures" / "small.ttl"
PLAN = "云州市智慧渔业行动方案"
BRACKET = "壮大智慧渔业，延伸冷链物流（市发改委牵头，市商务局配合）"
BUILD = "市商务局建设渔获交易平台，2026年底前上线"
NEWS = "临江市瞄准渔业，与云州市携手"
DUTY = "白石区人民政府落实本项任务"
PLAN_LEAD = ("云州市发展改革部门", "lead", "冷链物流", None, "云州市", PLAN, "二/1", None, BRACKET)
FISH_LEAD = ("云州市发展改革部门", "lead", "智慧渔业", None, "云州市", PLAN, "二/1", "2027", BRACKET)
TRADE = ("云州市商务部门", "joint", None, "渔获交易平台", "云州市", PLAN, "二/2", None, BUILD)
SUPPORT = ("云州市商务部门", "support", "冷链物流", None, "云州市", PLAN, "二/1", None, BRACKET)
COUNTY = ("白石区人民政府", None, "冷链物流", None, "白石区", PLAN, "二/2", None, DUTY)
SHIPS = ("新增渔船", "equalTo", "1.5", "2", "万艘", None, "yearly", "临江市", None, "news.txt", "1", "临江市计划每年新增渔船1.5至2万艘")
FIRMS = ("智慧渔业企业", "atLeast", "60", None, "家", "2027", None, "云州市", "冷链物流、智慧渔业", PLAN, "二/1", "到2027年智慧渔业企业达到60家以上")
RENT = ("冷库租金", "企业", "0.5", None, "100000", None, "户", "云州市商务部门", PLAN, "二/1", "对冷库租金给予企业50%补助，每户最高10万元")
FAIR = ("参展", "渔民", None, None, None, "2000", None, None, "news.txt", "1", "首次参展的渔民奖励2000元")
MARKET = ("渔获交易平台", "云州市商务部门", "白石渔港园区", PLAN, "二/2", BUILD, "渔获交易平台设在白石渔港园区")
SHIPDATA = ("船舶数据中心", None, "临江市", "news.txt", "1", None, "船舶数据中心落户临江市")
CHARTS = ("海图服务站", None, None, None, None, None, None)
FOCUS = ("临江市", "focusesOn", "渔业", "news.txt", "1", NEWS)
WITH = ("临江市", "cooperatesWith", "云州市", "news.txt", "1", NEWS)
WITH_BACK = ("云州市", "cooperatesWith", "临江市", "news.txt", "1", NEWS)
POLICY = (PLAN, "云州市人民政府", "云政办〔2026〕7号", "2026-02-03", None, "action_plan", "inForce", "云州市", "青河省渔业条例、青河省物流规划", "plan.txt")
ITEMS = (None, None, None, None, None, "news_list", None, None, None, "news.txt")
PLACED = ("白石区人民政府", "Provision", "二/2", "建设平台", "joint", PLAN, "二/2", None, DUTY)
CHILLED = ("白石区人民政府", "Industry", "冷链物流", "建设平台", None, PLAN, "二/2", None, DUTY)
SEA_SIDE = ("临江市", None, None, 0, None, None, None, "news.txt")
CLOUD = ("云州市发展改革部门", None, 1, "智慧渔业企业≥60家（2027）", None, None)
CLOUD_SIDE = ("云州市", *CLOUD, PLAN)
FISH_SIDE = ("云州市", "云州市发展改革部门", None, 0, "智慧渔业企业≥60家（2027）", None, None, PLAN)
PROVINCE_SIDE = ("青河省", *CLOUD, f"news.txt、{PLAN}")
LINKED = [("临江市", "Region", 3, 3), ("冷链物流", "Industry", 3, 3), ("云州市商务部门", "Agency", 3, 2)]

CASES = [
    ("responsible", {}, [PLAN_LEAD, FISH_LEAD, TRADE, SUPPORT, COUNTY]),
    ("responsible", {"industry": "智慧"}, [FISH_LEAD]),
    ("responsible", {"industry": "渔业"}, []),
    ("responsible", {"industry": "冷链物流", "agency": "市商务局"}, [SUPPORT]),
    ("responsible", {"industry": "智慧渔业", "platform": "交易"}, [FISH_LEAD, TRADE]),
    ("responsible", {"region": "云州市", "role": "牵头"}, [PLAN_LEAD, FISH_LEAD]),
    ("responsible", {"region": "青河省"}, [PLAN_LEAD, FISH_LEAD, TRADE, SUPPORT, COUNTY]),
    ("responsible", {"region": "白石区"}, [COUNTY]),
    ("duties", {"agency": "白石区人民政府"}, [CHILLED, PLACED]),
    ("duties", {"region": "白石区", "role": "joint"}, [PLACED]),
    ("matrix", {"industry": "冷链物流"}, [("云州市发展改革部门", "冷链物流", 1), ("云州市商务部门", "冷链物流", 1), ("白石区人民政府", "冷链物流", 1)]),
    ("matrix", {"agency": "发改"}, [("云州市发展改革部门", "冷链物流", 1), ("云州市发展改革部门", "智慧渔业", 1)]),
    ("matrix", {"region": "白石"}, [("白石区人民政府", "冷链物流", 1)]),
    ("targets", {}, [SHIPS, FIRMS]),
    ("targets", {"region": "临江市"}, [SHIPS]),
    ("targets", {"region": "云州市"}, [FIRMS]),
    ("targets", {"industry": "智慧渔业"}, [FIRMS]),
    ("targets", {"industry": "渔业"}, []),
    ("targets", {"deadline": "2027"}, [FIRMS]),
    ("targets", {"deadline": "2026"}, []),
    ("incentives", {}, [FAIR, RENT]),
    ("incentives", {"industry": "冷链物流"}, [RENT]),
    ("incentives", {"industry": "渔业"}, [FAIR]),
    ("incentives", {"region": "青河省"}, [RENT]),
    ("platforms", {}, [CHARTS, MARKET, SHIPDATA]),
    ("platforms", {"platform": "船舶"}, [SHIPDATA]),
    ("platforms", {"agency": "市商务局"}, [MARKET]),
    ("platforms", {"region": "白石区"}, [MARKET]),
    ("platforms", {"region": "临江市"}, [SHIPDATA]),
    ("regions", {}, [WITH, FOCUS, WITH_BACK]),
    ("regions", {"region": "云州市"}, [WITH_BACK]),
    ("regions", {"industry": "渔业"}, [FOCUS]),
    ("regions", {"industry": "冷链物流"}, []),
    ("policies", {"industry": "智慧渔业"}, [POLICY]),
    ("policies", {"industry": "渔业"}, [ITEMS]),
    ("policies", {}, [ITEMS, POLICY]),
    ("policies", {"agency": "云州市人民政府"}, [POLICY]),
    ("policies", {"region": "青河省"}, [POLICY]),
    ("central", {"limit": "3"}, LINKED),
    # the plan was issued on 3 February 2026, the news has no date
    ("responsible", {"region": "青河省", "rollup": "no"}, []),
    ("compare", {}, [SEA_SIDE, CLOUD_SIDE, PROVINCE_SIDE]),
    ("compare", {"rollup": "no"}, [SEA_SIDE, CLOUD_SIDE]),
    ("compare", {"industry": "智慧渔业", "region": "云州市、临江市"}, [FISH_SIDE]),
    ("compare", {"region": "青河省"}, [PROVINCE_SIDE]),
    ("compare", {"region": "青河省，临江市"}, [SEA_SIDE, PROVINCE_SIDE]),
    ("compare", {"region": "青河省", "rollup": "no"}, []),
    ("compare", {"region": "青河省", "level": "市"}, [SEA_SIDE, CLOUD_SIDE]),
    ("compare", {"region": "青河省", "level": "prefecture", "rollup": "no"}, []),
    ("compare", {"level": "省级"}, [PROVINCE_SIDE]),
    ("compare", {"level": "county"}, []),
    ("compare", {"as-of": "2025-12-31"}, [SEA_SIDE, ("青河省", None, None, 0, None, None, None, "news.txt")]),
    ("contradictions", {}, []),
    ("contradictions", {"region": "云州市"}, []),
    ("contradictions", {"deadline": "2027"}, []),
    ("contradictions", {"as-of": "2025-12-31"}, []),
    ("responsible", {"as-of": "2026-02-02"}, []),
    ("responsible", {"as-of": "2026-02-03"}, [PLAN_LEAD, FISH_LEAD, TRADE, SUPPORT, COUNTY]),
    ("duties", {"region": "白石区", "as-of": "2025-12-31"}, []),
    ("matrix", {"industry": "冷链物流", "as-of": "2025-12-31"}, []),
    ("targets", {"as-of": "2025-12-31"}, [SHIPS]),
    ("incentives", {"as-of": "2025-12-31"}, [FAIR]),
    ("platforms", {"as-of": "2025-12-31"}, [CHARTS, SHIPDATA]),
    ("regions", {"as-of": "2025-12-31"}, [WITH, FOCUS, WITH_BACK]),
    ("policies", {"as-of": "2025-12-31"}, [ITEMS]),
    ("central", {"limit": "1", "as-of": "2025-12-31"}, [("临江市", "Region", 3, 3)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def store():
    return open_graph(FIXTURE)


def _plain(rows):
    return [tuple(cell if cell is None or isinstance(cell, int) else str(cell) for cell in row) for row in rows]


@pytest.mark.parametrize(("name", "params", "expected"), CASES, ids=[f"{n}-{'-'.join(p.values())}" for n, p, _ in CASES])
def test_rows(store, name, params, expected):
    assert _plain(run_question(store, name, params).rows) == expected


def test_every_question_and_parameter_has_a_case():
    tried = {(name, param) for name, params, _ in CASES for param in params}
    assert {q.name for q in list_questions()} == {name for name, _, _ in CASES}
    assert {(q.name, p.name) for q in list_questions() for p in q.params} == tried | {
        ("duties", "agency"), ("duties", "role"), *((q.name, "rollup") for q in list_questions() if any(p.name == "rollup" for p in q.params)),
    }  # fmt: skip


def test_columns_of_the_main_answer(store):
    columns = run_question(store, "responsible", {}).columns
    assert columns == ("agency", "role", "industry", "platform", "region", "policy", "provision", "deadline", "quote")


def _spell(cell, text):
    """A cell's text; decimals as numbers, which one store writes 60 and another 60.0."""
    if cell is None or not str(getattr(cell, "datatype", "") or "").strip("<>").endswith("#decimal"):
        return text
    return str(Decimal(text).normalize())


def _by_rdflib(graph, sparql):
    return [tuple(None if cell is None else _spell(cell, str(cell)) for cell in row) for row in graph.query(sparql)]


def _by_ours(store, sparql):
    return [tuple(None if cell is None else _spell(cell, cell.value) for cell in row) for row in store.query(sparql)]


@pytest.fixture(scope="module")
def other():
    return pytest.importorskip("rdflib").Graph().parse(FIXTURE, format="turtle")


@pytest.mark.parametrize(("name", "params", "expected"), CASES, ids=[f"{n}-{'-'.join(p.values())}" for n, p, _ in CASES])
def test_same_rows_in_rdflib(store, other, name, params, expected):
    """The queries use nothing of one store's own: rdflib gives the same cells, rows of a sorted answer in the same order."""
    result = run_question(store, name, params)
    ours, theirs = _by_ours(store, result.sparql), _by_rdflib(other, result.sparql)
    key = lambda row: [cell or "" for cell in row]  # noqa: E731
    assert sorted(ours, key=key) == sorted(theirs, key=key)
    if name != "compare":  # its rows become one a region, whatever the order within
        assert ours == theirs
    assert bool(ours) == bool(expected)


def test_file_without_parameters_is_a_query(store):
    for question in list_questions():
        assert list(store.query(question.template)) or question.name == "contradictions"
