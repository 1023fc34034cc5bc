"""`monazite export`: the tables of one run, for other tools."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from monazite.cli.options import Json, Strategy, Study, World, listed
from monazite.cli.output import Answer, deliver
from monazite.cli.proposing import Facts, LeftOut, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import about, open_study, solve, stop_without_plan
from monazite.cli.terminal import working

__all__ = ["export"]


def export(
    study: Study,
    strategy: Strategy,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder to write to.", metavar="FOLDER")
    ],
    formats: Annotated[
        str,
        typer.Option(
            "--as",
            help="Formats, separated by commas: csv, parquet, iamc, datapackage.",
            metavar="FORMATS",
        ),
    ] = "csv,parquet",
    world: World = None,
    levers: LeverFiles = None,
    settings: Settings = None,
    without: LeftOut = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Write the tables of one run to a folder."""
    handle = with_facts(open_study(study), facts)
    chosen = listed(formats)
    handle.check_export(output, chosen)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings, without), world)
    stop_without_plan([run])
    with working(f"Writing {output}"):
        files = run.export(output, chosen)
    rows = [{"file": name} for name in sorted(path.name for path in files)]
    data = {
        **about(handle, run),
        "folder": str(output),
        "files": [row["file"] for row in rows],
    }
    view = Group(Text(f"Wrote {output}"), *(Text(f"  {row['file']}") for row in rows))
    deliver(Answer(data, rows, view), as_json=as_json, output=None)
