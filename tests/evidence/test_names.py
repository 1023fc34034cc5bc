"""The name of a fact comes apart in one place, and goes together again."""

import pytest

from monazite.evidence import FactName, fact_named, fact_title

from .. import shipped


def test_a_name_comes_apart() -> None:
    found = fact_named("costs:mining-home#2")
    assert found == FactName("costs", "mining-home", "2")
    assert (found.quantity, found.words) == ("costs:mining-home", "mining home")
    assert fact_named("costs:mining") == FactName("costs", "mining")


@pytest.mark.parametrize("study", ["toy", "india"])
def test_every_name_goes_together_again(study: str) -> None:
    for name, fact in shipped.study(study).evidence.facts.items():
        assert str(fact_named(name)) == name
        assert fact_named(name).quantity == fact.quantity
    for quantity in shipped.study(study).evidence.quantities:
        assert str(fact_named(quantity)) == quantity


TITLES = {"motors": "Motors", "HOM": "Homeland", "ev_bus": "Electric buses"}


@pytest.mark.parametrize(
    ("name", "dimensions", "period", "title"),
    [
        ("demand:motors-hom", {"use": "motors", "region": "HOM"}, "2024", "Motors, Homeland"),
        (
            "demand:motors-hom-2030",
            {"use": "motors", "region": "HOM"},
            "2030",
            "Motors, Homeland, 2030",
        ),
        ("prices:oxide-2025-12", {"item": "oxide"}, "2025-12", "Oxide, 2025-12"),
        ("costs:hom-mining", {"use": "motors"}, "2024", "Homeland mining"),
        ("economy:discount-rate", {}, "", "Discount rate"),
    ],
)
def test_a_fact_is_called_by_titles_and_no_label_is_left(
    name: str, dimensions: dict[str, str], period: str, title: str
) -> None:
    assert fact_title(fact_named(name), dimensions, period, TITLES) == title


def test_titles_of_facts_are_all_different() -> None:
    for name in ("toy", "indonesia", "india"):
        study = shipped.study(name)
        assert len({*study.fact_titles.values()}) == len(study.evidence.quantities), name
    toy = shipped.study("toy").fact_titles
    assert toy["demand:motors-hom"] == "Motors, Homeland (demand)"
    assert not any("hom" in title.split() or "Hom" in title.split() for title in toy.values())
