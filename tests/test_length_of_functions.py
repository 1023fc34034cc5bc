"""A function says one thing: none is longer than a page, but for a few that are one by nature."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "monazite"
LINES = 60

LONGER = {
    "brief/analyses.py:analyse": "what a brief asks, one question after the other",
    "brief/content.py:brief_content": "parts of a brief in the order they are read",
    "brief/folder.py:write_run_folder": "files of a run folder in the order they are written",
    "brief/pictures.py:brief_charts": "charts of a brief in the order they are read",
    "brief/topics/money.py:held_back": "one answer after the other to what is held back",
    "report/headlines.py:_indicator_group": "rows of one table",
    "report/style.py:_paper": "one sheet of styles",
    "report/style.py:_screen": "one sheet of styles",
    "report/workbook_asked.py:asked_sheets": "sheets of a workbook in the order they are read",
    "report/workbook_sheets.py:brief_sheets": "sheets of a workbook in the order they are read",
    "stress/month.py:month": "one page of equations, which machine code takes in whole",
    "stress/of_plan.py:months_of": "what months are made of, one array after the other",
    "studio/stressing.py:told": "parts of one screen in the order they are read",
}
"""Functions that may be longer, and why."""


def _functions() -> Iterator[tuple[str, int]]:
    for file in sorted(SOURCE.rglob("*.py")):
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{file.relative_to(SOURCE).as_posix()}:{one.name}"
                yield name, (one.end_lineno or one.lineno) - one.lineno + 1


def test_functions_are_no_longer_than_a_page() -> None:
    long = {name: lines for name, lines in _functions() if lines > LINES}
    found = {name: lines for name, lines in long.items() if name not in LONGER}
    assert not found, f"cut these along their ideas: {found}"
    assert LONGER.keys() <= long.keys(), "what is short enough needs no exception"
