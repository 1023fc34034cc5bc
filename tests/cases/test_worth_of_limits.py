"""What limits are worth a year, by hand: which decisions count, and how a sum becomes yearly.

Home's press may be added to by 5 t a year and has room for 7 t in all. A tonne a year more of
either would save 100 USD, once. A press stands a year after it was decided on and lives for ten;
its owner asks for no interest, so that 100 USD are 10 a year. The mine has dug 30 t in 2025 of a
reserve of which a tonne more would save 4 USD.
"""

from collections.abc import Mapping

import pytest

from monazite.cases.next_bottlenecks import annual_values
from monazite.core.labelled import Labelled
from monazite.model import RULES, Outcome

from .. import shipped

BASE = shipped.parameters("toy")
YEARS = [2024, 2025, 2026]
PRESS = {
    "lead_time": 1.0,
    "lifetime": 10.0,
    "hurdle_rate": 0.0,
    "build_rate": 5.0,
    "site_limit": 7.0,
}


def outcome() -> Outcome:
    arrays = {name: BASE[name].copy() for name in (*PRESS, "reserves")}
    for name, number in PRESS.items():
        arrays[name].put("hom_magnets", number)
    arrays["reserves"].put("hom_mine", 90.0)
    run = Labelled([[10.0, 30.0, 50.0]], coords={"facility": ["hom_mine"], "period": YEARS})
    return Outcome(
        status="optimal",
        objective=0.0,
        values={"activity": run},
        duals={
            "additions_within_site": over(investable="hom_magnets", annual_value=[-100.0]),
            "extraction_within_reserves": over(facility="hom_mine", annual_value=[-4.0]),
        },
        bound_duals={
            "addition": Labelled(
                [[-100.0] * 3], coords={"investable": ["hom_magnets"], "decided": YEARS}
            )
        },
        residual=0.0,
        parameters=BASE.replaced(arrays, ()),
        seconds={},
    )


def over(annual_value: list[float], **of: str) -> Labelled:
    ((dimension, label),) = of.items()
    return Labelled(annual_value, coords={dimension: [label]})


@pytest.mark.parametrize(
    ("rule", "year", "annual_value"),
    [
        ("additions_within_build_rate", 2024, {"hom_magnets": 0.0}),
        ("additions_within_build_rate", 2025, {"hom_magnets": 5 * 10.0}),
        ("additions_within_build_rate", 2026, {"hom_magnets": 2 * 5 * 10.0}),
        ("additions_within_site", 2025, {"hom_magnets": 7 * 10.0}),
        ("extraction_within_reserves", 2025, {"hom_mine": 30 * 4.0}),
    ],
)
def test_worth_of_a_limit_in_a_year(
    rule: str, year: int, annual_value: Mapping[str, float]
) -> None:
    """Of decisions those count that are online by the year: in 2025 that of 2024, and no other."""
    assert dict(annual_values(outcome(), year, RULES[rule])) == pytest.approx(annual_value)
