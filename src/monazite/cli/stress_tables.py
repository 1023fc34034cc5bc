"""Tables of `monazite stress`: who goes short, what may happen, the worst draws, what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.pages import grid
from monazite.cli.wording import figure
from monazite.core.chances import in_hundred
from monazite.core.numerals import percent
from monazite.core.vocabulary import grade_word

if TYPE_CHECKING:
    from monazite.runs.disruptions.stress import Stress
    from monazite.stress import RuleScore, Saving, ShockMatters, StoreForm, WorstDraw

__all__ = ["kept", "rules", "saved", "shocks", "shown_worst", "uses", "worst"]

_SHOWN = 8
"""Rows of a table of what helps."""

_WORST = 3
"""Worst draws that are shown."""


def uses(found: Stress) -> Table:
    """Uses that go short, or goods not sold: how often, since when, how much, at what cost."""
    table = grid()
    table.add_column("sold abroad" if found.months.sold else "use")
    for head in (
        "tier",
        "goes short in",
        "first, typically",
        "t short",
        f"{found.coin.large} lost",
    ):
        table.add_column(head, justify="right")
    for one in found.use_records():
        if one.chance > 0.0:
            table.add_row(
                one.title,
                str(one.tier or ""),
                in_hundred(one.chance, found.scenarios),
                one.first,
                figure(one.tonnes),
                found.coin.told(one.lost),
            )
    return table


def shocks(found: Stress, shocks: list[ShockMatters]) -> Table:
    """Shocks by how often they come, and what each costs alone and with all others."""
    table = grid()
    table.add_column("what may happen")
    for head in ("a year", "alone", f"adds, {found.coin.large}", "error", "figures"):
        table.add_column(head, justify="right")
    for one in shocks:
        table.add_row(
            one.title,
            figure(one.per_year),
            found.coin.told(one.alone),
            found.coin.told(one.adds) if one.told_apart else "not told apart",
            found.coin.told(one.error),
            grade_word(one.grade).lower(),
        )
    return table


def shown_worst(found: Stress) -> list[WorstDraw]:
    """The worst draws that are shown; none where all are the same or none loses anything."""
    return [] if found.is_certain else found.worst_records()[:_WORST]


def worst(found: Stress) -> list[RenderableType]:
    """The worst draws, one a row; nothing where all are the same or none loses anything."""
    records = shown_worst(found)
    if not records:
        return []
    table = grid()
    table.add_column("worst draws", justify="right")
    table.add_column(f"{found.coin.large} lost", justify="right")
    table.add_column("what comes in it")
    for one in records:
        table.add_row(str(one.draw), found.coin.told(one.lost), one.shocks)
    return ["", table]


def saved(found: Stress, savings: Sequence[Saving]) -> list[RenderableType]:
    """What plants, suppliers, contracts and stores save, in tonnes and money a year."""
    saved = grid()
    saved.add_column("what it saves")
    for head in (
        f"t a year, mean of {found.years}",
        found.coin.large,
        f"{found.coin.code} a tonne",
    ):
        saved.add_column(head, justify="right")
    for one in savings[:_SHOWN]:
        saved.add_row(
            one.title, figure(one.tonnes), found.coin.told(one.saved), figure(one.per_tonne)
        )
    return ["", saved]


def kept(found: Stress, forms: Sequence[StoreForm]) -> list[RenderableType]:
    """Forms in which one more tonne in store saves something."""
    saving = [form for form in forms if form.saves][:_SHOWN]
    if not saving:
        return []
    kept = grid()
    kept.add_column("one more tonne in store")
    money = found.coin.code
    for head in (f"saves, {money}", f"costs to buy, {money}", f"costs a year to keep, {money}"):
        kept.add_column(head, justify="right")
    for form in saving:
        kept.add_row(form.title, figure(form.worth), figure(form.price), figure(form.yearly))
    return ["", kept]


def rules(found: Stress, rules: list[RuleScore]) -> list[RenderableType]:
    """Rules set before the shock beside one who knows it, with what they lose beyond that."""
    from monazite.brief.sentences.what_helps import rules_in_words

    if not rules or not rules[0].least:
        return []
    table = grid()
    table.add_column("rule set before the shock: it fills")
    for head in (f"{found.coin.large} lost", "beyond the least"):
        table.add_column(head, justify="right")
    for one in rules:
        beyond = percent(one.regret or 0.0)
        table.add_row(one.rule, found.coin.told(one.lost), beyond)
    return ["", table, Text(rules_in_words(found, rules), style="dim")]
