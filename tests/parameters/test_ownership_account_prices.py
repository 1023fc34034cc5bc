"""What makers pay a pool of their own region is a path over the years that follows a border."""

from pathlib import Path

import pytest

from monazite.core.errors import InvalidInput
from monazite.parameters import Parameters, parameters_of, with_levers
from monazite.study import Study, load_study

from ..owners import owners

PRICES = """ownership_account,material,year,price,border,source_id,grade,note
one,oxide,2025,5000,FOR,toy/invented,C,Invented.
one,oxide,2027,6000,FOR,toy/invented,C,Invented.
"""
FALLS = """title: Cheap oxide
why: Invented.
levers:
  - kind: price_path
    from: FOR
    materials: oxide
    change: -5.5 USD/kg
    start: 2026-01
    why: Invented.
    source: toy/invented
"""
RESALE = "oxide:HOM.one>HOM"


def priced(folder: Path, prices: str = PRICES) -> Study:
    """The toy with owners apart, where one maker may sell oxide on at a price by year."""
    alone = FALLS.replace("    start:", "    stated_only: true\n    start:")
    study = owners(folder, worlds__cheap=FALLS, worlds__stated=alone)
    with (study.path / "chain" / "lanes.csv").open("a", encoding="utf-8") as lanes:
        columns = (study.path / "chain" / "lanes.csv").read_text("utf-8").splitlines()[0].split(",")
        cells = {"material": "oxide", "origin": "HOM.one", "destination": "HOM", "freight": "0"}
        cells |= {"source_id": "toy/invented", "grade": "C", "note": "Invented."}
        lanes.write(",".join(cells.get(column, "") for column in columns) + "\n")
    (study.path / "chain" / "ownership_account_prices.csv").write_text(prices, "utf-8")
    return load_study(study.path)


def paid(parameters: Parameters, lane: str = RESALE) -> list[float]:
    return [
        round(float(parameters["transfer_price"].sel(lane=lane, period=period)), 6)
        for period in (2024, 2025, 2026, 2027, 2030)
    ]


def test_a_price_runs_straight_between_its_years_and_stays_at_both_ends(tmp_path: Path) -> None:
    parameters = parameters_of(priced(tmp_path))
    assert paid(parameters) == [5000.0, 5000.0, 5500.0, 6000.0, 6000.0]
    # what a lane states for all years is left alone
    assert paid(parameters, "oxide:HOM.state>HOM.one") == [5100.0] * 5
    assert len(parameters.rests_on("transfer_price", (RESALE, 2026))) == 2


def test_a_price_at_home_follows_the_border_it_is_a_price_of(tmp_path: Path) -> None:
    """Oxide abroad falls by 5,500 USD/t from 2026: makers pay as much less, and never below 0."""
    study = priced(tmp_path)
    base = parameters_of(study)
    moved = with_levers(study, base, next(iter(study.strategies)), "cheap")
    assert paid(moved) == [5000.0, 5000.0, 0.0, 500.0, 500.0]
    assert paid(moved, "oxide:HOM.state>HOM.one") == [5100.0] * 5
    assert not moved["lane_price_cost_margin"].equals(base["lane_price_cost_margin"])
    alone = with_levers(study, base, next(iter(study.strategies)), "stated")
    assert paid(alone) == paid(moved)
    assert alone["lane_price_cost_margin"].equals(base["lane_price_cost_margin"])


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("state,oxide,2024,5000,FOR", r"the lane to HOM\.one states a transfer_price as well"),
        (
            "two,oxide,2024,5000,FOR",
            "no lane takes oxide from ownership account 'two' to others in its region",
        ),
    ],
)
def test_a_price_nobody_pays_or_that_is_stated_twice_is_refused(
    tmp_path: Path, row: str, says: str
) -> None:
    header = PRICES.splitlines()[0]
    with pytest.raises(InvalidInput, match=says):
        priced(tmp_path, f"{header}\n{row},toy/invented,C,Invented.\n")
