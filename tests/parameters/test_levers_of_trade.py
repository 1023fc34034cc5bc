"""Halts, duties and what the world does as the edits they make, on miniatures."""

from typing import Any, ClassVar

import numpy as np
import pytest

from monazite.core.errors import InvalidInput
from monazite.strategy import Lever

from ..model.miniature import miniature, miniature_labels, with_plants
from ..model.wide import wide
from .pulling import cells, lever, pull

OUT, BACK = "oxide:HOM>FOR", "oxide:FOR>HOM"


class TestExportLimit:
    """What a limit does beyond its own row."""

    def limit(self, **fields: object) -> Lever:
        """A halt of all forms from July 2025."""
        terms: dict[str, object] = {"to": "FOR", "element": "R", "tonnes_per_year": 0}
        return lever("export_limit", **{**terms, "start": "2025-07", **fields})

    def test_a_halt_leaves_nothing_of_usual_trade(self) -> None:
        before = miniature({"reference_flow": {OUT: 40.0, "magnet:HOM>FOR": 20.0, BACK: 5.0}})
        moved = pull(before, self.limit())
        assert cells(moved, "lane_policy", OUT) == [1.0, 0.5, 0.0]
        assert cells(moved, "lane_policy", "magnet:HOM>FOR") == [1.0, 0.5, 0.0]
        assert cells(moved, "lane_policy", BACK) == [1.0, 1.0, 1.0]

    def test_a_limit_leaves_each_lane_its_share(self) -> None:
        """40 t of oxide and 20 t of magnets hold 50 t, and in 2026 abroad wants twice of them."""
        before = miniature(
            {
                "reference_flow": {OUT: 40.0, "magnet:HOM>FOR": 20.0},
                "demand": {("motors@FOR", 2026): 400.0},
            }
        )
        moved = pull(before, self.limit(tonnes_per_year=10, start="2025-01"))
        assert cells(moved, "lane_policy", OUT) == pytest.approx([1.0, 0.2, 0.1])
        roomy = pull(before, self.limit(tonnes_per_year=80))
        assert cells(roomy, "lane_policy", OUT) == pytest.approx([1.0, 1.0, 0.8])

    def test_exempt_forms_keep_their_usual_trade(self) -> None:
        before = miniature({"reference_flow": {OUT: 40.0, "magnet:HOM>FOR": 20.0}})
        moved = pull(before, self.limit(exempt="magnet"))
        assert cells(moved, "lane_policy", "magnet:HOM>FOR") == [1.0, 1.0, 1.0]

    def test_plants_that_ran_for_this_trade_need_not_any_more(self) -> None:
        before = miniature(
            {
                "floor": {"home_mine": 40.0, "home_refinery": 30.0},
                "floor_share": {"home_mine": 0.5},
            }
        )
        moved = pull(before, self.limit(ends_must_run_at="home_mine", end="2026-07"))
        assert cells(moved, "floor", "home_mine") == [40.0, 20.0, 20.0]
        assert cells(moved, "floor", "home_refinery") == [30.0] * 3
        assert cells(moved, "floor_share", "home_mine") == [0.5, 0.25, 0.25]


class TestImportDuty:
    """A share of the reference price: 1,000 for oxide, 5,000 for magnets."""

    def test_it_is_charged_where_goods_come_home(self) -> None:
        terms = {"materials": ["oxide", "magnet"], "rate": 0.1, "start": "2025-07"}
        moved = pull(miniature(), lever("import_duty", **terms))
        assert cells(moved, "duty", BACK) == [0.0, 50.0, 100.0]
        assert cells(moved, "duty", "magnet:FOR>HOM") == [0.0, 250.0, 500.0]
        assert not moved["duty"].sel(lane=[OUT, "magnet:HOM>FOR"]).any()

    def test_a_new_rate_takes_the_place_of_the_old_one_pro_rata(self) -> None:
        first, second = (
            lever("import_duty", materials="oxide", rate=rate, start=start)
            for rate, start in ((0.1, "2024-01"), (0.2, "2025-04"))
        )
        assert cells(pull(miniature(), first, second), "duty", BACK) == [100.0, 175.0, 200.0]

    def test_goods_of_exempt_regions_enter_free(self) -> None:
        terms = {"materials": ["chloride", "oxide"], "rate": 0.5, "start": "2025-01"}
        moved = pull(wide(), lever("import_duty", exempt_from="THI", **terms))
        assert cells(moved, "duty", "chloride:THI>HOM") == [0.0] * 4
        assert cells(moved, "duty", BACK) == [0.0, 750.0, 750.0, 750.0]


class TestDomesticContent:
    """A share of what home uses take of every material that serves them, in a free row."""

    TERMS: ClassVar[dict[str, Any]] = {
        "uses": "motors",
        "share": 0.4,
        "breach": "2 USD/kg",
        "start": "2025-07",
    }

    def test_a_share_of_every_material_pro_rata(self) -> None:
        moved = pull(wide(), lever("domestic_content", **self.TERMS))
        for material in ("magnet", "strong"):
            use_option = f"motors@HOM/{material}"
            assert cells(moved, "quota_share", "quota_2", use_option) == [0.0, 0.2, 0.4, 0.4]
            assert float(moved["quota_counts"].sel(quota="quota_2", material=material)) == 1.0
        assert not moved["quota_share"].sel(quota="quota_2", use_option="motors@FOR/magnet").any()
        assert float(moved["quota_price"].sel(quota="quota_2")) == 2000.0

    def test_rows_run_out(self) -> None:
        one = lever("domestic_content", **self.TERMS)
        with pytest.raises(InvalidInput, match="all rows for domestic content are taken"):
            pull(wide(), one, one)


class TestDiversification:
    """The largest share of one origin, what counts and what a breach costs, in a free row."""

    TERMS: ClassVar[dict[str, Any]] = {
        "materials": "strong",
        "share": 0.6,
        "breach": "2 USD/kg",
        "start": "2025-07",
    }

    def test_a_share_pro_rata_of_what_counts(self) -> None:
        moved = pull(wide(), lever("diversification", **self.TERMS))
        assert cells(moved, "spread_share", "spread_2") == [1.0, 0.8, 0.6, 0.6]
        counts = moved["spread_counts"].sel(spread="spread_2")
        assert counts.coords["material"].values[counts.values > 0].tolist() == ["strong"]
        assert float(moved["spread_price"].sel(spread="spread_2")) == 2000.0

    def test_rows_run_out(self) -> None:
        one = lever("diversification", **self.TERMS)
        with pytest.raises(InvalidInput, match="all rows for largest shares are taken"):
            pull(wide(), one, one)


class TestForeignExportControl:
    """Both sides of the band around usual trade, and what home does meanwhile."""

    def control(self, **fields: object) -> Lever:
        """Four fifths of the oxide from abroad for the second half of 2025."""
        terms: dict[str, object] = {"from": "FOR", "to": "all", "materials": ["oxide"]}
        window = {"share_withheld": 0.8, "start": "2025-07", "end": "2026-01"}
        return lever("foreign_export_control", **{**terms, **window, **fields})

    def test_policy_leaves_what_is_neither_withheld_nor_made_up_for(self) -> None:
        before = miniature({"reference_flow": {BACK: 50.0}})
        moved = pull(before, self.control())
        assert cells(moved, "lane_policy", BACK) == pytest.approx([1.0, 0.6, 1.0])
        made_up = pull(before, self.control(recoverable=0.5))
        assert cells(made_up, "lane_policy", BACK) == pytest.approx([1.0, 0.8, 1.0])
        assert cells(made_up, "lane_limit", BACK) == pytest.approx([np.inf, 40.0, np.inf])

    def test_without_an_end_it_lasts_for_good(self) -> None:
        before = miniature({"reference_flow": {BACK: 50.0}})
        moved = pull(before, self.control(end=None))
        assert cells(moved, "lane_policy", BACK) == pytest.approx([1.0, 0.6, 0.2])

    def test_what_is_all_made_up_for_leaves_nothing_to_edit(self) -> None:
        before = miniature({"reference_flow": {BACK: 50.0}})
        assert not pull(before, self.control(recoverable=1)).ledger

    def test_two_controls_in_one_year_add_to_each_other(self) -> None:
        before = miniature({"reference_flow": {BACK: 50.0}})
        moved = pull(before, self.control(), self.control(start="2025-01", end="2025-07"))
        assert cells(moved, "lane_policy", BACK) == pytest.approx([1.0, 0.36, 1.0])
        assert cells(moved, "lane_limit", BACK)[1] == pytest.approx(18.0)

    def test_lanes_of_one_control_share_an_edit(self) -> None:
        lanes = {BACK: 50.0, "magnet:FOR>HOM": 9.0}
        terms = {"materials": ["oxide", "magnet"], "start": "2025-01", "end": "2027-01"}
        moved = pull(miniature({"reference_flow": lanes}), self.control(**terms))
        policies = [e.edit for e in moved.ledger if e.edit.parameter == "lane_policy"]
        assert [edit.where for edit in policies] == [{"lane": tuple(lanes), "period": (2025, 2026)}]

    def test_home_keeps_what_holds_the_tracked_group(self) -> None:
        """Four fifths of oxide stay from July 2025 on; magnets, without history, all of 2026."""
        before = miniature({"reference_flow": {OUT: 40.0}})
        moved = pull(before, self.control(home_keeps=True, end="2027-01"))
        assert cells(moved, "lane_limit", OUT) == pytest.approx([np.inf, 24.0, 8.0])
        assert cells(moved, "lane_policy", OUT) == pytest.approx([1.0, 0.6, 0.2])
        assert cells(moved, "lane_limit", "magnet:HOM>FOR") == [np.inf, np.inf, 0.0]
        untouched = pull(before, self.control(end="2027-01"))
        assert np.isinf(cells(untouched, "lane_limit", OUT)).all()

    def test_home_keeps_nothing_where_nothing_is_withheld(self) -> None:
        before = miniature({"reference_flow": {OUT: 40.0}})
        assert not pull(before, self.control(home_keeps=True, share_withheld=0)).ledger

    def test_home_goes_on_selling_what_holds_none_of_it(self) -> None:
        """Heavy oxide holds none of the light group that is tracked."""
        before = wide()
        moved = pull(before, self.control(home_keeps=True, materials="heavy", end="2027-01"))
        for lane in ("heavy:HOM>FOR", "chloride:HOM>FOR"):
            policy = cells(moved, "lane_policy", lane)
            assert (policy == [1.0] * 4) == lane.startswith("heavy"), lane


class TestDemandPath:
    """A factor on demand that builds up."""

    def path(self, **fields: object) -> Lever:
        """Twice the motors at home from 2026 on, in a straight line over 2025."""
        terms: dict[str, object] = {"uses": "motors", "regions": "HOM", "multiply": 2}
        return lever("demand_path", **{**terms, "start": "2025-01", "reached": "2026-01", **fields})

    def test_demand_grows_in_its_region_alone(self) -> None:
        moved = pull(miniature(), self.path())
        assert cells(moved, "demand", "motors@HOM") == pytest.approx([100.0, 150.0, 200.0])
        assert cells(moved, "demand", "motors@FOR") == [200.0] * 3

    def test_all_means_everywhere_and_a_block_has_the_mean_of_its_years(self) -> None:
        """2027 and 2028 are an eighth and three eighths of the way to 2031."""
        moved = pull(wide(), self.path(regions="all", start="2027-01", reached="2031-01"))
        for point in ("motors@HOM", "motors@FOR", "motors@THI"):
            old, new = (cells(which, "demand", point) for which in (wide(), moved))
            factors = [after / before for before, after in zip(old, new, strict=True)]
            assert factors == pytest.approx([1.0, 1.0, 1.0, 1.25])
        assert cells(moved, "demand", "defence@HOM") == cells(wide(), "demand", "defence@HOM")


class TestSupplyLoss:
    """What plants cannot run, and what nobody then has to."""

    def test_who_stands_still_owes_nothing_and_nor_do_those_who_live_on_it(self) -> None:
        """The home mine loses four fifths of 2025; ore comes from nowhere else, oxide does.

        What it has to dig with other minerals falls by as much, as does the floor of the refinery
        that takes its ore. The press may buy oxide abroad and still owes its 20 t.
        """
        before = miniature(
            {
                "floor": {"home_mine": 40.0, "home_refinery": 50.0, "home_magnets": 20.0},
                "host_output": {"home_mine": 1000.0},
            }
        )
        terms = {"facility": "home_mine", "share_lost": 0.8, "start": "2025-01", "end": "2026-01"}
        lost = pull(before, lever("supply_loss", **terms))
        assert cells(lost, "availability", "home_mine") == pytest.approx([1.0, 0.2, 1.0])
        assert cells(lost, "floor", "home_mine") == pytest.approx([40.0, 8.0, 40.0])
        assert cells(lost, "host_output", "home_mine") == pytest.approx([1000.0, 200.0, 1000.0])
        assert cells(lost, "floor", "home_refinery") == pytest.approx([50.0, 10.0, 50.0])
        assert cells(lost, "floor", "home_magnets") == [20.0] * 3

    def test_feed_that_others_make_at_home_is_still_there(self) -> None:
        """A second mine of 300 t beside one of 100 t: three quarters of the ore are left."""
        labels = with_plants(miniature_labels(), "home_mine_2", region="HOM")
        sizes = {("home_mine_2", 2012): 300.0}
        before = miniature({"nameplate": sizes, "floor": {"home_refinery": 40.0}}, labels=labels)
        terms = {"facility": "home_mine", "share_lost": 1.0, "start": "2026-01"}
        lost = pull(before, lever("supply_loss", **terms))
        assert cells(lost, "floor", "home_refinery") == pytest.approx([40.0, 40.0, 30.0])

    def test_it_takes_a_share_of_what_plants_could_run(self) -> None:
        """Two fifths from the middle of 2025: a fifth of that year, two fifths of the next."""
        terms = {"facility": "abroad_mine", "share_lost": 0.4, "start": "2025-07"}
        lost = pull(miniature(), lever("supply_loss", **terms))
        assert cells(lost, "availability", "abroad_mine") == pytest.approx([1.0, 0.8, 0.6])
        assert cells(lost, "availability", "home_mine") == [1.0] * 3

    def test_two_losses_leave_the_product_of_what_each_leaves(self) -> None:
        half = lever("supply_loss", facility="abroad_mine", share_lost=0.5, start="2025-01")
        lost = pull(miniature(), half, half)
        assert cells(lost, "availability", "abroad_mine") == pytest.approx([1.0, 0.25, 0.25])

    def test_growth_that_is_lost_follows_the_pace_of_building(self) -> None:
        """1,000 t and 100 t more a year, decided a year ahead: 2026 is held to what 2025 could run.

        That is 1,100 of 1,200 t, a twelfth less; half a year of it is half of that. At twice the
        pace it is 1,200 of 1,400 t.
        """

        def left(pace: float, end: str = "2027-01") -> list[float]:
            grown = miniature(
                {
                    "nameplate": {("abroad_mine", 2012): 1000.0},
                    "build_rate": {"abroad_mine": pace},
                    "lead_time": {"abroad_mine": 1.0},
                }
            )
            terms = {"facility": "abroad_mine", "growth_lost": True, "start": "2026-01"}
            lost = pull(grown, lever("supply_loss", **terms, end=end))
            return cells(lost, "availability", "abroad_mine")

        assert left(100.0) == pytest.approx([1.0, 1.0, 11 / 12])
        assert left(100.0, "2026-07") == pytest.approx([1.0, 1.0, 23 / 24])
        assert left(200.0) == pytest.approx([1.0, 1.0, 12 / 14])
        assert left(0.0) == [1.0] * 3

    def test_either_a_share_is_lost_or_growth(self) -> None:
        for terms in ({}, {"share_lost": 0.5, "growth_lost": True}):
            with pytest.raises(ValueError, match="only one"):
                lever("supply_loss", facility="abroad_mine", start="2026-01", **terms)


class TestExchangeRate:
    """What plants of a region pay in its currency."""

    def test_part_of_costs_moves_with_it(self) -> None:
        """A fifth cheaper from the middle of 2025, half of what runs and all of what is built."""
        terms = {"region": "HOM", "change": -0.2, "start": "2025-07"}
        currency = lever("exchange_rate", running_share=0.5, capital_share=1.0, **terms)
        moved = pull(miniature(), currency)
        running, capital = "running_cost_factor", "capital_cost_factor"
        assert cells(moved, running, "home_mine") == pytest.approx([1.0, 0.95, 0.9])
        assert cells(moved, capital, "home_mine") == pytest.approx([1.0, 0.9, 0.8])
        assert cells(moved, running, "abroad_mine") == cells(moved, capital, "abroad_mine")
        assert cells(moved, running, "abroad_mine") == [1.0] * 3


class TestPricePath:
    """Margins on lanes out of a region."""

    def path(self, **fields: object) -> Lever:
        """Oxide from abroad 40 dollars a tonne cheaper from the middle of 2025."""
        terms: dict[str, object] = {"from": "FOR", "materials": "oxide", "start": "2025-07"}
        return lever("price_path", **{**terms, "change": "-0.04 USD/kg", **fields})

    def test_it_moves_the_margin_of_every_lane_out(self) -> None:
        before = miniature({"lane_price_cost_margin": {BACK: 100.0}})
        moved = pull(before, self.path())
        assert cells(moved, "lane_price_cost_margin", BACK) == pytest.approx([100.0, 80.0, 60.0])
        assert cells(moved, "lane_price_cost_margin", "magnet:FOR>HOM") == [0.0] * 3

    def test_it_builds_up_and_ends(self) -> None:
        window = {"start": "2024-01", "reached": "2026-01", "end": "2026-07"}
        terms = {"from": "THI", "materials": "chloride", "change": "2 USD/kg"}
        moved = pull(wide(), self.path(**window, **terms))
        for lane in ("chloride:THI>HOM", "chloride:THI>FOR"):
            assert cells(moved, "lane_price_cost_margin", lane) == pytest.approx(
                [500.0, 1500.0, 1000.0, 0.0]
            )

    def test_who_sells_where_it_is_cheaper_gets_less(self) -> None:
        """There and back costs what it did, so that nothing travels in a circle at a gain."""
        moved = pull(miniature(), self.path(change="-4 USD/kg", start="2025-01"))
        out, back = (np.array(cells(moved, "lane_price_cost_margin", lane)) for lane in (BACK, OUT))
        assert out.tolist() == [0.0, -4000.0, -4000.0]
        assert (out + back).tolist() == [0.0, 0.0, 0.0]

    def test_stated_prices_can_follow_alone(self) -> None:
        """Demand has raised the price for everybody: no lane asks for it a second time."""
        before = miniature()
        moved = pull(before, self.path(change="4 USD/kg", start="2025-01", stated_only=True))
        assert moved["lane_price_cost_margin"].equals(before["lane_price_cost_margin"])
        fetched = [
            float(moved["market_price"].sel(material="oxide", period=period))
            - float(before["market_price"].sel(material="oxide", period=period))
            for period in before.labels.periods
        ]
        assert fetched == pytest.approx([0.0, 4000.0, 4000.0])

    def test_it_may_be_for_some_buyers_alone(self) -> None:
        """What home is stated to pay moves only where home buys dearer."""
        before = wide()
        terms = {"from": "THI", "materials": "chloride", "change": "2 USD/kg", "start": "2024-01"}
        lanes = ("chloride:THI>HOM", "chloride:THI>FOR")
        for buyer, moves in (("HOM", [2000.0, 0.0]), ("FOR", [0.0, 2000.0])):
            moved = pull(before, self.path(**terms, to=[buyer]))
            margins = [cells(moved, "lane_price_cost_margin", lane)[0] for lane in lanes]
            assert margins == pytest.approx(moves)
            same = np.array_equal(moved["market_price"].values, before["market_price"].values)
            assert same is (buyer == "FOR")

    def test_who_sells_where_it_is_dearer_gets_no_more(self) -> None:
        moved = pull(miniature(), self.path(change="4 USD/kg", start="2025-01"))
        assert cells(moved, "lane_price_cost_margin", BACK) == [0.0, 4000.0, 4000.0]
        assert cells(moved, "lane_price_cost_margin", OUT) == [0.0] * 3
