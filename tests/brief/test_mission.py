"""What a minister asks: do limits help, who pays, what is next, what decides; against numbers."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from monazite.brief.sentences.bottlenecks import (
    says_next_bottlenecks,
    says_what_is_saved,
    says_what_larger_costs,
)
from monazite.brief.sentences.limits import in_words, says_of_limits, says_of_resting
from monazite.brief.sentences.losses import says_in_all, says_of_losses, says_of_replacing
from monazite.brief.sentences.money import says_of_sales_lost, says_who_goes_short
from monazite.brief.sentences.worlds import says_of_commitment, says_of_worlds
from monazite.brief.topics.money import holding_sentences
from monazite.brief.topics.uncertain_input import _gave_way
from monazite.core.numerals import Coin
from monazite.findings.account import CONSERVED, OTHERS, Whereabouts
from monazite.findings.bottlenecks import (
    EasedBottleneck,
    binding_constraints,
    bottlenecks_by_year,
    held_years,
    imported_shares,
)
from monazite.findings.comparison import (
    commitment_items,
    first_year_of_gain,
    in_worlds,
    limit_effects,
    resting,
    worst_world,
)
from monazite.findings.costs import PriceRange, outlay_items
from monazite.findings.evidence import (
    ABOUT_NIL,
    UncertainInputEffect,
    Verdict,
    VerdictTable,
    hinge,
    nil_by_size,
    range_of,
    thin_swing,
    widest,
)
from monazite.findings.indicators import compute
from monazite.findings.money import (
    SaleLost,
    loss_between,
    losses,
    outlay_until,
    partners_hit,
    payments,
    per_tonne,
    sales_lost,
)
from monazite.model import RULES

from .. import shipped
from ..findings.by_hand import written
from ..findings.toy import outcome, solution, unfolded
from ..findings.written import eased_bottleneck, uncertain_input_effect


def test_a_limit_is_held_against_the_same_strategy_without_it() -> None:
    both = replace(solution("both"), unlimited=lambda: outcome("build"))
    rows = {(row.indicator, row.year): row for row in limit_effects(both, [2025, 2026])}
    made = rows["output.magnet", 2026]
    assert made.limited == compute(both, "output.magnet")[2]
    assert made.change == made.limited - made.free
    assert limit_effects(solution("build"), [2025]) == []
    assert first_year_of_gain(solution("build")) is None


def test_the_first_year_of_gain_is_the_first_with_more_magnets() -> None:
    free = written({"activity": {"hom_magnets": [10, 10, 10]}})
    later = written({"activity": {"hom_magnets": [10, 10, 14]}})
    one = replace(later, unlimited=lambda: free.outcome)
    assert first_year_of_gain(one) == 2026
    assert "first end in magnets made at home in 2026" in says_of_limits(one, "Halt", [2025, 2026])
    none = replace(free, unlimited=lambda: free.outcome)
    assert first_year_of_gain(none) is None
    assert "brings no magnets in any year" in says_of_limits(none, "Halt", [2025, 2026])
    assert says_of_limits(none, "Halt", [2025, 2026]).endswith(
        "and unmet demand do not change in 2025 and 2026."
    )
    fewer = replace(free, unlimited=lambda: later.outcome)
    assert "makes less (0 t in 2025 and −4 t in 2026)" in says_of_limits(
        fewer, "Halt", [2025, 2026]
    )


def test_what_rises_falls_and_stays_is_told_by_year() -> None:
    said = says_of_limits(
        replace(solution("halt"), unlimited=lambda: outcome("both")), "Halt", [2025, 2026]
    )
    assert said.endswith(
        "Dependence on imported magnets rises by 20.0 points in 2025 and rises by 40.0 points in "
        "2026; unmet demand rises by 10 t in 2025 and 2026."
    )


def test_places_of_kept_tonnes_add_up_to_them() -> None:
    halt = replace(solution("halt"), unlimited=lambda: outcome("as-now"))
    rows = [row for row in resting(halt, [2026]) if row.year == 2026]
    kept = next(row for row in rows if row.fate == CONSERVED)
    others = sum(row.tonnes for row in rows if row.fate != CONSERVED)
    assert kept.tonnes == pytest.approx(others)
    assert kept.tonnes == pytest.approx(30.0)


def test_items_of_outlay_add_up_to_public_outlay() -> None:
    build = solution("build")
    crore = sum(outlay_until(build, 2026).values())
    assert crore == pytest.approx(float(compute(build, "public_outlay").sum()))
    assert set(outlay_items(build)) == set(outlay_until(build, 2026))
    rows = payments(build, [2025])
    units = {"INR_2024 crore", "INR_2024 crore/yr", "USD_2024", "USD_2024/yr"}
    assert {row.unit for row in rows} == units
    assert rows[0].item == "public outlay, summed from the start"
    assert rows[0].value == pytest.approx(float(compute(build, "public_outlay")[:2].sum()))
    more = (
        compute(build, "output.magnet").sum() - compute(solution("as-now"), "output.magnet").sum()
    )
    paid = sum(float(item.sum()) for item in outlay_items(build).values())
    assert per_tonne(build) == pytest.approx(paid / more)
    assert per_tonne(solution("as-now")) is None


def test_a_partner_that_gets_less_is_named_with_its_share_and_tonnes() -> None:
    halt = solution("halt")
    assert partners_hit([solution("as-now"), halt]) == ["FOR"]
    (row,) = losses(halt, "FOR", [2025])
    assert row.loss == pytest.approx(float(compute(halt, "partner_loss.FOR")[1]))
    mean = float(compute(halt, "three_year_mean.partner_loss.FOR")[1])
    assert row.mean == pytest.approx(mean) == pytest.approx(500_000)
    assert row.share == pytest.approx(mean / row.bill)
    assert row.tonnes == pytest.approx(15.0)
    said = says_of_losses(halt, "FOR", "Halt", [2025], {2025: (4e5, 9e5)})
    assert said == (
        "Under “Halt” around 2025 Farland gets 15 t NdPr oxide a year less from Homeland, goods "
        "worth 75,000 USD; replacing them costs it 300,000 USD a year more than before, 4 times "
        "that; what prices do to all else it uses costs it 200,000 USD: in all it loses 500,000 "
        "USD a year, as a mean of three years (in 2025 alone between a loss of 400,000 USD and a "
        "loss of 900,000 USD, by who sets the price). Over all years it loses 1.5 million USD."
    )


def test_a_loss_that_may_be_a_gain_is_no_number() -> None:
    """What replacing the tonnes costs can be defended; what prices do to the rest can not."""
    halt, ends = solution("halt"), {2025: (-4e5, 9e5)}
    said = says_of_losses(halt, "FOR", "Halt", [2025], ends)
    assert said == (
        "Under “Halt” around 2025 Farland gets 15 t NdPr oxide a year less from Homeland, goods "
        "worth 75,000 USD; replacing them costs it 300,000 USD a year more than before, 4 times "
        "that; what prices do to all else it uses may help or hurt it: what it loses in all, as a "
        "mean of three years, is not told apart from nothing. Over all years what it loses is not "
        "told apart from nothing."
    )
    untried = says_of_losses(halt, "FOR", "Halt", [2025])
    assert untried.endswith("1.5 million USD; whether it may gain instead has not been tried.")
    (row,) = losses(halt, "FOR", [2025])
    assert says_in_all(row, Coin(), *ends[2025]) == (
        "what it loses in all, with what prices do to all else it uses, is not told apart from "
        "nothing"
    )
    assert says_in_all(row, Coin()).endswith("it loses 500,000 USD a year")


def test_a_loss_the_headlines_print_as_about_nil_is_so_in_every_sentence() -> None:
    """A hundredth of a dollar on each of the kilograms Farland uses is a five-hundredth of it."""
    before = written({"served": {MOTORS: 80}}, duals={"materials_balance": {"magnet@FOR": 5e3}})
    for price, nil in ((5.01e3, True), (4.99e3, True), (5.1e3, False)):
        after = written(
            {"served": {MOTORS: 80}},
            duals={"materials_balance": {"magnet@FOR": price}},
            baseline=before,
        )
        key = "three_year_mean.partner_loss.FOR"
        table = VerdictTable({"before": before, "after": after}, "before", [key])
        (row,) = losses(after, "FOR", [2025])
        told = says_of_losses(after, "FOR", "Plan", [2025])
        assert row.nil == nil == (table.answers("after")[key, 2025].standing == ABOUT_NIL)
        assert nil_by_size(after, key)[after.years.index(2025)] == nil
        assert told.count("about nil") == (2 if nil else 0)
        assert ("loses 8,000 USD a year" in told) == (not nil)
        assert says_in_all(row, Coin()).endswith("is about nil, below 0.5 % of what it pays") == nil


MOTORS = "motors@FOR/magnet"


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (0.0, "replacing them costs it no more than before"),
        (50_000.0, "replacing them costs it 50,000 USD a year more than before, 50 % of that"),
        (333_000.0, "replacing them costs it 333,000 USD a year more than before, 3.3 times that"),
    ],
)
def test_a_loss_in_tonnes_is_held_against_what_they_were_worth(cost: float, words: str) -> None:
    assert says_of_replacing(cost, 100_000.0, Coin()) == words


def test_prices_between_which_goods_jump_bound_the_loss() -> None:
    halt = solution("halt")
    used = float(halt.served(("magnet",), "FOR")[1])
    assert used > 0
    prices = [PriceRange("magnet", "FOR", 2025, 9.0, 10.0, 12.0, "USD_2024/kg magnet")]
    low, high = loss_between(halt, "FOR", {"magnet": prices})[2025]
    loss = float(compute(halt, "partner_loss.FOR")[1])
    assert low == pytest.approx(loss - 1000 * used)
    assert high == pytest.approx(loss + 2000 * used)


def test_lost_sales_are_tonnes_at_the_price_of_the_border() -> None:
    (row,) = sales_lost(solution("halt"), [2025])
    assert (row.seller, row.destination) == ("Homeland", "Farland")
    assert row.tonnes == pytest.approx(15.0)
    assert row.value == pytest.approx(60_000.0)
    assert sales_lost(solution("as-now"), [2025]) == []


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        (
            [(15.0, 60_000.0)],
            "15 t less of oxide abroad in 2025 than under the baseline, worth "
            "60,000 USD at the baseline's prices.",
        ),
        (
            [(-80.0, 3_000.0)],
            "80 t more of oxide abroad in 2025 than under the baseline, worth "
            "nothing that shows at the baseline's prices.",
        ),
        (
            [(-80.0, 30_000.0)],
            "80 t more of oxide abroad in 2025 than under the baseline, which "
            "brings it 30,000 USD less at the baseline's prices.",
        ),
        (
            [(9.0, 9e4), (-40.0, -2e4)],
            "40 t more of ore and 9 t less of oxide abroad in 2025 than "
            "under the baseline, which brings it 70,000 USD less at the baseline's prices.",
        ),
    ],
)
def test_goods_that_bring_less_though_more_are_sold_are_not_said_to_be_worth_less(
    monkeypatch: pytest.MonkeyPatch, lost: list[tuple[float, float]], words: str
) -> None:
    rows = [
        SaleLost("Homeland", name, "Farland", 2025, *one, name.lower())
        for name, one in zip(("Oxide", "Ore"), lost, strict=False)
    ]
    monkeypatch.setattr("monazite.brief.sentences.money.sales_lost", lambda *_: rows)
    (said,) = says_of_sales_lost(solution("halt"), "Halt", 2025)
    assert said == f"Under “Halt” Homeland sells {words}"


def test_what_is_full_is_ranked_by_worth() -> None:
    rows = bottlenecks_by_year(solution("as-now"), [2025])
    annual_value = [row.annual_value for row in rows]
    assert annual_value == sorted(annual_value, reverse=True)
    assert rows[0].stage == "Mining"


def test_full_stages_are_told_with_their_years_and_without_what_is_worth_next_to_nothing() -> None:
    assert held_years(solution("as-now")) == {
        "mining": [2024, 2025, 2026],
        "magnet": [2024, 2025, 2026],
    }
    assert list(held_years(solution("halt"))) == ["magnet", "mining"]
    rows = binding_constraints(solution("as-now"))
    trifling = [
        replace(row, shadow_price=row.shadow_price / 1e4) if row.stage == "mining" else row
        for row in rows
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("monazite.findings.bottlenecks.bottlenecks.at_limits", lambda _: trifling)
        assert list(held_years(solution("as-now"))) == ["magnet"]


def next_bottleneck(step: int, stage: str, before: float, after: float) -> EasedBottleneck:
    return eased_bottleneck(
        step=step,
        stage_title=stage,
        before=before,
        after=after,
        gain=after - before,
        size=40.0 if stage == "Magnet" else 0.0,
    )


def test_walls_are_told_in_order_and_together_where_only_together_they_give_way() -> None:
    rows = [next_bottleneck(1, "Magnet", 0.1, 0.25), next_bottleneck(2, "Mining", 0.25, 0.251)]
    rows.append(next_bottleneck(3, "Cracking", 0.251, 0.29))
    said = says_next_bottlenecks(rows, "the share", "Plan")
    assert said == (
        "Were magnet capacity of 40 t magnet a year no limit under “Plan”, the share in 2030 would "
        "be 25 % instead of 10 %; the next bottleneck is then mining capacity and cracking "
        "capacity (29 %)."
    )
    assert says_next_bottlenecks(rows[:1], "it", "Plan").endswith(
        "no bottleneck at home stands behind it."
    )
    assert "would stay at 10 %" in says_next_bottlenecks(
        [next_bottleneck(1, "Magnet", 0.1, 0.1)], "it", "Plan"
    )
    assert says_next_bottlenecks([], "it", "Plan") == ""


@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if rule.holds_plants])
def test_every_kind_of_wall_has_words(rule: str) -> None:
    (kind, *_) = says_next_bottlenecks(
        [replace(next_bottleneck(1, "Mining", 0.1, 0.2), rule=rule)], "it", "Plan"
    ).split(" no limit")
    assert kind.startswith("Were mining ")
    assert kind.removeprefix("Were mining ") in (
        "capacity",
        "permits",
        "speed of building",
        "room at sites",
        "reserves",
    )


def firm() -> Verdict:
    return Verdict(0.5, None, None, None)


def uncertain_input(name: str, low: float, high: float, grade: str) -> UncertainInputEffect:
    return uncertain_input_effect(
        title=name, grade=grade, at_low=low, at_high=high, swing=abs(high - low)
    )


def test_range_weight_and_widest_doubt() -> None:
    rows = [uncertain_input("a", 0.4, 0.7, "C"), uncertain_input("b", 0.55, 0.45, "A")]
    assert range_of(rows, "x") == (0.4, 0.7)
    assert thin_swing(rows, "x") == pytest.approx(0.75)
    found = widest(rows, "x")
    assert found is not None
    assert found.title == "a"
    assert range_of(rows, "y") is None
    year = rows[0].year
    kept = {("x", year): Verdict(0.5, None, None, None, between=(0.5, 0.8)), ("y", year): firm()}
    assert range_of(rows, "x", kept) == (0.4, 0.8)
    assert range_of(rows, "x", {("x", year + 1): kept["x", year], ("x", year): firm()}) == (
        0.4,
        0.7,
    )
    assert range_of(rows, "y", kept) is None
    assert thin_swing(rows, "y") is None
    assert widest([uncertain_input("c", 0.5, 0.5, "C")], "x") is None


def test_a_figure_hinges_on_thin_evidence_that_alone_moves_it_by_more_than_half() -> None:
    """The figure is 0.5 as things are stated."""
    thin = uncertain_input("a", 0.2, 0.6, "C")
    assert thin.at_central == 0.5
    assert hinge([thin, uncertain_input("b", 0.4, 0.6, "C")], "x") is thin
    assert hinge([uncertain_input("a", 0.26, 0.74, "C")], "x") is None
    assert hinge([uncertain_input("a", 0.2, 0.6, "B")], "x") is None
    # what moves it furthest decides, and of that the evidence is fair
    assert hinge([thin, uncertain_input("b", 0.0, 0.6, "B")], "x") is None
    assert hinge([thin], "y") is None


def test_a_reading_of_a_promise_that_makes_nothing_more_says_so() -> None:
    told = [
        ("Now", solution("as-now")),
        ("Same", solution("as-now")),
        ("Plants", solution("build")),
    ]
    same, plants = says_of_commitment(told, 2026)
    assert same.startswith("“Same” makes nothing more in 2026")
    assert "magnets made in 2026" in plants.lower()
    assert plants.endswith("than “Now”.")
    assert re.search(r"“Plants” comes to [\d.]+ t more of ", plants)
    rows = commitment_items(told, 2026)
    assert {row.change for row in rows if row.strategy == "Now"} == {0.0}


def test_the_worst_world_is_the_one_that_leaves_most_unmet() -> None:
    worlds = {
        "Usual": {"As now": unfolded("as-now")},
        "Stop": {"As now": unfolded("as-now", "control")},
    }
    rows = in_worlds(worlds, "Usual", [2025, 2026])
    assert worst_world(rows, "Usual", "As now") == "Stop"
    said = " ".join(says_of_worlds(rows, "Usual", "As now", 2025, "magnets"))
    unmet = compute(unfolded("as-now", "control"), "shortage.total")
    assert unmet.max() > 1
    assert f"the shortage at home under “As now” is {unmet.max():.0f} t of magnets" in said
    assert (
        worst_world(in_worlds({"Usual": worlds["Usual"]}, "Usual", [2025]), "Usual", "As now")
        is None
    )


def test_who_goes_short_and_what_is_bought() -> None:
    assert says_who_goes_short(solution("as-now"), "As now") == (
        "Under “As now” no demand for magnets at home is unmet."
    )
    short = says_who_goes_short(unfolded("as-now", "control"), "As now")
    assert short.startswith("Under “As now” unmet demand at home is largest in 2025: 40 t of")
    assert "all of it a shortage, first of all for " in short
    dearer = says_who_goes_short(solution("halt"), "Halt")
    assert dearer.startswith(
        "Under “Halt” unmet demand at home is largest in 2025: 10 t of magnets, "
        "all of it the price response and none a shortage: users buy that much less because "
    )
    assert "a loss to them of " in dearer
    (row,) = (row for row in imported_shares(solution("as-now"), [2025]) if row.form == "magnet")
    assert row.share == pytest.approx(0.8)


def test_where_kept_tonnes_are_is_said_in_plain_words() -> None:
    halt = replace(solution("halt"), unlimited=lambda: outcome("as-now"))
    assert says_of_resting(halt, "Halt", [2026]).startswith("Under “Halt”, by 2026 30 t")
    fates = (
        Whereabouts("plant idle"),
        Whereabouts("not mined"),
        Whereabouts("left", "mixed_compound"),
        Whereabouts("stocked", "oxide", "State makers"),
        Whereabouts("stocked", "oxide", OTHERS),
    )
    assert [in_words(fate) for fate in fates] == [
        "left in the ground at mines that could dig it",
        "not mined",
        "left as mixed compound",
        "in stock as oxide with State makers",
        "in stock as oxide at home",
    ]


def test_rules_that_gave_way_are_counted_in_words() -> None:
    near = "kept at a cost so near"
    assert _gave_way(0, 1) == (
        "No rule that may be broken at a price gave way in any year, and 1 is "
        f"{near} its price that it decides; the dearest are listed."
    )
    assert _gave_way(1, 0) == (
        "1 rule that may be broken at a price gave way in some year; the dearest are listed."
    )
    assert _gave_way(3, 2).endswith(
        f"year, and 2 more are {near} their price that it decides; the dearest are listed."
    )


def test_limits_cost_what_home_saves_and_one_that_owners_want_may_cost_it_money() -> None:
    """Two tonnes of magnets more in two years; a lane that loses home 9,000 is told with it."""
    plan = shipped.handle("toy").run("halt")
    (row,) = plan.records.enlarged_limits(2025)
    lane = replace(row, title="Lane", words="lanes", saved_in_all=-9_000.0, to_owner=700.0)
    said = says_what_is_saved(plan.solution, [row, lane], "Halt", 2025)
    assert said == (
        "Under “Halt” this limit of 2025 costs Homeland most, by what it saves up to 2026 where it "
        "alone is a tenth larger: Home magnet plant (capacity), 65,000 USD; the mines run at 40 % "
        "of what stands."
    )
    assert says_what_larger_costs(plan.solution, [row, lane]) == (
        "A tenth more of Lane (lanes) would cost Homeland 9,000 USD in all, though one tonne of "
        "magnet more is worth 700 USD to its owner, tolls and duty inside."
    )
    assert says_what_larger_costs(plan.solution, [row]) == ""
    assert says_what_is_saved(plan.solution, [lane], "Halt", 2025).startswith(
        "Under “Halt” no limit of 2025 in Homeland saves it anything where that is a tenth larger;"
    )


def test_what_a_larger_limit_costs_is_said_once_for_all_years() -> None:
    """It counts all years, so that the second year has nothing of it to add."""
    plan = shipped.handle("toy").run("halt")
    (row,) = plan.records.enlarged_limits(2025)
    lane = replace(row, title="Lane", words="lanes", saved_in_all=-9_000.0, to_owner=700.0)
    dearer = replace(lane, saved_in_all=-12_000.0)
    briefed: Any = SimpleNamespace(
        subject=plan,
        title=lambda run: "Halt",
        analyses=SimpleNamespace(enlarged={2025: [row, lane], 2026: [row, lane]}),
    )
    first, second = holding_sentences(briefed, [2025, 2026])
    assert "A tenth more of Lane" in first
    assert "A tenth more" not in second
    briefed.analyses.enlarged[2026] = [row, dearer]
    assert "12,000 USD" in holding_sentences(briefed, [2025, 2026])[1]
