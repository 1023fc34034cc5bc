"""What the worth of a bottleneck applies to, plant by plant, and by how much it is eased."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from monazite.core.labelled import Labelled
from monazite.core.magnitudes import LIMITLESS
from monazite.model import RULES, Outcome

from .test_worker import case, edit, outcome

# the function of the same name stands before the module in its package
module: Any = import_module("monazite.cases.next_bottlenecks")

MAGNETS = {"facility": "hom_magnets"}

CAPACITY = RULES["output_within_capacity"]


def sizes(how: str, given: list[float], monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Sizes of two plants of one stage at home, of which home wants 60 t, and one abroad."""
    plants = ["first", "second", "abroad"]
    labels = SimpleNamespace(
        home="HOM",
        facility_region=dict(zip(plants, ("HOM", "HOM", "FOR"), strict=True)),
        facility_stage=dict.fromkeys(plants, "mining"),
    )
    amounts = Labelled([*given, 0.0], {"facility": plants})
    rule: Any = SimpleNamespace(
        size=lambda outcome: amounts,
        limit=None,
        subject="facility",
        counts="flow",
        relief=SimpleNamespace(how=how),
    )
    solved: Any = SimpleNamespace(labels=labels)
    monkeypatch.setattr(module, "_wanted", lambda outcome, facility, year: 60.0)
    found: dict[str, float] = module._sizes(solved, 2026, rule)
    return found


@pytest.mark.parametrize("given", [[0.0, 0.0], [0.0, 1e-9]])
def test_sites_without_plants_share_what_home_wants(
    given: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plants can be added at one of them or at the other, and home wants no more for it.

    A site with a milligram of plant, which no rounding tells from nothing, is one without.
    """
    found = sizes("add", given, monkeypatch)
    assert found == {"first": 30.0, "second": 30.0, "abroad": 0.0}


def test_where_a_plant_stands_an_empty_site_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sizes("add", [0.0, 5.0], monkeypatch) == {"first": 0.0, "second": 5.0, "abroad": 0.0}


@pytest.mark.parametrize("given", [[0.0, 0.0], [0.0, 5.0]])
def test_a_permit_for_nothing_counts_for_all_that_home_wants(
    given: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every permit is one of its own: with it raised its plant could run, whatever others may."""
    found = sizes("raise", given, monkeypatch)
    assert found == {"first": 60.0, "second": given[1] or 60.0, "abroad": 0.0}


def test_what_is_added_counts_as_a_plant_that_is_run_in() -> None:
    """Of one that first makes half of what it will, four fifths of its capacity, no more is added.

    It stands still a tenth of the year: of each tonne that is added 0.72 t can be made.
    """
    ages = len(outcome(case("as-now")).parameters["ramp"].coords["age"])
    slow = [
        edit("ramp", "set", 0.5 if age < ages - 1 else 0.8, **MAGNETS, age=age)
        for age in range(ages)
    ]
    found = outcome(
        case("as-now").with_shifts([*slow, edit("availability", "set", 0.9, **MAGNETS)])
    )
    size = module._sizes(found, 2026, CAPACITY)["hom_magnets"]
    assert size > 0.0
    more = module._more_capacity(found, CAPACITY, "hom_magnets", 2026, 0.1)
    assert more == pytest.approx(0.1 * size / 0.72)


def test_a_plant_that_never_runs_is_given_no_more() -> None:
    idle = edit("availability", "set", 0.0, facility="hom_magnets")
    found = outcome(case("as-now").with_shifts([idle]))
    assert module._more_capacity(found, CAPACITY, "hom_magnets", 2026, 0.1) == 0.0


def test_a_limit_is_raised_by_its_share_and_a_floor_stays_at_its_tonnes() -> None:
    """A plant bound to run at half of its capacity is bound to no more when it is doubled."""
    found = outcome(case("as-now").with_shifts([edit("floor_share", "set", 0.5, **MAGNETS)]))
    permit = module.Hold("mining", "feed_within_permit", ("hom_mine",), 1.0)
    (raised,) = module.easing(found, permit, 2026, 0.1)
    assert (raised.parameter, raised.operation, raised.value) == ("permit", "multiply", 1.1)
    (free,) = module.easing(found, permit, 2026, None)
    assert (free.operation, free.value) == ("set", LIMITLESS)
    capacity = module.Hold("magnet", CAPACITY.name, ("hom_magnets",), 1.0)
    *floors, share, more = module.easing(found, capacity, 2026, 1.0)
    assert [one.value for one in floors] == pytest.approx([10.0, 10.0, 10.0])
    assert {one.parameter for one in floors} == {"floor"}
    assert (share.parameter, share.operation, share.value) == ("floor_share", "set", 0.0)
    first = found.labels.vintages[0]
    assert (more.parameter, more.where["vintage"], more.value) == ("nameplate", first, 20.0)


def bottlenecks(
    measure: dict[str, float],
    *,
    falls: bool = False,
    starts: float = 5.0,
    best: float | None = None,
    monkeypatch: pytest.MonkeyPatch,
) -> list[str]:
    """Stages in the order they are eased, where easing each alone moves an indicator so far."""
    order = [module.Hold(stage, "rule", (), 10.0 - at) for at, stage in enumerate(measure)]
    monkeypatch.setattr(
        module, "holds", lambda outcome, year: [h for h in order if h.stage not in outcome.eased]
    )
    monkeypatch.setattr(module, "easing", lambda outcome, hold, year, by: [hold.stage])
    plain: Any = SimpleNamespace(with_edits=lambda edits: edits)

    def solve(eased: Any) -> Any:
        done = () if eased is plain else eased
        return SimpleNamespace(outcome=SimpleNamespace(status="optimal", eased=done))

    worker: Any = SimpleNamespace(solve=solve)
    found = module.next_bottlenecks(
        worker,
        plain,
        2026,
        lambda one: starts + sum(measure[stage] for stage in one.eased),
        falls=falls,
        best=best,
    )
    return [one.hold.stage for one in found]


def test_what_moves_an_indicator_furthest_is_eased_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up, or down where it is the better for falling; where none moves it, the most valuable."""
    measure = {"mine": 1.0, "refinery": 3.0, "press": -2.0}
    assert bottlenecks(measure, falls=False, monkeypatch=monkeypatch)[0] == "refinery"
    assert bottlenecks(measure, falls=True, monkeypatch=monkeypatch)[0] == "press"
    nothing = dict.fromkeys(measure, 0.0)
    assert bottlenecks(nothing, falls=False, monkeypatch=monkeypatch) == list(measure)
    worse = {"mine": -2.0, "refinery": -1.0}
    assert bottlenecks(worse, monkeypatch=monkeypatch)[0] == "mine", "the lesser harm is no gain"


@pytest.mark.parametrize(
    ("starts", "gain", "first"),
    [
        pytest.param(0.0, 1e-6, "mine", id="a millionth is nothing"),
        pytest.param(0.0, 1.5e-6, "refinery", id="more than a millionth of one is a gain"),
        pytest.param(100.0, 5e-5, "mine", id="half a millionth of a hundred is nothing"),
    ],
)
def test_what_gains_a_millionth_gains_nothing(
    starts: float, gain: float, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The most valuable bottleneck is eased first unless another moves the indicator visibly."""
    measure = {"mine": 0.0, "refinery": gain}
    assert bottlenecks(measure, starts=starts, monkeypatch=monkeypatch)[0] == first


def test_it_ends_at_the_best_there_is_or_after_five(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is eased any more a millionth from the best."""
    measure = {"mine": 1.0, "refinery": 0.0}
    assert bottlenecks(measure, best=6.0, monkeypatch=monkeypatch) == ["mine"]
    assert bottlenecks(measure, best=5.0, monkeypatch=monkeypatch) == []
    at_zero = {"starts": 1e-6, "best": 0.0, "monkeypatch": monkeypatch}
    assert bottlenecks(measure, **at_zero) == []
    many = dict.fromkeys("abcdefg", 0.0)
    assert bottlenecks(many, best=9.0, monkeypatch=monkeypatch) == list("abcde")


def test_home_wants_nothing_of_a_plant_that_takes_nothing_it_uses() -> None:
    found = outcome(case("as-now"))
    assert module._wanted(found, "hom_magnets", 2026) > 0.0
    content = found.parameters["content"]
    empty = found.parameters.replaced({"content": content.with_values(content.values * 0.0)}, ())
    stripped: Any = SimpleNamespace(labels=found.labels, parameters=empty)
    assert module._wanted(stripped, "hom_magnets", 2026) == 0.0


def worth_per_tonne(found: Outcome) -> float:
    dual = CAPACITY.dual(found)
    assert dual is not None
    return float(CAPACITY.dual_sign * dual.sel(facility="hom_magnets", period=2026))


def test_a_row_worth_just_enough_is_a_bottleneck(monkeypatch: pytest.MonkeyPatch) -> None:
    found = outcome(case("as-now"))
    worth = worth_per_tonne(found) / found.labels.dollar
    assert worth > 1.0
    for least, there in ((worth, True), (worth * 1.001, False)):
        monkeypatch.setattr(module, "WORTH_AT_LEAST", least)
        plants = [plant for plant, _ in module.annual_values(found, 2026, CAPACITY)]
        assert ("hom_magnets" in plants) is there
