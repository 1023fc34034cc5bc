"""From promise to output on the toy study, by hand.

`build` orders 40 t/yr of magnets for 2025 beside the 20 t/yr that stand; half of an order is ramped
up in its first year. At the prices of the toy everything that stands runs.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from monazite.findings.account import Ladder, ladder
from monazite.findings.account.ladder import makers
from monazite.findings.solution import Contained, Solution
from monazite.model import Outcome, Session, build_programme
from monazite.parameters import Parameters, apply_edits, parameters_of, with_levers
from monazite.parameters.labels import Labels
from monazite.parameters.levers import apply_levers
from monazite.strategy import Delivery, Lever, OutputIncentive, PrivateEntry

from ...owners import owners
from ..by_hand import LABELS, Numbers, written
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


PRESS = "hom_magnets"
GROWS = replace(LABELS, investables=(PRESS,), awardees=(PRESS,))


def growing(
    labels: Labels = GROWS, **more: Mapping[str | tuple[str | int, ...], Numbers]
) -> Solution:
    """A press of 20 t, four fifths of the year, to which 20 t a year may be added, 30 in all.

    What is added makes half of it in its first year. 10 t are decided in 2024 and 5 in 2025; half
    of all that is there runs.
    """
    return written(
        {"activity": {PRESS: [10, 13, 0]}, "addition": {PRESS: [10, 5, 0]}},
        parameters={
            "nameplate": {(PRESS, 2012): 20},
            "availability": {PRESS: 0.8},
            "site_limit": {PRESS: 30},
            "build_rate": {PRESS: 20},
            "lifetime": {PRESS: 20},
            **more,
        },
        labels=labels,
    )


def test_every_rung_of_what_may_be_added() -> None:
    """30 t may be: 20 from 2024 and 10 of 2025, of which half work then, 0.8 x 25 = 20.

    Of these 0.8 x (10 + 5 / 2) = 10 are added, and 5 run; of the 20 t that stand 8 run too.
    """
    plan = growing()
    found = ladder(plan, plan.parameters, 2025)
    assert (found.promised, found.allowed, found.date) == pytest.approx((0, 30, 20 - 30))
    assert (found.delivery, found.economics, found.idle) == pytest.approx((0, 10 - 20, 5 - 10))
    assert (found.made, found.standing, found.home) == pytest.approx((5, 8, 13))
    assert found.unit == "t magnet/yr"


def test_a_pace_holds_for_each_year_of_a_period() -> None:
    """4 t a year: 4 decided in 2024, and 20 in the five years that 2025 stands for."""
    plan = growing(build_rate={PRESS: 4}, period_years={(2025,): 5})
    found = ladder(plan, plan.parameters, 2025)
    assert found.date == pytest.approx(0.8 * (4 + 20 / 2) - 30)


def test_where_no_limit_is_stated_nothing_is_promised() -> None:
    """Not what may be added, nor what is, which comes to what stands anyway."""
    plan = growing(site_limit={PRESS: float("inf")})
    found = ladder(plan, plan.parameters, 2025)
    assert (found.promised, found.allowed, found.date, found.economics) == (0, 0, 0, 0)
    assert (found.made, found.standing) == pytest.approx((0, 13))


def test_a_plant_that_nothing_is_decided_for_adds_nothing() -> None:
    """A second plant has a site for 30 t of magnets, and is not one that a plan adds to."""
    recipes = {**LABELS.facility_recipe, "hom_separation": "magnet_making"}
    plan = growing(
        labels=replace(GROWS, facility_recipe=recipes),
        site_limit={PRESS: 30, "hom_separation": 30},
    )
    found = ladder(plan, plan.parameters, 2025)
    assert (found.allowed, found.economics) == (60, pytest.approx(10 - 20))


def test_a_scheme_promises_the_most_it_pays_for_in_a_year_in_which_it_pays() -> None:
    """100 t in 2024 at no rate and 12 t in 2025 at half a dollar: 12 t are promised."""
    plan = growing(
        supported_limit={PRESS: [100, 12, 9]},
        incentive={PRESS: [0, 0.5, 0.5]},
    )
    found = ladder(plan, plan.parameters, 2025)
    assert (found.promised, found.allowed) == (12, 18)


def test_a_ladder_of_what_magnets_hold_is_told_in_that() -> None:
    """A tonne of magnets holds 0.4 t of the group."""
    plan = growing()
    found = ladder(plan, plan.parameters, 2025, of=Contained(("NdPr",), "oxide", "NdPr"))
    assert (found.unit, found.allowed) == ("t NdPr oxide/yr", pytest.approx(12))


@pytest.mark.parametrize(("amount", "found"), [(1.0, [PRESS]), (0.0, []), (-1.0, [])])
def test_makers_give_a_material_and_take_none_of_it(amount: float, found: list[str]) -> None:
    plan = written(parameters={"recipe_amount": {"magnet_making/magnet": amount}})
    assert makers(plan, "magnet") == found
