"""Chain tables read into typed rows, and their records say what the columns mean."""

import ast
import inspect
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core.errors import FieldError, Problems
from monazite.core.units import Money, UnitError, parse
from monazite.evidence import Evidence
from monazite.study import TABLES, Chain, Numbers, canonical_unit, canonical_units
from monazite.study.chain import read_chain

from .. import shipped

TOY = shipped.study("toy")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_explained(table: str) -> None:
    """Each field of a record is followed by a sentence about it."""
    (record,) = ast.parse(inspect.getsource(TABLES[table])).body
    assert isinstance(record, ast.ClassDef)
    for field, after in zip(record.body, [*record.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            name = field.target.id
            assert name in ("table", "key") or isinstance(after, ast.Expr), f"{table}.{name}"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_columns_of_source_come_last(table: str) -> None:
    assert tuple(TABLES[table].columns())[-3:] == ("source_id", "grade", "note")
    assert set(TABLES[table].required_columns()) <= set(TABLES[table].columns())


def test_units_of_all_columns_can_be_written() -> None:
    words = {
        "basis": "oxide",
        "money": "USD_2024",
        "reference": "ore",
        "use": "magnet",
        "currency": "INR_2024",
        "observed": "t oxide",
        "expected": "t oxide",
        "contained": "oxide",
        "of": "metal",
    }
    for record in TABLES.values():
        for number in record.numbers().values():
            parse(number.unit.format(**words))


def read(folder: Path, **tables: str) -> tuple[Chain, list[str]]:
    (folder / "chain").mkdir()
    for table, record in TABLES.items():
        text = tables.get(table, ",".join(record.required_columns()) + "\n")
        (folder / "chain" / f"{table}.csv").write_text(text, encoding="utf-8")
    problems = Problems()
    return read_chain(folder / "chain", problems, root=folder), [str(p) for p in problems]


def test_a_cell_may_name_several_things(tmp_path: Path) -> None:
    chain, problems = read(
        tmp_path,
        lanes="material,origin,destination,freight\nore oxide,A B,B C,1\n",
        regions="region,title,members\nA,Group,X Y\nB,Single,\n",
    )
    assert problems == []
    assert [(one.material, one.origin, one.destination) for one, _ in chain.lane_rows()] == [
        (material, origin, destination)
        for material in ("ore", "oxide")
        for origin, destination in (("A", "B"), ("A", "C"), ("B", "C"))
    ]
    assert [row.members for row in chain.regions] == [("X", "Y"), ()]


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        ("ramps", "ramp,year_after_start,share\nfast,-1,1\n", "year_after_start: '-1' is out"),
        ("ramps", "ramp,year_after_start,share\nfast,1_0,1\n", "'1_0' is not a whole number"),
        (
            "groups",
            "group,title,contained,basis\n,Nothing,x,oxide\n",
            "group: the cell is blank; write a name",
        ),
        ("regions", "region,title,members\nA,A,X X\n", "members: 'X' is listed twice"),
        ("regions", "region,title,members\nA@B,A,\n", "region: 'A@B' is not a name"),
        ("recipes", "recipe,material,role,reference\nr,m,input,no\n", "'no' is not allowed here"),
        ("uses", "use,title,tier,basis,reference_price,elasticity,choke\nu,U,4,oxide,1,0,1\n", "4"),
    ],
)
def test_a_row_that_cannot_be_read_is_reported(
    tmp_path: Path, table: str, text: str, says: str
) -> None:
    chain, problems = read(tmp_path, **{table: text})
    assert getattr(chain, table) == ()
    assert len(problems) == 1
    assert problems[0].startswith(f"chain/{table}.csv:2 ")
    assert says in problems[0]


def test_units_follow_from_what_a_row_is_about() -> None:
    chain = TOY.chain
    rows = {row.table: row for row in chain.rows()}
    units = {
        (table, column): canonical_unit(chain, row, column)
        for table, row in rows.items()
        for column in row.numbers()
    }
    assert units["materials", "price"] == "USD_2024/t magnet"
    assert units["facilities", "nameplate"] == "t magnet/yr"
    assert units["facilities", "capital_cost"] == "USD_2024 yr/t magnet"
    assert units["options", "equivalence"] == "t magnet/t magnet"
    assert units["currencies", "per_dollar"] == "INR_2024/USD_2024"
    assert units["observations", "observed"] == "t magnet/yr"


def test_a_lane_of_several_materials_has_several_units(tmp_path: Path) -> None:
    head = "material,title,stage,form,basis,price,disposal_cost"
    chain, _ = read(
        tmp_path,
        materials=f"{head}\nore,Ore,mining,concentrate,ore,1,0\noxide,O,separation,oxide,oxide,1,0\n",
        bases="basis,title\nore,Ore\noxide,Oxide\n",
        lanes="material,origin,destination,freight\nore oxide,A,B,1\n",
    )
    (lane,) = chain.lanes
    assert canonical_units(chain, lane, "freight") == ("USD_2024/t ore", "USD_2024/t oxide")
    with pytest.raises(FieldError, match="2 units"):
        canonical_unit(chain, lane, "freight")


@given(rate=some.floats(0.001, 1000), tonnes=some.floats(0.001, 1e6))
def test_a_plain_number_is_in_the_unit_of_its_column(rate: float, tonnes: float) -> None:
    row = TOY.chain.materials[0]
    numbers = Numbers(TOY.evidence, Money({"INR_2024": rate}), {"A": 0, "B": 0, "C": tonnes})
    problems = Problems()
    quantity = numbers.resolve(row, "price", "USD_2024/t ore", problems)
    assert not problems
    assert quantity is not None
    assert quantity.value == 2000
    assert quantity.high - quantity.value == pytest.approx(2000 * tonnes)


def test_a_cell_is_resolved_once() -> None:
    row = TOY.chain.facilities[0]
    problems = Problems()
    first = TOY.numbers.resolve(row, "nameplate", "t ore/yr", problems)
    assert TOY.numbers.resolve(row, "nameplate", "t ore/yr", problems) is first
    wrong = TOY.numbers.resolve(row, "nameplate", "t oxide/yr", problems)
    assert wrong is None
    assert [problem.field for problem in problems] == ["nameplate"]


def test_without_evidence_a_reference_is_unknown() -> None:
    problems = Problems()
    numbers = Numbers(Evidence(), Money(), {"A": 0, "B": 0, "C": 0})
    assert numbers.resolve(TOY.chain.facilities[0], "nameplate", "t ore/yr", problems) is None
    assert "'capacity:hom-mine' is not known" in str(next(iter(problems)))
    with pytest.raises(UnitError):
        parse("t")
