"""The pages on scoring and on vocabularies: their gold is gold, their messages are those printed, their names exist."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import VocabularyError
from kg.score.gold import find_faults
from kg.score.measure import GROUPS, SHARES
from kg.user_vocabularies import read_tables
from kg.vocabulary import list_tables

DOCS = Path(__file__).resolve().parents[1] / "docs"
SCORING = (DOCS / "scoring.md").read_text(encoding="utf-8")
VOCABULARIES = (DOCS / "vocabularies.md").read_text(encoding="utf-8")


def test_the_gold_shown_can_be_scored(tmp_path):
    gold = json.loads(re.search(r"```json\n(.*?)```", SCORING, re.DOTALL).group(1))
    assert list(find_faults(gold)) == []
    text = "某市低空经济办法\n第三条 市商务局牵头推动低空经济，建设低空飞行服务平台。建成起降场20个以上，按价款的20%给予补贴，最高5万元。\n"
    for quotes in ("facts", "targets", "incentives"):
        assert all(item["quote"] in text for item in gold[quotes])
    (tmp_path / "gold").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "gold" / "办法.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "texts" / "办法.txt").write_text(text, encoding="utf-8")
    (tmp_path / "graph.ttl").write_text("", encoding="utf-8")
    result = CliRunner().invoke(main, ["score", *(str(tmp_path / p) for p in ("graph.ttl", "gold", "texts"))], prog_name="kg")
    assert result.exit_code == 0 and "办法.txt" in result.stdout


def test_rows_and_options_named_exist():
    named = set(re.findall(r"`([A-Za-z_:]+)`", SCORING))
    rows = {kind for members in GROUPS.values() for kind in members} | set(GROUPS) | set(SHARES)
    assert {"provision_agencies", "quote_exact", "grounded", "fact:focusesOn", "ENTITIES"} <= named & rows
    for page in (SCORING, VOCABULARIES):
        for command, options in re.findall(r"^kg (\w+)(.*)$|`kg (\w+)([^`]*)`", page, re.MULTILINE) and [
            (a or c, b or d) for a, b, c, d in re.findall(r"^kg (\w+)(.*)$|`kg (\w+)([^`]*)`", page, re.MULTILINE)
        ]:
            known = {option for param in main.commands[command].params for option in param.opts}
            assert set(re.findall(r"--[a-z-]+", options.split("#")[0])) <= known, (command, options)


def test_tables_named_exist():
    named = {name.removesuffix(".tsv") for name in re.findall(r"`([a-z_0-9]+\.tsv)`", VOCABULARIES)}
    assert len(named) > 7 and named <= {*list_tables(), "corrections"}


def test_the_table_shown_is_read(tmp_path):
    shown = re.search(r"```\n(name\tkind\n.*?)```", VOCABULARIES, re.DOTALL).group(1)
    (tmp_path / "names.tsv").write_text(shown, encoding="utf-8")
    assert [row["kind"] for row in read_tables(tmp_path)[0][1]] == ["industry", "zone"]


@pytest.mark.parametrize(
    "name, text",
    [
        ("units", "unit\tkind\n枚\tcount\n盏\tdragons\n"),
        ("regions", "adcode\tname\n12345\t某市\n"),
        ("names", "name\tkind\n低空经济\tindustry\n某谷\tzone\n低空经济\tindustry\n"),
    ],
)
def test_the_messages_shown_are_those_printed(tmp_path, name, text):
    (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        read_tables(tmp_path)
    assert f"错误 / error: {error.value}\n" in VOCABULARIES
