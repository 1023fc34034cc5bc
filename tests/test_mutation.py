"""The list of what is broken, and by which tests it is to be noticed, keeps up with the code."""

import ast
import importlib.machinery
import importlib.util
import os
import subprocess
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
        sys.path.remove(str(SCRIPT.parent))
    return module


HALVES = """
KEPT = {}


def half(number, by=2):
    if number < 0:
        return 0
    return number / by


def third(number):
    if number not in KEPT:
        KEPT[number] = number / 3
    return KEPT[number]
"""
TESTS = """
import time

import halves

NINE = halves.third(9)


def test_slow():
    time.sleep(0.2)
    assert halves.half(6) == 3


def test_fast():
    assert halves.half(4) == 2


def test_third():
    assert NINE == 3 == halves.third(9)
"""
TRY = """
import ast, pathlib, sys
from noticing import Broken, noticed

path = pathlib.Path("halves.py").resolve()
whole = path.read_text()
broken = []
for old, new, line, when_called in (
    ("number / by", "number * by", 8, True),
    ("number < 0", "number <= 0", 6, True),
    ("by=2", "by=3", 5, False),
    ("number / 3", "number / 4", 13, True),
    ("number not in KEPT", "True", 12, True),
):
    assert old in whole
    tree = ast.parse(whole.replace(old, new))
    broken.append(Broken(path, tree, range(line, line + 1), when_called))
print(*noticed(path, ["test_halves.py"], broken, "halves"))
"""


def test_who_breaks_a_function_a_default_or_what_was_kept_is_noticed(tmp_path: Path) -> None:
    """A half of 0 is 0 either way, and a third kept is the third; all else shows.

    What a third is was worked out when tests were collected, and is worked out anew.
    """
    (tmp_path / "halves.py").write_text(HALVES)
    (tmp_path / "test_halves.py").write_text(TESTS)
    paths = f"{tmp_path}:{SCRIPT.parent}"
    told = subprocess.run(
        [sys.executable, "-c", TRY],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["False", "True", "False", "True", "True", "False"], told.stderr


def test_tests_that_run_a_broken_line_come_first_and_the_fastest_file_of_them(
    script: ModuleType,
) -> None:
    """Of two files that run line 3 the faster goes first; tests that do not run it go last."""
    told = [
        script.noticing.Told("a.py::one", "a.py", 1.0, frozenset({3})),
        script.noticing.Told("a.py::two", "a.py", 9.0, frozenset({4})),
        script.noticing.Told("b.py::one", "b.py", 0.4, frozenset({3, 4})),
        script.noticing.Told("b.py::two", "b.py", 0.4, frozenset({3})),
        script.noticing.Told("c.py::one", "c.py", 0.1, frozenset()),
    ]
    found = script.noticing.ordered(told, {2, 3})
    assert found == ["b.py::one", "b.py::two", "a.py::one", "c.py::one", "a.py::two"]


def test_every_target_is_there_with_its_tests(script: ModuleType) -> None:
    for target in script.TARGETS:
        found = list(script.mutants(target))
        assert found, f"nothing in {target.name} can be broken"
        assert script.tests_of(target)
        whole = ast.parse(found[0].path.read_text(encoding="utf-8"))
        assert ast.unparse(found[0].broken().tree) != ast.unparse(whole)


def test_what_is_said_to_change_nothing_is_there_with_a_reason(script: ModuleType) -> None:
    found = {
        (target.name, one.inside, one.before, one.after)
        for target in script.TARGETS
        for one in script.mutants(target)
    }
    assert set(script.EQUIVALENT) <= found
    assert all(script.EQUIVALENT.values())


def test_what_is_new_about_rules_and_money_is_a_target(script: ModuleType) -> None:
    """Every module with records of rules, and every one of these rooms that decides anything."""
    named = {(target.room, target.name) for target in script.TARGETS}
    records = {target.name for target in script.TARGETS if target.records}
    for path in (script.SOURCE / "model").glob("*.py"):
        if "declare(\n    Rule(" in path.read_text(encoding="utf-8"):
            assert path.stem in records
    for room in ("findings/costs", "findings/money", "findings/attribution", "findings/ensemble"):
        for path in (script.SOURCE / room).glob("*.py"):
            if (room, path.stem) not in named:
                assert not any(script.mutants(script.Target(path.stem, room, ())))


def test_the_page_tells_the_score_with_and_without_what_changes_nothing(script: ModuleType) -> None:
    """Of ten mutants seven are noticed; one of the other three changes nothing."""
    confidence = next(one for one in script.TARGETS if one.name == "confidence")
    tried = list(script.mutants(confidence))
    (same,) = (one for one in tried if one.why)
    gap = replace(same, after="2.0")
    page = f"before\n{script.BEGIN}\nold\n{script.END}\nafter\n"
    score = script.score_of(confidence, tried[:10], [gap, same, gap])
    told = script.written(page, [score], [confidence.called])
    assert "**7 of 10 mutants are noticed: 70.0 %.**" in told
    assert "Of those that change anything it is 77.8 %." in told, "7 of 9"
    assert f"There are {len(tried)}: of some modules one in several was tried." in told
    assert told.count("`findings/evidence/confidence`, _weighings") == 3
    assert f"| `1.0` | {same.why} |" in told
    assert told.startswith("before")
    assert told.endswith("after\n")
    assert "old" not in told


def test_scores_of_some_targets_take_the_place_of_theirs_and_leave_the_others(
    script: ModuleType,
) -> None:
    line = "| `model/rule`, dual | `a` | `b` |  |"
    rule, quotas = (
        script.Score("model/rule", 9, 10, 10, (line,)),
        script.Score("m/q, records", 2, 2, 4),
    )
    order = [quotas.called, rule.called]
    page = script.written(f"{script.BEGIN}{script.END}", [rule, quotas], order)
    assert script.scores_in(page) == {quotas.called: quotas, rule.called: rule}
    better = script.Score("model/rule", 10, 10, 10)
    again = script.written(page, [better], order)
    assert script.scores_in(again) == {quotas.called: quotas, rule.called: better}
    assert line not in again
    assert list(script.scores_in(script.written(again, [], ["model/rule"]))) == ["model/rule"]


def test_the_page_is_of_targets_there_are(script: ModuleType) -> None:
    told = script.scores_in(script.PAGE.read_text(encoding="utf-8"))
    assert set(told) == {target.called for target in script.TARGETS}
