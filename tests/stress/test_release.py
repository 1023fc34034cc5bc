"""A rule of release in words."""

import pytest

from monazite.core.errors import InvalidInput
from monazite.stress.release import Release


@pytest.mark.parametrize(("rate", "months"), [(0.7, 2), (0.5, 2), (0.3, 4), (1 / 49, 49)])
def test_a_rule_says_over_how_many_months_a_store_is_let_go(rate: float, months: int) -> None:
    """What is left after the last whole share needs a month too."""
    assert Release(rate=rate).in_words() == f"all that is missing, over {months} months at least"


@pytest.mark.parametrize(
    "given", [{"cover": True}, {"rate": "half"}, {"by_value": 1}, {"remaining": 1.5}]
)
def test_what_is_no_rule_is_refused_by_name(given: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match=next(iter(given))):
        Release(**given)  # type: ignore[arg-type]
