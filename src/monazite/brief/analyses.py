"""What a brief asks beyond its runs: uncertain inputs, bottlenecks, worlds, commitments read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from monazite.core.progress import Steps
from monazite.findings.bottlenecks import EasedBottleneck
from monazite.findings.costs import burden
from monazite.findings.evidence import Loose, UncertainInputEffect
from monazite.findings.money import loss_between, partners_hit
from monazite.findings.solution import decision_years
from monazite.runs.keeper import RunKeeper
from monazite.runs.run import Run
from monazite.runs.turning import Turning
from monazite.study import Study

WALLS = 3
"""How many bottlenecks one behind the other are looked for."""

TELLS = 0.05
"""Share of a partner's bill below which the price of a good is not tried up and down."""


PARTS = {
    "next_bottlenecks": 19,
    "worlds": 6,
    "commitments": 3,
    "prices": 4,
    "turning": 60,
    "uncertain_inputs": 27,
    "writing": 18,
}
"""What a brief takes, part by part, in seconds for the flagship study; only ratios count."""

TRIES = 12
"""Bottlenecks that are tried in a year, about."""

VALUES = 20
"""Values at which the answer to an export limit is looked for, about."""

DOUBTS = 15
"""Uncertain inputs that are tried."""


@dataclass(frozen=True, kw_only=True)
class BriefAnalyses:
    """Answers that take more solves than the runs; each may be missing."""

    uncertain_inputs: Sequence[UncertainInputEffect] = ()
    """What each doubtful fact does to the last run in the first year of decision."""
    next_bottlenecks: Sequence[EasedBottleneck] = ()
    """Bottlenecks before the last run in the years of decision."""
    worlds: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    """The same strategies in every world in which all of them have a plan, by name of the world."""
    planless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of strategies without a plan, by name of every other world."""
    commitments: Sequence[tuple[str, tuple[Run, ...]]] = ()
    """What was promised, and the strategies that read it, the one without it first."""
    between: Mapping[tuple[str, str], Mapping[int, tuple[float, float]]] = field(
        default_factory=dict
    )
    """Least and most loss by strategy and partner, then by year."""
    turning: Mapping[str, Sequence[Turning]] = field(default_factory=dict)
    """Where the answer to export limits would turn, by name of the strategy."""
    undetermined: Sequence[Loose] = ()
    """Headlines of the last run that nothing in the study determines."""


def subject_of(study: Study, runs: Sequence[Run], chosen: str | None = None) -> Run | None:
    """The run a brief is about: the one chosen, else the study's own subject, else the last.

    Only runs that have a plan count; None when none has.
    """
    solved = {run.strategy: run for run in runs if run.status == "optimal"}
    for name in (chosen, study.settings.subject):
        if name in solved:
            return solved[name]
    return next(reversed(solved.values()), None)


def analyse(
    keeper: RunKeeper,
    runs: Sequence[Run],
    progress: Steps | None = None,
    *,
    subject: str | None = None,
) -> BriefAnalyses:
    """Ask everything a brief tells beyond its runs; nothing of runs without a plan.

    `progress` is told of every part but the last, which is for whoever writes what is found.
    """
    solved = [run for run in runs if run.status == "optimal"]
    study = keeper.worker.study
    about = subject_of(study, runs, subject)
    if about is None:
        return BriefAnalyses()
    say = progress or Steps(None, PARTS)
    years = decision_years(about.solution)
    settings = study.settings
    next_bottlenecks: list[EasedBottleneck] = []
    say.begin("next_bottlenecks", TRIES * len(years))
    for year in years:
        say(f"Bottlenecks of {about.strategy} in {year}")
        next_bottlenecks += about.records.next_bottlenecks(
            year, "self_sufficiency.chain", most=WALLS, progress=say
        )
    worlds = {}
    say.begin("worlds", len(study.worlds) * len(solved))
    for name, event in study.worlds.items():
        worlds[name] = tuple(keeper.run(replace(run.case, world=event), say) for run in solved)
    commitments = []
    say.begin("commitments", sum(len(commitment.strategies) for commitment in settings.commitments))
    for commitment in settings.commitments:
        commitments.append(
            (
                commitment.title,
                tuple(
                    keeper.run(about.case.with_strategy(study.strategies[name]), say)
                    for name in commitment.strategies
                ),
            )
        )
    say.begin("prices")
    say("Prices between which goods jump")
    between = {}
    for region in partners_hit([run.solution for run in solved])[:1]:
        for run in solved:
            if run.solution.baseline is not None:
                between[run.strategy, region] = _between(run, region)
    limited = [run for run in solved if run.solution.without_limits is not None]
    say.begin("turning", VALUES * len(limited))
    turns = {run.strategy: run.records.turning(say) for run in limited}
    say.begin("uncertain_inputs", DOUBTS)
    return BriefAnalyses(
        uncertain_inputs=about.records.sensitivity(years[0], most=DOUBTS, progress=say),
        next_bottlenecks=next_bottlenecks,
        worlds={
            name: found
            for name, found in worlds.items()
            if all(run.status == "optimal" for run in found)
        },
        planless={
            name: lacking
            for name, found in worlds.items()
            if (lacking := tuple(run.strategy for run in found if run.status != "optimal"))
        },
        commitments=[
            (title, found)
            for title, found in commitments
            if all(run.status == "optimal" for run in found)
        ],
        between=between,
        turning=turns,
        undetermined=about.records.undetermined(),
    )


def _between(run: Run, region: str) -> dict[int, tuple[float, float]]:
    """The least and most a partner loses between the prices of what it uses most."""
    solution = run.solution
    year = decision_years(solution)[0]
    bill = burden(solution, region)[solution.years.index(year)]
    prices = {}
    for material in solution.labels.materials:
        used = solution.served((material,), region)
        at = solution.years.index(year)
        if used[at] > 0 and used[at] * solution.price(material, region)[at] >= TELLS * bill:
            prices[material] = run.records.price_interval(material, region)
    return loss_between(solution, region, prices)


__all__ = ["PARTS", "BriefAnalyses", "analyse"]
