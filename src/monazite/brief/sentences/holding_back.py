"""Says what limits on exports bring, as they stand and on top of a strategy without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monazite.brief.sentences.limits import in_words
from monazite.brief.sentences.money import more_or_less
from monazite.core.numerals import percent, points
from monazite.core.wording import listed
from monazite.findings.account import CONSERVED
from monazite.findings.comparison import conserved, first_year_of_gain, shares_of
from monazite.findings.indicators import as_headlines_write, compute
from monazite.findings.solution import Solution, at, decision_years
from monazite.runs.plan.coin import coin_of
from monazite.runs.plan.masses import figures_of, mass_of_kept

SHOWS = 5e-4
"""Share of what users want below which a title does not tell points."""

Told = tuple[str, Solution]
"""Title of a strategy, and its reading."""


@dataclass(frozen=True)
class OnTop:
    """A strategy with limits on exports that it does not have, taken from another.

    `limits` is the title of the other and `alone` whether it does nothing else; `solution` is the
    plan of both together, which knows the same without the limits.
    """

    limits: str
    alone: bool
    solution: Solution


def what_limits_bring(solution: Solution, limited: Sequence[Told], on_top: OnTop | None) -> str:
    """Say in the words of a title that limits bring none of the product; blank where some do."""
    told = [one for _, one in limited if one.without_limits is not None]
    if not told or any(first_year_of_gain(one) is not None for one in told):
        return ""
    text = f"Holding back exports brings no {_goods(solution)}"
    if on_top is None:
        return text if solution.without_limits is not None else f"{text} where it is planned"
    where = "on its own" if on_top.alone else f"under “{on_top.limits}”"
    first = first_year_of_gain(on_top.solution)
    if first is None:
        return f"{text}, {where} or on top of the plan"
    for year in reversed(decision_years(solution)):
        without, with_it = _shares(on_top.solution, year)
        if with_it - without >= SHOWS:
            gain = points(with_it - without).removeprefix("+")
            return f"{text} {where}, {gain} points in {year} on top of the plan"
    return f"{text} {where}, a little from {first} on top of the plan"


def says_of_limits(
    limited: Sequence[Told], strategy: str, years: tuple[int, int], on_top: OnTop | None
) -> str:
    """What limits on exports bring of the product, and where what they keep is."""
    told = [(title, one, free) for title, one in limited if (free := one.without_limits)]
    if not told:
        return ""
    parts = [*_as_they_stand(told, years[0])]
    if on_top is not None:
        parts.append(_on_top(on_top, strategy, years[1]))
    parts += _where_it_is(told, years[0])
    return "; ".join(parts) + "."


Limited = Sequence[tuple[str, Solution, Solution]]
"""Title of a strategy with limits on exports, its reading, and that of the same without them."""


def _as_they_stand(told: Limited, year: int) -> list[str]:
    """What the limits of each strategy bring of the product."""
    goods = _goods(told[0][1])
    firsts = [(title, one, free, first_year_of_gain(one)) for title, one, free in told]
    idle = [f"“{title}”" for title, *_, first in firsts if first is None]
    parts = []
    if idle:
        parts.append(f"Holding back exports brings no {goods} in any year under {listed(idle)}")
    for title, one, free, first in firsts:
        if first is not None:
            (with_it, without), mass = figures_of((one, free), "output")
            words = f"{mass.said(at(one, with_it - without, year), signed=True)} in {year}"
            lead = "under" if parts else f"Holding back exports first brings {goods} under"
            parts.append(
                f"{lead} “{title}” "
                + (f"it first does in {first}" if parts else f"in {first}")
                + f" ({words})"
            )
    return parts


def _on_top(on_top: OnTop, strategy: str, year: int) -> str:
    """What limits bring on top of a strategy that has none, and what home pays for it."""
    one, free = on_top.solution, on_top.solution.without_limits
    assert free is not None, "it is there to be held against the same without limits"
    first = first_year_of_gain(one)
    lead = f"on top of “{strategy}” what “{on_top.limits}” holds back"
    if first is None:
        return f"{lead} brings none either"
    (with_it, without), mass = figures_of((one, free), "output")
    shares = _shares(one, year)
    cost, usual = (at(plan, compute(plan, "home_cost"), year) for plan in (one, free))
    more = mass.said(at(one, with_it - without, year), signed=True)
    spends = more_or_less(cost - usual, cost, coin_of(one))
    return (
        f"{lead} first brings some in {first}, and {more} in {year}, "
        f"{points(shares[1] - shares[0])} points of what users want, while home spends {spends} "
        "without it"
    )


def _where_it_is(told: Limited, year: int) -> list[str]:
    """What limits do to the part made from home ore, and where what they keep is."""
    parts = []
    title, one, free = max(told, key=lambda entry: conserved(entry[1], year).get(CONSERVED, 0.0))
    own = [at(read, compute(read, "self_sufficiency.chain"), year) for read in (free, one)]
    if abs(own[1] - own[0]) >= SHOWS:
        parts.append(
            f"under “{title}” it takes the part made from home ore in {year} from "
            f"{percent(own[0])} to {percent(own[1])}"
        )
    totals = conserved(one, year, one.of)
    whole = totals.get(CONSERVED, 0.0)
    if whole >= 1.0:
        fate, share = next(iter(shares_of(totals).items()))
        parts.append(
            f"of the {mass_of_kept(one).said(whole, one.study.tracked)} that “{title}” keeps from "
            "abroad by "
            f"{year}, {percent(share)} is {in_words(fate)}"
        )
    return parts


def _shares(solution: Solution, year: int) -> tuple[float, float]:
    """What home makes of what users want without the limits of a plan and with them."""
    key = as_headlines_write(solution, "self_sufficiency")
    free = solution.without_limits
    assert free is not None, "it is there to be held against the same without limits"
    return at(free, compute(free, key), year), at(solution, compute(solution, key), year)


def _goods(solution: Solution) -> str:
    """What the study calls tonnes of its product."""
    return solution.study.words.product.plural
