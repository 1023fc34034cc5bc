"""What holds home back and which bottleneck stands behind it, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monazite.core.numerals import percent, tonnes
from monazite.core.rates import a_tonne
from monazite.core.wording import TO_ITS_OWNER, listed, lowered, worth_to_its_owner
from monazite.findings.bottlenecks import (
    LEAST_SAVED,
    BindingConstraint,
    EasedBottleneck,
    EnlargedLimit,
    bottleneck_stages,
    size,
)
from monazite.findings.costs import support_in_shadow_price
from monazite.findings.solution import Solution, at
from monazite.model import RULES
from monazite.runs.plan.coin import coin_of
from monazite.runs.plan.masses import mass_of_plant, standing_of


def in_words(
    solution: Solution,
    stage: str,
    rows: Sequence[BindingConstraint],
    year: int,
    *,
    brief: bool = False,
) -> str:
    """A full stage in words: the plant worth most, how large it is, and what a tonne more is worth.

    The worth is that to the owner of the plant named, for the next tonne and at that rate for all
    of it: a dear tonne of a small plant is little money.
    """
    kind, known = rows[0].words, solution.study.words.stages
    stage = lowered(known[stage].title) if stage in known else stage
    if brief:
        return f"{stage} {kind}"
    first = rows[0]
    others = len({row.subject for row in rows}) - 1
    more = f"; {others} more {'plants are' if others > 1 else 'plant is'} full" if others else ""
    paid = support_in_shadow_price(solution).get(first.subject)
    without = ", without support" if paid is not None and at(solution, paid, year) > 0 else ""
    standing = size(solution, first.subject, year)
    mass = mass_of_plant(solution, first.subject)
    large = f", {mass.said(standing)} a year" if standing >= 0.5 else ", not there yet"
    worth = coin_of(solution).said(first.shadow_price / mass.times)
    whole = (
        f", and as much again as stands "
        f"{coin_of(solution).said(first.annual_value)} a year at that rate"
        if standing >= 0.5
        else ""
    )
    return (
        f"{stage} {kind} ({first.title}{large}; one {mass.one} a year more there would be "
        f"{worth_to_its_owner(worth)}{without}{whole}{more})"
    )


def says_what_holds(solution: Solution, title: str, year: int, *, brief: bool = False) -> str:
    """What holds home back in a year under a strategy by what its owners would pay, in a sentence.

    In `brief` without plants and worth.
    """
    home = solution.study.home_said
    found = [
        in_words(solution, stage, rows, year, brief=brief)
        for stage, rows, _ in bottleneck_stages(solution, year)[:2]
    ]
    several = "limits worth most to their owners"
    limits = several if len(found) > 1 else "limit worth most to its owner"
    text = f"Under “{title}” " + (
        f"the {limits} in {home} in {year} {'are' if len(found) > 1 else 'is'} "
        f"{', then '.join(found)}"
        if found
        else f"no plant or permit in {home} is worth enlarging in {year}"
    )
    return f"{text}{_mines_run(solution, year)}."


def _mines_run(solution: Solution, year: int) -> str:
    """How much of what home could dig it digs, behind a sentence; blank where nothing stands."""
    mines = [
        name
        for name in solution.labels.facilities
        if solution.labels.facility_region[name] == solution.home
        and solution.labels.facility_stage[name] in solution.study.words.mines
    ]
    standing = sum(size(solution, name, year) for name in mines)
    if standing <= 0:
        return ""
    dug = float(solution.outcome["activity"].sel(facility=mines, period=year).sum())
    return f"; the mines run at {percent(dug / standing)} of what stands"


TOLD = 3
"""Limits a sentence names that home saves most by."""


def says_what_is_saved(
    solution: Solution, rows: Sequence[EnlargedLimit], title: str, year: int
) -> str:
    """Which of the limits of a year cost home most under a strategy, in a sentence.

    `rows` hold each limit a tenth larger alone, what home saves most by first. All years count,
    since a limit is larger in all of them and plans move purchases between them.
    """
    home, coin = solution.study.home_said, coin_of(solution)
    saving = [row for row in rows if row.saved_in_all >= LEAST_SAVED * solution.dollar][:TOLD]
    if not saving:
        text = f"Under “{title}” no limit of {year} in {home} saves it anything where that is a "
        text += "tenth larger"
    else:
        told = [f"{row.title} ({row.words}), {coin.said(row.saved_in_all)}" for row in saving]
        several = len(told) > 1
        held = f"these limits of {year} cost" if several else f"this limit of {year} costs"
        text = f"Under “{title}” {held} {home} most, by what it saves up to {solution.years[-1]} "
        text += f"where {'one' if several else 'it'} alone is a tenth larger: {listed(told)}"
    return f"{text}{_mines_run(solution, year)}."


def says_what_larger_costs(solution: Solution, rows: Sequence[EnlargedLimit]) -> str:
    """The limit a larger one of which costs home most, in a sentence; blank where none costs it.

    Its owner may want it all the same.
    """
    home, coin = solution.study.home_said, coin_of(solution)
    worst = min(rows, key=lambda row: row.saved_in_all, default=None)
    if worst is None or worst.saved_in_all > -LEAST_SAVED * solution.dollar:
        return ""
    return (
        f"A tenth more of {worst.title} ({worst.words}) would cost {home} "
        f"{coin.said(-worst.saved_in_all)} in all, though one {a_tonne(worst.unit.mass)} more is "
        f"{worth_to_its_owner(coin.said(worst.to_owner))}."
    )


def says_what_is_counted(rows: Iterable[EnlargedLimit]) -> str:
    """What figures of limits made larger and smaller count, and why some have no plan."""
    said = (
        "What is built for the larger limit costs nothing here; what it takes to run is counted. "
        f"What a tonne more is {TO_ITS_OWNER}, stands last."
    )
    rows = list(rows)
    if any(min(row.saved, row.lost or 0.0) < 0 for row in rows):
        said += (
            " In a single year home may save less than nothing, or lose less, since what a plan "
            "buys then it need not buy in another."
        )
    if any(row.smaller == "no plan" for row in rows):
        said += f" {NO_PLAN_WITH_LESS}"
    return said


NO_PLAN_WITH_LESS = "No plan: with less, what must be made or sold cannot be."
"""Why there is no plan where a limit is smaller."""

GAINS = 0.005
"""Gain of a share below which a bottleneck is told together with the one behind it."""


def says_next_bottlenecks(
    rows: Iterable[EasedBottleneck], what: str, title: str, solution: Solution | None = None
) -> str:
    """The bottlenecks before an indicator in one year under a strategy, one behind the other.

    `what` names the indicator, which must be a share. Bottlenecks that only give way together are
    told together. What stands there is told as masses of the `solution` are; as it stands without.
    """
    found = list(rows)
    if not found:
        return ""
    told: list[tuple[list[str], float]] = []
    waiting: list[str] = []
    for row in found:
        waiting.append(_next_bottleneck(row, solution))
        if abs(row.gain) >= GAINS:
            told.append((waiting, row.after))
            waiting = []
    before, year = percent(found[0].before), found[0].year
    if not told:
        return (
            f"Under “{title}” {what} in {year} would stay at {before} without {listed(waiting)} "
            "as a limit."
        )
    (names, after), *behind = told
    text = (
        f"Were {listed(names)} no limit under “{title}”, {what} in {year} would be "
        f"{percent(after)} instead of {before}"
    )
    if behind:
        said = [f"{listed(names)} ({percent(after)})" for names, after in behind]
        text += f"; the next bottleneck is then {said[0]}"
        text += f", and after it {listed(said[1:])}" if said[1:] else ""
    elif waiting:
        text += f"; next in the way, for little gain, is {listed(waiting)}"
    else:
        text += "; no bottleneck at home stands behind it"
    return text + "."


def _next_bottleneck(row: EasedBottleneck, solution: Solution | None) -> str:
    """A bottleneck in words, with the capacity that stands there, if any does."""
    rule = RULES[row.rule]
    words = f"{row.stage_title.lower()} {rule.words}"
    if row.size < 0.5:
        return words
    of = "of" if rule.relief is not None and rule.relief.how == "add" else "at plants of"
    room = tonnes(row.size, row.basis) if solution is None else standing_of(solution, row)
    return f"{words} {of} {room} a year"
