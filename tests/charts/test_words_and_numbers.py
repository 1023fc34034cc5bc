"""Numbers, units and sentences as people read them."""

import pytest

from monazite.charts.sentences import crossing, trend
from monazite.charts.theme import (
    ACCENT,
    BINDING_INKS,
    BINDING_STEPS,
    EVIDENCE,
    INDUSTRY,
    INK,
    MUTED,
    ORIGIN,
    OTHER,
    PAGE,
    STRATEGY,
    config,
    contrast,
    on_dark,
    tint,
)


def test_trend_names_ends_peak_and_low() -> None:
    assert trend("Price", {2024: 10, 2025: 30, 2026: 12}, "t") == (
        "Price rises from 10 in 2024 to 12\u00a0t in 2026, with a peak of 30 in 2025."
    )
    assert trend("Price", {2024: 10, 2025: 1, 2026: 10}, "t") == (
        "Price ends in 2026 near where it was in 2024, 10\u00a0t, with a low of 1 in 2025."
    )
    assert trend("Short", {2024: 0.0, 2025: 0.0}, "t") == "Short is zero throughout 2024–2025."
    assert trend("Stock", {2024: 5.0}, "t") == "Stock is 5\u00a0t in 2024."
    assert trend("Stock", {}, "t") == "Stock: no figures."


def test_crossing_gives_the_year_one_passes_the_other_for_good() -> None:
    home = {2024: 1.0, 2025: 5.0, 2026: 2.0, 2027: 9.0}
    abroad = dict.fromkeys(home, 3.0)
    assert crossing("Home", home, "Abroad", abroad) == "Home passes abroad in 2027."
    assert crossing("Abroad", abroad, "Home", home) == "Home passes abroad in 2027."
    assert crossing("Home", abroad, "Abroad", abroad) == ""


@pytest.mark.parametrize("colour", [*ORIGIN.values(), *INDUSTRY, OTHER, *EVIDENCE.values()])
def test_marks_stand_out_from_white(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 3


@pytest.mark.parametrize("colour", [INK, MUTED, ACCENT, *STRATEGY])
def test_text_is_readable_on_the_page(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 4.5
    assert contrast(colour, PAGE) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_percentages_are_readable_in_their_cells(dark: bool) -> None:
    steps, inks = list(BINDING_STEPS), list(BINDING_INKS)
    if dark:
        assert on_dark(steps)[0] == config("dark")["background"]
        steps, inks = on_dark(steps), on_dark(inks)
    for colour, ink in zip(steps, inks, strict=True):
        assert contrast(ink, colour) >= 4.5, colour


def test_what_is_left_open_shows_the_page() -> None:
    mark = {"stroke": "#FFFFFF", "fill": ["#FFFFFF"]}
    page = config("dark")["background"]
    assert on_dark(mark) == {"stroke": page, "fill": [page]}


def test_a_tint_is_opaque_and_between_white_and_the_colour() -> None:
    assert (tint("#990000", 0), tint("#990000", 1)) == ("#FFFFFF", "#990000")
    assert tint("#000000", 0.5) == "#808080"
