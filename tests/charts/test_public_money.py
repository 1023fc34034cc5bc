"""Public money by item: on a chart of rows, and out of a plan."""

import pytest

from monazite.charts.public_money import public_money_by_item
from monazite.charts.registry import cards, pictures

from .. import shipped

CRORE = "INR_2024 crore/yr"


def rows(**items: tuple[float, float]) -> list[dict[str, object]]:
    """Two years of some items."""
    return [
        {"item": item.replace("_", " "), "year": year, "value": value, "unit": CRORE}
        for item, values in items.items()
        for year, value in zip((2024, 2025), values, strict=True)
    ]


def test_what_comes_in_stands_below_the_line_and_what_is_nothing_nowhere() -> None:
    chart = public_money_by_item(
        rows(programmes=(0.0, 2.0), levies_on_output=(-0.2, -0.3), exploration=(0.0, 0.0))
    )
    assert chart is not None
    assert [(row["series"], row["value"]) for row in chart.rows["bars"]] == [
        ("Programmes", 0.0),
        ("Programmes", 2.0),
        ("Levies on output", -0.2),
        ("Levies on output", -0.3),
    ]
    assert "programmes 2\u00a0INR crore (2024 prices), levies on output −0.5" in chart.alt
    assert chart.table().columns[-1].startswith("Total (INR crore/yr")
    assert chart.table().rows()[-1][-1] == pytest.approx(1.7)
    assert chart.svg(480).startswith("<svg")


def test_without_money_there_is_nothing_to_draw() -> None:
    assert public_money_by_item(rows(programmes=(0.0, 0.0))) is None


def test_more_items_than_colours_are_told_apart() -> None:
    many = {f"item_{place}": (1.0, float(place + 1)) for place in range(12)}
    chart = public_money_by_item(rows(**many))
    assert chart is not None
    assert len({row["series"] for row in chart.rows["bars"]}) == 12
    assert chart.spec


def test_a_plan_is_drawn_item_by_item() -> None:
    """A programme of 40 t at 10,000 dollars each, half public: 200,000 dollars are two crore."""
    toy = shipped.handle("toy")
    chart = toy.run("build").plot(chart="public-money")
    bars = {(row["series"], row["year"]): row["value"] for row in chart.rows["bars"]}
    assert bars["Programmes", 2025] == pytest.approx(2.0)
    assert sum(bars.values()) == pytest.approx(2.0)
    assert "strategy Build" in chart.sources[0]


def test_it_has_a_card_and_a_section() -> None:
    assert list(cards("levers"))[-1] == "public-money"
    assert pictures()["public-money"].section == "costs"
