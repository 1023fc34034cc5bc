"""Each kind of lever as the edits it makes, on miniatures and without a study folder."""

import numpy as np
import pytest

from monazite.core import InvalidInput
from monazite.parameters import Parameters, parameters_of
from monazite.parameters.levers import window_shares
from monazite.parameters.sizes import SLOTS
from monazite.strategy import Lever
from monazite.strategy.levers.priority import dealt_anew
from monazite.strategy.levers.stockpile import home_needs
from monazite.study import load_study

from ..model.miniature import Changes, miniature
from ..model.wide import wide
from .pulling import cells, lever, pull

HALF_AT_FIRST: Changes = {"ramp": {("abroad_refinery", 0): 0.5}}


def limit(**fields: object) -> Lever:
    """A halt of exports unless it says otherwise."""
    return lever(
        "export_limit", **{"to": "FOR", "tonnes_per_year": 0, "start": "2025-01", **fields}
    )


def test_a_lever_is_in_force_for_its_share_of_every_period() -> None:
    """From April 2025 to the end of March 2029: 9/12, all, and 27 of 60 months of the block."""
    plain = miniature(blocks=(5,))
    rule = limit(element="Rx", start="2025-04", end="2029-04")
    shares = window_shares(plain.labels, rule)
    assert shares == pytest.approx({2025: 0.75, 2026: 1.0, 2031: 27 / 60})


def test_every_edit_carries_reason_source_and_origin() -> None:
    moved = pull(miniature(), limit(element="Rx"))
    assert {entry.edit.reason for entry in moved.ledger} == {"Shown in a test."}
    assert {entry.edit.source for entry in moved.ledger} == {"est/test"}
    assert {entry.edit.origin.name for entry in moved.ledger} == {"strategies/a.yaml#export_limit"}


class TestExportLimit:
    """Contained oxide over all forms, in slots of its own."""

    def test_an_element_counts_in_every_form_by_its_share_of_the_group(self) -> None:
        """A tonne of oxide is all R, a magnet half; Rx is half of R at home."""
        moved = pull(miniature(), limit(element="Rx"))
        assert cells(moved, "export_content", "slot_01") == [0.5, 0.0, 0.25, 0.0]
        assert cells(moved, "export_limit", "slot_01") == [np.inf, 0.0, 0.0]
        assert not moved["export_content"].sel(slot="slot_02").any()

    def test_a_group_counts_whole(self) -> None:
        moved = pull(miniature(), limit(element="R", tonnes_per_year=12))
        assert cells(moved, "export_content", "slot_01") == [1.0, 0.0, 0.5, 0.0]
        assert cells(moved, "export_limit", "slot_01") == [np.inf, 12.0, 12.0]

    def test_exempt_forms_do_not_count(self) -> None:
        moved = pull(miniature(), limit(element="R", exempt=["magnet"]))
        assert cells(moved, "export_content", "slot_01") == [1.0, 0.0, 0.0, 0.0]

    def test_a_material_counts_by_its_own_tonnes_on_its_own_lanes(self) -> None:
        moved = pull(miniature(), limit(material="magnet", to="all"))
        assert cells(moved, "export_content", "slot_01") == [0.0, 0.0, 1.0, 0.0]

    def test_another_exporter_and_all_its_destinations(self) -> None:
        moved = pull(wide(), limit(**{"from": "THI", "to": "all", "element": "R"}))
        content = moved["export_content"].sel(slot="slot_02")
        counted = {str(lane): float(content.sel(lane=lane)) for lane in content.coords["lane"]}
        assert {lane: number for lane, number in counted.items() if number} == {
            "chloride:THI>HOM": 0.8,
            "chloride:THI>FOR": 0.8,
        }

    def test_a_year_begun_under_the_old_rule_is_shared_with_observed_trade(self) -> None:
        """40 t of oxide a year were observed; a limit of 4 t from July lets out 22 t in 2025."""
        before = miniature({"reference_flow": {"oxide:HOM>FOR": 40.0}})
        moved = pull(before, limit(element="R", start="2025-07", tonnes_per_year=4))
        assert cells(moved, "export_limit", "slot_01") == [np.inf, 22.0, 4.0]

    def test_without_observed_trade_it_begins_with_the_first_full_year(self) -> None:
        moved = pull(miniature(), limit(element="R", start="2025-07"))
        assert cells(moved, "export_limit", "slot_01") == [np.inf, np.inf, 0.0]

    def test_limits_take_one_slot_each(self) -> None:
        moved = pull(miniature(), limit(element="R"), limit(material="magnet", tonnes_per_year=9))
        assert cells(moved, "export_limit", "slot_01") == [np.inf, 0.0, 0.0]
        assert cells(moved, "export_limit", "slot_02") == [np.inf, 9.0, 9.0]

    def test_a_limit_on_what_no_lane_carries_does_not_lend_its_zero_to_the_next(self) -> None:
        """Ore has no lane; a limit on it must not bind another one in the years before that."""
        moved = pull(
            miniature(),
            limit(material="ore", start="2024-01"),
            limit(element="R", start="2026-01", tonnes_per_year=9),
        )
        assert cells(moved, "export_limit", "slot_02") == [np.inf, np.inf, 9.0]
        assert not moved["export_content"].sel(slot="slot_01").any()

    def test_more_limits_than_slots_are_refused(self) -> None:
        with pytest.raises(InvalidInput, match="all rows for export limits are taken") as refused:
            pull(miniature(), *[limit(element="R")] * (SLOTS + 1))
        assert refused.value.problems[0].line == 7


class TestCapacityProgramme:
    """Nameplate from a month on."""

    def test_added_tonnes_are_split_over_vintages_by_month(self) -> None:
        moved = pull(
            miniature(),
            lever(
                "capacity_programme",
                facility=["home_mine", "home_magnets"],
                add=120,
                online="2025-04",
                public_share=0.4,
            ),
        )
        for facility in ("home_mine", "home_magnets"):
            programme = moved["programme"].sel(facility=facility)
            assert programme.sel(vintage=[2024, 2025, 2026]).values.tolist() == [0.0, 90.0, 30.0]
            assert float(moved["public_share"].sel(facility=facility)) == 0.4
        assert float(moved["programme"].sum()) == 240.0
        assert moved["nameplate"].equals(miniature()["nameplate"])

    def test_a_factor_counts_what_stands_when_it_comes_online(self) -> None:
        """100 t/yr stand, 50 came by an earlier programme; what comes in 2026 is not doubled."""
        before = miniature({"nameplate": {("home_mine", 2026): 30.0}})
        earlier = {"add": 50, "online": "2024-01"}
        doubled = {"multiply": 2, "online": "2025-01"}
        moved = pull(
            before,
            *(
                lever("capacity_programme", facility="home_mine", public_share=0, **terms)
                for terms in (earlier, doubled)
            ),
        )
        programme = moved["programme"].sel(facility="home_mine")
        assert programme.sel(vintage=[2024, 2025, 2026]).values.tolist() == [50.0, 150.0, 0.0]


class TestPermit:
    """The ceiling on what a plant runs."""

    @pytest.mark.parametrize(
        ("old", "terms", "expected"),
        [
            (40.0, {"tonnes_per_year": 80}, [40.0, 80.0, 80.0]),
            (40.0, {"multiply": 1.5}, [40.0, 60.0, 60.0]),
            (40.0, {"tonnes_per_year": 80, "start": "2025-10"}, [40.0, 50.0, 80.0]),
            (np.inf, {"tonnes_per_year": 80, "start": "2025-10"}, [np.inf, 80.0, 80.0]),
            (np.inf, {"multiply": 0.5, "start": "2025-10"}, [np.inf] * 3),
        ],
    )
    def test_it_moves_pro_rata_in_its_first_year(
        self, old: float, terms: dict[str, object], expected: list[float]
    ) -> None:
        before = miniature({"permit": {"home_mine": old}})
        granted = lever("permit", **{"facility": "home_mine", "start": "2025-01", **terms})
        assert cells(pull(before, granted), "permit", "home_mine") == pytest.approx(expected)


class TestPartnership:
    """A plant abroad opened for home, and what home must take of it."""

    def agreed(self, **fields: object) -> Lever:
        """80 t of oxide a year from a refinery that counts tonnes of ore."""
        terms = {
            "region": "FOR",
            "facility": "abroad_refinery",
            "material": "oxide",
            "tonnes_per_year": 80,
            "start": "2025-01",
            "take_or_pay": 0.5,
        }
        return lever("partnership", **{**terms, **fields})

    def test_the_plant_opened_makes_the_tonnage_agreed(self) -> None:
        """A tonne of ore makes 0.8 t of oxide, so 80 t of oxide take 100 t/yr of refinery."""
        moved = pull(miniature(HALF_AT_FIRST), self.agreed())
        programme = moved["programme"].sel(facility="abroad_refinery")
        assert programme.sel(vintage=[2024, 2025, 2026]).values.tolist() == [0.0, 100.0, 0.0]

    def test_what_is_due_follows_the_ramp_of_that_plant(self) -> None:
        """Half of 80 t is due, and half of that in the first year; what stood before is mature."""
        moved = pull(miniature(HALF_AT_FIRST), self.agreed())
        assert cells(moved, "agreement_floor", "agreement_1") == [0.0, 20.0, 40.0]

    def test_a_start_within_a_year_lets_less_fall_due(self) -> None:
        """From July: a quarter of 40 t in 2025, then half a first and half a second ramp year."""
        moved = pull(miniature(HALF_AT_FIRST), self.agreed(start="2025-07"))
        assert cells(moved, "agreement_floor", "agreement_1") == pytest.approx([0.0, 10.0, 30.0])

    def test_an_option_obliges_nobody(self) -> None:
        moved = pull(miniature(HALF_AT_FIRST), self.agreed(take_or_pay=0))
        assert cells(moved, "agreement_floor", "agreement_1") == [0.0, 0.0, 0.0]

    def test_a_narrow_lane_is_widened_to_the_tonnage(self) -> None:
        before = miniature({"lane_limit": {"oxide:FOR>HOM": 30.0}})
        assert cells(pull(before, self.agreed()), "lane_limit", "oxide:FOR>HOM") == [
            30.0,
            80.0,
            80.0,
        ]

    def test_a_partner_without_a_lane_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match="there is no lane for ore from FOR"):
            pull(miniature(), self.agreed(material="ore", facility="abroad_mine"))


class TestStockpile:
    """A reserve by a date."""

    def reserve(self, **fields: object) -> Lever:
        """20 t of oxide from the middle of 2025."""
        terms: dict[str, object] = {"material": "oxide", "by": "2025-06", "release": "on_shortage"}
        size = {} if "days_of_cover" in fields else {"tonnes": 20}
        return lever("stockpile", **{**terms, **size, **fields})

    def target(self, parameters: Parameters) -> list[float]:
        """The reserve to be held for all uses at the end of each period."""
        return cells(parameters, "stock_target", "oxide@HOM", "tier_3")

    def test_it_is_held_at_the_end_of_every_period_it_covers(self) -> None:
        moved = pull(miniature(blocks=(5,)), self.reserve())
        assert self.target(moved) == [0.0, 20.0, 20.0, 20.0]
        assert cells(moved, "shortfall_cost", "oxide@HOM") == [2000.0] * 3

    @pytest.mark.parametrize(
        ("until", "expected"),
        [
            ("2026-01", [0.0, 20.0, 0.0, 0.0]),
            ("2026-07", [0.0, 20.0, 0.0, 0.0]),
            ("2026-12", [0.0, 20.0, 0.0, 0.0]),
            ("2027-01", [0.0, 20.0, 20.0, 0.0]),
            ("2030-01", [0.0, 20.0, 20.0, 0.0]),
        ],
    )
    def test_a_reserve_given_up_within_a_period_is_not_held_at_its_end(
        self, until: str, expected: list[float]
    ) -> None:
        moved = pull(miniature(blocks=(5,)), self.reserve(until=until))
        assert self.target(moved) == expected

    def test_days_of_cover_count_the_oxide_in_home_demand(self) -> None:
        """100 t of magnets a year hold 50 t of oxide; 73 days of it are 10 t."""
        assert home_needs(miniature(), "oxide")[2025] == 50.0
        assert home_needs(miniature(), "magnet")[2025] == 100.0
        moved = pull(miniature(), self.reserve(days_of_cover=73))
        assert self.target(moved) == pytest.approx([0.0, 10.0, 10.0])

    def test_a_budget_buys_at_the_reference_price(self) -> None:
        """0.1 crore are 12,500 dollars: 12.5 t at 1,000 USD/t."""
        moved = pull(miniature(), self.reserve(budget="0.1 crore INR"))
        assert self.target(moved) == pytest.approx([0.0, 12.5, 12.5])

    def test_a_larger_reserve_stands(self) -> None:
        before = miniature({"stock_target": {("oxide@HOM", "tier_3", 2026): 90.0}})
        assert self.target(pull(before, self.reserve())) == [
            0.0,
            20.0,
            90.0,
        ]

    def test_a_reserve_never_released_is_dear_to_miss(self) -> None:
        moved = pull(miniature(), self.reserve(release="never"))
        assert cells(moved, "shortfall_cost", "oxide@HOM") == [2000.0, 2000.0, 20 * 1000.0]

    def test_what_cannot_be_stored_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match="magnet cannot be stored in HOM"):
            pull(miniature(), self.reserve(material="magnet"))


class TestPriority:
    """Tiers at home, served in order."""

    def test_the_highest_bids_go_to_the_first_tier(self) -> None:
        """Bids of 50, 40, 20 and 10: the first tier's two steps take 50 and 40."""
        dealt = dealt_anew(np.array([10.0, 50.0, 20.0, 40.0]), np.ones(4), np.array([0, 0, 1, 1]))
        assert dealt.tolist() == [40.0, 50.0, 10.0, 20.0]

    def test_a_step_over_several_bids_takes_their_mean(self) -> None:
        """Three tonnes in the first tier take 60 and two of 30; the last tonne of 30 is left."""
        dealt = dealt_anew(np.array([30.0, 60.0]), np.array([3.0, 1.0]), np.array([0, 1]))
        assert dealt.tolist() == [pytest.approx((60 + 30 + 30) / 3), 30.0]
        assert float(dealt @ [3.0, 1.0]) == pytest.approx(30 * 3 + 60 * 1)

    def test_uses_of_different_materials_do_not_compete(self) -> None:
        order = lever("priority", tiers=[["motors"], ["defence"]], start="2025-01")
        assert not pull(wide(), order).ledger

    def test_one_tier_ranks_nobody(self) -> None:
        assert not pull(wide(), lever("priority", tiers=[["motors"]], start="2025-01")).ledger

    def test_uses_are_ranked_only_in_years_in_which_others_withhold(self) -> None:
        """In calm years every use answers prices for itself, whatever its rank."""
        study = load_study("india")
        calm = parameters_of(study)
        order = lever("priority", tiers=[["ev_car"], ["wind"]], start="2026-01")
        stop = lever(
            "foreign_export_control",
            **{"from": "CHN", "to": "all", "materials": ["magnet_ndfeb_standard"]},
            share_withheld=1.0,
            start="2029-01",
            end="2030-01",
        )

        def ranked(*levers: Lever) -> list[int]:
            premium = pull(calm, *levers, study=study)["priority_premium"]
            years = premium.coords["period"]
            return [int(at) for at in years if np.any(premium.sel(period=at).values)]

        assert ranked(order) == []
        assert ranked(stop, order) == [2029]


class TestForeignExportControl:
    """Part of what is normally sent, for some months."""

    def withheld(self, **fields: object) -> Lever:
        """Four fifths of the oxide from abroad for the second half of 2025."""
        terms = {
            "from": "FOR",
            "to": "all",
            "materials": ["oxide"],
            "share_withheld": 0.8,
            "start": "2025-07",
            "end": "2026-01",
        }
        return lever("foreign_export_control", **{**terms, **fields})

    def test_normal_trade_grows_with_demand_at_its_destination(self) -> None:
        """50 t were sent in 2024 and home wants half as much again in 2025: 75 t, less 0.8 / 2."""
        before = miniature(
            {"reference_flow": {"oxide:FOR>HOM": 50.0}, "demand": {("motors@HOM", 2025): 150.0}}
        )
        moved = pull(before, self.withheld())
        assert cells(moved, "lane_limit", "oxide:FOR>HOM") == pytest.approx([np.inf, 45.0, np.inf])
        assert np.isinf(moved["lane_limit"].sel(lane="oxide:HOM>FOR").values).all()

    def test_a_lower_limit_stands(self) -> None:
        before = miniature(
            {"reference_flow": {"oxide:FOR>HOM": 50.0}, "lane_limit": {"oxide:FOR>HOM": 10.0}}
        )
        assert cells(pull(before, self.withheld()), "lane_limit", "oxide:FOR>HOM") == [10.0] * 3

    def test_a_lane_without_observed_trade_is_left_alone(self) -> None:
        assert not pull(miniature(), self.withheld()).ledger
