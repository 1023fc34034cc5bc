"""Draws of one number told in words, in the money and the tonnes a visitor wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monazite.brief.sentences.draws import band_figures, side_in_words
from monazite.core.chances import frequency, in_hundred
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import (
    SPACE,
    Written,
    shown,
    stated_percent,
    whole_percent,
    written_as_share,
    written_as_share_change,
)
from monazite.core.shares import NIL, share_told
from monazite.core.vocabulary import grade_word
from monazite.core.wording import counted, listed, lowered
from monazite.findings.ensemble import Band, chance
from monazite.findings.indicators import entry_of, title_of
from monazite.runs.computing.execution import Execution
from monazite.runs.draws.sureness import often_short, often_worse
from monazite.studio.found_draws import Decides, DoesAlone, HeadlineDrawn, Settles, Within
from monazite.studio.headlines import headline_keys
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.whying import stays

if TYPE_CHECKING:
    from monazite.cases import UncertainInput
    from monazite.findings.ensemble import Side
    from monazite.runs.computing.execution import ExecutionOptions
    from monazite.runs.draws.ensemble import Ensemble

__all__ = ["DrawsTold"]

ROWS = 8
"""Facts that are told of those that decide, or would settle, a number."""

ROWS_OF_CHANCE = 3
"""Facts that are told where none stands out from chance: those that come nearest."""

BEYOND = {True: "yes", False: "may be chance"}
"""Whether something is more than chance would show, in words."""

SHOWS = 0.01
"""Share of the variance below which what a fact does alone is not told."""


class DrawsTold:
    """Draws of one number in the words, the money and the tonnes of a state."""

    def __init__(self, room: Room, state: State, key: str, found: Ensemble) -> None:
        self.room, self.state, self.key, self.found = room, state, key, found
        self.run = found.runs[-1]
        self.year = state.year
        self.title = title_of(self.run.solution, key)
        self.factor, self.unit = room.telling(state).multiple(self.run.solution, key)
        self.alone = len(found.runs) == 1
        self.against = "" if self.alone else found.runs[0].case.strategy.title
        self.way = entry_of(key).better
        band = self._band(key)
        if band is None:
            raise InvalidInput(
                Problem(
                    field="key",
                    message=f"{lowered(self.title)} has no value in {self.year} in any draw",
                    remedy="choose another number or another year",
                )
            )
        self.band = band

    def _band(self, key: str) -> Band | None:
        bands = self.found.band_records([key], [self.year])
        return next((one for one in bands if one.strategy == self.run.strategy), None)

    def _gap(self, value: float) -> str:
        """By how much something is better, without a sign and without the year of prices."""
        size = abs(self.factor * value)
        told = written_as_share_change(size, self.unit)
        figure = written_as_share(size, self.unit).figure
        return str(Written(figure, shown(self.unit).plain_difference if told.label else ""))

    @property
    def _chosen(self) -> str:
        """The number with the facts as chosen, and its unit."""
        chosen, *_ = band_figures(self.band, self.factor, self.unit)[0]
        return f"{chosen}{SPACE}{shown(self.unit).plain_label}"

    def _apart(self, band: Band) -> str:
        """Between what nine in ten of the differences lie; blank where nothing is compared."""
        gaps = band_figures(band, self.factor, self.unit)[1]
        unit = shown(self.unit).plain_difference
        return f"{gaps}{SPACE}{unit}" if gaps else ""

    def sentences(self) -> list[str]:
        """Where the number lies, and how often it is better than what it is held against."""
        band, under = self.band, f"under “{self.run.case.strategy.title}”"
        chosen, low, median, high = band_figures(band, self.factor, self.unit)[0]
        unit = shown(self.unit).label
        if band.low == band.high:
            first = (
                f"{self.title} in {self.year} {under} is {high}{SPACE}{unit} in nine of ten draws."
            )
        else:
            first = (
                f"{self.title} in {self.year} {under} lies between {low} and {high}{SPACE}{unit} "
                f"in nine of ten draws, below {median} in half of them; with the facts as chosen "
                f"it is {chosen}."
            )
        if not self.found.complete:
            first = f"From {self.found.counted}: {first}"
        return [first, *self._difference()]

    def _difference(self) -> list[str]:
        band, apart = self.band, self._apart(self.band)
        if not apart:
            return []
        if band.better is None:
            return [f"Held against “{self.against}” it is {apart} in nine of ten, facts alike."]
        better, worse = (
            frequency(part, band.draws)
            for part in (band.better, often_worse(self.found, band) or 0.0)
        )
        return [
            f"With the same facts it is better than under “{self.against}” in {better} draws and "
            f"worse in {worse.often}{self._few(band)}; the difference is "
            f"{apart} in nine of ten."
        ]

    def _few(self, band: Band) -> str:
        """Say how far the count may be off since draws are few."""
        if band.better in (None, 0.0, 1.0):
            return ""
        better = round((band.better or 0.0) * band.draws)
        told = chance([True] * better + [False] * (band.draws - better))
        low, high = (round(100 * end) for end in (told.low, told.high))
        return f" (better in {low} to {high} of 100 if draws went on)"

    def headlines(self) -> list[HeadlineDrawn]:
        """Each headline with its range."""
        keys = headline_keys(self.room.study.settings)
        rows = [(key, self._band(key)) for key in keys]
        return [self._headline(key, band) for key, band in rows if band is not None]

    def _headline(self, key: str, band: Band) -> HeadlineDrawn:
        factor, unit = self.room.telling(self.state).multiple(self.run.solution, key)
        (chosen, low, median, high), gaps = band_figures(band, factor, unit)
        worse = often_worse(self.found, band)
        return HeadlineDrawn(
            key=key,
            title=f"{title_of(self.run.solution, key)}, {shown(unit).plain_label}",
            chosen=chosen,
            low=low,
            median=median,
            high=high,
            apart=gaps,
            better="" if band.better is None else in_hundred(band.better, band.draws),
            worse="" if worse is None else in_hundred(worse, band.draws),
        )

    def decides(self) -> list[Decides]:
        """Facts that decide the number beyond chance, or else those that come nearest to it."""
        rows = self.found.influence_records(self.key, self.year, self.run.strategy)
        told = [one for one in rows if one.apart][:ROWS] or rows[:ROWS_OF_CHANCE]
        return [
            Decides(
                title=one.title,
                grade=grade_word(one.grade),
                share=share_told(one.first_order, one.first_order_error) if one.apart else NIL,
                more="more" if one.correlation > 0 else "less",
                beyond=BEYOND[one.apart],
            )
            for one in told
        ]

    def each_alone(self, work: ExecutionOptions) -> tuple[list[DoesAlone], str]:
        """What facts do tried one at a time, and how far draws follow it; nothing while they come.

        Each takes two solves, which are told and kept as `work` says.
        """
        found, how = self.found, Execution(**work)
        if not found.complete:
            return [], ""
        told = found.alone(
            self.key, self.year, self.run.strategy, progress=how.progress, store=how.store
        )
        if told is None:
            return [], ""
        who = f"the {len(told.rows)} facts and families of facts the plan leans on most"
        if not told.apart:
            return [], f"Tried one at a time, {who} do not foretell what these draws come to."
        rows = [one for one in told.rows if one.share >= SHOWS][:ROWS]
        said = (
            f"Tried one at a time, {who} foretell {whole_percent(told.part)} ± "
            f"{100 * told.part_error:.0f} of the variance of these draws."
        )
        return [
            DoesAlone(
                title=one.title,
                grade=grade_word(one.grade),
                share=f"{whole_percent(one.share)} ± {100 * one.share_error:.0f}",
                more="more" if one.rises else "less",
            )
            for one in rows
        ], said

    def settles(self) -> tuple[list[Settles], str]:
        """Facts that would settle which of two strategies is better, and a sentence on them."""
        if self.alone:
            return [], ""
        if self.way == "neither":
            return [], "More of it is neither better nor worse, so that neither strategy is."
        worse = often_worse(self.found, self.band)
        if not self.band.better and not worse:
            return [], "The two come to the same in every draw."
        if not self.band.better or not worse:
            never = self.run.case.strategy.title if worse else self.against
            return [], f"There is nothing to settle: “{never}” is the better of the two in no draw."
        rows = self.found.settling_records(self.key, self.year)
        worth = [one for one in rows if one.value > 0.0]
        told = [one for one in worth if one.apart][:ROWS] or worth[:ROWS_OF_CHANCE]
        found = [
            Settles(
                title=one.title,
                worth=self._gap(one.value),
                chance=self._gap(one.chance),
                share=whole_percent(one.share),
                beyond=BEYOND[one.apart],
            )
            for one in told
        ]
        if not told or not told[0].apart:
            none = (
                "No single fact, once settled, would change which of the two is better by more "
                "than chance shows among so many facts in so few draws."
            )
            return found, f"{none} These come nearest." if found else none
        first = found[0]
        said = (
            f"Who knew “{lowered(first.title)}” could choose the better of the two more often, "
            f"which is worth {first.worth} on average: {first.share} of what it would be worth to "
            "know everything."
        )
        return found, said

    def box(self) -> tuple[list[Within], str]:
        """The box of facts in which the number falls short of what it is with those chosen."""
        often, box = often_short(self.found, self.band)
        if often is None:
            return [], ""
        falls = "falls short of" if self.way == "up" else "is worse than"
        where = f"{falls} the {self._chosen} of the facts as chosen"
        if not often.share:
            return [], f"It never {where}."
        first = f"It {where} in {in_hundred(often.share, often.draws)} draws"
        if box is None:
            return [], f"{first}; no box of facts tells these from the others."
        inputs = {one.name: one for one in self.found.inputs}
        said = (
            f"{first}. {whole_percent(box.coverage)} of these lie where all of the following holds "
            f"(coverage), and of all draws that lie there {whole_percent(box.density)} are such "
            "(density)."
        )
        return [_within(inputs[side.input], side) for side in box.sides], said

    def how(self) -> str:
        """What was drawn, how often, and what stood in the way."""
        found, study = self.found, self.run.worker.study
        spread = study.settings.grade_spread.model_dump()
        grades = listed([f"{stated_percent(part)} for {name}" for name, part in spread.items()])
        told = [
            f"{found.counted} of {counted(len(found.inputs), 'fact')} and families "
            f"of facts, seed {found.seed}, each as likely above as below the figure chosen, out to "
            f"the ends its source states or, where it states none, as far as its grade says: "
            f"{grades}. “monazite ensemble --draws” draws more.",
        ]
        if found.stopped:
            told.append(f"No more came: {found.stopped}. Asked again, it goes on from there.")
        if self.state.facts:
            told.append("Facts put otherwise stay as put, with the families they belong to.")
        if found.nearer:
            told.append(
                f"In {len(found.nearer)} draws facts that contradict each other were drawn nearer "
                "to the figures chosen."
            )
        titles = {run.strategy: run.case.strategy.title for run in found.runs}
        for name, faults in found.faults.items():
            told += [
                f"{counted(count, 'draw')} left “{titles[name]}” without a plan: {fault}."
                for fault, count in faults.items()
            ]
        return " ".join((*told, *stays(self.room, self.state, self.key)))


def _within(one: UncertainInput, side: Side) -> Within:
    """A side of a box in the unit of its fact, or in multiples for a family."""
    lies, between = side_in_words(one, side)
    return Within(title=one.title, lies=lies, range=between)
