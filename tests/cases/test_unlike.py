"""Sets that reach as much and are unlike one another: a hand-solved case, and laws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from monazite.cases.unlike import Judged, Members, _Search, unlike

ALONE: Members = frozenset()


@dataclass
class Sums:
    """Sets whose members add up, in what they reach and in what they cost."""

    gains: Sequence[float]
    prices: Sequence[float]
    wanted: float
    most: float
    asked: list[Members] = field(default_factory=list)

    def judged(self, one: Members) -> Judged:
        gain, price = (sum(of[each] for each in one) for of in (self.gains, self.prices))
        return Judged(gain - self.wanted, price - self.most)

    def __call__(self, sets: Sequence[Members]) -> list[Judged | None]:
        self.asked += sets
        return [self.judged(one) for one in sets]


def sets(*members: Sequence[int]) -> list[Members]:
    return [frozenset(one) for one in members]


def test_each_set_does_without_what_those_before_hold() -> None:
    """Ten are wanted; 0 with 1 are chosen, 2 gives ten alone, and 3 with 4 do together."""
    sums = Sums([6, 4, 10, 5, 5], [1, 1, 2, 1, 1], wanted=10, most=2)
    own = frozenset({0, 1})
    assert unlike(5, own, [ALONE] * 5, sums, 5) == sets({2}, {3, 4})


def test_no_more_sets_are_looked_for_than_are_wanted() -> None:
    sums = Sums([6, 4, 10, 5, 5], [1, 1, 2, 1, 1], wanted=10, most=2)
    assert unlike(5, frozenset({0, 1}), [ALONE] * 5, sums, 1) == sets({2})
    assert unlike(5, frozenset({0, 1}), [ALONE] * 5, sums, 0) == []


def test_members_used_most_are_given_up_first_and_of_these_what_gains_least() -> None:
    """From all five members 1, which gives four, goes before 0, which gives six; then the rest."""
    sums = Sums([6, 4, 10, 5, 5], [1, 1, 2, 1, 1], wanted=10, most=9)
    unlike(5, frozenset({0, 1}), [ALONE] * 5, sums, 1)
    assert sums.asked[6:11] == sets((0, 1, 2, 3, 4), (0, 2, 3, 4), (2, 3, 4), (2, 4), (2,))


def test_what_costs_too_much_is_found_by_another_order() -> None:
    """Without 0 and 1 only the dear 2 is left; given up first, 3 takes the place of either."""
    sums = Sums([6, 4, 10, 6], [1, 1, 9, 1], wanted=10, most=2)
    assert unlike(4, frozenset({0, 1}), [ALONE] * 4, sums, 3) == sets({1, 3}, {0, 3})


def test_members_that_stand_in_for_one_another_are_never_in_one_set() -> None:
    """With both 2 and 3 there would be ten; they say the same thing twice."""
    sums = Sums([10, 5, 5], [1, 1, 1], wanted=10, most=3)
    stand_ins = [ALONE, frozenset({2}), frozenset({1})]
    assert unlike(3, frozenset({0}), stand_ins, sums, 3) == []
    assert all(not {1, 2} <= one for one in sums.asked)
    assert unlike(3, frozenset({0}), [ALONE] * 3, sums, 3) == sets({1, 2})


def test_a_set_without_what_it_does_not_need_is_another_set() -> None:
    sums = Sums([10, 0], [1, 1], wanted=10, most=2)
    assert unlike(2, frozenset({0, 1}), [ALONE] * 2, sums, 3) == sets({0})


def test_where_a_set_has_no_plan_it_is_none() -> None:
    """Whatever holds 1 has no plan, so that nothing takes the place of 0."""

    def judge(asked: Sequence[Members]) -> list[Judged | None]:
        return [None if 1 in one else Judged(10 * len(one & {0}) - 10, 0) for one in asked]

    assert unlike(2, frozenset({0}), [ALONE] * 2, judge, 2) == []


def test_what_a_member_changes_alone_is_what_it_gives_and_costs() -> None:
    """Whether it is left out of the set there is or taken into it."""
    sums = Sums([6, 4, 10], [1, 3, 2], wanted=7, most=9)
    search = _Search(3, frozenset({0, 1}), [ALONE] * 3, sums)
    assert search.gain == [6, 4, 10]
    assert search.price == [1, 3, 2]


def test_where_the_set_there_is_has_no_plan_members_are_told_from_nothing() -> None:
    """Set {0} has none; beside it 1 has one and 2 has none either."""

    def judge(asked: Sequence[Members]) -> list[Judged | None]:
        return [Judged(3.0, 5.0) if 1 in one else None for one in asked]

    search = _Search(3, frozenset({0}), [ALONE] * 3, judge)
    assert (search.gain, search.price) == ([0.0, 3.0, 0.0], [0.0, 5.0, 0.0])


def test_members_are_given_up_in_four_orders() -> None:
    """Most used and of least gain, dearest, most used and dearest, and of least gain."""
    search = _Search(4, frozenset(), [ALONE] * 4, Sums([3, 1, 2, 2], [4, 6, 6, 5], 0, 0))
    search.used = Counter({0: 2, 1: 0, 2: 2, 3: 5})
    assert search._orders() == [[3, 2, 0, 1], [2, 1, 3, 0], [3, 2, 0, 1], [1, 3, 2, 0]]


def test_the_fullest_set_is_begun_with_or_else_what_there_is_with_all_beside_it() -> None:
    """0 and 1 stand in for one another. Given up last, 1 is taken in first and 0 is not.

    Where that does not reach, 0 stays with what may stand beside it.
    """
    stand_ins = [frozenset({1}), frozenset({0}), ALONE]
    for gains, begun in (([6, 9, 1], {1, 2}), ([9, 3, 1], {0, 2})):
        search = _Search(3, frozenset({0}), stand_ins, Sums(gains, [1, 1, 1], wanted=9, most=9))
        assert search._begun([0, 2, 1])[0] == begun
    search = _Search(3, frozenset({0}), stand_ins, Sums([9, 3, 0], [1, 1, 1], wanted=10, most=9))
    chosen, judged = search._begun([0, 2, 1])
    assert chosen == {0}
    assert judged is not None
    assert not judged.reaches


NUMBERS = st.integers(0, 8).map(float)


@given(
    members=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=7),
    own_size=st.integers(1, 3),
    slack=st.sampled_from([0.0, 1.0, 5.0]),
    pairs=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=3),
)
def test_laws(
    members: list[tuple[float, float]],
    own_size: int,
    slack: float,
    pairs: set[tuple[int, int]],
) -> None:
    """Whatever is found does as well, costs no more, could lose none and holds no other set."""
    size = len(members)
    gains, prices = zip(*members, strict=True)
    own = frozenset(range(min(own_size, size)))
    wanted, most = (sum(of[one] for one in own) for of in (gains, prices))
    stand_ins: list[set[int]] = [set() for _ in members]
    for one, other in pairs:
        if max(one, other) < size and one != other and not {one, other} <= own:
            stand_ins[one].add(other)
            stand_ins[other].add(one)
    sums = Sums(gains, prices, wanted, most + slack)
    kept = tuple(map(frozenset, stand_ins))
    found = unlike(size, own, kept, sums, 3)
    assert found == unlike(size, own, kept, sums, 3)
    assert len(set(found)) == len(found)
    for place, one in enumerate(found):
        assert sums.judged(one).is_found
        assert not any(sums.judged(one - {each}).reaches for each in one)
        assert not any(kept[each] & one for each in one)
        assert not any(before <= one for before in (own, *found[:place]))
