"""What `monazite stress` is told: what is played, what happens, and what is written where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monazite.cli.opening import Opened
from monazite.cli.options import FirstYear, Stops
from monazite.core.errors import InvalidInput, Problem, check_all
from monazite.core.usual import MONTHS, SCENARIOS, SEED
from monazite.store import check_file

if TYPE_CHECKING:
    from monazite.stress import Release
    from monazite.study import Study

__all__ = [
    "SamplingOptions",
    "ShockOptions",
    "Writing",
    "check_asked",
    "check_together",
    "in_money",
    "release_of",
]


@dataclass(frozen=True)
class SamplingOptions:
    """How many months are played how often, and by which rule stores are let go in them."""

    scenarios: Annotated[
        int, typer.Option("-n", "--scenarios", help="How many scenarios are drawn.")
    ] = SCENARIOS
    seed: Annotated[int, typer.Option("--seed", help="Where chance begins.")] = SEED
    year: FirstYear = None
    months: Annotated[int, typer.Option("--months", help="Months that are played.")] = MONTHS
    release: Annotated[
        str,
        typer.Option(
            "--release",
            help="How stores are let go, such as 'rate=25 %, tier=1': parts of cover, rate, tier, "
            "remaining and by-value.",
            show_default=False,
        ),
    ] = ""


@dataclass(frozen=True)
class ShockOptions:
    """What happens in every scenario, and what in none."""

    shock: Annotated[
        str | None,
        typer.Option(
            "--shock", help="A shock that comes in every scenario, by name.", show_default=False
        ),
    ] = None
    month: Annotated[
        int, typer.Option("--month", help="Month in which that shock comes, counted from 1.")
    ] = 1
    stop: Stops = None
    alone: Annotated[
        bool, typer.Option("--alone/--among-others", help="Whether nothing else happens then.")
    ] = True
    without_shocks: Annotated[
        str,
        typer.Option("--without-shocks", help="Shocks that do not happen, separated by commas."),
    ] = ""


@dataclass(frozen=True)
class Writing:
    """What of the scenarios is written to files of their own."""

    draws: Annotated[
        Path | None,
        typer.Option(
            "--draws",
            help="Write one row for each scenario, as Parquet.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None
    save_world: Annotated[
        str | None,
        typer.Option(
            "--save-world",
            help="Write the worst draw, or draw N, as a world for --world.",
            metavar="[N=]FILE",
            show_default=False,
        ),
    ] = None

    def check(self, study: Path) -> None:
        """Refuse files that nothing can be written to, or that are not what is written."""
        draws = self.draws
        check_all(
            lambda: None if draws is None else _check_draws(draws, study),
            lambda: self.world_file(study),
        )

    def world_file(self, study: Path) -> tuple[int | None, Path | None]:
        """Say which draw goes to which file; without a number it is the worst."""
        return _draw_and_file(self.save_world, study)


def check_asked(opened: Opened, sampling: SamplingOptions, writing: Writing, budget: str) -> None:
    """Hold what is asked against the study; raises `InvalidInput` with all that is wrong."""
    study = opened.handle.study
    check_all(
        lambda: in_money(budget, study),
        lambda: release_of(sampling.release),
        lambda: writing.check(study.path),
        lambda: opened.check_asked(sampling.year),
    )


def check_together(shock_options: ShockOptions, what_helps: bool, budget: str) -> None:
    """Refuse options that mean nothing without another."""
    if shock_options.shock is None and shock_options.month != 1:
        raise InvalidInput(
            Problem(
                field="--month",
                message="no shock is asked for that could come in it",
                remedy="name one with --shock",
            )
        )
    if budget and not what_helps:
        raise InvalidInput(
            Problem(
                field="--budget",
                message="nothing is spent unless stores are tried",
                remedy="add --what-helps",
            )
        )


def _check_draws(draws: Path, study: Path) -> None:
    if draws.suffix.casefold() != ".parquet":
        raise InvalidInput(
            Problem(
                field="--draws",
                message=f"'{draws.name}' is no Parquet file",
                remedy="end the name in .parquet",
            )
        )
    check_file(draws, outside=study)


def _draw_and_file(text: str | None, study: Path) -> tuple[int | None, Path | None]:
    """Read which draw goes to which file; without a number it is the worst."""
    if text is None:
        return None, None
    found = re.fullmatch(r"([\w.+-]*)=(.+)", text)
    if found is not None and not found[1].isdecimal():
        raise InvalidInput(
            Problem(
                field="--save-world",
                message=f"'{found[1]}' is not the number of a draw",
                remedy="write it as 17=worst.yaml, or the file alone for the worst draw",
            )
        )
    from monazite.runs.disruptions.drawn_worlds import (
        check_world_file,  # late, as all that loads the model
    )

    place = Path(found[2] if found else text)
    check_world_file(place, outside=study)
    return (int(found[1]) if found else None), place


def release_of(text: str) -> Release | None:
    """Read by which rule stores are let go; None where nothing is said."""
    from monazite.stress import read_release  # late, as all that loads the model

    return read_release(text, "--release") if text else None


def in_money(budget: str, study: Study) -> float | None:
    """Read the most a stockpile may cost, in the money of a study; None where nothing is said."""
    if not budget:
        return None
    from monazite.core.money import sum_to_spend

    return sum_to_spend(budget, study.money, "--budget")
