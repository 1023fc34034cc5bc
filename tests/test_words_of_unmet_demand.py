"""Price response, shortage and unmet demand go by these words wherever a reader meets them."""

import ast
import re
from pathlib import Path

import monazite
from monazite.charts import words
from monazite.core.vocabulary import indicators

ROOMS = ("api", "brief", "charts", "cli", "findings", "report", "studio")
MONTHS = {"disruption.py", "stressing.py", "exercising.py", "gaming.py", "exercise.py"}
"""Modules on months of a disturbed plan, in which goods come late and are not yet lost."""

OTHER_WORDS = re.compile(
    r"\b(gone|going|goes|go) without\b|\bpriced out\b|\bcut off\b|\bunmet need\b"
    r"|\bare missing\b|\bis missing at home\b",
    re.IGNORECASE,
)


def said(path: Path) -> list[str]:
    """The strings of a module a reader may meet: all but those that say what code does."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]


def test_no_other_word_is_used_for_any_of_the_three() -> None:
    source = Path(monazite.__file__).parent
    found = [
        (path.relative_to(source).as_posix(), text)
        for room in ROOMS
        for path in sorted((source / room).rglob("*.py"))
        if path.name not in MONTHS
        for text in said(path)
        if OTHER_WORDS.search(text)
    ]
    assert not found


def test_charts_and_indicators_have_the_same_words() -> None:
    titles = {
        key: indicators()[key].title for key in ("price_response", "shortage", "unmet_demand")
    }
    assert all(title.endswith(" at home") for title in titles.values())
    names = {title.removesuffix(" at home") for title in titles.values()}
    assert names <= set(words.GLOSSARY)
    assert {words.ORIGIN["short"], words.CHAIN_ENTRIES["short"]} == {"Unmet demand"}
    assert words.TITLES["unmet_by_use"].startswith("Unmet demand")
