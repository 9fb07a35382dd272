"""Every rule that code names has a line of explanation in both languages, and no line is without its rule."""

import ast
import re
from pathlib import Path

import pytest

from kg.statements import describe_rule
from kg.vocabulary import read_shipped

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"[a-z]+(-[a-z]+)+")
NO_RULES = {"no-structure", "ambiguous-region", "place-close", "verb-known"}  # kinds of problems; tests of open_name_priors.tsv
COMPOSED = ("builds", "department-bare", "department-list-bare")
RULES = {row["rule"]: row for row in read_shipped("rules")[1]}


def find_strings():
    """All literals of the modules that find mentions and facts, and those given as a rule."""
    strings, given = set(), set()
    for path in [*(ROOT / "kg" / "mentions").glob("*.py"), *(ROOT / "kg" / "facts").glob("*.py"), ROOT / "kg" / "extract.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            if isinstance(node, ast.keyword) and node.arg == "rule":
                given |= {n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return strings, given


def test_every_rule_in_code_is_explained():
    strings, given = find_strings()
    named = {string for string in strings if NAME.fullmatch(string)} - NO_RULES
    assert len(named) > 30
    assert sorted((named | given) - RULES.keys()) == [], "add these to seeds/vocabularies/rules.tsv"


def test_every_explained_rule_is_in_code():
    strings, _ = find_strings()
    assert sorted(RULES.keys() - strings - set(COMPOSED)) == [], "remove these from seeds/vocabularies/rules.tsv"


def test_every_line_speaks_both_languages():
    assert len(RULES) == len(read_shipped("rules")[1])
    for name, row in RULES.items():
        assert re.search(r"[\u4e00-\u9fff]", row["zh"]) and row["en"] and not re.search(r"[\u4e00-\u9fff]", row["en"]), name


def test_all_rules_of_the_samples_are_explained(tmp_path):
    from kg.pipeline import extract_paths

    extracted = extract_paths([], jobs=1)
    used = {item.rule for extraction, _ in extracted.items
            for items in (extraction.mentions, extraction.facts, extraction.targets, extraction.incentives) for item in items}
    assert len(used) > 15
    assert sorted(name for name in used if describe_rule(name).en == "(not described)") == []


@pytest.mark.shared
def test_all_rules_of_the_real_documents_are_explained(shared):
    from kg.pipeline import extract_paths

    extracted = extract_paths([shared / "seeds", shared / "texts_train", shared / "texts_dev"], jobs=2)
    used = {item.rule for extraction, _ in extracted.items
            for items in (extraction.mentions, extraction.facts, extraction.targets, extraction.incentives) for item in items}
    assert sorted(name for name in used if describe_rule(name).en == "(not described)") == []
