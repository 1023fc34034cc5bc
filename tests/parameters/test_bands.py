"""Bands around usual trade, worked out by hand on the miniature.

Abroad used to send 40 t of magnets to home, and home 10 t abroad; home's demand grows from 100 t to
120 and 150 t. A band is 10, 20 and 30 % on either side.
"""

from dataclasses import replace

import numpy as np
import pytest

from monazite.parameters import Parameters
from monazite.parameters.bands import (
    band_ceiling,
    band_floor,
    banded_lanes,
    lane_ceiling,
    reference_flow_of,
)
from monazite.parameters.labels import Lane

from ..model.miniature import Changes, miniature, miniature_labels, with_lanes

IN, OUT = "magnet:FOR>HOM", "magnet:HOM>FOR"
YEARS = (2024, 2025, 2026)
BANDS: Changes = {
    "reference_flow": {IN: 40.0, OUT: 10.0, "oxide:HOM>FOR": 50.0},
    "band_below": dict(zip([(year,) for year in YEARS], (0.1, 0.2, 0.3), strict=True)),
    "band_above": dict(zip([(year,) for year in YEARS], (0.1, 0.2, 0.3), strict=True)),
    "band_entry": {(year,): 0.05 for year in YEARS},
    "band_price": dict.fromkeys((IN, OUT, "oxide:HOM>FOR"), 100.0),
    "demand": {("motors@HOM", 2025): 120.0, ("motors@HOM", 2026): 150.0},
}


def banded(**changes: dict[object, float]) -> Parameters:
    """The miniature with bands; changes to a parameter come on top of those above."""
    merged = {name: {**BANDS.get(name, {}), **cells} for name, cells in changes.items()}
    return miniature({**BANDS, **merged})  # type: ignore[arg-type]


def test_usual_trade_grows_with_the_demand_it_serves() -> None:
    parameters = banded()
    assert reference_flow_of(parameters).sel(lane=IN).values == pytest.approx([40.0, 48.0, 60.0])
    assert reference_flow_of(parameters).sel(lane=OUT).values == pytest.approx([10.0, 10.0, 10.0])


def test_both_sides_of_a_band() -> None:
    parameters = banded()
    assert band_floor(parameters).sel(lane=IN).values == pytest.approx([36.0, 38.4, 42.0])
    assert band_ceiling(parameters).sel(lane=IN).values == pytest.approx([44.0, 57.6, 78.0])


def test_what_feeds_plants_has_no_band() -> None:
    """A new plant has no history; what it takes follows what it makes."""
    parameters = banded()
    assert set(banded_lanes(parameters)) == {IN, OUT}
    assert np.isinf(band_ceiling(parameters).sel(lane="oxide:HOM>FOR").values).all()


def test_transfers_between_owners_have_no_band() -> None:
    labels = with_lanes(miniature_labels(), ("magnet", "HOM.state", "HOM"))
    transfer = "magnet:HOM.state>HOM"
    merged = {**BANDS, "reference_flow": {**BANDS["reference_flow"], transfer: 5.0}}
    parameters = miniature(merged, labels=labels)
    assert transfer not in banded_lanes(parameters)
    assert np.isinf(band_ceiling(parameters).sel(lane=transfer).values).all()


def test_policy_scales_both_sides() -> None:
    parameters = banded(lane_policy={(IN, 2025): 0.5, (IN, 2026): 0.0})
    assert band_floor(parameters).sel(lane=IN).values == pytest.approx([36.0, 19.2, 0.0])
    assert band_ceiling(parameters).sel(lane=IN).values == pytest.approx([44.0, 28.8, 0.0])


def test_a_newcomer_wins_a_share_of_arrivals_as_far_as_policy_lets_it() -> None:
    """5 % of 40, 48 and 60 t, whatever policy takes from those who used to deliver them."""
    plain = miniature_labels()
    labels = replace(
        plain, regions=(*plain.regions, "ALY"), lanes=(*plain.lanes, Lane("magnet", "ALY", "HOM"))
    )
    new = "magnet:ALY>HOM"
    changes = {**BANDS, "lane_policy": {(IN, 2025): 0.0, (new, 2026): 0.5}}
    ceiling = band_ceiling(miniature(changes, labels=labels)).sel(lane=new)
    assert ceiling.values == pytest.approx([2.0, 2.4, 1.5])


def test_an_agreement_opens_a_lane_beyond_its_band_and_a_limit_closes_it() -> None:
    parameters = banded(
        lane_opened={(IN, 2025): 30.0}, lane_limit={(IN, 2025): 70.0, (IN, 2026): 75.0}
    )
    assert band_ceiling(parameters).sel(lane=IN).values == pytest.approx([44.0, 87.6, 78.0])
    assert lane_ceiling(parameters).sel(lane=IN).values == pytest.approx([44.0, 70.0, 75.0])


def test_without_a_price_or_widths_there_are_no_bands() -> None:
    parameters = banded(band_price=dict.fromkeys(BANDS["band_price"], 0.0))
    assert banded_lanes(parameters) == []
    free = miniature({"reference_flow": BANDS["reference_flow"]})
    assert np.isinf(band_ceiling(free).values).all()
    assert float(band_floor(free).sum()) == 0.0
