"""Targets: what commits to a number, what it counts, and when it is due. All sentences are invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.indicator_rows import find_row_targets
from kg.facts.passage import Passage
from kg.facts.targets import find_targets
from kg.model import Comparator, Genre, Span, Target
from kg.structure import Piece

PLAN, NEWS, LAW = Genre.ACTION_PLAN, Genre.NEWS_LIST, Genre.REGULATION


def read(
    *lines: str,
    genre: Genre = PLAN,
    period: tuple[int, int] | None = (2026, 2028),
    issued: int | None = 2026,
    headings: tuple[str, ...] = (),
    due: str = "",
) -> list[Target]:
    text, passages, at = "\n".join(lines), [], 0
    for number, line in enumerate(lines):
        passages.append(Passage(Span(at, at + len(line)), number, headings, genre, due))
        at += len(line) + 1
    found = find_targets(text, passages, period, issued)
    for target in found:
        assert 0 < target.evidence.end - target.evidence.start <= 300
        assert target.evidence.end <= len(text)
    return found


def brief(found: Sequence[Target]) -> list[tuple[str, str, str, str]]:
    sign = {
        Comparator.AT_LEAST: ">=",
        Comparator.AT_MOST: "<=",
        Comparator.EQUAL_TO: "=",
        Comparator.ABOUT: "~",
        Comparator.LESS_THAN: "<",
        Comparator.MORE_THAN: ">",
    }
    return [
        (t.indicator, f"{sign[t.comparator]}{t.value}", t.unit, "yearly" if t.yearly else t.deadline) for t in found
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2027年，算力核心产业规模突破500亿元。", [("算力核心产业规模", ">=500", "亿元", "2027")]),
        (
            "力争到2027年，培育50个省级以上绿色工厂、3个绿色园区。",
            [("省级以上绿色工厂", "=50", "个", "2027"), ("绿色园区", "=3", "个", "2027")],
        ),
        (
            "培育独角兽企业5家、瞪羚企业40家以上，建设公共实验室3所。",
            [("独角兽企业", "=5", "家", "2028"), ("瞪羚企业", ">=40", "家", "2028"), ("公共实验室", "=3", "所", "2028")],
        ),
        ("每年举办对接活动不少于10场。", [("对接活动", ">=10", "场", "yearly")]),
        (
            "技术合同成交额年均增长12%，到2027年达到90亿元。",
            [("技术合同成交额增长", "=12", "%", "2027"), ("技术合同成交额增长", "=90", "亿元", "2027")],
        ),
        ("单位产值能耗较2025年下降13.5%。", [("单位产值能耗", "=13.5", "%", "2028")]),
        ("审批时限压缩至5个工作日以内。", [("审批时限", "<=5", "个工作日", "2028")]),
        ("建设20个智慧社区，2026年6月底前投入使用。", [("智慧社区", "=20", "个", "2026-06")]),
        ("绿化覆盖率由38%提高到42%。", [("绿化覆盖率", "=42", "%", "2028")]),
        (
            "国家级、省级、市级孵化器分别达到3家、10家、30家。",
            [
                ("国家级孵化器", "=3", "家", "2028"),
                ("省级孵化器", "=10", "家", "2028"),
                ("市级孵化器", "=30", "家", "2028"),
            ],
        ),
        (
            "2026年新增示范企业150家，2027年新增200家。",
            [("新增示范企业", "=150", "家", "2026"), ("新增示范企业", "=200", "家", "2027")],
        ),
        ("每个县（市、区）至少建设1个示范园区。", [("示范园区", ">=1", "个", "2028")]),
        ("形成2个百亿级产业集群。", [("百亿级产业集群", "=2", "个", "2028")]),
        ("企业总数翻一番。", [("企业总数", "=1", "番", "2028")]),
    ],
)
def test_plans(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert brief(read(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2025年底，全市已建成基站3.2万个，同比增长20%。",
        "2023年，示范企业达到1200家，占规上企业的40%。",
        "对年产值1亿元以上的企业优先供地。",
        "自受理之日起三十日内作出决定。",
        "推动甲公司、乙公司等10家企业扩产。",
        "对上一年度纳税500万元以上的，给予20万元奖励。",
        "申报单位应具有5年以上经验，员工不少于20人。",
        "完善“1+3+N”体系，实施八大工程。",
        "落实《2026年推进100个项目行动方案》。",
        "支持排名前100名企业发展。",
    ],
)
def test_what_is_no_target(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("明年全区计划实施重点项目80个。", [("实施重点项目", "=80", "个", "2027")]),
        ("会议提出，今年要新建改建农村公路300公里。", [("新建改建农村公路", "=300", "公里", "2026")]),
        ("该区力争年内引进龙头企业5家，新增岗位2000个。", [("龙头企业", "=5", "家", "2026"), ("新增岗位", "=2000", "个", "2026")]),
        ("去年，全省新增站点2万个，今年将再建1.5万个。", [("新增站点", "=1.5", "万个", "2026")]),
        ("总投资30亿元的项目在高新区开工，占地200亩，建成后预计年产值50亿元。", []),
        ("今年以来，全市签约项目120个，投资总额850亿元。", []),
        ("该企业拥有员工3000余人，年销售额达20亿元。", []),
        ("项目计划投资10亿元，建成后每年可处理废料30万吨，带动就业500人。", []),
        ("一季度新签约项目35个，完成全年目标的40%。", []),
        ("全市已完成年度计划的105%，新增企业300家。", []),
        ("去年产值突破800亿元，同比增长12.5%；今年目标为900亿元以上。", [("产值", ">=900", "亿元", "2026")]),
        ("6月底前完成100个接口改造，力争全部上线。", [("接口改造", "=100", "个", "2026-06")]),
    ],
)
def test_news_needs_words_of_commitment(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert brief(read(sentence, genre=NEWS, period=None)) == expected


def test_statutes_need_a_year() -> None:
    assert read("每个乡镇应当设置不少于两个服务站。", "每年开展检查不少于五次。", genre=LAW, period=None) == []
    assert brief(read("到2030年，研发经费占比应当达到百分之三。", genre=LAW, period=None)) == [
        ("研发经费占比", "=3", "%", "2030")
    ]


def test_deadline_from_the_line_above() -> None:
    found = read("到2029年，主要目标如下：", "1.建成创新平台5个。", period=None)
    assert brief(found) == [("创新平台", "=5", "个", "2029")]


def test_deadline_from_the_heading_and_the_sentence_before() -> None:
    assert read("新建站点8个。", headings=("2027年任务",))[0].deadline == "2027"
    assert [t.deadline for t in read("到2027年，产值达到9亿元。税收达到1亿元。", period=None)] == ["2027", "2027"]


def test_relative_year_from_the_dated_line_above() -> None:
    found = read("2021-05-06", "明年计划建设站点9个。", "2023-07-08", "明年计划建设站点7个。", genre=NEWS, period=None, issued=None)
    assert [t.deadline for t in found] == ["2022", "2024"]


def test_indicator_in_the_cell_before() -> None:
    found = read("研发经费投入强度", "达到3%以上", "新增示范企业", "50家")
    assert brief(found) == [("研发经费投入强度", ">=3", "%", "2028"), ("新增示范企业", "=50", "家", "2028")]


def test_conditions_of_eligibility_give_nothing() -> None:
    assert read("满足下列要求：", "培训人员20人以上；", headings=("二、申报条件",)) == []


def test_range_and_normal_form() -> None:
    (found,) = read("每年选择1—2个重点领域。")
    assert (found.value, found.value_max, found.yearly) == (1, 2, True)
    (found,) = read("到2027年，产值达到1.5亿元。")
    assert (found.normal_value, found.base_unit) == (150_000_000, "元")


HERE = Path(__file__).parent
SENTENCES = [line.split("\t") for line in (HERE / "target_sentences.tsv").read_text("utf-8").splitlines()[1:]]


def read_kind(kind: str, sentence: str) -> list[Target]:
    """A sentence of a five-year plan (P), an action plan (A), a work report (W), the news (N), a task table (R)."""
    if kind == "P":
        return read(sentence, period=(2021, 2025), issued=2021)
    if kind == "W":
        lead = "市政府向人民代表大会作政府工作报告，安排2024年目标任务。"
        return read(lead, sentence, genre=Genre.FEATURE, period=None, issued=2024)
    if kind == "R":
        return read(sentence, period=None, due="2026年12月")
    return read(sentence, genre=NEWS if kind == "N" else PLAN, period=None, issued=2013 if kind == "N" else 2023)


@pytest.mark.parametrize(("kind", "sentence", "expected"), SENTENCES)
def test_sentences_of_many_genres(kind: str, sentence: str, expected: str) -> None:
    found = [" ".join((*row[:3], row[3] or "-")) for row in brief(read_kind(kind, sentence))]
    assert "; ".join(found) == expected


@pytest.mark.parametrize("block", (HERE / "target_documents.txt").read_text("utf-8")[2:].strip().split("\n= "))
def test_news_and_features(block: str) -> None:
    head, *lines = block.split("\n")
    genre, year = head.split()
    texts = [line for line in lines if not line.startswith("> ")]
    found = read(*texts, genre=NEWS if genre == "news" else Genre.FEATURE, period=None, issued=int(year))
    expected = [line[2:] for line in lines if line.startswith("> ")]
    assert [" ".join((*row[:3], row[3] or "-")) for row in brief(found)] == expected


@pytest.mark.parametrize(
    ("due", "deadline"),
    [("2026年9月底前", "2026-09"), ("2027年", "2027"), ("长期坚持", ""), ("12月底前", "2026-12"), ("2026—2028年", "2028")],
)
def test_rows_are_due_when_their_cell_says(due: str, deadline: str) -> None:
    assert [t.deadline for t in read("新建站点8个。", period=None, due=due)] == [deadline]


def test_columns_of_years_to_come() -> None:
    cells = [("序号", "1"), ("指标", "水土保持率"), ("单位", "%"), ("2020年", "70"), ("2025年", "≥80"), ("属性", "预期性")]
    cells += [("指标", "灌溉面积（万亩）"), ("2020年", "40"), ("2025年目标", "55.5"), ("年均增长", "7")]
    text, pieces = "", []
    for number, (column, cell) in enumerate(cells):
        pieces.append(Piece(Span(len(text), len(text) + len(cell)), 0 if number < 6 else 1, column=column))
        text += cell + "\t"
    found = list(find_row_targets(text, pieces, 2020))
    assert brief(found) == [("水土保持率", ">=80", "%", "2025"), ("灌溉面积", "=55.5", "万亩", "2025")]
    assert found[1].normal_value == 555_000
    assert found[0].evidence.of(text).startswith("水土保持率")
    assert list(find_row_targets(text, pieces, None)) == []


@given(st.text(alphabet="到2030年底，建设企业1家以上万亿元%、。；：（）“”《》力争已每的\n", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for target in find_targets(text, [Passage(Span(0, len(text)), genre=PLAN)], (2026, 2028), 2026):
        assert target.indicator
        assert str(target.evidence.of(text)).strip()


def test_a_long_line_takes_linear_time() -> None:
    line = "企业达到60家以上，建设园区3个、" * 3000
    assert len(read(line)) == 6000
