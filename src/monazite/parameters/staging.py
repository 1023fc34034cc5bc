"""Says what is known when: levers and shocks come as news, and nobody acts on news before it comes.

A strategy is known from the month the study says it was decided, but for levers it says nobody
foresees, whose beginning and end are news of their own; an event of a world from the year
it begins, unless it was announced before. Each stage holds everything known by then; what came
before the year it opens is past and stays as it was. A stop abroad that comes as news finds trade
as it was then, also in the first year, which opens without it and a second time with it. One that
is foreseen is held against the same stage without it: see `monazite.parameters.crisis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters
from monazite.parameters.crisis import trade_as_before, trade_less_what_is_withheld
from monazite.parameters.levers import apply_levers
from monazite.parameters.remembering import once_for_what_it_reads
from monazite.strategy import ForeignExportControl, Lever, Stockpile, Strategy, World
from monazite.study import Study

Turn = tuple[int, bool]
"""The year a stage opens, and whether it had opened before; turns compare in the order of news."""


@dataclass(frozen=True)
class InformationStage:
    """Parameters as far as they are known from a period on; the first stage opens the horizon."""

    opens: int
    parameters: Parameters
    levers: tuple[Lever, ...]
    stops: tuple[ForeignExportControl, ...] = ()
    """Controls abroad that come as news when the stage opens; none in the first stage."""
    foreseen: tuple[ForeignExportControl, ...] = ()
    """Controls abroad that have been known from the start; the same in every stage."""
    again: bool = False
    """Whether the year it opens had opened before; the first does, where a stop begins in it."""

    @property
    def turn(self) -> Turn:
        """When it opens, in the order of news."""
        return self.opens, self.again

    def left_by_stops(self, shipment: Labelled) -> tuple[Edit, ...]:
        """Give what stops that are foreseen leave of trade.

        `shipment` is what every lane carries in the same stage without them, over lane and period.
        """
        return tuple(trade_less_what_is_withheld(self.parameters, self.foreseen, shipment))

    def asked_by_stops(self, shipment: Labelled) -> tuple[Edit, ...]:
        """Give what stops that are news now ask of trade.

        `shipment` is what every lane was to carry by the plan of before, over lane and period.
        """
        reserves = tuple(lever for lever in self.levers if isinstance(lever, Stockpile))
        return _asked_by_stops(self.parameters, _met(self.stops, reserves), shipment)


Meeting = tuple[tuple[ForeignExportControl, ...], tuple[Stockpile, ...]]
"""Stops, and the reserves they meet."""


@lru_cache(maxsize=16)
def _met(stops: tuple[ForeignExportControl, ...], reserves: tuple[Stockpile, ...]) -> Meeting:
    """Give one object for all stops and reserves that are the same."""
    return stops, reserves


# the plan of before is mostly one that no strategy moves, since none was known then
@once_for_what_it_reads(4)
def _asked_by_stops(
    parameters: Parameters, meeting: Meeting, shipment: Labelled
) -> tuple[Edit, ...]:
    return tuple(trade_as_before(parameters, *meeting, shipment))


def stages(
    study: Study, base: Parameters, strategy: Strategy, world: World
) -> tuple[InformationStage, ...]:
    """List the stages of a strategy in a world, in order of time.

    `base` are the parameters before any lever. Raises InvalidInput when a lever cannot be applied.
    """
    first = base.labels.periods[0]
    foreseen, surprising = _apart(world, first)
    found: list[InformationStage] = []
    for year, known in news(study, first, strategy, world):
        stops = tuple(stop for stop in surprising if found and known_from(stop, first) == year)
        again = bool(found) and found[-1].opens == year
        parameters = apply_levers(study, base, known)
        found.append(InformationStage(year, parameters, known, stops, foreseen, again))
    return tuple(found)


def without_foreseen_stops(study: Study, world: World) -> World:
    """Give a world without stops abroad that are known from the start; itself if it has none."""
    first = study.settings.horizon.years[0]
    foreseen, _ = _apart(world, first)
    if not foreseen:
        return world
    left = tuple(lever for lever in world.levers if lever not in foreseen)
    return world.model_copy(update={"levers": left})


def news(
    study: Study, first: int, strategy: Strategy, world: World
) -> tuple[tuple[int, tuple[Lever, ...]], ...]:
    """Years in which something becomes known, in order, each with all that is known by then.

    The first year comes twice where a stop abroad begins in it unforeseen, first without the stop.
    """
    happening, chosen = world.levers, strategy.levers
    events = [(known_from(lever, first), lever) for lever in happening if not _is_nothing(lever)]
    _, surprising = _apart(world, first)
    at_once = [stop for stop in surprising if known_from(stop, first) == first]
    decided = decision_year(study, first)
    years = {first, *(year for year, _ in events)} | ({decided} if chosen else set())
    years |= {max(decided, year) for lever in chosen for year in _news_of(lever)}
    found = []
    for year in sorted(years):
        known: list[Lever] = [lever for since, lever in events if since <= year]
        if decided <= year:
            known += _known_by(year, chosen)
        if year == first and at_once:
            found.append((year, tuple(lever for lever in known if lever not in at_once)))
        found.append((year, tuple(known)))
    return tuple(found)


def _is_nothing(lever: Lever) -> bool:
    """Whether an event takes nothing from anybody, so that there is nothing to know of it."""
    return isinstance(lever, ForeignExportControl) and lever.share_lost <= 0


def _apart(
    world: World, first: int
) -> tuple[tuple[ForeignExportControl, ...], tuple[ForeignExportControl, ...]]:
    """Controls abroad of a world that withhold something: those foreseen, and those that are news.

    News is what nobody foresaw and what began no earlier than all else.
    """
    controls = [lever for lever in world.levers if isinstance(lever, ForeignExportControl)]
    stops = [stop for stop in controls if not _is_nothing(stop)]
    news = [not stop.foreseen and int(stop.starts[:4]) >= first for stop in stops]
    apart = (
        tuple(stop for stop, new in zip(stops, news, strict=True) if new == wanted)
        for wanted in (False, True)
    )
    foreseen, surprising = apart
    return foreseen, surprising


def _news_of(lever: Lever) -> tuple[int, ...]:
    """Years in which a lever of a strategy begins or ends to the surprise of all."""
    if getattr(lever, "foreseen", True):
        return ()
    return tuple(int(month[:4]) for month in (lever.starts, lever.ends) if month)


def _known_by(year: int, chosen: Sequence[Lever]) -> list[Lever]:
    """Levers of a strategy as people know them in a year: of a surprise neither start nor end."""
    known = []
    for lever in chosen:
        news = _news_of(lever)
        if news and news[0] > year:
            continue
        ends_later = bool(lever.ends) and news and news[-1] > year
        known.append(lever.model_copy(update={lever.dates[1]: None}) if ends_later else lever)
    return known


def decision_year(study: Study, first: int) -> int:
    """The year from which strategies are known; the first one when the study does not say."""
    decided = study.settings.decided
    return max(first, int(decided[:4])) if decided else first


def known_from(lever: Lever, first: int) -> int:
    """The year from which an event is known: the first when foreseen, else when it begins."""
    if getattr(lever, "foreseen", False):
        return first
    return max(first, int(lever.starts[:4]))
