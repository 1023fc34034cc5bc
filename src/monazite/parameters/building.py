"""How fast owners build: a pace in proportion to what stands, and dearer steps beyond it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import lead_times
from monazite.parameters.gather import Gathering
from monazite.parameters.labels import expansion_name


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
    """Facilities with further steps of building, in the order of the study."""
    return list(dict.fromkeys(facility for facility, _ in parameters.labels.expansions))


def pace(parameters: Parameters) -> xr.DataArray:
    """What can be decided at the usual cost beside what is known to stand; dims expanding, period.

    build_rate[f,t] * years[t] * standing[f,t] / standing[f, first period], t/yr, where standing is
    nameplate online whatever its ramp. Where nothing stands at first, the build rate itself.
    """
    standing, first = _standing(parameters)
    grown = np.where(first > 0, standing / np.where(first > 0, first, 1.0), 1.0)
    return _over(parameters, _rate(parameters) * grown)


def pace_per_tonne(parameters: Parameters) -> xr.DataArray:
    """What a tonne added adds to the pace once it stands; dims expanding, period.

    build_rate[f,t] * years[t] / standing[f, first period], and nothing where nothing stands then.
    """
    _, first = _standing(parameters)
    share = np.where(first > 0, 1.0 / np.where(first > 0, first, 1.0), 0.0)
    return _over(parameters, _rate(parameters) * share)


def stands_by(parameters: Parameters) -> xr.DataArray:
    """Whether what was decided in a period stands in another; dims expanding, decided, period."""
    labels, expanding = parameters.labels, expanding_facilities(parameters)
    lead = lead_times(parameters).sel(facility=expanding).values
    periods = np.array(labels.periods, dtype=float)
    stands = (periods[None, :, None] + lead[:, :, None] <= periods[None, None, :]) & (
        periods[:, None] < periods[None, :]
    )
    return xr.DataArray(
        stands.astype(float),
        coords={
            "expanding": expanding,
            "decided": labels.coordinates("period"),
            "period": labels.coordinates("period"),
        },
        dims=("expanding", "decided", "period"),
    )


def expansion_room(parameters: Parameters) -> xr.DataArray:
    """What each further step can add, as a share of the pace; dims expansion, decided; t/yr."""
    labels = parameters.labels
    room = pace(parameters).sel(expanding=[facility for facility, _ in labels.expansions])
    return xr.DataArray(
        room.values * parameters["expansion_share"].values[:, None],
        coords={
            "expansion": labels.coordinates("expansion"),
            "decided": labels.coordinates("period"),
        },
        dims=("expansion", "decided"),
    )


Numbers = npt.NDArray[np.float64]


def _rate(parameters: Parameters) -> Numbers:
    """Build rate times the years of a period; rows are expanding facilities."""
    rate = parameters["build_rate"].sel(facility=expanding_facilities(parameters))
    return np.asarray(rate.transpose("facility", "period").values * _years(parameters))


def _years(parameters: Parameters) -> Numbers:
    return np.asarray(parameters["period_years"].values)


def _standing(parameters: Parameters) -> tuple[Numbers, Numbers]:
    """Nameplate online by period, and in the first one; rows are expanding facilities, t/yr."""
    labels, expanding = parameters.labels, expanding_facilities(parameters)
    online = sum(
        parameters[name].sel(facility=expanding).transpose("facility", "vintage").values
        for name in ("nameplate", "programme")
    )
    before = np.array(labels.vintages)[:, None] <= np.array(labels.periods)[None, :]
    standing = np.asarray(online @ before.astype(float))
    return standing, standing[:, :1]


def _over(parameters: Parameters, values: Numbers) -> xr.DataArray:
    return xr.DataArray(
        values,
        coords={
            "expanding": expanding_facilities(parameters),
            "period": parameters.labels.coordinates("period"),
        },
        dims=("expanding", "period"),
    )
