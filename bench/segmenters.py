#!/usr/bin/env python3
"""Which words the candidates of open names are cut from: rjieba, LAC, or rjieba cut once more where LAC ends a word.

    python bench/segmenters.py [--folds N] [--steps N]

For each way the models are fitted anew on the gold documents of seeds and train, and measured on those left out of a fit.
Fitted from gold alone and with few steps, so that it ends in minutes: compare the ways with each other, not with
``bench/fit.py``. Needs the real documents beside the checkout, ``policykg[train]`` and ``policykg[lac]``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import rjieba

import kg.mentions.candidates as candidates
import kg.mentions.train as train
from kg.extract import find_taken
from kg.mentions.examples import read_examples
from kg.mentions.lac import tag_words

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SETS = (("gold/seeds", "seeds"), ("gold/train", "texts_train"))
TAGS = {"PER": "nr", "LOC": "ns", "ORG": "nt", "TIME": "t", "nw": "nz", "u": "uj", "xc": "y", "w": "x"}  # rjieba's for LAC's
Words = Iterator[tuple[str, str]]


def tag_lac(text: str) -> Words:
    """LAC's words with tags as rjieba names them."""
    return ((word, TAGS.get(tag, tag)) for word, tag in tag_words(text))


def tag_both(text: str) -> Words:
    """The words of rjieba, cut where LAC ends a word; the parts keep their tag."""
    borders = set(accumulate(len(word) for word, _ in tag_words(text)))
    at = 0
    for word, tag in rjieba.tag(text, True):
        cuts = [0, *(n for n in range(1, len(word)) if at + n in borders), len(word)]
        yield from ((word[a:z], tag) for a, z in zip(cuts, cuts[1:], strict=False))
        at += len(word)


WAYS: dict[str, Callable[[str], Words]] = {"rjieba": candidates._tag, "lac": tag_lac, "both": tag_both}


def measure(way: str, folds: int) -> str:
    """Lines of figures for one way."""
    candidates._tag = WAYS[way]
    began = time.perf_counter()
    gold, texts = zip(*((SHARED / g, SHARED / t) for g, t in SETS), strict=True)
    examples = read_examples(gold, texts, find_taken)
    read = time.perf_counter() - began
    trials = train.leave_out(examples, train.Table(examples), len(examples), folds)
    lines = []
    for kind, trial in trials.items():
        p, r, f1 = trial.pooled.measures
        reached = sum(len(e.core[kind] & {e.gold[kind][n][0] for s in e.surfaces
                                          if (n := train.normal_name(kind, s)) in e.gold[kind]}) for e in examples)
        wanted = sum(len(e.core[kind]) for e in examples)
        lines.append(f"{way}\t{kind.value}\treach {reached / wanted:.3f}\tP {p:.3f}\tR {r:.3f}\tF1 {f1:.3f}\tMACRO {trial.macro:.3f}")
    count = sum(len(e.candidates.first) for e in examples)
    return "\n".join([*lines, f"{way}\t{count} candidates, read in {read:.1f} s"])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--steps", type=int, default=30)
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print("../shared is absent: the gold documents are needed")
        return 0
    train.MAX_STEPS = options.steps
    for way in WAYS:
        print(measure(way, options.folds), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
