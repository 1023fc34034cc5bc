"""Who needs what, gets it and goes short, on a few tonnes by hand."""

import pytest

from monazite.findings.account import need_of_uses

from ..by_hand import written


def test_a_use_gets_what_serves_it_for_what_that_does_for_it() -> None:
    """100 t wanted in 2024 and half of one in 2025, of which 20 t of magnets serve two each.

    60 t in 2024 are missing, 40 of those who would pay 10 and 20 of those who would pay 30; in 2025
    a quarter of a tonne is, and nothing is wanted in 2026.
    """
    plan = written(
        {
            "served": {"motors@HOM/magnet": [20, 0, 0], "motors@FOR/magnet": 70},
            "unmet": {
                "motors@HOM/+1": [40, 0.25, 0],
                "motors@HOM/+2": [20, 0, 0],
                "motors@FOR/+1": 1,
            },
        },
        parameters={
            "demand": {"motors@HOM": [100, 0.5, 0], "motors@FOR": 50},
            "equivalence": {"motors@HOM/magnet": 2},
            "unmet_cost": {"motors@HOM/+1": 10, "motors@HOM/+2": 30},
        },
    )
    rows = need_of_uses(plan)
    assert [(row.use, row.year) for row in rows] == [("motors", year) for year in plan.years]
    assert [row.demand for row in rows] == [100, 0.5, 0]
    assert [row.served for row in rows] == pytest.approx([40, 0, 0])
    assert [row.unmet for row in rows] == pytest.approx([60, 0.25, 0])
    assert [row.unmet_share for row in rows] == pytest.approx([0.6, 0.5, 0])
    assert [row.lost for row in rows] == pytest.approx([40 * 10 + 20 * 30, 2.5, 0])
    assert {row.unit for row in rows} == {"t magnet/yr"}
