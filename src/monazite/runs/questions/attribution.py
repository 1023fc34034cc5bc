"""Why a number is another in one plan than in another, as an object to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from monazite.cases import Case
from monazite.cases.coalitions import differences
from monazite.cases.versions import as_it_was
from monazite.charts import Chart, contributions_of_levers
from monazite.core.border import told_at_the_border
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.frames import Frame
from monazite.core.numerals import amount, change, share_or_amount, share_or_change
from monazite.core.records import frame_of
from monazite.core.within import change_within, error_of_change
from monazite.core.wording import counted, listed
from monazite.findings.attribution import NIL, Contribution, Interaction
from monazite.findings.comparison import multiplied
from monazite.findings.indicators import title_of, unit_of
from monazite.runs.computing.execution import Execution
from monazite.runs.plan.kept_findings import keep_finding, known_finding
from monazite.runs.questions.attributing import PAIRS, SEED, Attributed, Attributing
from monazite.strategy import Strategy
from monazite.study import load_study

if TYPE_CHECKING:
    from monazite.runs.plan.records import RunRecords

PAIRS_TOLD = 5
"""Pairs of levers that are told, those that do most together first."""

NAMED = 3
"""Levers that are named on either side, those that do most."""


class HasCase(Protocol):
    """A run, or whatever else was made of a case."""

    @property
    def case(self) -> Case:
        """What was solved."""
        ...


@told_at_the_border
@dataclass(frozen=True)
class Attribution:
    """The difference of a number between two plans, shared out to the levers they differ in."""

    indicator: str
    title: str
    """The indicator in words."""
    year: int
    unit: str
    strategy: str
    """Title of the plan that is explained, with its world where the worlds differ."""
    against: str
    """Title of the plan it is held against."""
    found: Attributed = field(repr=False)
    sources: tuple[str, ...] = field(default=(), repr=False)

    @property
    def package_effect(self) -> float:
        """What the number is above that of the plan it is held against, in unit."""
        return self.found.end - self.found.start

    @property
    def exact(self) -> bool:
        """Whether every subset of levers was solved; if not, contributions have an error."""
        return self.found.exact

    @cached_property
    def contributions(self) -> Frame:
        """What each lever adds, in the order of the plan; they add up to the package effect.

        Columns lever, part (strategy, world or fact), change (added, left out or altered),
        contribution, error (standard; 0 where exact), alone (what it adds to the other plan), last
        (what this plan loses without it; all in unit) and unit.
        """
        return frame_of(Contribution, self.found.contributions)

    @cached_property
    def interactions(self) -> Frame:
        """What each two levers do together beyond what each does without the other.

        Columns first, second, interaction (mean over all orders; None where only some were tried),
        alone (without the others), last (with all others; in unit) and unit. No rows where only
        some orders were tried, unless asked for.
        """
        return frame_of(Interaction, self.found.interactions)

    @property
    def least(self) -> float:
        """The size, in unit, below which a contribution is about nothing."""
        sizes = (abs(one.contribution) for one in self.found.contributions)
        return NIL * max(abs(self.found.start), abs(self.found.end), *sizes, 1e-300)

    def does_something(self, one: Contribution) -> bool:
        """Whether a lever moves the number, with others or without, by more than about nothing."""
        return max(abs(one.contribution), abs(one.alone), abs(one.last)) > self.least

    @property
    def pairs(self) -> tuple[tuple[float, Interaction], ...]:
        """Pairs of levers that do something together, with how much, in unit; the most first."""
        sized = (
            (one.last if one.interaction is None else one.interaction, one)
            for one in self.found.interactions
        )
        doing = (pair for pair in sized if abs(pair[0]) > self.least)
        return tuple(sorted(doing, key=lambda pair: -abs(pair[0])))

    @property
    def in_words(self) -> tuple[str, str]:
        """Say in two sentences what the plans come to, and by which levers they are apart."""
        start, end = (share_or_amount(one, self.unit) for one in (self.found.start, self.found.end))
        return (
            f"{self.title} in {self.year} is {end} under “{self.strategy}” and {start} under "
            f"“{self.against}”: {share_or_change(self.package_effect, self.unit)}.",
            self._levers_in_words(),
        )

    def _levers_in_words(self) -> str:
        ordered = sorted(self.found.contributions, key=lambda one: -abs(one.contribution))
        moving = [one for one in ordered if abs(one.contribution) > self.least]
        if not moving:
            return "No lever between the two moves it."
        way = 1.0 if self.package_effect >= 0 else -1.0
        along, contrary = (
            [
                f"“{one.lever}” ({change_within(one.contribution, one.error, self.unit)})"
                for one in moving
                if side * one.contribution > 0
            ][:NAMED]
            for side in (way, -way)
        )
        parts = [f"Most of it comes of {listed(along)}"] if along else []
        if contrary:
            verb = "work" if len(contrary) > 1 else "works"
            parts.append(f"{listed(contrary)} {verb} the other way")
        return f"{'; '.join(parts)}."

    def in_unit(self, factor: float, unit: str) -> Attribution:
        """Give the same in another unit, of which one of this is `factor`."""
        told = self.found
        contributions = (
            replace(
                one,
                contribution=factor * one.contribution,
                error=abs(factor) * one.error,
                alone=factor * one.alone,
                last=factor * one.last,
                unit=unit,
            )
            for one in told.contributions
        )
        interactions = (
            replace(
                one,
                interaction=multiplied(one.interaction, factor),
                alone=factor * one.alone,
                last=factor * one.last,
                unit=unit,
            )
            for one in told.interactions
        )
        whole = replace(
            told,
            start=factor * told.start,
            end=factor * told.end,
            contributions=tuple(contributions),
            interactions=tuple(interactions),
        )
        return replace(self, unit=unit, found=whole)

    @property
    def how(self) -> str:
        """Say in a sentence or two how it was found, and which levers count as one."""
        found = self.found
        told = (
            f"All {2 ** len(found.contributions):,} subsets of the levers."
            if found.exact
            else f"{found.orders} orders of the levers, by chance; errors are standard errors."
        )
        for titles in found.joined:
            told += (
                f" {listed([f'“{title}”' for title in titles])} count as one: "
                "without each other they leave no plan."
            )
        return told

    def plot(self) -> Chart:
        """Draw what leads from one plan to the other, a bar for each lever."""
        return contributions_of_levers(
            self.found.contributions,
            start=self.found.start,
            end=self.found.end,
            start_title=self.against,
            end_title=self.strategy,
            title=f"{self.title}, {self.year}: what each lever adds",
            sources=self.sources,
        )

    def __repr__(self) -> str:
        """Say in a line what is explained."""
        return (
            f"<Attribution of {self.indicator} in {self.year}: "
            f"{change(self.package_effect, self.unit)} of {self.strategy} above {self.against}, "
            f"{counted(len(self.found.contributions), 'lever')}>"
        )

    def _repr_html_(self) -> str:
        """Show contributions as a small table, for notebooks."""
        cells = [
            (
                one.lever,
                str(change_within(one.contribution, one.error, self.unit))
                if one.error
                else change(one.contribution, self.unit),
                _error(one, self.unit),
            )
            for one in self.found.contributions
        ]
        ends = [
            (self.against, amount(self.found.start, self.unit), ""),
            *cells,
            (self.strategy, amount(self.found.end, self.unit), ""),
        ]
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in ends
        )
        return f"<p>{escape(repr(self))}</p><table>{rows}</table><p>{escape(self.how)}</p>"


def attribution(
    records: RunRecords,
    indicator: str,
    year: int,
    against: str | Strategy | Case | HasCase | None = None,
    world: str | None = None,
    since: str | Path | None = None,
    *,
    together: Sequence[Sequence[str]] = (),
    pairs: int = PAIRS,
    seed: int = SEED,
    interactions: bool | None = None,
    execution: Execution,
) -> Attribution:
    """Share out what an indicator of a run is above that of another plan in a year.

    With `since`, an earlier version of the study, the plan of the same strategy and world it had is
    what the run is held against: which figures, levers and events moved the number since then.
    With a store, what was asked before is told at once, and what is worked out is kept. Raises
    InvalidInput for unknown names, a year that is not reported or plans that do not differ;
    RulesContradict or SolveFailed when the run has no plan.
    """
    solution = records.solved_in(year, [indicator])
    start, end = _against(records, against, world, since), records.case
    worlds = start.world != end.world
    held = (
        f"{start.strategy.title} as it was in {Path(since).name}"
        if since is not None
        else _called(start, end, start, worlds=worlds)
    )
    asked: dict[str, object] = {"indicator": indicator, "year": year, "interactions": interactions}
    levers = [one.title for one in (*start.strategy.levers, *start.world.levers)]
    asked |= {"against": start.hash, "called": held, "levers": levers}
    asked |= {"pairs": pairs, "seed": seed}
    asked |= {"together": [list(titles) for titles in together]}
    if (before := known_finding(records, Attribution, asked, execution.store)) is not None:
        return before
    unit = unit_of(solution, indicator)
    work = Attributing(records.worker, start, end, indicator, year, unit, execution)
    whole = Attribution(
        indicator=indicator,
        title=title_of(solution, indicator),
        year=year,
        unit=unit,
        strategy=_called(end, end, start, worlds=worlds),
        against=held,
        found=work.found(together, pairs=pairs, seed=seed, interactions=interactions),
        sources=(f"monazite on {solution.study.settings.title}",),
    )
    keep_finding(records.worker.study, end, asked, whole, execution.store)
    return whole


def _against(
    records: RunRecords,
    against: str | Strategy | Case | HasCase | None,
    world: str | None,
    since: str | Path | None,
) -> Case:
    """The case a run is held against: the baseline unless something else is named."""
    study = records.worker.study
    if since is not None:
        if against is not None or world is not None or not records.case.is_plain:
            raise InvalidInput(
                Problem(
                    field="since",
                    message="an earlier version of the study is held against the same strategy "
                    "and world as the study has them",
                    remedy="name no other strategy or world beside it, and put no fact otherwise",
                )
            )
        before = as_it_was(study, load_study(since), records.case)
        if not differences(before, records.case):
            raise InvalidInput(
                Problem(
                    field="since",
                    message=f"nothing that '{records.case.strategy.name}' rests on was otherwise "
                    f"in '{since}'",
                    remedy="name the folder of a version in which a fact, a lever or an event was",
                )
            )
        return before
    if against is not None:
        case = _named(records, against)
    elif world is not None:
        case = records.case
    elif records.before is not None:
        case = records.before
    else:
        raise InvalidInput(
            Problem(
                field="against",
                message=f"'{records.case.strategy.name}' is what all others are held against",
                remedy="name a strategy or a world to hold it against",
            )
        )
    if world is not None:
        check_name("world", world, study.worlds)
        case = replace(case, world=study.worlds[world])
    return case


def _named(records: RunRecords, against: str | Strategy | Case | HasCase) -> Case:
    """The case somebody names: by a strategy all else alike, or whole."""
    if isinstance(against, str):
        study = records.worker.study
        check_name("strategy", against, study.strategies)
        return records.case.with_strategy(study.strategies[against])
    if isinstance(against, Strategy):
        return records.case.with_strategy(against)
    if isinstance(against, Case):
        return against
    if not isinstance(getattr(against, "case", None), Case):
        raise InvalidInput(
            Problem(
                field="against",
                message=f"{against!r} is of a kind that `why` does not take",
                remedy="give the name of a strategy, a strategy, a case or a run",
            )
        )
    worker = getattr(against, "worker", records.worker)
    if worker.study.data_hash != records.worker.study.data_hash:
        raise InvalidInput(
            Problem(
                field="against",
                message=f"{against!r} is a run of other data",
                remedy="name a run of the same study; an earlier version of it goes by `since`",
            )
        )
    return against.case


def _called(case: Case, end: Case, start: Case, *, worlds: bool) -> str:
    """Name a case by what tells the two apart."""
    if not worlds:
        facts = ", other facts" if case.facts and start.facts != end.facts else ""
        return f"{case.strategy.title}{facts}"
    if start.strategy == end.strategy:
        return case.world.title
    return f"{case.strategy.title}, {case.world.title}"


def _error(one: Contribution, unit: str) -> str:
    return f"± {error_of_change(one.error, unit)}" if one.error else ""
