"""Who enters the magnet scheme of the India study, and which way entry answers to its causes.

Capital is set to the least the scheme asks for, where some bidders enter and others do not: signs
could not fail where nobody does.
"""

from functools import cache

import pytest

from monazite.brief.sentences.money import says_of_schemes
from monazite.core.edit import Edit
from monazite.findings.account.ladder import makers
from monazite.findings.solution.decision import decision_years
from monazite.model import Outcome
from monazite.parameters.recipes import recipes_of

from ..shipped import india

pytestmark = pytest.mark.slow

SLOTS = tuple(f"repm_slot_{number}" for number in range(1, 6))
WORLDS = ("expected-delivery", "all-deliver")


def edit(parameter: str, operation: str, value: float, **where: object) -> Edit:
    """An edit that a test makes."""
    return Edit(parameter, where, operation, value, "A test asks.", "test")  # type: ignore[arg-type]


CAPITAL = edit("capital_cost", "set", 55_000.0, facility=SLOTS)
BETTER = {
    "a quarter more incentive, caps with it": [
        edit("incentive", "multiply", 1.25, awardee=SLOTS),
        edit("awardee_budget", "multiply", 1.25, awardee=SLOTS),
        edit("scheme_budget", "multiply", 1.25),
    ],
    "half a year earlier": [edit("lead_time", "add", -0.5, facility=SLOTS)],
    "a faster ramp": [edit("ramp", "at_least", 0.6, facility=SLOTS)],
    "a tenth less capital": [edit("capital_cost", "multiply", 0.9, facility=SLOTS)],
    "half as much duty again": [
        edit("duty", "multiply", 1.5, lane=lane)
        for lane in (f"magnet_ndfeb_standard:{region}>IND" for region in ("CHN", "JPN"))
    ],
}


@cache
def solved(world: str, better: str = "") -> Outcome:
    """What the announced plan comes to in a world, made better in one way."""
    run = india().run("announced", world)
    case = run.case.with_edits([CAPITAL, *BETTER.get(better, [])])
    return run.worker.solve(case).outcome


def sintered(world: str, better: str = "") -> float:
    """Magnets made at home from 2024 to 2040, those coated afterwards counted once, t."""
    outcome = solved(world, better)
    plants = makers(india().run("announced", world).solution, "magnet")
    made = outcome["activity"].sel(facility=plants, period=list(outcome.labels.years))
    return float(made.sum())


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("better", BETTER)
def test_what_helps_makers_never_makes_fewer_magnets(better: str, world: str) -> None:
    assert sintered(world, better) >= sintered(world) - 1.0


@pytest.mark.parametrize("world", WORLDS)
def test_incentive_and_capital_decide_entry(world: str) -> None:
    """Some bidders enter and not all; a tenth less capital brings in more."""
    added = solved(world)["addition"].sum("decided").sel(investable=list(SLOTS))
    most = float(india().run("announced", world).parameters["site_limit"].sel(facility=SLOTS[0]))
    assert 0.2 * 5 * most < float(added.sum()) < 0.95 * 5 * most
    assert sintered(world, "a tenth less capital") > sintered(world) + 100.0


MANDATE = {
    "kind": "domestic_content",
    "uses": ["ev_car"],
    "share": 1.0,
    "breach": "500 USD/kg",
    "start": "2030-01",
    "why": "A test asks.",
    "source": "study/estimate",
}


def test_cars_that_must_be_indian_take_no_magnet_from_abroad() -> None:
    """Of every kind cars take no more than home makes and keeps of it, net of what is coated."""
    outcome = india().run(india().strategy("announced").with_lever(MANDATE)).solution.outcome
    labels, recipes = outcome.labels, recipes_of(outcome.parameters)
    missed = outcome["quota_missed"].sel(quota="quota_1")
    for kind in ("magnet_ndfeb_standard", "magnet_ndfeb_high_coercivity"):
        sold = outcome["home_sold"].sel(quota="quota_1", material=kind)
        taken = outcome["served"].sel(use_option=f"ev_car@IND/{kind}")
        for year in (2030, 2032, 2035):
            at = {"period": year}
            made = sum(
                recipes[labels.facility_recipe[name]].get(kind, 0.0)
                * float(outcome["activity"].sel(facility=name, **at))
                for name in labels.facilities
                if labels.facility_region[name] == "IND"
            )
            assert float(sold.sel(at)) <= made + 1e-6
            assert float(taken.sel(at)) == pytest.approx(float(sold.sel(at)), abs=1e-6)
            assert float(missed.sel(at)) == pytest.approx(0.0, abs=1e-6)


def test_a_mandate_that_starts_later_puts_no_plant_off() -> None:
    """Of what stands without it nothing is decided later, however long it lasts from then on.

    A plant of the scheme ends behind 2040, and who owns it may renew it then.
    """

    def decided(start: str | None) -> dict[int, float]:
        plan = india().strategy("announced")
        if start is not None:
            plan = plan.with_lever({**MANDATE, "start": start})
        added = india().run(plan).solution.outcome["addition"].sel(investable=list(SLOTS))
        total = added.sum("investable").values.cumsum()
        return dict(zip(added.coords["decided"].values.tolist(), total.tolist(), strict=True))

    without = decided(None)
    for start in ("2030-01", "2033-01"):
        with_it = decided(start)
        assert with_it[2040] > without[2040] + 1000.0
        assert all(with_it[year] >= tonnes - 1e-6 for year, tonnes in without.items())


def test_what_is_expected_is_less_and_later_than_what_is_promised() -> None:
    expected, kept = (solved(world) for world in WORLDS)
    plants = makers(india().run("announced", WORLDS[0]).solution, "magnet")
    for year in decision_years(india().run("announced", WORLDS[0]).solution):
        made = [
            float(outcome["activity"].sel(facility=plants, period=year).sum())
            for outcome in (expected, kept)
        ]
        assert made[0] < 0.7 * made[1]


@pytest.mark.parametrize("world", WORLDS)
def test_the_ladder_of_the_scheme_adds_up(world: str) -> None:
    """Five times 1,200 t are promised; what is made of them and what is not come to as much."""
    for year in (2030, 2035):
        rows = india().run("announced", world).records.ladder(year).rungs()
        rungs = {name: rung.value for name, rung in rows.items()}
        assert rungs["promised"] == pytest.approx(6_000)
        assert rungs["allowed"] == 0.0
        lost = sum(rungs[name] for name in ("date", "delivery", "economics", "idle"))
        assert rungs["promised"] + lost == pytest.approx(rungs["made"])
        assert (rungs["delivery"] == pytest.approx(0)) == (world == "all-deliver")


def test_what_a_scheme_sets_aside_is_a_sum_and_no_price() -> None:
    (said,) = says_of_schemes(india().run("announced").solution, "As announced")
    assert said.startswith(
        "Under “As announced” the plants that are expected may be paid up to 3,220 crore rupees in "
        "all, by the tonne they make, of which "
    )
