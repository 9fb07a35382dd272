"""Fits the model of open names from documents that somebody annotated: what ``kg train`` calls.

The tables that come out go into a folder that ``kg build --vocab`` takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from rich.table import Table
from rich.text import Text

from kg.errors import InputError, KgError
from kg.mentions.trials import Trial
from kg.model import Kind
from kg.score.gold import check_folders

FEWEST = 3
_NAMES = {Kind.INDUSTRY: "产业", Kind.PLATFORM: "平台", Kind.ZONE: "园区", Kind.ORGANIZATION: "机构"}
_NEEDED = ("scipy",)
_MISSING = "训练需要 scipy，请运行 / training needs scipy; run:  pip install 'policykg[train]'"


def train_folders(pairs: Sequence[tuple[Path, Path]], out: Path) -> dict[Kind, Trial]:
    """Fits from folders of gold with the folders of their texts, and writes one table of weights a kind.

    Returns:
        How each kind fares on documents left out of the fit.

    Raises:
        KgError: scipy is missing, or there are too few documents to leave one out.
        InputError: a folder or a file of gold is not as it must be.
        OutputError: the folder cannot be written.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise KgError(_MISSING)
    count = sum(check_folders(gold, texts) for gold, texts in pairs)
    if count < FEWEST:
        raise InputError(f"标注文件太少 / too few gold documents: {FEWEST} expected, found {count}")
    from kg.extract import find_taken
    from kg.mentions.train import train
    from kg.pipeline import prepare_folder

    prepare_folder(out)
    return train([gold for gold, _ in pairs], [texts for _, texts in pairs], out, find_taken)


def render_trials(trials: Mapping[Kind, Trial]) -> tuple[Table | Text, ...]:
    """How each kind fares on documents left out of the fit."""
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("类别 / kind", min_width=20)
    for head in ("阈值 / threshold", "P", "R", "F1", "篇均 F1 / MACRO"):
        table.add_column(head, justify="right")
    for kind, trial in trials.items():
        figures = (trial.threshold, *trial.pooled.measures, trial.macro)
        table.add_row(Text(f"{_NAMES[kind]} {kind.value}"), *(f"{figure:.3f}" for figure in figures))
    return Text("每份文件用其余文件训练的模型来评 / each document by a fit from the others"), table
