"""`monazite mend`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..api.copies import torn

Say = Callable[..., Any]


def test_a_plan_needs_no_mending(say: Say) -> None:
    said = say("mend", "toy", "both", "--workers", 1, "--no-keep")
    assert said.code == 0
    assert said.lines[-1] == "It has a plan; there is nothing to mend."
    assert json.loads(say("mend", "toy", "both", "--workers", 1, "--json").out)["changes"] == []


def test_changes_that_leave_a_plan_are_listed(say: Say, tmp_path: Path) -> None:
    """A permit of 30 t contradicts a floor of 40 t; whoever runs it is told how to mend it."""
    study = torn(tmp_path).study.path
    said = say("mend", study, "torn", "--workers", 1, "--no-keep")
    assert said.code == 0
    lines = [line.split() for line in said.lines]
    assert ["permit", "left", "out"] in lines
    permit = next(line for line in lines if line[1:2] == ["tonnes_per_year"])
    assert (permit[2], permit[-1]) == ("30", "t/yr")
    refused = say("run", study, "torn")
    assert refused.code == 2
    assert "`monazite mend` finds the nearest change" in refused.err


def test_where_no_lever_mends_it_the_code_is_2(say: Say, tmp_path: Path) -> None:
    """A mine of 50 t that must dig 60, with no lever that could let it."""
    study = torn(tmp_path).study.path
    asked = ("--fact", "capacity:hom-floor=60", "--workers", 1, "--no-keep")
    said = say("mend", study, "as-now", *asked)
    assert said.code == 2
    assert said.lines[-1] == "No change of one lever leaves a plan."
