"""What winners of India's magnet scheme spend follows from the ranges of its evidence."""

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> dict[str, object]:
    """The script that writes the rows."""
    return runpy.run_path(str(ROOT / "scripts" / "bidders"))


def test_rows_of_winners_are_what_the_ranges_give(script: dict[str, object]) -> None:
    for path, text in script["tables"]().items():  # type: ignore[operator]
        assert path.read_text("utf-8") == text, "run scripts/bidders"


def test_more_bidders_make_cheaper_winners_and_wider_ranges_lie_further_apart(
    script: dict[str, object],
) -> None:
    facts = script["evidence"]()  # type: ignore[operator]
    twenty, ten = (script["winners"](facts, firms) for firms in (20, 10))  # type: ignore[operator]

    def spent(winner) -> float:  # type: ignore[no-untyped-def]  # USD/kg beyond what is chosen
        charge = facts["processes:magnet-chain-capex"].value / 1000
        charge *= script["annuity"](facts)  # type: ignore[operator]
        return float(winner.running + charge * (winner.capital - 1.0))

    assert [spent(one) for one in twenty] == sorted(spent(one) for one in twenty)
    assert all(spent(one) < spent(other) for one, other in zip(twenty, ten, strict=True))

    # with nothing but capital to tell them apart, as the scheme does not choose them, they lie
    # five times as near to each other, and half a dollar decides who comes
    own = script["OWN"]
    level = {
        name: replace(one, low=one.value, high=one.value)
        if name in own  # type: ignore[operator]
        else one
        for name, one in facts.items()
    }
    alone = script["winners"](level, 20)  # type: ignore[operator]
    assert spent(alone[4]) - spent(alone[0]) < 1.0
    assert spent(twenty[4]) - spent(twenty[0]) > 4 * (spent(alone[4]) - spent(alone[0]))


def test_parts_of_a_slot_get_dearer(script: dict[str, object]) -> None:
    winners = script["winners"](script["evidence"](), 20)  # type: ignore[operator]
    for winner, parts in zip(winners, script["PARTS"], strict=True):  # type: ignore[call-overload]
        assert len(winner.premiums) == parts - 1
        assert list(winner.premiums) == sorted(winner.premiums)
        assert winner.premiums[0] > 0
