"""Entry, support, allocation and recycling as the edits they make, on a study with owners apart."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from monazite.core import InvalidInput
from monazite.parameters import Parameters, parameters_of
from monazite.parameters.sizes import SCHEMES
from monazite.strategy import Lever
from monazite.study import Study, load_study

from ..owners import owners
from .pulling import cells, lever, pull

YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2035]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The toy with owners apart; 100 rupees are a dollar and a crore 100,000 dollars."""
    return owners(tmp_path_factory.mktemp("studies"))


@pytest.fixture(scope="module")
def before(study: Study) -> Parameters:
    """Its parameters before any lever."""
    return parameters_of(study)


def moved(study: Study, before: Parameters, *levers: Lever) -> Parameters:
    """Apply levers in order."""
    return pull(before, *levers, study=study)


class TestPrivateEntry:
    """Slots that only a lever lets grow."""

    def entry(self, **fields: object) -> Lever:
        """Up to 60 t in all and 20 t a year at one slot, of which half is expected."""
        terms: dict[str, object] = {
            "facility": "slot_one",
            "tonnes_per_year": 60,
            "per_year": 20,
            "uptake": 0.5,
            "start": "2025-01",
        }
        return lever("private_entry", **{**terms, **fields})

    def test_the_plan_counts_on_what_is_to_be_expected(
        self, study: Study, before: Parameters
    ) -> None:
        after = moved(study, before, self.entry())
        assert float(after["site_limit"].sel(facility="slot_one")) == 30.0
        assert cells(after, "build_rate", "slot_one") == [0.0, *[10.0] * 7]
        assert cells(after, "build_rate", "slot_two") == [0.0] * 8

    def test_all_of_it_may_be_decided_at_once_unless_stated(
        self, study: Study, before: Parameters
    ) -> None:
        after = moved(study, before, self.entry(per_year=None, uptake=1))
        assert cells(after, "build_rate", "slot_one") == [0.0, *[60.0] * 7]

    def test_a_window_that_opens_in_july_lets_all_be_decided_half_a_year_later(
        self, study: Study, before: Parameters
    ) -> None:
        """From July 2025 to June 2032: all of 2025, in July, and two of five years of the block."""
        after = moved(study, before, self.entry(start="2025-07", end="2032-07"))
        rates = cells(after, "build_rate", "slot_one")
        assert rates == pytest.approx([0.0, *[10.0] * 6, 10.0 * 2 / 5])
        assert cells(after, "decision_delay", "slot_one") == [0.0, 0.5, *[0.0] * 6]

    def test_several_slots_share_an_edit(self, study: Study, before: Parameters) -> None:
        after = moved(study, before, self.entry(facility=["slot_one", "slot_two"]))
        assert [entry.edit.where for entry in after.ledger] == [
            {"facility": ("slot_one", "slot_two")},
            {"facility": ("slot_one", "slot_two"), "period": tuple(YEARS[1:])},
            {"facility": ("slot_one", "slot_two"), "period": tuple(YEARS[1:])},
        ]


class TestCapitalSubsidy:
    """A share of capital, lowered by caps; a slot costs 10,000 USD per tonne a year."""

    @pytest.mark.parametrize(
        ("terms", "expected"),
        [
            ({}, [0.5, 0.5]),
            # 1.5 million dollars are the whole of slot one, half a million that of slot two
            ({"per_firm_cap": "3 crore INR"}, [0.2, 0.5]),
            ({"budget": "4 crore INR"}, [0.2, 0.2]),
            ({"per_firm_cap": "2.4 crore INR", "budget": "9 crore INR"}, [0.16, 0.45]),
            ({"per_firm_cap": "1.2 crore INR", "budget": "0.8 crore INR"}, [0.04, 0.04]),
        ],
    )
    def test_caps_and_budget_lower_the_share(
        self,
        study: Study,
        before: Parameters,
        terms: dict[str, float],
        expected: list[float],
    ) -> None:
        both = {"start": "2025-01", "uptake": 1}
        after = moved(
            study,
            before,
            lever("private_entry", facility="slot_one", tonnes_per_year=150, **both),
            lever("private_entry", facility="slot_two", tonnes_per_year=50, **both),
            lever(
                "capital_subsidy",
                facility=["slot_one", "slot_two"],
                share=0.5,
                start="2025-01",
                **terms,
            ),
        )
        for slot, share in zip(("slot_one", "slot_two"), expected, strict=True):
            assert cells(after, "subsidy_share", slot) == pytest.approx([0.0, *[share] * 7])

    def test_plants_of_one_pool_share_the_cap_of_a_firm(
        self, study: Study, before: Parameters
    ) -> None:
        """Two million dollars in all: a cap of 400,000 is a fifth of both plants together."""
        pooled = {"slot_one": "one", "slot_two": "one"}
        together = replace(before, labels=replace(before.labels, facility_account=pooled))
        both = {"start": "2025-01", "uptake": 1}
        after = moved(
            study,
            together,
            lever("private_entry", facility="slot_one", tonnes_per_year=150, **both),
            lever("private_entry", facility="slot_two", tonnes_per_year=50, **both),
            lever(
                "capital_subsidy",
                facility=["slot_one", "slot_two"],
                share=0.5,
                per_firm_cap="4 crore INR",
                start="2025-01",
            ),
        )
        for slot in ("slot_one", "slot_two"):
            assert cells(after, "subsidy_share", slot) == pytest.approx([0.0, *[0.2] * 7])

    @pytest.mark.parametrize(
        ("terms", "expected"),
        [
            # open for 2025 to 2027: 3 years at 10 t, 300,000 dollars of which 60,000 are a fifth
            ({"end": "2028-01", "budget": "0.6 crore INR"}, [0.0, *[0.2] * 3, *[0.0] * 4]),
            ({"end": "2028-01", "per_firm_cap": "0.3 crore INR"}, [0.0, *[0.1] * 3, *[0.0] * 4]),
            # any month of a year opens it for what is decided in the year; 4 years, 400,000
            ({"end": "2028-02", "budget": "0.6 crore INR"}, [0.0, *[0.15] * 4, *[0.0] * 3]),
            # of the five years of the block the scheme is open in two: 8 years, 800,000
            ({"end": "2032-07", "budget": "0.8 crore INR"}, [0.0, *[0.1] * 6, 0.04]),
            ({"end": "2028-01"}, [0.0, *[0.5] * 3, *[0.0] * 4]),
        ],
    )
    def test_what_a_plant_may_add_at_its_own_rate_is_held_to_caps_and_window(
        self, study: Study, before: Parameters, terms: dict[str, str], expected: list[float]
    ) -> None:
        """No lever says how much may be added: 10 t a year are, at 10,000 dollars a tonne."""
        rates = before["build_rate"].copy()
        rates.put("slot_one", 10.0)
        growing = before.replaced({"build_rate": rates}, ())
        asked = {"facility": "slot_one", "share": 0.5, "start": "2025-01", **terms}
        after = moved(study, growing, lever("capital_subsidy", **asked))
        assert cells(after, "subsidy_share", "slot_one") == pytest.approx(expected)

    def test_where_nothing_can_be_added_the_stated_share_holds(
        self, study: Study, before: Parameters
    ) -> None:
        terms = {"facility": "slot_one", "share": 0.5, "start": "2025-01", "budget": "1 crore INR"}
        after = moved(study, before, lever("capital_subsidy", **terms))
        assert cells(after, "subsidy_share", "slot_one") == [0.0, *[0.5] * 7]


class TestOutputIncentive:
    """So much a kilogram for winners."""

    def paid(self, **fields: object) -> Lever:
        """1,000 rupees, which are 10 dollars, per kg on 40 t a year from July 2025 to June 2028."""
        terms: dict[str, object] = {
            "facility": ["slot_one", "slot_two"],
            "rate": "1000 INR/kg",
            "tonnes_per_year": 40,
            "start": "2025-07",
            "end": "2028-07",
        }
        return lever("output_incentive", **{**terms, **fields})

    def test_part_of_a_year_is_paid_at_part_of_the_rate(
        self, study: Study, before: Parameters
    ) -> None:
        after = moved(study, before, self.paid())
        for awardee in ("slot_one", "slot_two"):
            rates = [0.0, 5000.0, 10000.0, 10000.0, 5000.0, 0.0, 0.0, 0.0]
            assert cells(after, "incentive", awardee) == pytest.approx(rates)
            assert cells(after, "supported_limit", awardee) == [0.0, *[40.0] * 4, 0.0, 0.0, 0.0]
        assert not after["scheme_member"].any()
        assert np.isinf(after["awardee_budget"].values).all()

    def test_the_rate_falls_from_start_to_end(self, study: Study, before: Parameters) -> None:
        """From 10 to 4 dollars over three years; the middle of 2026 is one year in: 8 dollars."""
        after = moved(study, before, self.paid(rate_falls_to="400 INR/kg"))
        rates = cells(after, "incentive", "slot_one")
        assert rates[1:5] == pytest.approx([4750.0, 8000.0, 6000.0, 2250.0])

    def test_each_scheme_has_a_budget_of_its_own(self, study: Study, before: Parameters) -> None:
        after = moved(
            study,
            before,
            self.paid(budget="10 crore INR", per_firm_cap="5 crore INR"),
            self.paid(facility="slot_two", budget="2.5 crore INR", per_firm_cap="6 crore INR"),
        )
        assert cells(after, "scheme_member", "scheme_1") == [1.0, 1.0]
        assert cells(after, "scheme_member", "scheme_2") == [0.0, 1.0]
        assert after["scheme_budget"].values.tolist()[:3] == [1e6, 250_000.0, np.inf]
        assert after["awardee_budget"].values.tolist() == [500_000.0, 500_000.0]

    def test_more_budgets_than_rows_are_refused(self, study: Study, before: Parameters) -> None:
        with pytest.raises(InvalidInput, match="all rows for budgets of schemes are taken"):
            moved(study, before, *[self.paid(budget="1 crore INR")] * (SCHEMES + 1))


class TestPriceGuarantee:
    """What the stated price lacks of a guaranteed one."""

    def guaranteed(self, price: str, **fields: object) -> Lever:
        """A price on 40 t a year from July 2025 to June 2028."""
        terms: dict[str, object] = {
            "facility": ["slot_one", "slot_two"],
            "price": price,
            "tonnes_per_year": 40,
            "start": "2025-07",
            "end": "2028-07",
        }
        return lever("price_guarantee", **{**terms, **fields})

    def stated(self, before: Parameters) -> float:
        """What magnets are stated to fetch, USD_2024/t; the same in every year."""
        prices = before["market_price"].sel(material="magnet").values.tolist()
        assert len(set(prices)) == 1
        return float(prices[0])

    def test_the_difference_is_paid_and_half_of_it_in_half_a_year(
        self, study: Study, before: Parameters
    ) -> None:
        price = self.stated(before) + 4000.0
        after = moved(study, before, self.guaranteed(f"{price / 1000} USD/kg"))
        for awardee in ("slot_one", "slot_two"):
            rates = [0.0, 2000.0, 4000.0, 4000.0, 2000.0, 0.0, 0.0, 0.0]
            assert cells(after, "incentive", awardee) == pytest.approx(rates)
            assert cells(after, "supported_limit", awardee) == [0.0, *[40.0] * 4, 0.0, 0.0, 0.0]

    def test_above_the_guarantee_nothing_is_paid_and_nothing_paid_back(
        self, study: Study, before: Parameters
    ) -> None:
        price = self.stated(before) - 4000.0
        after = moved(study, before, self.guaranteed(f"{price / 1000} USD/kg"))
        assert cells(after, "incentive", "slot_one") == [0.0] * 8

    def test_it_follows_a_fall_of_the_price(self, study: Study, before: Parameters) -> None:
        """Prices 3 dollars lower from 2026 on: so much more is paid."""
        fallen = before.replaced({"market_price": before["market_price"] - 3000.0}, ())
        price = f"{(self.stated(before) + 1000.0) / 1000} USD/kg"
        paid = cells(moved(study, before, self.guaranteed(price)), "incentive", "slot_one")
        more = cells(moved(study, fallen, self.guaranteed(price)), "incentive", "slot_one")
        assert (paid[2], more[2]) == pytest.approx((1000, 4000))

    def test_budgets_hold_as_those_of_incentives_do(self, study: Study, before: Parameters) -> None:
        terms = {"budget": "10 crore INR", "per_firm_cap": "5 crore INR"}
        after = moved(study, before, self.guaranteed("100 USD/kg", **terms))
        assert cells(after, "scheme_member", "scheme_1") == [1.0, 1.0]
        assert float(after["scheme_budget"].values[0]) == 1e6
        assert after["awardee_budget"].values.tolist() == [500_000.0, 500_000.0]


class TestFeedAllocation:
    """An assured channel from one pool to others."""

    LANES = ("oxide:HOM.state>HOM.one", "oxide:HOM.state>HOM.two")

    def assured(self, **fields: object) -> Lever:
        """10 t of oxide a year for both makers."""
        terms: dict[str, object] = {
            "material": "oxide",
            "ownership_account": "state",
            "makers": ["one", "two"],
            "tonnes_per_year": 10,
            "price_basis": "import_parity",
            "start": "2025-07",
        }
        return lever("feed_allocation", **{**terms, **fields})

    def test_makers_get_equal_parts_and_the_open_channel_stays(
        self, study: Study, before: Parameters
    ) -> None:
        after = moved(study, before, self.assured(end="2028-01"))
        for lane in self.LANES:
            assert cells(after, "lane_limit", lane) == [0.0, 2.5, 5.0, 5.0, 0.0, 0.0, 0.0, 0.0]
        assert np.isinf(cells(after, "lane_limit", "oxide:HOM.state>HOM")).all()
        assert np.isinf(cells(after, "lane_limit", "oxide:HOM>HOM.one")).all()

    @pytest.mark.parametrize("basis", ["import_parity", "export_parity", "cost"])
    def test_the_price_basis_says_what_makers_pay(
        self, study: Study, before: Parameters, basis: str
    ) -> None:
        """5,100 as the study says, or that less freight there and back, or nothing on top."""
        freight = float(before["freight"].sel(lane="oxide:FOR>HOM"))
        assert freight > 0
        expected = {
            "import_parity": 5100.0,
            "export_parity": 5100.0 - 2 * freight,
            "cost": 0.0,
        }[basis]
        after = moved(study, before, self.assured(makers="one", price_basis=basis))
        assert set(cells(after, "transfer_price", self.LANES[0])) == {expected}
        assert set(cells(after, "transfer_price", self.LANES[1])) == {5100.0}

    def test_a_channel_that_is_not_there_is_refused(self, study: Study, before: Parameters) -> None:
        with pytest.raises(InvalidInput, match=r"no assured channel oxide:HOM\.one>HOM\.two"):
            moved(study, before, self.assured(ownership_account="one", makers="two"))


def test_sales_of_the_state_open_the_way_abroad(study: Study, before: Parameters) -> None:
    """40 t a year from July 2025 to the end of 2027, and nothing before and after."""
    sales = lever(
        "state_sales",
        material="oxide",
        ownership_account="state",
        to="FOR",
        tonnes_per_year=40,
        start="2025-07",
        end="2028-01",
    )
    after = moved(study, before, sales)
    opened = [0.0, 20.0, 40.0, 40.0, 0.0, 0.0, 0.0, 0.0]
    assert cells(after, "lane_limit", "oxide:HOM.state>FOR") == opened
    assert np.isinf(cells(after, "lane_limit", "oxide:HOM.state>HOM")).all()


def test_sales_of_the_state_lower_no_limit_that_stands(study: Study, before: Parameters) -> None:
    """Leave to sell 15 t beside one to sell 40 t takes nothing away, in no part of a year."""
    wide = {"material": "oxide", "ownership_account": "state", "to": "FOR"}
    first = lever("state_sales", **wide, tonnes_per_year=40, start="2025-07", end="2028-01")
    narrow = lever("state_sales", **wide, tonnes_per_year=15, start="2025-01", end="2028-07")
    after = moved(study, moved(study, before, first), narrow)
    stands = [0.0, 20.0, 40.0, 40.0, 7.5, 0.0, 0.0, 0.0]
    assert cells(after, "lane_limit", "oxide:HOM.state>FOR") == stands


def test_sales_of_the_state_are_refused_where_nothing_limits_them(
    study: Study, before: Parameters
) -> None:
    sales = lever(
        "state_sales",
        material="oxide",
        ownership_account="state",
        to="HOM",
        tonnes_per_year=40,
        start="2025-07",
    )
    with pytest.raises(
        InvalidInput, match=r"oxide:HOM\.state>HOM carries as much as anybody likes"
    ):
        moved(study, before, sales)


class TestRecycling:
    """More scrap of motors, of which a tenth is collected, and more recyclers."""

    SCRAP = "motors@HOM/scrap"

    def grown(self, before: Parameters, after: Parameters, name: str) -> list[float]:
        """By what factor each cell of a parameter has grown."""
        old, new = (np.array(cells(which, name, self.SCRAP)) for which in (before, after))
        return [float(factor) for factor in new[old > 0] / old[old > 0]]

    def test_a_new_share_counts_from_the_old_one(self, study: Study, before: Parameters) -> None:
        """From 10 % to 30 % in the middle of 2025."""
        after = moved(study, before, lever("recycling", collection=0.3, start="2025-07"))
        legacy = self.grown(before, after, "legacy_scrap")
        assert legacy == pytest.approx([1.0, 2.0, *[3.0] * 6])
        assert set(np.round(self.grown(before, after, "scrap_share"), 9)) == {3.0}

    def test_nobody_collects_more_than_there_is(self, study: Study, before: Parameters) -> None:
        """Of what is collected nine tenths become scrap, so that is what all of it comes to."""
        after = moved(study, before, lever("recycling", multiply=40, start="2024-01"))
        assert self.grown(before, after, "legacy_scrap") == pytest.approx([10.0] * 8)
        assert sum(cells(after, "scrap_share", self.SCRAP)) == pytest.approx(0.9)

    def test_a_second_lever_sees_what_the_first_left(
        self, study: Study, before: Parameters
    ) -> None:
        """30 % and then 60 % is 60 %; threefold and then twofold is 60 % too."""
        stated = [lever("recycling", collection=c, start="2024-01") for c in (0.3, 0.6)]
        factors = [lever("recycling", multiply=m, start="2024-01") for m in (3, 2)]
        for levers in (stated, factors):
            after = moved(study, before, *levers)
            assert self.grown(before, after, "legacy_scrap") == pytest.approx([6.0] * 8)
            assert sum(cells(after, "scrap_share", self.SCRAP)) == pytest.approx(0.54)

    def test_recyclers_come_online_with_it(self, study: Study, before: Parameters) -> None:
        terms = {"facility": "hom_recycler", "add": 40, "public_share": 0.25, "start": "2025-07"}
        after = moved(study, before, lever("recycling", **terms))
        programme = after["programme"].sel(facility="hom_recycler", vintage=[2024, 2025, 2026])
        assert programme.values.tolist() == [0.0, 20.0, 20.0]
        assert float(after["public_share"].sel(facility="hom_recycler")) == 0.25
        assert after["scrap_share"].equals(before["scrap_share"])

    def test_what_nobody_collects_has_no_share_to_grow(self, tmp_path: Path) -> None:
        study = owners(tmp_path)
        path = study.path / "chain" / "recycling.csv"
        path.write_text(path.read_text("utf-8").replace("scrap,0.1,", "scrap,0,"), "utf-8")
        nothing = load_study(study.path)
        with pytest.raises(InvalidInput, match="nothing of motors is collected at home"):
            moved(
                nothing,
                parameters_of(nothing),
                lever("recycling", collection=0.3, start="2025-01"),
            )


class TestStockpile:
    """Reserves for tiers of uses and in pools."""

    def reserve(self, **fields: object) -> Lever:
        """73 days, a fifth of a year, of oxide."""
        terms: dict[str, object] = {"material": "oxide", "days_of_cover": 73, "by": "2025-01"}
        return lever("stockpile", **{**terms, "release": "on_shortage", **fields})

    @pytest.mark.parametrize(
        ("tiers", "held_at", "tonnes"),
        [((), "tier_3", 120.0), ((1,), "tier_1", 100.0), ((1, 2), "tier_2", 120.0)],
    )
    def test_days_of_cover_count_the_uses_of_its_tiers(
        self,
        study: Study,
        before: Parameters,
        tiers: tuple[int, ...],
        held_at: str,
        tonnes: float,
    ) -> None:
        """100 t of magnets for motors, tier 1, and 20 t for drones, tier 2; 0.4 t oxide in each."""
        after = moved(study, before, self.reserve(tiers=list(tiers)))
        for tier in before.labels.tiers:
            targets = cells(after, "stock_target", "oxide@HOM", tier)
            held = tonnes * 0.4 / 5 if tier == held_at else 0.0
            assert targets == pytest.approx([0.0, *[held] * 7])

    def test_a_pool_keeps_it_on_its_own_shelves(self, study: Study, before: Parameters) -> None:
        after = moved(
            study,
            before,
            self.reserve(days_of_cover=None, tonnes=7, ownership_account="state", release="never"),
        )
        assert cells(after, "stock_target", "oxide@HOM.state", "tier_3") == [0.0, *[7.0] * 7]
        assert not after["stock_target"].sel(store="oxide@HOM").any()
        assert cells(after, "shortfall_cost", "oxide@HOM.state")[2] == 20 * 5000.0

    def test_a_pool_without_shelves_is_refused(self, study: Study, before: Parameters) -> None:
        with pytest.raises(InvalidInput, match=r"oxide cannot be stored in HOM\.one"):
            moved(study, before, self.reserve(ownership_account="one"))


class TestCapacityProgramme:
    """A mine whose product comes up with minerals dug for their own sake."""

    def test_host_minerals_grow_with_the_mine(self, study: Study, before: Parameters) -> None:
        """Half as much again from the middle of 2025: a quarter more in that year."""
        terms = {"facility": "hom_mine", "multiply": 1.5, "online": "2025-07", "public_share": 1}
        after = moved(study, before, lever("capacity_programme", **terms))
        assert cells(after, "host_output", "hom_mine") == pytest.approx(
            [1000.0, 1250.0, *[1500.0] * 6]
        )
        assert after["programme"].sel(facility="hom_mine").sum() > 0

    def test_plants_that_dig_nothing_have_no_host(self, study: Study, before: Parameters) -> None:
        terms = {"facility": "hom_magnets", "add": 40, "online": "2025-01", "public_share": 1}
        after = moved(study, before, lever("capacity_programme", **terms))
        assert after["host_output"].equals(before["host_output"])


class TestDelivery:
    """Of what home adds half is built, half a year late."""

    def entry(self) -> Lever:
        """60 t may be added at each of two slots from 2025 on."""
        return lever(
            "private_entry",
            facility=["slot_one", "slot_two"],
            tonnes_per_year=60,
            uptake=1,
            start="2025-01",
        )

    def late(self, **fields: object) -> Lever:
        """Half of everything, half a year late."""
        terms: dict[str, object] = {
            "facility": "all",
            "share_built": 0.5,
            "delay_months": 6,
            "start": "2025-01",
        }
        return lever("delivery", **{**terms, **fields})

    def test_what_investors_may_add_shrinks_and_comes_late(
        self, study: Study, before: Parameters
    ) -> None:
        after = moved(study, before, self.late(), self.entry())
        assert float(after["site_limit"].sel(facility="slot_one")) == 30.0
        assert cells(after, "build_rate", "slot_one") == [0.0, *[30.0] * 7]
        assert cells(after, "decision_delay", "slot_one") == [0.0, *[0.5] * 7]

    def test_an_order_shrinks_and_moves_and_what_stands_is_left_alone(
        self, study: Study, before: Parameters
    ) -> None:
        more = lever(
            "capacity_programme", facility="hom_magnets", add=40, online="2026-01", public_share=0
        )
        after = moved(study, before, more, self.late())
        came = after["programme"].sel(facility="hom_magnets")
        assert came.sel(vintage=[2025, 2026, 2027, 2028]).values.tolist() == [0.0, 10.0, 10.0, 0.0]
        assert float(came.sum()) == 20.0
        assert after["nameplate"].equals(before["nameplate"])

    def test_the_last_one_that_names_a_plant_holds(self, study: Study, before: Parameters) -> None:
        other = self.late(facility="slot_two", share_built=1.0, delay_months=0)
        after = moved(study, before, self.entry(), self.late(), other)
        limits = [float(after["site_limit"].sel(facility=name)) for name in SLOTS]
        assert limits == [30.0, 60.0]

    def test_what_is_written_twice_is_delivered_once(
        self, study: Study, before: Parameters
    ) -> None:
        once = moved(study, before, self.entry(), self.late())
        twice = moved(study, before, self.entry(), self.late(), self.late())
        assert self.late() == self.late()
        assert twice.hash == once.hash

    def test_support_shrinks_with_the_winners_and_keeps_its_dates(
        self, study: Study, before: Parameters
    ) -> None:
        paid = lever(
            "output_incentive",
            facility=["slot_one", "slot_two"],
            rate="1000 INR/kg",
            tonnes_per_year=40,
            per_firm_cap="5 crore INR",
            budget="10 crore INR",
            start="2026-01",
            end="2028-01",
        )
        full = moved(study, before, self.entry(), paid)
        late = moved(study, before, self.entry(), paid, self.late())
        assert cells(late, "supported_limit", "slot_one") == [0, 0, 20.0, 20.0, 0, 0, 0, 0]
        assert late["awardee_budget"].values.tolist() == [250_000.0, 250_000.0]
        assert float(late["scheme_budget"].values[0]) == 500_000.0
        assert late["incentive"].equals(full["incentive"])

    def test_who_adds_nothing_has_nothing_to_deliver(
        self, study: Study, before: Parameters
    ) -> None:
        after = moved(study, before, self.late())
        assert after.ledger == before.ledger


SLOTS = ("slot_one", "slot_two")


@pytest.mark.parametrize("terms", [{}, {"from": "HOM"}])
def test_a_limit_on_all_exports_counts_nothing_that_stays_at_home(
    study: Study, before: Parameters, terms: dict[str, str]
) -> None:
    """What a pool at home hands to makers at home is no export, whether home is named or not."""
    none = {"to": "all", "tonnes_per_year": 0, "start": "2025-01", "element": "Nd"}
    limit = lever("export_limit", **none, **terms)
    after = moved(study, before, limit)
    counted = {
        lane.name
        for lane in after.labels.lanes
        if float(after["export_content"].sel(lane=lane.name).sum()) > 0
    }
    assert any(lane.is_transfer for lane in after.labels.lanes)
    out = {one.name for one in after.labels.lanes if one.origin == "HOM" != one.destination}
    assert counted <= out
    assert counted
