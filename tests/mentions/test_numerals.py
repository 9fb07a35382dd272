"""Numerals of both scripts: what they are worth, where they stand, and that rendering and reading agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.numerals import find_numerals, parse_arabic, parse_chinese
from kg.mentions.quantities import find_quantities
from kg.model import Comparator

_DIGITS = "零一二三四五六七八九"


def render(number: int) -> str:
    """The Chinese numeral of a number below a hundred million."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return render(number // 10_000) + "万" + (gap + render(rest) if rest else "")
    out, zero = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out or "零"


@given(st.integers(0, 99_999_999))
def test_chinese_round_trip(number: int) -> None:
    assert parse_chinese(render(number)) == number


@given(st.integers(0, 10**12))
def test_thousands_and_widths_read_alike(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse_arabic(f"{number:,}") == parse_arabic(wide) == number


@given(st.text(alphabet="0123456789一二三十百千万亿两点半余多数几第%％个家元年，。、—至到.,　 分之超近", max_size=60))
def test_spans_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for numeral in find_numerals(text):
        assert end <= numeral.span.start < numeral.span.end <= len(text)
        end = numeral.span.end
    for quantity in find_quantities(text):
        assert quantity.span.covers(quantity.number)
        assert quantity.number.of(text)


@pytest.mark.parametrize(
    ("text", "value", "scale", "unit"),
    [
        ("百分之三十五", "35", "", "%"),
        ("三成", "30", "", "%"),
        ("按七成五的比例", "75", "", "%"),
        ("九成半以上", "95", "", "%"),
        ("一半", "50", "", "%"),
        ("百分之三点五", "3.5", "", "%"),
        ("千分之二", "2", "", "‰"),
        ("二分之一", "50", "", "%"),
        ("12. 5万件", "12.5", "万", ""),
        ("３，", "3", "", ""),
        ("1,250户", "1250", "", ""),
        ("四百余所", "400", "", ""),
        ("两千家", "2000", "", ""),
        ("六万五千元", "65000", "", ""),
        ("三百万元", "300", "万", ""),
        ("千亿级", "1000", "亿", ""),
        ("数十家", "10", "", ""),
    ],
)
def test_values(text: str, value: str, scale: str, unit: str) -> None:
    first = next(find_numerals(text))
    assert (first.value, first.scale, first.unit) == (Decimal(value), scale, unit)


@pytest.mark.parametrize("text", ["一成不变", "第七成果馆", "由三成立", "一半径", "二成分"])
def test_what_is_no_share(text: str) -> None:
    assert [n for n in find_numerals(text) if n.unit] == []


@pytest.mark.parametrize("text", ["十百", "一二", "三十二十", "", "点五"])
def test_what_is_no_numeral(text: str) -> None:
    assert parse_chinese(text) is None


@pytest.mark.parametrize(
    ("text", "value", "top", "unit", "comparator"),
    [
        ("达到80家以上", "80", None, "家", Comparator.AT_LEAST),
        ("不少于6次", "6", None, "次", Comparator.AT_LEAST),
        ("至少建成2个", "2", None, "个", Comparator.AT_LEAST),
        ("突破千亿元", "1000", None, "亿元", Comparator.AT_LEAST),
        ("40多家", "40", None, "家", Comparator.AT_LEAST),
        ("近90万吨", "90", None, "万吨", Comparator.ABOUT),
        ("7项左右", "7", None, "项", Comparator.ABOUT),
        ("不超过30万元", "30", None, "万元", Comparator.AT_MOST),
        ("4个工作日以内", "4", None, "个工作日", Comparator.AT_MOST),
        ("2—4个", "2", "4", "个", Comparator.EQUAL_TO),
        ("三至五家", "3", "5", "家", Comparator.EQUAL_TO),
        ("15%到25%", "15", "25", "%", Comparator.EQUAL_TO),
        ("6000万元至1亿元", "6000", "10000", "万元", Comparator.EQUAL_TO),
        ("3个百分点", "3", None, "个百分点", Comparator.EQUAL_TO),
        ("2.5亿美元", "2.5", None, "亿美元", Comparator.EQUAL_TO),
        ("目标500亿，", "500", None, "亿", Comparator.EQUAL_TO),
        ("达200万马力，", "200", None, "万马力", Comparator.EQUAL_TO),
        ("600万载重吨以上", "600", None, "万载重吨", Comparator.AT_LEAST),
        ("产能8亿喷。", "8", None, "亿喷", Comparator.EQUAL_TO),
        ("时延低于3ms", "3", None, "ms", Comparator.LESS_THAN),
        ("储能1.5GWh", "1.5", None, "GWh", Comparator.EQUAL_TO),
        ("35万千升", "35", None, "万千升", Comparator.EQUAL_TO),
        ("推动万家企业", "1", None, "万家", Comparator.EQUAL_TO),
        ("开发百款产品", "100", None, "款", Comparator.EQUAL_TO),
        ("2亿产值", "2", None, "亿", Comparator.EQUAL_TO),
    ],
)
def test_quantities(text: str, value: str, top: str | None, unit: str, comparator: Comparator) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.comparator) == (Decimal(value), unit, comparator)
    assert found.value_max == (Decimal(top) if top else None)


def test_normal_form_is_in_the_base_unit() -> None:
    (found,) = find_quantities("1.5亿元")
    assert (found.normal_value, found.base_unit) == (Decimal("150000000.0"), "元")


@pytest.mark.parametrize("text", ["第30条", "前十名", "“20+8”产业", "7×24小时", "〔2026〕5号", "吸纳10万以上居民", "服务千家万户", "千方百计", "每千人口", "5G网络", "4A景区"])
def test_ordinals_and_codes_are_no_quantities(text: str) -> None:
    assert not list(find_quantities(text))
