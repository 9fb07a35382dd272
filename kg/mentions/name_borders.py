"""Where a name that ends at a known word begins: the grammar that companies, institutes and parks share.

A text is cut into the words of the segmenter. From the ending of a name a walk goes left over what may stand inside a
name and stops at punctuation, particles, prepositions, counts, verbs that govern the name, and nouns of a class
(企业, 公司) after which a name begins. The words are data (``seeds/vocabularies/name_borders.tsv``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

import rjieba

from kg.mentions.places import load_gazetteer
from kg.vocabulary import read_vocabulary

LONGEST = 32
_STOP_TAGS = frozenset({"p", "c", "d", "df", "r", "q", "mq", "t", "u", "uj", "ul", "uz", "ud", "ug", "uv", "y", "e", "o", "i"})
_VERB_TAGS = frozenset({"v", "vd", "vi", "vq", "ad"})
_PROPER_TAGS = frozenset({"nr", "nrt", "nrfg", "nz", "nt", "ns", "eng"})
_LOOSE_TAGS = frozenset({"v", "f", "d", "ng"})
_PARTICLES = frozenset("为的在和与及对将由以等中了是")
_CLOSERS = {"）": "（", ")": "(", "”": "“", "’": "‘", "」": "「"}
_INNER_MARKS = frozenset("·&-－—")
_GLUED = re.compile(r"^[由与和及在向对将为被从到于是经以有请自指该]")
_LATIN = re.compile(r"^[A-Za-z][A-Za-z0-9.&-]*$")
_PASSED = frozenset({"集团", "大学", "银行", "协会", "商会", "厂", "车厂"})  # nouns of a class that stand inside names too
_HAN = re.compile(r"[一-龥]")
_COUNT = re.compile(r"^(?:[0-9０-９.％%]+|[一二两三四五六七八九十百千万亿]+|[几多数](?=[家个项条座批大]))[家个项条座批大类级余多名期所]?$")
_ALL_IN_ONE = re.compile(r"^(?:三一|第[一二三四五六七八九十]|八一|五一|七一|百|万|千|九|三|双|一)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the segmenter: where it stands, its tag, and whether the segmenter's dictionary has it."""

    start: int
    end: int
    form: str
    tag: str
    known: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order and without gaps."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    def index_at(self, position: int) -> int:
        """The index of the word that holds a position."""
        return bisect_right(self.starts, position) - 1

    def between(self, start: int, end: int) -> list[Word]:
        """The words inside a range; those it cuts are cut."""
        found = []
        for index in range(self.index_at(start), len(self.words)):
            word = self.words[index]
            if word.start >= end:
                break
            a, z = max(word.start, start), min(word.end, end)
            if a < z:
                found.append(word if (a, z) == (word.start, word.end) else _cut(word, a, z))
        return found


def _cut(word: Word, start: int, end: int) -> Word:
    """A part of a word: part of a word of the dictionary is no name."""
    form = word.form[start - word.start : end - word.start]
    if word.known:
        return Word(start, end, form, "n", True)
    return _word(start, form, "eng" if word.tag == "eng" else "x")


def _word(start: int, form: str, tag: str) -> Word:
    return Word(start, start + len(form), form, tag, len(form) > 1 and rjieba.has_word(form))


@lru_cache(maxsize=2)
def cut_words(text: str) -> Words:
    """Cut a text (without white space) into words.

    Example:
        >>> [w.form for w in cut_words("由某某集团投资").words][-1]
        '投资'
    """
    words: list[Word] = []
    at = 0
    for form, tag in rjieba.tag(text):
        known = len(form) > 1 and rjieba.has_word(form)
        if len(form) > 1 and not known and _GLUED.match(form) and tag != "eng":
            words.append(Word(at, at + 1, form[0], "p", False))
            words.append(_word(at + 1, form[1:], "x"))
        else:
            words.append(Word(at, at + len(form), form, tag, known))
        at += len(form)
    return Words(text, tuple(words), tuple(w.start for w in words))


@cache
def border_words(use: str) -> frozenset[str]:
    """The words of one use in the table of borders."""
    return frozenset(row["form"] for row in read_vocabulary("name_borders") if row["use"] == use)


def either(forms: frozenset[str]) -> str:
    """A pattern for any of the forms, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))


def is_place(form: str) -> bool:
    """Whether a word is the name of an official region that can be trusted."""
    found = load_gazetteer().by_name.get(form, ())
    return bool(found) and (len(form) > 2 or not found[0].common)


def is_proper(word: Word) -> bool:
    """Whether a word looks like a name: a place, a tag of names, Latin letters, or unknown to the dictionary."""
    if is_place(word.form):
        return True
    if _LATIN.match(word.form):
        return len(word.form) > 1 and word.form not in border_words("acronym")
    if word.form in border_words("inside") or word.form in border_words("stop"):
        return False
    if word.known:
        return word.tag in _PROPER_TAGS and len(word.form) > 1 and not _is_composed(word)
    if len(word.form) < 2 or not _HAN.match(word.form) or _COUNT.match(word.form):
        return False
    return word.tag not in _LOOSE_TAGS and word.form[-1] not in _PARTICLES


def _is_composed(word: Word) -> bool:
    """Whether a word of the dictionary is put together of others (集成电路, 光通信) or a person's (保安), so that its tag tells little."""
    form = word.form
    if word.tag in ("nrt", "nrfg"):
        return False
    if len(form) == 2 and word.tag == "nr":
        return True
    if len(form) == 3 and word.tag == "nr":
        return form[-1] in "区城园谷港镇石机器业品人者员"
    if len(form) == 4:
        return rjieba.has_word(form[:2]) and rjieba.has_word(form[2:])
    return len(form) == 3 and word.tag in ("nz", "nt") and (rjieba.has_word(form[:2]) or rjieba.has_word(form[1:]))


def find_left_border(words: Words, end: int) -> int:
    """Where the name begins whose own words end at ``end`` (the start of its ending); ``end`` where nothing precedes.

    Example:
        >>> text = "近日由临江市柯尔材料有限公司投资"
        >>> text[find_left_border(cut_words(text), text.index("有限公司")):text.index("投资")]
        '临江市柯尔材料有限公司'
    """
    border = end
    index = words.index_at(end - 1) if end else -1
    while index >= 0:
        word = words.words[index]
        if end - word.start > LONGEST:
            break
        if word.form in _CLOSERS:
            opener = _find_opener(words, index)
            if opener is None or _COUNT.match(words.text[words.words[opener].end : word.start]):
                break
            index, border = opener - 1, words.words[opener].start
            continue
        after = words.words[index + 1] if index + 1 < len(words.words) and words.words[index + 1].start < end else None
        if _ends_walk(words, index, after):
            break
        border = word.start
        index -= 1
    return _trim(words, border, end)


def _find_opener(words: Words, index: int) -> int | None:
    """The word that opens the bracket or quotation closed at ``index``, at most 14 characters before it."""
    mark = _CLOSERS[words.words[index].form]
    for back in range(index - 1, -1, -1):
        word = words.words[back]
        if word.form == mark:
            return back
        if words.words[index].start - word.start > 14 or word.form in "，。；：！？\n":
            return None
    return None


def _ends_walk(words: Words, index: int, after: Word | None) -> bool:
    word = words.words[index]
    if word.form in border_words("inside"):
        return word.tag in _VERB_TAGS | {"vn"} and after is not None and is_place(after.form)
    if word.form in _INNER_MARKS:
        return after is None or index == 0 or not _HAN.match(after.form) or not _HAN.match(words.words[index - 1].form)
    if word.form in border_words("stop") or word.form in border_words("class") or word.form in border_words("title"):
        return word.form not in _PASSED
    if not _HAN.match(word.form):
        return not _LATIN.match(word.form)
    if _COUNT.match(word.form) or (word.tag in ("m", "mq") and word.form != "多"):
        return not _ALL_IN_ONE.match(word.form) or after is None or after.tag in ("q", "m")
    if word.form == "多":
        return after is None or after.tag != "nr"
    if len(word.form) == 1:
        return word.tag in ("p", "c", "uj", "ul", "q") and word.form not in "中方"
    if not word.known:
        return False
    return word.tag in _STOP_TAGS or word.tag in _VERB_TAGS or _is_phrase(word.form)


def _is_phrase(form: str) -> bool:
    """Whether a word of four characters opens or closes with a word that ends the walk (充分发挥, 大力发展)."""
    stops = border_words("stop")
    return len(form) == 4 and (form[:2] in stops or form[2:] in stops)


def _trim(words: Words, border: int, end: int) -> int:
    """Drop from the front words that may stand inside a name but open none."""
    for word in words.between(border, end):
        if word.form in border_words("stop") or word.form in _INNER_MARKS:
            border = word.end
        else:
            break
    return border
