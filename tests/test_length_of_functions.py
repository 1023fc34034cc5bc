"""A function says one thing: none is longer than a page."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "monazite"
LINES = 60


def _functions() -> Iterator[tuple[str, int]]:
    for file in sorted(SOURCE.rglob("*.py")):
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{file.relative_to(SOURCE).as_posix()}:{one.name}"
                yield name, (one.end_lineno or one.lineno) - one.lineno + 1


def test_functions_are_no_longer_than_a_page() -> None:
    long = {name: lines for name, lines in _functions() if lines > LINES}
    assert not long, f"cut these along their ideas: {long}"
