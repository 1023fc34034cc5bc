"""Uses that stand for several have parts to stand for, and bands say one thing about each year."""

from __future__ import annotations

from collections import defaultdict

from monazite.core.errors import Problems
from monazite.core.numerals import reckoned
from monazite.evidence import Quantity
from monazite.study.cell_units import canonical_units
from monazite.study.cells import ChainRow
from monazite.study.chain import Chain
from monazite.study.numbers import Numbers
from monazite.study.records import MixtureRow, UseRow


def check_curves(chain: Chain, numbers: Numbers, problems: Problems) -> None:
    """Report mixtures without a part that pays, and bands whose cost of switching changes.

    A row with a cell that could not be resolved is passed over.
    """
    mixtures: dict[str, list[MixtureRow]] = defaultdict(list)
    for row in chain.mixtures:
        mixtures[row.use].append(row)
    uses = {row.use: row for row in chain.uses}
    for use, rows in mixtures.items():
        for row in rows:
            if row.component in mixtures:
                problems.at(
                    row,
                    "component",
                    f"use '{row.component}' stands for several itself",
                    "name the uses it stands for",
                )
        if use in uses:
            _check_mixture(uses, rows, chain, numbers, problems)
    _check_prices(chain, numbers, problems)
    _check_bands(chain, numbers, problems)


def _check_prices(chain: Chain, numbers: Numbers, problems: Problems) -> None:
    """Report uses nobody wants anything for, and prices no curve can be drawn through."""
    if chain.uses and not chain.demand:
        problems.at(
            chain.uses[0],
            "use",
            "chain/demand.csv says of no use how much is wanted",
            "add a row for each use, region and year",
        )
    for use in chain.uses:
        price = _number(chain, use, "reference_price", numbers)
        choke = _number(chain, use, "choke", numbers)
        if price is not None and price.value <= 0:
            problems.at(
                use,
                "reference_price",
                "at a price of nothing no demand curve begins",
                "write the price at which the demand table holds",
            )
        elif price is not None and choke is not None and choke.value < price.value:
            problems.at(
                use,
                "choke",
                f"the last user gives up at {reckoned(choke.value)}, below the reference price of "
                f"{reckoned(price.value)}",
                "raise the choke price, or correct the reference price",
            )


def _check_mixture(
    uses: dict[str, UseRow],
    rows: list[MixtureRow],
    chain: Chain,
    numbers: Numbers,
    problems: Problems,
) -> None:
    use = rows[0].use
    price = _number(chain, uses[use], "reference_price", numbers)
    parts: list[tuple[MixtureRow, Quantity, Quantity]] = []
    for row in rows:
        share = _number(chain, row, "share", numbers)
        component = uses.get(row.component)
        choke = None if component is None else _number(chain, component, "choke", numbers)
        if share is None or choke is None:
            return  # reported where the cell is resolved
        parts.append((row, share, choke))
    if price is None:
        return
    if not any(share.value > 0 for _, share, _ in parts):
        problems.at(
            rows[0], "share", f"the parts of use '{use}' add up to nothing", "give one a share"
        )
        return
    for row, share, choke in parts:
        if share.value > 0 and choke.value <= price.value:
            problems.at(
                row,
                "component",
                f"use '{row.component}' gives up at {reckoned(choke.value)}, not above the price "
                f"of {reckoned(price.value)} at which '{use}' was observed, so it is no part of it",
                "correct the choke or the reference_price in chain/uses.csv, or remove the row",
            )


def _check_bands(chain: Chain, numbers: Numbers, problems: Problems) -> None:
    if not chain.bands:
        return
    rows = sorted(chain.bands, key=lambda row: row.years_ahead)
    if rows[0].years_ahead != 0:
        problems.at(
            rows[0],
            "years_ahead",
            "the bands do not begin in the base year",
            "add a row for year 0",
        )
    first = _number(chain, rows[0], "switching_cost", numbers)
    for row in rows[1:]:
        later = _number(chain, row, "switching_cost", numbers)
        if first is not None and later is not None and later.value != first.value:
            problems.at(
                row,
                "switching_cost",
                f"switching costs {reckoned(later.value)} here and {reckoned(first.value)} in year "
                f"{rows[0].years_ahead}; it is one figure for all years",
                "write the same figure in every row",
            )


def _number(chain: Chain, row: ChainRow, column: str, numbers: Numbers) -> Quantity | None:
    """Give the quantity of a cell; what is wrong with it is reported elsewhere."""
    units = canonical_units(chain, row, column)
    return numbers.resolve(row, column, units[0], Problems()) if len(units) == 1 else None
