"""What is known when: a limit on exports that people count on, and one that comes as news."""

import pytest

from monazite.parameters import InformationStage, stages
from monazite.strategy import Strategy

from ..findings.toy import BASE, STUDY
from ..parameters.pulling import lever


def course(**fields: object) -> tuple[InformationStage, ...]:
    """Stages of a halt of oxide in 2025 alone, in a world in which nothing happens."""
    terms = {"material": "oxide", "to": "all", "tonnes_per_year": 0, "start": "2025-01"}
    halt = lever("export_limit", **{**terms, "end": "2026-01", **fields})
    strategy = Strategy(name="halt", title="Halt", levers=(halt,))
    return stages(STUDY, BASE, strategy, STUDY.worlds["central"])


def limits(stage: InformationStage) -> list[float]:
    """What of oxide may leave in each year as far as people know, t."""
    slot = stage.parameters.labels.slots[0]
    return [float(value) for value in stage.parameters["export_limit"].sel(slot=slot).values]


def test_a_limit_is_known_with_the_strategy() -> None:
    (stage,) = course()
    assert (stage.opens, limits(stage)) == (2024, [float("inf"), 0.0, float("inf")])


def test_neither_start_nor_end_of_a_surprise_is_known_before() -> None:
    """In 2024 nobody knows of it, in 2025 it seems to stay, in 2026 it has ended."""
    free = float("inf")
    assert [(stage.opens, limits(stage)) for stage in course(foreseen=False)] == [
        (2024, [free, free, free]),
        (2025, [free, 0.0, 0.0]),
        (2026, [free, 0.0, free]),
    ]


def test_a_surprise_that_stays_is_one_piece_of_news() -> None:
    assert [stage.opens for stage in course(foreseen=False, end=None)] == [2024, 2025]
    with pytest.raises(Exception, match="foreseen"):
        course(foreseen="perhaps")
