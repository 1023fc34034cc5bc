"""What is worked out of a plan is worked out once, and goes with the plan."""

import ast
import gc
import weakref
from pathlib import Path

import pytest

import monazite
from monazite.findings.account import chain_account
from monazite.findings.bottlenecks import binding_constraints, soft_rules
from monazite.findings.comparison import halting
from monazite.findings.evidence import calibration, weigh
from monazite.findings.indicators import compute
from monazite.findings.money import investors
from monazite.findings.solution import Solution, once_for_a_plan

from .toy import STUDY, outcome, solution

ASKED: list[tuple[str, int]] = []


@once_for_a_plan
def doubled(plan: Solution, year: int, *, name: str = "") -> list[int]:
    ASKED.append((name, year))
    return [2 * year]


def test_a_plan_is_asked_once_for_each_question() -> None:
    ASKED.clear()
    plan, other = solution("halt"), solution("halt")
    assert doubled(plan, 1) is doubled(plan, 1)
    assert doubled(plan, 2, name="b") is doubled(plan, 2, name="b")
    assert doubled(other, 1) is not doubled(plan, 1)
    assert ASKED == [("", 1), ("b", 2), ("", 1)]
    with pytest.raises(TypeError, match="positional"):
        doubled(plan, 1, 2)  # type: ignore[call-arg]


def test_findings_go_when_the_plan_goes() -> None:
    usual = outcome("as-now")
    plan = Solution(STUDY, outcome("halt"), usual, lambda: usual)
    compute(plan, "self_sufficiency.chain")
    chain_account(plan, 2025)
    for find in (binding_constraints, soft_rules, halting, calibration, weigh, investors):
        assert find(plan) is not None
    gone = weakref.ref(plan)
    del plan
    gc.collect()
    assert gone() is None


def test_nothing_keeps_plans_for_all() -> None:
    package = Path(monazite.__file__).parent
    kept = [
        f"{path.relative_to(package)}:{of.lineno}"
        for path in package.rglob("*.py")
        for of in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(of, ast.FunctionDef)
        and any("cache" in ast.unparse(one).split("(")[0] for one in of.decorator_list)
        and any("Solution" in ast.unparse(one.annotation) for one in of.args.args if one.annotation)
    ]
    assert kept == []
