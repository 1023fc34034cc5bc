"""What inputs do alone, on functions whose answers are known."""

import numpy as np
import pytest

from monazite.findings.ensemble import foretold
from monazite.findings.ensemble.alone import End

TITLES = {name: (name.upper(), "B") for name in "abcd"}
ENDS: dict[str, End] = {"a": (-2.0, 0.0, 2.0), "b": (3.0, 0.0, 0.0), "c": (0.0, 0.0, 0.0)}


def parts(count: int) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(3)
    return {name: (chance.permutation(count) + 0.5) / count for name in "abcd"}


def numbers(at: dict[str, np.ndarray]) -> np.ndarray:
    """Twice a, and b where it is low: what each does alone, added up."""
    a, b = (2.0 * at[name] - 1.0 for name in "ab")
    return np.asarray(2.0 * a + 3.0 * np.maximum(-b, 0.0))


def test_what_adds_up_is_foretold_whole() -> None:
    """a: 4/3; b: 9/6 - (3/4)^2 = 15/16, over their sum where draws cover all parts alike."""
    at = parts(400)
    found = foretold(ENDS, at, numbers(at), TITLES, 7)
    assert found is not None
    assert found.part == pytest.approx(1.0)
    assert found.correlation == pytest.approx(1.0)
    assert found.apart
    assert [(one.input, one.title, one.grade) for one in found.rows] == [
        ("a", "A", "B"), ("b", "B", "B"), ("c", "C", "B"),
    ]  # fmt: skip
    whole = 4 / 3 + 15 / 16
    assert found.rows[0].share == pytest.approx(4 / 3 / whole, abs=3 * found.rows[0].share_error)
    assert found.rows[1].share == pytest.approx(15 / 16 / whole, abs=3 * found.rows[1].share_error)
    assert found.rows[0].share_error < 0.05
    assert [one.rises for one in found.rows] == [True, False, False]


def test_what_inputs_do_together_is_foretold_by_none_of_them() -> None:
    """Half of the variance is a product with an input that does nothing alone."""
    at = parts(400)
    together = np.sqrt(3 * 9 / 4 * (4 / 3 + 15 / 16)) * (2 * at["c"] - 1) * (2 * at["d"] - 1)
    found = foretold(ENDS, at, numbers(at) + together, TITLES, 7)
    assert found is not None
    assert found.part == pytest.approx(0.5, abs=2 * found.part_error)
    assert 0.02 < found.part_error < 0.1
    assert found.apart
    lost = foretold(ENDS, at, together, TITLES, 7)
    assert lost is not None
    assert not lost.apart
    assert lost.part < 0


def test_of_few_draws_or_of_what_never_moves_nothing_is_said() -> None:
    at = parts(8)
    number = numbers(at)
    assert foretold(ENDS, at, np.full(8, 2.0), TITLES, 7) is None
    assert foretold({}, at, number, TITLES, 7) is None
    assert foretold(ENDS, at, number, TITLES, 7) is not None
    number[0] = np.nan
    assert foretold(ENDS, at, number, TITLES, 7) is None
