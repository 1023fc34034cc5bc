"""Levers at work on the toy from file to finding, with figures that can be worked out by hand.

Home wants 100 t of magnets a year and makes 20 of them; the others come from Farland at 5,000
dollars a tonne.
"""

from typing import Any, ClassVar

import pytest

from monazite.api import Run, StudyHandle

WHY = {"why": "Shown in a test.", "source": "own"}


def run(toy: StudyHandle, **lever: object) -> Run:
    """The baseline with one lever more."""
    return toy.run(toy.strategy("as-now").with_lever({**lever, **WHY}))


def numbers(found: Run, indicator: str) -> list[float]:
    """One indicator by year."""
    rows: list[Any] = found.indicators([indicator]).sort("year")["value"].to_list()
    return rows


def same(one: Run, other: Run) -> bool:
    """Whether two runs have the same headlines."""
    values: list[list[Any]] = [run.headlines["value"].to_list() for run in (one, other)]
    return values[0] == values[1]


class TestDemandSaving:
    """From 2025 a fifth is needed no more, at 3,000 dollars a tonne, half of it public."""

    FIFTH: ClassVar[dict[str, object]] = {
        "kind": "demand_programme",
        "uses": "motors",
        "share": 0.2,
        "cost": "3 USD/kg",
        "public_share": 0.5,
        "start": "2025-01",
    }

    def test_need_falls_and_what_is_saved_is_paid_for(self, toy: StudyHandle) -> None:
        """20 t fewer are bought at 5,000 dollars; 60,000 are spent, 30,000 of them public."""
        before, found = toy.run("as-now"), run(toy, **self.FIFTH)
        assert numbers(found, "unmet_demand") == [0.0] * 3
        cost = [
            now - was
            for was, now in zip(
                numbers(before, "home_cost"), numbers(found, "home_cost"), strict=True
            )
        ]
        assert cost == pytest.approx([0.0, -40_000.0, -40_000.0])
        # a hundred rupees are a dollar, ten million rupees a crore
        assert numbers(found, "public_outlay") == pytest.approx([0.0, 0.3, 0.3])
        assert numbers(found, "self_sufficiency.magnet") == pytest.approx([0.2, 0.25, 0.25])

    def test_it_builds_up_month_by_month(self, toy: StudyHandle) -> None:
        """From July 2025 to July 2026: an eighth of it in 2025 and seven eighths in 2026."""
        found = run(toy, **{**self.FIFTH, "start": "2025-07", "reached": "2026-07"})
        assert numbers(found, "public_outlay") == pytest.approx([0.0, 0.3 / 8, 0.3 * 7 / 8])

    def test_nothing_saved_changes_nothing(self, toy: StudyHandle) -> None:
        before, found = toy.run("as-now"), run(toy, **{**self.FIFTH, "share": 0.0})
        assert same(found, before)

    def test_it_is_explained(self, toy: StudyHandle) -> None:
        found = run(toy, **self.FIFTH)
        assert "savings of need" in found.trace_text("public_outlay", 2025)
        assert found.why("self_sufficiency.magnet", 2025).package_effect == pytest.approx(0.05)


class TestDiversification:
    """All that is bought is from one country, and no more than three fifths may be."""

    FIFTHS: ClassVar[dict[str, object]] = {
        "kind": "diversification",
        "materials": "magnet",
        "share": 0.6,
        "start": "2025-01",
    }

    def test_what_a_breach_costs_decides_whether_users_go_without(self, toy: StudyHandle) -> None:
        """Of 100 t 40 are to be from elsewhere and 20 are; or users take 50 t and go without 50.

        Whoever goes without loses 20,000 dollars a tonne and saves the 5,000 of a tonne from
        Farland. That leaves two fifths of a tonne fewer too many, so that it pays above 37,500.
        """
        paid = run(toy, **self.FIFTHS, breach="10 USD/kg")
        assert numbers(paid, "unmet_demand") == [0.0] * 3
        assert numbers(paid, "home_cost") == pytest.approx(numbers(toy.run("as-now"), "home_cost"))
        (rule,) = [one for one in paid.records.soft_rules() if one.year == 2025 and one.missing > 0]
        assert rule.rule == "origins_are_spread"
        assert (rule.due, rule.missing) == pytest.approx((40, 20))
        kept = run(toy, **self.FIFTHS, breach="90 USD/kg")
        assert numbers(kept, "unmet_demand") == pytest.approx([0.0, 50.0, 50.0])

    def test_everything_may_be_from_one_country(self, toy: StudyHandle) -> None:
        whole = run(toy, **{**self.FIFTHS, "share": 1.0}, breach="90 USD/kg")
        assert same(whole, toy.run("as-now"))
