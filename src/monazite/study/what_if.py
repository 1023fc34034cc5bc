"""The same study with a fact at another value: for when a number may be wrong.

Nothing is written. The other value is a correction like those of `corrections.yaml`, so that
everything that follows a number back meets it: the fact as written, the value asked about, and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from math import isfinite
from numbers import Real
from threading import Lock
from typing import Any

from monazite.core.errors import InvalidInput, Problems
from monazite.core.kept import Kept
from monazite.core.numerals import reckoned
from monazite.core.units import Money
from monazite.core.wording import listed
from monazite.evidence import Choice, Correction, Evidence, Quantity
from monazite.evidence.arithmetic import parse_expression, references
from monazite.store.studies import SETTINGS_FILE
from monazite.study.cells import ChainRow, Number
from monazite.study.chain import Chain
from monazite.study.checking import check_matter
from monazite.study.numbers import (
    DISCOUNT_RATE,
    CellKey,
    Numbers,
    fault_of,
    read_money,
    within,
)
from monazite.study.settings import Settings
from monazite.study.study import Study

MATTER = ("chain/contents.csv", "chain/fractions.csv", "chain/recipes.csv")
"""Tables in which another number could make matter from nothing."""


_alone = Lock()
_latest: Kept[Hashable, tuple[Study, Study]] = Kept(1)
"""The study that was put otherwise last, beside the one it was made of."""


_WHOLES = {"1": 1.0, "%": 100.0}
"""All of something, in the units shares are written in."""


def with_values(
    study: Study, values: Mapping[str, float], reason: str, *, stated: bool = False
) -> Study:
    """Give the study with facts at other values, each in the unit its fact is written in.

    `values` are keyed by fact, `table:slug#n`, or by quantity, `table:slug`, which means the fact
    chosen for it; that fact stays chosen whatever its value. Other shares of the same whole give
    way in proportion, so that the whole stays as large as it was. Only cells that rest on a moved
    fact are resolved again. A number that would leave the bounds of its column stops at the bound,
    so a share stays a share; where values are `stated` by somebody, and beyond the range their
    fact has, it is refused like one in a table.

    Its hash is another: what was worked out of the study as it is does not hold for it.

    The latest study is kept: who looked whether matter balances solves it next.

    Raises InvalidInput when a name is not known, a cell has no finite number any more, or a recipe
    would make matter.
    """
    asked = (tuple(sorted(values.items())), reason, stated)
    with _alone:
        known = _latest.get(asked)
    if known is not None and known[0] is study:
        return known[1]
    found = _with_values(study, values, reason, stated=stated)
    with _alone:
        _latest.put(asked, (study, found))
    return found


def _with_values(study: Study, values: Mapping[str, float], reason: str, *, stated: bool) -> Study:
    values = {study.evidence.quantity(name).chosen.fact_id: at for name, at in values.items()}
    beyond = {name: at for name, at in values.items() if stated and _is_beyond(study, name, at)}
    displaced = dict(_displaced(study, values))
    corrections = [
        *_corrections(study.evidence, values, reason),
        *_corrections(study.evidence, displaced, f"{reason}; gives way to a share of the same"),
    ]
    moved = {correction.fact for correction in corrections}
    evidence = study.evidence.corrected(corrections)
    old = study.numbers
    problems = Problems()
    _refuse_no_shares(study, beyond, problems)
    money, cells = old.money, old.resolved_cells()
    touched = [key for key, quantity in cells.items() if not moved.isdisjoint(quantity.facts)]
    if _rates_rest_on(study.chain, study.evidence, moved):
        bare = old.on_other_evidence(evidence, Money(), {})
        money = read_money(study.chain, bare, problems)
        touched = list(cells)
    stale = set(touched)
    kept = {key: quantity for key, quantity in cells.items() if key not in stale}
    numbers = old.on_other_evidence(evidence, money, kept)
    held = dict(kept)
    for key, row, quantity in _resolved_anew(study, numbers, touched, problems):
        bounds = row.numbers()[key[2]] if isinstance(row, ChainRow) else DISCOUNT_RATE
        if not beyond.keys().isdisjoint(quantity.facts):
            _refuse_outside(key, quantity, bounds, beyond, money.dollar, problems)
        held[key] = within(quantity, bounds)
    numbers = old.on_other_evidence(evidence, money, held)
    if any(key[0] in MATTER for key in touched):
        check_matter(study.chain, numbers, problems)
    problems.raise_if_any()
    otherwise = f"{study.data_hash} {sorted(values.items())}"
    return replace(study, numbers=numbers, data_hash=hashlib.sha256(otherwise.encode()).hexdigest())


def stated_numbers(values: Mapping[str, Any]) -> dict[str, float]:
    """Give the values of facts that somebody states as plain numbers; raises InvalidInput."""
    problems = Problems()
    found: dict[str, float] = {}
    for name, value in values.items():
        if isinstance(value, Real) and not isinstance(value, bool) and isfinite(value):
            found[name] = float(value)
        else:
            problems.add(
                f"{value!r} is not a number",
                remedy="give a number, in the unit the fact is written in",
                field=str(name),
            )
    problems.raise_if_any()
    return found


def facts_meant(study: Study, names: Iterable[str]) -> dict[str, str]:
    """Give the fact that each name of a fact or of a quantity means.

    Raises InvalidInput for every name that is not known, and where two mean one fact.
    """
    problems, meant = Problems(), dict[str, str]()
    for name in names:
        try:
            fact = study.evidence.quantity(name).chosen.fact_id
        except InvalidInput as wrong:
            problems.extend(replace(one, field=name) for one in wrong.problems)
            continue
        same = next((other for other, known in meant.items() if known == fact), None)
        if same is not None:
            problems.add(
                f"'{same}' and '{name}' are one fact",
                remedy="give it one value",
                field=name,
            )
        meant[name] = fact
    problems.raise_if_any()
    return meant


def range_of(study: Study, choice: Choice) -> tuple[float, float]:
    """Give low and high of a chosen fact in its own unit; the spread by grade fills in."""
    margin = abs(choice.value) * study.numbers.spread[choice.chosen.grade]
    low = choice.value - margin if choice.low is None else choice.low
    high = choice.value + margin if choice.high is None else choice.high
    return low, high


def _displaced(study: Study, values: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield the shares that give way to moved ones, by fact, with what is left to them.

    With S the sum of a whole and M the sum of its moved shares before and after,
    each other share is multiplied by (S - M after) / (S - M before).
    """
    for whole in study.settings.wholes:
        names = dict.fromkeys(
            name for pattern in whole.facts for name in study.evidence.numbered(pattern)
        )
        choices = [study.evidence.quantity(name) for name in names]
        moved = [choice for choice in choices if choice.chosen.fact_id in values]
        others = [choice for choice in choices if choice.chosen.fact_id not in values]
        left = sum(choice.value for choice in others)
        if not moved or left <= 0:
            continue
        gained = sum(values[choice.chosen.fact_id] - choice.value for choice in moved)
        factor = max(left - gained, 0.0) / left
        for choice in others:
            yield choice.chosen.fact_id, choice.value * factor


def _corrections(
    evidence: Evidence, values: Mapping[str, float], reason: str
) -> Iterator[Correction]:
    for name, value in values.items():
        chosen = evidence.quantity(name).chosen
        what_if = Correction(
            fact=chosen.fact_id,
            status="corrected",
            reason=reason,
            value=value,
            low=None,
            high=None,
            file="",
            line=0,
        )
        yield what_if
        rivals = len(evidence.quantities[chosen.quantity]) > 1
        if rivals and evidence.quantity(chosen.quantity).chosen is chosen:
            # another value must not make another fact the nearest to the median of the rivals
            yield replace(what_if, status="preferred", value=None)


def _rates_rest_on(chain: Chain, evidence: Evidence, moved: set[str]) -> bool:
    return any(
        evidence.quantity(name).chosen.fact_id in moved
        for row in chain.currencies
        for name in references(parse_expression(row.per_dollar))
    )


def _resolved_anew(
    study: Study, numbers: Numbers, touched: list[CellKey], problems: Problems
) -> Iterator[tuple[CellKey, ChainRow | Settings, Quantity]]:
    """Resolve cells again, each with the row it stands in."""
    for key in touched:
        file, line, column, unit = key
        row = study.settings if file == SETTINGS_FILE else study.chain.by_line[file, line]
        quantity = numbers.resolve(row, column, unit, problems)
        if quantity is not None:
            yield key, row, quantity


def _refuse_outside(
    key: CellKey,
    quantity: Quantity,
    bounds: Number,
    beyond: Mapping[str, float],
    dollar: float,
    problems: Problems,
) -> None:
    """Report a number that facts beyond their range put outside what its column holds."""
    file, line, column, unit = key
    fault = fault_of(quantity.value, unit, bounds, dollar)
    if fault is not None:
        put = [f"{fact} at {reckoned(beyond[fact])}" for fact in quantity.facts if fact in beyond]
        message, remedy = fault
        said = f"with {listed(put)}, {message}"
        problems.add(said, remedy=remedy, file=file, line=line, field=column)


def _refuse_no_shares(study: Study, beyond: Mapping[str, float], problems: Problems) -> None:
    """Report shares of something that are put below nothing or above all of it.

    What a fact measures says whether it is one; one whose own range goes above all is none.
    """
    for name, value in beyond.items():
        fact = study.evidence.facts[name]
        whole = _WHOLES.get(fact.unit)
        measures = fact.dimensions.get("metric", "")
        if whole is None or not measures.startswith("share"):
            continue
        choice = study.evidence.quantity(name)
        most = choice.value if choice.high is None else choice.high
        if most <= whole and not 0 <= value <= whole:
            said = f"{value:g} %" if fact.unit == "%" else f"{value:g}"
            problems.add(
                f"{said} is no share",
                remedy=f"give a number from 0 to {whole:g}",
                field=name,
            )


def _is_beyond(study: Study, fact: str, value: float) -> bool:
    low, high = range_of(study, study.evidence.quantity(fact))
    return not low <= value <= high
