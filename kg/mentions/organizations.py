"""Organizations: companies, universities, banks, associations, by the grammar of their names and by a gazetteer.

Three things name one: an ending (有限公司, 集团, 大学) with a name before it; a place in a list that a noun of a class
closes (甲、乙等企业) or before a title or a verb of investing; and `kg.mentions.known_organizations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.mentions.candidates import squeeze
from kg.mentions.known_organizations import find_known, is_known_name
from kg.mentions.name_borders import (
    Word,
    Words,
    border_words,
    cut_words,
    either,
    find_left_border,
    is_place,
    is_proper,
)
from kg.mentions.name_spans import choose_longest, keep_free, keep_whole, mark_gaps, to_mentions
from kg.mentions.organization_cues import find_cued, is_character, is_industry_term
from kg.mentions.organization_neighbours import find_neighbours
from kg.model import Kind, Mention, Span
from kg.spans import SpanIndex

_ITEM = re.compile(r"[^、，,；;\s/]+")
_ENDING = re.compile(
    r"(?:公司|集团|大学|学院|学校|研究院|研究所|设计院|协会|学会|商会|联合会|联盟|银行|基金会|基金|电视台|日报社|报社|医院|出版社|合作社|交易所|交易中心|供电局|机场)$"
)
_KIND_ONLY = re.compile(
    r"^(?:各|有关|相关|其他|等|市属|省属|区属|国有|驻[市省区]|重点|本地|部分|三大)*(?:公司|集团|企业|大学"
    r"|高校|学院|学校|研究院|研究所|协会|学会|商会|银行|联盟|基金会?|医院)$"
)
_NOT_AFTER = re.compile(
    r"^(?:[区城生军化式路街型制法债业]|企业|治理|章程|股权|制度|所得税|论坛|化|旧址|大厦|广场|上市|登记|注册|组织形式"
    r"|类|用地|评选|数量|总数|科技园|产业园|工业园|站|院士|网点|卡|账户|贷款|存款)"
)
_MAY_FOLLOW = re.compile(r"^(?:城市|业务|化工|企业家|法人代表|法定)")
_NAMED_RIGHT = re.compile(
    r"$|[，。；：、！？（）()“”《》〈〉\[\]\s…;:,.!?—－|-]|[0-9]|[和与及等的在拟将已是为对向从由以把被于也还因按携位落入进董副投建成承联共参]"
    r"|总裁|总经理|首席|创始|项目|计划|拥有|宣布|签约|签署|签订|达成|实现|联合|共同|合资|主打|有限|总部|公司|集团|企业|基地|工厂|[一二三]期|负责|专注|注册|获|上市|开工|开始|启动|目前|年"
)
_WITH_AGENCY = re.compile(
    r"\s*(?:联合|委托|会同|携手|牵手|邀请|组织|指导|支持|引进|授权|商请|协调|推荐|主管|选派|派|与|和|共同|联办|共办|共建|合办|主办|举办|创办|开办)+"
)
_STATE = frozenset({"中国", "中华", "全国", "国家", "省", "市"})
_PRODUCT = re.compile(
    r"^(?:企业|产业|大型|特大型|教育|医疗|传媒|国际|跨国|教育|地产|能源|金融|投资|控股|百货|媒体"
    r"|农业|专业|高校|人才|医院|学校|总|母|子|旗下|所在)+$"
)
_NAME_TAGS = frozenset({"nr", "nz", "ns", "j"})
_LOOSE = frozenset({"基金", "联盟", "医院", "合作社", "事务所", "图书馆", "博物馆"})  # after many a word: a place must open
_BARE = re.compile(r"^(?:地区|行业|各类?|国有|大型|重点|有关|相关|企业|龙头|本地|商业|农村|产业|股份制|人民政府|公共)*$")
_GROUPS = frozenset({"集团", "集团公司"})
_SHORT_LEFT = re.compile(r"^[一-龥A-Za-z]{2,5}$")
_LATIN_COMPANY = re.compile(
    r"[A-Z][A-Za-z&.-]{1,30}(?:\([A-Za-z]{2,20}\))?(?:Limited|Ltd\.?|Inc\.?|Corporation|Corp\.?|GmbH|S\.A\.|LLC|PLC|Co\.,?Ltd\.?)"
    r"(?![A-Za-z])"
)


def find_listed_organizations(text: str, lists: Sequence[Span], taken: Sequence[Span]) -> Iterator[Mention]:
    """Organizations among the items of lists of those who answer, where no agency stands.

    Args:
        text: the passage.
        lists: spans of the passage that hold nothing but those who answer.
        taken: spans of the agencies found.

    Example:
        >>> [m.name for m in find_listed_organizations("市商务局、某某集团", [Span(0, 9)], [Span(0, 4)])]
        ['某某集团']
    """
    held = SpanIndex(taken)
    for span in lists:
        for item in _ITEM.finditer(span.of(text)):
            words = re.sub(r"(?:等(?:有关|相关)?(?:单位|部门)?)$", "", item.group())
            place = Span(span.start + item.start(), span.start + item.start() + len(words))
            if len(words) > 30 or not _ENDING.search(words) or _KIND_ONLY.match(words):
                continue
            if not held.touching(place):
                yield Mention(Kind.ORGANIZATION, place, None, words, "listed-organization")


def find_organizations(text: str, taken: Sequence[Span] = ()) -> list[Mention]:
    """The organizations that a passage names, in text order, without overlaps.

    Args:
        text: the passage.
        taken: spans of agencies: an organization may hold one (某某发改委能源研究所), but not cut it, lie in it or be it.

    Example:
        >>> [m.name for m in find_organizations("由临江市柯尔材料有限公司和玄岭集团投资建设。")]
        ['临江市柯尔材料有限公司', '玄岭集团']
    """
    squeezed = squeeze(mark_gaps(text))
    if not squeezed.text:
        return []
    words = cut_words(squeezed.text)
    found = [*_find_ending(words), *_find_latin(squeezed.text)]
    found += [(_with_trade(words, span), "organization-gazetteer") for span in find_known(words)]
    sure = choose_longest(found)
    sure = choose_longest([*sure, *find_cued(words, [span for span, _rule in sure])])
    beside = find_neighbours(words, [span for span, _rule in sure])
    chosen = choose_longest([*sure, *keep_free(beside, sure)])
    mentions = [_behind_agency(mention, text, taken) for mention in to_mentions(squeezed, chosen, Kind.ORGANIZATION)]
    return keep_whole([mention for mention in mentions if mention is not None], taken)


def _with_trade(words: Words, span: Span) -> Span:
    """A well-known name with a line of business behind it is a company of its own (某某光电), where a border follows."""
    index = words.index_at(span.end)
    word = words.words[index] if span.end < len(words.text) else None
    if word is None or word.start != span.end or word.form not in border_words("trade") or len(word.form) > 2:
        return span
    return Span(span.start, word.end) if _NAMED_RIGHT.match(words.text[word.end : word.end + 4]) else span


def _behind_agency(mention: Mention, text: str, taken: Sequence[Span]) -> Mention | None:
    """A name that an agency and a verb precede (某市科技局委托某某学会) begins behind them; None where nothing proper is left."""
    for agency in taken:
        if agency.start != mention.span.start or agency.end >= mention.span.end:
            continue
        verb = _WITH_AGENCY.match(text, agency.end)
        if verb is None or verb.end() >= mention.span.end:
            continue
        name = squeeze(text[verb.end() : mention.span.end]).text
        words = cut_words(name).words
        if not any(is_proper(word) for word in words) and words[0].form not in _STATE:
            return None
        return replace(mention, span=Span(verb.end(), mention.span.end), name=name)
    return mention


@cache
def _endings() -> re.Pattern[str]:
    forms = border_words("legal") | border_words("body") | border_words("trade")
    return re.compile(either(forms))


def _find_ending(words: Words) -> Iterator[tuple[Span, str]]:
    text = words.text
    for match in _endings().finditer(text):
        after = text[match.end() : match.end() + 6]
        form = match.group()
        if _NOT_AFTER.match(after) and not _MAY_FOLLOW.match(after):
            continue
        start = find_left_border(words, match.start())
        if start == match.start():
            continue
        split = text.rfind("集团", start + 2, match.start() - 1)
        if split > 0 and form not in border_words("legal") and "集团" not in form:
            start = split + 2
        start = _known_start(words, _last_place(words, start, match.start()), match.end())
        left = Span(start, match.start())
        if form in border_words("legal"):
            right = form in border_words("legal") and _names_company(words, left)
        elif form in border_words("body"):
            right = _names_body(words, left, form)
        else:
            right = _names_trade(words, left, match.end())
        if right:
            yield Span(left.start, match.end()), "organization-ending"


def _last_place(words: Words, start: int, end: int) -> int:
    """Where the last of several names run together begins (某省民政厅某省残疾人联合会): at the last 省, 市, 县 or 区 by full name."""
    parts = words.between(start, end)
    for index in range(len(parts) - 1, 0, -1):
        form = parts[index].form
        if form[-1] in "省市县区" and is_place(form) and parts[index - 1].form[-1] in "厅局委办部会院":
            return parts[index].start
    return start


def _known_start(words: Words, start: int, end: int) -> int:
    """Where a well-known name begins with no other name before it than places (某市某集团, 韩国某集团); ``start`` where there is none."""
    text = words.text
    at = start
    for word in words.between(start, end):
        if is_known_name(text[at:end]):
            return at
        if is_proper(word) and not is_place(word.form) and word.tag != "ns":
            break
        at = word.end
    return start


def _names_company(words: Words, left: Span) -> bool:
    """Whether what stands before a legal form is a name: something proper, or several words that open with none of a class."""
    parts = words.between(left.start, left.end)
    opens = parts[0].tag == "nz" or (len(parts[0].form) == 1 and parts[0].form not in "各本该市省县区")
    return any(is_proper(w) for w in parts) or (len(left.of(words.text)) >= 4 and opens)


def _names_body(words: Words, left: Span, form: str) -> bool:
    """Whether what stands before the ending of a body is a name: a place, a proper name, or 中国 and its like."""
    parts = words.between(left.start, left.end)
    before = left.of(words.text)
    opens = is_place(parts[0].form) or parts[0].form in _STATE
    if _PRODUCT.match(before) or "政府" in before or (form in _LOOSE and not opens):
        return False
    if opens and len(parts) > 1 and _BARE.match(before[len(parts[0].form) :]):
        return False
    if parts[0].form in _STATE and len(parts) > 1:
        return len(before) > 2
    if form in _GROUPS and _is_short_form(parts):
        return True
    proper = [w for w in parts if is_proper(w)]
    if not proper or (all(is_place(w.form) for w in proper) and not _place_takes(form, parts)):
        return False
    return proper[0].start == left.start or len(before) <= 12


def _is_short_form(parts: Sequence[Word]) -> bool:
    """Whether what stands before 集团 is an abbreviation (国电, 中+煤) or a word before a line of business (河套+酒业)."""
    if len(parts) == 1:
        return parts[0].tag == "j"
    if len(parts) <= 3 and all(len(w.form) == 1 for w in parts):
        return True
    return len(parts) == 2 and len(parts[0].form) == 2 and parts[0].tag in ("n", "nz") and parts[1].form in border_words("trade")


def _place_takes(form: str, parts: Sequence[Word]) -> bool:
    """Whether a place and this ending alone make a name (苏州大学), or words between them do (深圳市软件行业协会)."""
    return len(parts) > 1 or form not in ("集团", "公司", "集团公司", "分公司", "总公司", "联盟", "基金", "分行", *_LOOSE)


def _names_trade(words: Words, left: Span, end: int) -> bool:
    """Whether a line of business closes a short name: one proper word, perhaps after a place, and a clear right border."""
    if not _NAMED_RIGHT.match(words.text[end : end + 4]):
        return False
    parts = words.between(left.start, left.end)
    while parts and is_place(parts[0].form) and len(parts) > 1:
        parts = parts[1:]
    if is_industry_term(words.text[parts[0].start : end]):
        return False
    if len(parts) == 2 and all(is_character(word) for word in parts) and any(word.tag in _NAME_TAGS for word in parts):
        return left.start == parts[0].start or is_place(words.between(left.start, parts[0].start)[-1].form)
    if len(parts) != 1 or is_place(parts[0].form) or not is_proper(parts[0]) or parts[0].known:
        return False
    return bool(_SHORT_LEFT.match(parts[0].form)) and parts[0].tag != "ns" and not parts[0].form.endswith(("省", "市", "县", "区"))


def _find_latin(text: str) -> Iterator[tuple[Span, str]]:
    for match in _LATIN_COMPANY.finditer(text):
        yield Span(match.start(), match.end()), "organization-latin"
