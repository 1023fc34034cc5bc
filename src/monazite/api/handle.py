"""A loaded study and its verbs; the programme is built on first use and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from monazite.api.drawing import DrawnAgain
from monazite.api.known import KnownFact, StudyRecords
from monazite.api.otherwise import AnyWorld, AskedOtherwise, Otherwise
from monazite.api.proposal import AnyStrategy, Proposal, apart, proposal
from monazite.cases import Case
from monazite.core.border import told_at_the_border, verb
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.progress import Steps
from monazite.core.records import frame_of
from monazite.core.usual import INPUTS
from monazite.evidence import Claim
from monazite.findings.evidence import (
    Answered,
    Answers,
    UncertainInputEffect,
    answers_file,
    verdicts_of,
    write_answers,
)
from monazite.findings.solution import decision_years
from monazite.parameters import Parameters, shock_years
from monazite.runs.comparison import Comparison
from monazite.runs.keeper import RunKeeper
from monazite.runs.plan.asked import check_asked
from monazite.runs.run import Run
from monazite.store import check_place, check_writable
from monazite.study import Study, check_fits, load_study

if TYPE_CHECKING:
    from monazite.api.checking import StudyCheck
    from monazite.core.frames import Frame
    from monazite.runs.determining import Progress as Told

Progress = Callable[[str], None]


@verb
def load(study: str | Path) -> StudyHandle:
    """Load a study that ships with the package, by name, or any study folder, by path.

    Raises InvalidInput listing every problem of the study.
    """
    return StudyHandle(load_study(study))


@told_at_the_border
class StudyHandle(DrawnAgain, AskedOtherwise):
    """A study one can ask: facts, runs, comparisons, briefs."""

    def __init__(self, study: Study, otherwise: Otherwise | None = None) -> None:
        self.study, self._otherwise = study, otherwise or Otherwise()

    def __repr__(self) -> str:
        """Say in a line which study it is and what it offers."""
        names, worlds = ", ".join(self.strategies), ", ".join(self.worlds)
        return f"<Study {self.name}: {self.title}; strategies {names}; worlds {worlds}>"

    @property
    def name(self) -> str:
        """Name of the study: that of its folder."""
        return self.study.name

    @property
    def title(self) -> str:
        """Title for people."""
        return self.study.settings.title

    @property
    def data_hash(self) -> str:
        """SHA-256 over every file of the study."""
        return self.study.data_hash

    @property
    def strategies(self) -> tuple[str, ...]:
        """Names of the strategies."""
        return tuple(self.study.strategies)

    @property
    def worlds(self) -> tuple[str, ...]:
        """Names of the worlds."""
        return tuple(self.study.worlds)

    @property
    def default_world(self) -> str:
        """The world assumed unless another is named."""
        return self.study.settings.world

    def shock_years(self, world: str | None = None) -> tuple[int, ...]:
        """Years in which a world withholds something from home that nobody saw coming."""
        return shock_years(self.study, world or self.default_world)

    def decision_years(self, world: str | None = None) -> tuple[int, ...]:
        """The years a brief decides by; those of the baseline in a world."""
        return decision_years(self.run(self.baseline, world).solution)

    @property
    def baseline(self) -> str:
        """The strategy others are compared with."""
        return self.study.settings.baseline

    @property
    def front_page(self) -> tuple[str, ...]:
        """The strategies of the study's front page."""
        return self.study.settings.front_page

    @property
    def records(self) -> StudyRecords:
        """What the study knows, as typed records."""
        return StudyRecords(self.study)

    def facts(self, text: str = "", /, **filters: str) -> Frame:
        """Search facts by words and by exact filters on columns; rivals and choices included.

        Columns fact_id, the thematic columns of the facts found (None for facts of tables that lack
        them), period, kind, value, low and high (in unit), unit, grade, source_id, source, url,
        note, chosen and rule (why it is chosen or not).
        """
        return frame_of(KnownFact, self.records.facts(text, **filters))

    def claims(self, text: str = "", /, *, verdict: str | None = None) -> Frame:
        """Public claims with what the evidence says of them; by words and by verdict, if given.

        Columns claim_id, claim, subject, claimed_value (in claimed_unit), claimed_unit, finding,
        verdict, why, facts, source_id, grade, note, indicator, year, file and line. Raises
        InvalidInput for a verdict there is none of.
        """
        return frame_of(Claim, self.records.claims(text, verdict=verdict))

    def check(self, *, solve: bool = False) -> StudyCheck:
        """Check the study as a whole: what it rests on, and what an expert should look at.

        Every strategy and every world is looked over as well, without being solved. With `solve`
        every strategy is solved too: those without a plan and uses at home of which most demand is
        unmet are named, and what jumps from one year to the next in those of the front
        page is listed. Raises InvalidInput for an unfit lever.
        """
        from monazite.api.checking import checked

        return checked(self, solve=solve)

    def strategy(self, name: AnyStrategy) -> Proposal:
        """Give a strategy as a value that can be changed: by name, by path of a file, or a record.

        Raises InvalidInput for a name that is not there, or levers that do not fit the study.
        """
        return proposal(self.study, name)

    def run(
        self,
        strategy: AnyStrategy,
        world: AnyWorld | None = None,
        progress: Progress | None = None,
    ) -> Run:
        """Solve a strategy in a world, by default the study's own.

        The strategy is one of the study by name, a file by path, or a value that `strategy` gave;
        the world is named as `world` names it.
        Raises InvalidInput when either does not exist or a lever cannot be applied.
        """
        return self.run_case(self.case(strategy, world), progress)

    def case(self, strategy: AnyStrategy, world: AnyWorld | None = None) -> Case:
        """Give the case of a strategy in a world, under what this handle puts otherwise.

        Raises InvalidInput when either does not exist.
        """
        found = self.world(world or self.default_world)
        return self._otherwise.of(Case(self.strategy(strategy).strategy, found))

    def run_case(self, case: Case, progress: Progress | None = None) -> Run:
        """Solve a case, and the baseline with the same put otherwise beside it.

        Raises InvalidInput with every lever of it that does not fit the study, or when a fact or an
        edit of it cannot be applied.
        """
        study, asked = self.study, (case.strategy, case.world)
        known = {*map(id, study.strategies.values()), *map(id, study.worlds.values())}
        check_fits(study, *(one for one in asked if id(one) not in known))
        return self.runs.run(case, progress)

    def compare(self, *strategies: AnyStrategy, world: AnyWorld | None = None) -> Comparison:
        """Solve several strategies in the same world and put them side by side."""
        chosen = apart(map(self.strategy, strategies or self.front_page))
        return Comparison(tuple(self.run(one, world) for one in chosen), self.baseline)

    def sensitivity(
        self,
        strategy: AnyStrategy,
        year: int | None = None,
        indicators: Sequence[str] | None = None,
        *,
        world: AnyWorld | None = None,
        most: int = INPUTS,
        progress: Progress | None = None,
    ) -> Frame:
        """Say how much of an answer each doubtful fact decides, one at a time.

        Strategy and baseline are solved again with each of up to `most` doubts at its low and at
        its high, and read in a year: 2030 where it is reported, if none is named. Rows by indicator
        (the study's front indicators unless named), the widest swing first. Families the study
        calls doubtful come before single facts.

        Columns fact, title, facts, low, central and high (of the doubt, in unit), unit, grade,
        indicator, indicator_unit, year, at_low, at_central and at_high (of the indicator, in
        indicator_unit), gain_low, gain_central and gain_high (above the baseline), swing (in
        indicator_unit), share (of all swings, 0 to 1) and fault.

        Raises InvalidInput for an unknown name or a year that is not reported, RulesContradict or
        SolveFailed when the strategy has no plan.
        """
        run = self.run(strategy, world, progress)
        found = run.records.sensitivity(year, indicators, most=most, progress=progress)
        return frame_of(UncertainInputEffect, found)

    def determine(
        self,
        strategies: Sequence[str] = (),
        *,
        world: AnyWorld | None = None,
        facts: Sequence[str] | None = None,
        workers: int = 1,
        progress: Told | None = None,
    ) -> Answered:
        """Say which headlines of some strategies, by default of the front page, stand firm.

        Every fact that sets prices (derived from the plans unless named) is put a hundredth and a
        tenth lower and higher, and all costs a hundredth off; baseline and strategies are solved
        again each time, by as many processes as there are workers.

        Raises InvalidInput for unknown names, RulesContradict or SolveFailed without a plan.
        """
        from monazite.runs.determining import determine

        asked = apart(map(self.strategy, (self.baseline, *(strategies or self.front_page))))
        return determine(
            [self.run(one, world) for one in asked],
            facts=facts,
            workers=workers,
            progress=progress,
        )

    def keep(self, answered: Answered) -> Path:
        """Keep verdicts in the folder `answers` of the study, for as long as its data stay.

        Raises InvalidInput as `check_keep` does.
        """
        self.check_keep(answered.world)
        return write_answers(self.worker.study, answered)

    def verdicts(self, strategy: str, world: str | None = None) -> Answers | None:
        """Give the verdicts kept for a strategy by indicator and year; None: not yet tested."""
        return verdicts_of(self.study, strategy, world or self.default_world)

    def check_asked(self, indicators: Sequence[str] = (), years: Sequence[int] = ()) -> None:
        """Refuse indicators the study has not and years it does not report, before any solve."""
        check_asked(self.study, self.worker.base.parameters.labels, indicators, years)

    def check_output(self, folder: str | Path) -> None:
        """Refuse a folder a run could not be written to, before anything is solved."""
        check_place(Path(folder), outside=self.study.path)

    def check_export(self, folder: str | Path, formats: Sequence[str]) -> None:
        """Refuse formats, or a folder a run could not be exported to, before anything is solved."""
        from monazite.report.export import check_export

        check_export(Path(folder), formats, outside=self.study.path)

    def check_keep(self, world: str | None = None) -> None:
        """Refuse a world or place of which no verdicts can be kept, before anything is solved."""
        world = world or self.default_world
        if world not in self.worker.study.worlds:
            raise InvalidInput(
                Problem(
                    field="world",
                    message=f"verdicts are kept for worlds of the study, and '{world}' is none",
                    remedy="keep none (--no-keep), or put its file into the study's worlds",
                )
            )
        check_writable(answers_file(self.study, world))

    def check_subject(self, subject: str | None, strategies: Sequence[str]) -> None:
        """Refuse a subject of a brief that is not among its strategies, before any is solved."""
        if subject is not None:
            check_name("subject", subject, [self.baseline, *strategies])

    def write_run(
        self,
        folder: str | Path,
        runs: Sequence[Run],
        *,
        quick: bool = False,
        subject: str | None = None,
        workers: int = 1,
        progress: Progress | None = None,
    ) -> Path:
        """Write a run folder: manifest, brief as HTML and Excel, tables; all or nothing.

        The brief also tells what each doubt decides, which bottlenecks come next and what other
        worlds would bring, in many solves shared by so many `workers`; `quick` leaves them out. It
        is about the strategy named as its `subject`, else about the study's, else about the last.

        Raises InvalidInput when the runs are not of one world, the subject is none of them, or the
        folder cannot be written.
        """
        # Briefs, their charts and tables come in when one is written.
        from monazite.brief.analyses import PARTS
        from monazite.brief.drafted import Drafted
        from monazite.brief.folder import write_run_folder

        if len(worlds := {run.world: None for run in runs}) > 1:
            raise InvalidInput(
                Problem(
                    message=f"the runs are of several worlds: {', '.join(worlds)}",
                    remedy="write a folder for each world",
                )
            )
        if (knowing := self._knowing(runs)) is not self:
            return knowing.write_run(
                folder, runs, quick=quick, subject=subject, workers=workers, progress=progress
            )
        apart(Proposal(self.study, run.case.strategy) for run in runs)
        runs = list({run.strategy: run for run in runs}.values())
        baseline = self.run(self.baseline, next(iter(worlds), self.default_world))
        self.check_subject(subject, [run.strategy for run in runs])
        drafted = Drafted(self.study, runs, baseline, subject=subject)
        say = Steps(progress, {"writing": 1} if quick else PARTS)
        found = None if quick else drafted.analysed(self.runs, say, workers)
        say.begin("writing")
        say(f"Writing {folder}")
        return write_run_folder(Path(folder), drafted, found)

    def pdf(self, runs: Sequence[Run], *, subject: str | None = None, short: bool = False) -> bytes:
        """Set a brief as a PDF with tags, its first two pages alone if `short`.

        Raises InvalidInput without runs or typst.
        """
        from monazite.brief.drafted import Drafted
        from monazite.brief.folder import pdf_of

        if not runs:
            raise InvalidInput(
                Problem(field="runs", message="no run is given", remedy="give one or several")
            )
        knowing = self._knowing(runs)
        baseline = knowing.run(self.baseline, runs[0].world)
        return pdf_of(Drafted(knowing.study, runs, baseline, subject=subject), short=short)

    def _knowing(self, runs: Sequence[Run]) -> Self:
        """The study with the world of runs that were asked in one by path."""
        worlds = [run.case.world for run in runs[:1]]
        new = [world for world in worlds if self.study.worlds.get(world.name) != world]
        return self.with_world(new[0]) if new else self

    @cached_property
    def runs(self) -> RunKeeper:
        """The runs of this handle, each solved once."""
        return RunKeeper(self.worker)

    @property
    def parameters(self) -> Parameters:
        """The parameters of the study before any lever."""
        return self.worker.base_of(self.case(self.baseline)).parameters
