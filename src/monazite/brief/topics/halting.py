"""The page every brief ends with: why one export limit builds and another does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.brief.sentences.halting import says_why
from monazite.brief.sentences.turning import says_where_it_turns
from monazite.core.numerals import NONE, Coin, number, percent
from monazite.findings.comparison import Halting
from monazite.report import PlainTable, Topic
from monazite.runs.plan.masses import Mass, mass_of_followed
from monazite.runs.turning import Turning

TURNS = (
    " Where it turns: everything solved again with home’s ore, and the plants from there to what "
    "is held back, so many times as large in an unchanged world; or with every plant of the next "
    "stage as much dearer or cheaper to run."
)


def why_halts_differ(briefed: Briefed) -> Topic:
    """Hold every export limit against the same conditions; nothing where none is compared."""
    told = [(run, found) for run in briefed.limited if (found := run.records.halting()) is not None]
    turns = {run.strategy: briefed.analyses.turning.get(run.strategy, ()) for run, _ in told}
    table = PlainTable(
        caption="What each limit on exports met: the same figures in every study.",
        note="Per kg: one tonne more at the plant of the next stage nearest to paying, over its "
        "life, at the prices of the plan, which a whole plant would move."
        + (TURNS if any(turns.values()) else ""),
        columns=[("Condition", WIDE), *((briefed.title(run), NUMBER) for run, _ in told)],
        rows=_rows([(found, turns[run.strategy]) for run, found in told], briefed),
    )
    return Topic(
        key="why-halts-differ",
        title="Why one halt builds and another does not",
        says=[
            text
            for run, found in told
            for text in (
                says_why(found, run.solution, briefed.title(run)),
                says_where_it_turns(turns[run.strategy], run.solution),
            )
            if text
        ],
        tables=[table] if told else [],
    )


Found = tuple[Halting, Sequence[Turning]]


def _rows(told: Sequence[Found], briefed: Briefed) -> list[list[str]]:
    """One row for each condition, with a cell for each limit."""
    mass, coin = mass_of_followed(briefed.subject.solution), briefed.coin
    mass = mass if mass.basis else replace(mass, basis=briefed.study.tracked)
    columns = [{**_cells(found, mass, coin), **_turns(turns, coin)} for found, turns in told]
    titles = dict.fromkeys(title for cells in columns for title in cells)
    return [[title, *(cells.get(title, NONE) for cells in columns)] for title in titles]


def _cells(found: Halting, mass: Mass, coin: Coin) -> dict[str, str]:
    plant, buyer = found.nearest, found.buyers[0] if found.buyers else None
    per_kg = {
        f"Next stage: cost at home, {coin.code}/kg": None if plant is None else plant.cost,
        "– of which what is held back": None if plant is None else plant.feed,
        "– fetches at home": None if plant is None else plant.sells,
        "– price abroad": None if plant is None else plant.abroad,
    }
    wait = (
        None
        if buyer is None or buyer.first_loss is None or buyer.does_without is None
        else float(buyer.does_without - buyer.first_loss)
    )
    return {
        "Ore: home’s share of what the world digs": _share(found.ore),
        "Users: largest buyer’s share from home": _share(None if buyer is None else buyer.leans),
        "– of what is withheld, made elsewhere": _share(found.replaced),
        "– largest buyer does without after, years": number(wait),
        **{title: coin.single(value) for title, value in per_kg.items()},
        f"Capital: may be decided a year, takes {mass.unit}": number(mass.times * found.may_take),
        "– ordered or added, with → without the limit": (
            f"{number(mass.times * found.built_take)} → {number(mass.times * found.free_take)}"
        ),
        "Time: half of a plant runs after, years": number(found.soonest),
        "The answer turns at nil: cost less what it fetches": coin.single(found.gap),
        "– the same without the limit": coin.single(found.free_gap),
    }


def _turns(turns: Sequence[Turning], coin: Coin) -> dict[str, str]:
    """Where the answer turns below and above what it is; a dash where nothing turns it."""
    said = {}
    for measure, title, write in (
        ("share_of_ore", "Solved again, it turns at a share of the ore of", percent),
        ("cost", f"– at a cost of the next stage at home, {coin.code}/kg", coin.single),
    ):
        values = [one.value for one in turns if one.measure == measure and one.value is not None]
        if turns:
            said[title] = " and ".join(write(value) for value in values) or NONE
    return said


def _share(value: float | None) -> str:
    return NONE if value is None else percent(value)
