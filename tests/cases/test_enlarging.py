"""One limit larger at a time: what that is worth to its owner, and what home saves.

THE MINIATURE. The state refines 24 t of oxide a year and asks makers at home 790 USD/t for what it
makes at 375, a toll of 415. Makers take 30 t; abroad makes any amount at 750, and freight is 50. Of
a lane abroad for 10 t the state sends 10 and makers buy 16 for 800. One tonne more abroad fetches
750, home buys a tonne more for 800: home loses 50. The plan spares the toll on it and counts a
gain of 365.

THE TOY under its halt. Each tonne more of magnets made at home spares 16,000 USD in 2025 and 2026;
in 2024, before the halt, 500. A tenth of 20 t is two tonnes.
"""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from monazite.cases import Case, Enlarged, Hold, can_be_enlarged, enlarged
from monazite.cases.enlarging import _limit
from monazite.core.edit import Edit
from monazite.core.errors import InvalidInput
from monazite.core.labelled import Labelled
from monazite.core.origin import Origin
from monazite.findings.bottlenecks import enlarged_limits, hold_of, limits_worth_most
from monazite.findings.indicators import compute
from monazite.model import RULES, Outcome, Session, build_programme
from monazite.parameters import Parameters, apply_edits

from .. import shipped
from ..model.miniature import miniature
from ..model.test_rules_owners import ABROAD, TO_MAKERS, state_owned
from .test_worker import case

INTO_HOME = "oxide:FOR>HOM"
OF_EDITS = {
    "shipments_within_lane": ("lane_limit", "lane"),
    "additions_within_site": ("site_limit", "facility"),
}
"""Parameter of a limit, and what it is given by."""


def mixed(limit: float = 10.0, **otherwise: Any) -> Parameters:
    """The miniature of the docstring."""
    return miniature(
        {
            "freight": {TO_MAKERS: 0.0, ABROAD: 0.0},
            "lane_limit": {"oxide:HOM>FOR": 0.0, ABROAD: limit},
            "nameplate": {("home_refinery", 2012): 30.0},
            "transfer_price": {TO_MAKERS: 790.0},
            **otherwise,
        },
        labels=state_owned(("oxide", "HOM.state", "FOR")),
    )


class Solving:
    """A worker whose cases are edits of the miniature."""

    def __init__(self, **otherwise: Any) -> None:
        self.base, self.solves = mixed(**otherwise), 0
        self.session = Session(build_programme(self.base))

    def solve(self, one: Case) -> SimpleNamespace:
        self.solves += 1
        return SimpleNamespace(outcome=self.session.solve(apply_edits(self.base, one.edits)))


def of_miniature(rule: str, subject: str) -> list[Enlarged]:
    hold = Hold("use", rule, (subject,), 0.0)
    return list(enlarged(Solving(), case("as-now"), 2025, [hold]))  # type: ignore[arg-type]


def spent_on_oxide(outcome: Outcome) -> float:
    """What home pays for oxide from abroad, less what it gets for its own, USD in 2025."""
    shipped = outcome["shipment"].sel(period=2025)
    return 800.0 * float(shipped.sel(lane=INTO_HOME)) - 750.0 * float(shipped.sel(lane=ABROAD))


def test_a_toll_makes_worth_to_the_owner_and_saving_differ_in_sign() -> None:
    before = Solving().solve(case("as-now")).outcome
    dual = RULES["shipments_within_lane"].dual(before)
    assert dual is not None
    assert -float(dual.sel(lane=ABROAD, period=2025)) == pytest.approx(365.0, abs=0.1)
    (larger,) = of_miniature("shipments_within_lane", ABROAD)
    assert larger.more == pytest.approx(1.0)
    assert spent_on_oxide(before) - spent_on_oxide(larger.outcome) == pytest.approx(-50.0)


def test_a_limit_that_something_else_holds_is_left_out() -> None:
    """Ten per cent more of nothing is nothing."""
    assert of_miniature("shipments_within_lane", "oxide:HOM>FOR") == []


def test_what_home_saves_on_the_toy_by_hand() -> None:
    (row,) = shipped.handle("toy").run("halt").records.enlarged_limits(2025)
    assert (row.subject, row.size, row.more) == ("hom_magnets", 20.0, pytest.approx(2.0))
    assert (row.saved, row.saved_in_all) == pytest.approx((32_000.0, 65_000.0))
    assert (row.saved_per_tonne, row.to_owner) == pytest.approx((16_000.0, 16_000.0))
    assert (row.before, row.after) == pytest.approx((0.2, 0.22))
    # two tonnes less have to be bought at the same price
    assert row.smaller == "tried"
    assert (row.lost, row.lost_in_all) == pytest.approx((32_000.0, 65_000.0))
    (larger,) = shipped.handle("toy").run("halt").records.enlarged_limits(2025, smaller=False)
    assert (larger.saved, larger.smaller, larger.lost) == (row.saved, "not tried", None)


def test_a_smaller_limit_leaves_no_plan_where_what_is_promised_cannot_be_made() -> None:
    """Home has promised to refine 29 t, and a tenth less than 30 is 27."""
    free, bound = Solving(), Solving(floor={("home_refinery", 2025): 29.0})
    hold = Hold("separation", "output_within_capacity", ("home_refinery",), 0.0)
    (one,) = enlarged(free, case("as-now"), 2025, [hold])  # type: ignore[arg-type]
    assert one.smaller is not None
    assert one.smaller.status == "optimal"
    made = one.smaller["activity"].sel(facility="home_refinery", period=2025)
    assert float(made) == pytest.approx(27.0)
    (other,) = enlarged(bound, case("as-now"), 2025, [hold])  # type: ignore[arg-type]
    assert other.smaller is not None
    assert (other.outcome.status, other.smaller.status) == ("optimal", "infeasible")
    assert (free.solves, bound.solves) == (3, 3), "one of the case and two of its limit"


def test_of_a_smaller_limit_without_a_plan_nothing_is_said_but_that() -> None:
    run = shipped.handle("toy").run("halt")
    rows = limits_worth_most(run.solution, 2025, 10)
    outcome = run.solution.outcome
    none = replace(outcome, status="infeasible")
    found = [Enlarged(hold_of(rows[0]), 2.0, outcome, none)]
    (row,) = enlarged_limits(run.solution, rows, found, "self_sufficiency", 2025)
    assert (row.smaller, row.lost, row.lost_in_all) == ("no plan", None, None)


def test_by_another_share_and_by_none() -> None:
    records = shipped.handle("toy").run("halt").records
    (row,) = records.enlarged_limits(2025, by=0.05)
    assert (row.more, row.saved) == pytest.approx((1.0, 16_000.0))
    with pytest.raises(InvalidInput, match="a limit is not larger by 0"):
        records.enlarged_limits(2025, by=0.0)


@pytest.mark.slow
def test_of_india_the_order_is_that_of_cases_solved_again() -> None:
    """Lanes and sites by edits written here: savings are theirs, and so is the order."""
    india = shipped.india()
    run = india.run("announced")
    rows = run.records.enlarged_limits(2035)
    saved = [row.saved_in_all for row in rows]
    assert saved == sorted(saved, reverse=True)
    known = limits_worth_most(run.solution, 2035, 10)
    assert {row.subject for row in rows} <= {row.subject for row in known}
    before = compute(run.solution, "home_cost").sum()
    again: dict[str, float] = {}
    for row in rows:
        if row.rule in OF_EDITS:
            name, of = OF_EDITS[row.rule]
            edit = Edit(name, {of: row.subject}, "multiply", 1.1, "A test asks.", Origin("tests"))
            one = india.run_case(run.case.with_edits([edit])).solution
            again[row.title] = before - compute(one, "home_cost").sum()
    assert len(again) >= 2
    resolved = sorted(again, key=lambda title: -again[title])
    tried = [row for row in rows if row.rule in OF_EDITS]
    assert [row.title for row in tried] == resolved
    assert [row.saved_in_all for row in tried] == pytest.approx([again[one] for one in resolved])
    # a tonne more on the lane to Japan is worth most to its owner, and not to the country; more
    # room for a winner costs it
    assert known[0].rule == "shipments_within_lane"
    assert rows[0].rule != "shipments_within_lane"
    assert rows[-1].rule == "additions_within_site"
    assert rows[-1].saved_in_all < 0.0 < rows[-1].to_owner


def test_only_a_ceiling_that_says_what_makes_it_larger_can_be_enlarged() -> None:
    """What uses take of a material has no relief, and a share to be made at home is a floor."""
    rules = (*OF_EDITS, "home_sold_within_use", "home_content_at_least")
    assert [can_be_enlarged(RULES[name]) for name in rules] == [True, True, False, False]


def test_a_limit_of_all_years_is_that_of_each() -> None:
    of = {"facility": ["a", "b"]}
    rule: Any = SimpleNamespace(
        subject="facility",
        limit=lambda outcome: Labelled(np.array([3.0, 5.0]), coords=of, dims=("facility",)),
    )
    nobody: Any = None
    assert _limit(nobody, rule, "b", 2025) == 5.0


def test_limits_of_half_a_tonne_on_are_told_those_worth_most_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half a tonne at 90 a tonne is worth more than a tonne at 20; less than half is left out."""
    (row,) = limits_worth_most(shipped.handle("toy").run("halt").solution, 2025, 10)
    sizes = {"small": (0.5, 90.0), "whole": (1.0, 20.0), "large": (2.0, 40.0), "less": (0.4, 900.0)}
    rows = [
        replace(row, subject=name, size=size, shadow_price=price)
        for name, (size, price) in sizes.items()
    ]
    monkeypatch.setattr("monazite.findings.bottlenecks.enlarged.at_limits", lambda _: rows)
    nobody: Any = None
    found = [one.subject for one in limits_worth_most(nobody, 2025, 10)]
    assert found == ["large", "small", "whole"]
    assert [one.subject for one in limits_worth_most(nobody, 2025, 1)] == ["large"]


def test_what_saves_most_is_told_first() -> None:
    """Two limits, of which the one saves nothing and the other all that the halt costs."""
    toy = shipped.handle("toy")
    halted, free = (toy.run(name).solution for name in ("halt", "as-now"))
    (row,) = limits_worth_most(halted, 2025, 10)
    rows = [row, replace(row, subject="other")]
    outcomes = (halted.outcome, free.outcome)
    found = [Enlarged(hold_of(one), 2.0, then) for one, then in zip(rows, outcomes, strict=True)]
    told = enlarged_limits(halted, rows, found, "self_sufficiency", 2025)
    cost = compute(halted, "home_cost").sum() - compute(free, "home_cost").sum()
    assert cost > 0
    assert [one.subject for one in told] == ["other", "hom_magnets"]
    assert [one.saved_in_all for one in told] == pytest.approx([cost, 0.0])
