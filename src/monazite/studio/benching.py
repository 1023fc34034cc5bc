"""What the same public money buys by one instrument or another, in words, figures and a picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

from monazite.charts import Chart
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import number
from monazite.runs.computing.execution import Execution
from monazite.runs.questions.bench import bench
from monazite.runs.questions.benched import (
    about,
    alike,
    alone,
    brought,
    cheapest,
    in_other_worlds,
    paid,
    units_at,
    units_told,
)
from monazite.runs.questions.expected import read_chances
from monazite.runs.questions.measured import Bench
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import INSTRUMENTS, chart_view
from monazite.studio.found import Benched, Bought, Found
from monazite.studio.resting import behind_a_number
from monazite.studio.room import Room
from monazite.studio.solving import known_alone
from monazite.studio.state import State
from monazite.studio.taking import worked_out

__all__ = ["for_money", "instruments_chart"]


def for_money(
    room: Room,
    state: State,
    budget: str,
    chances: str = "",
    theme: Literal["light", "dark"] = "light",
    width: int = 640,
) -> Iterator[tuple[int, int, str, Found | None]]:
    """Size instruments to the same public money and say what each brings.

    With `chances` of other worlds, such as `high-price=0.25`, that money is expected over them.
    Raises InvalidInput for what is no sum of money or no chance, or a strategy that opens no plant.
    """
    found = yield from worked_out(lambda work: _bench(room, state, budget, chances, work))
    named = ("budget", budget.strip()), ("chances", chances.strip())
    chart = chart_view(
        room,
        state,
        Asked(state=state, theme=theme),
        Want(chart=INSTRUMENTS, width=width),
        _picture(room, state, found),
        {name: said for name, said in named if said},
        rests_on=partial(behind_a_number, room, room.run(state), "self_sufficiency", state.year),
    )
    yield 1, 1, "Compared", _benched(room, state, found).model_copy(update={"chart": chart})


def instruments_chart(room: Room, state: State, budget: str, chances: str = "") -> Chart:
    """Draw what instruments bring for money, where it is known; raises InvalidInput elsewhere."""
    with known_alone() as work:
        return _picture(room, state, _bench(room, state, budget, chances, Execution(**work)))


def _bench(room: Room, state: State, budget: str, chances: str, work: Execution) -> Bench:
    if not budget.strip():
        raise InvalidInput(
            Problem(message="no money is named", remedy="write a sum, such as '100 million USD'")
        )
    likely = read_chances([one for one in chances.split(",") if one.strip()], "chances")
    return bench(
        room.run(state).records, budget.strip(), year=state.year, chances=likely, execution=work
    )


def _picture(room: Room, state: State, found: Bench) -> Chart:
    return found.plot(units_told(room.run(state).solution, room.telling(state)))


def _benched(room: Room, state: State, found: Bench) -> Benched:
    solution = room.run(state).solution
    units = units_at(found, units_told(solution, room.telling(state)))
    costs, gains = paid(units), brought(found, units)
    worlds, elsewhere = in_other_worlds(found, units)
    return Benched(
        sentence=cheapest(found, units, number),
        at=f"{number(units.coin * found.budget)} {units.money}",
        about=about(found, room.study, solution.years[-1], units),
        paid=[head for head, _ in costs],
        brought=[head for head, _ in gains],
        rows=[
            Bought(
                title=one.title,
                size=one.size,
                spends=one.spends,
                paid=[number(of(one)) for _, of in costs],
                brought=[number(of(one)) for _, of in gains],
            )
            for one in (*found.spending, *found.others)
        ],
        alike=alike(found, units, number),
        worlds=worlds,
        elsewhere=[
            [one.title, *map(number, spent)]
            for one, spent in zip(alone(found), elsewhere, strict=bool(worlds))
        ],
        faults=sorted({one.fault for one in found.measured if one.fault}),
    )
