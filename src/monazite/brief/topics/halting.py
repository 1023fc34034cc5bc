"""The page every brief ends with: why one export limit builds and another does not."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.brief.sentences.halting import says_why
from monazite.core.numerals import NONE, number, percent
from monazite.findings.comparison import Halting
from monazite.report import PlainTable, Topic


def why_halts_differ(briefed: Briefed) -> Topic:
    """Hold every export limit against the same conditions; nothing where none is compared."""
    told = [(run, found) for run in briefed.limited if (found := run.records.halting()) is not None]
    table = PlainTable(
        caption="What each limit on exports met: the same figures in every study.",
        note="Per kg: one tonne more at the plant of the next stage nearest to paying, over its "
        "life, at the prices of the plan, which a whole plant would move. From which share of the "
        "world’s ore on users abroad could not do without takes plans with other ore bodies and "
        "was not worked out.",
        columns=[("Condition", WIDE), *((briefed.title(run), NUMBER) for run, _ in told)],
        rows=_rows([found for _, found in told], briefed.study.tracked),
    )
    return Topic(
        key="why-halts-differ",
        title="Why one halt builds and another does not",
        says=[says_why(found, run.solution, briefed.title(run)) for run, found in told],
        tables=[table] if told else [],
    )


def _rows(told: Sequence[Halting], contained: str) -> list[list[str]]:
    """One row for each condition, with a cell for each limit."""
    columns = [_cells(found, contained) for found in told]
    return [[title, *(cells[title] for cells in columns)] for title in columns[0]] if told else []


def _cells(found: Halting, contained: str) -> dict[str, str]:
    plant, buyer = found.nearest, found.buyers[0] if found.buyers else None
    per_kg = {
        "Next stage: cost at home, USD/kg": None if plant is None else plant.cost,
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
        **{title: number(value) for title, value in per_kg.items()},
        f"Capital: may be decided a year, takes t {contained}": number(found.may_take),
        "– ordered or added, with → without the limit": (
            f"{number(found.built_take)} → {number(found.free_take)}"
        ),
        "Time: half of a plant runs after, years": number(found.soonest),
        "The answer turns at nil: cost less what it fetches": number(found.gap),
        "– the same without the limit": number(found.free_gap),
    }


def _share(value: float | None) -> str:
    return NONE if value is None else percent(value)
