"""`monazite hindcast`: freezes a forecast from a known past, and later says how near it came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.completing import strategy_names
from monazite.cli.options import Json, Output, Study, World
from monazite.cli.output import Answer, check_shape, deliver, plain_rows
from monazite.cli.pages import grid
from monazite.cli.studies import open_study, solve, stop_without_plan
from monazite.cli.terminal import working
from monazite.cli.wording import figure, scale
from monazite.core.errors import Problems

if TYPE_CHECKING:
    from monazite.api import Forecast, Scored, StudyHandle
    from monazite.findings.hindcast import ForecastLine, Score

__all__ = ["hindcast"]

_NAMES = {"central": "the model", "persistence": "as it was last", "trend": "as it went"}
_WHOLES = {"quantity": "All quantities", "price": "All prices", "all": "All"}
_NO_FILE = "give the CSV file of observed figures with --observed"


def hindcast(
    study: Study,
    strategies: Annotated[
        list[str] | None,
        typer.Argument(
            help="Strategies to forecast; those of the front page if left out.",
            autocompletion=strategy_names,
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", help="Draws of all facts the range is taken from.", min=1)
    ] = 20,
    seed: Annotated[int, typer.Option("--seed", help="Where chance begins.", min=0)] = 2024,
    score: Annotated[
        Path | None,
        typer.Option("--score", help="A forecast that was written, to be scored.", metavar="FILE"),
    ] = None,
    observed: Annotated[
        Path | None,
        typer.Option(
            "--observed", help="CSV of what came: series, year, value, unit.", metavar="FILE"
        ),
    ] = None,
    strategy: Annotated[
        str | None,
        typer.Option("--strategy", help="The strategy that came to pass.", show_default=False),
    ] = None,
    world: World = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Forecast a study's series from their known past, or score such a forecast."""
    _check_options(strategies, score, observed, strategy)
    handle = open_study(study)
    if score is not None and observed is not None:
        if output is not None:
            check_shape(output, as_json=as_json)
        _score(handle, score, observed, strategy, output=output, as_json=as_json)
        return
    if output is not None:
        handle.check_forecast(output)
    names = strategies or list(handle.front_page)
    stop_without_plan(solve(handle, names, world))
    with working("Drawing facts") as say:
        found = handle.hindcast(*names, world=world, draws=draws, seed=seed, progress=say)
    if output is not None:
        found.write(output)
    else:
        rows = plain_rows(found.lines)
        data = {"study": handle.name, "rows": rows, "without_plan": dict(found.faults)}
        deliver(Answer(data, rows, _forecast(handle, found)), as_json=as_json, output=None)


def _check_options(
    strategies: Sequence[str] | None,
    score: Path | None,
    observed: Path | None,
    strategy: str | None,
) -> None:
    problems = Problems()
    if score is not None and observed is None:
        problems.add("nothing is said of what came", remedy=_NO_FILE, field="--score")
    if score is not None and strategies:
        problems.add(
            "the forecast holds its strategies",
            remedy="name the one that came to pass with --strategy",
            field="--score",
        )
    for name, given in (("--observed", observed), ("--strategy", strategy)):
        if score is None and given is not None:
            problems.add(
                "there is nothing to score", remedy="name a forecast with --score", field=name
            )
    problems.raise_if_any()


def _score(
    handle: StudyHandle,
    path: Path,
    observed: Path,
    strategy: str | None,
    *,
    output: Path | None,
    as_json: bool,
) -> None:
    forecast = handle.frozen_forecast(path)
    scored = forecast.score(observed, strategy)
    first = forecast.lines[0]
    data = {
        "study": handle.name,
        "strategy": scored.strategy,
        "world": first.world,
        "data_hash": {"then": first.data_hash, "now": handle.data_hash},
        "version": first.version,
        "observed": plain_rows(scored.observed),
        "scores": plain_rows(scored.scores),
    }
    rows = plain_rows(scored.scores)
    view = _scores(handle, scored, changed=first.data_hash != handle.data_hash)
    deliver(Answer(data, rows, view), as_json=as_json, output=output)


def _forecast(handle: StudyHandle, found: Forecast) -> RenderableType:
    parts: list[RenderableType] = [_title(f"{handle.title}: forecast")]
    ahead = [line for line in found.lines if line.strategy]
    for name in found.strategies:
        own = [line for line in ahead if line.strategy == name]
        for series in dict.fromkeys(line.series for line in own):
            of = [line for line in own if line.series == series]
            factor, unit = scale(of[0].unit, [line.central for line in of])
            head = Text(f"{name}: {of[0].title}", style="bold")
            parts += ["", head.append(f", {unit}", style="dim"), _years(of, factor)]
        lost = own[0].without_plan
        if lost:
            parts.append(Text(f"{lost} of {own[0].draws} draws have no plan.", style="dim"))
    for fault, times in sorted(found.faults.items()):
        parts.append(Text(f"Without a plan {times} times: {fault}.", style="dim"))
    return Group(*parts)


def _years(lines: Sequence[ForecastLine], factor: float) -> Table:
    table = _table("year", "low", "central", "high", "as it was last", "as it went")
    for line in lines:
        values = (line.low, line.central, line.high, line.persistence, line.trend)
        table.add_row(
            str(line.year), *("–" if value is None else figure(factor * value) for value in values)
        )
    return table


def _scores(handle: StudyHandle, scored: Scored, *, changed: bool) -> RenderableType:
    parts: list[RenderableType] = [
        _title(f"{handle.title}: how near the forecast came, {scored.strategy}")
    ]
    if changed:
        parts.append(Text("The study has changed since the forecast was written.", style="dim"))
    blocks: dict[tuple[str, str], list[Score]] = {}
    for one in scored.scores:
        blocks.setdefault((one.series, one.measure), []).append(one)
    for (_, measure), rows in blocks.items():
        first = rows[0]
        head = Text(first.title or _WHOLES[measure], style="bold")
        head.append(f": {first.scored} scored", style="dim")
        for count, word in ((first.untestable, "untestable"), (first.not_given, "not given")):
            if count:
                head.append(f", {count} {word}", style="dim")
        table = _table("", "scaled error", "inside range", "right direction")
        for row in rows:
            table.add_row(
                _NAMES[row.forecaster],
                _shown(row.scaled_error),
                _shown(row.coverage, share=True),
                _shown(row.direction, share=True),
            )
        parts += ["", head, table]
    return Group(*parts)


def _title(text: str) -> Text:
    return Text(text, style="bold")


def _table(first: str, *columns: str) -> Table:
    table = grid()
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _shown(value: float | None, *, share: bool = False) -> str:
    if value is None:
        return "–"
    return f"{100 * value:.0f} %" if share else figure(value)
