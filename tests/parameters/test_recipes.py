"""What recipes take and give, out of the amounts of their flows."""

from monazite.parameters.recipes import recipes_of

from ..model.miniature import miniature


def test_every_recipe_has_what_it_takes_and_gives() -> None:
    """A tonne of ore is 0.8 t oxide, of which a tonne of magnets takes a half."""
    assert recipes_of(miniature()) == {
        "dig": {"ore": 1.0},
        "refine": {"ore": -1.0, "oxide": 0.8},
        "press": {"magnet": 1.0, "oxide": -0.5},
    }
