"""Industries: one key for the writings of one sector, and its class in the standard classifications."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from kg.model import Kind
from kg.resolve.names import normalise_name
from kg.resolve.things import Standard, Thing
from kg.vocabulary import read_vocabulary

_NATIONAL = "gbt4754-2017"
_CLOSING = re.compile(r"(?:产业链群|产业链|产业集群|产业带|产业|行业|领域|集群)$")
_AND = re.compile(r"(?<=.)[与及](?=.)")
# a stem that is no name by itself (新兴, 未来) or reads as a bare noun (文化, 海洋) is shown with 产业
_UNFINISHED = re.compile(
    r"(?:新兴|未来|主导|优势|特色|支柱|重点|传统|基础|配套|先导|关键|核心|关联|相关|环保|低碳|绿色|数字化)$"
)
_FINISHED = re.compile(r"(?:业|经济|服务|制造|贸易|电商|金融|物流|旅游|农业|养老|托育|医疗|教育)$")
# 会展业 is 会展, but 农业 and 现代农业 are words of their own
_TRADE = re.compile(r"(?<=..)(?<![农工林渔牧商矿企事行产就创作物职专毕服])(?<!^制造)业$")
_BROAD_SERVICE = re.compile(r"^(?:.*性|现代|高端|新兴|传统|高技术|一般)?服务$")


def industry_key(name: str) -> str:
    """The name without its closing class word, 与 and 及 read as 和, 服务业 as 服务, 会展业 as 会展.

    Example:
        >>> industry_key("养老服务业"), industry_key("半导体与集成电路产业链"), industry_key("产业")
        ('养老服务', '半导体和集成电路', '产业')
    """
    key, before = _AND.sub("和", normalise_name(name)), ""
    while key != before:
        before = key
        while len(shorter := _CLOSING.sub("", key)) > 1 and shorter != key:
            key = shorter
        key = _TRADE.sub("", re.sub(r"服务业$", "服务", key))
    return key


def industry_label(key: str) -> str:
    """The name shown for a key: one that reads as a sector."""
    if _BROAD_SERVICE.match(key):
        return key + "业"
    if _UNFINISHED.search(key) or (len(key) == 2 and not key.isascii() and not _FINISHED.search(key)):
        return key + "产业"
    return key


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[Standard, ...]]:
    """Classes by the key of their name; codes that are not settled give way to names."""
    found: dict[str, dict[str, Standard]] = {}
    tables = (("industries_gbt4754_2digit", _NATIONAL, "exactMatch"),
              ("digital_economy_2021", "digital-economy-2021", "closeMatch"),
              ("strategic_emerging_2018", "strategic-emerging-2018", "closeMatch"))
    for table, scheme, match in tables:
        rows = {row["code"]: row for row in read_vocabulary(table)}
        for code in rows:
            standard = _read_class(rows, code, scheme, match)
            found.setdefault(industry_key(standard.name), {}).setdefault(scheme, standard)
    return {key: tuple(standards.values()) for key, standards in found.items()}


@lru_cache(maxsize=1)
def _classes_above() -> dict[str, tuple[Standard, ...]]:
    """The class above an industry by its key, of industries that a standard knows only by what is done in them (集成电路制造)."""
    found: dict[str, dict[str, Standard]] = {}
    for row in read_vocabulary("industry_classes"):
        for standard in _classes().get(industry_key(row["class"]), ()):
            if standard.scheme == row["table"].replace("_", "-"):
                found.setdefault(industry_key(row["industry"]), {}).setdefault(standard.scheme, replace(standard, match="broadMatch"))
    return {key: tuple(standards.values()) for key, standards in found.items()}


def _read_class(rows: dict[str, dict[str, str]], code: str, scheme: str, match: str) -> Standard:
    row = rows[code]
    name = normalise_name(row["name"])
    broader = _read_class(rows, row["parent"], scheme, match) if row["parent"] in rows else None
    return Standard(scheme, code if match == "exactMatch" else name, name, match, broader)


def _broader_classes(key: str) -> tuple[Standard, ...]:
    """The national class whose name ends a compound (智慧农业 is a kind of 农业); the longest."""
    for start in range(1, len(key) - 1):
        for standard in _classes().get(key[start:], ()):
            if standard.scheme == _NATIONAL:
                return (replace(standard, match="broadMatch"),)
    return ()


@cache
def resolve_industry(name: str) -> Thing:
    """The industry of a name."""
    key = industry_key(name)
    standards = _classes().get(key) or _classes_above().get(key, ())
    if not any(standard.scheme == _NATIONAL for standard in standards):
        standards = (*standards, *_broader_classes(key))
    return Thing(Kind.INDUSTRY, (key,), industry_label(key), standards=standards)
