"""A field of a lever is named in one way for the shell, links of the studio and break-evens."""

import pytest

from monazite.core.lever_fields import field_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A plant.add", ("A plant", "add")),
        (" Phase 1.5 of it . share ", ("Phase 1.5 of it", "share")),
        ("permit.", None),
        (".start", None),
        ("permit", None),
        ("", None),
    ],
)
def test_the_last_dot_parts_a_lever_from_its_field(
    text: str, named: tuple[str, str] | None
) -> None:
    assert field_named(text) == named
