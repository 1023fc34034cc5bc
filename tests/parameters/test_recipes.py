"""What recipes take and give, out of the amounts of their flows."""

from dataclasses import replace

from monazite.parameters.recipes import recipes_of

from ..model.miniature import miniature


def test_every_recipe_has_what_it_takes_and_gives() -> None:
    """A tonne of ore is 0.8 t oxide, of which a tonne of magnets takes a half."""
    assert recipes_of(miniature()) == {
        "dig": {"ore": 1.0},
        "refine": {"ore": -1.0, "oxide": 0.8},
        "press": {"magnet": 1.0, "oxide": -0.5},
    }


def test_the_same_amounts_are_read_once() -> None:
    """As long as they are the same objects, as those of a strategy and its baseline mostly are."""
    first = miniature()
    assert recipes_of(replace(first, ledger=())) is recipes_of(first)
