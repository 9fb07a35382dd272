"""Functions of government: every form under which texts name one, from the table of agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions.places import load_gazetteer
from kg.vocabulary import read_vocabulary

# endings that make a body out of a function, longest first
BODY = (
    r"(?:委员会办公室|管理委员会|监督管理局|管理办公室|工作办公室|发展管理局|服务管理局|委员会|办公室|办公厅|管理局|监管局|监督局|监管分局|总局|总署|分局"
    r"|局|厅|署|委(?!员|托|任|派|内|书|会|属)|办(?![法理公学事案税结件好证医])|部(?![门分位署委件内落长队级])|总队|支队|大队|(?<=合作)总社|(?<=销)社|(?<=合作)社|(?<=监)会(?![议同展员计商场客])|(?<=督查)室)"
)
_LEADING = re.compile(
    r"^(?:国务院|国家|中华人民共和国|中华|中国|全国|各县（市、区）|各区|XX省|XX市|XX县|XX|自治区|省人民政府|市人民政府|省政府|市政府|市委|省委|县委|区委|省|市(?!场|政[^务]|容|监)|县|区(?!域))"
)
_PARTY = frozenset((
    "组织 宣传 统一战线 政法 网络安全和信息化 机构编制 社会工作 金融委员会 财经委员会 "
    "军民融合 农村工作 党校 党委办公厅 纪检监察 人才工作"
).split())
_NOT_AGENCIES = frozenset((
    "相关部门 科研院校 新闻媒体 通信运营商 电力 领导小组 开发区管委会 街道办事处 政府 "
    "党委 人大 政协 轨道交通"
).split())
_NO_STEMS = frozenset({"政府", "中央", "市委", "省委", "区委", "县委", "人民政府", "市政府", "省政府"})
_TAILS = ("管理", "行政", "监管", "监督管理", "工作", "事务", "执法")
_NAME_COLUMNS = ("key", "national", "provincial", "municipal", "county", "abbreviations", "former_names")


@dataclass(frozen=True, slots=True)
class Form:
    """A way a text names a function.

    Attributes:
        text: the form, without place and level.
        key: the function's key in the table.
        whole: whether it names a body as it stands (贸促会, 海关总署), else an ending has to follow (发展改革).
    """

    text: str
    key: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Functions:
    """All forms, with a matcher that finds the longest at each place."""

    forms: dict[str, Form]
    matcher: AhoCorasick
    names: tuple[str, ...]
    national: frozenset[str]

    def find(self, text: str) -> list[tuple[int, int, Form]]:
        """Where forms stand in a text: start, end, form."""
        return [(start, end, self.forms[self.names[i]]) for i, start, end in self.matcher.find_matches_as_indexes(text)]


def _strip_place(name: str) -> str:
    """A name without the words of place and level it opens with."""
    while True:
        shorter = _LEADING.sub("", name, count=1)
        if shorter == name or len(shorter) < 2:
            return name
        name = shorter


@lru_cache(maxsize=1)
def load_functions() -> Functions:
    """The forms of the shipped table; a form of two functions goes to the first that names it."""
    forms: dict[str, Form] = {}
    national: set[str] = set()
    for row in read_vocabulary("agencies"):
        key = row["key"]
        if key in _NOT_AGENCIES:
            continue
        national.update(name for name in row["national"].split("|") if name)
        for column in _NAME_COLUMNS:
            for raw in row[column].split("|"):
                for name in re.split(r"[、（）()]", raw):
                    _add_forms(forms, _strip_place(name.strip()), key, column)
    for stem in [form for form in forms.values() if not form.whole]:
        for tail in _TAILS:
            if not stem.text.endswith(tail):
                forms.setdefault(stem.text + tail, Form(stem.text + tail, stem.key, False))
    names = tuple(sorted(forms))
    return Functions(forms, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names, frozenset(national))


def _names_a_place(name: str) -> bool:
    """Whether a name holds that of a region (石家庄海关), ordinary words aside (公安)."""
    gazetteer = load_gazetteer()
    found = [(word, region) for _s, _e, word in gazetteer.find_names(name) for region in gazetteer.by_name[word]]
    return any(word == region.name or not region.common for word, region in found)


def _add_forms(forms: dict[str, Form], name: str, key: str, column: str) -> None:
    if len(name) < 2 or "XX" in name or _names_a_place(name):
        return
    name = re.sub(r"(?:行政主管|行政管理|主管|行政)?(?:部门|机关|机构)$", "", name)
    match = re.search(BODY + "$", name)
    if match and column != "key":
        stem = name[: match.start()]
        if stem in _NO_STEMS:
            return
        if len(stem) >= 2:
            forms.setdefault(stem, Form(stem, key, False))
            return
        if len(name) >= 2:
            forms.setdefault(name, Form(name, key, True))
    elif len(name) >= 2:
        whole = bool(re.search(r"(?:海关|法院|检察院|会|联|协|社|银行|人行|央行|银|团|中心|工会|纪委监委|团中央)$", name))
        forms.setdefault(name, Form(name, key, whole))


def is_party(key: str) -> bool:
    """Whether a function belongs to the party and not to the government."""
    return key in _PARTY


@lru_cache(maxsize=1)
def _federations() -> frozenset[str]:
    return frozenset(row["key"] for row in read_vocabulary("agencies") if row["type"] == "people_org")


def is_federation(key: str) -> bool:
    """Whether a function is that of an organization of members, which is one over all its levels (工会, 妇联)."""
    return key in _federations()
