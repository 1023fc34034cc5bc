"""A plan disturbed month by month: who goes short, which shock matters and what helps."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.charts import Chart
from monazite.core.numerals import amount, number, whole_percent
from monazite.runs.stress import Stress, stress
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import STRESS, chart_view
from monazite.studio.found import AtRisk, Disturbed, Helps, May
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["disturbed", "stress_chart", "told"]

SCENARIOS = 4096
"""Scenarios a visitor waits for."""

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
        alone=True,
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
    basis = room.study.words.product.plural
    whole = Disturbed(
        sentences=list(_sentences(found)),
        chart=view,
        uses=[
            AtRisk(
                use=one.title,
                tier=str(one.tier or ""),
                chance=_frequency(one.chance),
                first=one.first,
                short=number(one.tonnes),
                lost=_millions(one.lost),
            )
            for one in found.use_records()
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
                alone=_millions(one.alone),
                adds=_millions(one.adds) if abs(one.adds) > 2.0 * one.error else "not told apart",
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
            saves=_millions(one.saved),
            each=number(one.per_tonne),
        )
        for one in found.saving_records()
        if one.saved > max(2.0 * one.error, 1.0)
    ]
    whole = whole.model_copy(update={"savings": savings[:ROWS]})
    yield "Trying stores", whole
    stores = [
        Helps(
            what=one.title,
            size=number(one.price),
            saves="",
            each=number(one.worth),
        )
        for one in found.form_records()
    ]
    days = found.cover_needed()
    enough = "No store of four years would be" if days is None else f"{days:.0f} days of use are"
    cover = f"{enough} needed in store of {basis} for nobody to go short in 95 of 100 scenarios."
    yield "Done", whole.model_copy(update={"stores": stores[:ROWS], "cover": cover})


def _sentences(found: Stress) -> Iterator[str]:
    loss, asked = found.loss, found.plan.asked
    last = found.months.month(found.plan.months - 1)
    if asked is not None:
        yield f"{found.months.titles[asked.shock]} alone, from {found.months.month(asked.month)}."
    if loss.worst == loss.median:
        short = "somebody goes short" if loss.chance else "nobody goes short"
        yield f"It is the same every time: {short}, and {_money(loss.mean)} are lost."
    else:
        yield (
            f"{found.scenarios:,} scenarios from {found.months.month(0)} to {last}: somebody goes"
            f" short in {_frequency(loss.chance)}. What users never get is worth"
            f" {_money(loss.mean)} on average, and {_money(loss.tail)} in the worst twentieth."
        )
    yield (
        "Values are what users would pay for what they go without, not for what they cannot make"
        f" without it. How often shocks come is a guess for {_guessed(found)} of them."
    )


def _guessed(found: Stress) -> str:
    drawn = [shock for shock in found.shocks if shock.frequency > 0.0]
    weak = sum(shock.grade == "C" for shock in drawn)
    return whole_percent(weak / len(drawn)) if drawn else "none"


def _frequency(chance: float) -> str:
    hundred = 100.0 * chance
    return "less than 1 in 100" if 0.0 < hundred < 1.0 else f"{hundred:.0f} in 100"


def _millions(dollars: float) -> str:
    return number(dollars / 1e6)


def _money(dollars: float) -> str:
    return amount(dollars, "USD_2024")
