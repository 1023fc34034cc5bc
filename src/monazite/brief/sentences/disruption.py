"""Sentences on a plan disturbed month by month, for the shell and the studio alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from monazite.core.chances import in_hundred
from monazite.core.numerals import Coin, percent
from monazite.core.wording import counted, listed, lowered, raised

if TYPE_CHECKING:
    from monazite.runs.disruptions.stress import Stress
    from monazite.stress import ShockAsked, Stop

__all__ = ["disruption_in_words", "plan_without_in_words", "reading_in_words"]

TWENTY = 20
"""Scenarios below which nothing is told of the worst twentieth of them."""

AWAITED = 0.01
"""Part of what is lost from which it is told how much of it users may yet get."""


def disruption_in_words(found: Stress, coin: Coin | None = None) -> Iterator[str]:
    """Say what was played, how often somebody goes short, and what that costs."""
    loss, coin = found.loss, coin or found.coin
    yield from _for_certain(found)
    for title in found.idle:
        yield f"“{title}” strikes nothing that this plan has."
    # Chances are those of the product; what is lost is lost of whatever is short.
    short, lost = _short(found, loss.chance > 0.0), _worth(found)
    if loss.worst < coin.dollar:
        yield _nothing_lost(found)
        return
    if found.is_certain:
        yield f"It is the same every time: {short}, and {lost} {coin.told(loss.mean)} {coin.large}."
        return
    count = found.scenarios
    played = f"{counted(count, 'scenario')}, seed {found.seed}"
    if not found.complete:
        played += f" (partial: {found.asked_for:,} were asked for)"
    mean = f"{coin.told(loss.mean)} {coin.large}"
    if count == 1:
        yield f"{played}: {short} in it, and {lost} {mean}."
        return
    said = (
        f"{played}: {_short(found, True)} in {in_hundred(loss.chance, count)}."
        f" {raised(lost)} {mean} on average"
    )
    if count < TWENTY:
        yield f"{said}, and {coin.told(loss.worst)} {coin.word} in the worst of them."
        return
    tail = f"{coin.told(loss.tail)} {coin.word} on average in"
    if loss.high < coin.dollar:
        yield f"{said}, and {tail} the worst twentieth."
        return
    yield (
        f"{said}, {coin.told(loss.high)} {coin.word} or more in one of twenty, and {tail} that"
        " twentieth."
    )


def _nothing_lost(found: Stress) -> str:
    """Say that nothing of what was played costs anybody anything."""
    said = "no sale is lost" if found.months.sold else "nobody goes short of anything"
    if found.is_certain:
        return f"It is the same every time: {said}."
    which = "it" if found.scenarios == 1 else "any of them"
    return f"{counted(found.scenarios, 'scenario')}, seed {found.seed}: {said} in {which}."


def _short(found: Stress, at_all: bool) -> str:
    """Say that somebody goes short of the product or that less of it is sold, or neither."""
    product = found.run.solution.study.words.product.plural
    if found.months.sold:
        return f"{'' if at_all else 'no '}sales of {product} are lost"
    return f"{'somebody' if at_all else 'nobody'} goes short of {product}"


def _worth(found: Stress) -> str:
    """Begin to say what all that is short comes to."""
    if found.months.sold:
        return "all sales that are lost would have brought"
    return "what users never get of these or of anything else is worth"


def _for_certain(found: Stress) -> Iterator[str]:
    """Say what comes in every scenario: stops as stated, and shocks of the study."""
    stops, alone = found.asked_records(stated=True), found.plan.alone
    sources, of_study = (
        [*dict.fromkeys(one.source for one in stops)],
        found.asked_records(stated=False),
    )
    only = alone and len(sources) == 1 and not of_study
    other = ", and nothing else" if only else "" if alone else ", among others that chance brings"
    for source in sources:
        said = listed([_stop(one) for one in stops if one.source == source])
        yield f"For certain, as {source}{other}: {said}."
    yield from plan_without_in_words(found.own)
    other = "besides" if stops else "alone" if alone else "among others"
    for shock in of_study:
        yield f"{shock.title} {other}, for certain, from {shock.begins}."


def plan_without_in_words(own: Sequence[Stop]) -> Iterator[str]:
    """Say that stops of the world strike a plan that does not know them, if there are any."""
    if own:
        them, those = ("it", "that stop") if len(own) == 1 else ("them", "those stops")
        yield (
            f"What the world states strikes a plan without {them}: in the world's own plan home"
            f" goes without for {those} already."
        )


def _stop(stop: ShockAsked) -> str:
    """Say one stop with its length, its first month and its depth."""
    whole = stop.months == int(stop.months)
    length = counted(int(stop.months), "month") if whole else f"{stop.months:g} months"
    deep = "" if stop.depth == 1.0 else f" at {percent(stop.depth)}"
    return f"a {lowered(stop.title)} for {length} from {stop.begins}{deep}"


def reading_in_words(found: Stress, coin: Coin | None = None) -> Iterator[str]:
    """Say how figures are to be read: what is held, what need and value are, what is a guess."""
    if found.held:
        yield (
            f"When the months begin the public stockpile holds {listed(found.held)}; it fills"
            f" {found.release.in_words()} of that."
        )
    else:
        yield "There is no public stockpile."
    if found.months.sold:
        yield (
            "Nobody at home uses what the chain makes, so what is counted is what the plan would"
            " have sold abroad, at the price paid there less freight. What it would have cost to"
            " make is not taken off."
        )
    else:
        yield (
            "Need is what the plan serves. Values are what users would pay for what they go"
            " without, not for what they cannot make without it."
        )
    coin = coin or found.coin
    if found.awaited > max(AWAITED * found.loss.mean, coin.dollar):
        yield (
            f"Of what is lost, {coin.told(found.awaited)} {coin.large} is for what users still"
            " wait for when the months end and may yet get."
        )
    if not found.run.solution.study.chain.buffers:
        who = "sellers" if found.months.sold else "users"
        yield (
            f"The study does not say what {who} hold, nor how soon others send more: so nobody"
            " holds any and nobody sends more."
        )
    drawn = [one for one in found.shocks if one.frequency > 0.0]
    guessed = sum(one.grade == "C" for one in drawn)
    if found.plan.by_chance and guessed:
        which = "each" if guessed == len(drawn) else f"{guessed} of {len(drawn)}"
        yield f"How often shocks come is an estimate of the study's own for {which} of them."
