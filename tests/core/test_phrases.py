"""A phrase names things as files know them, and to readers by what they are called."""

from monazite.core.errors import Problems
from monazite.core.phrases import Named, Phrase, named

TITLES = {"oxide_ndpr": "NdPr oxide", "IND": "India"}


def test_a_phrase_is_told_both_ways() -> None:
    said = Phrase("{} is wanted in {}", (named(TITLES, "oxide_ndpr"), named(TITLES, "IND")))
    assert (said.name, said.titled) == (
        "oxide_ndpr is wanted in IND",
        "NdPr oxide is wanted in India",
    )
    assert str(said) == said.name


def test_several_are_named_in_a_row_and_what_has_no_title_by_its_name() -> None:
    assert named(TITLES, ["IND", "plant", "oxide_ndpr"]) == Named(
        "IND, plant and oxide_ndpr", "India, plant and NdPr oxide"
    )
    assert named(TITLES, ["IND", "plant"], "or").title == "India or plant"


def test_a_title_with_braces_is_told_as_it_is() -> None:
    assert Phrase("{} stops", (Named("a", "A {0}"),)).titled == "A {0} stops"


def test_a_blank_phrase_says_nothing() -> None:
    assert not Phrase()
    assert Phrase("it follows")


def test_a_problem_is_told_to_readers_by_titles_and_is_the_same_problem() -> None:
    problems = Problems()
    problems.add(
        Phrase("{} runs at no cost", (Named("mine", "The mine"),)), remedy="give one", file="a.csv"
    )
    problems.add("mine runs at no cost", remedy="give one", file="a.csv")
    (one,) = problems
    assert str(one) == "a.csv: mine runs at no cost; give one."
    assert str(one.for_readers) == "a.csv: The mine runs at no cost; give one."
    assert one.for_readers.for_readers == one.for_readers
    problems.add("it is odd", remedy="look", file="b.csv")
    assert [str(each.for_readers) for each in problems][1:] == ["b.csv: it is odd; look."]
