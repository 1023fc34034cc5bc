"""Which unit a number cell of the chain is meant in: what its column says, filled in by its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monazite.core.errors import FieldError
from monazite.study.cells import ChainRow
from monazite.study.chain import Chain
from monazite.study.records import (
    BasisRow,
    ContentRow,
    CurrencyRow,
    DemandRow,
    EmbodiedRow,
    EpisodeAmountRow,
    EpisodeObservationRow,
    EpisodeRow,
    ExpectationRow,
    FacilityRow,
    LaneRow,
    MaterialRow,
    MeasuredRow,
    ObservationRow,
    OptionRow,
    OwnershipAccountPriceRow,
    PriceRow,
    RecipeRow,
    RecyclingRow,
    StockRow,
    UseRow,
)


def canonical_unit(chain: Chain, row: ChainRow, column: str) -> str:
    """Give the one canonical unit of a number cell.

    Raises FieldError when there is none, or several because a lane carries different things.
    """
    key = (row.file, row.line, column)
    known = chain.units_known.get(key)
    if known is not None and known[0] is row:
        return known[1]
    units = canonical_units(chain, row, column)
    if len(units) != 1:
        raise FieldError(f"'{column}' has {len(units)} units in this row", "say for which material")
    chain.units_known[key] = (row, units[0])
    return units[0]


def canonical_units(chain: Chain, row: ChainRow, column: str) -> tuple[str, ...]:
    """Give the units a number cell is meant in: one for each thing the row is about.

    There is none when the row names something the study does not have.
    """
    template = row.numbers()[column].unit.replace("{money}", chain.money)
    if "{" not in template:
        return (template,)
    units = (_filled(template, words) for words in _words(chain, row))
    return tuple(dict.fromkeys(unit for unit in units if unit is not None))


def _filled(template: str, words: Mapping[str, str | None]) -> str | None:
    for word, replacement in words.items():
        if f"{{{word}}}" in template:
            if replacement is None:
                return None
            template = template.replace(f"{{{word}}}", replacement)
    return template


_Words = Mapping[str, str | None]
"""What the placeholders of a unit stand for; None for what the study does not have."""


def _words(chain: Chain, row: ChainRow) -> Iterator[_Words]:
    """Yield what the placeholders in the units of a row stand for."""
    match row:
        case BasisRow() | MaterialRow() | ContentRow() | CurrencyRow():
            yield _of_matter(chain, row)
        case RecipeRow() | FacilityRow():
            yield _of_a_recipe(chain, row)
        case UseRow() | OptionRow() | RecyclingRow() | DemandRow() | EmbodiedRow():
            yield _of_a_use(chain, row)
        case OwnershipAccountPriceRow() | PriceRow() | StockRow():
            yield {"basis": _basis(chain, row.material)}
        case LaneRow():
            yield from ({"basis": _basis(chain, material)} for material in row.materials)
        case ObservationRow() | EpisodeRow() | EpisodeAmountRow() | EpisodeObservationRow():
            yield _of_the_past(chain, row)
        case ExpectationRow():
            yield {"expected": measured_unit(chain, row)}


def _of_matter(chain: Chain, row: BasisRow | MaterialRow | ContentRow | CurrencyRow) -> _Words:
    """What materials, what they hold, and money are counted in."""
    match row:
        case BasisRow():
            return {"basis": row.basis, "of": _known(chain, row.of or row.basis)}
        case MaterialRow():
            return {"basis": _known(chain, row.basis)}
        case ContentRow():
            contained = _known(chain, chain.group_basis.get(row.group))
            return {"basis": _basis(chain, row.material), "contained": contained}
        case CurrencyRow():
            return {"currency": row.currency}


def _of_a_recipe(chain: Chain, row: RecipeRow | FacilityRow) -> _Words:
    """What is counted per tonne of the reference of a recipe."""
    reference = _basis(chain, chain.reference.get(row.recipe, ""))
    if isinstance(row, FacilityRow):
        return {"reference": reference}
    return {"basis": _basis(chain, row.material), "reference": reference}


def _of_a_use(
    chain: Chain, row: UseRow | OptionRow | RecyclingRow | DemandRow | EmbodiedRow
) -> _Words:
    """What a use is counted in, and what may serve it or comes of it."""
    match row:
        case UseRow():
            return {"use": _known(chain, row.basis)}
        case OptionRow() | RecyclingRow():
            return {"basis": _basis(chain, row.material), "use": _use_basis(chain, row.use)}
        case DemandRow() | EmbodiedRow():
            return {"use": _use_basis(chain, row.use)}


def _of_the_past(
    chain: Chain, row: ObservationRow | EpisodeRow | EpisodeAmountRow | EpisodeObservationRow
) -> _Words:
    """What was observed is counted in what follows from its kind."""
    match row:
        case ObservationRow():
            return {"observed": measured_unit(chain, row)}
        case EpisodeRow():
            return {"basis": _known(chain, row.basis)}
        case EpisodeAmountRow():
            episode = chain.episode.get(row.episode)
            return {"basis": None if episode is None else _known(chain, episode.basis)}
        case EpisodeObservationRow():
            return {"observed": episode_unit(chain, row)}


def _basis(chain: Chain, material: str) -> str | None:
    return _known(chain, chain.basis.get(material))


def _use_basis(chain: Chain, use: str) -> str | None:
    return _known(chain, chain.use_basis.get(use))


def _known(chain: Chain, basis: str | None) -> str | None:
    return basis if basis in chain.names("bases") else None


def measured_unit(chain: Chain, row: MeasuredRow) -> str | None:
    """Give the unit of what is measured, which follows from its kind; None for unlike things."""
    if row.kind == "activity":
        recipes = [chain.facility[name].recipe for name in row.facilities if name in chain.facility]
        found = {chain.basis.get(chain.reference.get(recipe, "")) for recipe in recipes}
    elif row.kind in ("output_share", "import_share"):
        return "1"
    elif row.kind in ("served", "user_price"):
        found = {chain.use_basis.get(row.use)}
    else:
        found = {chain.basis.get(material) for material in row.materials}
    basis = _known(chain, found.pop()) if len(found) == 1 else None
    if basis is None:
        return None
    if row.kind in ("price", "user_price", "import_price", "export_price"):
        return f"{chain.money}/t {basis}"
    return f"t {basis}" if row.kind == "stock" else f"t {basis}/yr"


def episode_unit(chain: Chain, row: EpisodeObservationRow) -> str | None:
    """Give the unit of what is observed of an episode; None for unlike things."""
    found = {chain.basis.get(material) for material in row.materials}
    basis = _known(chain, found.pop()) if len(found) == 1 else None
    if basis is None:
        return None
    if row.kind == "price":
        return f"{chain.money}/t {basis}"
    if row.kind == "stock":
        return f"t {basis}"
    return f"t {basis}/yr" if row.per_year else f"t {basis}/month"
