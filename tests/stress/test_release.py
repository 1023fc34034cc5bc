"""A rule of release in words."""

import pytest

from monazite.core.errors import InvalidInput
from monazite.stress.release import Release, read_release, under
from monazite.stress.system import TIERS

from .chains import mill


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


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Release(), "all that is missing"),
        (Release(cover=0.5), "50 % of what is missing"),
        (Release(cover=0.0), "nothing"),
        (Release(rate=0.0), "nothing"),
        (Release(tier=1), "all that is missing for plants and the first tier of uses"),
        (Release(tier=2), "all that is missing for the first two tiers of uses"),
        (
            Release(remaining=1.0),
            "all that is missing, stores spread over the months a shock usually has left",
        ),
        (
            Release(remaining=0.4, by_value=True),
            "all that is missing, stores spread over 40 % of the months a shock usually has left, "
            "users by what they would lose",
        ),
    ],
)
def test_a_rule_in_words(rule: Release, words: str) -> None:
    assert rule.in_words() == words


@pytest.mark.parametrize("name", ["cover", "rate", "remaining"])
def test_a_share_is_between_nothing_and_all(name: str) -> None:
    for share in (0.0, 1.0):
        assert getattr(Release(**{name: share}), name) == share  # type: ignore[arg-type]
    for share in (-0.01, 1.01):
        with pytest.raises(InvalidInput, match="is not between 0 and 1"):
            Release(**{name: share})  # type: ignore[arg-type]


def test_tiers_go_from_the_first_to_the_last() -> None:
    assert [Release(tier=tier).tier for tier in (1, TIERS)] == [1, TIERS]
    for tier in (0, TIERS + 1):
        with pytest.raises(InvalidInput, match=f"there is no tier {tier}"):
            Release(tier=tier)


def test_a_system_goes_by_the_rule_it_is_under() -> None:
    rule = Release(cover=0.5, rate=0.25, tier=2, remaining=0.75, by_value=True)
    found = under(mill(), rule)
    assert found.release_rate.tolist() == [0.25, 0.25]
    assert (found.release_cover[0], found.release_tier[0]) == (0.5, 2)
    assert (found.release_remaining[0], found.serve_by_value[0]) == (0.75, 1)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", Release()),
        ("rate=25 %, tier=1", Release(rate=0.25, tier=1)),
        (" cover = 0.5,by-value", Release(cover=0.5, by_value=True)),
        ("remaining=100%", Release(remaining=1.0)),
    ],
)
def test_a_rule_is_read_from_words(text: str, rule: Release) -> None:
    assert read_release(text) == rule


def test_all_that_is_wrong_with_words_is_said_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_release("rate=much, speed=2, by-value=no, tier=1, tier=2", "--release")
    assert {one.field for one in refused.value.problems} == {"--release"}
    assert {one.message for one in refused.value.problems} == {
        "'rate=much' cannot be read",
        "'speed=2' is no part of a rule",
        "'by-value=no' cannot be read",
        "'tier' is said twice",
    }


@pytest.mark.parametrize("text", ["rate=2", "tier=9", "tier=1.5", "cover=-1 %", "cover=nan"])
def test_what_words_say_is_held_to_the_same_bounds(text: str) -> None:
    with pytest.raises(InvalidInput, match=f"--release, {text.partition('=')[0]}"):
        read_release(text, "--release")
