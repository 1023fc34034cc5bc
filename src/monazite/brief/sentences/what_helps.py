"""Sentences on what helps in a disruption, for the shell and the studio alike.

What having contracts and suppliers saves, and what to keep in store: how much, in which form,
and by which rule to let it go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from monazite.brief.sentences.disruption import TWENTY
from monazite.core.numerals import Coin, amount, percent
from monazite.core.wording import counted, listed, lowered

if TYPE_CHECKING:
    from monazite.runs.disruptions.stress import Stress
    from monazite.stress import (
        BestStockpile,
        FormStockpile,
        RuleScore,
        Saving,
        Stockpile,
        StockpileRegret,
        StoreForm,
    )

__all__ = [
    "ONLY_USERS",
    "beside_others_in_words",
    "contracts_in_words",
    "cover_in_words",
    "critical_in_words",
    "elsewhere_in_words",
    "forms_alone_in_words",
    "idle_forms_in_words",
    "rules_in_words",
    "stockpile_in_words",
    "stockpile_regret_in_words",
    "unmeasured_in_words",
]

ONLY_USERS = (
    "What plants, suppliers and stores save is told of users at home, and nobody at home uses what"
    " the chain makes."
)
"""What is said in place of what helps where sales abroad are counted."""

TELLS = 0.005
"""Part of what is lost below which nothing is told of what knowing more would save."""

COSTS = 0.0005
"""Part from which a rule set before shocks costs more; chance may also bring it below nothing."""

LEAST_DAYS = 0.5
"""Days of use below which a stockpile is none one would speak of."""


def unmeasured_in_words(found: Stress) -> Iterator[str]:
    """Say in whose place nothing could be bought, so that what they save is not known."""
    if found.unmeasured:
        yield (
            "What having these saves was not measured, since the plan could buy nothing in their"
            f" place: {listed(found.unmeasured)}."
        )


def contracts_in_words(found: Stress, savings: Sequence[Saving]) -> Iterator[str]:
    """Say what contracts save under which home is sent something; nothing where there are none."""
    kept = [one for one in savings if one.kind == "contract"]
    coin = found.coin
    told = [one for one in kept if abs(one.saved) > max(2.0 * one.error, coin.dollar)]
    said = [f"“{one.title}” saves {coin.told(one.saved)} {coin.large}" for one in told]
    if len(told) < len(kept):
        others = listed([f"“{one.title}”" for one in kept if one not in told])
        said.append(f"of {others} nothing is told apart")
    if said:
        yield (
            "A contract saves what would be lost had home bought its tonnes from others:"
            f" {listed(said)}. Its tonnes are among those of its supplier."
        )


def idle_forms_in_words(forms: Sequence[StoreForm]) -> Iterator[str]:
    """Say in which forms one more tonne in store saves nothing; nothing where all of them save."""
    idle = [lowered(one.title) for one in forms if not one.saves]
    if idle:
        yield f"One more tonne in store of these saves nothing: {listed(idle)}."


def cover_in_words(found: Stress, days: float | None, service: float) -> str:
    """Say how much of the product has to lie in store for nobody to go short so often."""
    if days is None:
        enough = "no store of four years is enough"
    else:
        enough = f"{days:.0f} day{'s' * (round(days) != 1)} of use are needed in store"
    if found.is_certain or found.asked_for == 1:
        often = ""
    elif found.asked_for < TWENTY:
        often = f" in any of {found.asked_for} scenarios"
    else:
        often = f" in {100 * service:.0f} of 100 scenarios"
    return f"For nobody to go short{often} {enough}."


def critical_in_words(tonnes: float) -> str:
    """Say how much would be held by weighing a tonne missing against a tonne kept, and no more."""
    held = f"asks for {amount(tonnes, 't')}" if tonnes > 0.0 else "asks for none"
    return (
        "The newsvendor's rule, which weighs what a tonne missing costs against what a tonne kept"
        f" costs and asks neither when it is missing nor how stores are let go, {held}."
    )


def elsewhere_in_words(
    tried: Sequence[Stockpile], none: float, coin: Coin, most: float | None = None
) -> Iterator[str]:
    """Say what stores as large as those of others come to here, each by its best rule.

    Of those whose tonnes cost more than `most`, money, it is said that the budget is too small.
    """
    for title in dict.fromkeys(one.elsewhere for one in tried if one.elsewhere):
        best = min((one for one in tried if one.elsewhere == title), key=lambda one: one.total)
        change = best.total - none
        way = "less" if change < 0 else "more"
        dear = most is not None and best.capital > most
        beyond = ", for which the budget is too small," if dear else ""
        yield (
            f"{title}: {best.days:.0f} days. As much here ({amount(best.tonnes, 't')}){beyond}"
            f" comes to {coin.told(abs(change))} {coin.large} {way} than none, with what keeping it"
            " costs."
        )


def beside_others_in_words(found: Stress, most: float | None, coin: Coin) -> Iterator[str]:
    """Say what stores as large as those of others come to, even where `most`, money, is less."""
    piles = found.stockpile_records(days=())
    none = next(one.total for one in piles if not one.days)
    yield from elsewhere_in_words(piles, none, coin, most)


def stockpile_in_words(found: Stress, best: BestStockpile, coin: Coin | None = None) -> str:
    """Say how much to hold and by which rule to let it go, if any of it is worth its keep."""
    coin = coin or found.coin
    certain = " All of it as if this were certain to come." if not found.plan.by_chance else ""
    without = f"{coin.told(best.none)} {coin.large}"
    if best.bound and best.days < LEAST_DAYS:
        return (
            "The budget pays for no stockpile worth speaking of: without one"
            f" {without} are lost beyond what users would have paid.{certain}"
        )
    scored = (
        "on the scenarios they were chosen on"
        if best.scored_on == found.scenarios or found.is_certain
        else f"chosen on {counted(best.sized_on, 'scenario')} and played on"
        f" {counted(best.scored_on, 'other')}"
    )
    tiers = "" if best.by_value else ", with users served by tier,"
    if not best.days:
        own = (
            f" With what lies in store anyway it is best to fill {best.rule}:"
            f" {coin.told(best.total)} {coin.word} then."
            if coin.told(best.total) != coin.told(best.none)
            else ""
        )
        alike = " that holds as many days of every form" if len(found.product) > 1 else ""
        return (
            f"No stockpile{alike} is worth what keeping it costs, whatever its size and its rule:"
            f" without one {without} are lost beyond what users would have paid, {scored}.{own}"
            f"{certain}"
        )
    bound = ", all that the budget pays for" if best.bound else ""
    return (
        f"Size and rule chosen together, the best stockpile{tiers} is one of {best.days:.0f} days"
        f" ({amount(best.tonnes, 't')}, {coin.told(best.capital)} {coin.large} to fill{bound})."
        f" It fills {best.rule}. What is then lost beyond what users would have paid comes to"
        f" {coin.told(best.total)} {coin.large} with what keeping it costs, against {without}"
        f" without any, {scored}."
        f"{certain}"
    )


def forms_alone_in_words(
    found: Stress, held: Sequence[FormStockpile], coin: Coin | None = None
) -> Iterator[str]:
    """Say which forms are worth storing by themselves; nothing of the only one of the product."""
    told = [one for one in held if one.pays and (one.material,) != found.product]
    if not told:
        return
    coin = coin or found.coin
    large, word = coin.large, coin.word
    each = listed(
        [
            f"{one.days:.0f} days of {lowered(one.title)} ({amount(one.tonnes, 't')},"
            f" {coin.told(one.capital)} {large} to fill), by {coin.told(one.gains)} {word}"
            for one in told
        ]
    )
    yield f"Alone, with no more of any other in store, this is worth more than its keep: {each}."


def stockpile_regret_in_words(held: StockpileRegret, coin: Coin) -> str:
    """Say what the order of users costs, and how far a rule is from those who know more."""
    return " ".join(_regret_sentences(held, coin))


def _regret_sentences(held: StockpileRegret, coin: Coin) -> Iterator[str]:
    alone = held.scored_on == 1
    on = "that scenario" if alone else f"{held.scored_on} scenarios on which nothing was chosen"
    there = f"{coin.told(held.any_total)} {coin.large}"
    if held.rule == held.any_rule:
        yield f"No other order of users does better; on {on} it comes to {there}."
    else:
        size = f"{held.any_days:.0f} days" if held.any_days else "none"
        costs = f"costs {coin.told(held.order)}" if held.order > 0.0 else "costs nothing there"
        yield (
            f"Were users not bound to come by tier, it would be best to hold {size} and to fill"
            f" {held.any_rule}. On {on} that comes to {there}, and what is best by tier to"
            f" {coin.told(held.total)}: the order of tiers {costs}."
        )
    it = "the shock" if alone else "each shock"
    who = f"Somebody bound by no rule, who is told how long and how deep {it} goes as it begins,"
    if held.regret is None:
        yield f"{who} would lose nothing."
        return
    more = f"{percent(held.regret)} more" if held.regret > COSTS else "no more"
    yield (
        f"{who} would come to {coin.told(held.learned)}, so that a rule set before it costs {more}."
    )
    if held.coming > TELLS * held.learned:
        least = coin.told(held.least)
        yield f"Told beforehand which shocks come as well, they would come to {least}."


def rules_in_words(found: Stress, rules: Sequence[RuleScore], coin: Coin | None = None) -> str:
    """Say what rules were sized and scored on, and whom they are held against."""
    one, coin = rules[0], coin or found.coin
    sized = (
        "How far stores are spread was chosen on the one draw there is."
        if found.is_certain or one.sized_on == found.scenarios
        else f"How far stores are spread was chosen on {counted(one.sized_on, 'draw')}; figures are"
        f" those of {counted(one.scored_on, 'other')}."
    )
    return (
        f"{sized} The least is what one who knows length and depth when the first month begins"
        f" would lose, {coin.told(one.least)} {coin.large}."
    )
