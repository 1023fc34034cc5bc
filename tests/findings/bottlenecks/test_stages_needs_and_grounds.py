"""Stages, needs and the facts below a plan, on the toy chain whose figures are known by hand."""

import pytest

from monazite.findings.account import need_of_uses
from monazite.findings.bottlenecks import stage_use
from monazite.findings.evidence import facts_used, sources_used
from monazite.findings.indicators import unmet_by_use

from ..toy import STRATEGIES, STUDY, YEARS, solution


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_no_stage_makes_more_than_it_could(strategy: str) -> None:
    rows = stage_use(solution(strategy))
    assert [(row.stage, row.year) for row in rows] == [
        (stage, year) for stage in ("mining", "separation", "magnet") for year in YEARS
    ]
    for row in rows:
        assert row.activity <= row.capacity * (1 + 1e-9)
        assert row.utilisation == pytest.approx(row.activity / row.capacity)
        assert bool(row.binding_constraints) == (row.shadow_price > 0)


def test_a_stage_grows_with_what_is_built_and_is_full_where_it_binds() -> None:
    magnets = [row for row in stage_use(solution("build")) if row.stage == "magnet"]
    assert [row.capacity for row in magnets] == pytest.approx([20, 40, 60])
    assert {row.unit for row in magnets} == {"t magnet/yr"}
    assert magnets[0].binding_constraints == "Home magnet plant (output within capacity)"
    assert magnets[0].shadow_price_unit == "USD_2024/t magnet"
    mines = [row for row in stage_use(solution("halt")) if row.stage == "mining"]
    assert [row.utilisation for row in mines] == pytest.approx([1.0, 0.4, 0.4])
    assert [bool(row.binding_constraints) for row in mines] == [True, False, False]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_what_a_use_needs_is_served_or_unmet(strategy: str) -> None:
    plan = solution(strategy)
    rows = need_of_uses(plan)
    for row in rows:
        assert row.served + row.unmet == pytest.approx(row.demand)
    short = {(row.use, row.year): row for row in unmet_by_use(plan)}
    for row in rows:
        other = short[row.use, row.year]
        assert (row.unmet, row.unmet_share) == (other.value, other.share)
        assert (row.lost, row.unit) == (other.lost, other.unit)


def test_the_halt_leaves_motors_ten_tonnes_short() -> None:
    rows = [row for row in need_of_uses(solution("halt")) if row.year == 2026]
    assert [(row.use, row.demand, row.unmet) for row in rows] == [
        ("motors", pytest.approx(100), pytest.approx(10))
    ]


def test_every_fact_below_a_parameter_is_listed_as_chosen_with_its_rivals() -> None:
    plan = solution("halt")
    rows = {row.fact_id: row for row in facts_used(plan)}
    used = {
        fact
        for entries in plan.parameters.lineage.values()
        for quantity in entries.values()
        for fact in quantity.facts
    }
    assert used <= {name for name, row in rows.items() if row.standing == "chosen"}
    quantities = {row.quantity for row in rows.values()}
    assert set(rows) == {
        fact.fact_id for name in quantities for fact in STUDY.evidence.quantities[str(name)]
    }
    assert all(bool(row.used_by) == (row.standing == "chosen") for row in rows.values())
    assert {row.standing for row in rows.values()} == {"chosen", "rival", "rejected"}


def test_exchange_rates_and_observations_rest_on_facts_too() -> None:
    users = {user for row in facts_used(solution("as-now")) for user in row.used_by.split(", ")}
    assert {"exchange_rate", "calibration", "discount_rate", "nameplate"} <= users


def test_sources_of_levers_count_as_used() -> None:
    plan = solution("halt")
    assert sources_used(plan) <= set(STUDY.sources)
    assert {entry.edit.source for entry in plan.parameters.ledger} <= sources_used(plan)
