"""The worlds of the India study that speak of the price level do what their names say."""

import numpy as np
import pytest

from ..flagship import india

pytestmark = pytest.mark.slow


def abroad(world: str) -> dict[int, float]:
    """Price of NdPr oxide outside China in USD of 2024 per kg, by year."""
    reading = india().run("as-now", world=world).reading
    prices = np.asarray(reading.price("oxide_ndpr", "JPN")) / 1000
    return dict(zip(reading.years, prices.tolist(), strict=True))


def test_a_high_price_lasts_and_a_returning_one_returns() -> None:
    central, high, back = abroad("central"), abroad("high-price"), abroad("price-return")
    for year in (2024, 2025):  # nobody sees it coming
        assert high[year] == pytest.approx(central[year], rel=1e-6)
        assert back[year] == pytest.approx(central[year], rel=1e-6)
    # what was paid outside China in 2026: 95 to 110 USD of 2026, 90 to 104 of 2024
    assert 85 <= high[2026] <= 105
    assert all(high[year] > central[year] + 15 for year in range(2026, 2041) if year != 2035)
    assert all(back[year] > central[year] + 10 for year in (2026, 2027, 2028))
    assert all(back[year] == pytest.approx(central[year], rel=0.05) for year in range(2036, 2041))
