"""A rule of release in words."""

import pytest

from monazite.stress.release import Release


@pytest.mark.parametrize(("rate", "months"), [(0.7, 2), (0.5, 2), (0.3, 4), (1 / 49, 49)])
def test_a_rule_says_over_how_many_months_a_store_is_let_go(rate: float, months: int) -> None:
    """What is left after the last whole share needs a month too."""
    assert Release(rate=rate).in_words() == f"all that is missing, over {months} months at least"
