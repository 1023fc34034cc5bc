"""Tables of several runs, out of findings: supply, stages, needs, costs, levers and evidence."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.brief.about import Briefed
from monazite.brief.inquiry import Inquiry
from monazite.brief.lever_words import lever_words
from monazite.brief.topics.doubt import rows_of_worlds
from monazite.findings import (
    decision_years,
    facts_used,
    limit_effects,
    need_of_uses,
    payments,
    promise_rows,
    range_of,
    sources_used,
    stage_use,
    supply_by_origin,
    thin_swing,
)
from monazite.runs.comparison import Comparison
from monazite.runs.run import Run
from monazite.strategy import Strategy, World
from monazite.study import Study

Rows = list[dict[str, object]]

COSTS = (
    "home_cost",
    "world_cost",
    "public_outlay",
    "to_date.public_outlay",
    "present_value.public_outlay",
    "import_bill",
    "price_response_value",
    "shortage_value",
)
"""The indicators of the table of costs, before the losses of partners."""


def supply_rows(runs: Sequence[Run]) -> Rows:
    """Where the magnets used at home come from: rows of strategy, origin, year, value, unit."""
    return [
        {"strategy": run.strategy} | row for run in runs for row in supply_by_origin(run.reading)
    ]


def stage_rows(runs: Sequence[Run]) -> Rows:
    """Capacity, activity and what binds by strategy, stage and year."""
    return [{"strategy": run.strategy} | row for run in runs for row in stage_use(run.reading)]


def need_rows(runs: Sequence[Run]) -> Rows:
    """Demand, what is served and what is not by strategy, year and use."""
    return [
        {"strategy": run.strategy} | row
        for run in runs
        for row in sorted(need_of_uses(run.reading), key=lambda row: int(str(row["year"])))
    ]


def cost_rows(runs: Sequence[Run]) -> Rows:
    """What a year costs, item by item: rows of strategy, item, title, year, value, unit.

    Items are the indicators above and the loss of every partner that gains or loses at least a
    dollar in any year under any of the strategies.
    """
    labels = runs[0].reading.labels
    losses = [f"partner_loss.{region}" for region in labels.regions if region != labels.home]
    tables = {run.strategy: run.indicators([*COSTS, *losses]) for run in runs}
    told = {
        row["indicator"]
        for table in tables.values()
        for row in table.iter_rows(named=True)
        if row["indicator"] in COSTS or abs(row["value"]) >= 1.0
    }
    comparison = Comparison(tuple(runs), runs[0].strategy)
    return [
        {
            "strategy": strategy,
            "item": row["indicator"],
            "title": comparison.title(row["indicator"]),
            "year": row["year"],
            "value": row["value"],
            "unit": row["unit"],
        }
        for strategy, table in tables.items()
        for row in table.iter_rows(named=True)
        if row["indicator"] in told
    ]


def lever_rows(study: Study, runs: Sequence[Run]) -> Rows:
    """Every lever of the strategies and of their world: rows of course, name, title, kind, lever,
    why, source_id, origin.
    """
    titles, home = runs[0].parameters.titles, study.settings.home
    world = runs[0].world
    courses: list[tuple[str, str, Strategy | World]] = [
        *(("strategy", run.strategy, study.strategies[run.strategy]) for run in runs),
        ("world", world, study.worlds[world]),
    ]
    return [
        {
            "course": side,
            "name": name,
            "title": course.title,
            "kind": lever.kind,
            "lever": lever_words(lever, titles, home),
            "why": lever.why,
            "source_id": lever.source,
            "origin": lever.origin,
        }
        for side, name, course in courses
        for lever in course.levers
    ]


def evidence_rows(runs: Sequence[Run]) -> Rows:
    """Every fact the plans rest on with its rivals; the plans share them all."""
    return facts_used(runs[0].reading)


def source_rows(study: Study, runs: Sequence[Run]) -> Rows:
    """Every source of a fact, a lever or a claim: rows of source_id, title, publisher, date, url,
    kind, facts (how many facts used, rivals included, are taken from it).
    """
    facts = evidence_rows(runs)
    used = set().union(*(sources_used(run.reading) for run in runs))
    used |= {str(row["source_id"]) for row in (*facts, *lever_rows(study, runs))}
    used |= {claim.source_id for claim in study.evidence.claims}
    return [
        {
            "source_id": source.source_id,
            "title": source.title,
            "publisher": source.publisher,
            "date": source.date,
            "url": source.url,
            "kind": source.kind,
            "facts": sum(row["source_id"] == source.source_id for row in facts),
        }
        for source in study.sources.values()
        if source.source_id in used
    ]


def limit_rows(runs: Sequence[Run]) -> Rows:
    """What limits on exports do by themselves, for strategies that have any, in every year."""
    return [
        {"strategy": run.strategy} | row
        for run in runs
        for row in limit_effects(run.reading, run.reading.years)
    ]


def payment_rows(runs: Sequence[Run]) -> Rows:
    """Who pays what by strategy, item and year."""
    return [
        {"strategy": run.strategy} | row
        for run in runs
        for row in payments(run.reading, run.reading.years)
    ]


def soft_rows(runs: Sequence[Run]) -> Rows:
    """Rules that gave way at a price, or are kept at a cost near it, by strategy and year."""
    return [
        {"strategy": run.strategy}
        | {key: value for key, value in row.items() if key not in ("facts", "sources")}
        for run in runs
        for row in run.soft_rules()
        if row["warning"]
    ]


def share_rows(asked: Inquiry) -> Rows:
    """Range of each headline of the subject, and the share of doubt that is grade C."""
    rows: Rows = []
    for key in dict.fromkeys(str(row["indicator"]) for row in asked.doubts):
        first = next(row for row in asked.doubts if row["indicator"] == key)
        span = range_of(asked.doubts, key)
        rows.append(
            {
                "indicator": key,
                "year": first["year"],
                "unit": first["indicator_unit"],
                "low": span[0] if span else None,
                "central": first["at_central"],
                "high": span[1] if span else None,
                "grade_c_share": thin_swing(asked.doubts, key),
            }
        )
    return rows


def worlds_of(study: Study, runs: Sequence[Run], baseline: str, asked: Inquiry) -> Rows:
    """What every strategy comes to in every world, by title."""
    if not asked.worlds:
        return []
    return rows_of_worlds(Briefed(study, runs, runs[-1], baseline, asked))


def promises_of(study: Study, runs: Sequence[Run], asked: Inquiry) -> Rows:
    """What every reading of a promise makes and holds in the first year of decision."""
    year = decision_years(runs[-1].reading)[0]
    return [
        {"promise": promise} | row
        for promise, found in asked.promises
        for row in promise_rows(
            [(study.strategies[run.strategy].title, run.reading) for run in found], year
        )
    ]
