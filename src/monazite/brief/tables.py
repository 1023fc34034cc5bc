"""Tables of several runs as frames, out of findings: supply, stages, needs, costs, evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from monazite.brief.about import Briefed
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.topics.uncertain_input import results_in_worlds
from monazite.core.origin import Origin
from monazite.core.records import Record, frame_of
from monazite.findings.account import Fate, UseNeed, fate_told, need_of_uses
from monazite.findings.bottlenecks import (
    EasedBottleneck,
    SoftRule,
    StageUse,
    stage_use,
)
from monazite.findings.comparison import (
    CommitmentItem,
    LimitEffect,
    Telling,
    WorldResult,
    commitment_items,
    limit_effects,
    multiplied,
)
from monazite.findings.evidence import (
    FactUsed,
    UncertainInputEffect,
    facts_used,
    range_of,
    sources_used,
    thin_swing,
)
from monazite.findings.indicators import Supply, supply_by_origin
from monazite.findings.money import Payment, payments
from monazite.findings.solution import Solution, decision_years
from monazite.runs.comparison import Comparison
from monazite.runs.plan.masses import mass_of_need, of_product
from monazite.runs.run import Run
from monazite.strategy import Strategy, World
from monazite.strategy.levers.naming import lever_words
from monazite.study import Study

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


def told(
    kind: type[Record], runs: Iterable[Run], ask: Callable[[Run], Iterable[Record]]
) -> pl.DataFrame:
    """Ask every run for records of one kind, with the name of its strategy in front."""
    return pl.concat(_named("strategy", run.strategy, frame_of(kind, ask(run))) for run in runs)


def _named(column: str, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.insert_column(0, pl.Series(column, [name] * frame.height, dtype=pl.String()))


def supply_table(runs: Sequence[Run]) -> pl.DataFrame:
    """Where the product used at home come from, by strategy."""
    return told(
        Supply, runs, lambda run: supply_by_origin(run.solution, of=of_product(run.solution))
    )


def stage_table(runs: Sequence[Run]) -> pl.DataFrame:
    """Capacity, activity and what binds by strategy, stage and year."""
    return told(StageUse, runs, lambda run: stage_use(run.solution, run.solution.of))


def need_table(runs: Sequence[Run]) -> pl.DataFrame:
    """Demand, what is served and what is not by strategy, year and use."""
    return told(UseNeed, runs, lambda run: sorted(_needs(run.solution), key=lambda one: one.year))


def _needs(solution: Solution) -> Iterator[UseNeed]:
    """What each home use needs and gets, as its tonnes are told."""
    for one in need_of_uses(solution):
        mass = mass_of_need(solution, one.use)
        if not mass.contained:
            yield one
            continue
        demand, served, unmet = (
            mass.times * value for value in (one.demand, one.served, one.unmet)
        )
        yield replace(one, demand=demand, served=served, unmet=unmet, unit=f"{mass.unit}/yr")


@dataclass(frozen=True)
class Cost(Record):
    """What a year costs under a strategy, by item: an indicator."""

    strategy: str
    item: str
    title: str
    year: int
    value: float
    unit: str


def cost_table(runs: Sequence[Run]) -> pl.DataFrame:
    """What a year costs, item by item.

    Items are the indicators above and the loss of every partner that gains or loses at least a
    dollar in any year under any of the strategies.
    """
    labels = runs[0].solution.labels
    losses = [f"partner_loss.{region}" for region in labels.regions if region != labels.home]
    comparison = Comparison(tuple(runs), runs[0].strategy)
    costs = [
        Cost(
            strategy=run.strategy,
            item=row["indicator"],
            title=comparison.title(row["indicator"]),
            year=row["year"],
            value=row["value"],
            unit=row["unit"],
        )
        for run in runs
        for row in run.indicators([*COSTS, *losses]).iter_rows(named=True)
    ]
    items = {one.item for one in costs if one.item in COSTS or abs(one.value) >= 1.0}
    return frame_of(Cost, [one for one in costs if one.item in items])


@dataclass(frozen=True)
class LeverTold(Record):
    """A lever of a strategy or a world, in words."""

    course: str
    name: str
    title: str
    kind: str
    lever: str
    why: str
    source_id: str
    origin: Origin


def levers_told(study: Study, runs: Sequence[Run]) -> list[LeverTold]:
    """List every lever of the strategies and of their world."""
    titles, home = runs[0].parameters.titles, study.settings.home
    world = runs[0].world
    courses: list[tuple[str, str, Strategy | World]] = [
        *(("strategy", run.strategy, study.strategies[run.strategy]) for run in runs),
        ("world", world, study.worlds[world]),
    ]
    return [
        LeverTold(
            course=side,
            name=name,
            title=course.title,
            kind=lever.kind,
            lever=lever_words(lever, titles, home),
            why=lever.why,
            source_id=lever.source,
            origin=lever.origin,
        )
        for side, name, course in courses
        for lever in course.levers
    ]


def lever_table(study: Study, runs: Sequence[Run]) -> pl.DataFrame:
    """Every lever of the strategies and of their world."""
    return frame_of(LeverTold, levers_told(study, runs))


def evidence_table(runs: Sequence[Run]) -> pl.DataFrame:
    """Every fact the plans rest on with its rivals; the plans share them all."""
    return frame_of(FactUsed, facts_used(runs[0].solution))


@dataclass(frozen=True)
class SourceTold(Record):
    """A source, and how many facts used, rivals included, are taken from it."""

    source_id: str
    title: str
    publisher: str
    date: str
    url: str
    kind: str
    facts: int


def source_table(study: Study, runs: Sequence[Run]) -> pl.DataFrame:
    """Every source of a fact, a lever or a claim."""
    facts = facts_used(runs[0].solution)
    used = set().union(*(sources_used(run.solution) for run in runs))
    used |= {fact.source_id for fact in facts}
    used |= {lever.source_id for lever in levers_told(study, runs)}
    used |= {claim.source_id for claim in study.evidence.claims}
    return frame_of(
        SourceTold,
        [
            SourceTold(
                source_id=source.source_id,
                title=source.title,
                publisher=source.publisher,
                date=source.date,
                url=source.url,
                kind=source.kind,
                facts=sum(fact.source_id == source.source_id for fact in facts),
            )
            for source in study.sources.values()
            if source.source_id in used
        ],
    )


def limit_table(runs: Sequence[Run]) -> pl.DataFrame:
    """What limits on exports do by themselves, for strategies that have any, in every year."""
    return told(LimitEffect, runs, lambda run: _limits(run.solution))


def _limits(solution: Solution) -> list[LimitEffect]:
    return limit_effects(solution, solution.years, of=solution.of)


def fate_table(runs: Sequence[Run]) -> pl.DataFrame:
    """Where tonnes went that limits on exports keep from abroad, by strategy, year and fate."""
    return told(Fate, runs, lambda run: fate_told(run.solution, run.solution.of))


def payment_table(runs: Sequence[Run]) -> pl.DataFrame:
    """Who pays what by strategy, item and year."""
    return told(Payment, runs, lambda run: payments(run.solution, run.solution.years))


def soft_table(runs: Sequence[Run]) -> pl.DataFrame:
    """Rules that gave way at a price, or are kept at a cost near it, by strategy and year."""
    return told(
        SoftRule, runs, lambda run: [row for row in run.records.soft_rules() if row.warning.state]
    ).drop("facts", "sources")


@dataclass(frozen=True)
class EvidenceShare(Record):
    """Range of a headline of the subject, and the share of doubt that is grade C."""

    indicator: str
    year: int
    unit: str
    low: float | None
    central: float | None
    high: float | None
    grade_c_share: float | None


def _multiple(runs: Sequence[Run], key: str, unit: str) -> tuple[float, str]:
    """What a figure is multiplied with as masses of runs are told, and its unit then."""
    of = runs[-1].solution.of if runs else None
    return (1.0, unit) if of is None else Telling(of=of).multiple(runs[-1].solution, key)


def effect_table(runs: Sequence[Run], asked: BriefAnalyses) -> pl.DataFrame:
    """What each doubtful fact does to each headline of the subject."""
    return frame_of(UncertainInputEffect, [_effect(runs, one) for one in asked.every_effect])


def _effect(runs: Sequence[Run], one: UncertainInputEffect) -> UncertainInputEffect:
    times, unit = _multiple(runs, one.indicator, one.indicator_unit)
    if times == 1.0:
        return one
    return replace(
        one,
        indicator_unit=unit,
        at_low=multiplied(one.at_low, times),
        at_central=multiplied(one.at_central, times),
        at_high=multiplied(one.at_high, times),
        gain_low=multiplied(one.gain_low, times),
        gain_central=multiplied(one.gain_central, times),
        gain_high=multiplied(one.gain_high, times),
        swing=times * one.swing,
    )


def bottleneck_table(runs: Sequence[Run], asked: BriefAnalyses) -> pl.DataFrame:
    """Bottlenecks before the subject, one behind the other."""
    return frame_of(EasedBottleneck, [_bottleneck(runs, one) for one in asked.next_bottlenecks])


def _bottleneck(runs: Sequence[Run], one: EasedBottleneck) -> EasedBottleneck:
    times, unit = _multiple(runs, one.indicator, one.unit)
    before, after, gain = (times * value for value in (one.before, one.after, one.gain))
    return replace(one, before=before, after=after, gain=gain, unit=unit)


def share_table(runs: Sequence[Run], asked: BriefAnalyses) -> pl.DataFrame:
    """Range of each headline of the subject, and the share of doubt that is grade C."""
    shares = []
    for year, effects in asked.uncertain.items():
        for key in dict.fromkeys(one.indicator for one in effects):
            first = next(one for one in effects if one.indicator == key)
            times, unit = _multiple(runs, key, first.indicator_unit)
            low, high = range_of(effects, key, asked.kept) or (None, None)
            shares.append(
                EvidenceShare(
                    indicator=key,
                    year=year,
                    unit=unit,
                    low=multiplied(low, times),
                    central=multiplied(first.at_central, times),
                    high=multiplied(high, times),
                    grade_c_share=thin_swing(effects, key),
                )
            )
    return frame_of(EvidenceShare, shares)


def world_table(
    study: Study, runs: Sequence[Run], baseline: str, asked: BriefAnalyses
) -> pl.DataFrame:
    """What every strategy comes to in every world, by title."""
    briefed = Briefed(study, runs, runs[-1], baseline, asked)
    return frame_of(WorldResult, results_in_worlds(briefed) if asked.worlds else ())


def commitment_table(study: Study, runs: Sequence[Run], asked: BriefAnalyses) -> pl.DataFrame:
    """What every reading of a promise makes and holds in the first year of decision."""
    year = decision_years(runs[-1].solution)[0]
    frames = [
        _named(
            "commitment",
            commitment,
            frame_of(
                CommitmentItem,
                commitment_items(
                    [(study.strategies[run.strategy].title, run.solution) for run in found],
                    year,
                    runs[-1].solution.of,
                ),
            ),
        )
        for commitment, found in asked.commitments
    ]
    return pl.concat(frames) if frames else pl.DataFrame()
