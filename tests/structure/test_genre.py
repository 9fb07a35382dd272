"""The genre and the title of texts as they come from web pages and collections."""

from __future__ import annotations

import pytest

from kg.model import Genre
from kg.structure import parse_structure

_MENU = "登录\n首页\n要闻\n政务公开\n互动\n服务\n专题\n数据\n无障碍\n搜索\n关于我们\n打印\n"
_DATED = "发布时间：2024-05-06\n各县市区：\n请执行。\n一、目标\n做好。\n2024年5月6日\n"


@pytest.mark.parametrize(
    ("text", "genre", "title"),
    [
        (_MENU + "某市商务局关于做好消费工作的通知\n" + _DATED, Genre.NOTICE, "某市商务局关于做好消费工作的通知"),
        (_MENU + "某市养老服务办法\n来源：本网\n某市养老服务办法\n第一条 甲。\n第二条 乙。\n第三条 丙。\n", Genre.REGULATION, "某市养老服务办法"),
        ("某市商务局关于做好消费工作的通知\n" + _DATED, Genre.NOTICE, "某市商务局关于做好消费工作的通知"),
        ("山海之间\n——甲河沿线产业调研\n一、布局\n甲市主攻造纸。\n二、短板\n缺人才。\n三、建议\n合作。\n", Genre.FEATURE, "山海之间"),
        ("甲市出台新办法\n2024-05-06\n甲市出台办法，促进消费。\n乙县开工\n2024-05-07\n乙县一批项目开工。\n", Genre.NEWS_LIST, "甲市出台新办法"),
    ],
)
def test_dates_of_publication_and_signature_make_no_news(text: str, genre: Genre, title: str) -> None:
    structure = parse_structure(text)
    assert structure.genre is genre
    assert structure.title.of(text) == title


def test_a_menu_without_a_title_below_is_no_title_found() -> None:
    assert parse_structure(_MENU + "这里只有一句话，没有标题。\n").title.of(_MENU) == "登录"
