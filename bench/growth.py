"""Times extraction on hostile texts of growing size: time per KB should not grow with the text.

    python bench/growth.py [--sizes 20,40,80,160] [--kind NAME ...] [--profile]

One row a kind of text: milliseconds per 1,000 code points at each size, and the ratio of the last to the first. A ratio near 1
is linear time; a ratio near the growth in size (8 for 20 to 160) is quadratic. Work of a fixed amount (tables read once) is
done before the clock starts.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from collections.abc import Callable, Sequence
from itertools import count, islice

from kg.extract import extract
from kg.text.reading import make_document

SIZES = (20, 40, 80, 160)
_HEADS = "东西南北中高长安宁华新平永和光明"
_TRADES = ("智慧物流", "生物医药", "跨境电商", "新能源汽车", "人工智能", "文化旅游", "集成电路", "现代农业")
_DEPARTMENTS = ("商务局", "财政局", "科技局", "发展改革委", "交通运输局", "农业农村局", "文化和旅游局", "市场监管局")


def _name(number: int) -> str:
    """A made-up name of three characters, another one for each number below 4,096."""
    return _HEADS[number % 16] + _HEADS[number // 16 % 16] + _HEADS[number // 256 % 16]


def _body(n: int) -> str:
    return _DEPARTMENTS[n % 8]


def _sentence(n: int) -> str:
    trade, body, year = _TRADES[n % 8], _DEPARTMENTS[n // 3 % 8], 2024 + n % 7
    return (
        f"到{year}年，{_name(n)}市{body}应当会同{_DEPARTMENTS[n // 5 % 8]}推动{trade}产业发展，建设{_name(n // 2)}{trade}公共服务平台，"
        f"对符合条件的企业给予最高{n % 900 + 10}万元补助。"
    )


def _unmarked(n: int) -> str:
    return f"{_name(n)}市{_body(n)}负责推动{_TRADES[n // 8 % 8]}发展建设{_name(n * 7)}产业园和科技公司"


def _nested(n: int) -> str:
    return f"（{_name(n)}市财政局负责" if n % 400 < 200 else "）"


def _table_row(n: int) -> str:
    return f"{n}\t发展{_name(n)}{_TRADES[n % 8]}产业\t{2025 + n % 5}年12月\t{_body(n)}、{_body(n // 8)}\n"


def _stacked_row(n: int) -> str:
    return f"{n}\n发展{_name(n)}{_TRADES[n % 8]}产业\n{_body(n)}、{_body(n // 8)}\n"


def _wide_row(n: int) -> str:
    """Cells of tasks and of bodies, both longer the further down they stand."""
    half, place = 2 ** (n.bit_length() - 1), n - 2 ** (n.bit_length() - 1)
    if n < 2:
        return "发展"
    end = "|\n|1|" if place == half - 1 else "|" if place == half // 2 - 1 else "、"
    return (f"{_name(n)}产业" if place < half // 2 else f"{_name(n)}市{_body(n)}") + end


def _news(n: int) -> str:
    return f"{_name(n)}市{_TRADES[n % 8]}产业开工\n2024年{n % 12 + 1}月{n % 28 + 1}日\n近日，{_name(n)}市推动项目建设，委员会表示支持。\n"


KINDS: dict[str, tuple[str, Callable[[int], str]]] = {
    "one-line": ("", _sentence),
    "no-marks": ("", _unmarked),
    "same-name": ("", lambda n: f"某市智慧物流公共服务平台由市商务局建设{n % 10}"),
    "numbers": ("", lambda n: f"{n * 37 % 9999}万元{n % 99 + 1}%{2020 + n % 15}年"),
    "digits": ("", lambda n: f"{n * 7919}"),
    "numerals": ("", lambda n: "一二三四五六七八九十百千万亿"[n * 5 % 14]),
    "targets": ("某市发展规划\n", lambda n: f"到{2024 + n % 12}年，{_TRADES[n % 8]}产值达到{n + 10}亿元，增长{n % 50}%，企业达到{n}家；"),
    "agencies": ("", lambda n: f"{_name(n)}市{_name(n // 3)}区{_body(n)}。"),
    "organizations": ("", lambda n: f"{_name(n)}{_name(n * 5 + 1)}科技有限公司、"),
    "platforms": ("", lambda n: f"建设{_name(n)}{_name(n * 3 + 1)}公共服务平台。"),
    "series": ("", lambda n: f"建设智慧{_name(n)}{_name(n * 3 + 1)}平台。"),
    "zones": ("", lambda n: f"支持{_name(n)}{_name(n * 3 + 1)}产业园发展{_TRADES[n % 8]}。"),
    "headings": ("某市行动方案\n", lambda n: f"（{'一二三四五六七八九十'[n % 10]}）发展{_name(n)}{_TRADES[n % 8]}\n"),
    "articles": ("某市条例\n", lambda n: f"第{n % 9000 + 1}条 {_TRADES[n % 8]}\n"),
    "items": ("某市条例\n第一条 为了发展，下列各项：\n", lambda n: f"（{n % 900 + 1}）{_TRADES[n % 8]}；\n"),
    "dashes": ("某市行动方案\n一、目标\n", lambda n: f"——{_TRADES[n % 8]}产值达到{n}亿元。\n"),
    "notes": ("某市行动方案\n一、任务\n", lambda n: f"发展{_name(n)}产业。（{_body(n)}牵头，{_body(n // 8)}配合）"),
    "note-lines": ("某市行动方案\n一、任务\n", lambda n: f"发展{_name(n)}产业。责任单位：{_body(n)}、{_body(n // 8)}\n"),
    "labels": ("", lambda n: "责任单位、牵头部门和" if n % 2 else "主要负责"),
    "commas": ("", lambda n: f"{_name(n)}{_TRADES[n % 8]}、"),
    "chained-places": ("", lambda n: "石家庄市" if n % 500 else "人民政府"),
    "partners": ("", lambda n: f"{_name(n)}市商务局" + ("合作共建，" if n % 50 == 49 else "、")),
    "places": ("", lambda n: ("石家庄市", "唐山市", "宜昌市", "荆州市", "成都市", "深圳市")[n % 6] + "、"),
    "nested": ("", _nested),
    "open-brackets": ("", lambda n: "（《“〔"[n % 4] + _name(n)),
    "quotes": ("", lambda n: f"“{_name(n)}平台”《{_name(n)}办法》（以下简称{_name(n)}）"),
    "defined": ("", lambda n: f"{_name(n)}市商务局（以下简称{_name(n)}局）负责{_TRADES[n % 8]}，"),
    "defined-alike": ("", lambda n: f"{_name(n)}市商务局（以下简称主管部门）由主管部门负责。"),
    "table": ("某市任务清单\n序号\t任务\t时限\t责任单位\n", _table_row),
    "bar-table": ("某市任务清单\n|序号|任务|责任单位|\n", lambda n: f"|{n}|发展{_name(n)}产业|{_body(n)}|\n"),
    "stacked": ("某市任务清单\n序号\n任务\n责任单位\n", _stacked_row),
    "long-cells": ("某市任务清单\n|序号|任务|责任单位|\n|1|发展智慧物流|", lambda n: f"{_name(n)}市{_body(n)}、"),
    "wide-rows": ("某市任务清单\n|序号|任务|责任单位|\n|1|", _wide_row),
    "table-heads": ("某市任务清单\n", lambda n: ("序号\n", "任务\n", "责任单位\n")[n % 3]),
    "many-heads": ("某市任务清单\n", lambda n: f"{_name(n)}任务\n责任单位{n % 9}\n"),
    "tab-heads": ("某市任务清单\n", lambda n: ("\t任务\n", "\t责任单位\n")[n % 2]),
    "short-tables": ("某市任务清单\n", lambda n: f"\t任务\n\t责任单位\n\t发展{_name(n)}产业\n\t{_body(n)}\n\n\n\n{_name(n)}说明文字\n"),
    "news": ("", _news),
    "paragraphs": ("", lambda n: f"{_sentence(n)}\n"),
    "duties": ("某市职责分工\n", lambda n: f"市{_name(n)}{_body(n)}，负责{_TRADES[n % 8]}。\n"),
    "latin": ("", lambda n: f"Data {n} AI, 5G (IoT) "),
    "spaces": ("", lambda n: f"{_name(n)} {_name(n // 2)}　市 商 务 局 "),
    "blank": ("某市", lambda n: " \t\n　"[n * 7 % 4]),
    "one-character": ("", lambda n: "市"),
}


def make_text(kind: str, size: int) -> str:
    """A text of a kind, exactly ``size`` code points long; a longer one opens with the shorter ones."""
    head, part = KINDS[kind]
    parts, length = [head], len(head)
    for n in count():
        if length >= size:
            return "".join(parts)[:size]
        piece = "".join(part(m) for m in range(n * 64, n * 64 + 64))
        parts.append(piece)
        length += len(piece)
    raise AssertionError("count() never ends")


def time_extraction(text: str) -> float:
    """Seconds of processor time that one extraction takes."""
    document = make_document("growth.txt", text)
    start = time.process_time()
    extract(document)
    return time.process_time() - start


def measure(kind: str, sizes: Sequence[int]) -> list[float]:
    """Milliseconds per 1,000 code points at each size (in 1,000 code points)."""
    return [time_extraction(make_text(kind, size * 1000)) * 1000 / size for size in sizes]


def profile(kind: str, size: int) -> None:
    """Prints where the time of a text goes."""
    document = make_document("growth.txt", make_text(kind, size * 1000))
    profiler = cProfile.Profile()
    profiler.runcall(extract, document)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(20)


def main(arguments: Sequence[str]) -> int:
    """Prints a row a kind."""
    parser = argparse.ArgumentParser(description="Time per KB of extraction at growing sizes.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="thousands of code points, smallest first")
    parser.add_argument("--kind", action="append", choices=sorted(KINDS), help="only this kind of text; may be given again")
    parser.add_argument("--profile", action="store_true", help="where the time goes at the largest size, instead of the table")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")]
    extract(make_document("warm.txt", "".join(islice(map(_sentence, count()), 20))))
    if not options.profile:
        print("\t".join(("kind", *(f"{size} KB" for size in sizes), "last/first")))
    for kind in options.kind or KINDS:
        if options.profile:
            profile(kind, sizes[-1])
            continue
        found = measure(kind, sizes)
        print("\t".join((kind, *(f"{value:.1f}" for value in found), f"{found[-1] / found[0]:.2f}")), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
