"""`monazite draw` on a screen: every figure stands in one piece, however many columns there are."""

from __future__ import annotations

import pytest
from rich.console import Console

from monazite.cli.charting import Figures


def test_columns_without_room_stand_in_a_table_below(capsys: pytest.CaptureFixture[str]) -> None:
    years = {f"{year}": 1000.0 * year for year in range(2024, 2036)}
    rows = [
        {"Indicator": "Public outlay, summed from the start", "Strategy": name, **years}
        for name in ("As now", "Build")
    ]
    Console(width=60).print(Figures(rows))
    said = capsys.readouterr().out
    heads = [line for line in said.splitlines() if line.startswith("Indicator")]
    assert len(heads) == 4
    assert all("Strategy" in line for line in heads)
    assert [word for line in heads for word in line.split()[2:]] == list(years)
    for year in years.values():
        assert said.count(f"{year:,.0f}") == 2
    assert "Public" in said
    assert "outlay," in said
    assert max(map(len, said.splitlines())) <= 60


def test_a_heading_is_broken_between_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"Year": 2024, "Made at home (t cathode/yr)": 1.0, "Need (t cathode/yr)": 2.0}]
    Console(width=40).print(Figures(rows))
    said = capsys.readouterr().out
    assert said.count("cathode/yr)") == 2
    Console(width=40).print(Figures([]))
    assert capsys.readouterr().out == ""
