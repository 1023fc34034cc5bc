"""Every module imports, holds one idea, and does nothing while being imported."""

import importlib
import pkgutil
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import monazite

MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(monazite.__path__, "monazite.")
    if found.name != "monazite.__main__"
)
LINES_ALLOWED = 400


@pytest.mark.parametrize("name", MODULES)
def test_every_module_holds_one_idea(name: str) -> None:
    source = importlib.import_module(name).__file__
    if source is not None:
        lines = len(Path(source).read_text(encoding="utf-8").splitlines())
        assert lines <= LINES_ALLOWED, f"{name} has {lines} lines; split it by idea"


def test_rooms_of_findings_are_entered_by_their_doors() -> None:
    """Who is outside a room of findings imports what its `__init__` offers, and no module of it."""
    root = Path(monazite.__path__[0])
    inner = re.compile(r"from monazite\.findings\.(\w+)\.\w+(?:\.\w+)* import")
    found = {
        f"{path.relative_to(root)}: {said[0]}"
        for path in root.rglob("*.py")
        for said in inner.finditer(path.read_text(encoding="utf-8"))
        if not path.is_relative_to(root / "findings" / said[1])
    }
    assert found == set()


def test_importing_everything_writes_nothing(tmp_path: Path) -> None:
    script = f"import importlib\nfor name in {MODULES!r}: importlib.import_module(name)\n"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises(AssertionError, match="tried to reach the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with (
        pytest.raises(AssertionError, match="tried to reach the network"),
        socket.socket() as line,
    ):
        line.connect(("192.0.2.1", 80))
