"""`monazite verify`: whether a run folder is as it was written, and solved again says the same."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.completing import study_names
from monazite.cli.options import Json
from monazite.cli.output import Answer, deliver
from monazite.cli.terminal import working
from monazite.cli.wording import figure

if TYPE_CHECKING:
    from monazite.api import Verified

__all__ = ["verify"]


def verify(
    folder: Annotated[Path, typer.Argument(help="A run folder that `monazite run` wrote.")],
    study: Annotated[
        str | None,
        typer.Option(
            "--study",
            help="The study it was made of, where it is not the one of that name that ships.",
            show_default=False,
            autocompletion=study_names,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Hash every file of a run folder again, solve it again, and say what differs."""
    # Late, because the model and its solver take seconds that --help must not.
    from monazite.api import verify as verified

    with working(f"Verifying {folder}") as say:
        found = verified(folder, study, progress=say)
    data = {
        "folder": str(folder),
        "same": found.same,
        "files": list(found.files),
        "data_hash": {"then": found.data_hash_then, "now": found.data_hash_now},
        "version": {"then": found.version_then, "now": found.version_now},
        "numbers": found.numbers,
        "differences": list(found.differences),
    }
    deliver(Answer(data, found.differences, _view(found)), as_json=as_json, output=None)
    if not found.same:
        raise typer.Exit(1)


def _view(found: "Verified") -> RenderableType:
    lines: list[RenderableType] = [Text(f"  {name}") for name in found.files]
    if lines:
        lines.insert(0, Text("Files that are not as they were written:"))
    else:
        lines.append(Text("Every file is as it was written."))
    if found.data_hash_then != found.data_hash_now:
        lines.append(Text("The study has changed since."))
    if found.version_then != found.version_now:
        lines.append(Text(f"It was made by version {found.version_then}."))
    if not found.differences:
        lines.append(Text(f"Solved again, all {found.numbers:,} headline numbers are the same."))
        return Group(*lines)
    lines.append(
        Text(f"Solved again, {len(found.differences):,} of {found.numbers:,} numbers differ:")
    )
    for row in found.differences[:10]:
        lines.append(
            Text(
                f"  {row['strategy']} {row['indicator']} {row['year']}: "
                f"{figure(row['then'])} then, {figure(row['now'])} now"
            )
        )
    if len(found.differences) > 10:
        lines.append(Text("  and more; --json lists all.", style="dim"))
    return Group(*lines)
