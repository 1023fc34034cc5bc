"""What materials contain and what recipes turn into what, in conserved oxide groups."""

from __future__ import annotations

import xarray as xr

from monazite.parameters.arrays import Parameters
from monazite.parameters.gather import Gathering
from monazite.study import RecipeRow
from monazite.study.checking.matter import recovered_amount


def gather_chemistry(gathering: Gathering) -> None:
    """Fill contents, element fractions and recipe amounts (inputs negative)."""
    chain = gathering.study.chain
    content = gathering.start("content", "material", "group")
    for row in chain.contents:
        content.loc[row.material, row.group] = gathering.number(
            row, "content", parameter="content", cell=(row.material, row.group)
        )
    fraction = gathering.start("element_fraction", "element", "region")
    for share_row in chain.fractions:
        element, region = share_row.element, share_row.region
        fraction.loc[element, region] = gathering.number(
            share_row, "fraction", parameter="element_fraction", cell=(element, region)
        )
    gathering.start("recipe_amount", "flow")
    for step in chain.recipes:
        _gather_amount(gathering, step)


def _gather_amount(gathering: Gathering, row: RecipeRow) -> None:
    """Fill the amount of one input or output per tonne of the recipe's reference material."""
    labels = gathering.labels
    content, amount = gathering.arrays["content"], gathering.arrays["recipe_amount"]
    flow = f"{row.recipe}/{row.material}"
    sign = -1.0 if row.role == "input" else 1.0
    if row.reference:
        amount.loc[flow] = sign
        return
    if not row.recovery:
        given = gathering.number(row, "amount", parameter="recipe_amount", cell=(flow,))
        amount.loc[flow] = sign * given
        return
    base = gathering.study.chain.reference[row.recipe]
    cell = (flow, "recovery")
    share = gathering.number(row, "recovery", parameter="recipe_amount", cell=cell)
    feed, product = (
        dict(zip(labels.groups, content.sel(material=name).values.tolist(), strict=True))
        for name in (base, row.material)
    )
    for group in labels.groups:
        known = gathering.lineage.get("content", {}).get((base, group))
        if known is not None and product[group] > 0:
            gathering.record("recipe_amount", [(flow, group)], known)
    amount.loc[flow] = sign * recovered_amount(feed, product, share)


def contained(parameters: Parameters, element: str, group: str | None) -> xr.DataArray:
    """Tonnes of an element's oxide, or of a whole group, per tonne shipped on each lane; dims lane.

    An element inside a group is a fixed fraction of it by region of origin, which lanes carry and
    balances do not.
    """
    labels = parameters.labels
    materials = [lane.material for lane in labels.lanes]
    origins = [lane.origin for lane in labels.lanes]
    values = (
        parameters["content"]
        .sel(group=group or element)
        .sel(material=xr.DataArray(materials, dims="lane"))
    )
    if group is not None:
        values = values * parameters["element_fraction"].sel(element=element).sel(
            region=xr.DataArray(origins, dims="lane")
        ).drop_vars("region")
    return values.drop_vars(["material", "group", "element"], errors="ignore").assign_coords(
        lane=labels.coordinates("lane")
    )
