"""No country and no mineral stands in the code: studies hold their words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import monazite

SOURCE = Path(monazite.__file__).parent
WORDS = re.compile(
    r"india|chin(a|ese)|japan|magnet|rare[ _-]?earth|ndpr|neodymium|crore|rupee|indonesia|nickel",
    re.IGNORECASE,
)
EARLIER = SOURCE / "core" / "earlier.py"
"""Names files once used; they go with the next version."""


def said(path: Path) -> Iterator[tuple[int, str]]:
    """Every name and every text of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(SOURCE.rglob("*.py")) if path != EARLIER],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_code_knows_no_country_and_no_mineral(path: Path) -> None:
    assert [f"{line}: {text}" for line, text in said(path) if WORDS.search(text)] == []


def test_words_in_code_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""Magnets."""\n\ndef f(magnets):\n    "India."\n    return "crore"\n')
    found = [text for _, text in said(module) if WORDS.search(text)]
    assert sorted(found) == ["crore", "magnets"]
