"""The list of what is broken, and by which tests it is to be noticed, keeps up with the code."""

import importlib.machinery
import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "mutation"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("mutation_script", str(SCRIPT))
    spec = importlib.util.spec_from_loader("mutation_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutation_script"] = module  # records look their module up
    try:
        loader.exec_module(module)
    finally:
        del sys.modules["mutation_script"]
    return module


def test_every_target_is_there_with_its_tests(script: ModuleType) -> None:
    for target in script.TARGETS:
        found = list(script.mutants(target))
        assert found, f"nothing in {target.name} can be broken"
        assert script.tests_of(target)
        source = found[0].path.read_text(encoding="utf-8")
        assert found[0].source() != source


def test_what_is_said_to_change_nothing_is_there_with_a_reason(script: ModuleType) -> None:
    found = {
        (target.name, one.inside, one.before, one.after)
        for target in script.TARGETS
        for one in script.mutants(target)
    }
    assert set(script.EQUIVALENT) <= found
    assert all(script.EQUIVALENT.values())


def test_the_page_tells_the_score_with_and_without_what_changes_nothing(script: ModuleType) -> None:
    """Of ten mutants seven are noticed; one of the other three changes nothing."""
    (same,) = (
        one
        for target in script.TARGETS
        if target.name == "confidence"
        for one in script.mutants(target)
        if one.why
    )
    gap = replace(same, after="2.0")
    page = f"before\n{script.BEGIN}\nold\n{script.END}\nafter\n"
    told = script.written(page, [("confidence", 7, 10)], [gap, same, gap], 1)
    assert "**7 of 10 mutants are noticed: 70.0 %.**" in told
    assert "Of those that change anything it is 77.8 %." in told, "7 of 9"
    assert told.count("`confidence`, _weighings") == 3
    assert f"| `1.0` | {same.why} |" in told
    assert told.startswith("before")
    assert told.endswith("after\n")
    assert "old" not in told
