"""What a scheme that pays per tonne of output sets aside, pays for and pays, in round numbers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from monazite.core.labelled import Labelled
from monazite.findings.money import schemes
from monazite.findings.money.payments import Scheme
from monazite.findings.solution import Contained, Solution
from monazite.parameters import Labels

from ..by_hand import LABELS, Numbers, written
from ..costs.test_money_over_years import CRORE

WINNERS = ("hom_magnets", "for_magnets")


def supported(
    budget: float,
    caps: tuple[float, float],
    *,
    limits: tuple[Numbers, Numbers] = ([5, 50, 50], [0, 40, 50]),
    made: Sequence[float] = (0, 20, 30),
    labels: Labels = LABELS,
) -> Solution:
    """Two winners of a scheme of 10 USD a tonne from 2024; the first makes 20 and 30 t."""
    labels = replace(labels, awardees=WINNERS)
    plan = written(
        labels=labels,
        parameters={
            "scheme_member": {("scheme_1", "hom_magnets"): 1, ("scheme_1", "for_magnets"): 1},
            "scheme_budget": {"scheme_1": budget},
            "awardee_budget": {"hom_magnets": caps[0], "for_magnets": caps[1]},
            "incentive": {...: 10.0},
            "supported_limit": dict(zip(WINNERS, limits, strict=True)),
            "period_years": {...: labels.period_years},
        },
    )
    output = Labelled(
        [list(made), [0.0] * len(made)],
        coords={"awardee": list(WINNERS), "period": list(labels.periods)},
        dims=("awardee", "period"),
    )
    values = {**plan.outcome.values, "supported_output": output}
    return replace(plan, outcome=replace(plan.outcome, values=values))


SCHEME = Scheme(
    scheme="scheme_1",
    budget=pytest.approx(10_000 * CRORE),
    caps=pytest.approx(7_000 * CRORE),
    paid=pytest.approx(500 * CRORE),
    opens=2024,
    closes=2026,
    awardees=2,
    building=1,
    able=100.0,
    made=30.0,
    basis="magnet",
)


def test_a_scheme_says_what_it_sets_aside_and_what_it_pays() -> None:
    plan = supported(10_000.0, (3_000.0, 4_000.0))
    assert schemes(plan) == [SCHEME]
    # a tonne of the toy's magnets holds 0.4 t of oxide, which is what is paid for then
    (told,) = schemes(plan, Contained(("NdPr",), "oxide", "NdPr"))
    assert (told.able, told.made, told.basis) == (pytest.approx(40.0), 12.0, "NdPr oxide")
    assert replace(told, able=100.0, made=30.0, basis="magnet") == SCHEME


def test_without_a_budget_of_its_own_a_scheme_sets_aside_the_caps_of_its_winners() -> None:
    found = schemes(supported(np.inf, (3_000.0, 4_000.0)))
    assert found == [replace(SCHEME, budget=pytest.approx(7_000 * CRORE))]
    assert schemes(supported(np.inf, (np.inf, np.inf))) == []


def test_a_scheme_pays_for_every_year_of_a_block() -> None:
    """10 USD on 20 t, then on 30 t in each of the five years up to 2030: 1,700 USD."""
    labels = replace(LABELS, periods=(2024, 2025, 2030), period_years=(1, 1, 5))
    (found,) = schemes(supported(10_000.0, (3_000.0, 4_000.0), labels=labels))
    assert found.paid == pytest.approx(1_700 * CRORE)
    assert (found.opens, found.closes) == (2024, 2030)


def test_a_scheme_is_open_while_it_pays_for_any_tonne() -> None:
    """For half a tonne from 2025 on; who makes no more than that is not yet building."""
    small = {"budget": 100.0, "caps": (50.0, 50.0), "limits": ([0, 0.5, 0.9], 0.0)}
    (found,) = schemes(supported(**small, made=(0, 0.5, 0.5)))
    assert (found.opens, found.closes, found.able, found.building) == (2025, 2026, 0.9, 0)
    (found,) = schemes(supported(**small, made=(0, 0.5, 0.9)))
    assert (found.made, found.building) == (0.9, 1)


def test_a_scheme_that_pays_for_nothing_is_none() -> None:
    assert schemes(supported(100.0, (50.0, 50.0), limits=(0.0, 0.0))) == []
