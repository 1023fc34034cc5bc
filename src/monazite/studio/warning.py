"""What an expert would look at in a strategy as it stands; asked behind figures and charts."""

from __future__ import annotations

from monazite.brief.sentences.money import says_of_unsettled
from monazite.brief.sentences.mostly_unmet import warns_of_mostly_unmet
from monazite.brief.sentences.out_of_range import with_their_facts
from monazite.core.errors import MonaziteError, Problem
from monazite.parameters.audit import audit
from monazite.parameters.levers import apply_levers
from monazite.runs.run import Run
from monazite.strategy import Lever
from monazite.studio.asked import WarningsAsked
from monazite.studio.evidence import fact_row
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.study_told import Named
from monazite.studio.told import Fix, Warned, Warnings
from monazite.studio.trying import in_force, plants_of, touching

__all__ = ["warnings"]

AT_MOST = 20


def warnings(room: Room, asked: WarningsAsked) -> Warnings:
    """Look a state over; raises InvalidInput when a value of it is refused."""
    state, _ = room.understood(asked.state)
    run = room.run(state)
    odd = audit(room.study, run.parameters, run.case.world.levers)
    found = {one.message: one for one in reversed(odd)}
    mending = _Mending(room, state, run)
    told = [
        Warned(
            text=one.for_readers.message,
            remedy=one.remedy,
            fixes=mending.of(one) if asked.mend else [],
        )
        for one in list(found.values())[::-1][:AT_MOST]
    ]
    plan = {run.case.strategy.title: run.solution}
    told += [
        Warned(text=one.for_readers.message, remedy=one.remedy, fixes=[])
        for one in warns_of_mostly_unmet(plan)
    ]
    told += [
        Warned(
            text=one.for_readers.message,
            remedy=one.remedy,
            fixes=[],
            facts=[Named(name=id_, title=fact_row(id_, room).what) for id_ in facts],
        )
        for one, facts in with_their_facts(plan)
    ]
    told += [
        Warned(
            text=said.removesuffix("."),
            remedy="take figures of these years as near, not exact",
            fixes=[],
        )
        for said in says_of_unsettled(run.solution, run.case.strategy.title)
    ]
    return Warnings(warnings=told)


class _Mending:
    """Levers that mend what looks odd: the one it is about, left out, or another, pulled."""

    def __init__(self, room: Room, state: State, run: Run) -> None:
        self.room, self.state, self.run = room, state, run
        self._odd: dict[str, set[str]] = {}

    def of(self, problem: Problem) -> list[Fix]:
        """List levers that mend a problem; none where it is about no lever of the strategy."""
        about = next(
            (
                (name, lever)
                for name, lever in self.room.catalogue.named(self.run.case.strategy)
                if _is_about(problem, lever) and name in self.room.catalogue.entries
            ),
            None,
        )
        if about is None:
            return []
        name, lever = about
        pulled = in_force(self.room, self.state)
        others = touching(self.room, self.state, plants_of(self.room, lever))
        return [
            *(
                self._fix(other, pull=True)
                for other in others
                if other not in pulled and problem.message not in self._left(other)
            ),
            self._fix(name, pull=False),
        ]

    def _left(self, name: str) -> set[str]:
        """What still looks odd when a lever is pulled besides."""
        if name not in self._odd:
            lever = self.room.catalogue.entries[name].of(self.state.base)
            study = self.room.study
            try:
                after = apply_levers(study, self.run.parameters, [lever])
                self._odd[name] = {one.message for one in audit(study, after)}
            except MonaziteError:
                self._odd[name] = {one.message for one in audit(study, self.run.parameters)}
        return self._odd[name]

    def _fix(self, name: str, *, pull: bool) -> Fix:
        title = self.room.catalogue.view(self.room.catalogue.entries[name]).title
        return Fix(lever=name, title=title, pull=pull)


def _is_about(problem: Problem, lever: Lever) -> bool:
    """Whether a problem names a lever, or a field of it, by where the lever is written."""
    place = lever.origin.place
    named = problem.field == place or problem.field.startswith(f"{place}.")
    return bool(lever.file) and problem.file == lever.file and named
