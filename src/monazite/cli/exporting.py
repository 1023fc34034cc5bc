"""`monazite export`: the tables of one run, for other tools."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from monazite.cli.opening import Changes, Opening
from monazite.cli.options import Json, Strategy, Study, World, listed
from monazite.cli.terminal import working

__all__ = ["export"]


def export(
    study: Study,
    strategy: Strategy,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder to write to.", metavar="FOLDER")
    ],
    changes: Changes,
    formats: Annotated[
        str,
        typer.Option(
            "--as",
            help="Formats, separated by commas: csv, parquet, iamc, datapackage.",
            metavar="FORMATS",
        ),
    ] = "csv,parquet",
    world: World = None,
    as_json: Json = False,
) -> None:
    """Write the tables of one run to a folder."""
    chosen = listed(formats)
    opened = Opening(study, world, as_json=as_json).opened(
        changes, [strategy], checks=lambda opened: opened.handle.check_export(output, chosen)
    )
    run = opened.run(strategy)
    with working(f"Writing {output}"):
        files = run.export(output, chosen)
    rows = [{"file": name} for name in sorted(path.name for path in files)]
    data = {
        **opened.about(run),
        "folder": str(output),
        "files": [row["file"] for row in rows],
    }
    view = Group(Text(f"Wrote {output}"), *(Text(f"  {row['file']}") for row in rows))
    opened.deliver(data, rows, view)
