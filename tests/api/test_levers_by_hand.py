"""Levers at work on the toy from file to finding, with figures that can be worked out by hand.

Home wants 100 t of magnets a year and makes 20 of them; the others come from Farland at 5,000
dollars a tonne.
"""

from pathlib import Path
from typing import Any, ClassVar

import pytest

from monazite.api import Run, StudyHandle, load

from ..figures import numbers
from ..owners import owners

WHY = {"why": "Shown in a test.", "source": "own"}


def run(toy: StudyHandle, **lever: object) -> Run:
    """The baseline with one lever more."""
    return toy.run(toy.strategy("as-now").with_lever({**lever, **WHY}))


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

    def test_it_is_explained(self, toy: StudyHandle) -> None:
        kept = run(toy, title="Spread it", **self.FIFTHS, breach="90 USD/kg")
        assert kept.why("unmet_demand", 2026).package_effect == pytest.approx(50)
        TestDomesticContent.named(kept, "origins_are_spread", "Spread it")

    def test_everything_may_be_from_one_country(self, toy: StudyHandle) -> None:
        whole = run(toy, **{**self.FIFTHS, "share": 1.0}, breach="90 USD/kg")
        assert same(whole, toy.run("as-now"))


class TestImportDuty:
    """A tenth on the 80 t of magnets that arrive at 5,000 dollars a tonne, from July 2025."""

    TENTH: ClassVar[dict[str, object]] = {
        "kind": "import_duty",
        "materials": "magnet",
        "rate": 0.1,
        "start": "2025-07",
    }

    def test_users_pay_it_to_the_treasury(self, toy: StudyHandle) -> None:
        """40,000 dollars a year are four tenths of a crore; half a year is half of it.

        Nobody can do without, so that nothing else moves but the price: 500 dollars a tonne.
        """
        before, found = toy.run("as-now"), run(toy, **self.TENTH)
        assert numbers(found, "duties") == pytest.approx([0.0, 0.2, 0.4])
        assert numbers(found, "price.magnet") == pytest.approx([5.0, 5.25, 5.5])
        for key in ("home_cost", "public_outlay", "self_sufficiency.magnet", "unmet_demand"):
            assert numbers(found, key) == pytest.approx(numbers(before, key)), key

    def test_it_is_explained(self, toy: StudyHandle) -> None:
        found = run(toy, **self.TENTH)
        assert found.why("duties", 2026).package_effect == pytest.approx(0.4)
        said = found.trace_text("duties", 2026)
        assert "part: Magnets: 0.4 INR_2024 crore/yr" in said
        assert "lever: Shown in a test" in said


class TestDomesticContent:
    """Half of what motors take is to be made at home, where 20 t are made."""

    HALF: ClassVar[dict[str, object]] = {
        "kind": "domestic_content",
        "uses": "motors",
        "share": 0.5,
        "start": "2025-07",
    }

    def test_what_a_breach_costs_decides_whether_users_go_without(self, toy: StudyHandle) -> None:
        """Of 100 t 25 are due in the half of 2025 and 50 in 2026, so 5 and 30 t are missing.

        Whoever goes without a tonne loses 15,000 dollars above its price and owes a quarter of a
        tonne less in 2025 and half a one in 2026: that pays above 60,000 dollars, and above 30,000.
        """
        paid = run(toy, **self.HALF, breach="20 USD/kg")
        assert numbers(paid, "unmet_demand") == [0.0] * 3
        assert numbers(paid, "home_cost") == pytest.approx(numbers(toy.run("as-now"), "home_cost"))
        missing = {row.year: (row.due, row.missing) for row in paid.records.soft_rules()}
        assert missing[2025] == pytest.approx((25, 5))
        assert missing[2026] == pytest.approx((50, 30))
        between = run(toy, **self.HALF, breach="40 USD/kg")
        assert numbers(between, "unmet_demand") == pytest.approx([0.0, 0.0, 60.0])
        kept = run(toy, **self.HALF, breach="80 USD/kg")
        assert numbers(kept, "unmet_demand") == pytest.approx([0.0, 20.0, 60.0])

    def test_it_is_explained(self, toy: StudyHandle) -> None:
        kept = run(toy, title="Home magnets", **self.HALF, breach="80 USD/kg")
        assert kept.why("unmet_demand", 2026).package_effect == pytest.approx(60)
        self.named(kept, "home_content_at_least", "Home magnets")

    @staticmethod
    def named(kept: Run, rule: str, title: str) -> None:
        """What forces users to go without is named, at what a tonne less of it would save."""
        (row,) = [
            one
            for one in kept.records.binding_constraints()
            if (one.rule, one.year) == (rule, 2026)
        ]
        assert (row.title, row.binding, row.sense) == (title, True, "floor")
        said = kept.trace_text("unmet_demand", 2026)
        assert f"rule: {title}: {rule.replace('_', ' ')} (forced)" in said
        assert {one.title.partition(":")[0] for one in kept.records.soft_rules()} == {title}


class TestCapacityAbroad:
    """Farland makes 100 t of magnets and sells 50 of them, so that home goes 30 t short."""

    @pytest.mark.parametrize(
        "lever",
        [
            {
                "kind": "partnership",
                "region": "FOR",
                "facility": "for_magnets",
                "material": "magnet",
                "tonnes_per_year": 20,
                "take_or_pay": 1.0,
                "start": "2025-07",
            },
            {
                "kind": "capacity_programme",
                "facility": "for_magnets",
                "add": 20,
                "public_share": 0.0,
                "online": "2025-07",
            },
        ],
        ids=lambda lever: str(lever["kind"]),
    )
    def test_twenty_tonnes_more_arrive(self, toy: StudyHandle, lever: dict[str, object]) -> None:
        """Ten in the half of 2025; another to get a magnet from is worth what users pay for it."""
        narrow = toy.with_facts({"capacity:for-magnets": 100})
        assert numbers(narrow.run("as-now"), "unmet_demand") == pytest.approx([30.0] * 3)
        found = narrow.run(narrow.strategy("as-now").with_lever({**lever, **WHY}))
        assert numbers(found, "unmet_demand") == pytest.approx([30.0, 20.0, 10.0])
        assert numbers(found, "public_outlay") == pytest.approx([0.0] * 3)
        assert found.why("unmet_demand", 2026).package_effect == pytest.approx(-20)


class TestSalesOfTheState:
    """The state may sell oxide to Farland, where nobody else at home may."""

    def test_they_go_abroad_from_a_month_until_a_month(self, tmp_path: Path) -> None:
        handle = load(owners(tmp_path).path)
        before = handle.run("as-now")
        sales = {
            "kind": "state_sales",
            "material": "oxide",
            "ownership_account": "state",
            "to": "FOR",
            "tonnes_per_year": 4,
            "start": "2025-07",
            "end": "2027-01",
        }
        found = handle.run(handle.strategy("as-now").with_lever({**sales, **WHY}))
        ways = [one.name for one in found.solution.labels.lanes]
        row = ways.index("oxide:HOM.state>FOR")
        sent = found.solution.reported("shipment")[row]
        assert sent[:4].tolist() == pytest.approx([0.0, 2.0, 4.0, 0.0])
        assert not before.solution.reported("shipment")[row].any()
