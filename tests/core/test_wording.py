"""How lists, titles and places are written inside a sentence."""

import pytest

from monazite.core.wording import place_named


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Chile", "Chile"),
        ("DR Congo", "DR Congo"),
        ("South Africa", "South Africa"),
        ("Rest of the world", "the rest of the world"),
        ("European Union", "the European Union"),
        ("United States", "the United States"),
        ("United Kingdom", "the United Kingdom"),
        ("Philippines", "the Philippines"),
        ("Republic of Korea", "the Republic of Korea"),
        ("The Netherlands", "the Netherlands"),
        ("Korea, Republic of", "Korea, Republic of"),
    ],
)
def test_a_place_has_the_article_of_its_name(title: str, inside: str) -> None:
    assert place_named(title) == inside
