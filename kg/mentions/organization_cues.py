"""Organizations that no ending shows (飞利浦, 中联重科): what stands around them tells.

A list that a noun of a class closes (甲、乙和丙等企业) or opens (家电巨头甲、乙), a title behind (甲董事长), an agent that
invests (由甲投资, 甲投资15亿元) and a sentence that says what somebody is (甲是…企业).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.mentions.known_organizations import is_known_name
from kg.mentions.name_borders import Word, Words, border_words, either, find_left_border, is_place, is_proper
from kg.model import Span
from kg.vocabulary import read_vocabulary

Found = tuple[Span, str]

_COUNT = r"(?:(?:[0-9]{1,4}|[一二两三四五六七八九十百几数]{1,3})[多余]?[家个所大批名户])?"
_ADJECTIVE = (
    r"(?:国内外|海内外|国内|国际|国外|全球|世界|知名|著名|大型|特大型|中小|龙头|头部|领军|骨干|重点|优质|优秀|一批|本土|本地|行业|互联网|科技|高科技|外资|民营|国有|中央|上市|领先|一流|先进"
    r"|跨国|优势|链主|核心|主要|相关|有关|新兴|实力|标杆|代表性|顶尖|顶级|高端){0,6}"
)
_FOREIGN = re.compile(
    r"^(?:美国|日本|德国|法国|英国|韩国|瑞士|瑞典|荷兰|意大利|加拿大|新加坡|以色列"
    r"|丹麦|芬兰|挪威|西班牙|澳大利亚|俄罗斯|印度|泰国|马来西亚|奥地利|比利时|爱尔兰|巴西|沙特|国内|国外)的?(?=.)"
)
_TAIL = re.compile(r"(?:[一二三四五]期(?:项目)?|项目|总部|生产线|公司等|产品|品牌)$")
_BREAK = frozenset("。；：！？\n“”《》")
_NOT_NAME = re.compile(
    r"(?:项目|产业|行业|产品|技术|工程|系统|平台|中心|园区?|区|基地|路|镇|街道|村|山|湖|河|港|政府|[局厅委办部处科室组队]|省|市|县|州|盟|旗|国"
    r"|论坛|大会|活动|计划|规划|政策|行动|方案|条例|机构|单位"
    r"|企业|公司|人员|主体|业|器|机|品|材料|设备|系列|集群|领域|业务|经济|模式|市场|专业|标准|试点|服务|管理|基金|资金|高校|院校|人才|协会|投资|建设|院所|网络|信息|数据|世界|国际|全球)$"
)
_PERSON = re.compile(
    r"^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤樊詹殷乔鲁翁俞葛温康施牛齐安常庄]"
    r"[一-龥]{1,2}$"
)
_AGENT = re.compile(
    r"由(?P<who>[^，。；：！？\n由]{2,40}?)(?:共同|联合|合资|独资|全额|捐资|控股|斥资)*"
    r"(?:(?:联合|共同)(?:建设|打造|组建|实施)|投资|出资|承建|投建|兴建|捐资|捐建|运营|研发|开发建设|控股)"
)
_INVESTS = re.compile(r"(?:计划|拟|将|累计|共|合计|首期|预计|追加|共同)?(?:投资|斥资|出资|注资)(?:约|超|逾|近|总额)?[0-9.]+[亿万]")
_IS = re.compile(
    r"(?:^|[。；\n])(?P<who>[^，。；：！？\n、是]{2,24})是[^。；\n，]{0,40}?"
    r"(?:企业|公司|集团|厂商|厂家|供应商|服务商|制造商|运营商)"
    r"(?:之一)?(?=[，。；\n])"
)
_FUNCTION_TAGS = frozenset({"p", "c", "u", "uj", "ul", "d", "m", "q", "r", "v"})
_RARE_TAGS = frozenset({"g", "ng", "nr", "ns", "nz", "j"})
_LEVEL_WORDS = frozenset("省市县区州国本各该全我")
_JOINTS = frozenset({"、", "，", "和", "与", "及", "以及"})
_AND = re.compile(r"、|和|与|及|以及")


@cache
def _closing() -> re.Pattern[str]:
    nouns = either(border_words("class"))
    return re.compile(f"等{_COUNT}(?:的)?{_ADJECTIVE}[一-龥A-Za-z]{{0,4}}?{_ADJECTIVE}(?:{nouns})"
                      rf"|等{_COUNT}(?:内资|外资|央企|民资|台资)项目")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        r"(?:巨头|龙头企业|领军企业|头部企业|骨干企业|上市公司|独角兽企业|链主企业|央企|厂商|车企|药企|运营商|500强企业|世界500强|知名企业|知名品牌|龙头)(?=[一-龥A-Za-z])"
    )


@cache
def _industry_terms() -> frozenset[str]:
    forms: set[str] = set()
    for table in ("industry_terms", "digital_economy_2021", "strategic_emerging_2018", "industries_gbt4754_2digit"):
        for row in read_vocabulary(table):
            forms.update(v for k, v in row.items() if k in ("name", "term", "form"))
    return frozenset(forms)


def is_industry_term(form: str) -> bool:
    """Whether a form is the name of an industry in the shipped tables."""
    return form in _industry_terms()


def is_made_up(words: Words, span: Span) -> bool:
    """Whether a short form looks like a name somebody gave: no word of a dictionary, no place, no field of industry.

    Example:
        >>> from kg.mentions.name_borders import cut_words
        >>> is_made_up(cut_words("丝域药业"), Span(0, 4)), is_made_up(cut_words("现代农业"), Span(0, 4))
        (True, False)
    """
    form = span.of(words.text)
    if not 3 <= len(form) <= 8 or form in _industry_terms() or _NOT_NAME.search(form) or is_place(form):
        return False
    parts = words.between(span.start, span.end)
    while len(parts) > 1 and is_place(parts[0].form):
        parts = parts[1:]
    return _looks_given(parts)


def _looks_given(parts: Sequence[Word]) -> bool:
    first, last = parts[0], parts[-1]
    if first.form in border_words("inside") or first.form in border_words("stop") or first.form in border_words("class"):
        return False
    if len(parts) == 1:
        return is_proper(first) and not first.known
    if last.form not in border_words("trade"):
        opens = (is_proper(first) and not is_place(first.form)) or (len(first.form) == 1 and first.tag in _RARE_TAGS)
        return opens and any(len(word.form) > 1 and not word.known for word in parts)
    own = parts[:-1]
    return len(own) <= 3 and all(_is_given(word) for word in own) and (len(own) > 1 or len(own[0].form) > 1)


def _is_given(word: Word) -> bool:
    """Whether a word before a line of business may be part of a name somebody gave: proper and no place, unknown, or one character."""
    if len(word.form) == 1:
        return is_character(word)
    return (is_proper(word) and not is_place(word.form)) or not word.known


def is_character(word: Word) -> bool:
    """Whether a word is one character that a name may be made of."""
    return len(word.form) == 1 and word.tag not in _FUNCTION_TAGS and word.form not in _LEVEL_WORDS


def find_cued(words: Words, sure: Sequence[Span]) -> list[Found]:
    """Names that cues show, given the organizations that are sure already (spans of the same text)."""
    found = [*_find_closed_lists(words, sure), *_find_opened(words), *_find_titled(words), *_find_agents(words)]
    return [*found, *_find_described(words)]


def is_name(words: Words, span: Span) -> bool:
    """Whether a span may name a body by itself: it opens with something proper that is no place, or follows a place."""
    form = span.of(words.text)
    if not 2 <= len(form) <= 14 or form in _industry_terms() or _NOT_NAME.search(form):
        return False
    parts = words.between(span.start, span.end)
    while len(parts) > 1 and is_place(parts[0].form):
        parts = parts[1:]
    if not parts or is_place(parts[0].form) or parts[0].tag == "ns":
        return False
    if parts[0].tag == "eng" and len(parts) > 1 and not (len(parts) == 2 and parts[1].form in border_words("trade")):
        return False
    return is_proper(parts[0])


def _find_closed_lists(words: Words, sure: Sequence[Span]) -> Iterator[Found]:
    covered = frozenset(at for span in sure for at in range(span.start, span.end))
    for match in _closing().finditer(words.text):
        parts = _conjuncts_before(words, match.start())
        yield from ((p, "organization-list") for p in _accept(words, parts, covered))


def _conjuncts_before(words: Words, end: int) -> list[Span]:
    """The members of the list that ends at ``end``, last first."""
    parts: list[Span] = []
    while end > 0 and len(parts) < 24:
        start = _separator_before(words, end)
        end = _without_tail(words.text, Span(min(start, end), end)).end
        border = _border_of(words, start, end)
        if border < end:
            parts.append(Span(border, end))
        mark = words.words[words.index_at(start - 1)] if start else None
        crossed = mark.form if mark else ""
        whole = border <= start or _FOREIGN.match(words.text[start:border] + "x") is not None
        if not whole or mark is None or crossed not in _JOINTS or (crossed == "，" and end - start > 9):
            break
        end = mark.start
    return parts


def _separator_before(words: Words, end: int) -> int:
    """Where the last member of a list begins at the earliest: after the mark or the conjunction before it."""
    index = words.index_at(end - 1)
    while index >= 0:
        word = words.words[index]
        if word.form in _JOINTS or word.form in _BREAK:
            return word.end
        if end - word.start > 30:
            return word.start
        index -= 1
    return 0


def _border_of(words: Words, start: int, end: int) -> int:
    inside = words.between(start, end)
    if len(inside) == 1 or is_known_name(words.text[start:end]):
        return start
    border = max(start, find_left_border(words, end))
    foreign = _FOREIGN.match(words.text[border:end])
    return border + foreign.end() if foreign and end - border - foreign.end() >= 2 else border


def _accept(words: Words, parts: Sequence[Span], sure: frozenset[int]) -> Iterator[Span]:
    """Of the members of a list those that name bodies, where enough of them plainly do."""
    kept = [_without_tail(words.text, p) for p in parts]
    known = [not sure.isdisjoint(range(p.start, p.end)) for p in kept]
    named = [is_name(words, p) or is_made_up(words, p) or is_known_name(p.of(words.text)) for p in kept]
    plain = sum(k or n for k, n in zip(known, named, strict=True))
    if not kept or not (any(known) or 2 * plain >= len(kept)):
        return
    for part, is_known, is_named in zip(kept, known, named, strict=True):
        form = part.of(words.text)
        if not is_known and (is_named or (2 * plain >= len(kept) > 2 and _may_be_name(form))):
            yield part


def _may_be_name(form: str) -> bool:
    """Whether a member of a list of names may be one too, though it is made of ordinary words: short, or a line of business last."""
    if form in _industry_terms() or is_place(form):
        return False
    trade = next((t for t in sorted(border_words("trade")) if form.endswith(t) and len(form) > len(t)), None)
    return 2 <= len(form) <= 3 and not _NOT_NAME.search(form) or (trade is not None and len(form) <= 6)


def _without_tail(text: str, span: Span) -> Span:
    tail = _TAIL.search(span.of(text))
    return Span(span.start, span.start + tail.start()) if tail and tail.start() > 1 else span


def _find_opened(words: Words) -> Iterator[Found]:
    """Members of a list that a noun of a class opens (家电巨头甲、乙和丙等)."""
    for match in _opening().finditer(words.text):
        at = match.end()
        while True:
            end = _name_end(words, at)
            if end == at or not is_name(words, Span(at, end)):
                break
            yield Span(at, end), "organization-class"
            mark = _AND.match(words.text, end)
            if not mark:
                break
            at = mark.end()


def _name_end(words: Words, at: int) -> int:
    """How far a name goes that begins at ``at``: over words that are proper or lines of business."""
    end = at
    for word in words.between(at, min(len(words.text), at + 12)):
        if word.start != at and word.form not in border_words("trade") and word.form not in border_words("body"):
            if not (is_proper(word) and not is_place(word.form) and word.tag != "ns"):
                break
        elif word.start == at and not (is_proper(word) or is_place(word.form)):
            break
        end = word.end
    return end


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(either(border_words("title") - {"校长", "院长", "会长", "创始人", "党委书记", "副院长", "副校长"}))


def _find_titled(words: Words) -> Iterator[Found]:
    for match in _titles().finditer(words.text):
        start = find_left_border(words, match.start())
        span = Span(start, match.start())
        if start < match.start() and is_name(words, span) and not _PERSON.match(span.of(words.text)):
            yield span, "organization-title"


def _find_agents(words: Words) -> Iterator[Found]:
    for match in _AGENT.finditer(words.text):
        for part in _conjuncts_before(words, match.end("who")):
            if part.start >= match.start("who") and (is_name(words, part) or is_made_up(words, part)):
                yield part, "organization-agent"
    for match in _INVESTS.finditer(words.text):
        span = Span(find_left_border(words, match.start()), match.start())
        if span.start < span.end and is_name(words, span):
            yield span, "organization-agent"


def _find_described(words: Words) -> Iterator[Found]:
    for match in _IS.finditer(words.text):
        span = Span(match.start("who"), match.end("who"))
        if find_left_border(words, span.end) == span.start and is_name(words, span):
            yield span, "organization-described"
