"""The India study through the verbs, where its size shows what a toy does not.

What should hold is argued from the trade and not from an earlier run; figures have room for data
that is corrected, and none for a mistake.
"""

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import monazite
from monazite.api import Run, load
from monazite.core import Edit
from monazite.findings.account import CONSERVED
from monazite.findings.bottlenecks import binding_constraints
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.model import Session, build_programme
from monazite.runs.comparison import Comparison

from ..shipped import india

INDIA = Path(monazite.__file__).parent / "studies" / "india"

pytestmark = pytest.mark.slow

EARLY = ("mining", "cracking", "separation")
"""Stages of the state company, before anything that a magnet maker does."""


@cache
def run(strategy: str, world: str = "central") -> Run:
    return india().run(strategy, world=world)


def figures(strategy: str, key: str, world: str = "central") -> dict[int, float]:
    """An indicator by year."""
    plan = run(strategy, world).solution
    return dict(zip(plan.years, compute(plan, key).tolist(), strict=True))


def test_a_horizon_without_blocks_is_solved_too(tmp_path: Path) -> None:
    """A warm start may end without an answer; then the programme is solved from the beginning."""
    study = tmp_path / "india"
    shutil.copytree(INDIA, study)
    settings = study / "study.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "blocks: [5, 5]" in text
    settings.write_text(text.replace("blocks: [5, 5]", "blocks: []"), encoding="utf-8")
    handle = load(study)
    for strategy in ("as-now", "halt-only"):
        run = handle.run(strategy)
        assert (run.status, run.residual < 1e-8) == ("optimal", True)


def test_the_base_year_is_the_india_of_2024() -> None:
    """4,000 t of monazite, all magnets bought, and half of the NdPr oxide kept for want of a maker.

    4,000 t hold 489 t of NdPr oxide. Half of it is separated for Japan and half at Aluva, so two
    years fill Aluva's shed with about 490 t, which is what its owner reported.
    """
    assert figures("as-now", "output.monazite_ind")[2024] == pytest.approx(4_000, rel=0.01)
    assert figures("as-now", "net_import_reliance.magnet")[2024] > 0.999
    # magnets cost some 2 % more than was observed, at which less than a hundredth of users buy less
    assert figures("as-now", "unmet_demand_share")[2024] == pytest.approx(0, abs=0.008)
    assert figures("as-now", "exports.oxide_ndpr")[2024] == pytest.approx(245, rel=0.05)
    assert figures("as-now", "stock.oxide_ndpr")[2025] == pytest.approx(490, rel=0.05)


@pytest.mark.parametrize("strategy", ["as-now", "halt-only", "build-only", "article", "announced"])
def test_magnets_hold_india_back_and_ore_does_not(strategy: str) -> None:
    """Mines and separation stand below their limits for want of buyers; magnet plants are short.

    Nothing before metal is held back in any year (Aluva is made to run up to 2025), unless all that
    is announced comes in time: from 2029 on its magnets take all oxide there is, and a tonne more
    of a magnet plant is still worth more than one of any plant before it. From 2026, when the first
    plants run, it saves at least what a maker adds to its metal.
    """
    rows = [row for row in binding_constraints(run(strategy).solution) if row.binding]
    held = [row for row in rows if row.sense == "ceiling" and "shipments" not in row.rule]
    early = [row for row in held if row.stage in EARLY]
    assert {row.year for row in early} == (
        set(range(2030, 2041)) if strategy == "announced" else set()
    )
    for year in range(2026, 2041):
        worth = [row.shadow_price for row in rows if (row.stage, row.year) == ("magnet", year)]
        before = [row.shadow_price for row in early if row.year == year]
        assert max(worth, default=0) > max([1_000, *before]), year


def test_mines_do_not_dig_what_nobody_allowed_or_left_to_dig() -> None:
    """No quota above that of 2024, 250,850 t of rock, is known of 2025 or 2026; with a larger one
    18,660 t more come up in 2026 and the rise of that year is halved. Clay hills are leached out in
    two to three years: what was dug in 2023, 43,000 t, is not there for the asking, but what was
    dug in 2024 in ten months of twelve is.
    """
    central = india().study.worlds["central"]
    quota = next(lever for lever in central.levers if "larger quota" in lever.title)
    grown = central.model_copy(
        update={"levers": tuple(lever for lever in central.levers if lever is not quota)}
    )
    plain = india().case("as-now", "central")
    held, free = run("as-now"), india().run_case(replace(plain, world=grown))
    dug, mines = {}, ("pool_chn_mining_rock", "pool_mmr_mining_clay")
    for name, plan in (("held", held.solution), ("free", free.solution)):
        for mine in mines:
            activity = plan.series(plan.outcome["activity"], {"facility": mine})
            dug[name, mine] = dict(zip(plan.years, activity.tolist(), strict=True))
    rock, clay = mines
    assert dug["held", rock][2025] <= 250_850
    assert dug["held", rock][2026] == pytest.approx(250_850, rel=1e-3)
    assert dug["free", rock][2026] == pytest.approx(269_510, rel=1e-3)
    account = float(held.solution.parameters["nameplate"].sel(facility=clay).sum())
    assert account == pytest.approx(27_000 / 0.833)  # what crossed in 2024 over the months it took
    assert max(dug["held", clay][year] for year in (2024, 2025, 2026)) < 1.001 * account
    prices = [
        dict(zip(plan.years, (plan.price("oxide_ndpr", "USA") / 1000).tolist(), strict=True))
        for plan in (held.solution, free.solution)
    ]
    assert prices[0][2026] - prices[0][2024] > 1.5 * (prices[1][2026] - prices[1][2024])


def test_a_doubt_of_demand_in_2030_is_one_of_every_later_year_and_of_the_quota() -> None:
    """Outlooks publish growth: who expects a tenth less in 2030 expects a tenth less after it.

    With 2035 left where it was, a tenth less in 2030 was a glut of one year that all saw coming.
    Chinese quotas are set to cover what is wanted: the step of a year is an eleventh of growth to
    2035, 18,660 t with growth of 81.8 % and 14,500 t with 63.7 %.
    """
    case = india().case("as-now", "central")

    def terms(**facts: float) -> tuple[list[float], float]:
        moved = {f"world_demand:{name.replace('_', '-')}": number for name, number in facts.items()}
        parameters = india().worker.base_of(case.with_facts(moved)).parameters
        wanted = parameters["demand"].sel(point="magnets_standard_abroad@CHN")
        pace = parameters["build_rate"].sel(facility="pool_chn_mining_rock", period=2026)
        return [float(wanted.sel(period=year)) for year in (2024, 2030, 2035, 2050)], float(pace)

    usual, pace = terms()
    less, slower = terms(factor_magnets_2030=0.9 * 1.4591)
    assert [b / a for a, b in zip(usual, less, strict=True)] == pytest.approx([1.0, 0.9, 0.9, 0.9])
    assert usual[2] / usual[0] == pytest.approx(1.4591 * 1.2462)
    assert pace == pytest.approx(250_850 * 0.81833 * 0.0909, rel=1e-3)
    assert slower / pace == pytest.approx((0.9 * 1.81833 - 1) / 0.81833, rel=1e-3)


def test_which_of_many_small_mines_run_is_a_choice() -> None:
    """Rock beside the quota is dug in 25 parts, of which all run full or stand still but one.

    Their capacities are shares of one figure, so that they are one plant, of which less than all
    runs: what follows from its output is not given.
    """
    plan = run("as-now")
    used = plan.solution.outcome["activity"].sel(period=2024)
    parts = [name for name in used.coords["facility"].tolist() if "rock_extra" in name]
    assert len(parts) == 25
    dug = sorted(used.sel(facility=parts).values.tolist())
    assert 0.2 * 25 * dug[-1] < sum(dug) < 0.8 * 25 * dug[-1]
    assert sum(1.0 < tonnes < 0.999 * dug[-1] for tonnes in dug) <= 1
    rows = {row["title"]: row["status"] for row in plan.calibration().rows(named=True)}
    assert rows["Chinese share of NdPr oxide made 2024"] == "reproduced"


def test_more_oxide_is_made_than_plants_take() -> None:
    """Half of the ore's oxide fills the shed to the end of 2025; makers then live off it.

    All plants at home that take oxide, were they full, could not use up what the whole ore holds.
    """
    plan = run("as-now").solution
    held = figures("as-now", "stock.oxide_ndpr")
    assert 0 < held[2024] < held[2025]
    assert held[2030] < 0.2 * held[2025]
    assert held[2035] == pytest.approx(0, abs=1)
    labels = plan.labels
    makers = [
        name
        for name in labels.facilities
        if labels.facility_region[name] == "IND"
        and labels.facility_stage[name] in ("metal", "magnet")
    ]
    takes = {
        name: -float(plan.parameters["recipe_amount"].sel(flow=f"{recipe}/oxide_ndpr"))
        for name in makers
        if ((recipe := labels.facility_recipe[name]), "oxide_ndpr") in labels.flows
    }
    full = sum(
        amount * float(plan.usable_capacity.sel(facility=name, period=2035))
        for name, amount in takes.items()
    )
    ore = plan.made(("oxide_ndpr",), "IND")[plan.years.index(2035)]
    assert 100 < full < ore


def test_the_halt_alone_makes_no_magnets() -> None:
    """What Japan does not get is not dug: no maker at home takes it, and nobody stores it."""
    now, halt = (run(strategy).solution for strategy in ("as-now", "halt-only"))
    made, still = (compute(plan, "output.magnet") for plan in (now, halt))
    assert still == pytest.approx(made, abs=1.0)
    assert compute(halt, "exports.oxide_ndpr")[2:] == pytest.approx(0, abs=1e-6)
    less = compute(now, "output.monazite_ind") - compute(halt, "output.monazite_ind")
    sold = compute(now, "exports.oxide_ndpr") - compute(halt, "exports.oxide_ndpr")
    # a tonne of monazite holds about 0.122 t of NdPr oxide
    assert 0.122 * float(less.sum()) == pytest.approx(float(sold.sum()), rel=0.1)
    assert compute(halt, "stock.oxide_ndpr")[-1] == pytest.approx(0, abs=1)


def test_the_halt_is_told_from_the_building() -> None:
    """What the limits keep is held against the same plan without them, and costs home its sales."""
    article, build = run("article"), run("build-only")
    conserved = {row.year: row.tonnes for row in article.records.fate() if row.fate == CONSERVED}
    assert conserved[2030] > 200
    assert not [row for row in build.records.fate() if row.fate == CONSERVED and row.tonnes > 1e-6]
    costs = india().compare("build-only", "article").table(years=[2030], indicators=["home_cost"])
    assert costs["article"][0] > costs["build-only"][0]


def test_ranking_uses_at_home_takes_next_to_nothing_from_abroad() -> None:
    """In the squeeze of 2025 India serves vehicles first, and abroad hardly anyone is shorter.

    What ranks uses at home also counts against users abroad who would pay a little less: under half
    a per cent of some 4,300 t are taken from them.
    """
    plain, ranked = (
        run(name).solution.unmet(
            [point for point in run(name).solution.labels.points if point.region != "IND"]
        )
        for name in ("as-now", "build-only")
    )
    assert plain[1] > 1_000, "there is a squeeze in 2025"
    assert ranked[1] == pytest.approx(plain[1], rel=0.012)


def test_no_light_oxide_is_dear_for_want_of_a_history() -> None:
    """Bands know all suppliers of a place: light oxide costs about the same wherever it is used."""
    for material in ("oxide_la", "oxide_ce"):
        prices = [
            run("as-now").solution.outcome.price(material, place) for place in ("JPN", "EUR", "ROW")
        ]
        for price in prices:
            known = float(prices[0].sel(period=2024))
            assert float(price.sel(period=2024)) == pytest.approx(known, abs=50)


def test_a_year_of_dear_neodymium_does_not_make_dysprosium_free() -> None:
    """What clay brings up beside neodymium is carried over; nobody buys years of need in one."""
    price = run("as-now").solution.outcome.price("oxide_dy", "JPN").sel(period=range(2024, 2041))
    assert float(price.min()) > 0.5 * float(price.max())
    solution = run("announced").solution
    stock = solution.outcome["stock"].sel(store=["metal_dy@IND", "metal_tb@IND"])
    assert float(stock.max()) < solution.used_up(("metal_dy",), "IND").max()


def test_ranked_uses_are_served_first() -> None:
    """In a stop vehicles and aviation go short before the ranking, and not at all under it.

    In a calm year every use answers prices alike, ranked or not.
    """
    first = ("ev_car", "ev_two_wheeler", "ice_auto_parts", "aviation_defence")
    last = ("wind", "appliances", "consumer_electronics")

    def short(strategy: str, use: str, year: int, world: str = "central") -> float:
        return figures(strategy, f"unmet_demand.{use}", world)[year]

    for use in first:
        assert short("as-now", use, 2029, "china-stop") > 1
        assert short("build-only", use, 2029, "china-stop") == pytest.approx(0, abs=1e-3)
    ranked, plain = (
        sum(short(name, use, 2029, "china-stop") for use in last)
        for name in ("build-only", "as-now")
    )
    assert ranked > plain + 100
    for use in (*first, *last):
        assert short("build-only", use, 2026) == pytest.approx(short("as-now", use, 2026), rel=1e-3)


def test_doubling_is_three_things() -> None:
    """Machines under old leases may dig nothing more; leases what machines can; both double.

    None of it digs more: what is dug is what makers, and the reserve, take.
    """
    may: dict[str, float] = {}
    for strategy in ("without-doubling", "article-nameplate", "article-permit", "article"):
        plan = run(strategy).solution
        mines = ["irel_oscom_mine", "irel_manavalakurichi", "irel_chavara"]
        at = {"facility": mines, "period": 2030}
        capacity, permit = plan.usable_capacity.sel(at), plan.parameters["permit"].sel(at)
        may[strategy] = float(np.minimum(capacity.values, permit.values).sum())
        dug = figures(strategy, "output.monazite_ind")[2030]
        assert dug <= 4_000, "the old leases would do"
    assert may["article"] == pytest.approx(8_000, rel=0.01)
    assert may["article-nameplate"] == pytest.approx(may["without-doubling"], rel=0.01)
    assert may["without-doubling"] < may["article-permit"] < may["article"]


@pytest.mark.parametrize("seller", ["USA", "EUR"])
def test_half_a_dollar_of_freight_moves_no_trade_that_is_owned(seller: str) -> None:
    """American and European magnets are sold at home first, whatever freight costs.

    One plant in Europe earns within half a dollar of what it costs to run in full in 2029 and from
    2037 on: with cheaper freight it does, and up to a thousand tonnes of it reach India.
    """
    plan, before = run("as-now"), figures("as-now", "top_supplier_share.magnet")
    lane = f"magnet_ndfeb_high_coercivity:{seller}>IND"
    cheaper = Edit("freight", {"lane": lane}, "add", -600.0, "Half a dollar.", "tests")
    outcome = plan.worker.solve(plan.case.with_edits([cheaper])).outcome
    after = compute(Solution(plan.solution.study, outcome), "top_supplier_share.magnet")
    for year, share in zip(plan.solution.years, after.tolist(), strict=True):
        if year >= 2027:
            assert share == pytest.approx(before[year], abs=0.07), year


def test_transfers_between_owners_are_no_trade() -> None:
    """Oxide goes from the state to makers at home; what leaves the country is what Japan gets."""
    plan = run("announced").solution
    shipment = plan.reported("shipment")
    inside = sum(
        shipment[row]
        for row, lane in enumerate(plan.labels.lanes)
        if lane.is_transfer and lane.material == "oxide_ndpr"
    )
    assert inside[plan.years.index(2030)] > 50
    abroad = plan.shipped(("oxide_ndpr",), origin="IND", destination="JPN")
    assert compute(plan, "exports.oxide_ndpr") == pytest.approx(abroad, abs=1e-6)
    arriving = plan.shipped(("oxide_ndpr",), destination="IND")
    bought = sum(
        shipment[row]
        for row, lane in enumerate(plan.labels.lanes)
        if lane.material == "oxide_ndpr" and lane.destination == "IND" and lane.origin != "IND"
    )
    assert arriving == pytest.approx(bought, abs=1e-6), "what comes from a pool is no import"


@pytest.mark.parametrize("strategy", ["as-now", "announced"])
def test_a_stop_nobody_saw_coming_hurts_more(strategy: str) -> None:
    """Who knows of the stop of 2029 stocks up before it; who does not goes short in it.

    Trade in the stop is the same for both: what else moves when it is foreseen is left out.
    """
    surprised = run(strategy, "china-stop").solution
    known = Session(build_programme(india().parameters)).solve(surprised.parameters)
    foreseen = Solution(surprised.study, known)
    at = surprised.years.index(2029)
    for key, at_least in (("unmet_demand", 50), ("unmet_demand_value", 5e6)):
        assert compute(surprised, key)[at] > compute(foreseen, key)[at] + at_least
    assert compute(surprised, "unmet_demand")[at] > 5 * figures(strategy, "unmet_demand")[2029]
    stock = [compute(plan, "stock.magnet")[at - 1] for plan in (surprised, foreseen)]
    assert stock[1] > stock[0] + 50


def test_years_before_the_news_are_the_same() -> None:
    """Strategies are known from June 2025, the stop from 2029: nothing moves before its news."""
    for key in ("output.magnet", "unmet_demand", "stock.oxide_ndpr", "exports.oxide_ndpr"):
        now = figures("as-now", key)
        for strategy in ("article", "announced"):
            assert figures(strategy, key)[2024] == pytest.approx(now[2024], abs=1e-6)
        stopped = figures("as-now", key, "china-stop")
        for year in range(2024, 2029):
            assert stopped[year] == pytest.approx(now[year], rel=1e-6, abs=1e-6), (key, year)


def test_a_fall_of_prices_is_no_news_before_it_begins() -> None:
    """Nobody sees in 2026 that Chinese magnets fall from July 2027 on.

    Foreseen, mines and makers held back from 2024, and oxide cost a third more in 2026.
    """
    for key in ("price.oxide_ndpr", "price.magnet_ndfeb_standard"):
        usual = figures("announced", key, "expected-delivery")
        cheap = figures("announced", key, "cheap-magnets")
        assert [cheap[year] for year in (2024, 2025, 2026)] == pytest.approx(
            [usual[year] for year in (2024, 2025, 2026)]
        )
        assert cheap[2031] < usual[2031] - 5.0


def test_nothing_ends_because_the_report_does() -> None:
    """A halt that ends with the last reported year would be a day to pile up feed for.

    Feed at Mountain Pass after the first pile is used up is never more than seven weeks of it.
    """
    last = f"{india().study.settings.horizon.years[-1] + 1}-01"
    for name, world in india().study.worlds.items():
        assert all(lever.ends != last for lever in world.levers), name
    plan = run("announced").solution
    disposal = plan.stock(("concentrate_bastnaesite_usa",), "USA")
    used = plan.used_up(("concentrate_bastnaesite_usa",), "USA")
    late = [place for place, year in enumerate(plan.years) if year >= 2034]
    assert (disposal[late] < used[late] / 7).all()


def test_what_new_makers_sell_finds_users_that_ask_for_no_trials() -> None:
    """Time to be accepted by car makers is in the ramps; no rule of its own would bind beside them.

    With the delivery to be expected India makes less of either grade in every year than uses
    outside vehicles, aviation and defence take of it, so that magnets which are not accepted there
    yet are sold all the same.
    """
    asking = {"aviation_defence", "ice_auto_parts"}
    for strategy in india().front_page:
        plan = run(strategy, "expected-delivery").solution
        for material in ("magnet_ndfeb_standard", "magnet_ndfeb_high_coercivity"):
            made = plan.made((material,), "IND") - plan.used_up((material,), "IND")
            others = plan.zeros()
            for row, (use, region, offered) in enumerate(plan.labels.use_options):
                if (region, offered) == ("IND", material) and not (
                    use in asking or use.startswith("ev_")
                ):
                    others = others + plan.reported("served")[row]
            assert (made < 0.8 * others).all(), (strategy, material)


def test_what_is_not_determined_is_neither_better_nor_worse() -> None:
    """Whoever prints a mark, in a table, a card or a file, reads it off the same record."""
    runs = tuple(india().run(name) for name in ("as-now", "announced"))
    rows = [row for row in Comparison(runs, "as-now").numbers([2030, 2035]) if row.differences]
    loose = [row for row in rows if "not determined" in row.standings["announced"]]
    assert loose
    assert {row.marks["announced"] for row in loose} == {"neither"}
    assert "better" in {row.marks["announced"] for row in rows}
