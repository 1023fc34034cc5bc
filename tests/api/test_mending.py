"""Where rules contradict each other: the nearest change of one lever that leaves a plan."""

import pytest

from monazite.api import StudyHandle


def test_the_nearest_permit_the_nearest_date_and_leaving_it_out(torn: StudyHandle) -> None:
    """A permit of 30 t contradicts a floor of 40 t from 2025 on: it must be 40 t, or not be.

    The permit counts by months of a year: from 2026 on only, it still contradicts the floor there.
    """
    rows = torn.run("torn").mended().to_dicts()
    found = {row["field"]: row for row in rows}
    assert float(found["tonnes_per_year"]["needed"]) == pytest.approx(40, rel=0.02)
    assert found["tonnes_per_year"]["stated"] == "30"
    assert found[""]["needed"] == "left out"
    assert {row["lever"] for row in rows} == {"permit"}
    assert {row["part"] for row in rows} == {"strategy"}


def test_what_is_said_to_be_needed_leaves_a_plan(torn: StudyHandle) -> None:
    for row in torn.run("torn").mended().to_dicts():
        if row["field"]:
            value = row["needed"] if "-" in row["needed"] else float(row["needed"])
            changed = torn.strategy("torn").change("permit", **{row["field"]: value})
            assert torn.run(changed).status == "optimal", row


def test_a_plan_needs_no_mending(toy: StudyHandle) -> None:
    found = toy.run("both").mended()
    assert found.is_empty()
    assert found.columns == ["lever", "field", "stated", "needed", "unit", "part"]
