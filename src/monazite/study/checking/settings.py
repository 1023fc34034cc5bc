"""What `study.yaml` names is there, and what it says of home holds for the chain."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

from monazite.core.errors import Problems, name_remedy
from monazite.core.keys import key_named
from monazite.core.units import CANONICAL_CURRENCY, convertible
from monazite.core.vocabulary import indicators
from monazite.evidence import Evidence, fact_named
from monazite.study.chain import Chain
from monazite.study.checking.names import file_of, unknown
from monazite.study.settings import Settings

_ALWAYS_QUALIFIES = ("total", "chain")


def check_settings(
    settings: Settings,
    chain: Chain,
    strategies: Collection[str],
    worlds: Collection[str],
    troubled: Collection[str],
    problems: Problems,
) -> None:
    """Report names in the settings that nothing defines.

    `strategies` and `worlds` are the names of all files, also of those that could not be read.
    """
    named = [
        *_named_headlines(settings),
        *(_named_strategies(settings, strategies) if "strategies" not in troubled else ()),
    ]
    if "worlds" not in troubled:
        named.append(("world", "world", (settings.world,), worlds))
    for key, what, names, known in (*named, *_named_of_chain(settings, chain, troubled)):
        for name in names:
            if name not in known:
                message, remedy = unknown(what, name, known)
                line = settings.line_of(key)
                problems.add(message, remedy=remedy, file=settings.file, line=line, field=key)
    _check_decided(settings, problems)
    _check_margins(settings, chain, problems)
    if file_of("currencies") not in troubled:
        _check_public_money(settings, chain, problems)


_Named = tuple[str, str, tuple[str, ...], Collection[str]]
"""A key of the settings, what it names, the names there, and all that there are."""


def _named_headlines(settings: Settings) -> Iterator[_Named]:
    """The indicators that are told, and which of them stand in front."""
    yield "headlines", "indicator", _indicators(settings.headlines), indicators()
    yield "front_indicators", "headline", settings.front_indicators, settings.headlines
    if settings.headline is not None:
        yield "headline", "headline", (settings.headline,), settings.headlines


def _named_strategies(settings: Settings, strategies: Collection[str]) -> Iterator[_Named]:
    """The strategies that are compared, briefed and measured against commitments."""
    yield "front_page", "strategy", settings.front_page, strategies
    yield "baseline", "strategy", (settings.baseline,), strategies
    if settings.subject is not None:
        yield "subject", "strategy", (settings.subject,), strategies
    promised = tuple(name for commitment in settings.commitments for name in commitment.strategies)
    yield "commitments", "strategy", promised, strategies


def _named_of_chain(
    settings: Settings, chain: Chain, troubled: Collection[str]
) -> Iterator[_Named]:
    """What settings name of tables of the chain that could be read."""
    if file_of("regions") not in troubled:
        yield "home", "region", (settings.home,), chain.names("regions")
    if file_of("groups") not in troubled:
        yield "tracked_group", "group", (settings.tracked_group,), chain.names("groups")
    if {file_of(table) for table in ("materials", "regions", "uses")}.isdisjoint(troubled):
        yield "headlines", "qualifier", _asked_of(settings.headlines), _qualifiers(chain)


def _check_margins(settings: Settings, chain: Chain, problems: Problems) -> None:
    """Report plants at home with a margin: who builds there asks for a hurdle rate and no more."""
    for row in chain.facilities:
        if row.region == settings.home and row.price_cost_margin:
            problems.at(
                row,
                "price_cost_margin",
                f"a margin is what plants abroad earn, and '{row.facility}' stands at home",
                "leave it blank; put overhead into operating_cost, the return into hurdle_rate",
            )


def _check_public_money(settings: Settings, chain: Chain, problems: Problems) -> None:
    """Report money of the study, or public money, that has no exchange rate."""
    currency = settings.public_money.money.currency
    known = sorted({CANONICAL_CURRENCY, *chain.names("currencies")})
    if settings.currency not in known:
        own = settings.currency
        problems.add(
            f"the study counts in {own}, of which it has no exchange rate",
            remedy=f"add {own} to chain/currencies.csv, with what a dollar of 2024 buys of it as "
            f"per_dollar and its source, or write one of: {', '.join(known)}",
            file=settings.file,
            line=settings.line_of("currency"),
            field="currency",
        )
    if currency not in known and currency != settings.currency:
        problems.add(
            f"the study has no exchange rate for {currency}",
            remedy=f"add it to chain/currencies.csv, or write one of: {', '.join(known)}",
            file=settings.file,
            line=settings.line_of("public_money"),
            field="public_money.unit",
        )


def _check_decided(settings: Settings, problems: Problems) -> None:
    """Report strategies that are decided when nothing is left to be decided.

    A month before the first year is as good as none: everything reported comes after it.
    """
    last = settings.horizon.last
    if settings.decided is not None and int(settings.decided[:4]) > last:
        problems.add(
            f"strategies decided in {settings.decided} change nothing until {last}",
            remedy=f"name a month of {settings.horizon.first} to {last}, or leave the key out",
            file=settings.file,
            line=settings.line_of("decided"),
            field="decided",
        )


def check_uncertain_inputs(
    settings: Settings, evidence: Evidence, unread: Container[str], problems: Problems
) -> None:
    """Report families of doubtful facts that stand there twice or name what no fact speaks of.

    `unread` are tables of facts with problems, in which a fact may be missing for that reason.
    """
    first: dict[str, int] = {}
    for place, family in enumerate(settings.uncertain_inputs):
        line = settings.line_of(f"uncertain_inputs.{place}")
        if family.name in first:
            problems.add(
                f"the family '{family.name}' is there twice",
                remedy=f"rename one of the two; the first stands on line {first[family.name]}",
                file=settings.file,
                line=line,
                field=f"uncertain_inputs.{place}.name",
            )
        first.setdefault(family.name, line)
        _check_patterns(
            settings, f"uncertain_inputs.{place}", family.facts, evidence, unread, problems
        )


def check_wholes(
    settings: Settings, evidence: Evidence, unread: Container[str], problems: Problems
) -> None:
    """Report shares of no fact, shares of two wholes at once, and shares in unlike units."""
    owner: dict[str, str] = {}
    for place, whole in enumerate(settings.wholes):
        key = f"wholes.{place}"
        _check_patterns(settings, key, whole.facts, evidence, unread, problems)
        found = [name for pattern in whole.facts for name in evidence.numbered(pattern)]
        units = {evidence.quantities[name][0].unit for name in found}
        faults = [
            (f"'{name}' is a share of '{owner[name]}' already", "name it in one whole only")
            for name in dict.fromkeys(found)
            if owner.setdefault(name, whole.name) != whole.name
        ]
        if len(units) > 1:
            faults.append((f"its shares stand in {' and '.join(sorted(units))}", "use one unit"))
        for message, remedy in faults:
            problems.add(
                message,
                remedy=remedy,
                file=settings.file,
                line=settings.line_of(key),
                field=f"{key}.facts",
            )


def check_stores_elsewhere(
    settings: Settings, evidence: Evidence, unread: Container[str], problems: Problems
) -> None:
    """Report stores elsewhere that no fact speaks of, or whose fact is no length of time."""
    for place, store in enumerate(settings.stores_elsewhere):
        key = f"stores_elsewhere.{place}"
        _check_patterns(settings, key, (store.cover,), evidence, unread, problems, field="cover")
        for name in evidence.numbered(store.cover):
            unit = evidence.quantities[name][0].unit
            if not convertible(unit, "day"):
                problems.add(
                    f"'{name}' is in {unit}, which is no length of time",
                    remedy="name a fact in days, weeks or months of use",
                    file=settings.file,
                    line=settings.line_of(key),
                    field=f"{key}.cover",
                )


def _check_patterns(
    settings: Settings,
    key: str,
    patterns: tuple[str, ...],
    evidence: Evidence,
    unread: Container[str],
    problems: Problems,
    field: str = "facts",
) -> None:
    for pattern in patterns:
        table = fact_named(pattern).table
        if table in unread or evidence.numbered(pattern):
            continue
        tables = sorted({fact_named(name).table for name in evidence.quantities})
        known = [name for name in evidence.quantities if fact_named(name).table == table]
        problems.add(
            f"no fact with a number is named '{pattern}'",
            remedy=name_remedy(pattern, known)
            if table in tables
            else f"begin with a table of evidence; {name_remedy(table, tables)}",
            file=settings.file,
            line=settings.line_of(key),
            field=f"{key}.{field}",
        )


def _indicators(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Give every indicator the keys name, those asked of another and the others."""
    return tuple(name for key in keys for name in _parts(key)[0])


def _asked_of(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Give the word each key ends with, what its indicator is asked of; none without one."""
    return tuple(asked for key in keys if (asked := _parts(key)[1]))


def _parts(key: str) -> tuple[tuple[str, ...], str]:
    """Split a key: `to_date.output.magnet` into (to_date, output) and magnet."""
    name, rest = key_named(key)
    if rest and name in indicators() and indicators()[name].of_another:
        names, asked = _parts(rest)
        return (name, *names), asked
    return (name,), rest


def _qualifiers(chain: Chain) -> frozenset[str]:
    """Give everything an indicator may be asked of."""
    tables = ("stages", "forms", "materials", "regions", "uses")
    return frozenset().union(_ALWAYS_QUALIFIES, *map(chain.names, tables))
