"""`monazite hindcast`: freezes a forecast from a known past, and later says how near it came.

Past episodes that are played month by month are told in `hindcast_months`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.completing import strategy_names
from monazite.cli.hindcast_months import Past, hindcast_months
from monazite.cli.options import Json, Output, Study, StudyWorld
from monazite.cli.output import Answer, check_shape, deliver, plain_rows
from monazite.cli.pages import grid
from monazite.cli.studies import open_study, solve, stop_without_plan
from monazite.cli.terminal import errors, working
from monazite.cli.wording import figure, scale
from monazite.core.errors import Problems
from monazite.core.numerals import beside
from monazite.core.usual import FORECAST_DRAWS, FORECAST_SEED

if TYPE_CHECKING:
    from monazite.api import Forecast, Scored, StudyHandle
    from monazite.findings.hindcast import ForecastLine, Score

__all__ = ["hindcast"]

_NAMES = {"central": "the model", "persistence": "as last known", "trend": "on its trend"}
_WHOLES = {"quantity": "All quantities", "price": "All prices", "all": "All"}
_SCORES = (
    "Scaled error: mean miss over the mean change from year to year in the known past; below 1 is "
    "nearer than the figure last known was then. Inside range: about 80 % if ranges are as wide as "
    "the doubt. Right direction: rose or fell from the last known figure as foretold."
)
_NO_FILE = "give the CSV file of observed figures with --observed"

Draws = Annotated[
    int, typer.Option("--draws", help="Draws of all facts the range is taken from.", min=1)
]
Seed = Annotated[int, typer.Option("--seed", help="Where chance begins.", min=0)]


def hindcast(
    study: Study,
    past: Past,
    strategies: Annotated[
        list[str] | None,
        typer.Argument(
            help="Strategies to forecast; those of the front page if left out.",
            autocompletion=strategy_names,
        ),
    ] = None,
    draws: Draws = FORECAST_DRAWS,
    seed: Seed = FORECAST_SEED,
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
    world: StudyWorld = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Forecast a study's series from their known past, or score such a forecast."""
    if past.months:
        _check_alone(strategies, score, observed, strategy, (draws, seed))
        hindcast_months(study, past, world, output, as_json=as_json)
        return
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
        say_to = errors()
        for text in _frozen(study, found, output):
            say_to.print(Text(text), soft_wrap=True)
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


def _check_alone(
    strategies: Sequence[str] | None,
    score: Path | None,
    observed: Path | None,
    strategy: str | None,
    chance: tuple[int, int],
) -> None:
    """Refuse what means nothing where episodes are played, whose strategies the study names."""
    problems = Problems()
    if strategies:
        problems.add(
            "an episode names the strategy it is played on",
            remedy="leave strategies out",
            field="--months",
        )
    others = {"--score": score, "--observed": observed, "--strategy": strategy}
    drawn = {"--draws": chance[0] != FORECAST_DRAWS, "--seed": chance[1] != FORECAST_SEED}
    for name in (*(name for name, given in others.items() if given is not None), *_true(drawn)):
        problems.add("no forecast is made with --months", remedy="leave it out", field=name)
    problems.raise_if_any()


def _true(said: Mapping[str, bool]) -> Iterator[str]:
    return (name for name, true in said.items() if true)


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
    parts: list[RenderableType] = [
        _title(f"{handle.title}: forecast from what was known {_until(found)}"),
        Text(_how_to_read(found.lines[0].draws), style="dim"),
    ]
    ahead = [line for line in found.lines if line.strategy]
    outside = False
    for name in found.strategies:
        own = [line for line in ahead if line.strategy == name]
        for series in dict.fromkeys(line.series for line in own):
            of = [line for line in own if line.series == series]
            factor, unit = scale(of[0].unit, [line.central for line in of])
            head = Text(f"{name}: {of[0].title}", style="bold")
            parts += ["", head.append(f", {unit}", style="dim"), _years(of, factor)]
            if any(_outside(line) for line in of):
                outside = True
        lost = own[0].without_plan
        if lost:
            parts.append(Text(f"{lost} of {own[0].draws} draws have no plan.", style="dim"))
    if outside:
        parts += ["", Text(_OUTSIDE, style="dim")]
    for fault, times in sorted(found.faults.items()):
        parts.append(Text(f"Without a plan {times} times: {fault}.", style="dim"))
    return Group(*parts)


def _until(found: Forecast) -> str:
    """Up to which year series were known: one, or the first and the last of several."""
    years = sorted({line.known_until for line in found.lines})
    return f"until {years[0]}" if len(years) == 1 else f"until {years[0]} to {years[-1]}, by series"


def _how_to_read(draws: int) -> str:
    return (
        f"Central: every fact as chosen. Low to high: eight tenths of {draws} draws of all facts "
        "at once. Beside them two naive rivals: the figure last known, and the straight line "
        "through the known years."
    )


_OUTSIDE = (
    "Where the central figure lies outside its range, the ranges of facts are lopsided: most draws "
    "lie on one side of it."
)


def _outside(line: ForecastLine) -> bool:
    if line.low is None or line.central is None or line.high is None:
        return False
    slack = 5e-3 * max(abs(line.low), abs(line.high))  # three figures are shown
    return not line.low - slack <= line.central <= line.high + slack


def _frozen(study: str, found: Forecast, output: Path) -> Iterator[str]:
    """What was written, and how it is scored once figures of what came are there."""
    yield f"Wrote {output}, and its hash with the day beside it in {output}.sha256."
    came = f"monazite hindcast {study} --score {output} --observed CAME.csv"
    yield f"Score it later: {came} --strategy {found.strategies[0]}"


def _years(lines: Sequence[ForecastLine], factor: float) -> Table:
    table = _table("year", "low", "central", "high", "as last known", "on its trend")
    size = max(
        (abs(value) for line in lines for value in _figures(line) if value is not None), default=0.0
    )
    for line in lines:
        said = (beside(value, size, factor) for value in _figures(line))
        table.add_row(str(line.year), *(text.replace("\N{MINUS SIGN}", "-") for text in said))
    return table


def _figures(line: ForecastLine) -> tuple[float | None, ...]:
    return line.low, line.central, line.high, line.persistence, line.trend


def _scores(handle: StudyHandle, scored: Scored, *, changed: bool) -> RenderableType:
    parts: list[RenderableType] = [
        _title(f"{handle.title}: how near the forecast came, {scored.strategy}")
    ]
    if changed:
        parts.append(Text("The study has changed since the forecast was written.", style="dim"))
    blocks: dict[tuple[str, str], list[Score]] = {}
    for one in scored.scores:
        blocks.setdefault((one.series, one.measure), []).append(one)
    parts.append(Text(_SCORES, style="dim"))
    for (_, measure), rows in blocks.items():
        first = rows[0]
        head = Text(first.title or _WHOLES[measure], style="bold")
        head.append(f": {first.scored} scored", style="dim")
        for count, word in ((first.untestable, "untestable"), (first.not_given, "not given")):
            if count:
                head.append(f", {count} {word}", style="dim")
        if not first.scored:
            parts += ["", head]
            continue
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
