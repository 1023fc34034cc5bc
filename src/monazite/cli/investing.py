"""`monazite investors`: who builds, and what each lacks per kilogram where nobody does."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.options import Json, Output, Strategy, Study, World
from monazite.cli.output import Answer, deliver
from monazite.cli.proposing import Facts, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import open_study, solve, stop_without_plan
from monazite.cli.wording import figure

__all__ = ["investors"]

_BUILT = {
    "added": "built",
    "programme": "ordered",
    "standing": "stands",
    "open": "not built",
}


def investors(
    study: Study,
    strategy: Strategy,
    world: World = None,
    output: Output = None,
    levers: LeverFiles = None,
    settings: Settings = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Show every plant home may build: built or not, what it earns, and what it misses per kg."""
    handle = with_facts(open_study(study, output, as_json=as_json), facts)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings), world)
    stop_without_plan([run])
    rows = list(run.investors())
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "strategy": run.strategy,
        "world": run.world,
        "investors": rows,
    }
    title = Text(f"{handle.title}: {run.strategy}", style="bold")
    title.append(f"  world: {run.world}", style="dim")
    view = Group(title, *_view(rows))
    deliver(Answer(data, rows, view), as_json=as_json, output=output)


def _view(rows: Sequence[Mapping[str, object]]) -> Sequence[RenderableType]:
    if not rows:
        return ["Nobody may build at home under this strategy, and no plant is supported."]
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("plant", overflow="fold")
    table.add_column("")
    for heading in ("online", "t/yr", "wants, %/yr", "earns, %/yr", "misses, USD/kg"):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(
            str(row["title"]),
            _BUILT[str(row["kind"])],
            f"{row['first_online']:.1f}",
            figure(row["capacity"], 0),
            _percent(row["hurdle_rate"]),
            _percent(row["irr"]),
            figure(row["misses_per_kg"], 2),
        )
    return [table, Text("A plant that earns what it wants misses nothing.", style="dim")]


def _percent(rate: object) -> str:
    return figure(100 * rate, 1) if isinstance(rate, float) else "–"
