"""What is taken where nobody says otherwise is the same in the shell and in Python."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from monazite.api import Ensemble, Run, StudyHandle
from monazite.cli.alternatives import alternatives
from monazite.cli.breaking_even import breakeven
from monazite.cli.doubting import sensitivity
from monazite.cli.drawing import ensemble
from monazite.cli.hindcasting import hindcast
from monazite.cli.stressing import SamplingOptions
from monazite.runs.disruptions.exercise import exercise
from monazite.runs.disruptions.stress import Stress
from monazite.runs.disruptions.stress_options import StressOptions
from monazite.runs.draws.alone import alone
from monazite.runs.draws.drawing import ensemble as drawn
from monazite.runs.draws.total_order import total_order
from monazite.runs.forecasts.hindcast import hindcast as forecast
from monazite.runs.plan.records import RunRecords
from monazite.runs.questions.breakeven import break_even


def usual(function: Callable[..., Any], name: str) -> object:
    """What a function takes for an argument nobody gives."""
    given = inspect.signature(function).parameters[name].default
    assert given is not inspect.Parameter.empty
    return given


@pytest.mark.parametrize(
    ("shell", "asked", "python", "name"),
    [
        (ensemble, "draws", drawn, "draws"),
        (ensemble, "seed", drawn, "seed"),
        (hindcast, "draws", forecast, "draws"),
        (hindcast, "seed", forecast, "seed"),
        (SamplingOptions, "scenarios", StressOptions, "n"),
        (SamplingOptions, "seed", StressOptions, "seed"),
        (SamplingOptions, "months", StressOptions, "months"),
        (sensitivity, "most", StudyHandle.sensitivity, "most"),
        (sensitivity, "most", RunRecords.sensitivity, "most"),
        (sensitivity, "most", total_order, "most"),
        (breakeven, "points", break_even, "points"),
        (alternatives, "slack", Run.alternatives, "slack"),
        (alternatives, "count", Run.alternatives, "count"),
        (StudyHandle.exercise, "months", exercise, "months"),
        (StudyHandle.exercise, "seed", exercise, "seed"),
        (Run.next_bottlenecks, "most", RunRecords.next_bottlenecks, "most"),
        (Run.enlarged_limits, "most", RunRecords.enlarged_limits, "most"),
        (Run.enlarged_limits, "by", RunRecords.enlarged_limits, "by"),
        (Run.enlarged_limits, "smaller", RunRecords.enlarged_limits, "smaller"),
        (Ensemble.alone, "most", alone, "most"),
        (Stress.regret, "draws", Stress.regret_records, "draws"),
    ],
)
def test_the_shell_takes_what_python_takes(
    shell: Callable[..., Any], asked: str, python: Callable[..., Any], name: str
) -> None:
    assert usual(shell, asked) == usual(python, name)


def test_what_other_sets_may_cost_more_is_the_same_list() -> None:
    assert usual(alternatives, "cost") == ",".join(usual(Run.alternatives, "costs"))  # type: ignore[call-overload]
