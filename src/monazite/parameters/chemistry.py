"""What materials contain and what recipes turn into what, in conserved oxide groups."""

from __future__ import annotations

import xarray as xr

from monazite.parameters.arrays import Parameters
from monazite.parameters.gather import Gathering
from monazite.study.checking.matter import recovered_amount


def gather_chemistry(gathering: Gathering) -> None:
    """Fill contents, element fractions and recipe amounts (inputs negative)."""
    labels, chain = gathering.labels, gathering.study.chain
    content = gathering.start("content", "material", "group")
    for row in chain.contents:
        content.loc[row.material, row.group] = gathering.number(
            row, "content", parameter="content", cell=(row.material, row.group)
        )
    fraction = gathering.start("element_fraction", "element", "region")
    for row in chain.fractions:
        fraction.loc[row.element, row.region] = gathering.number(
            row, "fraction", parameter="element_fraction", cell=(row.element, row.region)
        )
    amount = gathering.start("recipe_amount", "flow")
    for row in chain.recipes:
        flow = f"{row.recipe}/{row.material}"
        sign = -1.0 if row.role == "input" else 1.0
        if row.reference:
            amount.loc[flow] = sign
            continue
        base = chain.reference[row.recipe]
        if row.recovery:
            share = gathering.number(
                row, "recovery", parameter="recipe_amount", cell=(row.recipe, row.material)
            )
            feed, product = (
                dict(zip(labels.groups, content.sel(material=name).values.tolist(), strict=True))
                for name in (base, row.material)
            )
            for group in labels.groups:
                known = gathering.lineage.get("content", {}).get((base, group))
                if known is not None and float(content.loc[row.material, group]) > 0:
                    gathering.record(
                        "recipe_amount", [(row.recipe, row.material, group)], known
                    )
            amount.loc[flow] = sign * recovered_amount(feed, product, share)
        else:
            amount.loc[flow] = sign * gathering.number(
                row, "amount", parameter="recipe_amount", cell=(row.recipe, row.material)
            )


def contained(parameters: Parameters, element: str, group: str | None) -> xr.DataArray:
    """Tonnes of an element's oxide, or of a whole group, per tonne shipped on each lane; dims lane.

    An element inside a group is a fixed fraction of it by region of origin, which lanes carry and
    balances do not.
    """
    labels = parameters.labels
    materials = [lane.material for lane in labels.lanes]
    origins = [lane.origin for lane in labels.lanes]
    values = parameters["content"].sel(group=group or element).sel(
        material=xr.DataArray(materials, dims="lane")
    )
    if group is not None:
        values = values * parameters["element_fraction"].sel(element=element).sel(
            region=xr.DataArray(origins, dims="lane")
        ).drop_vars("region")
    return values.drop_vars(["material", "group", "element"], errors="ignore").assign_coords(
        lane=labels.coordinates("lane")
    )
