"""No recipe and no plant makes matter: what comes out of a group's oxide went in before.

For each recipe and oxide group, with amounts per tonne of the recipe's reference material:

    sum over outputs of amount * content <= sum over inputs of amount * content.

A recipe without inputs takes its material from the ground, so only mines may run it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from monazite.core.errors import Problems
from monazite.core.numerals import reckoned
from monazite.study.cell_units import canonical_units
from monazite.study.cells import ChainRow
from monazite.study.chain import Chain
from monazite.study.numbers import Numbers
from monazite.study.records import FacilityRow, RecipeRow

TOLERANCE = 1e-9
"""Tonnes of oxide per tonne of reference material by which rounding may miss."""

Contents = Mapping[str, Mapping[str, float]]


def check_matter(chain: Chain, numbers: Numbers, problems: Problems) -> None:
    """Report materials that hold more than themselves, and recipes that make what is not there.

    A recipe with a cell that could not be resolved is passed over.
    """
    contents = _contents(chain, numbers)
    if contents is None:
        return
    _check_contents(chain, contents, numbers, problems)
    _check_fractions(chain, numbers, problems)
    for rows in chain.by_recipe.values():
        _check_recipe(rows, chain, contents, numbers, problems)
    mines = frozenset(row.stage for row in chain.stages if row.role == "mine")
    for facility in chain.facilities:
        _check_facility(facility, chain.by_recipe.get(facility.recipe, ()), mines, problems)


def recovered_amount(
    feed: Mapping[str, float], product: Mapping[str, float], recovery: float
) -> float:
    """Give tonnes of product per tonne of feed when a share of the product's groups is recovered.

    amount = recovery * (feed's content of the groups in the product) / (product's content).
    """
    held = sum(product.values())
    carried = sum(feed.get(group, 0.0) for group, content in product.items() if content > 0)
    return recovery * carried / held if held > 0 else 0.0


def _contents(chain: Chain, numbers: Numbers) -> Contents | None:
    contents: dict[str, dict[str, float]] = {row.material: {} for row in chain.materials}
    for row in chain.contents:
        value = _value(chain, numbers, row, "content")
        if value is None or row.material not in contents:
            return None
        contents[row.material][row.group] = value
    return contents


def _value(chain: Chain, numbers: Numbers, row: ChainRow, column: str) -> float | None:
    """Resolve a cell that was checked before; problems with it were reported then."""
    units = canonical_units(chain, row, column)
    if len(units) != 1:
        return None
    quantity = numbers.check(row, column, units[0], row.numbers()[column], Problems())
    return None if quantity is None else quantity.value


def _check_contents(chain: Chain, contents: Contents, numbers: Numbers, problems: Problems) -> None:
    most = {
        row.basis: _value(chain, numbers, row, "holds_at_most") if row.holds_at_most else None
        for row in chain.bases
    }
    for row in chain.materials:
        total = sum(contents[row.material].values())
        limit = most.get(row.basis)
        largest = 1.0 if limit is None else limit
        if total > largest + TOLERANCE:
            last = [content for content in chain.contents if content.material == row.material][-1]
            problems.at(
                last,
                "content",
                f"a tonne of {row.material} holds {reckoned(total)} t of its groups in all",
                f"lower its contents to at most {reckoned(largest)} together",
            )


def _check_fractions(chain: Chain, numbers: Numbers, problems: Problems) -> None:
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for row in chain.fractions:
        totals[row.group, row.region] += _value(chain, numbers, row, "fraction") or 0.0
        if totals[row.group, row.region] > 1.0 + TOLERANCE:
            problems.at(
                row,
                "fraction",
                f"the elements of {row.group} in {row.region} are "
                f"{reckoned(totals[row.group, row.region])} of it",
                "lower their fractions to at most 1 together",
            )


def _check_recipe(
    rows: Sequence[RecipeRow],
    chain: Chain,
    contents: Contents,
    numbers: Numbers,
    problems: Problems,
) -> None:
    reference = next((row.material for row in rows if row.reference), None)
    if reference is None or any(row.material not in contents for row in rows):
        return
    held: dict[str, dict[str, float]] = {"input": defaultdict(float), "output": defaultdict(float)}
    for row in rows:
        if row.recovery and not row.reference:
            _check_recovers(row, contents, problems)
        amount = _per_reference(row, reference, chain, contents, numbers)
        if amount is None:
            return
        for group, content in contents[row.material].items():
            held[row.role][group] += amount * content
    if not any(row.role == "input" for row in rows):
        return
    for group, out in held["output"].items():
        into = held["input"].get(group, 0.0)
        if out > into + TOLERANCE:
            last = [row for row in rows if row.role == "output"][-1]
            problems.at(
                last,
                "recovery" if last.recovery else "amount",
                f"recipe '{last.recipe}' makes {group}: {reckoned(out)} t of it come out "
                f"and {reckoned(into)} t go in per tonne of {reference}",
                "lower an output or raise an input until no more comes out than goes in",
            )


def _per_reference(
    row: RecipeRow, reference: str, chain: Chain, contents: Contents, numbers: Numbers
) -> float | None:
    """Tonnes of a material per tonne of its recipe's reference; None if they cannot be read."""
    if row.reference:
        return 1.0
    if not row.recovery:
        return _value(chain, numbers, row, "amount")
    recovery = _value(chain, numbers, row, "recovery")
    if recovery is None:
        return None
    return recovered_amount(contents[reference], contents[row.material], recovery)


def _check_recovers(row: RecipeRow, contents: Contents, problems: Problems) -> None:
    if not any(contents[row.material].values()):
        problems.at(
            row,
            "recovery",
            f"{row.material} holds none of the oxide groups a recovery speaks of",
            "write the amount instead, or add its contents to chain/contents.csv",
        )


def _check_facility(
    facility: FacilityRow, rows: Sequence[RecipeRow], mines: frozenset[str], problems: Problems
) -> None:
    if rows and facility.stage not in mines and all(row.role == "output" for row in rows):
        problems.at(
            facility,
            "recipe",
            f"recipe '{facility.recipe}' has no input, so only a mine can run it",
            "give the recipe an input, or move the facility to a stage that is a mine",
        )
