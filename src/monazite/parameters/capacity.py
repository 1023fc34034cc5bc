"""Plants: nameplates by the year they come online, ramps, permits, floors and costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from itertools import repeat

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.evidence import Quantity
from monazite.parameters.arrays import Parameters, frozen
from monazite.parameters.gather import Gathering
from monazite.parameters.labels import Labels
from monazite.parameters.positions import in_order, once_for_each, with_numbers
from monazite.parameters.sizes import AGES
from monazite.strategy import share_of_year
from monazite.strategy.months import year_and_part
from monazite.study import FacilityRow

Numbers = npt.NDArray[np.float64]


SINGLE = (
    "operating_cost",
    "capital_cost",
    "lead_time",
    "lifetime",
    "hurdle_rate",
    "byproduct_rate",
    "must_run_share",
)
"""Parameters of a facility that are one number for all years, and nothing where none is given."""


def _start(gathering: Gathering) -> None:
    """Begin every parameter that belongs to a facility, at what holds where nothing is said."""
    gathering.go_on("nameplate", "facility", "vintage")
    gathering.go_on("programme", "facility", "vintage")
    gathering.go_on("availability", "facility", "period", fill=1.0)
    gathering.go_on("permit", "facility", "period", fill=np.inf)
    gathering.go_on("floor", "facility", "period")
    gathering.go_on("floor_share", "facility", "period")
    gathering.go_on("build_rate", "facility", "period")
    gathering.go_on("decision_delay", "facility", "period")
    gathering.go_on("host_output", "facility", "period")
    gathering.go_on("site_limit", "facility", fill=np.inf)
    for name in ("subsidy_share", "equity_share", "equity_return", "exploration_outlay", "levy"):
        gathering.go_on(name, "facility", "period")
    for name in ("incentive", "payback", "purchase_price", "resale_price"):
        gathering.go_on(name, "awardee", "period")
    gathering.go_on("supported_limit", "awardee", "period")
    gathering.go_on("awardee_budget", "awardee", fill=np.inf)
    gathering.go_on("scheme_member", "scheme", "awardee")
    gathering.go_on("scheme_budget", "scheme", fill=np.inf)
    gathering.go_on("ramp", "facility", "age", fill=1.0)
    gathering.go_on("reserves", "facility", fill=np.inf)
    for name in ("running_cost_factor", "capital_cost_factor"):
        gathering.go_on(name, "facility", "period", fill=1.0)
    gathering.go_on("plant_price_cost_margin", "facility")
    for name in SINGLE:
        gathering.go_on(name, "facility")


def gather_capacity(gathering: Gathering) -> None:
    """Fill every parameter that belongs to a facility."""
    labels, chain = gathering.labels, gathering.study.chain
    _start(gathering)
    blanks = {"availability": 1.0, "permit": np.inf, "reserves": np.inf}
    curves = _curves(gathering)
    ends = {row.facility: row.until for row in chain.floors}
    before = cache(partial(_share_before, labels))  # few months for many plants
    for row in gathering.to_fill(chain.facilities, "ramps"):
        facility = row.facility
        size = _number(gathering, row, "nameplate", 0.0)
        for vintage, share in vintage_shares(labels, row.start).items():
            gathering.put("nameplate", (facility, vintage), size * share)
        for name in ("availability", "permit", "host_output", "reserves", *SINGLE):
            number = _number(gathering, row, name, blanks.get(name, 0.0))
            gathering.put(name, (facility,), number)
        rate = _number(gathering, row, "build_rate", 0.0)
        shut = before(row.build_from or str(labels.periods[0]))
        gathering.put("build_rate", (facility,), [rate * (1.0 - share) for share in shut])
        lasts = before(ends.get(facility, ""))
        for name in ("floor", "floor_share"):
            least = _number(gathering, row, name, 0.0)
            gathering.put(name, (facility,), [least * share for share in lasts])
        price_cost_margin = gathering.number(
            row, "price_cost_margin", parameter="plant_price_cost_margin", cell=(facility,)
        )
        gathering.put("plant_price_cost_margin", (facility,), price_cost_margin)
        for age, quantity in curves.get(row.ramp, {}).items():
            gathering.put("ramp", (facility, age), quantity.value)
            gathering.record("ramp", [(facility, age)], quantity)


def _number(gathering: Gathering, row: FacilityRow, column: str, blank: float) -> float:
    return gathering.number(row, column, parameter=column, cell=(row.facility,), blank=blank)


def _curves(gathering: Gathering) -> dict[str, dict[int, Quantity]]:
    """Resolve ramp curves by year after start; the last stated share holds from then on."""
    stated: dict[str, dict[int, Quantity]] = {}
    for row in gathering.study.chain.ramps:
        quantity = gathering.quantity(row, "share")
        if quantity is not None:
            stated.setdefault(row.ramp, {})[row.year_after_start] = quantity
    return {
        ramp: {
            age: shares[max(known)]
            for age in range(AGES)
            if (known := [year for year in shares if year <= age])
        }
        for ramp, shares in stated.items()
    }


def _share_before(labels: Labels, until: str) -> tuple[float, ...]:
    """Share of each period before a month or the January of a year; all of it without one."""
    if not until:
        return (1.0,) * len(labels.periods)
    month = until if "-" in until else f"{until}-01"
    shares = []
    for period in labels.periods:
        years = labels.years_of(period)
        after = sum(share_of_year(year, month) for year in years) / len(years)
        shares.append(1.0 - after)
    return tuple(shares)


def vintage_shares(labels: Labels, start: str) -> dict[int, float]:
    """Split capacity that comes online at `YYYY` or `YYYY-MM` over vintages, pro rata by month.

    A plant that starts in month m works (13 - m)/12 of its first year; the rest counts as capacity
    of the next vintage. Starts before the first vintage belong to it, starts after the horizon to
    none. A start inside a block of years goes to the block's vintage.
    """
    started, late = year_and_part(start)
    shares: dict[int, float] = {}
    for vintage_year, share in ((started, 1.0 - late), (started + 1, late)):
        if share > 0:
            vintage = _vintage_of(labels, vintage_year)
            if vintage is not None:
                shares[vintage] = shares.get(vintage, 0.0) + share
    return shares


def _vintage_of(labels: Labels, year: int) -> int | None:
    if year in labels.vintages:
        return year
    if year < labels.vintages[0]:
        return labels.vintages[0]
    return labels.first_period_at(year)


@lru_cache(maxsize=256)
def _age_weights(
    vintages: tuple[int, ...],
    periods: tuple[int, ...],
    period_years: tuple[int, ...],
    lead: float,
) -> npt.NDArray[np.float64]:
    """Weights that turn a ramp by age into capacity shares; shape (vintage, period, age).

    The age of capacity of vintage v in calendar year y is y - v - lead. A broken age a lies
    between two whole ones: the share of the year spent at each is used. Shares are averaged over
    the years of a block, both as a vintage and as a period.
    """
    length = dict(zip(periods, period_years, strict=True))
    weights = np.zeros((len(vintages), len(periods), AGES))
    for v, vintage in enumerate(vintages):
        built = range(vintage - length.get(vintage, 1) + 1, vintage + 1)
        for p, period in enumerate(periods):
            lived = range(period - length[period] + 1, period + 1)
            pairs = [(made, year) for made in built for year in lived]
            for made, year in pairs:
                age = year - made - lead
                whole = int(np.floor(age))
                for step, part in ((whole, 1.0 - (age - whole)), (whole + 1, age - whole)):
                    if step >= 0 and part > 0:
                        weights[v, p, min(step, AGES - 1)] += part / len(pairs)
    return weights


def committed_capacity(parameters: Parameters) -> Labelled:
    """Capacity that is there without further decisions; dims facility, period; t/yr.

    availability[f,t] * sum over v of (nameplate[f,v] + programme[f,v]) * ramp(f, t - v): the ramp
    runs by vintage from the month the plant is online.
    """
    arrays = [parameters[name] for name in ("nameplate", "programme", "ramp", "availability")]
    return _committed(parameters.labels, *arrays)


@once_for_each(8)
def _committed(labels: Labels, *arrays: Labelled) -> Labelled:
    weights = _age_weights(labels.vintages, labels.periods, labels.period_years, 0.0)
    nameplate, programme, ramp, availability = (in_order(array, "facility") for array in arrays)
    stands = nameplate.values + programme.values
    # most plants have no capacity of most vintages, and this is asked for after every move
    rows, vintages = (np.flatnonzero(stands.any(axis=other)) for other in (1, 0))
    by_age = np.einsum("fv,vpa->fpa", stands[np.ix_(rows, vintages)], weights[vintages])
    ramped = np.zeros(availability.shape)
    ramped[rows] = np.einsum("fpa,fa->fp", by_age, ramp.values[rows])
    return frozen(with_numbers(availability, ramped * availability.values))


def running_costs(parameters: Parameters) -> Labelled:
    """What a tonne of activity costs in each period, money/t; dims facility, period.

    operating_cost[f] * running_cost_factor[f,t]
    """
    factor = in_order(parameters["running_cost_factor"], "facility", "period")
    cost = in_order(parameters["operating_cost"], "facility").values[:, None]
    return with_numbers(factor, cost * factor.values)


def owners_costs(parameters: Parameters) -> Labelled:
    """What a tonne of activity costs whoever runs the plant, money/t; dims facility, period.

    running_costs[f,t] + levy[f,t]: what the treasury takes is a cost to the owner and none to home.
    """
    running = running_costs(parameters)
    levy = in_order(parameters["levy"], "facility", "period")
    return with_numbers(running, running.values + levy.values)


def lead_times(parameters: Parameters) -> Labelled:
    """Years from the start of a period until what it decides is online; dims facility, period.

    lead_time[f] + decision_delay[f,t]: a plant that may be decided from October on is one plant
    with one date, and comes online nine months later than one decided in January.
    """
    return _leads(parameters["lead_time"], parameters["decision_delay"])


@once_for_each(8)
def _leads(lead_time: Labelled, delay: Labelled) -> Labelled:
    return frozen((lead_time + delay).transpose("facility", "period"))


def addition_share(parameters: Parameters) -> Labelled:
    """Capacity in period t per unit decided in period s; dims facility, decided, period.

    The ramp runs after the lead time of the facility: a plant decided at the start of 2026 with a
    lead of 2.5 years makes nothing before 2028 and half of a first ramp year in 2028. It stands
    for its lifetime and no longer: what is charged for no capital makes nothing.
    """
    names = ("lead_time", "decision_delay", "lifetime", "ramp")
    return _shares(parameters.labels, *(parameters[name] for name in names))


@once_for_each(8)
def _shares(
    labels: Labels,
    lead_time: Labelled,
    delay: Labelled,
    lifetime: Labelled,
    ramp: Labelled,
) -> Labelled:
    steps = map(tuple, in_order(ramp, "facility", "age").values.tolist())
    return _by_decided(labels, _leads(lead_time, delay), lifetime.values.tolist(), steps)


def past_life_share(parameters: Parameters) -> Labelled:
    """Part of period t in which what was decided in period s is past its life.

    Dims facility, decided, period; nil for a plant whose life ends with the horizon or later.
    """
    names = ("lead_time", "decision_delay", "lifetime")
    return _past_life(parameters.labels, *(parameters[name] for name in names))


@once_for_each(8)
def _past_life(
    labels: Labels, lead_time: Labelled, delay: Labelled, lifetime: Labelled
) -> Labelled:
    leads, lives = _leads(lead_time, delay), lifetime.values.tolist()
    full = repeat((1.0,), len(lives))
    online = _by_decided(labels, leads, repeat(np.inf, len(lives)), full)
    alive = _by_decided(labels, leads, lives, repeat((1.0,), len(lives)))
    return frozen(online - alive)


def _by_decided(
    labels: Labels, leads: Labelled, lives: Iterable[float], ramps: Iterable[tuple[float, ...]]
) -> Labelled:
    """Share of an addition in use by the period decided and by period, for every facility."""
    shares = np.zeros((len(labels.facilities), len(labels.periods), len(labels.periods)))
    for of, by_period, life, ramp in zip(shares, leads.values, lives, ramps, strict=True):
        for lead in set(by_period.tolist()):
            decided = by_period == lead
            standing = _standing_share(labels.periods, labels.period_years, lead, life, ramp)
            of[decided] = standing[decided]
    coords = {
        "facility": labels.coordinates("facility"),
        "decided": labels.coordinates("period"),
        "period": labels.coordinates("period"),
    }
    return frozen(Labelled(shares, coords=coords, dims=tuple(coords)))


@lru_cache(maxsize=1024)
def _standing_share(
    periods: tuple[int, ...],
    period_years: tuple[int, ...],
    lead: float,
    lifetime: float,
    ramp: tuple[float, ...],
) -> Numbers:
    """Share of an addition in use by the period decided and by period, over the years of both."""
    of = np.repeat(np.arange(len(periods)), period_years)
    years = np.concatenate(
        [
            np.arange(end - length + 1, end + 1)
            for end, length in zip(periods, period_years, strict=True)
        ]
    )
    share = standing_share(ramp, lifetime or np.inf, years[None, :] - years[:, None] - lead)
    mean = np.equal.outer(np.arange(len(periods)), of) / np.array(period_years)[:, None]
    return np.asarray(mean @ share @ mean.T)


def share_in_use(ramp: Sequence[float], lifetime: float, ages: npt.ArrayLike) -> Numbers:
    """Share of nameplate at whole ages: the ramp, the last of it held, until the life is over."""
    given = np.asarray(ages)
    steps = np.asarray(ramp, dtype=float)
    share = steps[np.clip(given, 0, len(steps) - 1).astype(int)]
    return np.asarray(share * np.clip(lifetime - given, 0.0, 1.0) * (given >= 0))


def standing_share(ramp: Sequence[float], lifetime: float, ages: npt.ArrayLike) -> Numbers:
    """Share of nameplate in use at any age, whole or broken; zero before and after its life.

    A broken age lies between two whole ones: the share of the year spent at each is used.
    """
    given = np.asarray(ages, dtype=float)
    whole = np.floor(given)
    part = given - whole
    now, next_one = (share_in_use(ramp, lifetime, age) for age in (whole, whole + 1.0))
    return np.asarray((1.0 - part) * now + part * next_one)
