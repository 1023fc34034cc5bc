"""A plan disturbed month by month: who goes short, which shock matters and what helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from monazite.brief.sentences.disruption import disruption_in_words, reading_in_words
from monazite.brief.sentences.lengths import length_regret_in_words
from monazite.brief.sentences.what_helps import (
    ONLY_USERS,
    beside_others_in_words,
    cover_in_words,
    critical_in_words,
    forms_alone_in_words,
    rules_in_words,
    stockpile_in_words,
    stockpile_regret_in_words,
    unmeasured_in_words,
)
from monazite.charts import Chart
from monazite.core.chances import in_hundred
from monazite.core.documents import document_text
from monazite.core.numerals import Coin, number, percent
from monazite.core.usual import SERVICE
from monazite.findings.comparison import Telling
from monazite.runs.disruptions.stress import Stress, stress
from monazite.stress import ALL, read_release
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import STRESS, chart_view
from monazite.studio.found_months import AtRisk, Disturbed, Drawn, Helps, May, Rule
from monazite.studio.resting import behind_a_stress
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.telling import coin_told
from monazite.studio.told import ChartView

__all__ = ["Wanted", "disturbed", "months_from", "stress_chart", "told"]

SCENARIOS = 4096
"""Scenarios a visitor waits for."""

GOODS = (
    "What plants, suppliers and contracts give stands in tonnes of the goods themselves, which "
    "hold different amounts. Forms that hold none of what is looked at are left out."
)
"""What no basis reaches, though one is chosen."""

KNOWN = 16
"""Scenarios that are solved by one who knows them, while a visitor waits."""

WORST = 5
"""Scenarios that are shown of the worst."""

ROWS = 10
"""Rows of what helps."""


def months_from(room: Room, state: State) -> tuple[int, int]:
    """The year whose January is the first month that is played, and how many months are."""
    years = room.years
    first = max(min(state.year, years[-1] - 2), years[0])
    return first, 12 * min(3, years[-1] - first + 1)


def disturbed(room: Room, state: State, key: str, release: str = "") -> Stress:
    """Play the months from a state's year on, under a shock by name or a stop in words.

    Stores are let go by a rule in words, or as usual. Raises InvalidInput for an unknown shock, for
    a stop that cannot be played and for what is no rule.
    """
    rule = read_release(release)
    year, months = months_from(room, state)
    run, known = room.run(state), {row.shock for row in room.study.chain.shocks}
    if " " in key and key not in known:
        return stress(run, year=year, months=months, n=SCENARIOS, stops=[key], release=rule)
    shock = key or None
    return stress(run, year=year, months=months, n=SCENARIOS, shock=shock, release=rule)


def stress_chart(room: Room, state: State, shock: str, use: str = "", release: str = "") -> Chart:
    """Draw how much of its need a use goes without, or all together, month by month."""
    return disturbed(room, state, shock, release).plot(use or ALL)


@dataclass(frozen=True)
class Wanted:
    """What a visitor wants to see of the months."""

    shock: str
    """A shock by name or a stop in words; blank for all that chance brings."""
    use: str = ""
    """The use whose fan is drawn; blank for all together."""
    budget: str = ""
    """What the tonnes of a stockpile may cost, such as `50 million USD`; blank for anything."""
    release: str = ""
    """How stores are let go, such as `rate=25 %, tier=1`; blank for the usual rule."""
    width: int = 640
    """How wide the fan is drawn."""

    @property
    def besides(self) -> dict[str, str]:
        """What the address of its chart says besides the state."""
        said = {"use": self.use, "release": self.release}
        return {"key": self.shock, **{name: one for name, one in said.items() if one}}


def told(
    room: Room, state: State, wanted: Wanted, found: Stress, asked: Asked
) -> Iterator[tuple[str, Disturbed]]:
    """Tell what is known so far, again and again: first who goes short, in the end what helps."""
    want, shock = Want(chart=STRESS, width=wanted.width), wanted.shock
    budget = wanted.budget or None
    found.budget_in_money(budget)  # refused before anything is shown
    fan = found.plot(wanted.use or ALL)
    rests_on = partial(behind_a_stress, room, found.run, shock, found.months.first)
    view = chart_view(room, state, asked, want, fan, wanted.besides, rests_on=rests_on)
    telling = room.telling(state)
    coin = coin_told(telling, found.run.solution)
    whole = _who_goes_short(found, view, telling, coin)
    if not shock:
        yield "Leaving out one shock after the other", whole
        whole = whole.model_copy(update={"shocks": _shocks(found, coin)})
    whole = whole.model_copy(update={"worst": _worst(found, coin)})
    if found.months.sold:
        yield "Done", whole.model_copy(update={"stockpile": ONLY_USERS})
        return
    yield "Leaving out plants, suppliers and contracts", whole
    whole = whole.model_copy(update={"savings": _savings(found, coin)})
    yield "Trying stores", whole
    cover = cover_in_words(found, found.cover_needed(SERVICE), SERVICE)
    needed = " ".join((*unmeasured_in_words(found), cover))
    stores = _stores(found, telling, coin)
    whole = whole.model_copy(update={"stores": stores, "cover": needed})
    yield "Choosing a stockpile together with its release rule", whole
    best = " ".join(
        (
            stockpile_in_words(found, found.best_stockpile_record(budget), coin),
            *forms_alone_in_words(found, found.form_stockpile_records(budget), coin),
        )
    )
    whole = whole.model_copy(update={"stockpile": best})
    yield "Holding it against somebody who knows what comes", whole
    held = stockpile_regret_in_words(found.stockpile_regret_record(budget, draws=KNOWN), coin)
    lengths = length_regret_in_words(found.length_regret_record(budget), coin)
    others = beside_others_in_words(found, found.budget_in_money(budget), coin)
    said = " ".join((best, held, *lengths, *others, critical_in_words(found.critical_tonnes())))
    whole = whole.model_copy(update={"stockpile": said})
    if shock:
        yield "Trying release rules", whole
        whole = whole.model_copy(update=_rules(found, coin))
    yield "Done", whole


def _who_goes_short(found: Stress, view: ChartView, telling: Telling, coin: Coin) -> Disturbed:
    """What is known as soon as the months are played."""
    at_risk, solution = found.use_records(), found.run.solution
    of_use = {one.use: one.tonnes * telling.in_a_tonne(solution, one.use) for one in at_risk[:-1]}
    if telling.of is not None:
        of_use[ALL] = sum(of_use[found.months.uses[at]] for at in found.months.counted)
    uses = [
        AtRisk(
            use=one.title,
            tier=str(one.tier or ""),
            chance=in_hundred(one.chance, found.scenarios),
            first=one.first,
            short=number(of_use.get(one.use, one.tonnes)),
            lost=coin.told(one.lost),
        )
        for one in at_risk
        if one.chance > 0.0
    ]
    return Disturbed(
        coin=coin.code,
        large=coin.large,
        tonnes=telling.tonnes,
        goods="" if telling.of is None else GOODS,
        years=found.years,
        sentences=[*disruption_in_words(found, coin), *reading_in_words(found, coin)],
        chart=view,
        uses=uses,
        shocks=[],
        worst=[],
        savings=[],
        stores=[],
        cover="",
        rules=[],
        rules_said="",
        stockpile="",
    )


def _shocks(found: Stress, coin: Coin) -> list[May]:
    return [
        May(
            shock=one.title,
            per_year=number(one.per_year),
            alone=coin.told(one.alone),
            adds=coin.told(one.adds) if one.told_apart else "not told apart",
            grade=one.grade,
        )
        for one in found.tornado_records()
    ]


def _worst(found: Stress, coin: Coin) -> list[Drawn]:
    """The worst scenarios with the worlds they are; none where every one is the same."""
    records = [] if found.is_certain else found.worst_records()[:WORST]
    worlds = [found.world(one.draw) for one in records]
    return [
        Drawn(
            draw=one.draw,
            lost=coin.told(one.lost),
            shocks=one.shocks,
            file=f"{world.name}.yaml",
            world=document_text(world.as_document()),
        )
        for one, world in zip(records, worlds, strict=True)
    ]


def _savings(found: Stress, coin: Coin) -> list[Helps]:
    return [
        Helps(
            what=one.title,
            size=number(one.tonnes),
            saves=coin.told(one.saved),
            each=number(coin.rate * one.per_tonne),
        )
        for one in found.saving_records()
        if one.saved > max(2.0 * one.error, coin.dollar)
    ][:ROWS]


def _stores(found: Stress, telling: Telling, coin: Coin) -> list[Helps]:
    return [
        Helps(
            what=one.title,
            size=number(coin.rate * one.price / held),
            saves="",
            each=number(coin.rate * one.worth / held),
        )
        for one in found.form_records()
        if (held := telling.in_a_tonne(found.run.solution, one.material)) > 0.0
    ][:ROWS]


def _rules(found: Stress, coin: Coin) -> dict[str, object]:
    """Rules set before the shock, where one who knows it loses anything at all."""
    scores = found.rule_records()
    if not scores or not scores[0].least:
        return {}
    rows = [
        Rule(rule=one.rule, lost=coin.told(one.lost), beyond=percent(one.regret or 0.0))
        for one in scores
    ]
    return {"rules": rows, "rules_said": rules_in_words(found, scores, coin)}
