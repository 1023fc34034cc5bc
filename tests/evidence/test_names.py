"""The name of a fact comes apart in one place, and goes together again."""

import pytest

from monazite.evidence import FactName, fact_named

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
