"""The grade of a number, by hand on the toy, where every fact is firm until a test says no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monazite.findings.bottlenecks import (
    grade_of_indicator,
    graded_numbers,
    thin_share_of_indicator,
)
from monazite.findings.solution import Solution

from ..toy import STUDY, outcome

MINE = "capacity:hom-mine#1"
PLANT = "capacity:hom-magnets#1"
NEED = "demand:motors-hom#1"


def thin(*names: str, strategy: str = "as-now") -> Solution:
    """The toy with some facts of the lowest grade and all else as it was."""
    facts = {
        name: replace(fact, grade="C" if name in names else "A")
        for name, fact in STUDY.evidence.facts.items()
    }
    numbers = replace(STUDY.numbers, evidence=replace(STUDY.evidence, facts=facts))
    study = replace(STUDY, numbers=numbers)
    return Solution(study, outcome(strategy), None)


@pytest.mark.parametrize(
    ("weak", "key", "share", "grade"),
    [
        ((), "home_cost", 0.0, "A"),
        # the plant is the one limit on what is made, and of a share the one of two sides
        ((PLANT,), "output.magnet", 1.0, "C"),
        ((PLANT,), "self_sufficiency.magnet", 1 / 2, "B"),
        ((PLANT, NEED), "self_sufficiency.magnet", 1.0, "C"),
        # a mine of 50 t at 500 and a plant of 20 t at 500 of the toy's money a tonne; three sides
        ((MINE,), "home_cost", 25 / 35 / 3, "B"),
        ((NEED,), "home_cost", 1 / 3, "B"),
        ((NEED,), "output.magnet", 0.0, "A"),
    ],
)
def test_limits_need_and_costs_count_alike_and_facts_in_each_by_their_worth(
    weak: tuple[str, ...], key: str, share: float, grade: str
) -> None:
    plan = thin(*weak)
    assert thin_share_of_indicator(plan, key, 2025) == pytest.approx(share)
    assert grade_of_indicator(plan, key, 2025) == grade


def test_what_was_decided_is_not_in_doubt() -> None:
    """A lever sets half as much of the limit as the plant does, and counts for nothing."""
    assert thin_share_of_indicator(thin(strategy="build"), "output.magnet", 2025) == 0.0
    assert thin_share_of_indicator(thin(PLANT, strategy="build"), "output.magnet", 2025) == 1.0


def test_what_nothing_of_worth_carries_has_no_grade() -> None:
    """Home separates less than its plant and its mine could, so that no limit decides how much."""
    plan = thin(MINE)
    assert thin_share_of_indicator(plan, "output.oxide", 2025) is None
    assert grade_of_indicator(plan, "output.oxide", 2025) == ""


def test_numbers_are_graded_one_by_one_and_what_rests_on_nothing_is_left_out() -> None:
    """Of a share the plant is one of two sides; of oxide nothing decides how much is made."""
    keys = ("self_sufficiency.magnet", "output.oxide", "public_outlay")
    found = graded_numbers(thin(PLANT), keys, (2024, 2025))
    assert [(one.indicator, one.year, one.grade) for one in found] == [
        ("self_sufficiency.magnet", 2024, "B"),
        ("self_sufficiency.magnet", 2025, "B"),
    ]
    assert [one.thin_share for one in found] == pytest.approx([0.5, 0.5])


def test_public_money_has_no_grade_since_levers_spend_it() -> None:
    """Limits and needs of home are worth much, and none of them says what is paid."""
    for strategy in ("as-now", "build"):
        plan = thin(MINE, PLANT, NEED, strategy=strategy)
        for key in ("public_outlay", "to_date.public_outlay"):
            assert thin_share_of_indicator(plan, key, 2025) is None
            assert grade_of_indicator(plan, key, 2025) == ""
