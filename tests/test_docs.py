"""The documents under test: commands run, outputs are real, questions and rooms are all there.

    python tests/test_docs.py

writes the outputs shown in the READMEs anew.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from kg.cli import main
from kg.query import list_questions

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")
WIDTH = "110"
SHOWN = ["kg build", "kg query responsible industry=智慧物流", "kg ask 哪些地区聚焦制造业？",
         "kg diff 方案2025.txt 方案2026.txt --kind lead --kind number"]
ADVICE = "run tests/test_docs.py to write the outputs anew"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(kg [^`\n]+)`")
_QUOTED = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FIGURE = re.compile(r"\d+")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def find_blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in _BLOCK.findall(read(name)) if kind == language]


def find_commands(name: str) -> list[str]:
    """The ``kg`` commands of a README: after a prompt, on a line of a script, or in the text."""
    lines = [line for kind, body in _BLOCK.findall(read(name)) if kind in ("sh", "console") for line in body.split("\n")]
    shown = [line.removeprefix("$ ") for line in lines if line.startswith(("$ kg ", "kg "))]
    return shown + _INLINE.findall(_BLOCK.sub("", read(name)))


def find_outputs(name: str) -> list[tuple[str, str]]:
    """The commands shown with what they print."""
    return [(body.split("\n", 1)[0].removeprefix("$ "), body.split("\n", 1)[1]) for body in find_blocks(name, "console")]


COMMANDS = sorted({command for name in READMES for command in find_commands(name)})


def run(command: str) -> Result:
    return CliRunner(env={"COLUMNS": WIDTH}).invoke(main, shlex.split(command)[1:], prog_name="kg")


def run_example(code: str) -> str:
    """What a Python example prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "example", "exec"), {"__name__": "example"})
    return out.getvalue()


def strip_lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def prepare(folder: Path) -> Path:
    """A folder with documents of the names that the READMEs use, and a build of the samples."""
    samples = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
    (folder / "政策文件").mkdir(parents=True)
    for sample in samples[:-1]:
        shutil.copy(sample, folder / "政策文件")
    shutil.copy(samples[-1], folder / "通知.txt")
    for plan in sorted((ROOT / "tests" / "fixtures" / "plans").glob("*.txt")):
        shutil.copy(plan, folder)
    gold = {"doc": samples[0].name, "industries": [{"id": "i1", "name": "智慧物流"}]}
    (folder / "标注").mkdir()
    (folder / "标注" / f"{samples[0].stem}.json").write_text(json.dumps(gold), encoding="utf-8")
    (folder / "词表").mkdir()
    (folder / "词表" / "names.tsv").write_text("name\tkind\n云上钢谷\tplatform\n", encoding="utf-8")
    (folder / "更正.tsv").write_text("action\tsubject\tobject\nrename\tindustry/智慧物流\t智能物流\n", encoding="utf-8")
    with _chdir(folder):
        assert run("kg build").exit_code == 0
    return folder


@contextlib.contextmanager
def _chdir(folder: Path) -> Iterator[None]:  # that of contextlib came with Python 3.11
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("readme") / "here")


@pytest.fixture
def here(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(place)
    return place


# READMEs


def test_readmes_show_the_same_commands() -> None:
    assert find_commands(READMES[0]) == find_commands(READMES[1])
    assert len(COMMANDS) > 15


@pytest.mark.parametrize("command", COMMANDS)
def test_command_runs_and_answers(command: str, here: Path) -> None:
    result = run(command)
    assert result.exit_code == 0, result.output
    if command.startswith("kg query") and "--format" not in command:
        assert "\n" in result.stdout.strip() and not re.search(r"(?<!\d)0 行 / rows", result.stdout), result.stdout


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_question_is_shown(name: str) -> None:
    shown = find_commands(name)
    for question in list_questions():
        assert any(command.startswith(f"kg query {question.name}") for command in shown), question.name
        assert f"| `{question.name}` |" in read(name)
    for command in main.commands:
        assert f"| `{command}` |" in read(name), command


@pytest.mark.parametrize("name", READMES)
def test_outputs_are_real(name: str, here: Path) -> None:
    """Figures of a build may lag behind; its lines and all of an answer may not."""
    outputs = find_outputs(name)
    assert [command for command, _ in outputs] == SHOWN
    for command, shown in outputs:
        real = run(command).stdout
        if command == "kg build":
            shown, real = (re.sub(r" +", " ", _FIGURE.sub("0", text)) for text in (shown, real))
        assert strip_lines(shown) == strip_lines(real), ADVICE


@pytest.mark.parametrize("name", READMES)
def test_example_prints_what_is_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,), (shown,) = find_blocks(name, "python"), find_blocks(name, "text")
    assert run_example(code) == shown, ADVICE


@pytest.mark.parametrize("name", [*READMES, "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    broken = [link for link in _LINK.findall(read(name)) if "://" not in link and not (ROOT / link.split("#")[0]).exists()]
    assert broken == []


# ARCHITECTURE.md


def test_the_graph_on_the_road_is_what_the_example_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_example(find_blocks(READMES[0], "python")[0])
    built = (tmp_path / "mine" / "graph.ttl").read_text(encoding="utf-8")
    shown = re.findall(r"```turtle\n(.*?)```", read("ARCHITECTURE.md"), re.DOTALL)
    prefixes = "\n".join(line for line in built.split("\n") if line.startswith("@prefix"))
    triples = {t for text in shown for t in parse(f"{prefixes}\n{text}", format=RdfFormat.TURTLE)}
    assert len(triples) == 13
    assert triples <= set(parse(built, format=RdfFormat.TURTLE))


def find_rooms() -> dict[str, list[str]]:
    """The rooms of ARCHITECTURE.md's list, each with the files that its line names."""
    section = read("ARCHITECTURE.md").split("\n## Rooms\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.split("\n") if line.startswith("| `")]
    return {names[0]: names[1:] for names in (_QUOTED.findall(row) for row in rows)}


def test_every_file_named_in_the_list_of_rooms_exists() -> None:
    missing = [f"{room}{name}" for room, names in find_rooms().items() for name in ["", *names]
               if not (ROOT / room).exists() or name and not (ROOT / room / name).exists()]
    assert missing == []


def test_every_module_has_its_place_in_the_list_of_rooms() -> None:
    rooms = find_rooms()
    modules = [path.relative_to(ROOT) for path in (ROOT / "kg").rglob("*.py") if path.name != "__init__.py"]
    left = [path.as_posix() for path in modules if path.name not in rooms.get(f"{path.parent.as_posix()}/", [])]
    assert sorted(left) == [], "name these in the list of rooms of ARCHITECTURE.md"


def replace_block(text: str, opening: str, body: list[str]) -> str:
    """The text with another body in the block that opens so."""
    start = text.index(opening) + len(opening)
    return text[:start] + "\n".join([*body, ""]) + text[text.index("```\n", start) :]


def refresh() -> None:
    """Writes the outputs shown in the READMEs anew."""
    with tempfile.TemporaryDirectory() as temporary, _chdir(prepare(Path(temporary) / "here")):
        for name in READMES:
            text = read(name)
            for command in SHOWN:
                text = replace_block(text, f"```console\n$ {command}\n", strip_lines(run(command).stdout))
            text = replace_block(text, "```text\n", strip_lines(run_example(find_blocks(name, "python")[0])))
            (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    refresh()
