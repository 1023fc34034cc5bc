"""Headlines are counted as figures, and as what they differ from the baseline by."""

import pytest

from monazite.findings.comparison import SideBySide, firmness


def row(key: str, year: int, standing: str) -> SideBySide:
    """A row of which only the standing matters."""
    named = {"title": key, "unit": "1", "better": "up", "baseline": "as-now"}
    told = {"values": {"build": 0.5}, "standings": {"build": standing}}
    return SideBySide(indicator=key, year=year, **named, **told)  # type: ignore[arg-type]


def test_a_headline_stands_when_it_does_in_every_year() -> None:
    rows = [
        row("share", 2030, "determined"),
        row("share", 2035, "difference not determined"),
        row("loss", 2030, "about nil"),
        row("loss", 2035, "number not determined"),
        row("outlay", 2030, "determined"),
        row("outlay", 2035, "determined"),
    ]
    found = firmness(rows, "build")
    assert found is not None
    assert (found.firm, found.firm_differences) == ("2 of 3", "1 of 3")
    assert found.figures == {"loss": (2035,)}
    assert found.differences == {"share": (2035,), "loss": (2035,)}


@pytest.mark.parametrize("others", [[], ["about nil"]])
def test_what_nobody_tried_is_not_counted(others: list[str]) -> None:
    rows = [row(f"k{at}", 2035, told) for at, told in enumerate(["not yet tested", *others])]
    assert firmness(rows, "build") is None
    assert firmness([*rows, row("share", 2035, "determined")], "build") is not None
