"""The table of headline numbers: one block per indicator, one line per strategy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.align import Align
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from monazite.cli.pages import GAP
from monazite.cli.wording import decimals_for, difference, figure, scale
from monazite.core.numerals import stated
from monazite.core.vocabulary import grade_word
from monazite.core.wording import lowered
from monazite.findings.comparison import LOOSE_BECAUSE, firmness
from monazite.findings.evidence import ABOUT_NIL, FAIR, FLOOR, THIN

if TYPE_CHECKING:
    from monazite.core.numerals import Coin
    from monazite.findings.comparison import SideBySide, StopYear

__all__ = [
    "choose_years",
    "evidence_line",
    "graded_years",
    "headline_blocks",
    "standing_line",
    "stop_blocks",
]

Grades = Mapping[tuple[str, int], str]
"""Grades of evidence by indicator and year."""

_USUAL_YEARS = (2024, 2026, 2030, 2035, 2040)
_DECISION_YEARS = (2030, 2035)
_WIDTH = 100
"""Columns of the screen tables are made for."""
_NAME_WIDTH = 22
_YEAR_WIDTH = 10
_DIFFERENCE_WIDTH = 12
_LOOSE, _MARK = "not determined", "?"
"""What is said of a figure or a difference that does not stand, and the mark behind it."""


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


def graded_years(years: Sequence[int], decisions: Sequence[int]) -> list[int]:
    """Choose in which of the years shown figures are graded: those of decision, or the last."""
    return [year for year in decisions if year in years] or list(years[-1:])


def headline_blocks(
    rows: Sequence[SideBySide],
    strategies: Sequence[str],
    baseline: str,
    years: Sequence[int],
    shocks: Sequence[int] = (),
    grades: Grades = MappingProxyType({}),
) -> RenderableType:
    """Draw numbers of strategies side by side, in 100 columns.

    Beside the title of a block stands how firm the evidence behind the last strategy's figures is,
    where `grades` says so.
    """
    told = len(strategies) > 1 and baseline in strategies
    compared = _compared_years(years, shocks) if told else []
    blocks: dict[str, list[SideBySide]] = {}
    for row in rows:
        blocks.setdefault(row.indicator, []).append(row)

    parts: list[RenderableType] = [_header(years, baseline, compared)]
    for block in blocks.values():
        factor, unit = scale(
            block[0].unit, (row.values.get(name) for row in block for name in strategies)
        )
        numbers = [row.values.get(name) for name in strategies for row in block]
        places = decimals_for([None if one is None else factor * one for one in numbers], unit)
        title = Text(block[0].title, style="bold")
        title.append(f"  {unit}", style="dim")
        of_years = {
            row.year: grades[row.indicator, row.year]
            for row in block
            if (row.indicator, row.year) in grades and not _nil(row, strategies[-1], factor, places)
        }
        title.append(_evidence(of_years), style="dim")
        parts += ["", title, _block(block, strategies, baseline, years, compared, factor, places)]
    return Group(*parts)


def _nil(row: SideBySide, strategy: str, factor: float, places: int) -> bool:
    """Whether a figure is shown as nought or about nil, which rests on nothing."""
    value = row.values.get(strategy)
    small = value is None or round(factor * value, places) == 0.0
    return small or row.standings.get(strategy) == ABOUT_NIL


def _evidence(grades: Mapping[int, str]) -> str:
    """Say the grades of figures by year, those of all years at once where they are the same."""
    if not grades:
        return ""
    said = {year: lowered(grade_word(grade)) for year, grade in sorted(grades.items())}
    if len(set(said.values())) == 1:
        return f"  {next(iter(said.values()))} evidence"
    return "  evidence " + ", ".join(f"{word} in {year}" for year, word in said.items())


def evidence_line(strategy: str, years: Sequence[int]) -> Text:
    """Say what the grades beside headlines mean."""
    thin, fair, firm = (lowered(grade_word(grade)) for grade in "CBA")
    return Text(
        f"{thin}, {fair} or {firm} evidence: of what carries a figure of {strategy} in "
        f"{' and '.join(map(str, years))}, more than {stated(100 * THIN)} %, more than "
        f"{stated(100 * FAIR)} % or less rests on single weak sources and estimates.",
        style="dim",
    )


def standing_line(
    rows: Sequence[SideBySide], strategies: Sequence[str], decisions: Sequence[int]
) -> Text:
    """Say how many headlines stand firm when facts that set prices are a little off.

    A headline counts as determined when it is in every row of the years of decision, as in the
    brief; strategies without kept verdicts are not yet tested.
    """
    shown = rows
    rows = [row for row in rows if row.year in decisions] or rows
    told, untested = [], []
    for name in strategies:
        found = firmness(rows, name)
        if found is None:
            untested.append(name)
            continue
        apart = f" ({found.firm_differences} in what it changes)"
        told.append(
            f"{found.firm} under {name}{apart if found.firm != found.firm_differences else ''}"
        )
    counted = sorted({row.year for row in rows})
    line = Text(f"Headlines determined in {' and '.join(map(str, counted))}: ", style="dim")
    line.append("; ".join(told) if told else "not yet tested", style="default")
    if told and untested:
        line.append(f"; not yet tested: {', '.join(untested)}")
    line.append("." if told else " (monazite determine).")
    if any(_LOOSE in how for row in shown for how in row.standings.values()):
        line.append(
            f"\n{_MARK} not determined: {LOOSE_BECAUSE} move the figure by more than a tenth, or "
            "turn its difference."
        )
    if any(row.slight for row in shown):
        line.append(
            f"\n{ABOUT_NIL}: a difference below {stated(100 * FLOOR)} % of what it is a part of, "
            "which may have either sign."
        )
    return line


def stop_blocks(
    stops: Mapping[str, Sequence[StopYear]], years: Sequence[int], coin: Coin
) -> list[RenderableType]:
    """Draw, for every year of a stop, where what home needs came from, one line per strategy."""
    parts: list[RenderableType] = []
    for year in years:
        found = {
            strategy: row for strategy, rows in stops.items() for row in rows if row.year == year
        }
        if not found:
            continue
        title = Text(f"{next(iter(found.values())).title}, {year}", style="bold")
        title.append("  where what home needs comes from, t/yr", style="dim")
        heads = (*_STOP_COLUMNS, f"lost by it,\n{coin.large}")
        lines = {
            strategy: [
                figure(number, 0)
                for number in (
                    *(row.need, row.home_plants, row.stocks, row.withheld_from, row.other_lanes),
                    *(row.price_response, row.shortage, coin.in_large(row.shortage_value)),
                )
            ]
            for strategy, row in found.items()
        }
        # where numbers are long a head takes more lines, then names less room: none is cut off
        widths = [
            max(map(len, (*head.split(), *numbers)))
            for head, *numbers in zip(heads, *lines.values(), strict=True)
        ]
        named = max(map(len, lines)) + GAP
        room = _WIDTH - sum(widths) - GAP * (len(widths) + 1)
        grid = Table.grid(padding=(0, 0, 0, GAP), pad_edge=False)
        grid.add_column(width=max(named, min(_NAME_WIDTH, room)), no_wrap=True)
        for width in widths:
            grid.add_column(justify="right", min_width=width, vertical="bottom")
        grid.add_row("", *heads, style="dim")
        for strategy, cells in lines.items():
            grid.add_row(f"  {strategy}", *cells)
        parts += ["", title, grid]
    return parts


_STOP_COLUMNS = (
    *("need", "made at\nhome", "from\nstocks", "still from\nwithholder", "from\nothers"),
    *("price\nresponse", "shortage"),
)
"""What a stop's table shows: the need, where it is met from, and what of it is unmet."""


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
    block: Sequence[SideBySide],
    strategies: Sequence[str],
    baseline: str,
    years: Sequence[int],
    compared: Sequence[int],
    factor: float,
    places: int,
) -> Table:
    by_year = {row.year: row for row in block}

    def value(strategy: str, year: int) -> float | None:
        found = by_year[year].values.get(strategy) if year in by_year else None
        return None if found is None else factor * found

    def standing(strategy: str, year: int) -> str:
        row = by_year.get(year)
        return "" if row is None else str(row.standings.get(strategy, ""))

    # all of a column end alike where one of them bears the mark
    marked = any(_LOOSE in how for row in block for how in row.standings.values())

    def told(text: str, *, loose: bool) -> Text:
        return Text(
            text + (_MARK if loose else " " if marked else ""), style="dim" if loose else ""
        )

    grid = _grid(years, compared)
    for strategy in strategies:
        cells = []
        for year in years:
            how = standing(strategy, year)
            text = ABOUT_NIL if how == ABOUT_NIL else figure(value(strategy, year), places)
            cells.append(told(text, loose=how == f"number {_LOOSE}"))
        for year in compared:
            how = standing(strategy, year)
            if strategy == baseline or how == ABOUT_NIL:
                cells.append(Text(""))
                continue
            if year in by_year and strategy in by_year[year].slight and _LOOSE not in how:
                cells.append(told(ABOUT_NIL, loose=False))
                continue
            gap = difference(value(strategy, year), value(baseline, year), places)
            cells.append(told(gap, loose=_LOOSE in how))
        grid.add_row(f"  {strategy}", *cells)
    return grid
