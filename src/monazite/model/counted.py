"""What counts towards a share that is asked for: on lanes, and of what plants make."""

from __future__ import annotations

import numpy as np

from monazite.core.labelled import Labelled
from monazite.parameters import Parameters
from monazite.parameters.recipes import recipes_of

__all__ = ["counted_made", "counted_on"]


def counted_on(parameters: Parameters, counts: str, lanes: list[str]) -> Labelled:
    """Whether a tonne on a lane counts; dims of the shares, lane.

    `counts` is the parameter that says which materials do, by share and material.
    """
    said = parameters[counts]
    (shares,) = (name for name in said.dims if name != "material")
    materials = [parameters.labels.lane[name].material for name in lanes]
    counted = said.transpose(shares, "material").sel(material=materials)
    return counted.relabelled(material=lanes).rename(material="lane")


def counted_made(parameters: Parameters, counts: str, makers: list[str]) -> Labelled:
    """Tonnes that plants make of what counts, net, per tonne of activity; dims shares, facility."""
    labels, said, recipes = parameters.labels, parameters[counts], recipes_of(parameters)
    (shares,) = (name for name in said.dims if name != "material")
    counted = said.transpose(shares, "material").values
    column = {material: place for place, material in enumerate(labels.materials)}
    made = np.zeros((len(counted), len(makers)))
    for at, facility in enumerate(makers):
        for material, amount in recipes.get(labels.facility_recipe[facility], {}).items():
            made[:, at] += counted[:, column[material]] * amount
    return Labelled(
        made,
        coords={shares: labels.coordinates(shares), "facility": makers},
        dims=(shares, "facility"),
    )
