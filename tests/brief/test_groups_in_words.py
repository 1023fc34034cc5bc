"""Which groups of facts decide numbers, in words that briefs, the studio and the shell share."""

from dataclasses import replace

from monazite.brief.sentences.groups import (
    groups_named,
    says_how_drawn_anew,
    says_what_decides_one,
    says_what_groups_decide,
    says_which_decide,
)
from monazite.brief.topics.draws import _by_group
from monazite.core.shares import NIL
from monazite.findings.ensemble import TotalOrder
from monazite.runs.draws.grouped import Grouped


def order(name: str, total: float) -> TotalOrder:
    return TotalOrder(name, name, "C", 0.0, 0.1, total=total, total_error=0.1, draws=24)


FOUND = Grouped(
    strategy="both",
    year=2026,
    draws=24,
    sizes={"A": 3, "B, or C": 1, "D": 2, "E": 9},
    decides={
        "clear": (order("A", 0.7), order("B, or C", 0.5), order("D", 0.4), order("E", 0.3)),
        "nothing": (order("A", 0.1),),
        "still": (),
    },
)


def test_groups_are_named_the_first_first_and_no_more_than_asked_for() -> None:
    first, second, third = "“A” (70 % ± 10)", "“B, or C” (50 % ± 10)", "“D” (40 % ± 10)"
    assert groups_named(FOUND, "clear") == f"{first}; {second} and {third}"
    assert groups_named(FOUND, "clear", 1) == first
    assert groups_named(FOUND, "clear", 1, sized=True) == "“A” (3 inputs, 70 % ± 10)"
    assert [groups_named(FOUND, key) for key in ("nothing", "still")] == [NIL, "no draw moves it"]


def test_a_group_that_would_be_written_as_nothing_has_no_line() -> None:
    little = replace(order("B, or C", 0.004), total_error=0.001)
    found = replace(FOUND, decides={"clear": (order("A", 0.7), little)})
    (table,) = _by_group(found, {"clear": "home"})
    assert [row[:2] for row in table.rows] == [["home", "A"]]


def test_a_sentence_says_how_they_were_tried_or_why_there_is_nothing_to_tell() -> None:
    tried = "In 24 draws one group of facts after the other, each a table of the evidence, was"
    assert says_which_decide(FOUND, "clear").startswith(tried)
    assert says_which_decide(FOUND, "nothing").endswith("decides of it is not told apart from nil.")
    assert says_which_decide(FOUND, "still") == "No draw moves it."
    assert "anew under “Both” in the world “Calm”. A" in says_how_drawn_anew(FOUND, "Both", "Calm")


def test_the_shell_calls_a_strategy_by_its_name() -> None:
    assert says_what_decides_one(FOUND, "clear", 1).endswith("both: “A” (3 inputs, 70 % ± 10).")
    assert says_what_decides_one(FOUND, "nothing", 1).endswith(
        "of both is not told apart from nil."
    )


def test_a_brief_tells_numbers_together_that_the_same_groups_decide() -> None:
    names = {"clear": "home", "nothing": "cost"}
    (said,) = says_what_groups_decide(FOUND, names)
    assert "the figures of 2026 move most: “home” with “A” (70 % ± 10); “B, or C”" in said
    assert "cost" not in said
    (none,) = says_what_groups_decide(FOUND, {"nothing": "cost"})
    assert none == "What each group of facts decides of these figures is not told apart from nil."
    assert says_what_groups_decide(None, names) == []
