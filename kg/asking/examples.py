"""What can be asked, with names of the graph in the examples."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import KgError
from kg.query import run_question
from kg.questions import find_question
from kg.stores.source import Source

_EXAMPLES = (
    ("responsible", "哪些部门负责{industry}？", "Which agencies are responsible for {industry}?"),
    ("duties", "{agency}牵头哪些产业？", "What is {agency} in charge of?"),
    ("matrix", "{industry}的部门产业矩阵", "Matrix of agencies by industries in {region}"),
    ("targets", "{region}到2027年要达到什么目标？", "What are the targets of {region} by 2027?"),
    ("incentives", "{industry}有哪些补贴？", "What subsidies are there for {industry}?"),
    ("platforms", "{region}建设了哪些平台？", "Where is {platform} located?"),
    ("regions", "{region}聚焦哪些产业？", "Whom does {region} cooperate with?"),
    ("policies", "{region}发布了哪些文件？", "Which documents were issued for {region}?"),
    ("compare", "对比各市的{industry}", "Compare {industry} by city"),
    ("contradictions", "哪些目标相互矛盾？", "Which targets contradict each other?"),
    ("central", "关联最多的10个实体", "Top 10 most connected things"),
)
_KINDS = {"Agency": "agency", "Industry": "industry", "Platform": "platform", "Region": "region"}
_PLAIN = {"agency": "市商务局", "industry": "智慧物流", "platform": "公共数据平台", "region": "石家庄市"}


def list_examples(source: Source, known: Mapping[str, str] | None = None) -> tuple[tuple[str, str, str], ...]:
    """A question's name with a Chinese and an English example of each.

    Args:
        known: names by parameter to ask about; others are those most connected in the graph.
    """
    names = _PLAIN | _find_names(source) | dict(known or {})
    return tuple((question, zh.format(**names), en.format(**names)) for question, zh, en in _EXAMPLES)


def _find_names(source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        rows = run_question(source, "central", {"limit": "300"}).rows
    except KgError:
        return found
    for name, kind, *_ in rows:
        if str(kind) in _KINDS:
            found.setdefault(_KINDS[str(kind)], str(name))
    return found


def describe_examples(source: Source, known: Mapping[str, str] | None = None) -> str:
    """Lines that say what can be asked."""
    titles = (find_question(question) for question, _, _ in _EXAMPLES)
    lines = (
        f"  {title.title_zh} / {title.title_en}:  {zh}  {en}"
        for title, (_, zh, en) in zip(titles, list_examples(source, known), strict=True)
    )
    return "\n".join(("可以这样问（名称用文件里的写法）/ what can be asked (names as the documents write them):", *lines))
