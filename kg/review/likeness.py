"""When two names may be one thing's: each way of being near has an index, so that names are never held pair by pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from kg.resolve.names import normalise_name

Match = tuple[str, str, str, float]  # two ids, the way they are near, how much a person should look

_DROPPED = re.compile(r"[\W_的和与及]+")
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)+$")
# a digit, a number or a side of the compass tells two things apart (一期 and 二期)
_TELLING = re.compile(r"[0-9a-z一二三四五六七八九十百东南西北上下前后内外左右新老大小高中初]")
_COMMON = frozenset(
    "管理 监督 督管 工作 建设 服务 发展 行政 领导 协调 综合 小组 委员 员会 办公 公室 部门 机构 公共 事业 事务 国家 中央 地方".split()
)
_GATHERING = re.compile(r"(?:领导小组|工作组|协调小组|联席会议|指挥部|专班|委员会|办公室|政府)$")
_SHORTEST_PART, _SHORTEST_EDIT, _LONG = 4, 6, 8
_LEAST_SHARE, _LEAST_OVERLAP, _MOST_IN_BUCKET = 0.6, 0.5, 40


def fold_name(name: str) -> str:
    """A name without what writings of one name differ in.

    Example:
        >>> fold_name("海州（湾区）数据交易中心有限公司"), fold_name("海州湾区数据交易中心")
        ('海州湾区数据交易中心', '海州湾区数据交易中心')
    """
    flat = _DROPPED.sub("", normalise_name(name).casefold())
    return _LEGAL.sub("", flat) or flat


def find_near(names: Mapping[str, str], with_parts: bool = True) -> Iterator[Match]:
    """Pairs of near names.

    Args:
        names: folded names by id, of things that may be compared.
        with_parts: whether a name inside another is a sign (of industries it is not: 农业, 智慧农业).
    """
    by_name: dict[str, list[str]] = {}
    for key in sorted(names):
        by_name.setdefault(names[key], []).append(key)
    for keys in by_name.values():
        yield from ((a, b, "equal", 0.95) for a, b in pairwise(keys))
    single = {name: keys[0] for name, keys in by_name.items()}
    if with_parts:
        yield from _find_parts(single)
        yield from _find_short_forms(single)
    yield from _find_edits(single)


def _tells(a: str, b: str) -> bool:
    """Whether what differs is a number or a side."""
    return sorted(_TELLING.findall(a)) != sorted(_TELLING.findall(b))


def _find_parts(single: Mapping[str, str]) -> Iterator[Match]:
    """Names that open or close another one and are most of it."""
    for name, key in single.items():
        for size in range(max(_SHORTEST_PART, int(len(name) * _LEAST_SHARE)), len(name)):
            for part in dict.fromkeys((name[:size], name[-size:])):
                if part in single and not _tells(part, name):
                    yield single[part], key, "contained", 0.5 + 0.35 * size / len(name)


def _find_edits(single: Mapping[str, str]) -> Iterator[Match]:
    """Long names that one character tells apart: they share a form with one character left out."""
    forms: dict[str, list[str]] = {}
    for name in single:
        if len(name) >= _SHORTEST_EDIT - 1:
            for form in dict.fromkeys((name, *(name[:at] + name[at + 1 :] for at in range(len(name))))):
                forms.setdefault(form, []).append(name)
    seen: set[tuple[str, str]] = set()
    for names in forms.values():
        for a, b in combinations(names[:_MOST_IN_BUCKET], 2):
            if (a, b) not in seen and max(len(a), len(b)) >= _SHORTEST_EDIT and _is_one_edit(a, b) and not _tells(a, b):
                seen.add((a, b))
                yield single[a], single[b], "edit", 0.8 if min(len(a), len(b)) >= _LONG else 0.6


def _is_one_edit(a: str, b: str) -> bool:
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[start + 1 :] == b[start + 1 :]
    short, long = sorted((a, b), key=len)
    return len(long) == len(short) + 1 and short[start:] == long[start + 1 :]


def _find_short_forms(single: Mapping[str, str]) -> Iterator[Match]:
    """Short names whose characters open, run through and close a long one (海科院, 海州科学院)."""
    index: dict[tuple[str, str, str], list[str]] = {}
    for name in single:
        if 3 <= len(name) <= 5:
            index.setdefault((name[0], name[1], name[-1]), []).append(name)
    for name in single:
        if len(name) < 6:
            continue
        for second in dict.fromkeys(name[1:]):
            for last in dict.fromkeys(name[-2:]):
                for short in index.get((name[0], second, last), ())[:_MOST_IN_BUCKET]:
                    if short not in name and len(name) >= 2 * len(short) and _runs_through(short, name):
                        yield single[short], single[name], "abbreviation", 0.55


def _runs_through(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def find_functions(functions: Mapping[str, str]) -> Iterator[Match]:
    """Agencies of one place and level whose functions share words that are not common to many.

    Args:
        functions: keys of functions by id.
    """
    grams = {key: _bigrams(fold_name(function)) - _COMMON for key, function in sorted(functions.items())}
    index: dict[str, list[str]] = {}
    for key, found in grams.items():
        for gram in sorted(found):
            index.setdefault(gram, []).append(key)
    seen: set[tuple[str, str]] = set()
    for keys in index.values():
        for a, b in combinations(keys[:_MOST_IN_BUCKET], 2):
            if (a, b) in seen:
                continue
            seen.add((a, b))
            overlap = 2 * len(grams[a] & grams[b]) / (len(grams[a]) + len(grams[b]))
            if overlap >= _LEAST_OVERLAP and _gathers(functions[a]) == _gathers(functions[b]):
                yield a, b, "function", 0.45 + 0.4 * overlap


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(text))


def _gathers(function: str) -> str:
    found = _GATHERING.search(function)
    return found.group() if found else ""


def best_matches(matches: Iterable[Match]) -> Sequence[Match]:
    """Each pair once, by the sign that weighs most, ids in order."""
    best: dict[tuple[str, str], Match] = {}
    for a, b, way, weight in matches:
        pair = (a, b) if a < b else (b, a)
        match = (*pair, way, weight)
        best[pair] = max(best.get(pair, match), match, key=lambda m: (m[3], m[2]))
    return [best[pair] for pair in sorted(best)]
