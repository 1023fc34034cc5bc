"""Options that verbs share stand in records, and the shell sees them as if each verb wrote them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from monazite.cli.opening import Changes, Opening, Solving
from monazite.cli.spreading import spread
from monazite.cli.verbs import VERBS


@dataclass(frozen=True)
class Meal:
    """What is eaten."""

    dish: Annotated[str, typer.Argument(help="What.")]
    spoons: Annotated[int, typer.Option("--spoons", help="How many.")] = 1


seen: list[tuple[Meal, str, bool]] = []


def eat(
    meal: Meal,
    place: Annotated[str, typer.Argument(help="Where.")],
    standing: Annotated[bool, typer.Option("--standing")] = False,
) -> None:
    """Eat."""
    seen.append((meal, place, standing))


def test_a_record_is_given_field_by_field() -> None:
    shell = typer.Typer()
    shell.command()(spread(eat))
    seen.clear()
    answer = CliRunner().invoke(shell, ["soup", "home", "--spoons", "2"])
    assert answer.exit_code == 0, answer.output
    assert seen == [(Meal("soup", 2), "home", False)]


def test_arguments_keep_their_place_and_options_of_records_come_last() -> None:
    assert list(inspect.signature(spread(eat)).parameters) == [
        "dish",
        "place",
        "standing",
        "spoons",
    ]
    assert spread(eat).__doc__ == "Eat."


def test_two_records_with_one_name_are_refused() -> None:
    def twice(meal: Meal, more: Meal) -> None:
        """Eat twice."""

    with pytest.raises(ValueError, match="duplicate parameter name: 'dish'"):
        spread(twice)


@pytest.mark.parametrize("verb", ["why", "breakeven", "stress", "ensemble", "instruments", "mend"])
def test_a_verb_shows_the_options_of_all_its_records(verb: str) -> None:
    (found,) = [one for one in VERBS if one.name == verb]
    shared = {field.name for record in (Opening, Changes, Solving) for field in fields(record)}
    assert shared <= {one.name for one in found.command().params}
