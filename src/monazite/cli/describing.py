"""`monazite schema`: what files may say, as JSON Schema, so that an editor completes and checks."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from monazite.cli.output import Answer, check_shape, deliver

__all__ = ["Described", "schema"]


class Described(StrEnum):
    """Files that have a schema."""

    strategy = "strategy"
    world = "world"
    lever = "lever"
    study = "study"


def schema(
    what: Annotated[Described, typer.Argument(help="The file that is described.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write to a file instead.", metavar="FILE", show_default=False
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a strategy, a world, a lever or study.yaml, for editors."""
    # Late, because records take a moment that --help must not.
    from monazite.strategy.schema import lever_schema, strategy_schema, world_schema
    from monazite.study.schema import study_schema

    if output is not None:
        check_shape(output, as_json=True)
    made = {
        Described.strategy: strategy_schema,
        Described.world: world_schema,
        Described.lever: lever_schema,
        Described.study: study_schema,
    }
    deliver(Answer(made[what](), (), Text()), as_json=True, output=output)
