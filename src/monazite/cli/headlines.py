"""The table of headline numbers: one block per indicator, one line per strategy."""

from collections.abc import Mapping, Sequence
from numbers import Real

from rich.align import Align
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from monazite.cli.wording import decimals_for, difference, figure, scale

__all__ = ["choose_years", "headline_blocks"]

_USUAL_YEARS = (2024, 2026, 2030, 2035, 2040)
_DECISION_YEARS = (2030, 2035)
_NAME_WIDTH = 22
_YEAR_WIDTH = 10
_DIFFERENCE_WIDTH = 12


def choose_years(modelled: Sequence[int]) -> list[int]:
    """Choose up to five years to show: the usual ones, or an even spread when few of them exist."""
    usual = [year for year in _USUAL_YEARS if year in modelled]
    if len(usual) >= 3:
        return usual
    years = sorted(modelled)
    steps = min(5, len(years)) - 1
    if steps < 1:
        return years
    return [years[round(step * (len(years) - 1) / steps)] for step in range(steps + 1)]


def headline_blocks(
    rows: Sequence[Mapping[str, object]],
    strategies: Sequence[str],
    baseline: str,
    years: Sequence[int],
) -> RenderableType:
    """Draw rows of indicator, title, unit, year and one value per strategy, in 100 columns."""
    compared = _compared_years(years) if len(strategies) > 1 and baseline in strategies else []
    blocks: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        blocks.setdefault(str(row["indicator"]), []).append(row)

    parts: list[RenderableType] = [_header(years, baseline, compared)]
    for indicator, block in blocks.items():
        factor, unit = scale(
            str(block[0]["unit"]), (row.get(name) for row in block for name in strategies)
        )
        title = Text(str(block[0].get("title") or indicator), style="bold")
        title.append(f"  {unit}", style="dim")
        parts += ["", title, _block(block, strategies, baseline, years, compared, factor)]
    return Group(*parts)


def _compared_years(years: Sequence[int]) -> list[int]:
    return [year for year in _DECISION_YEARS if year in years] or list(years[-1:])


def _grid(years: Sequence[int], compared: Sequence[int]) -> Table:
    grid = Table.grid(padding=(0, 0))
    grid.add_column(width=_NAME_WIDTH, no_wrap=True)
    for _ in years:
        grid.add_column(width=_YEAR_WIDTH, justify="right", no_wrap=True)
    for _ in compared:
        grid.add_column(width=_DIFFERENCE_WIDTH, justify="right", no_wrap=True)
    return grid


def _header(years: Sequence[int], baseline: str, compared: Sequence[int]) -> RenderableType:
    header = _grid(years, compared)
    header.add_row("", *(str(year) for year in (*years, *compared)), style="dim")
    if not compared:
        return header
    width = _NAME_WIDTH + _YEAR_WIDTH * len(years) + _DIFFERENCE_WIDTH * len(compared)
    return Group(Constrain(Align.right(Text(f"against {baseline}", style="dim")), width), header)


def _block(
    block: Sequence[Mapping[str, object]],
    strategies: Sequence[str],
    baseline: str,
    years: Sequence[int],
    compared: Sequence[int],
    factor: float,
) -> Table:
    by_year = {row["year"]: row for row in block}

    def value(strategy: str, year: int) -> float | None:
        found = by_year.get(year, {}).get(strategy)
        return factor * float(found) if isinstance(found, Real) else None

    places = decimals_for(value(strategy, year) for strategy in strategies for year in years)
    grid = _grid(years, compared)
    for strategy in strategies:
        values = (figure(value(strategy, year), places) for year in years)
        gaps = (
            ""
            if strategy == baseline
            else difference(value(strategy, year), value(baseline, year), places)
            for year in compared
        )
        grid.add_row(f"  {strategy}", *values, *gaps)
    return grid
