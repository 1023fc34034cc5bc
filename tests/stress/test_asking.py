"""What is asked with an odd number is told in words, and words fit few draws as well as many."""

from __future__ import annotations

from typing import Any

import pytest

from monazite.api import StudyHandle
from monazite.brief.sentences.disruption import cover_in_words, disruption_in_words
from monazite.core.errors import InvalidInput
from monazite.runs.stress import Stress
from monazite.stress import Release

from .. import shipped


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


@pytest.fixture(scope="module")
def disturbed(toy: StudyHandle) -> Stress:
    return toy.stress("both", year=2025, months=24, n=50)


@pytest.mark.parametrize("none", [float("nan"), True, "much", "5 USD/kg", -1.0])
def test_what_is_no_sum_is_no_budget(none: Any, disturbed: Stress) -> None:
    with pytest.raises(InvalidInput, match=r"^budget: "):
        disturbed.best_stockpile(none)


def test_a_budget_of_a_wrong_kind_is_told_where_it_was_asked(disturbed: Stress) -> None:
    with pytest.raises(InvalidInput, match="`best_stockpile` does not take"):
        disturbed.best_stockpile([1.0])  # type: ignore[arg-type]


def test_words_fit_the_number_of_draws(toy: StudyHandle) -> None:
    def said(n: int) -> str:
        return " ".join(disruption_in_words(toy.stress("both", year=2025, months=12, n=n)))

    assert said(1).startswith("1 scenario, seed 7: ")
    assert "of 100" not in said(1) + said(5)
    assert " of 5. What users never get" in said(5)
    assert "in the worst of them" in said(5)
    assert "one of twenty" not in said(5)
    assert "one of twenty" in said(20)
    assert " in 100. What users never get" in said(100)
    one = toy.stress("both", year=2025, months=12, n=1)
    assert cover_in_words(one, 1.2, 0.95).startswith("For nobody to go short 1 day of use")


@pytest.mark.parametrize(
    "asked", [{"n": True}, {"n": 2.0}, {"seed": True}, {"workers": True}, {"n": float("nan")}]
)
def test_what_is_no_whole_number_is_told(toy: StudyHandle, asked: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match=f"^{next(iter(asked))}: .* is not a whole number"):
        toy.stress("both", year=2025, months=12, **asked)


def test_a_draw_is_named_by_a_whole_number_and_one_name_leaves_one_shock_out(
    toy: StudyHandle, disturbed: Stress
) -> None:
    for number in (1.5, True):
        with pytest.raises(InvalidInput, match=r"^draw: .* is not a whole number"):
            disturbed.draw(number)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="-1 draws say nothing"):
        disturbed.regret(-1)
    without = toy.stress("both", year=2025, months=12, n=8, without="stop")
    assert without.plan.without == {"stop"}


def test_a_rule_in_whole_numbers_plays_as_its_like(toy: StudyHandle) -> None:
    whole, part = (
        toy.stress("both", year=2025, months=12, n=8, release=Release(cover=one, rate=one))
        for one in (1, 1.0)
    )
    assert whole.tally.same_as(part.tally)
