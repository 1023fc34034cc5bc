"""Accounts for every conserved tonne at home, and for where tonnes went that were not exported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from monazite.core.records import Label, Record
from monazite.findings.account.account import group_account_of
from monazite.findings.account.homeflows import HomeFlows
from monazite.findings.solution import Contained, Series, Solution, once_for_a_plan
from monazite.parameters.positions import in_order, positions

SINKS = ("used at home", "exported", "stocked", "put aside", "lost in processing")
SOURCES = ("mined", "imported", "recycled")

OTHERS = "others"
"""Who keeps what lies at home and belongs to no owner's account."""

IDLE = 0.5
"""Tonnes a year a plant must do less, and could do more, to be called idle."""


def group_account(solution: Solution, group: str) -> dict[str, Series]:
    """Sources and sinks of one group at home, contained tonnes a year; the two sides add up.

    mined + imported + recycled = used at home + exported + stocked (net) + put aside + lost in
    processing, all of them sums over the one account of home flows.
    """
    flows = group_account_of(solution, group).flows
    zero = solution.zeros()

    def total(series: Iterable[Series]) -> Series:
        return sum(series, zero)

    return {
        "mined": total(_mined(flows).values()),
        "imported": total(flows.arrivals.values()),
        "recycled": total(flows.collected.values()),
        "used at home": total(flows.served.values()),
        "exported": total(flows.departures.values()),
        "stocked": total(flows.kept.values()),
        "put aside": total(flows.discarded.values()),
        "lost in processing": total(_lost(flows)),
    }


def _mined(flows: HomeFlows) -> dict[str, Series]:
    """What each facility brings up."""
    return {
        step.facility: step.activity * sum(amount for _, amount in step.outputs)
        for step in flows.steps
        if step.brings_up
    }


def _lost(flows: HomeFlows) -> Iterable[Series]:
    """What each other facility takes and does not give."""
    for step in flows.steps:
        if not step.brings_up:
            taken, given = (sum(one for _, one in side) for side in (step.inputs, step.outputs))
            yield step.activity * (taken - given)


def closing_gap(account: Mapping[str, Series]) -> float:
    """Largest difference between sources and sinks over max(sources, 1 t)."""
    sources = np.sum([account[name] for name in SOURCES], axis=0)
    sinks = np.sum([account[name] for name in SINKS], axis=0)
    return float(np.max(np.abs(sources - sinks) / np.maximum(sources, 1.0)))


@dataclass(frozen=True)
class Whereabouts(Label):
    """What became of tonnes, such as `stocked`, in which form, and who has them; blank if neither.

    Spelled `stocked as oxide by State makers`.
    """

    kind: str
    form: str = ""
    owner: str = ""

    @property
    def name(self) -> str:
        """The parts in words."""
        by = f" by {self.owner}" if self.owner else ""
        return (f"{self.kind} as {self.form}" if self.form else self.kind) + by


CONSERVED = Whereabouts("conserved")
"""The tonnes themselves, of which all others are parts."""

_PLANT_IDLE = Whereabouts("plant idle")


@dataclass(frozen=True)
class Idle(Label):
    """Titles of plants that do less than they could; spelled with `; ` between them."""

    titles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """All titles."""
        return "; ".join(self.titles)


@dataclass(frozen=True)
class Fate(Record):
    """Where tonnes that a plan keeps from abroad went in a year, t oxide/yr of a group.

    `idle` are the plants at home that would have taken the tonnes on.
    """

    year: int
    fate: Whereabouts
    tonnes: float
    group: str
    idle: Idle = field(default=Idle())


def fate_of_conserved(solution: Solution, group: str) -> list[Fate]:
    """Where tonnes of a group went that a plan's export limits keep from abroad.

    One record per year and fate. The plan is held against the same strategy without its
    export limits, so that what else it does is not taken for an effect of the limit; a strategy
    without limits is held against the baseline. The conserved tonnes are what no longer goes to
    each country in each material, added up; the fates, which add up to them, are what changed
    elsewhere:

    - `used at home`, `lost in processing`;
    - `sold elsewhere`: what goes to another country, or to the same one in another material;
    - `stocked as <form> by <owner>`: what each owner's stores took more;
    - `left as <form>`: put aside before it was separated, `put aside as <form>`: after;
    - `plant idle`: not mined by mines that have the plant for it; `not mined`: by the others;
    - `not imported`, `not recycled`. More than there counts as negative.

    `idle` names the plants at home that do less than there though they could do more, and would
    have taken the tonnes on: those that take the form, and for `plant idle` the mines.
    """
    return list(_fates(solution, group))


def fate_told(solution: Solution, of: Contained | None = None) -> list[Fate]:
    """Where kept tonnes went, as `fate_of_conserved` says, of groups counted together.

    In tonnes of the basis that `of` says; of the tracked group in its own without it.
    """
    if of is None:
        return fate_of_conserved(solution, solution.labels.tracked_group)
    found: dict[tuple[Whereabouts, int], Fate] = {}
    for one in (fate for group in of.groups for fate in fate_of_conserved(solution, group)):
        known = found.get((one.fate, one.year))
        tonnes = of.factor * one.tonnes + (0.0 if known is None else known.tonnes)
        idle = one.idle if known is None or not known.idle.titles else known.idle
        found[one.fate, one.year] = replace(one, tonnes=tonnes, group=of.title, idle=idle)
    return list(found.values())


@once_for_a_plan
def _fates(solution: Solution, group: str) -> tuple[Fate, ...]:
    """The same, found once: a brief asks a dozen times."""
    there = _held_against(solution)
    if there is None:
        return ()
    before, after = (group_account_of(one, group).flows for one in (there, solution))
    sums = {key: group_account(one, group) for key, one in (("there", there), ("here", solution))}

    def more(name: str) -> Series:
        return sums["here"][name] - sums["there"][name]

    sent = {"there": before.sent(), "here": after.sent()}
    sold = {key: sent["here"][key] - sent["there"][key] for key in sent["here"]}
    zero = solution.zeros()
    mined, idle_mines, by_idle = _less_mined(solution, before, after)
    changes: dict[Whereabouts, Series] = {
        CONSERVED: sum((np.maximum(-one, 0.0) for one in sold.values()), zero),
        Whereabouts("used at home"): more("used at home"),
        Whereabouts("sold elsewhere"): sum((np.maximum(one, 0.0) for one in sold.values()), zero),
        **_resting(solution, before, after),
        Whereabouts("lost in processing"): more("lost in processing"),
        _PLANT_IDLE: by_idle,
        Whereabouts("not mined"): mined - by_idle,
        Whereabouts("not imported"): -more("imported"),
        Whereabouts("not recycled"): -more("recycled"),
    }
    return tuple(
        Fate(
            year=year,
            fate=fate,
            tonnes=float(series[index]),
            group=group,
            idle=Idle(
                tuple(
                    idle_mines[index]
                    if fate == _PLANT_IDLE
                    else _idle_takers(solution, before, after, fate.form, index)
                )
            ),
        )
        for index, year in enumerate(solution.years)
        for fate, series in changes.items()
        if fate == CONSERVED or np.abs(series).max() > 1e-9
    )


def _held_against(solution: Solution) -> Solution | None:
    """The same strategy without its export limits; the baseline for one without any."""
    there = solution.without_limits
    return solution.baseline_solution if there is None else there


def _resting(solution: Solution, before: HomeFlows, after: HomeFlows) -> dict[Whereabouts, Series]:
    """What rests more at home, by form and by who keeps it or how it was put aside."""
    changes: dict[Whereabouts, Series] = {}

    def add(fate: Whereabouts, tonnes: Series) -> None:
        changes[fate] = changes.get(fate, solution.zeros()) + tonnes

    form = solution.labels.material_form
    for (material, place), tonnes in after.kept.items():
        fate = Whereabouts("stocked", form[material], holder(solution, place))
        add(fate, tonnes - before.kept[material, place])
    for (material, place), tonnes in after.discarded.items():
        word = "left" if form[material] in _unseparated(solution) else "put aside"
        add(Whereabouts(word, form[material]), tonnes - before.discarded[material, place])
    return dict(sorted(changes.items(), key=lambda item: item[0].name))


def holder(solution: Solution, place: str) -> str:
    """Who keeps what lies at a place: the owners of a pool, or anyone else at home."""
    ownership_accounts = {
        f"{row.region}.{row.ownership_account}": row.title
        for row in solution.study.chain.ownership_accounts
    }
    return ownership_accounts.get(place, OTHERS)


def _unseparated(solution: Solution) -> set[str]:
    """Forms that come before the groups are set apart."""
    words = solution.study.words
    first = words.place[words.refined_stage.stage]
    return {row.form for row in solution.study.chain.materials if words.place[row.stage] < first}


def _less_mined(
    solution: Solution, before: HomeFlows, after: HomeFlows
) -> tuple[Series, list[list[str]], Series]:
    """Tonnes not mined, the idle mines of each year, and the part that these do not mine."""
    here, there = _mined(after), _mined(before)
    total, by_idle = solution.zeros(), solution.zeros()
    names: list[list[str]] = [[] for _ in solution.years]
    for step in after.steps:
        if not step.brings_up:
            continue
        held = sum(amount for _, amount in step.outputs)
        less = there[step.facility] - here[step.facility]
        total = total + less
        free = held * np.maximum(0.0, _capacity(solution, step.facility) - step.activity)
        idle = np.clip(np.minimum(less, free), 0.0, None)
        by_idle = by_idle + idle
        for index in np.flatnonzero(idle > IDLE):
            names[index].append(_title(solution, step.facility))
    return total, names, by_idle


def _idle_takers(
    solution: Solution, before: HomeFlows, after: HomeFlows, lies_as: str, index: int
) -> list[str]:
    """Plants that take the form tonnes lie as, do less than in the comparison and could do more."""
    form = solution.labels.material_form
    if not lies_as:
        return []
    usual = {step.facility: step.activity for step in before.steps}
    found = []
    for step in after.steps:
        if any(form[material] == lies_as for (material, _), _ in step.inputs):
            level = step.activity[index]
            free = _capacity(solution, step.facility)[index] - level
            if min(free, usual[step.facility][index] - level) > IDLE:
                found.append(_title(solution, step.facility))
    return found


def _capacity(solution: Solution, facility: str) -> Series:
    capacity = in_order(solution.usable_capacity, "facility", "period")
    row = capacity.values[positions(capacity, "facility")[facility]]
    return np.asarray(row[: len(solution.years)])


def _title(solution: Solution, facility: str) -> str:
    return solution.parameters.titles.get(facility, facility)
