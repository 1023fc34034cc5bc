"""What indicators may be asked of: materials, uses at home, partners, or the whole."""

from __future__ import annotations

from monazite.findings.account import CHAIN
from monazite.findings.indicators.registry import Asked
from monazite.findings.solution import PRODUCT, Solution
from monazite.parameters import Labels
from monazite.parameters.named import Point
from monazite.study import Study


def points_of(solution: Solution, qualifier: str) -> list[Point]:
    """Demand points at home of one use, or of all that take the product for `total`."""
    if qualifier != "total":
        return solution.home_points(qualifier)
    use_options = solution.labels.use_options
    rows = solution.places.use_options(solution.materials(PRODUCT), solution.home)
    return sorted({use_options[row].point for row in rows})


def _materials(study: Study, labels: Labels) -> list[str]:
    forms = sorted(set(labels.material_form.values()))
    names = [*study.words.stages, *forms, *labels.materials]
    return list(dict.fromkeys(names))


def _bases_of_materials(solution: Solution, qualifier: str) -> set[str]:
    return {solution.labels.material_basis[name] for name in solution.materials(qualifier)}


def _bases_of_uses(solution: Solution, qualifier: str) -> set[str]:
    counted_in = {row.use: row.basis for row in solution.study.chain.uses}
    return {counted_in[point.use] for point in points_of(solution, qualifier)}


OF_MATERIALS = Asked(_materials, _bases_of_materials)
"""A stage, a form or one material."""

OF_THE_CHAIN = Asked(lambda study, labels: [CHAIN, *_materials(study, labels)], _bases_of_materials)
"""The same, and the chain from home ore as a whole."""

OF_BALANCED = Asked(
    lambda study, labels: [node.material for node in labels.nodes if node.place == labels.home],
    _bases_of_materials,
)
"""A material that has a price at home."""

OF_USES = Asked(
    lambda study, labels: [
        "total",
        *(point.use for point in labels.points if point.region == labels.home),
    ],
    _bases_of_uses,
)
"""A use at home, or all that take the product."""


def _basis_of_plant(solution: Solution, qualifier: str) -> set[str]:
    chain = solution.study.chain
    return {chain.basis[chain.reference[chain.facility[qualifier].recipe]]}


OF_PLANTS = Asked(
    lambda study, labels: [
        name for name in labels.facilities if labels.facility_region[name] == labels.home
    ],
    _basis_of_plant,
)
"""A plant at home, counted in the basis of its reference material."""

OF_PARTNERS = Asked(lambda study, labels: [name for name in labels.regions if name != labels.home])
"""A region abroad."""

OF_THE_WHOLE = Asked(lambda study, labels: ["total"])
"""Nothing in particular."""
