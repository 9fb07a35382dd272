"""What two policies differ in: each sort of change, near misses that are none, and the mirror."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.comparison.pairing as pairing
from kg.comparison import Sort, What, compare_policies
from kg.comparison.model import Clause, Duty, Goal, Offer, Policy, Site
from kg.comparison.wording import fold_wording

TASKS = (
    "（一）建设冷链物流基地。改造三处老旧冷库，推广节能机组。",
    "（二）推广无人配送。在高校园区开展试点，完善道路测试规则。",
    "（三）整治过度包装。对快递网点开展抽查，公布结果。",
    "（四）培训物流人才。鼓励职业院校与企业合办实训班。",
)


def clause(ref, text, parent=None, heading=""):
    return Clause(ref, heading, text, fold_wording(text), parent)


def policy(texts=TASKS, **things):
    """A policy of items below one heading, numbered as they stand."""
    head = clause("二", "二、重点任务", heading="重点任务")
    items = [clause(f"二/（{'一二三四五六七八九'[at]}）", text, 0) for at, text in enumerate(texts)]
    return Policy("方案", "a.txt", clauses=(head, *items), **things)


def duty(at, name, role="joint", **more):
    return Duty(at, name, (name,), role, **more)


def goal(at, value, **more):
    return Goal(at, "物流企业", Decimal(value), "家", "atLeast", normal=Decimal(value), base="家", **more)


def differ(old, new):
    comparison = compare_policies(old, new)
    assert {change.mirror() for change in comparison.changes} == set(compare_policies(new, old).changes)
    return comparison.changes


def said(changes):
    return [(change.sort.value, change.before, change.after) for change in changes]


def test_a_policy_does_not_differ_from_itself():
    one = policy(duties=(duty(1, "市商务局"),), goals=(goal(2, 60),), sites=(Site("urn:a", "冷链物流基地", (1,)),))
    comparison = compare_policies(one, one)
    assert comparison.changes == () and comparison.common == 5 + 1 + 1


def test_an_inserted_clause_is_added_and_the_rest_renumbered():
    inserted = "（二）发展低空物流。规划起降场，开通两条山区航线。"
    changes = differ(policy(), policy((TASKS[0], inserted, *TASKS[1:])))
    assert said(changes) == [
        ("added", "", ""),
        ("renumbered", "二/（二）", "二/（三）"),
        ("renumbered", "二/（三）", "二/（四）"),
        ("renumbered", "二/（四）", "二/（五）"),
    ]
    assert changes[0].new.quote == inserted and changes[0].old is None and changes[0].name == "发展低空物流"


def test_a_dropped_clause_is_a_task_where_somebody_answers_for_it():
    changes = differ(policy(duties=(duty(3, "市商务局"),)), policy((*TASKS[:2], TASKS[3])))
    assert [(change.sort, change.what) for change in changes] == [(Sort.DROPPED, What.TASK), (Sort.RENUMBERED, What.CLAUSE)]


def test_one_clause_that_passed_the_others_moved_and_they_did_not():
    changes = differ(policy(), policy((*TASKS[1:], TASKS[0])))
    assert said(changes)[0] == ("moved", "二/（一）", "二/（四）")
    assert [change.sort for change in changes] == [Sort.MOVED] + [Sort.RENUMBERED] * 3


def test_a_clause_that_goes_under_another_heading_moved():
    heads = (clause("二", "二、重点任务", heading="重点任务"), clause("三", "三、保障措施", heading="保障措施"))
    old = Policy("", "a", clauses=(*heads, clause("二/（一）", TASKS[0], 0), clause("二/（二）", TASKS[1], 0)))
    new = Policy("", "b", clauses=(*heads, clause("二/（一）", TASKS[1], 0), clause("三/（一）", TASKS[0], 1)))
    assert said(differ(old, new)) == [("moved", "二/（一）", "三/（一）"), ("renumbered", "二/（二）", "二/（一）")]


def test_a_reworded_heading_takes_its_clauses_along():
    old = policy()
    head = clause("三", "三、主攻方向与工程", heading="主攻方向与工程")
    new = Policy("", "b", clauses=(head, *old.clauses[1:]))
    assert said(differ(old, new)) == [("changed", "", ""), ("renumbered", "二", "三")]


def test_what_is_only_counted_is_not_renumbered():
    texts = [text[3:] for text in TASKS]
    old = Policy("", "a", clauses=tuple(clause(f"par {at}", text) for at, text in enumerate(texts, 1)))
    new = Policy("", "b", clauses=tuple(clause(f"par {at}", text) for at, text in enumerate(texts[1:], 1)))
    assert [change.sort for change in differ(old, new)] == [Sort.DROPPED]


def test_equal_clauses_answer_to_those_in_their_place():
    rows = [clause("一", "一、甲", heading="甲类工作"), clause("一/row 1", "市商务局", 0), clause("二", "二、乙", heading="乙类工作"),
            clause("二/row 1", "市商务局", 2)]  # fmt: skip
    pairs = pairing.pair_clauses(rows, [rows[2], clause("二/row 1", "市商务局", 0), rows[0], clause("一/row 1", "市商务局", 2)])
    assert pairs == {0: 2, 1: 3, 2: 0, 3: 1}


def test_short_headings_of_other_matter_do_not_answer_to_each_other():
    old = Policy("", "a", clauses=(clause("第五章", "第五章 科学技术普及"),))
    new = Policy("", "b", clauses=(clause("第五章", "第五章 国际科学技术合作"),))
    assert [change.sort for change in differ(old, new)] == [Sort.ADDED, Sort.DROPPED]


def test_long_policies_are_held_together_by_text_number_and_heading(monkeypatch):
    new = policy((*TASKS[1:], TASKS[0] + "逐步扩大到各县。"))
    whole = pairing.pair_clauses(policy().clauses, new.clauses)
    monkeypatch.setattr(pairing, "_MOST", 1)
    assert pairing.pair_clauses(policy().clauses, new.clauses) == whole
    monkeypatch.setattr(pairing, "_MOST", 0)
    known = pairing.pair_clauses(policy().clauses, new.clauses)
    assert whole == {0: 0, 1: 4, 2: 1, 3: 2, 4: 3}
    assert known.items() <= whole.items() and {0, 2, 3, 4} <= known.keys()


def test_many_equal_clauses_of_long_policies_answer_in_their_order(monkeypatch):
    monkeypatch.setattr(pairing, "_MOST", 1)
    monkeypatch.setattr(pairing, "_MOST_OF_KEY", 1)
    rows, lines = ([clause(f"{name} {at}", "市商务局负责", None) for at in range(9)] for name in ("row", "line"))
    assert pairing.pair_clauses(rows, lines[2:]) == {at: at for at in range(7)}


def test_the_lead_moves_from_one_body_to_another():
    texts = [text + "（市商务局牵头）" for text in TASKS]
    others = [texts[0], TASKS[1] + "（市邮政局牵头，市商务局配合）", *texts[2:]]
    old = policy(texts, duties=(duty(2, "市商务局", "lead"),))
    new = policy(others, duties=(duty(2, "市邮政局", "lead"), duty(2, "市商务局", "support")))
    assert said(differ(old, new)) == [("lead", "市商务局", "市邮政局"), ("support", "", "市商务局")]


def test_bodies_beside_other_changed_words_are_told_with_them():
    old = policy((TASKS[0] + "（责任单位：市商务局）",), duties=(duty(1, "市商务局"),))
    new = policy((TASKS[0] + "扩大试点。（责任单位：市财政局）",), duties=(duty(1, "市财政局"),))
    assert [change.sort for change in differ(old, new)] == [Sort.CHANGED, Sort.JOINT]


def test_one_thing_of_several_changes_hands():
    things = [{"thing": "urn:a", "thing_name": "冷链"}, {"thing": "urn:b", "thing_name": "配送"}]
    old = policy(duties=(duty(1, "甲局", **things[0]), duty(1, "乙局", **things[1])))
    new = policy(duties=(duty(1, "乙局", **things[0]), duty(1, "乙局", **things[1]), duty(1, "甲局", **things[1])))
    changes = differ(old, new)
    assert said(changes) == [("joint", "", "甲局"), ("joint", "甲局", "乙局")] and [change.stayed for change in changes] == [1, 0]


def test_a_change_quotes_the_sentence_of_who_came_or_went():
    old = policy(duties=(duty(1, "甲局", quote="改造三处老旧冷库，推广节能机组。"),))
    new = policy(duties=(*old.duties, duty(1, "乙局", quote="推广节能机组。")))
    (change,) = differ(old, new)
    assert (change.old.quote, change.new.quote) == ("改造三处老旧冷库，推广节能机组。", "推广节能机组。")


def test_bodies_of_two_cities_with_one_function_are_one():
    old, new = (policy(duties=(Duty(1, "prefecture 商务 ", (f"{city}商务部门",), "lead"),)) for city in ("甲市", "乙市"))
    assert differ(old, new) == ()


def test_a_thing_is_followed_out_of_its_clause():
    old = policy(TASKS[:1], duties=(duty(1, "甲局", "lead", thing="urn:a", thing_name="冷链"),))
    new = policy(("（一）另起炉灶办理其余各项事情。",), duties=(duty(1, "乙局", "lead", thing="urn:a", thing_name="冷链"),))
    assert ("lead", "甲局", "乙局") in said(differ(old, new))


def test_a_deadline_of_a_task_moves():
    old, new = (policy(duties=(duty(1, "甲局", deadlines=(day,)),)) for day in ("2025-12", "2026-06"))
    assert said(differ(old, new)) == [("deadline", "2025-12", "2026-06")]


def test_a_number_moves_with_its_deadline():
    old, new = policy(goals=(goal(1, 60, deadline="2025"),)), policy(goals=(goal(1, 80, deadline="2026"),))
    number, deadline = differ(old, new)
    assert said([number, deadline]) == [("number", "≥60家（2025）", "≥80家（2026）"), ("deadline", "2025", "2026")]
    assert (number.difference, number.percent, number.unit) == (Decimal(20), Decimal("33.3"), "家")
    assert (number.mirror().difference, number.mirror().percent) == (Decimal(-20), Decimal("-25.0"))


def test_years_that_both_name_answer_to_each_other():
    old = policy(goals=tuple(goal(at, value, deadline=str(2025 + at)) for at, value in ((1, 60), (2, 100))))
    new = policy((TASKS[1], TASKS[0]), goals=(goal(1, 110, deadline="2027"), goal(2, 150, deadline="2028")))
    found = [change for change in said(differ(old, new)) if change[0] == "number"]
    assert found == [("number", "≥100家（2027）", "≥110家（2027）")]


def test_one_size_in_two_units_is_no_change():
    units = ((Decimal(1), "亿元"), (Decimal(10000), "万元"))
    old, new = (policy(goals=(Goal(1, "规模", value, unit, normal=Decimal(10**8), base="元"),)) for value, unit in units)
    assert differ(old, new) == ()


def test_numbers_in_two_units_are_told_in_the_base_unit():
    old = policy(goals=(Goal(1, "规模", Decimal(9000), "万元", normal=Decimal(9 * 10**7), base="元"),))
    new = policy(goals=(Goal(1, "规模", Decimal("1.2"), "亿元", normal=Decimal(12 * 10**7), base="元"),))
    (change,) = differ(old, new)
    assert (change.unit, change.difference, change.percent) == ("元", Decimal(3 * 10**7), Decimal("33.3"))


def test_shares_move_by_points():
    old, new = (policy(goals=(Goal(1, "占比", Decimal(value), "%"),)) for value in (40, 45))
    (change,) = differ(old, new)
    assert (change.difference, change.percent, change.unit) == (Decimal(5), None, "%")


def test_targets_and_offers_of_a_clause_that_came_are_told_by_the_clause():
    new = policy((*TASKS, "（五）发展低空物流。规划起降场，新增企业九家。"), goals=(goal(5, 9),))
    assert [change.what for change in differ(policy(), new)] == [What.CLAUSE]


def test_a_target_that_came_into_a_clause_is_told():
    new = policy((TASKS[0] + "企业达到60家。", *TASKS[1:]), goals=(goal(1, 60),))
    assert [(c.sort, c.what, c.after) for c in differ(policy(), new)] == [
        (Sort.ADDED, What.TARGET, "≥60家"), (Sort.CHANGED, What.CLAUSE, "")
    ]  # fmt: skip


def test_offers_move_by_rate_and_cap():
    old = policy(offers=(Offer(1, "设备投资额", "企业", {"rate": Decimal("0.1"), "cap": Decimal(500000)}),))
    new = policy(offers=(Offer(1, "设备投资额", "企业", {"rate": Decimal("0.15"), "amount": Decimal(5), "cap": Decimal(500000)}, "户"),))
    assert said(differ(old, new)) == [
        ("number", "", "金额5元/户"), ("number", "上限50万元", "上限50万元/户"), ("number", "比例10%", "比例15%")
    ]  # fmt: skip


def test_platforms_come_and_change_builders_but_not_by_another_cut_of_a_name():
    old = policy(sites=(Site("urn:a", "信息平台", (1,), ("甲局",)), Site("urn:b", "冷链物流基地", (1,))))
    new = policy((TASKS[0] + "建云仓。", *TASKS[1:]), sites=(Site("urn:a", "信息平台", (1,), ("乙局",)), Site("urn:c", "云仓", (1,))))
    found = [(change.sort, change.name, change.before, change.after) for change in differ(old, new)]
    assert found == [(Sort.ADDED, "云仓", "", ""), (Sort.CHANGED, "建设冷链物流基地", "", ""), (Sort.BUILDER, "信息平台", "甲局", "乙局")]


def test_platforms_of_a_clause_that_came_are_told_by_the_clause():
    new = policy((*TASKS, "（五）发展低空物流。规划起降场，运营云仓。"), sites=(Site("urn:c", "云仓", (5,)),))
    assert [change.what for change in differ(policy(), new)] == [What.CLAUSE]


def test_nothing_in_common():
    old, new = (Policy("", name, clauses=(clause("par 1", text),)) for name, text in (("a", TASKS[0]), ("b", "abcdefghijklmnopqrstuvwxyz")))
    comparison = compare_policies(old, new)
    assert comparison.common == 0 and [change.sort for change in comparison.changes] == [Sort.ADDED, Sort.DROPPED]


@pytest.mark.parametrize("empty", [Policy("", "e"), policy(())])
def test_an_empty_policy_has_nothing_to_say(empty):
    assert {change.sort for change in differ(empty, policy())} <= {Sort.ADDED}


WORDS = st.sampled_from([*TASKS, TASKS[0] + "扩面。", TASKS[1] + "（市商务局牵头）", "（一）甲。", "（二）甲。", "市商务局"])
CHOICES = st.integers(0, 3)


@st.composite
def policies(draw):
    texts = draw(st.lists(WORDS, min_size=1, max_size=6))
    clauses = []
    for at, text in enumerate(texts):
        parent = draw(st.sampled_from((None, 0, at - 1))) if at else None
        clauses.append(clause(draw(st.sampled_from(("一", "二", "par 1", "一/（一）"))) + str(at), text, parent, draw(st.sampled_from(("", "重点任务")))))
    places = st.integers(0, len(texts) - 1)
    duties = draw(st.lists(st.builds(duty, places, st.sampled_from(("甲局", "乙局")), st.sampled_from(("lead", "joint", "support")),
                                     thing=st.sampled_from(("", "urn:a", "urn:b"))), max_size=5))  # fmt: skip
    goals = draw(st.lists(st.builds(goal, places, st.integers(1, 3), deadline=st.sampled_from(("", "2025", "2026"))), max_size=5))
    offers = draw(st.lists(st.builds(Offer, places, st.sampled_from(("购置", "购置设备")), st.just("企业"),
                                     st.dictionaries(st.sampled_from(("rate", "cap")), st.decimals(1, 2, places=1))), max_size=3))  # fmt: skip
    sites = [Site(f"urn:{at}", f"平台{at}", (draw(places),), (draw(st.sampled_from("甲乙")),)) for at in draw(st.sets(CHOICES))]
    return Policy("方案", "a.txt", clauses=tuple(clauses), duties=tuple(duties), goals=tuple(goals), offers=tuple(offers), sites=tuple(sites))


@settings(deadline=None)
@given(policies(), policies())
def test_the_other_way_round_all_is_in_its_mirror(old, new):
    differ(old, new)


@settings(deadline=None)
@given(policies())
def test_no_policy_differs_from_itself(one):
    assert compare_policies(one, one).changes == ()
