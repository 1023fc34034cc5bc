"""Other sets of levers that reach as much as those chosen, told as a page shows them."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.core.numerals import share_or_amount
from monazite.runs.questions.alternatives import alternatives
from monazite.runs.questions.benched import multiple
from monazite.runs.questions.lever_sets import Alternative, Alternatives, Figure
from monazite.runs.run import Run
from monazite.strategy import Strategy
from monazite.studio.found import Found, OtherSets, Otherwise
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.taking import worked_out

__all__ = ["otherwise"]


def otherwise(room: Room, state: State, key: str) -> Iterator[tuple[int, int, str, Found | None]]:
    """Look for other sets of levers that reach as much of a number in the year chosen.

    Raises InvalidInput for no such number or a strategy without levers.
    """
    run = room.run(state)
    found = yield from worked_out(lambda work: alternatives(run.records, [key], state.year, work))
    yield 1, 1, "Compared", _told(room, state, run, found)


def _told(room: Room, state: State, run: Run, found: Alternatives) -> OtherSets:
    telling, solution = room.telling(state), run.solution
    ids = _ids(room, state, run.case.strategy)
    base = room.catalogue.levers_of(state.base)
    figures = (*found.wanted, *found.costs)

    def told(figure: Figure, value: float) -> str:
        factor, unit = multiple(telling, solution, figure.indicator)
        return share_or_amount(factor * value, unit)

    def one_set(one: Alternative, strategy: Strategy) -> Otherwise:
        held = [ids[id(lever)] for lever in strategy.levers]
        return Otherwise(
            adds=list(one.adds),
            leaves_out=list(one.leaves_out),
            keeps=list(one.keeps),
            comes_to=[told(figure, one.comes_to[figure.indicator]) for figure in figures],
            worse=[
                f"{figure.title}: {told(figure, one.comes_to[figure.indicator])} instead of "
                f"{told(figure, figure.value)}"
                for figure in found.front
                if figure.title in one.worse
            ],
            off=[name for name in base if name not in held],
            on=[name for name in held if name not in base],
        )

    return OtherSets(
        sentence=found.found_in_words,
        columns=[f"{figure.title}, {figure.year}" for figure in figures],
        now=[told(figure, figure.value) for figure in figures],
        sets=[
            one_set(one, strategy)
            for one, strategy in zip(found.found, found.strategies, strict=True)
        ],
    )


def _ids(room: Room, state: State, own: Strategy) -> dict[int, str]:
    """Ids of levers as records: of what is as its strategy has it, the one it has there.

    Of levers of one title the number depends on which others a strategy holds, so that the base of
    a state says last what its own go by.
    """
    known = room.study.strategies
    return {
        id(lever): name
        for strategy in (own, *known.values(), known[state.base])
        for name, lever in room.catalogue.named(strategy)
    }
