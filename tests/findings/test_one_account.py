"""Indicator, table, picture and fate are read from one account, and say the same everywhere."""

import numpy as np
import pytest

from monazite.findings.account import (
    STRANDS,
    chain_account,
    fate_of_conserved,
    group_account,
    made_at_home,
)
from monazite.findings.indicators import compute, supply_by_origin
from monazite.findings.solution import Solution

from .. import shipped
from . import toy


def agrees(plan: Solution) -> None:
    """Hold everything that speaks of home's share against everything else, in every year."""
    chain = compute(plan, "self_sufficiency.chain")
    magnets = compute(plan, "self_sufficiency.magnet")
    of_use = compute(plan, "home_share_of_use.magnet")
    account = group_account(plan, plan.labels.tracked_group)
    dug = made_at_home(plan, "chain")
    supply = supply_by_origin(plan)
    for at, year in enumerate(plan.years):
        by_strand, total = pictured(plan, year)
        wanted = sum(by_strand.values())
        # table against picture
        assert by_strand["home"] == pytest.approx(chain[at] * wanted, rel=1e-9, abs=1e-6)
        assert by_strand["home"] == pytest.approx(dug.own[at], rel=1e-9, abs=1e-6)
        assert wanted == pytest.approx(dug.wanted[at], rel=1e-9, abs=1e-6)
        # picture against sources and sinks
        for kind, name in (
            ("mined", "mined"),
            ("imported", "imported"),
            ("served", "used at home"),
            ("exported", "exported"),
            ("put aside", "put aside"),
            ("lost", "lost in processing"),
        ):
            assert total[kind] == pytest.approx(account[name][at], rel=1e-9, abs=1e-6), name
        stocked = total["stocked"] - total["released"]
        assert stocked == pytest.approx(account["stocked"][at], rel=1e-9, abs=1e-6)
        # table against supply
        of_year = {str(r.origin): r.value for r in supply if r.year == year}
        assert min(of_year.values()) >= -1e-9
        own = of_year["home"] + of_year["recycled"]
        whole = sum(of_year.values())
        assert own == pytest.approx(magnets[at] * whole, rel=1e-9, abs=1e-6)
        served = whole - of_year["short"]
        assert own == pytest.approx(of_use[at] * served, rel=1e-9, abs=1e-6)
        assert of_year["short"] == pytest.approx(
            float(compute(plan, "unmet_demand")[at]), rel=1e-6, abs=1e-3
        )
        # bounds that follow from what the shares mean
        assert of_use[at] >= magnets[at] - 1e-12
        # what is dug at home has gone through every later step somewhere, and is no larger
        assert chain[at] <= compute(plan, "self_sufficiency.mining")[at] + 1e-9


def pictured(plan: Solution, year: int) -> tuple[dict[str, float], dict[str, float]]:
    """What users want by strand, and all flows by kind, as the picture of the chain draws them."""
    flows = chain_account(plan, year).flows
    ends = [np.array(flow.strands) for flow in flows if flow.kind in ("served", "short")]
    total: dict[str, float] = {}
    for flow in flows:
        total[flow.kind] = total.get(flow.kind, 0.0) + flow.tonnes
    by_strand = np.sum(ends, axis=0)
    return dict(zip(STRANDS, map(float, by_strand), strict=True)), {
        kind: total.get(kind, 0.0)
        for kind in (
            "mined", "imported", "served", "exported", "put aside", "lost", "stocked", "released"
        )
    }  # fmt: skip


def fates_close(plan: Solution) -> None:
    """The fates of what is kept add up to it, and the same fates are changes of the one account."""
    group = plan.labels.tracked_group
    other = plan.without_limits
    if other is None and plan.baseline is not None:
        other = Solution(plan.study, plan.baseline)
    if other is None:
        return
    before, after = (group_account(one, group) for one in (other, plan))
    rows = fate_of_conserved(plan, group)
    for at, year in enumerate(plan.years):
        of_year = {r.fate.name: r.tonnes for r in rows if r.year == year}
        conserved = of_year.pop("conserved")
        scale = max(1.0, *(abs(tonnes) for tonnes in of_year.values()), 1.0)
        assert abs(sum(of_year.values()) - conserved) / scale <= 1e-8
        sold = conserved - of_year.get("sold elsewhere", 0.0)
        gone = before["exported"][at] - after["exported"][at]
        assert sold == pytest.approx(gone, rel=1e-8, abs=1e-6)
        used = after["used at home"][at] - before["used at home"][at]
        assert of_year.get("used at home", 0.0) == pytest.approx(used, abs=1e-6)
        rests = sum(tonnes for fate, tonnes in of_year.items() if " as " in fate)
        more = sum(after[name][at] - before[name][at] for name in ("stocked", "put aside"))
        assert rests == pytest.approx(more, rel=1e-8, abs=1e-6)


@pytest.mark.parametrize("world", toy.WORLDS)
@pytest.mark.parametrize("strategy", toy.STRATEGIES)
def test_the_toy_tells_one_story(strategy: str, world: str) -> None:
    plan = toy.solution(strategy, world)
    agrees(plan)
    fates_close(plan)


def shown_in(world: str) -> tuple[str, ...]:
    """Every strategy in the usual world, and those a brief shows in every other."""
    settings = shipped.india().study.settings
    if world == settings.world:
        return shipped.india().strategies
    return (settings.baseline, *settings.front_page)


@pytest.mark.slow
@pytest.mark.parametrize("world", sorted(shipped.india().worlds))
def test_india_tells_one_story(world: str) -> None:
    runs = [shipped.india().run(strategy, world) for strategy in shown_in(world)]
    plans = [run.solution for run in runs if run.status == "optimal"]
    for plan in plans:
        agrees(plan)
        fates_close(plan)
    assert plans, "no strategy has a plan in this world"
