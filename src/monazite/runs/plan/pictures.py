"""The chart of headlines of some plans, and what a notebook shows of a run or a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from monazite.charts import Chart, headline_lines
from monazite.charts.registry import Shown, pictures
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.numerals import number, part_text
from monazite.core.wording import place_named
from monazite.findings.account import STRANDS, ChainAccount
from monazite.findings.indicators import front_keys, indicator_table, title_of
from monazite.findings.solution import Solution, decision_years

if TYPE_CHECKING:
    from monazite.runs.run import Run


def headline_chart(
    solutions: Mapping[str, Solution], world: str, indicators: Sequence[str] | None = None
) -> Chart:
    """Draw indicators of plans, by name of the strategy, over the years."""
    first = next(iter(solutions.values()))
    keys, study = front_keys(first, indicators), first.study
    return headline_lines(
        pl.concat(
            indicator_table(solution, keys, strategy=name, world=world)
            for name, solution in solutions.items()
        ),
        baseline=study.settings.baseline,
        strategies={
            name: study.strategies[name].title if name in study.strategies else name
            for name in solutions
        },
        titles={key: title_of(first, key) for key in keys},
        sources=(f"monazite on {study.settings.title}, world {study.worlds[world].title}",),
    )


def check_chart(name: str) -> None:
    """Refuse the name of a chart there is none of."""
    check_name("chart", name, pictures())


def drawn(run: Run, against: Run, name: str, year: int | None) -> Chart:
    """Draw a run, beside another, as the picture of a name; raises as `Run.plot`."""
    check_chart(name)
    if year is not None:
        run.records.check_year(year)
    at = decision_years(run.solution)[0] if year is None else year
    chart = pictures()[name].draw(Shown(run, against, at))
    if chart is None:
        raise InvalidInput(
            Problem(
                field="chart",
                message=f"there is nothing to draw as '{name}' of '{run.strategy}'",
                remedy="draw another strategy, or another chart of it",
            )
        )
    return chart


def html_of(title: str, headlines: pl.DataFrame, solution: Solution) -> str:
    """Write front indicators in the years of decision as a small HTML table below a title."""
    keys, years = front_keys(solution), sorted(set(decision_years(solution)))
    shown = headlines.filter(
        pl.col("indicator").is_in(keys), pl.col("year").is_in(years)
    ).rows_by_key(["indicator", "strategy", "year"], named=True, unique=True)
    strategies = headlines["strategy"].unique(maintain_order=True).to_list()
    head = ["Indicator", "Unit", "Strategy", *map(str, years)]
    lines = [_row("th", head)]
    for key in keys:
        for strategy in strategies:
            cells = [shown.get((key, strategy, year)) for year in years]
            unit = next((cell["unit"] for cell in cells if cell), "")
            numbers = ["" if cell is None else number(cell["value"], figures=4) for cell in cells]
            lines.append(_row("td", [title_of(solution, key), unit, strategy, *numbers]))
    table = f"<table>{''.join(lines)}</table>" if strategies else ""
    return f"<p>{escape(title)}</p>{table}"


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def chain_headline(account: ChainAccount) -> str:
    """The finding in a phrase: what home ore does for the need, and where most of it goes."""
    strands = np.array([flow.strands for flow in account.flows]).reshape(-1, len(STRANDS))
    kinds = np.array([flow.kind for flow in account.flows])
    need = strands[(kinds == "served") | (kinds == "short")].sum()
    own = strands[:, 0]
    mined, released = (own[kinds == kind].sum() for kind in ("mined", "released"))
    text, home = f"In {account.year} ", place_named(account.home)
    text += (
        f"ore from home meets {part_text(own[kinds == 'served'].sum() / need)} of the "
        f"{account.group} {home} needs"
        if need > 1e-9
        else f"{home} needs no {account.group}"
    )
    if mined <= 1e-9:
        return text + "; nothing is mined"
    # what was dug in years before leaves its store for the same ends as what is dug now
    begun, what = mined, "mined"
    if released > 0.01 * mined:
        begun, what = mined + released, "mined or taken from stock"
    fates = {
        "is exported": own[kinds == "exported"].sum(),
        "goes into stock": own[kinds == "stocked"].sum(),
        "is put aside": own[kinds == "put aside"].sum(),
        "is lost in processing": own[kinds == "lost"].sum(),
    }
    fate = max(fates, key=lambda name: fates[name])
    used = own[kinds == "served"].sum()
    return text + (
        f"; of what is {what} {part_text(used / begun)} reaches users at home and "
        f"{part_text(fates[fate] / begun)} {fate}"
    )
