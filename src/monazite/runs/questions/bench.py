"""What the same public money buys by one instrument or another, alone and in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from math import isfinite, nan

from monazite.cases import Case
from monazite.cases.instruments import Instrument, instruments, with_levers, without_support
from monazite.cases.searching import crossings
from monazite.core.errors import FieldError, InvalidInput, Problem, check_name
from monazite.core.money import MoneyAmount
from monazite.core.numerals import number, shown
from monazite.core.units import convert
from monazite.findings.solution import PRODUCT, Solution, decision_years
from monazite.parameters import shock_years
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.readings import Reader, Reading
from monazite.runs.plan.kept_findings import keep_finding, known_finding
from monazite.runs.plan.records import RunRecords
from monazite.runs.questions.expected import Expected, WorldChance, chances_of
from monazite.runs.questions.measured import PAIR, Bench, Elsewhere, Measured
from monazite.strategy import PricePath
from monazite.study import Study

OUTLAY, DUTIES, COST = "to_date.public_outlay", "to_date.duties", "to_date.home_cost"
MADE, SHARE, SHORT = f"to_date.output.{PRODUCT}", "self_sufficiency", "shortage"

FITS = 0.1
"""Part of the money by which an instrument may miss it and still be sized to it."""

NEAR = 0.01
"""Part of its size to which an instrument is fitted to the money."""

SMALL, LOOKS = 1e-3, 4
"""Part of a range below which a size is looked for in that part alone, and how often at most."""

A_TONNE, A_TENTH = 1.0, 0.1
"""Tonnes, and points, up to which nothing is said to be paid for each."""


def bench(
    records: RunRecords,
    budget: str,
    *,
    stop: str | None = None,
    year: int | None = None,
    pairs: bool = True,
    chances: Mapping[str, float] | None = None,
    execution: Execution,
) -> Bench:
    """Size every instrument on the plants a strategy opens to the same money, and measure it.

    Without `chances` money and what it brings are of the run's world alone; with them, by name of
    a world, they are expected over these worlds and, for what is left of one, the run's own.
    With a store, what was asked before is told at once, and what is worked out is kept. Raises
    InvalidInput for money that cannot be read, a strategy that opens no plant, a world or year that
    is not there, or chances that are none.
    """
    year = decision_years(records.solution)[-1] if year is None else year
    solution = records.solved_in(year)
    study = records.worker.study
    amount = _money(budget, study)
    if stop is not None:
        check_name("world", stop, study.worlds)
    stop = stop or _latest_stop(study, records.case)
    likely = chances_of(study, records.case, chances)
    asked = {"budget": amount, "stop": stop, "year": year, "pairs": pairs}
    if likely:
        asked["chances"] = {one.world: one.chance for one in likely}
    known = known_finding(records, Bench, asked, execution.store)
    if known is not None:
        return known
    base = records.case.with_strategy(without_support(records.case.strategy))
    found = instruments(study, records.case.strategy, solution.materials(PRODUCT))
    work = _Work(records, solution, base, stop, year, amount, execution, likely)
    rows = list(work.alone(found))
    elsewhere = tuple(work.elsewhere(found))
    if pairs:
        rows += work.in_pairs(found)
    whole = Bench(
        strategy=records.case.strategy.name,
        world=records.case.world.name,
        stop=stop,
        year=year,
        budget=amount,
        money=study.settings.public_money.unit,
        measured=tuple(rows),
        chances=likely,
        elsewhere=elsewhere,
        sources=(f"monazite on {study.settings.title}",),
    )
    keep_finding(study, records.case, asked, whole, execution.store)
    return whole


class _Work:
    def __init__(
        self,
        records: RunRecords,
        solution: Solution,
        base: Case,
        stop: str,
        year: int,
        budget: float,
        execution: Execution,
        chances: Sequence[WorldChance],
    ) -> None:
        self.execution = execution
        self.study, self.base, self.stop, self.budget = records.worker.study, base, stop, budget
        self.solution = solution
        self.at = solution.years.index(year)
        self.reader = Reader(
            records.worker,
            [OUTLAY, DUTIES, COST, MADE, SHARE, SHORT],
            execution,
        )
        self.chances = chances
        self.expected = Expected(self.reader, self.study, chances)
        self.money = self.study.settings.public_money.unit
        self.sizes: dict[tuple[str, float], float] = {}

    def alone(self, found: Sequence[Instrument]) -> Iterator[Measured]:
        """Each instrument at the whole budget."""
        for one in found:
            self.execution.tell(f"Fitting {one.title.lower()} to the money")
            yield self.measured([one], [self.size(one, self.budget)])

    def in_pairs(self, found: Sequence[Instrument]) -> Iterator[Measured]:
        """Each two that can stand beside one another, either of them at half the budget."""
        for pair in combinations(found, 2):
            if all(one.per_tonne for one in pair):
                continue  # one would stand in the place of the other
            self.execution.tell(f"Fitting {' and '.join(one.title.lower() for one in pair)}")
            halves = [self.size(one, self.budget / 2) for one in pair]
            if not all(size > 0 for size in halves):
                continue  # of what takes no money at all there is nothing to put beside
            yield self.measured(pair, self.together(pair, halves))

    def together(self, pair: Sequence[Instrument], halves: Sequence[float]) -> list[float]:
        """Sizes at which two cost the budget together, in the ratio in which either costs half.

        Beside one another they may cost more or less than alone. Where one is as large as it can be
        before that, the other makes up the rest. Where they cannot cost the budget the nearest
        sizes are given.
        """

        def sizes(part: float) -> list[float]:
            return [min(part * size, one.most) for one, size in zip(pair, halves, strict=True)]

        def cost(parts: Sequence[float]) -> list[float]:
            scaled = [sizes(part) for part in parts]
            found = self.expected.readings([self.case(pair, sizes) for sizes in scaled])
            return [self.spent(one, pair, sizes) for one, sizes in zip(found, scaled, strict=True)]

        (whole,) = cost([1.0])
        if isfinite(whole) and abs(whole - self.budget) <= NEAR * self.budget:
            return list(halves)
        known = {1.0: whole} if isfinite(whole) else {}
        room = [one.most / size for one, size in zip(pair, halves, strict=True)]
        alike = min(2.0, *room)
        alone = [self.size(one, self.budget) / size for one, size in zip(pair, halves, strict=True)]
        for low, high in ((0.0, alike), (alike, max(2.0, *alone))):
            found = crossings(
                cost,
                low,
                high,
                self.budget,
                rising=True,
                start=max(1.0, low),
                points=5,
                tolerance=NEAR,
            )
            known |= {part: money for part, money in found.curve if isfinite(money) and part > 0}
            if any(self.fits(money) for money in known.values()):
                break
        best = min(known.items(), key=lambda one: (abs(one[1] - self.budget), one[0]), default=None)
        return sizes(1.0 if best is None else best[0])

    def elsewhere(self, found: Sequence[Instrument]) -> Iterator[Elsewhere]:
        """What each instrument costs and brings, at its size, in other worlds whose prices move."""
        named = [one.world for one in self.chances if one.world != self.base.world.name]
        known = self.base.world.levers
        moving = [
            name
            for name, world in self.study.worlds.items()
            if any(isinstance(one, PricePath) and one not in known for one in world.levers)
        ]
        for name in dict.fromkeys([*named, *moving]):
            world = self.study.worlds[name]
            self.execution.tell(f"Trying the same in {world.title}")
            base = replace(self.base, world=world)
            cases = [self.case([one], [self.size(one, self.budget)]) for one in found]
            readings = self.reader.readings([base, *(replace(one, world=world) for one in cases)])
            for one, reading in zip(found, readings[1:], strict=True):
                spent = self.paid(reading, one, readings[0])
                made = None
                if reading.values and readings[0].values:
                    made = reading.values[MADE][-1] - readings[0].values[MADE][-1]
                yield Elsewhere(
                    instrument=one.name,
                    title=one.title,
                    world=name,
                    world_title=world.title,
                    spent=_finite(spent),
                    tonnes=made,
                    fault=reading.fault or readings[0].fault,
                )

    def fits(self, spent: float) -> bool:
        """Whether what is spent is the budget, to within a tenth."""
        return isfinite(spent) and abs(spent - self.budget) <= FITS * self.budget

    def spent(self, reading: Reading, found: Sequence[Instrument], sizes: Sequence[float]) -> float:
        """What instruments cost more than nothing; of each that users pay for what it costs alone.

        What users pay alone is told apart from public money by solving it alone.
        """
        users = [one.paid_by_users for one in found]
        if len(set(users)) == 1:
            return self.paid(reading, found[0])
        public = next(one for one in found if not one.paid_by_users)
        alone = [one for one in zip(found, sizes, strict=True) if one[0].paid_by_users]
        readings = self.expected.readings([self.case([one], [size]) for one, size in alone])
        return self.paid(reading, public) + sum(
            self.paid(each, one) for each, (one, _) in zip(readings, alone, strict=True)
        )

    def size(self, one: Instrument, budget: float) -> float:
        """The size at which an instrument costs so much, or comes nearest to it."""
        known = self.sizes.get((one.name, budget))
        if known is not None:
            return known

        def paid(sizes: Sequence[float]) -> list[float]:
            readings = self.expected.readings([self.case([one], [size]) for size in sizes])
            return [self.paid(reading, one) for reading in readings]

        most, size = one.most, one.most
        for _ in range(LOOKS):
            found = crossings(
                paid, 0.0, most, budget, rising=True, start=0.0, points=5, tolerance=NEAR
            )
            # where plants come all at once no size costs exactly so much; the nearest one is taken
            known_at = [(size, cost) for size, cost in found.curve if isfinite(cost)]
            size, cost = min(
                known_at, key=lambda pair: (abs(pair[1] - budget), pair[0]), default=(most, nan)
            )
            reached = found.crossings[0].reached if found.crossings else most
            if abs(cost - budget) <= 2 * NEAR * budget or reached > SMALL * most:
                break
            most = reached  # of what is open without a limit next to nothing costs the money
        self.sizes[one.name, budget] = size
        return self.sizes[one.name, budget]

    def case(self, found: Sequence[Instrument], sizes: Sequence[float]) -> Case:
        """The strategy without support, with instruments of some sizes."""
        levers = [
            lever
            for one, size in zip(found, sizes, strict=True)
            if size > 0
            for lever in one.levers(size)
        ]
        if not levers:
            return self.base
        name = PAIR.join(one.name for one in found)
        return self.base.with_strategy(with_levers(self.base.strategy, name, levers))

    def paid(self, reading: Reading, one: Instrument, without: Reading | None = None) -> float:
        """What an instrument costs more than nothing: the public purse, or home."""
        if without is None:
            (without,) = self.expected.readings([self.base])
        if not (reading.values and without.values):
            return nan
        key = COST if one.paid_by_users else OUTLAY
        more = reading.values[key][-1] - without.values[key][-1]
        return self.in_money(more) if key == COST else more

    def in_money(self, dollars: float) -> float:
        """money in the public money of the study."""
        return dollars * convert(1.0, self.study.money.currency, self.money, self.study.money)

    def measured(self, found: Sequence[Instrument], sizes: Sequence[float]) -> Measured:
        """Hold instruments against the strategy without, in its world and in the stop."""
        case = self.case(found, sizes)
        pair = [self.base, case]
        stopped = []
        if self.stop:
            stopped = [replace(one, world=self.study.worlds[self.stop]) for one in pair]
        readings = [*self.expected.readings(pair), *self.reader.readings(stopped)]
        before, after = readings[:2]
        spent = self.spent(after, found, sizes)
        measured = partial(
            Measured,
            instrument=PAIR.join(one.name for one in found),
            title=" and ".join(one.title for one in found),
            size="; ".join(
                f"{number(one.scale * size)} {shown(one.unit).plain_label}"
                for one, size in zip(found, sizes, strict=True)
            ),
            spends=self.fits(spent),
            spent=_finite(spent),
            money=self.money,
            unit=f"t {self._basis()}",
        )
        fault = next((one.fault for one in readings if not one.values), "")
        if not (before.values and after.values):
            return measured(
                public=None,
                duties=None,
                home=None,
                tonnes=None,
                points=None,
                short=None,
                per_tonne=None,
                per_point=None,
                per_short=None,
                fault=fault,
            )
        public, duties, cost, tonnes = (
            after.values[key][-1] - before.values[key][-1] for key in (OUTLAY, DUTIES, COST, MADE)
        )
        points = _finite(100 * (after.values[SHARE][self.at] - before.values[SHARE][self.at]))
        short = None
        if stopped and all(one.values for one in readings[2:]):
            short = sum(
                one.values[SHORT][self.solution.years.index(when)] * sign
                for one, sign in zip(readings[2:], (1, -1), strict=True)
                for when in shock_years(self.study, self.stop)
            )
        return measured(
            public=public,
            duties=duties,
            home=self.in_money(cost),
            tonnes=tonnes,
            points=points,
            short=short,
            per_tonne=_each(spent, tonnes, A_TONNE),
            per_point=_each(spent, points, A_TENTH),
            per_short=_each(spent, short, A_TONNE),
            fault=fault,
        )

    def _basis(self) -> str:
        basis = {self.solution.labels.material_basis[m] for m in self.solution.materials(PRODUCT)}
        return basis.pop() if len(basis) == 1 else "material"


def _finite(value: float) -> float | None:
    """The number, None where there is none."""
    return value if isfinite(value) else None


def _each(spent: float, brought: float | None, least: float) -> float | None:
    """What is spent for each; None where next to nothing is brought, or less than nothing."""
    if brought is None or brought <= least or not isfinite(spent):
        return None
    return spent / brought


def _money(budget: str, study: Study) -> float:
    """Read money as people write it, in the public money of the study."""
    try:
        amount = MoneyAmount.read_sum(budget)
    except FieldError as error:
        raise InvalidInput(
            Problem(field="budget", message=error.message, remedy=error.remedy)
        ) from None
    if not amount.number:
        raise InvalidInput(
            Problem(
                field="budget",
                message=f"'{budget}' is no sum of money to spend",
                remedy="write a sum above nothing, such as '100 million USD'",
            )
        )
    unit = study.settings.public_money.unit
    return amount.in_money_of(study.money) * convert(1.0, study.money.currency, unit, study.money)


def _latest_stop(study: Study, case: Case) -> str:
    """The world whose last stop comes latest, when what is built has had time to help."""
    last = {name: max(shock_years(study, name), default=0) for name in study.worlds}
    if not any(last.values()):
        return ""
    return max(last, key=lambda name: (last[name], name != case.world.name))
