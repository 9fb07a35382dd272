"""Incentives: rates, caps, amounts and tiers. All sentences are invented."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.incentives import find_incentives
from kg.facts.passage import Passage
from kg.model import Genre, Incentive, Span

Row = tuple[str | None, int | None, int | None]


def read(text: str, genre: Genre = Genre.MEASURES) -> list[Incentive]:
    found = find_incentives(text, [Passage(Span(0, len(text)), 0, (), genre)])
    for item in found:
        assert 0 < item.evidence.end - item.evidence.start <= 300
    return found


def brief(found: list[Incentive]) -> list[Row]:
    return [
        (
            None if i.rate is None else format(i.rate.normalize(), "f"),
            None if i.cap is None else int(i.cap),
            None if i.amount is None else int(i.amount),
        )
        for i in found
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "对新认定的国家级技术中心，给予一次性奖励200万元；对新认定的省级技术中心，给予一次性奖励50万元。",
            [(None, None, 2_000_000), (None, None, 500_000)],
        ),
        (
            "对首次获评国家级、省级、市级示范的工厂，分别给予100万元、50万元、20万元奖励。",
            [(None, None, 1_000_000), (None, None, 500_000), (None, None, 200_000)],
        ),
        ("年度研发费用超过500万元的，按照新增部分的10%给予补助，单个企业每年最高不超过300万元。", [("0.1", 3_000_000, None)]),
        (
            "租赁办公用房的，前三年按实际租金的100%、80%、50%给予补贴，年度补贴总额最高200万元。",
            [("1", 2_000_000, None), ("0.8", 2_000_000, None), ("0.5", 2_000_000, None)],
        ),
        (
            "对年营业收入首次突破1亿元、5亿元的企业，分别给予管理团队50万元、100万元的奖励。",
            [(None, None, 500_000), (None, None, 1_000_000)],
        ),
        ("对首台（套）装备，按不超过销售价格的30%给予最高1000万元支持。", [("0.3", 10_000_000, None)]),
        ("按租赁面积给予50%补贴（每平方米上限不超过40元），单户企业上限为8万元。", [("0.5", 80_000, None)]),
        ("企业购买保险的，按保费的60%予以补贴。每家企业每年补贴最高不超过20万元。", [("0.6", 200_000, None)]),
        ("给予10%—20%的补助，最高可达500万元。", [("0.1", 5_000_000, None)]),
        ("对展位费给予全额补贴，每个展位最高1万元，每家企业不超过5万元。", [("1", 50_000, None)]),
        ("对总投资5亿元以上的项目，按照固定资产投资额的5%给予奖励，最高5000万元。", [("0.05", 50_000_000, None)]),
        ("按百分之十五的税率征收企业所得税，技术转让所得减半征收企业所得税。", [("0.15", None, None), ("0.5", None, None)]),
        (
            "某区发放3000万元消费券、1000万元购车补贴。",
            [(None, None, 30_000_000), (None, None, 10_000_000)],
        ),
        ("资助国家级工作站100万元，省级资助50万元。", [(None, None, 1_000_000), (None, None, 500_000)]),
        ("给予最高50%、不超过30万元的补助。", [("0.5", 300_000, None)]),
        ("违反规定的，处五万元以上二十万元以下罚款。", []),
        ("市级财政投入2亿元支持道路建设。", []),
        ("可申请最高不超过300万元的创业贷款。", []),
        ("单户担保金额500万元以下、费率不超过1%的业务给予适当补贴。", []),
        ("租金按家庭月收入的15%缴交，困难家庭可申请补贴。", []),
    ],
)
def test_numbers(sentence: str, expected: list[Row]) -> None:
    assert brief(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("对新建烘干设施按造价的三成给予补助，单个主体最高补150万元。", [("0.3", 1_500_000, None)]),
        ("由运营企业先行减免，市财政按减免额六成返还。", [("0.6", None, None)]),
        ("按贷款利息的五成给予贴息，每家每年不超过20万元。", [("0.5", 200_000, None)]),
        ("对企业参加境外展会的展位费补助一半，每家每年至多10万元。", [("0.5", 100_000, None)]),
        ("按检测费用的一半给予补助，最高5万元。", [("0.5", 50_000, None)]),
        ("对年产值首破2亿元奖励60万元。", [(None, None, 600_000)]),
        ("出口额每增加3000万元再奖励20万元。", [(None, None, 200_000)]),
        ("营业收入突破5亿元的给予奖励100万元。", [(None, None, 1_000_000)]),
    ],
)
def test_shares_in_tenths_halves_and_what_is_reached_first(sentence: str, expected: list[Row]) -> None:
    assert brief(read(sentence)) == expected


def test_tiers_name_their_receivers() -> None:
    found = read("对新认定的国家级、省级示范平台，分别给予80万元、30万元奖励。")
    assert [i.beneficiary for i in found] == ["新认定的国家级示范平台", "新认定的省级示范平台"]


def test_cost_and_receiver() -> None:
    (found,) = read("对有出口实绩的企业，发生的平台入驻费，按照不超过实际发生费用20%比例给予补助。")
    assert (found.activity, found.beneficiary) == ("平台入驻费", "有出口实绩的企业")
    assert found.rate == Decimal("0.2")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("年营业收入达到1亿元、5亿元的，依次奖励20万元、60万元。", ["年营业收入达到1亿元", "年营业收入达到5亿元"]),
        ("展出面积500平方米、1000平方米以上的展会，分别补助10万元、25万元。", ["展出面积500平方米以上的展会", "展出面积1000平方米以上的展会"]),
        ("对单职工家庭租房的，由区财政补贴2000元，双职工、多子女家庭依次为3000元、5000元。", ["单职工家庭租房", "双职工家庭", "多子女家庭"]),
        ("获得一等奖的奖励10万元，二等奖为5万元。", ["获得一等奖", "二等奖"]),
        ("消费者购买电动车的，由销售企业先行垫付，财政按垫付额的80%返还。", ["销售企业"]),
        ("团队门票优惠由景区先行让利，市财政按让利额三成补偿。", ["景区"]),
        ("培训费由培训机构先行减免，人社部门按减免额的九成补贴。", ["培训机构"]),
        ("在园区落户的芯片封装企业，实缴资本不低于1000万元的，给予实缴额5%的奖励。", ["在园区落户的芯片封装企业（实缴资本不低于1000万元）"]),
        ("规模以上纺织企业，年用电量增长10%以上的，每千瓦时补贴0.05元。", ["规模以上纺织企业（年用电量增长10%以上）"]),
        ("从事种子繁育的合作社，面积达到500亩的，一次性奖励5万元。", ["从事种子繁育的合作社（面积达到500亩）"]),
        ("出口额首次突破2亿元奖励50万元，此后每新增5000万元再奖励10万元。", ["", ""]),
    ],
)
def test_receivers(sentence: str, expected: list[str]) -> None:
    assert [i.beneficiary for i in read(sentence)] == expected


def test_a_ceiling_named_once_stands_in_the_evidence_of_each_rate() -> None:
    found = read("对甲类项目按10%补助；对乙类项目按20%补助；每家企业累计不超过100万元。")
    assert [i.cap for i in found] == [1_000_000, 1_000_000]
    text = "对甲类项目按10%补助；对乙类项目按20%补助；每家企业累计不超过100万元。"
    assert all(i.evidence.of(text).endswith("100万元") for i in found)


def test_topic_completes_a_bare_award() -> None:
    (found,) = read("1.支持园区建设。对园区运营主体给予一次性最高不超过60万元奖励。")
    assert found.activity == "园区建设奖励"
    assert found.beneficiary == "园区运营主体"


def test_unit_of_an_amount() -> None:
    (found,) = read("老年人每人每月可领取护理补贴200元。")
    assert (found.amount, found.per) == (200, "人·月")


def test_full_rates_restated_by_statutes_are_left_out() -> None:
    assert read("对残疾人给予全额补贴。", Genre.REGULATION) == []


SENTENCES = [
    line.split("\t") for line in (Path(__file__).parent / "incentive_sentences.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences_of_many_measures(sentence: str, expected: str) -> None:
    found = read(sentence)
    rows = [" ".join((*("-" if part is None else str(part) for part in row), i.activity)) for row, i in zip(brief(found), found, strict=True)]
    expected_rows = [row for row in expected.split("; ") if row]
    assert [row.split(" ")[:2] for row in rows] == [row.split(" ")[:2] for row in expected_rows]
    assert [row.split(" ", 3)[3] for row in rows] == [row.split(" ", 3)[3] for row in expected_rows]


@given(st.text(alphabet="对企业按20%给予补助最高100万元、，。；：（）分别奖励减半全额每家的\n", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for item in read(text):
        assert item.rate is not None or item.cap is not None or item.amount is not None


def test_a_long_line_takes_linear_time() -> None:
    assert len(read("对企业按20%给予补助，最高100万元；" * 2000)) == 2000
