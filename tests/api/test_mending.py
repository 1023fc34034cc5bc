"""Where rules contradict each other: the nearest change of one lever that leaves a plan."""

import pytest

from monazite.api import StudyHandle
from monazite.cases.figures import Figure
from monazite.cases.searching import Crossing
from monazite.runs.questions import mending


def test_the_nearest_permit_the_nearest_date_and_leaving_it_out(torn: StudyHandle) -> None:
    """A permit of 30 t contradicts a floor of 40 t from 2025 on: it must be 40 t, or not be.

    What is told is narrowed to a thousandth and written so that it leaves a plan as it stands.

    The permit counts by months of a year: from 2026 on only, it still contradicts the floor there.
    """
    rows = torn.run("torn").mended().to_dicts()
    found = {row["field"]: row for row in rows}
    assert 40 <= float(found["tonnes_per_year"]["needed"]) <= 40.05
    assert (found["tonnes_per_year"]["stated"], found["tonnes_per_year"]["unit"]) == ("30", "t/yr")
    assert found[""]["unit"] == ""
    assert found[""]["needed"] == "left out"
    assert {row["lever"] for row in rows} == {"permit"}
    assert {row["part"] for row in rows} == {"strategy"}


def test_what_is_said_to_be_needed_leaves_a_plan(torn: StudyHandle) -> None:
    for row in torn.run("torn").mended().to_dicts():
        if row["field"]:
            value = row["needed"] if "-" in row["needed"] else float(row["needed"])
            changed = torn.strategy("torn").change("permit", **{row["field"]: value})
            assert torn.run(changed).status == "optimal", row


@pytest.mark.parametrize(
    ("reached", "missed", "told"),
    [
        (1234.4, 1233.2, 1235.0),
        (1234.4, 1235.2, 1234.0),
        (40.0, 39.97, 40.0),
        (0.123412, 0.1233, 0.1235),
        (-12.341, -12.35, -12.34),
        (99.999, 99.9, 100.0),
        (99.999, 100.1, 99.99),
        (1999.9, 1999.0, 1999.95),
        (0.0, -1.0, 0.0),
    ],
)
def test_figures_told_stay_on_the_side_with_a_plan(
    reached: float, missed: float, told: float
) -> None:
    """Rounded to four figures away from what leaves none, and never past the figure's range."""
    figure = Figure("a.b", "A, b", "t/yr", 1.0, -100.0, 1999.95, "number", "strategy")
    found = mending._written(figure, Crossing(reached, missed, 1.0, 0.0))
    assert found == pytest.approx(told, abs=1e-9)


def test_a_plan_needs_no_mending(toy: StudyHandle) -> None:
    found = toy.run("both").mended()
    assert found.is_empty()
    assert found.columns == ["lever", "field", "stated", "needed", "unit", "part"]
