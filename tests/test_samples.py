"""The sample documents: five, marked as samples, and in words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.resources import find_resource

_SAMPLES = {
    "01_regulation_石家庄数字经济.txt": "000",
    "02_news_list_北京园区动态.txt": "001",
    "03_feature_深圳开年.txt": "002",
    "04_action_plan_朝阳跨境电商.txt": "003",
    "05_notice_淄博知识产权.txt": "004",
}
_ORIGINALS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

# A run of thirteen equal characters is a clause copied; below that Chinese officialese meets by chance
# ("按照国家有关规定", "高等学校、科研机构"), so that a smaller bound would forbid facts and not sentences.
_RUN = 13
# With names left in (all but titles in 《》, agencies in brackets, numbering), the samples share up to 6 in a hundred
# of their 13-grams, the regulation most: it is made of agencies' names. This is the net under the list of names: a
# paragraph copied between two names would bring a sample above it.
_MAX_SHARE_WITH_NAMES = 0.07

# What has to stay as it is: titles in 《》, the agencies of a bracket, and the names and formulae below.
_KEPT = (
    r"《[^《》]*》",
    r"[（〔]责任单位：[^）〕]*(?:（市）[^）〕]*)?[）〕]?",
    r"^(?:第[一二三四五六七八九十百]+[章条]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d{1,2}[.．]|——)",
)
_FUNCTIONS = "科学技术|工业和信息化|发展改革|数据资源管理|文化广电旅游|公安机关交通管理|轨道交通|城市管理|国家金融管理部门派出机构"
_NAMES = (
    # documents and their numbers
    "石家庄市数字经济促进条例",
    "朝阳市促进跨境电商加快发展",
    "朝阳市关于支持跨境电商发展的",
    "淄博市国家知识产权强市试点城市建设工作方案",
    "国家知识产权强市试点城市建设工作任务分工",
    "数据资源开发利用与数字经济安全",
    "国知发运字〔2022〕33号",
    "朝委人才办〔2025〕5号",
    # formulae of law and of office
    "石家庄市第十五届人民代表大会常务委员会第十九次会议通过",
    "河北省第十四届人民代表大会常务委员会第六次会议批准",
    "依法给予处分；构成犯罪的，依法追究刑事责任",
    "本条例自2023年12月31日起施行",
    "以习近平新时代中国特色社会主义思想为指导",
    "各区县人民政府，高新区、经济开发区、文昌湖区管委会，市政府各部门，各有关单位，各大企业，各高等院校",
    # bodies
    "人民政府",
    "亚洲基础设施投资银行",
    "北京市西城区北展地区建设指挥部",
    "中国共产党深圳市第七届纪律检查委员会",
    "国家金融监督管理总局朝阳监管分局",
    "市人力资源和社会保障局",
    "中国（淄博）知识产权保护中心",
    "国家海外知识产权纠纷应对指导中心",
    # zones, platforms, projects, events, things
    "中国（河北）自由贸易试验区正定片区",
    "中国（怀柔）影视产业示范区",
    "工业互联网标识解析二级节点",
    "交通运输节能减排统计监测体系",
    "国家专精特新“小巨人”企业",
    "体外膜肺氧合系统（ECMO）",
    "“深圳-多哈-伦敦”货运航线",
    "中国（深圳）国际文化产业博览交易会",
    "深圳国际金融博览会",
    "电子元器件和集成电路国际交易中心",
    "宝龙生物药创新发展先导区二期",
    "省跨境电商公共服务平台",
    "市跨境电商公共服务平台",
    "离境即退税，销售再核算",
    "产、学、研、金、介、用",
    "中国膜谷·膜装备制造示范基地",
    "省级地理标志产品保护示范区",
    "知识产权‘一站式’协同保护平台",
    "国家知识产权保护规范化市场",
    "专利侵权纠纷行政巡回裁决庭",
    "淄博市知识产权交易和信息平台",
    "国家知识产权远程教育平台淄博分站",
)
_MARKUP = re.compile("|".join(_KEPT))
_MASK = re.compile("|".join((*_KEPT, _FUNCTIONS, *map(re.escape, _NAMES))))
_ONE_WIDTH = str.maketrans(",;:()", "，；：（）")


def _read(name: str) -> str:
    return find_resource("seeds", "documents", name).read_bytes().decode("utf-8")


def _read_original(number: str) -> str:
    found = sorted(_ORIGINALS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the real documents are not beside the checkout")
    return re.sub(r"\s", "", found[0].read_text(encoding="utf-8")).translate(_ONE_WIDTH)


def _lines(sample: str) -> Iterator[str]:
    """The lines below the header, no white space inside, brackets and commas of one width."""
    for line in sample.split("\n")[1:]:
        yield re.sub(r"\s", "", line).translate(_ONE_WIDTH)


def _find_grams(sample: str, mask: re.Pattern[str]) -> set[str]:
    """The runs of thirteen characters of a sample, none across a line or across what the mask takes out."""
    parts = [part for line in _lines(sample) for part in mask.sub("\n", line).split("\n")]
    return {part[at : at + _RUN] for part in parts for at in range(len(part) - _RUN + 1)}


def test_there_are_exactly_five_samples() -> None:
    found = {entry.name for entry in find_resource("seeds", "documents").iterdir() if entry.name.endswith(".txt")}
    assert found == set(_SAMPLES)


@pytest.mark.parametrize("name", _SAMPLES)
def test_a_sample_says_in_its_first_line_that_it_is_one(name: str) -> None:
    assert re.fullmatch(r"样例，非官方文本：依据.*《[^《》]+》.*的事实改写，仅供演示", _read(name).split("\n")[0])


@pytest.mark.parametrize("name", _SAMPLES)
def test_a_sample_reads_back_as_plain_utf8_of_a_demonstration_s_length(name: str) -> None:
    text = _read(name)
    assert text.endswith("\n") and "\r" not in text and "\ufeff" not in text and "\ufffd" not in text
    assert 2500 <= len(text) <= 6000


def test_the_regulation_keeps_its_article_numbers_in_order() -> None:
    articles = re.findall(r"^第([一二三四五六七八九十]+)条　", _read("01_regulation_石家庄数字经济.txt"), re.M)
    assert len(articles) >= 25 and len(set(articles)) == len(articles)
    assert articles[0] == "一" and articles[-1] == "六十一"


def test_the_plan_names_who_answers_for_each_of_its_seventeen_tasks() -> None:
    plan = _read("04_action_plan_朝阳跨境电商.txt").split("附件1")[0]
    tasks = [line for line in plan.split("\n") if re.match(r"\d{1,2}\.", line)]
    assert [int(task.split(".")[0]) for task in tasks] == list(range(1, 18))
    assert all("责任单位：" in task for task in tasks)


def test_the_news_list_has_a_date_below_each_of_its_ten_pieces() -> None:
    news = _read("02_news_list_北京园区动态.txt")
    assert len(re.findall(r"^-$", news, re.M)) == len(re.findall(r"^\d{4}-\d\d-\d\d$", news, re.M)) == 10


def test_the_notice_has_five_boxes_in_order() -> None:
    assert re.findall(r"^专栏(\d)", _read("05_notice_淄博知识产权.txt"), re.M) == list("12345")


@pytest.mark.shared
@pytest.mark.parametrize(("name", "number"), _SAMPLES.items())
def test_no_sentence_of_the_original_stands_in_a_sample(name: str, number: str) -> None:
    original = _read_original(number)
    assert sorted(gram for gram in _find_grams(_read(name), _MASK) if gram in original) == []


@pytest.mark.shared
@pytest.mark.parametrize(("name", "number"), _SAMPLES.items())
def test_names_are_all_a_sample_shares_with_its_original(name: str, number: str) -> None:
    original = _read_original(number)
    grams = _find_grams(_read(name), _MARKUP)
    assert sum(gram in original for gram in grams) / len(grams) < _MAX_SHARE_WITH_NAMES
