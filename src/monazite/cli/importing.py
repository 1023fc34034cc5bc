"""`monazite import`: figures of a publisher as a table of evidence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from monazite.cli.terminal import errors
from monazite.core.errors import Problems, check_name

__all__ = ["import_facts"]


def import_facts(
    publisher: Annotated[str, typer.Argument(help="Whose layout the file has: usgs.")],
    file: Annotated[Path, typer.Argument(help="CSV file as the publisher releases it.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Table to write, such as my/evidence/usgs.csv."),
    ] = None,
    basis: Annotated[str, typer.Option(help="What the tonnes are of, such as REO.")] = "",
    commodity: Annotated[
        str, typer.Option(help="Commodity, where the file does not name it.")
    ] = "",
    without: Annotated[
        list[str] | None, typer.Option(help="Column to leave out; may be repeated.")
    ] = None,
) -> None:
    """Turn a table of a publisher into facts; what is withheld is never a zero."""
    from monazite.evidence.usgs import read_usgs
    from monazite.evidence.writing import table_of
    from monazite.store import check_nothing_lost, write_whole

    check_name("publisher", publisher, ("usgs",))
    problems = Problems()
    name = output.stem if output else re.sub(r"[^a-z0-9_]+", "-", file.stem.lower()).strip("-")
    if not re.fullmatch(r"[a-z0-9_-]+", name, re.ASCII) or (output and output.suffix != ".csv"):
        problems.add(
            f"'{output or file}' gives no name of an evidence table",
            remedy="use lower-case letters, digits, '-' and '_' and the ending .csv",
            field="--output",
        )
    facts = read_usgs(
        file, problems, table=name, basis=basis, commodity=commodity, without=without or ()
    )
    if not facts and not problems:
        problems.add("no cell holds a figure", remedy="give a table with one", file=file.name)
    problems.raise_if_any()
    text = table_of(facts)
    if output is None:
        typer.echo(text, nl=False)
    else:
        check_nothing_lost(output, text.encode())
        write_whole(output, text.encode())
    say = errors()
    absent = sum(fact.value is None for fact in facts)
    say.print(f"Facts: {len(facts)}; without a number: {absent}.", soft_wrap=True)
    say.print("sources.csv needs, if it is not there:", soft_wrap=True)
    for source in dict.fromkeys(fact.source_id for fact in facts):
        year = source[-4:]
        title = f"Mineral Commodity Summaries {year} data release"
        say.print(f"{source},{title},U.S. Geological Survey,{year},,government", soft_wrap=True)
