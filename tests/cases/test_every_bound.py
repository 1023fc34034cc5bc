"""Every fact at its own low and at its own high leaves a chain that can be."""

import pytest

from monazite.cases.uncertain_inputs import uncertain_fact, uncertain_family
from monazite.core.errors import InvalidInput
from monazite.study import Study, with_values

from .. import shipped

STUDIES = ("toy", pytest.param("india", marks=pytest.mark.slow))


def fault(study: Study, values: dict[str, float]) -> str:
    """What is wrong with the chain when facts stand at other values; nothing when it can be."""
    try:
        with_values(study, values, "At its own bound")
    except InvalidInput as refusal:
        return f"{values}: {refusal}"
    return ""


@pytest.mark.parametrize("name", STUDIES)
def test_every_fact_in_use_may_stand_at_either_end_of_its_range(name: str) -> None:
    study = shipped.study(name)
    used = sorted({fact for cell in study.numbers.resolved_cells().values() for fact in cell.facts})
    uncertain_inputs = [
        uncertain_input
        for fact in used
        if (uncertain_input := uncertain_fact(study, fact)) is not None
    ]
    assert uncertain_inputs
    ends = [
        dict(end)
        for uncertain_input in uncertain_inputs
        for end in (uncertain_input.at_low, uncertain_input.at_high)
    ]
    assert [found for end in ends if (found := fault(study, end))] == []


@pytest.mark.parametrize("name", STUDIES)
def test_every_family_in_doubt_may_stand_at_either_end(name: str) -> None:
    study = shipped.study(name)
    for family in study.settings.uncertain_inputs:
        uncertain_input = uncertain_family(study, family)
        assert uncertain_input is None or not fault(study, dict(uncertain_input.at_low)) + fault(
            study, dict(uncertain_input.at_high)
        )
