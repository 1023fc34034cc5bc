"""What a brief asks that takes many solves, each question for itself, as whoever answers needs it.

A question is plain data, so that another process can answer it, and an answer is records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monazite.brief.sentences.disruption import disruption_in_words, reading_in_words
from monazite.brief.sentences.what_helps import (
    forms_alone_in_words,
    stockpile_in_words,
    stockpile_regret_in_words,
)
from monazite.cases import Case, UncertainInput, Worker, swings
from monazite.findings.bottlenecks import EasedBottleneck, EnlargedLimit
from monazite.findings.costs import burden
from monazite.findings.evidence import Loose, Tried, tried
from monazite.findings.money import loss_between
from monazite.findings.solution import decision_years
from monazite.runs.questions.without import WithoutLever, without_lever
from monazite.runs.run import Run, solved_run
from monazite.runs.turning import Turning

if TYPE_CHECKING:
    from monazite.stress import FanBand, ShockMatters, Stockpile, UseAtRisk

NEXT_BOTTLENECKS = 3
"""How many bottlenecks one behind the other are looked for."""

SCENARIOS = 2_000
"""Disruptions a brief draws; the command that is about them draws more unless told otherwise."""

STOPS_PLAYED = 3
"""Worlds that add a stop whose months are played, those that begin first."""

TELLS = 0.05
"""Share of a partner's bill below which the price of a good is not tried up and down."""


@dataclass(frozen=True)
class Asked:
    """A question about a case that is held against a baseline, where it is not one itself."""

    case: Case
    before: Case | None

    def run(self, worker: Worker) -> Run:
        """Give the run the question is about."""
        return solved_run(worker, self.case, self.before)


@dataclass(frozen=True)
class TurningAsked(Asked):
    """Where the answer to its export limits turns."""

    def answer(self, worker: Worker) -> tuple[Turning, ...]:
        """Read what is kept, or look for it."""
        return self.run(worker).records.turning()


@dataclass(frozen=True)
class BottlenecksAsked(Asked):
    """Which bottlenecks stand before self-sufficiency in a year, one behind the other."""

    year: int

    def answer(self, worker: Worker) -> list[EasedBottleneck]:
        """Ease one after the other."""
        return self.run(worker).records.next_bottlenecks(
            self.year, "self_sufficiency.chain", most=NEXT_BOTTLENECKS
        )


@dataclass(frozen=True)
class EnlargedAsked(Asked):
    """What home saves in a year where each of the limits worth most is a tenth larger alone."""

    year: int

    def answer(self, worker: Worker) -> list[EnlargedLimit]:
        """Enlarge one at a time."""
        return self.run(worker).records.enlarged_limits(
            self.year, "self_sufficiency", smaller=False
        )


@dataclass(frozen=True)
class Disrupted:
    """What chance brings month by month: sentences, uses that go short, what each shock adds."""

    first: str
    last: str
    said: tuple[str, ...]
    read: str
    uses: tuple[UseAtRisk, ...]
    fan: tuple[FanBand, ...]
    """How much of their need all uses of the product together go without, month by month."""
    shocks: tuple[ShockMatters, ...]
    stored: str
    """The best stockpile with its release rule, and how far it is from that of one who knows."""
    stockpiles: tuple[Stockpile, ...]
    """None, the best one and those of others, each by its best rule."""


@dataclass(frozen=True)
class DisruptionAsked(Asked):
    """What shocks drawn from the study's tables do to a plan from the first year of decision."""

    def answer(self, worker: Worker) -> Disrupted:
        """Play the months, and again without each of the shocks."""
        # machine code takes a second to come in
        from monazite.runs.disruptions.stress import stress
        from monazite.stress import ALL

        found = stress(self.run(worker), n=SCENARIOS)
        best, held = found.best_stockpile_record(), found.stockpile_regret_record()
        coin, alone = found.coin, forms_alone_in_words(found, found.form_stockpile_records())
        return Disrupted(
            found.months.month(0),
            found.months.month(found.plan.months - 1),
            tuple(disruption_in_words(found)),
            " ".join(reading_in_words(found)),
            tuple(one for one in found.use_records() if one.chance > 0.0 and one.use != ALL),
            tuple(found.fan_records()),
            tuple(found.tornado_records()),
            " ".join(
                (stockpile_in_words(found, best), *alone, stockpile_regret_in_words(held, coin))
            ),
            tuple(_by_size(found.stockpile_records(days=[best.days]))),
        )


@dataclass(frozen=True)
class LeverAsked(Asked):
    """What indicators come to without one lever of the strategy, all others as they are."""

    number: int
    """Which of the levers of the strategy, counted from 0."""
    keys: tuple[str, ...]

    def answer(self, worker: Worker) -> WithoutLever | None:
        """Solve the rest of the strategy; None where it has no plan or makes no sense alone."""
        return without_lever(worker, self.case, self.number, self.keys)


@dataclass(frozen=True)
class StopPlayed:
    """What a stop of a world, played on a plan that does not foresee it, does month by month."""

    world: str
    """Name of the world that states it."""
    last: str
    """The last month that is played."""
    together: UseAtRisk
    """All uses of the product together."""
    uses: tuple[UseAtRisk, ...]
    """Uses that go short, whoever loses most first."""
    lost: float
    """Value of what users of anything never get, money."""


@dataclass(frozen=True)
class StopAsked(Asked):
    """What the stop of a world does to a plan month by month, alone and for certain."""

    world: str

    def answer(self, worker: Worker) -> StopPlayed | None:
        """Play the one scenario there is; None where nothing that is withheld comes home."""
        from monazite.runs.disruptions.stated_stops import stops_of
        from monazite.runs.disruptions.stress import stress

        stops = stops_of(worker.study, self.world)
        if not stops:
            return None
        found = stress(self.run(worker), n=1, stops=stops)
        *uses, together = found.use_records()
        return StopPlayed(
            self.world,
            found.months.month(found.plan.months - 1),
            together,
            tuple(sorted((one for one in uses if one.chance), key=lambda one: -one.lost)),
            found.loss.mean,
        )


def _by_size(tried: Sequence[Stockpile]) -> Iterator[Stockpile]:
    """Of each size the rule that comes to least, the smallest size first."""
    for days in sorted({one.days for one in tried}):
        yield min((one for one in tried if one.days == days), key=lambda one: one.total)


@dataclass(frozen=True)
class LossAsked(Asked):
    """The least and the most a partner loses."""

    region: str

    def answer(self, worker: Worker) -> dict[int, tuple[float, float]]:
        """Read it between the prices of what the partner uses most."""
        run = self.run(worker)
        solution = run.solution
        year = decision_years(solution)[0]
        at = solution.years.index(year)
        bill = burden(solution, self.region)[at]
        prices = {}
        for material in solution.labels.materials:
            used = solution.served((material,), self.region)[at]
            if used > 0 and used * solution.price(material, self.region)[at] >= TELLS * bill:
                prices[material] = run.records.price_interval(material, self.region)
        return loss_between(solution, self.region, prices)


@dataclass(frozen=True)
class LooseAsked(Asked):
    """The headlines that nothing in the study determines."""

    def answer(self, worker: Worker) -> list[Loose]:
        """Put costs off by a millionth and see what moves."""
        return self.run(worker).records.undetermined()


@dataclass(frozen=True)
class DoubtAsked(Asked):
    """What indicators come to, in the reported years at places, at both ends of a doubt."""

    uncertain_input: UncertainInput
    keys: tuple[str, ...]
    places: tuple[int, ...]

    def answer(self, worker: Worker) -> tuple[Tried, ...]:
        """Solve the case and its baseline at both ends, and read them year by year."""
        (swing,) = swings(worker, self.case, self.before, [self.uncertain_input])
        return tried(swing, self.keys, self.places)
