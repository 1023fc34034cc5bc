"""What limits are worth a year, by hand: which decisions count, and how a sum becomes yearly.

Home's press may be added to by 5 t a year and has room for 7 t in all. A tonne a year more of
either would save 100 USD, once. A press stands a year after it was decided on and lives for ten;
its owner asks for no interest, so that 100 USD are 10 a year. The mine has dug 30 t in 2025 of a
reserve of which a tonne more would save 4 USD; that is dug once, however long the mine lives.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from monazite.cases import holds
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


def outcome(dual: float = -100.0, *, dollar: float = 1.0, **terms: float) -> Outcome:
    """The plan of the docstring, or where the press is worth or stated otherwise."""
    arrays = {name: BASE[name].copy() for name in (*PRESS, "reserves")}
    for name, number in {**PRESS, **terms}.items():
        arrays[name].put("hom_magnets", number)
    for name, number in {"reserves": 90.0, "lifetime": 10.0}.items():
        arrays[name].put("hom_mine", number)
    base = replace(BASE, labels=replace(BASE.labels, dollar=dollar))
    run = Labelled([[10.0, 30.0, 50.0]], coords={"facility": ["hom_mine"], "period": YEARS})
    return Outcome(
        status="optimal",
        objective=0.0,
        values={"activity": run},
        duals={
            "additions_within_site": over(investable="hom_magnets", annual_value=[dual]),
            "extraction_within_reserves": over(facility="hom_mine", annual_value=[-4.0]),
        },
        bound_duals={
            "addition": Labelled(
                [[dual] * 3], coords={"investable": ["hom_magnets"], "decided": YEARS}
            )
        },
        residual=0.0,
        parameters=base.replaced(arrays, ()),
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


def worth(found: Outcome, year: int) -> dict[str, float]:
    """What holds home back in a year, with its worth, in the order it is listed."""
    return {hold.rule: round(hold.annual_value, 9) for hold in holds(found, year)}


def test_the_limit_worth_most_is_told_first() -> None:
    """The reserve at 50 t of 4 USD, then what two decisions and the site come to."""
    assert list(worth(outcome(), 2026).items()) == [
        ("extraction_within_reserves", 200.0),
        ("additions_within_build_rate", 100.0),
        ("additions_within_site", 70.0),
    ]


def test_what_is_worth_nothing_holds_nobody_back_and_what_is_worth_little_does() -> None:
    """In 2024 nothing decided is online; a twentieth of a tonne at 10 USD is half a dollar."""
    assert "additions_within_build_rate" not in worth(outcome(), 2024)
    assert worth(outcome(build_rate=0.05), 2025)["additions_within_build_rate"] == 0.5


@pytest.mark.parametrize(("rupees", "counts"), [(60.0, False), (80.0, True), (100.0, True)])
def test_a_tie_is_what_saves_less_than_a_dollar_in_any_money(rupees: float, counts: bool) -> None:
    """A study in rupees, 80 to a dollar."""
    found = worth(outcome(-rupees, dollar=80.0), 2026)
    assert ("additions_within_site" in found) is counts
    assert ("additions_within_build_rate" in found) is counts
