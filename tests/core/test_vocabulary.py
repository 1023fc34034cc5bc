"""The tables of the vocabulary agree with each other and say everything about every word."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

import pytest

from monazite.core import parse, vocabulary
from monazite.core.units import STUDY_MONEY

TABLES = [
    vocabulary.currencies,
    vocabulary.fact_columns,
    vocabulary.grades,
    vocabulary.indicators,
    vocabulary.parameters,
    vocabulary.unit_words,
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_word_is_described(table: Callable[[], Mapping[str, Any]]) -> None:
    for name, record in table().items():
        first, *others = (getattr(record, field.name) for field in fields(record))
        assert name == first
        for field, value in zip(fields(record)[1:], others, strict=True):
            if field.name in ("title", "description", "definition", "parameter", "better", "side"):
                assert value, f"{name} has no {field.name}"


def test_grades_sort_from_best_to_worst_by_name() -> None:
    assert list(vocabulary.grades()) == sorted(vocabulary.grades()) == ["A", "B", "C"]


def test_units_of_parameters_are_units() -> None:
    for parameter in vocabulary.parameters().values():
        unit = parameter.unit.replace(STUDY_MONEY, "USD_2024")
        parse(re.sub(r"<\w+>", "oxide", unit))


def test_units_of_indicators_are_units() -> None:
    for indicator in vocabulary.indicators().values():
        if indicator.of_another:
            continue
        # The qualifier, as in price.oxide_ndpr, may say of what instead of the unit.
        unit = indicator.unit.replace("<public money>", "INR_2024 crore")
        unit = unit.replace(STUDY_MONEY, "USD_2024")
        parse(re.sub(r"<\w+>|(?<=/kg)$", " oxide", unit))


def test_indicators_say_which_way_is_better() -> None:
    assert {i.better for i in vocabulary.indicators().values()} <= {"up", "down", "neither"}


def test_a_word_means_one_thing_in_a_unit() -> None:
    words = [*vocabulary.unit_words(), *vocabulary.currencies()]
    mistakes = [
        mistake
        for table in (vocabulary.unit_words, vocabulary.currencies)
        for word in table().values()
        for mistake in word.mistaken_for
    ]
    assert len(set(words)) == len(words)
    assert not set(mistakes) & set(words)


@pytest.mark.parametrize("unit", list(vocabulary.unit_words()))
def test_every_unit_word_is_a_unit(unit: str) -> None:
    of_what = " oxide" if vocabulary.unit_words()[unit].dimension == "mass" else ""
    parse(unit + of_what)
