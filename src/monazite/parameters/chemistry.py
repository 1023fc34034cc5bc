"""What materials contain and what recipes turn into what, in conserved groups."""

from __future__ import annotations

from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters, empty
from monazite.parameters.gather import Gathering
from monazite.parameters.positions import position, positions, with_numbers
from monazite.study import RecipeRow
from monazite.study.checking.matter import recovered_amount


def gather_chemistry(gathering: Gathering) -> None:
    """Fill contents, element fractions and recipe amounts (inputs negative)."""
    chain = gathering.study.chain
    gathering.start("content", "material", "group")
    for row in chain.contents:
        cell = (row.material, row.group)
        content = gathering.number(row, "content", parameter="content", cell=cell)
        gathering.put("content", cell, content)
    gathering.start("element_fraction", "element", "region")
    for share_row in chain.fractions:
        cell = (share_row.element, share_row.region)
        fraction = gathering.number(share_row, "fraction", parameter="element_fraction", cell=cell)
        gathering.put("element_fraction", cell, fraction)
    gathering.start("recipe_amount", "flow")
    for step in chain.recipes:
        _gather_amount(gathering, step)


def _gather_amount(gathering: Gathering, row: RecipeRow) -> None:
    """Fill the amount of one input or output per tonne of the recipe's reference material."""
    labels = gathering.labels
    flow = f"{row.recipe}/{row.material}"
    sign = -1.0 if row.role == "input" else 1.0
    if row.reference:
        gathering.put("recipe_amount", (flow,), sign)
        return
    if not row.recovery:
        given = gathering.number(row, "amount", parameter="recipe_amount", cell=(flow,))
        gathering.put("recipe_amount", (flow,), sign * given)
        return
    base = gathering.study.chain.reference[row.recipe]
    cell = (flow, "recovery")
    share = gathering.number(row, "recovery", parameter="recipe_amount", cell=cell)
    content = gathering.arrays["content"]
    feed, product = (
        dict(zip(labels.groups, content.values[position(content, (name,))], strict=True))
        for name in (base, row.material)
    )
    for group in labels.groups:
        known = gathering.lineage.get("content", {}).get((base, group))
        if known is not None and product[group] > 0:
            gathering.record("recipe_amount", [(flow, group)], known)
    gathering.put("recipe_amount", (flow,), sign * recovered_amount(feed, product, share))


def contained(parameters: Parameters, element: str, group: str | None) -> Labelled:
    """Tonnes of an element's oxide, or of a whole group, per tonne shipped on each lane; dims lane.

    An element inside a group is a fixed fraction of it by region of origin, which lanes carry and
    balances do not.
    """
    labels = parameters.labels
    content, fraction = parameters["content"], parameters["element_fraction"]
    held = content.transpose("material", "group").values[
        :, positions(content, "group")[group or element]
    ]
    material = positions(content, "material")
    values = held[[material[lane.material] for lane in labels.lanes]]
    if group is not None:
        share = fraction.transpose("element", "region").values[
            positions(fraction, "element")[element]
        ]
        region = positions(fraction, "region")
        values = values * share[[region[lane.origin] for lane in labels.lanes]]
    return with_numbers(empty(labels, "lane"), values)
