"""The size of plants and what they are permitted as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import vintage_shares
from monazite.parameters.levers.base import edit, window_shares
from monazite.strategy import CapacityProgramme, Permit
from monazite.study import Study


def capacity_programme(
    lever: CapacityProgramme, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Add nameplate from a month on; the ramp of the facility runs from there."""
    labels = parameters.labels
    for facility in lever.facilities:
        add = lever.add
        if add is None:
            online = int(lever.online[:4])
            vintages = [vintage for vintage in labels.vintages if vintage <= online]
            standing = parameters["nameplate"] + parameters["programme"]
            now = float(standing.sel(facility=facility, vintage=vintages).sum())
            add = (float(lever.multiply or 1.0) - 1.0) * now
        for vintage, share in vintage_shares(labels, lever.online).items():
            yield edit(lever, "programme", "add", add * share, facility=facility, vintage=vintage)
        yield edit(lever, "public_share", "set", lever.public_share, facility=facility)


def permit(lever: Permit, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Move the ceiling on what a facility may run; its nameplate is another target."""
    for facility in lever.facilities:
        for period, share in window_shares(parameters, lever).items():
            old = float(parameters["permit"].sel(facility=facility, period=period))
            new = (
                lever.tonnes_per_year
                if lever.tonnes_per_year is not None
                else old * float(lever.multiply or 1.0)
            )
            mixed = new if share >= 1.0 or not np.isfinite(old) else share * new + (1 - share) * old
            yield edit(lever, "permit", "set", mixed, facility=facility, period=period)
