"""Problems read as sentences, are collected in order, and are raised once."""

import pickle

import pytest

from monazite.core import (
    FieldError,
    InvalidInput,
    MonaziteError,
    Problem,
    Problems,
    RulesContradict,
    SolveFailed,
    name_remedy,
)
from monazite.core.tables import Row


def test_a_problem_reads_as_place_field_message_and_remedy() -> None:
    problem = Problem(
        file="chain/facilities.csv",
        line=14,
        field="nameplate",
        message="unit 't' does not say of what",
        remedy="write 't REO/yr' or 't magnet/yr'",
    )
    assert str(problem) == (
        "chain/facilities.csv:14 nameplate: unit 't' does not say of what; "
        "write 't REO/yr' or 't magnet/yr'."
    )


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ({}, "it is wrong; mend it."),
        ({"file": "a.csv"}, "a.csv: it is wrong; mend it."),
        ({"field": "why"}, "why: it is wrong; mend it."),
        ({"file": "a.csv", "line": 2}, "a.csv:2: it is wrong; mend it."),
    ],
)
def test_parts_of_the_place_may_be_missing(place: dict[str, object], text: str) -> None:
    assert str(Problem(message="it is wrong", remedy="mend it", **place)) == text  # type: ignore[arg-type]


def test_problems_are_raised_once_in_order_of_file_and_line() -> None:
    problems = Problems()
    problems.raise_if_any()
    assert not problems
    for file, line in (("b.csv", 1), ("a.csv", 10), ("a.csv", 9), ("a.csv", 9)):
        problems.add("it is wrong", remedy="mend it", file=file, line=line)
    assert len(problems) == 3
    with pytest.raises(InvalidInput) as caught:
        problems.raise_if_any()
    assert str(caught.value).splitlines() == [
        "a.csv:9: it is wrong; mend it.",
        "a.csv:10: it is wrong; mend it.",
        "b.csv:1: it is wrong; mend it.",
    ]


def test_errors_carry_their_exit_codes_and_survive_the_way_between_processes() -> None:
    problem = Problem(message="it is wrong", remedy="mend it")
    codes = {InvalidInput: 1, RulesContradict: 2, SolveFailed: 1}
    for kind, code in codes.items():
        error = kind([problem])
        assert isinstance(error, MonaziteError)
        assert (error.exit_code, error.problems) == (code, (problem,))
        assert pickle.loads(pickle.dumps(error)).problems == (problem,)
    assert InvalidInput(problem).problems == (problem,)


def test_a_field_error_keeps_its_remedy() -> None:
    error = FieldError("it is wrong", "mend it")
    assert (error.message, error.remedy, str(error)) == (
        "it is wrong",
        "mend it",
        "it is wrong; mend it.",
    )


LONG = [f"name{n:02d}" for n in range(20)]


@pytest.mark.parametrize(
    ("name", "known", "remedy"),
    [
        ("oxid", ["oxide", "metal"], "write 'oxide', the nearest known name"),
        ("reo", ["ore", "REO"], "write 'REO', the nearest known name"),
        ("zzz", ["b", "a"], "write one of: a, b"),
        ("zzz", [], "there is no name to choose from yet; add it first"),
        (
            "zzz",
            [f"name{n:02d}" for n in range(20)],
            "write one of 20 known names, such as name00, name01, name02",
        ),
        (
            "monazite",
            ["fact:monazite-made-at-home", "fact:monazite-sent-abroad", *LONG],
            "write one of: fact:monazite-made-at-home, fact:monazite-sent-abroad",
        ),
        ("crack", ["plants:oscom-cracking", *LONG], "write plants:oscom-cracking"),
        (
            "monazite",
            [*(f"fact{n}:monazite-made-at-home" for n in range(5)), *LONG],
            "write one of the 5 that hold 'monazite', such as fact0:monazite-made-at-home, "
            "fact1:monazite-made-at-home, fact2:monazite-made-at-home",
        ),
        (
            "tr:pact-2012",
            ["trade:pact-2012", *LONG],
            "write 'trade:pact-2012', the nearest known name",
        ),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest_or_with_the_choice(
    name: str, known: list[str], remedy: str
) -> None:
    assert name_remedy(name, known) == remedy


def test_a_name_whose_words_are_turned_round_is_recognised() -> None:
    """What sounds alike comes second: `ndpr_crude` is nearer to `ndpr_oxide` by its letters."""
    known = ["ndpr_crude", "oxide_ndpr", "oxide_y"]
    assert name_remedy("ndpr_oxide", known) == "write 'oxide_ndpr', which has the same words"
    assert name_remedy("OXIDE-NDPR", known) == "write 'oxide_ndpr', which has the same words"
    assert name_remedy("Oxide_NdPr", known) == "write 'oxide_ndpr', the nearest known name"


def test_a_problem_is_one_line_whatever_it_quotes() -> None:
    cell = "a\nb\u2028" + 5000 * "x"
    told = str(Problem(file="a.csv", line=2, message=f"'{cell}' is no name", remedy="write one"))
    assert len(told.splitlines()) == 1
    assert told.startswith("a.csv:2: 'a b xxx")
    assert told.endswith("xxx…' is no name; write one.")
    assert len(told) < 200


def test_a_problem_with_a_cell_stands_where_its_row_was_read() -> None:
    problems = Problems()
    row = Row({"a": "1"}, "chain/lanes.csv", 3)
    problems.at(row, "a", "it is one", "write two")
    problems.at(row, "", "the row is wrong", "take it out")
    assert [str(one) for one in problems] == [
        "chain/lanes.csv:3: the row is wrong; take it out.",
        "chain/lanes.csv:3 a: it is one; write two.",
    ]


def test_what_several_blocks_refuse_is_told_together() -> None:
    problems = Problems()
    for said in ("first", "second", "first"):
        with problems.caught():
            raise InvalidInput(Problem(message=said, remedy="none"))
    with pytest.raises(KeyError), problems.caught():
        raise KeyError("which is no input")
    with pytest.raises(InvalidInput) as told:
        problems.raise_if_any()
    assert [one.message for one in told.value.problems] == ["first", "second"]
