"""What indicators may be asked of: materials, uses at home, partners, or the whole."""

from __future__ import annotations

from monazite.findings.indicators.registry import Asked
from monazite.findings.solution import STAGE_FORMS, Reading
from monazite.parameters.named import Point


def points_of(reading: Reading, qualifier: str) -> list[Point]:
    """Demand points at home of one use, or of all whose materials are magnets for `total`."""
    if qualifier != "total":
        return reading.home_points(qualifier)
    offers = reading.labels.offers
    rows = reading.places.offers(reading.materials("magnet"), reading.home)
    return sorted({offers[row].point for row in rows})


def _materials(reading: Reading) -> list[str]:
    labels = reading.labels
    forms = sorted(set(labels.material_form.values()))
    return list(dict.fromkeys([*STAGE_FORMS, *forms, *labels.materials]))


def _bases_of_materials(reading: Reading, qualifier: str) -> set[str]:
    return {reading.labels.material_basis[name] for name in reading.materials(qualifier)}


def _bases_of_uses(reading: Reading, qualifier: str) -> set[str]:
    counted_in = {row.use: row.basis for row in reading.study.chain.uses}
    return {counted_in[point.use] for point in points_of(reading, qualifier)}


OF_MATERIALS = Asked(_materials, _bases_of_materials)
"""A stage, a form or one material."""

OF_THE_CHAIN = Asked(lambda reading: ["chain", *_materials(reading)], _bases_of_materials)
"""The same, and the chain from home ore as a whole."""

OF_BALANCED = Asked(
    lambda reading: [
        node.material for node in reading.labels.nodes if node.place == reading.labels.home
    ],
    _bases_of_materials,
)
"""A material that has a price at home."""

OF_USES = Asked(
    lambda reading: ["total", *(point.use for point in reading.home_points())], _bases_of_uses
)
"""A use at home, or all that take magnets."""

OF_PARTNERS = Asked(
    lambda reading: [name for name in reading.labels.regions if name != reading.labels.home]
)
"""A region abroad."""

OF_THE_WHOLE = Asked(lambda reading: ["total"])
"""Nothing in particular."""
