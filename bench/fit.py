#!/usr/bin/env python3
"""Fits the shipped weights of open names: gold of seeds and train, and the annotated texts of seeds/annotated.

    python bench/fit.py [--out DIR] [--folds N]

Prints how each kind fares on gold documents left out of the fit. Needs the real documents beside the checkout.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.extract import find_taken
from kg.mentions.train import train

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SETS = (("gold/seeds", "seeds"), ("gold/train", "texts_train"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "seeds" / "vocabularies")
    parser.add_argument("--folds", type=int, default=8, help="fits for the trial; 16 leaves one document out at a time")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print("../shared is absent: the gold documents are needed")
        return 1
    args.out.mkdir(parents=True, exist_ok=True)
    gold, texts = zip(*((SHARED / g, SHARED / t) for g, t in SETS), strict=True)
    trials = train(gold, texts, args.out, find_taken, [ROOT / "seeds" / "annotated"], args.folds)
    for kind, trial in trials.items():
        p, r, f1 = trial.pooled.measures
        print(f"{kind.value:14} threshold {trial.threshold:.2f}  P {p:.3f}  R {r:.3f}  F1 {f1:.3f}  MACRO {trial.macro:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
