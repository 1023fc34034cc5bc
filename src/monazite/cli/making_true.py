"""`monazite maketrue`: which single change of a lever would make a claim true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from monazite.cli.breaking_even import read_target, stop_unless_met
from monazite.cli.completing import indicator_names
from monazite.cli.opening import Changes, Opened, Opening, Solving
from monazite.cli.options import Strategy, Year
from monazite.cli.pages import grid
from monazite.cli.terminal import working
from monazite.cli.wording import figure as written
from monazite.cli.wording import scale
from monazite.core.errors import InvalidInput, Problem

__all__ = ["maketrue"]


def maketrue(
    opening: Opening,
    strategy: Strategy,
    solving: Solving,
    changes: Changes,
    claim: Annotated[
        str,
        typer.Option("--claim", help="A claim of the study with an indicator.", metavar="CLAIM"),
    ] = "",
    reach: Annotated[
        str,
        typer.Option(
            "--reach",
            help="Instead: indicator and target.",
            metavar="INDICATOR=VALUE",
            autocompletion=indicator_names,
        ),
    ] = "",
    year: Year = None,
) -> None:
    """Find which figure of which lever, alone, makes a claim true, and at which value."""

    def check(opened: Opened) -> None:
        from monazite.runs.questions.making_true import (
            what_is_claimed,  # late, as all that loads the model
        )

        if claim:
            said = what_is_claimed(opened.handle.study, claim, year)
            opened.check_asked(said.year, said.indicator)
        else:
            opened.check_asked(year, read_target(reach, "")[0])

    opened = opening.opened(
        changes, [strategy], reads=lambda: _read_either(claim, reach), checks=check
    )
    run = opened.run(strategy)
    if claim:
        indicator, target, asked = run.claimed(claim, year)
    else:
        indicator, target = read_target(reach, "")
        asked = opened.or_decision_year(year)
    with working("Trying levers otherwise") as say:
        rows = run.make_true(
            indicator=indicator, target=target, year=asked, **solving.options(say)
        ).to_dicts()
    data = {
        **opened.about(run),
        "claim": claim,
        "indicator": indicator,
        "target": target,
        "year": asked,
        "changes": rows,
    }
    claims = opened.handle.records.claims()
    said = [one.claim for one in claims if claim and one.claim_id == claim]
    found: list[RenderableType] = ["", _changes(rows)] if rows else ["It is true already."]
    opened.deliver(data, rows, Group(opened.title(run), *said, *found))
    stop_unless_met(not rows or any(row["needed"] for row in rows))


def _read_either(claim: str, reach: str) -> None:
    """Refuse both or neither, and what names no number."""
    if bool(claim) == bool(reach):
        raise InvalidInput(
            Problem(
                field="--claim",
                message="say either which claim or what is to be reached",
                remedy="write --claim CLAIM, or --reach INDICATOR=VALUE",
            )
        )
    if reach:
        read_target(reach, "")


def _changes(rows: Sequence[Mapping[str, Any]]) -> Table:
    """What has to be otherwise, a line for each field of a lever."""
    factor, unit = scale(rows[0]["unit"], [row["best"] for row in rows])
    table = grid()
    named = ("any of these alone", "field", "stated", "needed", "")
    for head in (*named, f"then comes to, {unit}", f"at its best, {unit}"):
        table.add_column(head, overflow="fold")
    for row in rows:
        said_of = [row[key] for key in ("lever", "field", "stated")]
        numbers = [
            "" if row[key] is None else written(factor * row[key]) for key in ("reached", "best")
        ]
        table.add_row(*said_of, row["needed"] or "not enough", row["figure_unit"], *numbers)
    return table
