"""`monazite run` and `monazite compare`: solve strategies and show what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.headlines import choose_years, headline_blocks
from monazite.cli.options import Folder, Json, Output, Study, World, Years, read_years
from monazite.cli.output import Answer, deliver
from monazite.cli.studies import open_study, solve
from monazite.cli.terminal import errors, working
from monazite.cli.wording import spans

if TYPE_CHECKING:
    from monazite.api import Run, StudyHandle

__all__ = ["compare", "run"]

_NO_PLAN = {"infeasible": 2, "time_limit": 1, "error": 1}
_NO_PLAN_WORDS = {
    "infeasible": "its rules contradict each other, and no plan keeps them all",
    "time_limit": "the solver ran out of time",
    "error": "the solver stopped without an answer",
}


def run(
    study: Study,
    strategies: Annotated[
        list[str] | None,
        typer.Argument(help="Strategies to solve; the study's front page if left out."),
    ] = None,
    world: World = None,
    years: Years = "",
    output: Folder = None,
    as_json: Json = False,
) -> None:
    """Solve strategies and show their headline numbers, against the study's baseline."""
    chosen_years = read_years(years)
    handle = open_study(study)
    names = list(strategies or handle.front_page)
    runs = solve(handle, names, world)
    if as_json:
        deliver(Answer(_run_data(handle, runs), (), ""), as_json=True, output=None)
    else:
        shown = names if handle.baseline in names else [handle.baseline, *names]
        deliver(_side_by_side(handle, shown, world, chosen_years), as_json=False, output=None)
    if output is not None:
        with working(f"Writing {output}"):
            handle.write_run(output, runs)
        errors().print(f"Wrote {output}", soft_wrap=True)
    _stop_without_plan(runs)


def compare(
    study: Study,
    strategies: Annotated[
        list[str], typer.Argument(help="Two strategies or more, in the order to show them.")
    ],
    world: World = None,
    years: Years = "",
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Show strategies side by side in the same world, with what they add to the baseline."""
    chosen_years = read_years(years)
    handle = open_study(study)
    answer = _side_by_side(handle, strategies, world, chosen_years)
    deliver(answer, as_json=as_json, output=output)
    _stop_without_plan(solve(handle, strategies, world))


def _side_by_side(
    handle: StudyHandle, names: Sequence[str], world: str | None, years: Sequence[int]
) -> Answer:
    # The study keeps its runs, so that comparing what was solved costs nothing.
    runs = solve(handle, names, world)
    shown = list(years) or choose_years(_modelled_years(runs))
    rows = handle.compare(*names, world=world).table(shown)
    world = runs[0].world
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "world": world,
        "baseline": handle.baseline,
        "status": {each.strategy: each.status for each in runs},
        "rows": rows,
    }
    title = Text(handle.title, style="bold")
    title.append(f"  world: {world}  data {handle.data_hash[:12]}", style="dim")
    view: list[RenderableType] = [
        title,
        headline_blocks(rows, names, handle.baseline, shown),
        "",
        *(_holds_back(each) for each in runs),
    ]
    return Answer(data, rows, Group(*view))


def _modelled_years(runs: Sequence[Run]) -> list[int]:
    return sorted(
        {int(str(row["year"])) for each in runs for row in each.headlines.iter_rows(named=True)}
    )


def _holds_back(run: Run) -> Text:
    full: dict[str, set[int]] = {}
    for row in run.binds():
        if row["binding"] and row["sense"] == "ceiling":
            full.setdefault(str(row["stage"]), set()).add(int(str(row["year"])))
    stages = "; ".join(f"{stage} {spans(years)}" for stage, years in full.items())
    line = Text(f"What holds {run.strategy} back: ", style="dim")
    return line.append(stages or "nothing is full", style="default")


def _run_data(handle: StudyHandle, runs: Sequence[Run]) -> Mapping[str, object]:
    units: dict[str, str] = {}
    for each in runs:
        units.update({indicator: each.units[indicator] for indicator in _headlines(each)})
    return {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "strategies": {each.strategy: _one_run(each) for each in runs},
        "units": units,
    }


def _one_run(run: Run) -> Mapping[str, object]:
    columns = ("quantity", "observed", "modelled", "gap", "status", "reason")
    return {
        "status": run.status,
        "headlines": _headlines(run),
        "binds": run.binds(),
        "residual": run.residual,
        "calibration": [
            {column: row.get(column) for column in columns} for row in run.calibration()
        ],
        "seconds": run.seconds,
    }


def _headlines(run: Run) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for row in run.headlines.iter_rows(named=True):
        found.setdefault(str(row["indicator"]), {})[str(row["year"])] = row["value"]
    return found


def _stop_without_plan(runs: Sequence[Run]) -> None:
    failed = [each for each in runs if each.status in _NO_PLAN]
    for each in failed:
        say = errors()
        say.print(f"{each.strategy}: {_NO_PLAN_WORDS[each.status]}.", soft_wrap=True)
        for rule in each.conflict():
            behind = f", set by {', '.join(rule['levers'])}" if rule["levers"] else ""
            say.print(f"  {rule['rule']} at {rule['where']}{behind}", soft_wrap=True)
    if failed:
        raise typer.Exit(max(_NO_PLAN[each.status] for each in failed))
