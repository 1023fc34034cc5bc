"""What of a lever can be moved: its notches, and what counts as being at one."""

from monazite.cases.movable import Movable, changed, fields, number_and_unit, taken
from monazite.cases.named_levers import NamedLevers

from .. import shipped


def movable(study_name: str) -> dict[tuple[str, str], Movable]:
    study = shipped.study(study_name)
    return {
        (name, field.name): field
        for name, entry in NamedLevers(study).entries.items()
        for field in fields(study, entry.of(""), entry.versions)
    }


def test_the_ends_of_a_number_are_told_too_each_once() -> None:
    field = movable("toy")["capacity-programme-three-times-the-magnets", "add"]
    assert field.notches_and_ends == (0, 20, 40, 80, 100)
    assert field.is_at(20)
    assert not field.is_at(21)


def test_money_counts_in_the_same_unit_alone() -> None:
    found = movable("india")
    field = found["output-incentive-sales-incentive-of-the-scheme", "rate"]
    half = f"{field.value / 2:g} {field.unit}"
    assert number_and_unit(half) == (field.value / 2, field.unit)
    assert field.is_at(half)
    assert not field.is_at(half.replace("INR", "USD"))
    assert not field.is_at(field.value / 2)


def test_text_and_months_have_no_ends() -> None:
    for field in movable("india").values():
        if field.type == "month":
            assert field.is_at(field.value)
            assert not field.is_at("1999-01")
        elif field.type == "text":
            assert field.notches_and_ends == ()


def test_a_lever_that_would_be_none_is_not_taken() -> None:
    study = shipped.study("toy")
    lever = NamedLevers(study).entries["capacity-programme-three-times-the-magnets"].of("")
    assert taken(lever, "add", -1.0) is None
    half = taken(lever, "add", 20.0)
    assert half is not None
    assert changed(lever, {"add": 20.0}) == half.as_data()
