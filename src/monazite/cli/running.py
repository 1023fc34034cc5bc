"""`monazite run` and `monazite compare`: solve strategies and show what they come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.completing import strategy_names
from monazite.cli.headlines import (
    choose_years,
    evidence_line,
    graded_years,
    headline_blocks,
    standing_line,
    stop_blocks,
)
from monazite.cli.opening import Changes, Opened, Opening
from monazite.cli.options import Folder, Json, Study, Workers, World, Years, processes, read_years
from monazite.cli.output import plain_rows
from monazite.cli.studies import solve, stop_without_plan
from monazite.cli.terminal import errors, working
from monazite.cli.wording import BETWEEN_STAGES, figure, held_back_at, spans
from monazite.core.errors import check_all
from monazite.core.numerals import Coin
from monazite.core.wording import counted, raised
from monazite.findings.solution import decision_years
from monazite.store import leftovers_of

if TYPE_CHECKING:
    from monazite.api import Proposal, Run, StudyHandle
    from monazite.findings.comparison import WorksAgainst

__all__ = ["compare", "run"]

_STANDING_WORDS = {
    "reproduced": "reproduced within 5 %",
    "near": "near, within 10 %",
    "missed": "missed",
    "determined": "determined by what the study was given",
    "fitted": "fitted",
    "untestable": "untestable",
}


def run(
    study: Study,
    changes: Changes,
    strategies: Annotated[
        list[str] | None,
        typer.Argument(
            help="Strategies to solve; the study's front page if left out.",
            autocompletion=strategy_names,
        ),
    ] = None,
    world: World = None,
    years: Years = "",
    output: Folder = None,
    quick: Annotated[
        bool,
        typer.Option(
            "--quick",
            help="Write the brief without uncertain inputs, next bottlenecks and other worlds, "
            "which take longest.",
        ),
    ] = False,
    subject: Annotated[
        str | None,
        typer.Option(
            help="The strategy the brief is about; the study's own choice if left out.",
        ),
    ] = None,
    workers: Workers = 0,
    as_json: Json = False,
) -> None:
    """Solve strategies and show their headline numbers, against the study's baseline.

    A strategy is one of the study, or the path of a file that ends in .yaml.
    """

    def check(opened: Opened) -> None:
        handle = opened.handle
        check_all(
            lambda: None if output is None else handle.check_output(output),
            lambda: handle.check_asked(years=read_years(years)),
            lambda: handle.check_subject(subject, _names(opened, strategies)),
        )

    opened = Opening(study, world, as_json=as_json).opened(
        changes, strategies or (), reads=lambda: read_years(years), checks=check
    )
    handle, chosen_years = opened.handle, read_years(years)
    asked = opened.proposed(strategies or handle.front_page)
    names = [one.name for one in asked]
    runs = solve(handle, asked, opened.world)
    if as_json:
        opened.deliver(_run_data(opened, runs, chosen_years), (), "")
    else:
        base = handle.strategy(handle.baseline)
        shown = asked if handle.baseline in names else [base, *asked]
        _deliver_side_by_side(opened, shown, chosen_years)
    if output is not None and any(each.status == "optimal" for each in runs):
        _write(handle, output, runs, quick=quick, subject=subject, workers=processes(workers))
    stop_without_plan(runs)


def _names(opened: Opened, strategies: Sequence[str] | None) -> list[str]:
    return [one.name for one in opened.proposed(strategies or opened.handle.front_page)]


def _write(
    handle: StudyHandle,
    output: Path,
    runs: Sequence[Run],
    *,
    quick: bool,
    subject: str | None,
    workers: int,
) -> None:
    """Write the run folder, and name what an older one has left and could not be removed."""
    with working(f"Writing {output}") as say:
        handle.write_run(output, runs, quick=quick, subject=subject, workers=workers, progress=say)
    errors().print(f"Wrote {output}", soft_wrap=True)
    for older in leftovers_of(output.resolve()):
        errors().print(
            f"{older} is left of an older run and could not be removed; remove it by hand.",
            soft_wrap=True,
        )


def compare(
    opening: Opening,
    strategies: Annotated[
        list[str],
        typer.Argument(
            help="Two strategies or more, in the order to show them.",
            autocompletion=strategy_names,
        ),
    ],
    changes: Changes,
    years: Years = "",
) -> None:
    """Show strategies side by side in the same world, with what they add to the baseline."""
    opened = opening.opened(
        changes,
        strategies,
        reads=lambda: read_years(years),
        checks=lambda opened: opened.handle.check_asked(years=read_years(years)),
    )
    chosen_years = read_years(years)
    asked = opened.proposed(strategies)
    _deliver_side_by_side(opened, asked, chosen_years)
    stop_without_plan(solve(opened.handle, asked, opened.world))


def _deliver_side_by_side(opened: Opened, asked: Sequence[Proposal], years: Sequence[int]) -> None:
    handle, world = opened.handle, opened.world
    # The study keeps its runs, so that comparing what was solved costs nothing.
    runs = solve(handle, asked, world)
    names = [one.name for one in asked]
    shocks = handle.shock_years(world)
    shown = list(years) or choose_years(_modelled_years(runs), shocks)
    rows = handle.compare(*asked, world=world).numbers(shown)
    world = runs[0].world
    stops = {each.strategy: each.records.stops() for each in runs}
    keys = tuple(dict.fromkeys(row.indicator for row in rows))
    decisions = handle.decision_years(world)
    graded = runs[-1].records.grades(graded_years(shown, decisions), keys)
    grades = {(one.indicator, one.year): one.grade for one in graded}
    data = {
        **opened.state(),
        "world": world,
        "baseline": handle.baseline,
        "status": {each.strategy: each.status for each in runs},
        "rows": plain_rows(rows),
        "stops": {name: plain_rows(found) for name, found in stops.items()},
        "grades": {names[-1]: plain_rows(graded)},
    }
    title = Text(handle.title, style="bold")
    title.append(f"  world: {world}  data {handle.data_hash[:12]}", style="dim")
    view: list[RenderableType] = [
        title,
        headline_blocks(rows, names, handle.baseline, shown, shocks, grades),
        *stop_blocks(stops, shocks, Coin(handle.study.settings.currency)),
        "",
        *(_holds_back(each) for each in runs if each.status == "optimal"),
        *_in_doubt(runs),
        *(line for each in runs for line in _told_of_works_against(each)),
        *(line for each in runs for line in _unsettled(each)),
        "",
        standing_line(rows, names, decisions),
        *([evidence_line(names[-1], graded_years(shown, decisions))] if grades else []),
        _standing(runs),
    ]
    opened.deliver(data, plain_rows(rows), Group(*view))


def _modelled_years(runs: Sequence[Run]) -> list[int]:
    return sorted({year for each in runs for year in each.records.headline_years()})


def _holds_back(run: Run) -> Text:
    full = {stage: set(years) for stage, years in run.held_back().items()}
    for row in run.records.at_limits():
        if row.binding and row.sense == "ceiling" and held_back_at(row) == BETWEEN_STAGES:
            full.setdefault(BETWEEN_STAGES, set()).add(row.year)
    places = "; ".join(f"{place} {spans(years)}" for place, years in full.items())
    line = Text(f"What holds {run.strategy} back: ", style="dim")
    return line.append(places or "nothing is full", style="default")


def _in_doubt(runs: Sequence[Run]) -> list[Text]:
    """What plans come to that an expert would not believe at once; nothing where all would be."""
    plans = {
        run.strategy: run.solution
        for run in runs
        if run.records.mostly_unmet() or run.records.out_of_range()
    }
    if not plans:
        return []
    from monazite.brief.sentences.of_plans import warns_of_plans

    return [Text(raised(str(one))) for one in warns_of_plans(plans)]


def _works_against(run: Run) -> Sequence[WorksAgainst]:
    """What would be more without a lever that was asked for here; nothing of a study's own."""
    if run.status != "optimal" or run.before is None:
        return ()
    from monazite.runs.questions.without import few_of_ones_own, levers_against

    return levers_against(run.records, few_of_ones_own(run.records))


def _told_of_works_against(run: Run) -> list[Text]:
    """Which levers that were asked for here work against the rest; nothing where none does."""
    found = _works_against(run)
    if not found:
        return []
    from monazite.brief.sentences.counteracting import says_what_works_against

    title = run.case.strategy.title
    return [Text(said) for said in says_what_works_against(run.solution, title, found)]


def _unsettled(run: Run) -> list[Text]:
    """Which prices of owners at home had not settled; nothing where all had."""
    if not run.records.unsettled_prices():
        return []
    from monazite.brief.sentences.money import says_of_unsettled

    return [Text(said) for said in says_of_unsettled(run.solution, run.strategy)]


def _standing(runs: Sequence[Run]) -> Text:
    """Say how far the numbers can be trusted: balances, and what was observed."""
    gap = max(each.residual for each in runs)
    compared = runs[0].records.calibration()
    line = Text(f"Largest imbalance of any material, region and year: {figure(gap)}.", style="dim")
    for measure, plural in (("quantity", "quantities"), ("price", "prices")):
        statuses = [row.status for row in compared if row.measure == measure]
        standing = ", ".join(
            f"{statuses.count(status)} {words}"
            for status, words in _STANDING_WORDS.items()
            if status in statuses
        )
        if statuses:
            observed = counted(len(statuses), f"observed {measure}", f"observed {plural}")
            line.append(f"\nOf {observed} ({runs[0].strategy}): {standing}.")
    return line


def _run_data(opened: Opened, runs: Sequence[Run], years: Collection[int]) -> Mapping[str, object]:
    """Everything about runs; what goes by year in the years chosen, in all where none is."""
    units: dict[str, str] = {}
    for each in runs:
        units.update({indicator: each.units[indicator] for indicator in _headlines(each, ())})
    return {
        **opened.state(),
        "strategies": {each.strategy: _one_run(each, years) for each in runs},
        "units": units,
    }


def _one_run(run: Run, years: Collection[int]) -> Mapping[str, object]:
    columns = (
        *("quantity", "measure", "observed", "modelled", "gap"),
        *("status", "determined_by", "reason"),
    )
    return {
        "status": run.status,
        "headlines": _headlines(run, years),
        "grades": _grades(run, years),
        "bottlenecks": plain_rows(
            row for row in run.records.binding_constraints() if not years or row.year in years
        ),
        "stops": plain_rows(run.records.stops()),
        "residual": run.residual,
        "mostly_unmet": plain_rows(run.records.mostly_unmet()),
        "out_of_range": plain_rows(run.records.out_of_range()),
        "works_against": plain_rows(_works_against(run)),
        "unsettled_prices": plain_rows(run.records.unsettled_prices()),
        "calibration": [
            {column: row[column] for column in columns}
            for row in plain_rows(run.records.calibration())
        ],
        "seconds": run.seconds,
    }


def _grades(run: Run, years: Collection[int]) -> list[dict[str, object]]:
    """How firm the evidence behind headlines is in years of decision, or the last of others."""
    asked = sorted(years) or run.records.headline_years()
    return plain_rows(run.records.grades(graded_years(asked, decision_years(run.solution))))


def _headlines(run: Run, years: Collection[int]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for row in run.headlines.iter_rows(named=True):
        if not years or row["year"] in years:
            found.setdefault(str(row["indicator"]), {})[str(row["year"])] = row["value"]
    return found
