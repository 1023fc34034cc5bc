"""How fast owners build, and how dear: a pace in proportion to what stands, and dearer steps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters, frozen
from monazite.parameters.capacity import lead_times
from monazite.parameters.gather import Gathering
from monazite.parameters.labels import Labels, expansion_name
from monazite.parameters.positions import in_order, once_for_each, with_numbers

Numbers = npt.NDArray[np.float64]


def gather_building(gathering: Gathering) -> None:
    """Fill what further steps of building add and cost."""
    gathering.start("expansion_share", "expansion")
    gathering.start("expansion_premium", "expansion")
    for row in gathering.study.chain.expansions:
        step = expansion_name(row.facility, row.step)
        for column in ("share", "premium"):
            name = f"expansion_{column}"
            figure = gathering.number(row, column, parameter=name, cell=(step,))
            gathering.put(name, (step,), figure)


def expanding_facilities(parameters: Parameters) -> list[str]:
    """Facilities abroad with further steps of building, in the order of the study."""
    return list(_expanding(parameters.labels))


def parted_sites(parameters: Parameters) -> list[str]:
    """Facilities at home whose steps are parts of their site, in the order of the study."""
    labels = parameters.labels
    return [name for name in _stated(labels) if labels.facility_region[name] == labels.home]


@once_for_each(16)
def _expanding(labels: Labels) -> tuple[str, ...]:
    return tuple(name for name in _stated(labels) if labels.facility_region[name] != labels.home)


def _stated(labels: Labels) -> Iterable[str]:
    return dict.fromkeys(facility for facility, _ in labels.expansions)


def steps_of(parameters: Parameters, facilities: list[str]) -> list[int]:
    """Rows of the steps of some facilities among all steps."""
    of = set(facilities)
    return [row for row, (name, _) in enumerate(parameters.labels.expansions) if name in of]


def reference_part(parameters: Parameters) -> Labelled:
    """What a site takes at the stated capital, t/yr: site_limit / (1 + sum of its steps' shares).

    Dims parted.
    """
    sites = parted_sites(parameters)
    steps = steps_of(parameters, sites)
    of = [parameters.labels.expansions[row][0] for row in steps]
    shares = parameters["expansion_share"].values[steps]
    whole = [
        1.0 + sum(s for s, name in zip(shares.tolist(), of, strict=True) if name == site)
        for site in sites
    ]
    limits = parameters["site_limit"].sel(facility=sites).values / np.array(whole)
    return Labelled(limits, coords={"parted": sites}, dims="parted")


def step_parts(parameters: Parameters) -> Labelled:
    """What each step of a site takes, its share of the part at stated capital; dims step; t/yr."""
    rows = steps_of(parameters, parted_sites(parameters))
    expansions = [parameters.labels.expansions[row] for row in rows]
    parts = reference_part(parameters).sel(parted=[name for name, _ in expansions]).values
    return Labelled(
        parts * parameters["expansion_share"].values[rows],
        coords={"step": [expansion_name(*one) for one in expansions]},
        dims="step",
    )


def whole_site_capital(parameters: Parameters, facility: str) -> float:
    """Capital per tonne of a whole site over the stated one: its mean over the parts of the site.

    (1 + sum of share (1 + premium)) / (1 + sum of share), 1 without steps.
    """
    rows = steps_of(parameters, [facility])
    share, premium = (parameters[f"expansion_{name}"].values[rows] for name in ("share", "premium"))
    return float((1.0 + (share * (1.0 + premium)).sum()) / (1.0 + share.sum()))


def pace(parameters: Parameters) -> Labelled:
    """What can be decided at the usual cost beside what is known to stand; dims expanding, period.

    build_rate[f,t] * years[t] * standing[f,t] / standing[f, first period], t/yr, where standing is
    nameplate online whatever its ramp. Where nothing stands at first, the build rate itself.
    """
    standing, first = _standing(parameters)
    grown = np.where(first > 0, standing / np.where(first > 0, first, 1.0), 1.0)
    return _over(parameters, _rate(parameters) * grown)


def pace_per_tonne(parameters: Parameters) -> Labelled:
    """What a tonne added adds to the pace once it stands; dims expanding, period.

    build_rate[f,t] * years[t] / standing[f, first period], and nothing where nothing stands then.
    """
    _, first = _standing(parameters)
    share = np.where(first > 0, 1.0 / np.where(first > 0, first, 1.0), 0.0)
    return _over(parameters, _rate(parameters) * share)


def stands_by(parameters: Parameters) -> Labelled:
    """Whether what was decided in a period stands in another; dims expanding, decided, period."""
    return _stands_by(parameters.labels, lead_times(parameters))


@once_for_each(8)
def _stands_by(labels: Labels, leads: Labelled) -> Labelled:
    lead = leads.values[list(_rows(labels))]
    periods = np.array(labels.periods, dtype=float)
    stands = (periods[None, :, None] + lead[:, :, None] <= periods[None, None, :]) & (
        periods[:, None] < periods[None, :]
    )
    return frozen(decided_by_period(labels, stands.astype(float)))


def expansion_room(parameters: Parameters) -> Labelled:
    """What each further step can add, as a share of the pace; dims expansion, decided; t/yr.

    A step of a site is bounded over all periods together and not here.
    """
    labels = parameters.labels
    abroad = steps_of(parameters, expanding_facilities(parameters))
    room = np.full((len(labels.expansions), len(labels.periods)), np.inf)
    if abroad:
        place = {name: row for row, name in enumerate(expanding_facilities(parameters))}
        of = [place[labels.expansions[row][0]] for row in abroad]
        shares = parameters["expansion_share"].values[abroad]
        room[abroad] = pace(parameters).values[of] * shares[:, None]
    return with_numbers(_by_step(labels), room)


def _rate(parameters: Parameters) -> Numbers:
    """Build rate times the years of a period; rows are expanding facilities."""
    rows = list(_rows(parameters.labels))
    rate = in_order(parameters["build_rate"], "facility", "period").values[rows]
    return np.asarray(rate * _years(parameters))


@once_for_each(16)
def _rows(labels: Labels) -> tuple[int, ...]:
    """Rows of the expanding facilities among all."""
    place = {name: row for row, name in enumerate(labels.facilities)}
    return tuple(place[name] for name in _expanding(labels))


def _years(parameters: Parameters) -> Numbers:
    return np.asarray(parameters["period_years"].values)


def _standing(parameters: Parameters) -> tuple[Numbers, Numbers]:
    """Nameplate online by period, and in the first one; rows are expanding facilities, t/yr."""
    labels, rows = parameters.labels, list(_rows(parameters.labels))
    online = sum(
        in_order(parameters[name], "facility", "vintage").values[rows]
        for name in ("nameplate", "programme")
    )
    before = np.array(labels.vintages)[:, None] <= np.array(labels.periods)[None, :]
    standing = np.asarray(online @ before.astype(float))
    return standing, standing[:, :1]


def _over(parameters: Parameters, values: Numbers) -> Labelled:
    return with_numbers(_by_period(parameters.labels), values)


def decided_by_period(labels: Labels, values: Numbers) -> Labelled:
    """Label numbers of expanding facilities; dims expanding, decided, period."""
    return with_numbers(_by_decided(labels), values)


# to make labels takes longer than to work out what stands under them
@once_for_each(16)
def _by_period(labels: Labels) -> Labelled:
    of = {"expanding": list(_expanding(labels)), "period": labels.coordinates("period")}
    return Labelled(np.nan, coords=of, dims=tuple(of))


@once_for_each(16)
def _by_decided(labels: Labels) -> Labelled:
    periods = labels.coordinates("period")
    of = {"expanding": list(_expanding(labels)), "decided": periods, "period": periods}
    return Labelled(np.nan, coords=of, dims=tuple(of))


@once_for_each(16)
def _by_step(labels: Labels) -> Labelled:
    of = {"expansion": labels.coordinates("expansion"), "decided": labels.coordinates("period")}
    return Labelled(np.nan, coords=of, dims=tuple(of))
