"""Sentences on a plan disturbed month by month, for the shell and the studio alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from monazite.core.numerals import amount, in_hundred, millions
from monazite.core.wording import listed

if TYPE_CHECKING:
    from monazite.runs.stress import Stress
    from monazite.stress import Stockpile

__all__ = [
    "cover_in_words",
    "disruption_in_words",
    "elsewhere_in_words",
    "reading_in_words",
    "stockpile_in_words",
    "unmeasured_in_words",
]


def disruption_in_words(found: Stress) -> Iterator[str]:
    """Say what was played, how often somebody goes short, and what that costs."""
    loss, asked = found.loss, found.plan.asked
    if asked is not None:
        title = found.months.titles[asked.shock]
        other = "alone" if found.plan.alone else "among others"
        yield f"{title} {other}, for certain, from {found.months.month(asked.month)}."
    for title in found.idle:
        yield f"{title} strikes nothing that this plan has."
    if found.is_certain:
        short = "somebody goes short" if loss.chance else "nobody goes short"
        yield (
            f"It is the same every time: {short}, and what users never get is worth"
            f" {millions(loss.mean)} million USD."
        )
        return
    counted = f"{found.scenarios:,} scenarios, seed {found.seed}"
    if not found.complete:
        counted += f" (partial: {found.asked_for:,} were asked for)"
    yield (
        f"{counted}: somebody goes short in {in_hundred(loss.chance)}. What users never get is"
        f" worth {millions(loss.mean)} million USD on average, {millions(loss.high)} million or"
        f" more in one of twenty, and {millions(loss.tail)} million on average in that twentieth."
    )


def reading_in_words(found: Stress) -> Iterator[str]:
    """Say how figures are to be read: what is held, what need and value are, what is a guess."""
    if found.held:
        yield (
            f"When the months begin the public stockpile holds {listed(found.held)}; it fills"
            f" {found.release.in_words()} of that."
        )
    else:
        yield "There is no public stockpile."
    yield (
        "Need is what the plan serves. Values are what users would pay for what they go without,"
        " not for what they cannot make without it."
    )
    drawn = [one for one in found.shocks if one.frequency > 0.0]
    guessed = sum(one.grade == "C" for one in drawn)
    if found.plan.asked is None and guessed:
        which = "each" if guessed == len(drawn) else f"{guessed} of {len(drawn)}"
        yield f"How often shocks come is an estimate of the study's own for {which} of them."


def unmeasured_in_words(found: Stress) -> Iterator[str]:
    """Say in whose place nothing could be bought, so that what they save is not known."""
    if found.unmeasured:
        yield f"Not measured, since nothing could be bought instead: {listed(found.unmeasured)}."


def cover_in_words(days: float | None, service: float) -> str:
    """Say how much of the product has to lie in store for nobody to go short so often."""
    enough = "no store of four years is" if days is None else f"{days:.0f} days of use are"
    return (
        f"For nobody to go short in {100 * service:.0f} of 100 scenarios {enough} needed in store."
    )


def elsewhere_in_words(tried: Sequence[Stockpile], none: float) -> Iterator[str]:
    """Say what stores as large as those of others come to here, each by its best rule."""
    for title in dict.fromkeys(one.elsewhere for one in tried if one.elsewhere):
        best = min((one for one in tried if one.elsewhere == title), key=lambda one: one.total)
        change = best.total - none
        way = "less" if change < 0 else "more"
        yield (
            f"{title}: {best.days:.0f} days. As much here ({amount(best.tonnes, 't')}) comes to"
            f" {millions(abs(change))} million USD {way} than none, with what keeping it costs."
        )


def stockpile_in_words(found: Stress, days: float, tonnes: str, rule: str, total: float) -> str:
    """Say which stockpile that was tried comes to least, if any is worth its keep."""
    certain = " All of it as if this were certain to come." if found.plan.asked else ""
    if not days:
        return (
            "None of the stockpiles tried is worth what keeping it costs: without one"
            f" {millions(total)} million USD are lost beyond what users would have paid.{certain}"
        )
    return (
        f"Of the stockpiles tried that of {days:.0f} days ({tonnes} t) comes to least,"
        f" {millions(total)} million USD with what keeping it costs, by the rule: {rule}.{certain}"
    )
