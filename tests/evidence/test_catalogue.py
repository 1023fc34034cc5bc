"""The catalogue finds facts and sources, and answers wrong names with the nearest."""

import pytest

from monazite.core import InvalidInput
from monazite.evidence import Evidence


def test_facts_sources_and_quantities_are_found_by_name(evidence: Evidence) -> None:
    assert evidence.fact("demand:sales#2").value == 1.5
    assert evidence.source("world/mcs2026").publisher == "USGS"
    assert evidence.quantity("demand:sales").chosen.fact_id == "demand:sales#1"
    assert evidence.quantity("demand:sales#2").chosen.fact_id == "demand:sales#2"
    assert evidence.quantity("demand:sales") is evidence.quantity("demand:sales")
    assert [fact.number for fact in evidence.quantities["demand:sales"]] == [1, 2]


@pytest.mark.parametrize(
    ("text", "filters", "ids"),
    [
        ("", {"use": "ev_two_wheeler", "grade": "A"}, ["demand:sales#1"]),
        ("SALES forward", {}, ["demand:sales#2"]),
        ("mineral commodity", {"kind": "value"}, ["demand:magnet-mass#1"]),
        ("", {"table": "demand", "kind": "event"}, ["demand:opening#1"]),
        ("nothing of the kind", {}, []),
    ],
)
def test_search_takes_words_and_filters(
    evidence: Evidence, text: str, filters: dict[str, str], ids: list[str]
) -> None:
    assert [fact.fact_id for fact in evidence.search(text, **filters)] == ids


def test_wrong_names_are_answered_with_the_nearest(evidence: Evidence) -> None:
    questions = {
        "the fact 'demand:sale#1' is not known; write 'demand:sales#1', the nearest known name.": (
            lambda: evidence.fact("demand:sale#1")
        ),
        "the source 'world/mcs' is not known; write 'world/mcs2026', the nearest known name.": (
            lambda: evidence.source("world/mcs")
        ),
        "the quantity 'demand:sale' is not known; write 'demand:sales', the nearest known name.": (
            lambda: evidence.quantity("demand:sale")
        ),
        "the filter 'contry' is not known; write 'country', the nearest known name.": (
            lambda: evidence.search(contry="IND")
        ),
    }
    for message, ask in questions.items():
        with pytest.raises(InvalidInput) as caught:
            ask()
        assert str(caught.value) == message
