"""What inputs do alone, on functions whose answers are known."""

import numpy as np
import pytest

from monazite.findings.ensemble import foretold
from monazite.findings.ensemble.alone import End, _error, _part, _variance

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


@pytest.mark.parametrize("chosen", [0.0, 10.0])
def test_what_a_number_differs_by_on_a_way_with_a_bend_by_hand(chosen: float) -> None:
    """From 1 below to 2 above: (1 + 4) / 6 - (1 / 4)^2. Straight from -3 to 3: 9 / 3."""
    low, high = chosen - 1.0, chosen + 2.0
    assert _variance(low, chosen, high) == pytest.approx(5 / 6 - 1 / 16)
    assert _variance(chosen - 3.0, chosen, chosen + 3.0) == pytest.approx(3.0)


def test_ends_are_told_from_the_figure_chosen() -> None:
    """Two inputs about 10 and 20 add up as about nothing."""
    at = parts(400)
    moved = {name: tuple(end + by for end in ENDS[name]) for name, by in (("a", 10), ("b", 20))}
    found = foretold(moved, at, numbers(at) + 30.0, TITLES, 7)  # type: ignore[arg-type]
    assert found is not None
    assert found.part == pytest.approx(1.0)


def test_a_part_and_an_error_by_hand() -> None:
    """Of a variance of 5 one of 1 is left: 4/5. Of 0 to 100 two thirds lie between 16 and 84."""
    number, added = np.array([-3.0, -1.0, 1.0, 3.0]), np.array([-2.0, -2.0, 2.0, 2.0])
    assert _part(added, number) == pytest.approx(0.8)
    assert _error(list(range(101))) == pytest.approx(34.0)


def test_draws_follow_what_inputs_do_where_that_is_twice_what_chance_shows() -> None:
    """Of ten draws a correlation by chance is 1/3 wide: 0.66 is no finding and 0.68 is one."""
    at = {"a": (np.arange(10) + 0.5) / 10}
    line = 2.0 * at["a"] - 1.0
    across = np.array([1.0, -1.0] * 5)
    across -= line * (across @ line) / (line @ line)
    for correlation, apart in ((0.66, False), (0.68, True)):
        bent = np.sqrt(1 - correlation**2) * across / np.sqrt(across @ across)
        number = correlation * line / np.sqrt(line @ line) + bent
        end = correlation / np.sqrt(line @ line)
        found = foretold({"a": (-end, 0.0, end)}, at, number, TITLES, 7)
        assert found is not None
        assert found.correlation == pytest.approx(correlation)
        assert found.part > found.part_error
        assert found.apart is apart
