"""Units gain and lose a time in one place, and tonnes know what they are of."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

import monazite
from monazite.core.rates import MassUnit, a_year, added_up, is_a_year
from monazite.core.records import Record


@pytest.mark.parametrize("unit", ["t oxide", "USD_2024", "INR_2024 crore"])
def test_what_comes_every_year_adds_up_to_what_it_is_of(unit: str) -> None:
    assert is_a_year(a_year(unit))
    assert not is_a_year(unit)
    assert added_up(a_year(unit)) == added_up(unit) == unit
    assert added_up(f"{unit}/month") == unit


def test_a_price_by_the_tonne_stays_as_it_is() -> None:
    assert added_up("USD_2024/t oxide") == "USD_2024/t oxide"


def test_tonnes_are_spelled_in_tables() -> None:
    @dataclass(frozen=True)
    class Row(Record):
        unit: MassUnit

    rows = [Row(MassUnit("oxide")), Row(MassUnit("oxide", every_year=False))]
    assert [row.as_row() for row in rows] == [{"unit": "t oxide/yr"}, {"unit": "t oxide"}]


def test_nobody_else_takes_a_time_off_a_unit() -> None:
    package = Path(monazite.__file__).parent
    found = [
        f"{path.relative_to(package)}:{call.lineno}"
        for path in sorted(package.rglob("*.py"))
        if path != package / "core" / "rates.py"
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("removesuffix", "removeprefix", "endswith", "partition")
        and any(ast.unparse(given) in ("'/yr'", "'/month'", "'t '") for given in call.args)
    ]
    assert found == []
