"""Platforms that grammar is sure of."""

import pytest

from kg.mentions.platforms import find_platforms, part_list
from kg.model import Kind, Mention, Span


def names(text):
    return [m.name for m in find_platforms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持苏州数据交易所发展。", ["苏州数据交易所"]),
        ("支持苏州、无锡数据交易所发展。", ["苏州数据交易所", "无锡数据交易所"]),
        ("推广“湾里通”平台应用。", ["“湾里通”平台"]),
        ('推广"湾里通"小程序。', ['"湾里通"小程序']),
        ("以“竹藤品牌集群”为平台，打造品牌。", []),
        ("建设一批重点实验室和交易所。", []),
        ("支持苏州建设国家技术创新中心。", []),
        ("培育“平台经济”企业。", []),
    ],
)
def test_what_is_named_without_doubt(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青禾服务平台等基层治理平台", ["青禾服务平台", "基层治理平台"]),
        ("青禾扶贫网等平台", ["青禾扶贫网"]),
        ("青禾实验室等重点平台", ["青禾实验室"]),
        ("青禾服务平台", ["青禾服务平台"]),
    ],
)
def test_lists_are_parted(name, expected):
    mention = Mention(Kind.PLATFORM, Span(5, 5 + len(name)), None, name, "model")
    parts = list(part_list(mention))
    assert [p.name for p in parts] == expected
    assert all(name[p.span.start - 5 : p.span.end - 5] == p.name for p in parts)
