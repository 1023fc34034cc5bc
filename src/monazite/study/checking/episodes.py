"""Past episodes can be played: on a plan there is, in months it covers, and held to what they say.

What a play of months cannot say is untestable, and what is untestable says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from monazite.core.errors import Problems
from monazite.study.cell_units import canonical_unit
from monazite.study.chain import Chain
from monazite.study.checking.names import file_of, unknown
from monazite.study.numbers import Numbers
from monazite.study.records import EpisodeObservationRow, EpisodeRow
from monazite.study.settings import Settings

Fault = tuple[str, str, str]
"""Column, message and remedy."""


def check_episodes(
    chain: Chain,
    numbers: Numbers,
    settings: Settings,
    strategies: Collection[str],
    troubled: Collection[str],
    problems: Problems,
) -> None:
    """Report episodes that cannot be played or prove nothing, and observations they cannot meet.

    `strategies` are the names of all files, also of those that could not be read.
    """
    for row in chain.episodes:
        faults = [*_unplayable(chain, row, settings), *_usual_is_nothing(chain, row, numbers)]
        if "strategies" not in troubled and row.strategy not in strategies:
            faults.append(("strategy", *unknown("strategy", row.strategy, strategies)))
        faults += _empty(chain, row, troubled)
        for column, message, remedy in faults:
            problems.at(row, column, message, remedy)
    for amount in chain.episode_amounts:
        episode = chain.episode.get(amount.episode)
        if episode is not None and not episode.plays(amount.month):
            problems.at(amount, *_outside("month", amount.month, episode))
    for observed in chain.episode_observations:
        episode = chain.episode.get(observed.episode)
        if episode is not None and not episode.plays(observed.period):
            problems.at(observed, *_outside("period", observed.period, episode))
        for column, message, remedy in _untrue(chain, observed, settings):
            problems.at(observed, column, message, remedy)
    _check_told_apart(chain, problems)


def _unplayable(chain: Chain, row: EpisodeRow, settings: Settings) -> Iterator[Fault]:
    shock = next((one for one in chain.shocks if one.shock == row.shock), None)
    if shock is not None and not shock.begins:
        yield (
            "shock",
            f"'{row.shock}' is no episode of the past",
            "name one with a month under begins",
        )
    elif shock is not None and not row.plays(shock.begins):
        yield (
            "shock",
            f"'{row.shock}' begins in {shock.begins}, which is not played",
            f"play it: from January {row.year} to {row.last} is played",
        )
    horizon = settings.horizon
    if not horizon.first <= row.year or int(row.last[:4]) > horizon.last:
        yield (
            "year",
            f"{row.year} to {row.last} is not all reported",
            f"play months from {horizon.first} to {horizon.last}",
        )


def _usual_is_nothing(chain: Chain, row: EpisodeRow, numbers: Numbers) -> Iterator[Fault]:
    if row.basis not in chain.names("bases"):
        return  # reported with the names, as a cell that cannot be read is with all others
    quantity = numbers.resolve(row, "usual", canonical_unit(chain, row, "usual"), Problems())
    if quantity is not None and quantity.value == 0:
        yield (
            "usual",
            "of nothing in a usual month nothing can be withheld",
            "write a number above zero",
        )


def _empty(chain: Chain, row: EpisodeRow, troubled: Collection[str]) -> Iterator[Fault]:
    for table, what in (
        ("episode_amounts", "no month of it is given"),
        ("episode_observations", "it is held against nothing"),
    ):
        named = {one.episode for one in getattr(chain, table)}
        if row.episode not in named and file_of(table) not in troubled:
            yield "episode", what, f"add a row to {file_of(table)}"


def _outside(column: str, when: str, episode: EpisodeRow) -> Fault:
    return (
        column,
        f"{when} is not played",
        f"keep to {episode.year}-01 to {episode.last}, or play more months in chain/episodes.csv",
    )


def _check_told_apart(chain: Chain, problems: Problems) -> None:
    """Report unlike things of one title, which stand in one column, and one thing told twice."""
    things: dict[tuple[str, str], EpisodeObservationRow] = {}
    told: dict[tuple[object, ...], int] = {}
    for row in chain.episode_observations:
        first = things.setdefault((row.episode, row.title), row)
        if first.of != row.of:
            problems.at(
                row,
                "title",
                f"'{row.title}' is something else on line {first.line}",
                "write the same kind, material, origin and region, or another title",
            )
        line = told.setdefault((row.episode, row.of, row.period), row.line)
        if line != row.line:
            problems.at(row, "period", f"the same stands on line {line}", "leave one of the two")


def _untrue(chain: Chain, row: EpisodeObservationRow, settings: Settings) -> Iterator[Fault]:
    found = sorted({chain.basis[name] for name in row.materials if name in chain.basis})
    if len(found) > 1:
        told = " and of ".join(found)
        yield "material", f"tonnes of {told} cannot be added up", "make a row of each"
    if row.origins and row.kind not in ("arrivals", "price"):
        yield "origin", f"'{row.kind}' has no origin", "leave it blank"
    if row.status == "untestable":
        if not row.reason:
            yield "reason", "it is untestable and does not say why", "say why"
        return
    if not row.observed:
        yield "observed", "the cell is blank", "write a figure, or call it untestable and say why"
    if row.kind == "price":
        yield "status", "a play of months has no price", "write 'untestable', with the reason"
        return
    if row.region not in ("", settings.home):
        yield (
            "status",
            "only home's months are played",
            "write 'untestable', with the reason, or leave region blank",
        )
    elif row.kind == "arrivals" and not _arrive(chain, row, settings.home):
        yield (
            "origin" if row.origins else "material",
            "no such lane leads into home",
            "add it to chain/lanes.csv, or name another",
        )


def _arrive(chain: Chain, row: EpisodeObservationRow, home: str) -> bool:
    return any(
        lane.material in row.materials
        and lane.leads_into(home)
        and (not row.origins or lane.origin in row.origins)
        for lane, _ in chain.lane_rows()
    )
