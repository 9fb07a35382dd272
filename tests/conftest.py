"""What tests share: the real documents, where they lie beside the checkout, and a small graph that is built once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

DUTIES = """某省数字贸易促进条例
（2024年3月1日某省第十四届人民代表大会常务委员会第八次会议通过）
第一章 总则
第一条 为了促进数字贸易发展，结合本省实际，制定本条例。
第二条 省商务主管部门负责跨境电子商务工作，省科技主管部门配合。
第三条 省发展改革部门负责集成电路产业的规划。
第二章 附则
第四条 本条例自2024年5月1日起施行。
"""
PLAN = """石家庄市智慧物流行动计划
一、总体目标
到2026年，全市建成智慧物流园区5个，产业规模达到300亿元。
二、重点任务
（一）建设冷链物流基地。推动智慧物流发展。（责任单位：市商务局、市发展改革委）
（二）支持企业上云。对符合条件的企业按投资额的10%给予补助，最高50万元。（牵头单位：市工业和信息化局）
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the real documents skip where there are none."""
    if not (SHARED / "bench").is_dir():
        skip = pytest.mark.skip(reason="the real documents are not beside this checkout")
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents, gold and scorer; for tests with the marker ``shared``."""
    return SHARED


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two documents of our own."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "数字贸易 条例.txt").write_text(DUTIES, encoding="utf-8")
    (folder / "plan.txt").write_bytes(PLAN.encode("gb18030"))
    return folder


@pytest.fixture(scope="session")
def graph(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the two; only to be read."""
    from kg.pipeline import build

    out = tmp_path_factory.mktemp("graph")
    build([documents], out, jobs=1)
    return out


@contextmanager
def run_server(graph: Path, *options: str, environ: Mapping[str, str] | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """``kg serve`` in a process of its own, on any free port: its address and the process."""
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, **(environ or {})})
    try:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        address = next((line.strip() for line in lines if line.startswith("http://")), "")
        assert address, "kg serve did not start"
        yield address.rstrip("/"), process
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[tuple[str, subprocess.Popen[str]]]]:
    """Starts servers: `run_server`."""
    return run_server
