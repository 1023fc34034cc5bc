"""From promise to output on the toy study, by hand.

`build` orders 40 t/yr of magnets for 2025 beside the 20 t/yr that stand; half of an order is ramped
up in its first year. At the prices of the toy everything that stands runs.
"""

from pathlib import Path

import pytest

from monazite.findings.account import Ladder, ladder
from monazite.findings.solution import Solution
from monazite.model import Outcome, Session, build_programme
from monazite.parameters import Parameters, apply_edits, parameters_of, with_levers
from monazite.parameters.levers import apply_levers
from monazite.strategy import Delivery, Lever, OutputIncentive, PrivateEntry

from ...owners import owners
from ..toy import BASE, STUDY, edit, edited, session, solution

WHO = {"facility": "slot_one", "why": "A test asks.", "source": "toy/invented"}
PROMISED: Parameters = with_levers(STUDY, BASE, "build", "central")


def late(share: float, months: int) -> Outcome:
    """The plan of `build` where a share of orders is built so many months late."""
    lever = Delivery.model_validate(
        {
            "kind": "delivery",
            "facility": "all",
            "share_built": share,
            "delay_months": months,
            "start": "2024-01",
            "why": "A test asks what would happen.",
            "source": "toy/invented",
        }
    )
    levers = (lever, *STUDY.strategies["build"].levers)
    return session().solve(apply_levers(STUDY, BASE, levers))


def sums(found: Ladder) -> bool:
    """Whether the rungs add up."""
    lost = found.date + found.delivery + found.economics + found.idle
    return found.promised + found.allowed + lost == pytest.approx(found.made) and (
        found.made + found.standing == pytest.approx(found.home)
    )


def test_a_promise_kept_loses_only_what_is_not_ramped_up() -> None:
    found = ladder(solution("build"), PROMISED, 2025)
    assert (found.promised, found.date, found.delivery) == (40.0, -20.0, 0.0)
    assert (found.made, found.standing, found.home) == pytest.approx((20.0, 20.0, 40.0))
    assert found.unit == "t magnet/yr"
    assert sums(found)


def test_half_of_it_a_year_late_is_lost_to_delivery() -> None:
    """Ordered 40 t for 2025 are 20 t of 2026, half ramped up: 10 t of the 40 t that could be."""
    found = ladder(Solution(STUDY, late(0.5, 12)), PROMISED, 2026)
    assert (found.promised, found.date, found.delivery) == pytest.approx((40.0, 0.0, -30.0))
    assert (found.economics, found.made) == pytest.approx((0.0, 10.0))
    assert found.home == pytest.approx(30.0)
    assert sums(found)


def test_what_is_there_and_does_not_run_stands_idle() -> None:
    dear = edited(edit("operating_cost", "set", 50_000.0, facility="hom_magnets"), strategy="build")
    found = ladder(dear, PROMISED, 2026)
    assert (found.idle, found.made, found.home) == pytest.approx((-40.0, 0.0, 0.0))
    assert sums(found)


def test_a_strategy_that_promises_nothing_has_an_empty_ladder() -> None:
    found = ladder(solution("as-now"), BASE, 2025)
    assert (found.promised, found.made) == (0.0, 0.0)
    assert found.home == pytest.approx(20.0)


def test_what_investors_may_add_is_allowed_and_not_promised() -> None:
    """Up to 30 t beside the 40 t ordered: a ceiling, of which nobody has awarded a tonne."""
    edits = [
        edit("site_limit", "set", 30.0, facility="hom_magnets"),
        edit("build_rate", "set", 30.0, facility="hom_magnets", period=2025),
    ]
    found = ladder(solution("build"), apply_edits(PROMISED, edits), 2025)
    assert (found.promised, found.allowed) == (40.0, 30.0)
    assert sums(found)


@pytest.mark.parametrize(
    ("tonnes", "promised", "allowed"), [(None, 0.0, 150.0), (150, 150.0, 0.0), (100, 100.0, 50.0)]
)
def test_tonnes_a_scheme_awards_are_promised(
    tmp_path: Path, tonnes: float | None, promised: float, allowed: float
) -> None:
    """A slot may add 150 t; a scheme pays for none, all, or 100 t of them."""
    study = owners(tmp_path)
    levers: list[Lever] = [
        PrivateEntry.model_validate(
            {"kind": "private_entry", "tonnes_per_year": 150, "uptake": 1, "start": "2025-01"} | WHO
        )
    ]
    if tonnes is not None:
        terms = {"rate": "1 INR/kg", "tonnes_per_year": tonnes, "start": "2025-07"}
        levers.append(
            OutputIncentive.model_validate(
                {"kind": "output_incentive", "end": "2028-07"} | terms | WHO
            )
        )
    before = parameters_of(study)
    parameters = apply_levers(study, before, levers)
    plan = Solution(study, Session(build_programme(before)).solve(parameters))
    found = ladder(plan, parameters, 2026)
    assert (found.promised, found.allowed) == (promised, allowed)
    assert sums(found)
