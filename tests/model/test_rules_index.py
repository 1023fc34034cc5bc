"""The page on the formulation names every rule's test, and only tests there are."""

import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "formulation.md"


def defined(pattern: str, where: Path = HERE) -> set[str]:
    """Names of the tests in files that match."""
    found: set[str] = set()
    for file in where.glob(pattern):
        found |= set(re.findall(r"^ *def (test_\w+)", file.read_text("utf-8"), re.MULTILINE))
    return found


def test_every_rule_is_on_the_page_and_every_test_on_the_page_exists() -> None:
    page = PAGE.read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", page.replace("test_laws.py", "")))
    rules = defined("test_rules_*.py") - defined("test_rules_index.py")
    rooms = (HERE, *(HERE.parent / name for name in ("brief", "cases", "parameters", "stress")))
    known = set[str]().union(*(defined("test_*.py", room) for room in rooms))
    assert named - known == set()
    assert rules - named == set()
