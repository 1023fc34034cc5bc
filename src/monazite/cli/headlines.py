"""The table of headline numbers: one block per indicator, one line per strategy."""

from collections.abc import Mapping, Sequence
from numbers import Real

from rich.align import Align
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from monazite.cli.wording import decimals_for, difference, figure, scale

__all__ = ["choose_years", "headline_blocks", "standing_line", "stop_blocks"]

_USUAL_YEARS = (2024, 2026, 2030, 2035, 2040)
_DECISION_YEARS = (2030, 2035)
_NAME_WIDTH = 22
_YEAR_WIDTH = 10
_DIFFERENCE_WIDTH = 12


def choose_years(modelled: Sequence[int], shocks: Sequence[int] = ()) -> list[int]:
    """Choose up to five years to show: the usual ones, or an even spread when few of them exist.

    The first two `shocks` take the places of the usual years next to them that are neither the
    first nor years of decision.
    """
    usual = [year for year in _USUAL_YEARS if year in modelled]
    if len(usual) < 3:
        years = sorted(modelled)
        steps = min(5, len(years)) - 1
        usual = (
            years
            if steps < 1
            else [years[round(step * (len(years) - 1) / steps)] for step in range(steps + 1)]
        )
    for shock in [year for year in shocks if year in modelled and year not in usual][:2]:
        free = [year for year in usual[1:] if year not in _DECISION_YEARS and year not in shocks]
        if free:
            usual.remove(min(free, key=lambda year: abs(year - shock)))
        usual.append(shock)
    return sorted(usual)


def headline_blocks(
    rows: Sequence[Mapping[str, object]],
    strategies: Sequence[str],
    baseline: str,
    years: Sequence[int],
    shocks: Sequence[int] = (),
) -> RenderableType:
    """Draw rows of indicator, title, unit, year and one value per strategy, in 100 columns."""
    told = len(strategies) > 1 and baseline in strategies
    compared = _compared_years(years, shocks) if told else []
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
        parts += [Text(f"  {line}", style="dim") for line in _loose_lines(block, strategies, years)]
    return Group(*parts)


def standing_line(
    rows: Sequence[Mapping[str, object]], strategies: Sequence[str], decisions: Sequence[int]
) -> Text:
    """Say how many headlines stand firm when facts that set prices are a little off.

    A headline counts as determined when it is in every row of the years of decision, as in the
    brief; strategies without kept verdicts are not yet tested.
    """
    rows = [row for row in rows if row["year"] in decisions] or rows
    keys = list(dict.fromkeys(row["indicator"] for row in rows))
    told, untested = [], []
    for name in strategies:
        standing = {(row["indicator"], row.get(f"{name} standing")) for row in rows}
        if all(how == "not yet tested" for _, how in standing):
            untested.append(name)
        else:
            loose = {key for key, how in standing if "not determined" in str(how)}
            told.append(f"{len(keys) - len(loose)} of {len(keys)} under {name}")
    counted = sorted({int(str(row["year"])) for row in rows})
    line = Text(f"Headlines determined in {' and '.join(map(str, counted))}: ", style="dim")
    line.append("; ".join(told) if told else "not yet tested", style="default")
    if told and untested:
        line.append(f"; not yet tested: {', '.join(untested)}")
    return line.append("." if told else " (monazite determine).")


def _loose_lines(
    block: Sequence[Mapping[str, object]], strategies: Sequence[str], years: Sequence[int]
) -> list[str]:
    """Numbers and differences of a block that are not determined, a line for each strategy."""
    lines = []
    for name in strategies:
        loose = {
            what: [
                str(row["year"])
                for row in block
                if row["year"] in years and row.get(f"{name} standing") == f"{what} not determined"
            ]
            for what in ("number", "difference")
        }
        said = [f"{what} {', '.join(at)}" for what, at in loose.items() if at]
        if said:
            lines.append(f"not determined, {name}: {'; '.join(said)}")
    return lines


def stop_blocks(
    stops: Mapping[str, Sequence[Mapping[str, object]]], years: Sequence[int]
) -> list[RenderableType]:
    """Draw, for every year of a stop, where what home needs came from, one line per strategy."""
    parts: list[RenderableType] = []
    for year in years:
        found = {
            strategy: row for strategy, rows in stops.items() for row in rows if row["year"] == year
        }
        if not found:
            continue
        title = Text(f"{next(iter(found.values()))['title']}, {year}", style="bold")
        title.append("  where what home needs comes from, t/yr", style="dim")
        grid = Table.grid(padding=(0, 0))
        grid.add_column(width=_NAME_WIDTH, no_wrap=True)
        for _ in _STOP_COLUMNS:
            grid.add_column(width=_YEAR_WIDTH, justify="right", no_wrap=True)
        grid.add_row("", *_STOP_COLUMNS.values(), style="dim")
        for strategy, row in found.items():
            numbers = [
                float(str(row[name])) / (1e6 if name == "value_lost" else 1.0)
                for name in _STOP_COLUMNS
            ]
            grid.add_row(f"  {strategy}", *(figure(number, 0) for number in numbers))
        parts += ["", title, grid]
    return parts


_STOP_COLUMNS = {
    "need": "need",
    "home_plants": "home",
    "stocks": "stocks",
    "withheld_from": "withheld",
    "other_lanes": "others",
    "left_before": "left",
    "short": "short",
    "value_lost": "lost, M$",
}
"""What a stop's table shows: of the withheld what still comes, and who left before it."""


def _compared_years(years: Sequence[int], shocks: Sequence[int] = ()) -> list[int]:
    chosen = [year for year in (*shocks, *_DECISION_YEARS) if year in years][:2]
    return sorted(chosen) or list(years[-1:])


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

    def loose(strategy: str, year: int) -> bool:
        return by_year.get(year, {}).get(f"{strategy} standing") == "number not determined"

    # Late, because findings know the model, which takes seconds that --help must not.
    from monazite.findings.verdicts import ABOUT_NIL

    places = decimals_for(value(strategy, year) for strategy in strategies for year in years)
    grid = _grid(years, compared)
    for strategy in strategies:
        values = (
            ABOUT_NIL
            if by_year.get(year, {}).get(f"{strategy} standing") == ABOUT_NIL
            else figure(value(strategy, year), places)
            for year in years
        )
        gaps = (
            ""
            if strategy == baseline
            else difference(value(strategy, year), value(baseline, year), places)
            for year in compared
        )
        shown = [
            Text(text, style="dim" if loose(strategy, year) else "")
            for text, year in zip(values, years, strict=True)
        ]
        grid.add_row(f"  {strategy}", *shown, *gaps)
    return grid
