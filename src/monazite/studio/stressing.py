"""A plan disturbed month by month: who goes short, which shock matters and what helps."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.brief.sentences.disruption import (
    cover_in_words,
    disruption_in_words,
    reading_in_words,
    unmeasured_in_words,
)
from monazite.charts import Chart
from monazite.core.numerals import in_hundred, number
from monazite.runs.stress import Stress, stress
from monazite.stress import ALL
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import STRESS, chart_view
from monazite.studio.found import AtRisk, Disturbed, Helps, May
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.telling import coin_told

__all__ = ["disturbed", "stress_chart", "told"]

SERVICE = 0.95
"""Part of scenarios in which nobody is to go short."""

SCENARIOS = 4096
"""Scenarios a visitor waits for."""

GOODS = (
    "What plants and suppliers give stands in tonnes of the goods themselves, which hold different "
    "amounts. Forms that hold none of what is looked at are left out."
)
"""What no basis reaches, though one is chosen."""

ROWS = 10
"""Rows of what helps."""


def disturbed(room: Room, state: State, shock: str) -> Stress:
    """Play the months from a state's year on; raises InvalidInput for an unknown shock."""
    years = room.years
    first = max(min(state.year, years[-1] - 2), years[0])
    months = 12 * min(3, years[-1] - first + 1)
    return stress(
        room.run(state),
        year=first,
        months=months,
        n=SCENARIOS,
        shock=shock or None,
    )


def stress_chart(room: Room, state: State, shock: str) -> Chart:
    """Draw how much of their need users go without, month by month."""
    return disturbed(room, state, shock).plot()


def told(
    room: Room, state: State, shock: str, found: Stress, asked: Asked, width: int
) -> Iterator[tuple[str, Disturbed]]:
    """Tell what is known so far, again and again: first who goes short, in the end what helps."""
    view = chart_view(
        room, state, asked, Want(chart=STRESS, width=width), found.plot(), {"key": shock}
    )
    solution, telling = found.run.solution, room.telling(state)
    coin = coin_told(telling, solution)
    at_risk = found.use_records()
    counted = [found.months.uses[at] for at in found.months.counted]
    of_use = {one.use: one.tonnes * telling.in_a_tonne(solution, one.use) for one in at_risk[:-1]}
    if telling.of is not None:
        of_use[ALL] = sum(of_use[use] for use in counted)
    whole = Disturbed(
        coin=coin.code,
        large=coin.large,
        tonnes=telling.tonnes,
        goods="" if telling.of is None else GOODS,
        sentences=[*disruption_in_words(found, coin), *reading_in_words(found)],
        chart=view,
        uses=[
            AtRisk(
                use=one.title,
                tier=str(one.tier or ""),
                chance=in_hundred(one.chance),
                first=one.first,
                short=number(of_use.get(one.use, one.tonnes)),
                lost=coin.told(one.lost),
            )
            for one in at_risk
            if one.chance > 0.0
        ],
        shocks=[],
        savings=[],
        stores=[],
        cover="",
    )
    yield "Leaving out one shock after the other", whole
    if not shock:
        rows = [
            May(
                shock=one.title,
                per_year=number(one.per_year),
                alone=coin.told(one.alone),
                adds=coin.told(one.adds) if one.told_apart else "not told apart",
                grade=one.grade,
            )
            for one in found.tornado_records()
        ]
        whole = whole.model_copy(update={"shocks": rows})
        yield "Leaving out plants and suppliers", whole
    savings = [
        Helps(
            what=one.title,
            size=number(one.tonnes),
            saves=coin.told(one.saved),
            each=number(coin.rate * one.per_tonne),
        )
        for one in found.saving_records()
        if one.saved > max(2.0 * one.error, coin.dollar)
    ]
    whole = whole.model_copy(update={"savings": savings[:ROWS]})
    yield "Trying stores", whole
    stores = [
        Helps(
            what=one.title,
            size=number(coin.rate * one.price / held),
            saves="",
            each=number(coin.rate * one.worth / held),
        )
        for one in found.form_records()
        if (held := telling.in_a_tonne(solution, one.material)) > 0.0
    ]
    said = (*unmeasured_in_words(found), cover_in_words(found.cover_needed(SERVICE), SERVICE))
    yield (
        "Done",
        whole.model_copy(update={"stores": stores[:ROWS], "cover": " ".join(said)}),
    )
