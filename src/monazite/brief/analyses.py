"""What a brief asks beyond its runs: uncertain inputs, bottlenecks, worlds, commitments read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from monazite.brief.asking import (
    STOPS_PLAYED,
    BottlenecksAsked,
    Disrupted,
    DisruptionAsked,
    DoubtAsked,
    EnlargedAsked,
    LeverAsked,
    LooseAsked,
    LossAsked,
    StopAsked,
    StopPlayed,
    TurningAsked,
)
from monazite.brief.worked_out import WorkedOut, worked_out
from monazite.cases import Case
from monazite.core.progress import Steps
from monazite.findings.bottlenecks import EasedBottleneck, EnlargedLimit
from monazite.findings.comparison import raised_keys
from monazite.findings.evidence import (
    Answers,
    Loose,
    Tried,
    UncertainInputEffect,
    effects_of_tried,
    shortlist,
)
from monazite.findings.indicators import check_keys
from monazite.findings.money import partners_hit
from monazite.findings.solution import Solution, decision_years
from monazite.parameters import with_shocks_alone
from monazite.runs.computing.sharing import Question, sharing
from monazite.runs.keeper import RunKeeper
from monazite.runs.kept_verdicts import kept_verdicts
from monazite.runs.questions.without import WithoutLever
from monazite.runs.run import Run
from monazite.runs.turning import Turning
from monazite.study import Study

Told = TypeVar("Told")

PARTS = {
    "worlds": 12,
    "commitments": 2,
    "drafting": 8,
    "disruption": 10,
    "stops": 1,
    "turning": 1,
    "next_bottlenecks": 4,
    "enlarged_limits": 2,
    "levers": 1,
    "uncertain_inputs": 18,
    "prices": 4,
    "undetermined": 1,
    "writing": 5,
}
"""What a brief takes, part by part, in seconds for the flagship study; only ratios count.

Where limits turn is kept beside the studies that ship, and else takes longer than all the rest."""

SOLVES = 4
"""Solves a question takes at least, for a guess at how long all of them will take."""


@dataclass(frozen=True, kw_only=True)
class BriefAnalyses:
    """Answers that take more solves than the runs; each may be missing."""

    uncertain: Mapping[int, Sequence[UncertainInputEffect]] = field(default_factory=dict)
    """What each doubtful fact does to the last run, by year of decision."""
    next_bottlenecks: Sequence[EasedBottleneck] = ()
    """Bottlenecks before the last run in the years of decision."""
    enlarged: Mapping[int, Sequence[EnlargedLimit]] = field(default_factory=dict)
    """What home saves where a limit of the last run is a tenth larger, by year of decision."""
    without_levers: Sequence[WithoutLever] = ()
    """What the last run comes to without each of its levers, of what the strategy raises."""
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
    kept: Answers | None = None
    """Verdicts on the last run that the study keeps: how far it moves wherever pools begin."""
    disrupted: Disrupted | None = None
    """What shocks do to the last run month by month; None for a study in which none may come."""
    stops_played: Sequence[StopPlayed] = ()
    """What stops of worlds that bring nothing else do to the last run month by month."""
    worked_out: WorkedOut | None = None
    """What takes minutes to find of the last run, as far as it was found; None: not looked up."""

    @property
    def uncertain_inputs(self) -> Sequence[UncertainInputEffect]:
        """What each doubtful fact does in the first year of decision."""
        return next(iter(self.uncertain.values()), ())

    @property
    def every_effect(self) -> list[UncertainInputEffect]:
        """What each doubtful fact does in all years of decision."""
        return list(chain.from_iterable(self.uncertain.values()))


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
    workers: int = 1,
    meanwhile: Callable[[BriefAnalyses], None] | None = None,
) -> BriefAnalyses:
    """Ask everything a brief tells beyond its runs; nothing of runs without a plan.

    So many processes share the work, with the same answers; while the others begin with it, this
    one does `meanwhile` what needs no more than worlds and promises. `progress` is told of every
    part but the last, which is for whoever writes what is found.
    """
    solved = [run for run in runs if run.status == "optimal"]
    about = subject_of(keeper.worker.study, runs, subject)
    if about is None:
        return BriefAnalyses()
    say = progress or Steps(None, PARTS)
    questions = _questions(solved, about)
    expected = SOLVES * len(questions.all) * about.seconds["total"]
    with sharing(questions.all, keeper.worker, workers, expected=expected) as shared:
        known = _in_other_cases(keeper, solved, about, say)
        if meanwhile is not None and workers > 1:
            say.begin("drafting")
            say("Tables and pictures of the plans")
            meanwhile(known)

        told = partial(_told, shared.answer, say)
        played = told("disruption", f"Months of {about.strategy} disrupted", questions.disruption)
        stopped = told("stops", f"Stops of {about.strategy}", questions.stops)
        turns = told("turning", "Where answers to limits turn", questions.turning)
        eased = told("next_bottlenecks", f"Bottlenecks of {about.strategy}", questions.bottlenecks)
        larger = told("enlarged_limits", f"Larger limits of {about.strategy}", questions.larger)
        fewer = told("levers", f"{about.strategy} without each lever", questions.levers)
        doubts = told("uncertain_inputs", f"Doubts of {about.strategy}", questions.doubts)
        losses = told("prices", "Prices between which goods jump", questions.losses)
        loose = told("undetermined", "Headlines that nothing determines", questions.loose)
    return replace(
        known,
        uncertain=_effects(about, doubts),
        next_bottlenecks=[one for found in eased for one in found],
        enlarged={one.year: found for one, found in zip(questions.larger, larger, strict=True)},
        without_levers=[one for one in fewer if one is not None],
        between={
            (one.case.strategy.name, one.region): found
            for one, found in zip(questions.losses, losses, strict=True)
        },
        turning={
            one.case.strategy.name: found
            for one, found in zip(questions.turning, turns, strict=True)
        },
        undetermined=[one for found in loose for one in found],
        disrupted=next(iter(played), None),
        stops_played=[one for one in stopped if one is not None],
    )


def _told(
    answer: Callable[[Question[Told]], Told],
    say: Steps,
    part: str,
    news: str,
    asked: Sequence[Question[Told]],
) -> list[Told]:
    """Answers to the questions of one part, each with its news."""
    say.begin(part, len(asked))
    found = []
    for question in asked:
        say(news)
        found.append(answer(question))
    return found


def _in_other_cases(
    keeper: RunKeeper, solved: Sequence[Run], about: Run, say: Steps
) -> BriefAnalyses:
    """What needs whole runs, which only this process can hand to whoever writes."""
    worlds = _in_every_world(keeper, solved, say)
    commitments = _promised(keeper, about, say)
    return BriefAnalyses(
        worlds={name: found for name, found in worlds.items() if not _without_plan(found)},
        planless={
            name: lacking for name, found in worlds.items() if (lacking := _without_plan(found))
        },
        commitments=[(title, found) for title, found in commitments if not _without_plan(found)],
        kept=kept_verdicts(about),
        worked_out=worked_out(about),
    )


def _in_every_world(
    keeper: RunKeeper, solved: Sequence[Run], say: Steps
) -> dict[str, tuple[Run, ...]]:
    """The same strategies in every world of the study, by name of the world."""
    known = keeper.worker.study.worlds
    say.begin("worlds", len(known) * len(solved))
    return {
        name: tuple(keeper.run(replace(run.case, world=event), say) for run in solved)
        for name, event in known.items()
    }


def _promised(keeper: RunKeeper, about: Run, say: Steps) -> list[tuple[str, tuple[Run, ...]]]:
    """Every promise of the study, with the strategies that read it, in the world of a run."""
    study = keeper.worker.study
    promised = study.settings.commitments
    say.begin("commitments", sum(len(one.strategies) for one in promised))
    return [
        (
            one.title,
            tuple(
                keeper.run(about.case.with_strategy(study.strategies[name]), say)
                for name in one.strategies
            ),
        )
        for one in promised
    ]


def _without_plan(runs: Sequence[Run]) -> tuple[str, ...]:
    """Names of the strategies that have no plan."""
    return tuple(run.strategy for run in runs if run.status != "optimal")


def _effects(
    about: Run, doubts: Sequence[tuple[Tried, ...]]
) -> dict[int, list[UncertainInputEffect]]:
    """What was read of every doubt, by year of decision."""
    if not doubts:
        return {}
    solution = about.solution
    shown = solution.study.settings.shown
    return {
        year: effects_of_tried(solution, read, shown, year)
        for year, read in zip(decision_years(solution), zip(*doubts, strict=True), strict=True)
    }


@dataclass(frozen=True)
class _Questions:
    """What a brief asks that other processes may answer, in the order it is asked for.

    What takes longest stands at both ends and the many short ones between them, where those who
    begin at the ends meet, so that nobody waits long for the last.
    """

    disruption: Sequence[DisruptionAsked]
    stops: Sequence[StopAsked]
    turning: Sequence[TurningAsked]
    bottlenecks: Sequence[BottlenecksAsked]
    larger: Sequence[EnlargedAsked]
    levers: Sequence[LeverAsked]
    doubts: Sequence[DoubtAsked]
    losses: Sequence[LossAsked]
    loose: Sequence[LooseAsked]

    @property
    def all(self) -> Sequence[Question[object]]:
        """Every question in order."""
        return [
            *self.disruption,
            *self.stops,
            *self.turning,
            *self.bottlenecks,
            *self.larger,
            *self.levers,
            *self.doubts,
            *self.losses,
            *self.loose,
        ]


def can_be_disrupted(solution: Solution) -> bool:
    """Whether anything may happen that leaves somebody at home short."""
    return bool(solution.study.chain.shocks and solution.home_points())


def stops_to_play(solution: Solution, case: Case) -> Sequence[str]:
    """Worlds that add stops to the one a plan was made in, where somebody at home uses anything."""
    if not solution.home_points() or case.world.name not in solution.study.worlds:
        return ()
    return with_shocks_alone(solution.study, case.world.name)[:STOPS_PLAYED]


def _questions(solved: Sequence[Run], about: Run) -> _Questions:
    solution, case, before = about.solution, about.case, about.before
    keys = solution.study.settings.shown
    check_keys(solution.study, solution.labels, keys)
    places = tuple(solution.years.index(year) for year in decision_years(solution))
    return _Questions(
        turning=[
            TurningAsked(run.case, run.before)
            for run in solved
            if run.solution.without_limits is not None
        ],
        bottlenecks=[BottlenecksAsked(case, before, year) for year in decision_years(solution)],
        larger=[EnlargedAsked(case, before, year) for year in decision_years(solution)],
        levers=[
            LeverAsked(case, before, number, raised)
            for number in range(len(case.strategy.levers))
            if (raised := raised_keys(solution))
        ],
        losses=[
            LossAsked(run.case, run.before, region)
            for region in partners_hit([run.solution for run in solved])[:1]
            for run in solved
            if run.solution.baseline is not None
        ],
        loose=[LooseAsked(case, before)],
        disruption=[DisruptionAsked(case, before)] if can_be_disrupted(solution) else [],
        stops=[StopAsked(case, before, world) for world in stops_to_play(solution, case)],
        doubts=[DoubtAsked(case, before, one, keys, places) for one in shortlist(solution)],
    )


__all__ = ["PARTS", "BriefAnalyses", "analyse"]
