"""What the state promises an investor, from file to finding, with figures worked out by hand.

The toy with a magnet plant that investors may double at no more than 30 t, which costs 3 crore. A
hundred rupees are a dollar and a crore is 100,000 dollars. Magnets are stated to fetch 5,000
dollars a tonne; the plant makes 20 t, and 50 t once 30 are added and ramped up.
"""

from typing import ClassVar

import pytest

from monazite.api import Run, StudyHandle, load
from monazite.core.errors import InvalidInput
from monazite.findings.costs import PAID_BY, outlay_items
from monazite.findings.money import payments
from monazite.model.capital import owner_share

from ..figures import numbers
from .copies import open_plant, with_deposit

OWN = {"why": "Shown in a test.", "source": "own"}


@pytest.fixture(scope="module")
def handle(tmp_path_factory: pytest.TempPathFactory) -> StudyHandle:
    """The toy with an open plant."""
    return load(open_plant(tmp_path_factory.mktemp("support")))


@pytest.fixture(scope="module")
def deposit(tmp_path_factory: pytest.TempPathFactory) -> StudyHandle:
    """The same with a deposit in which nothing is known to be, cheap to dig."""
    return load(with_deposit(tmp_path_factory.mktemp("deposit")))


def paid(handle: StudyHandle, **lever: object) -> Run:
    """The open plant with one lever more."""
    return handle.run(handle.strategy("open").with_lever({**lever, **OWN}))


YEARS = {"facility": "hom_magnets", "tonnes_per_year": 50, "start": "2024-01", "end": "2027-01"}


def test_every_item_of_outlay_is_spent_by_some_parameter(handle: StudyHandle) -> None:
    """Whoever asks which lever spends an item finds the parameter it moves."""
    assert set(outlay_items(handle.run("open").solution)) == set(PAID_BY)


class TestCapAndFloor:
    """Below the floor the state pays on up to 50 t, above the cap it takes on everything."""

    def test_the_floor_is_made_up_and_brings_the_plant(self, handle: StudyHandle) -> None:
        """A thousand dollars on 35 t, then on 50, of which half is added: half a crore."""
        found = paid(handle, kind="cap_and_floor", floor="6 USD/kg", cap="7 USD/kg", **YEARS)
        assert numbers(found, "public_outlay") == pytest.approx([0.35, 0.5, 0.5])
        assert numbers(found, "self_sufficiency.magnet") == pytest.approx([0.35, 0.5, 0.5])
        assert numbers(handle.run("open"), "self_sufficiency.magnet") == pytest.approx([0.2] * 3)

    def test_above_the_cap_it_is_handed_over(self, handle: StudyHandle) -> None:
        """Two hundred dollars on each of 20 t are four hundredths of a crore."""
        found = paid(handle, kind="cap_and_floor", floor="1 USD/kg", cap="4.8 USD/kg", **YEARS)
        assert numbers(found, "public_outlay") == pytest.approx([-0.04] * 3)
        assert "handed over above caps" in found.trace_text("public_outlay", 2025)
        home = numbers(handle.run("open"), "home_cost")
        assert numbers(found, "home_cost") == pytest.approx(home), "money that moves is no cost"

    def test_who_signed_can_only_make_less(self, handle: StudyHandle) -> None:
        """With a cap at nothing it makes the 10 t that Farland, at 140 t, has no room for."""
        found = paid(handle, kind="cap_and_floor", floor="0 USD/kg", cap="0 USD/kg", **YEARS)
        assert numbers(found, "self_sufficiency.magnet") == pytest.approx([0.1] * 3)
        assert numbers(found, "public_outlay") == pytest.approx([-0.5] * 3)

    def test_half_a_year_is_half_of_it(self, handle: StudyHandle) -> None:
        terms = {**YEARS, "start": "2025-07"}
        found = paid(handle, kind="cap_and_floor", floor="1 USD/kg", cap="4.8 USD/kg", **terms)
        assert numbers(found, "public_outlay") == pytest.approx([0.0, -0.02, -0.04])

    def test_between_the_two_nothing_changes(self, handle: StudyHandle) -> None:
        found = paid(handle, kind="cap_and_floor", floor="4 USD/kg", cap="6 USD/kg", **YEARS)
        for key in ("public_outlay", "home_cost", "self_sufficiency.magnet"):
            assert numbers(found, key) == pytest.approx(numbers(handle.run("open"), key))

    def test_a_later_support_takes_its_place(self, handle: StudyHandle) -> None:
        strategy = handle.strategy("open")
        for lever in (
            {"kind": "cap_and_floor", "floor": "1 USD/kg", "cap": "4.8 USD/kg", **YEARS},
            {"kind": "price_guarantee", "price": "4 USD/kg", **YEARS, "start": "2026-01"},
        ):
            strategy = strategy.with_lever({**lever, **OWN})
        found = handle.run(strategy)
        assert numbers(found, "public_outlay") == pytest.approx([-0.04, -0.04, 0.0])

    def test_it_is_explained(self, handle: StudyHandle) -> None:
        found = paid(handle, kind="cap_and_floor", floor="6 USD/kg", cap="7 USD/kg", **YEARS)
        why = found.why("self_sufficiency.magnet", 2026)
        assert why.package_effect == pytest.approx(0.3)


class TestOfftake:
    """The state buys up to 50 t a year at 6,000 dollars a tonne."""

    def test_purchase_and_sale_stand_side_by_side(self, handle: StudyHandle) -> None:
        """50 t: 3 crore go out and 2.5 come back, since magnets fetch 5,000."""
        found = paid(handle, kind="offtake", price="6 USD/kg", **YEARS)
        assert numbers(found, "public_outlay") == pytest.approx([0.35, 0.5, 0.5])
        assert numbers(found, "self_sufficiency.magnet") == pytest.approx([0.35, 0.5, 0.5])
        items = {row.item: row.value for row in payments(found.solution, [2026])}
        assert items["bought from makers"] == pytest.approx(3.0)
        assert items["sold on"] == pytest.approx(-2.5)
        assert items["support per tonne"] == 0.0

    def test_what_is_sold_on_cheaper_is_given_to_whoever_buys(self, handle: StudyHandle) -> None:
        """At 4,000 dollars a tonne the state bears 2,000; home as a whole pays what it did."""
        dear = paid(handle, kind="offtake", price="6 USD/kg", **YEARS)
        cheap = paid(handle, kind="offtake", price="6 USD/kg", resale="4 USD/kg", **YEARS)
        assert numbers(cheap, "public_outlay") == pytest.approx([0.7, 1.0, 1.0])
        assert numbers(cheap, "home_cost") == pytest.approx(numbers(dear, "home_cost"))

    def test_nobody_sells_to_the_state_for_less(self, handle: StudyHandle) -> None:
        found = paid(handle, kind="offtake", price="4 USD/kg", resale="1 USD/kg", **YEARS)
        assert numbers(found, "public_outlay") == pytest.approx([0.0] * 3)

    def test_all_makers_of_a_material(self, handle: StudyHandle) -> None:
        """The plant is the only one that makes magnets, so that naming those is naming it."""
        terms = {name: value for name, value in YEARS.items() if name != "facility"}
        found = paid(handle, kind="offtake", price="6 USD/kg", material="magnet", **terms)
        same = paid(handle, kind="offtake", price="6 USD/kg", **YEARS)
        for key in ("public_outlay", "home_cost"):
            assert numbers(found, key) == pytest.approx(numbers(same, key))

    def test_it_ends_with_a_month(self, handle: StudyHandle) -> None:
        found = paid(handle, kind="offtake", price="6 USD/kg", **{**YEARS, "end": "2026-07"})
        assert numbers(found, "public_outlay") == pytest.approx([0.35, 0.5, 0.25])


class TestPublicEquity:
    """Seven tenths of the capital, beside three tenths that are given away."""

    GIVEN: ClassVar[dict[str, object]] = {
        "kind": "capital_subsidy",
        "facility": "hom_magnets",
        "share": 0.3,
        "start": "2024-01",
    }
    SHARE: ClassVar[dict[str, object]] = {
        "kind": "public_equity",
        "facility": "hom_magnets",
        "share": 0.7,
        "start": "2024-01",
    }

    def test_capital_goes_out_and_returns_come_in(self, handle: StudyHandle) -> None:
        """30 t cost 3 crore, all of it public; 2.1 of them come back over 20 years of output.

        These are 19.5 years at full output, since half of it is made in the first: seven tenths of
        10,000 dollars a tonne are 7,000 / 19.5 on each tonne, 15 t in 2024 and 30 t after.
        """
        strategy = handle.strategy("open")
        for lever in (self.GIVEN, {**self.SHARE, "return": 0.0}):
            strategy = strategy.with_lever({**lever, **OWN})
        found = handle.run(strategy)
        assert numbers(found, "self_sufficiency.magnet") == pytest.approx([0.35, 0.5, 0.5])
        back = [7000 / 19.5 * tonnes / 100_000 for tonnes in (15, 30, 30)]
        paid_out = [3 - back[0], -back[1], -back[2]]
        assert numbers(found, "public_outlay") == pytest.approx(paid_out)
        assert "returns on public equity" in found.trace_text("public_outlay", 2026)

    def test_a_return_of_the_owners_own_size_helps_nobody(self, handle: StudyHandle) -> None:
        """Three tenths given away bring no plant, and a state that asks 10 % brings none either."""
        strategy = handle.strategy("open")
        for lever in (self.GIVEN, {**self.SHARE, "return": 0.1}):
            strategy = strategy.with_lever({**lever, **OWN})
        found = handle.run(strategy)
        assert numbers(found, "self_sufficiency.magnet") == pytest.approx([0.2] * 3)
        assert numbers(found, "public_outlay") == pytest.approx([0.0] * 3)

    def test_the_share_of_an_owner_is_worked_out_from_both_returns(
        self, handle: StudyHandle
    ) -> None:
        """At a return of nothing, seven tenths cost him 7 x (1 / 19.5) over his own factor."""
        strategy = handle.strategy("open").with_lever({**self.SHARE, "return": 0.0, **OWN})
        parameters = handle.run(strategy).solution.parameters
        own = sum((0.5 if age == 0 else 1.0) * 1.1 ** -(age + 1) for age in range(20))
        owned = owner_share(parameters).sel(facility="hom_magnets", period=2024)
        assert float(owned) == pytest.approx(0.3 + 0.7 * own / 19.5)


class TestExploration:
    """A search of a year at a deposit, for 20 t of ore and a mine of 16 t a year."""

    SEARCH: ClassVar[dict[str, object]] = {
        "kind": "exploration",
        "facility": "hom_deposit",
        "resource": 20,
        "odds": 0.5,
        "cost": "2 crore INR",
        "add": 16,
        "start": "2024-07",
        "found": "2025-07",
        "online": "2025-07",
    }

    def dug(self, found: Run) -> list[float]:
        """Ore from the deposit by reported year, t."""
        activity = found.solution.reported("activity")
        row = found.solution.labels.facilities.index("hom_deposit")
        return [float(tonnes) for tonnes in activity[row]]

    def test_what_is_to_be_expected_is_dug_once_it_is_found(self, deposit: StudyHandle) -> None:
        """Half of 20 t may be dug, 4 t in half of 2025 and the other 6 t, at 8 t a year, in 2026.

        Two crore are spent, half in each of the two years.
        """
        found = paid(deposit, **self.SEARCH)
        assert self.dug(found) == pytest.approx([0, 4, 6])
        assert numbers(found, "public_outlay") == pytest.approx([1, 1, 0])
        assert "exploration" in found.trace_text("public_outlay", 2024)

    def test_a_failure_costs_as_much_and_brings_nothing(self, deposit: StudyHandle) -> None:
        found = paid(deposit, **{**self.SEARCH, "odds": 0.0})
        assert self.dug(found) == pytest.approx([0, 0, 0])
        assert numbers(found, "public_outlay") == pytest.approx([1, 1, 0])
        plain = numbers(deposit.run("open"), "home_cost")
        more = [now - was for was, now in zip(plain, numbers(found, "home_cost"), strict=True)]
        assert more == pytest.approx([100_000, 100_000, 0])

    def test_ore_that_could_be_dug_before_it_is_found_is_refused(
        self, deposit: StudyHandle
    ) -> None:
        """A mine of 50 t a year from 2024 on, with nothing in the ground: 75 t before the find."""
        mine = {
            "kind": "capacity_programme",
            "facility": "hom_deposit",
            "add": 50,
            "online": "2024-01",
            "public_share": 0.0,
        }
        strategy = deposit.strategy("open").with_lever({**mine, **OWN})
        with pytest.raises(InvalidInput, match="can dig 75 t before 2025-07, more than the 0 t"):
            _ = deposit.run(strategy.with_lever({**self.SEARCH, **OWN})).solution
