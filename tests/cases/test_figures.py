"""Figures of a case: where they stand, in which range they are looked at, and put otherwise."""

import pytest

from monazite.cases import Case
from monazite.cases.figures import figure_of, figures_of, with_figure
from monazite.core.errors import InvalidInput

from .. import shipped

INDIA = shipped.study("india")
CASE = Case(INDIA.strategies["announced"], INDIA.worlds[INDIA.settings.world])


@pytest.mark.parametrize(
    ("name", "unit", "value", "low", "high"),
    [
        ("Capital subsidy of the scheme.share", "1", 0.15, 0, 1),
        ("Sales incentive of the scheme.rate", "INR_2024/kg", 2150, 0, 8600),
        ("Sales incentive of the scheme.share_of_sales", "1", 0.4, 0, 1),
        ("Sales incentive of the scheme.tonnes_per_year", "1", 1200, 0, 4800),
        ("No duty on monazite.rate", "1", 0, 0, 1),
        ("stockpile.by", "month", 2027 * 12, 2024 * 12, 2040 * 12 + 11),
    ],
)
def test_a_field_with_its_range(
    name: str, unit: str, value: float, low: float, high: float
) -> None:
    found = figure_of(INDIA, CASE, name)
    assert (found.unit, found.value) == (unit, value)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_money_keeps_its_currency_and_its_mass() -> None:
    figure = figure_of(INDIA, CASE, "Sales incentive of the scheme.rate")
    found = with_figure(INDIA, CASE, figure, 1500.0).strategy.levers[figure.place]
    assert str(found.rate) == "1500 INR/kg"  # type: ignore[union-attr]
    assert found.origin == CASE.strategy.levers[figure.place].origin


def test_months_are_written_as_files_write_them() -> None:
    figure = figure_of(INDIA, CASE, "stockpile.by")
    found = with_figure(INDIA, CASE, figure, figure.value + 7).strategy.levers[figure.place]
    assert found.by == "2027-08"  # type: ignore[union-attr]
    assert figure.said(figure.value) == "2027-01"


def test_only_the_figure_is_another() -> None:
    figure = figure_of(INDIA, CASE, "Capital subsidy of the scheme.share")
    found = with_figure(INDIA, CASE, figure, 0.2)
    changed = [
        place
        for place, (one, other) in enumerate(
            zip(CASE.strategy.levers, found.strategy.levers, strict=True)
        )
        if one != other
    ]
    assert changed == [figure.place]
    assert with_figure(INDIA, CASE, figure, 0.15).hash == CASE.hash


def test_what_a_lever_refuses_is_refused() -> None:
    figure = figure_of(INDIA, CASE, "Capital subsidy of the scheme.share")
    with pytest.raises(InvalidInput, match="1"):
        with_figure(INDIA, CASE, figure, 1.5)


def test_a_kind_of_which_there_are_several_is_no_name() -> None:
    with pytest.raises(InvalidInput, match="has one lever that goes by 'permit'"):
        figure_of(INDIA, CASE, "permit.multiply")


@pytest.mark.parametrize("place", range(len(CASE.world.levers)))
def test_every_figure_of_a_world_can_be_put_otherwise(place: int) -> None:
    lever = CASE.world.levers[place]
    for figure in figures_of(INDIA, "world", place, lever):
        assert with_figure(INDIA, CASE, figure, figure.value).hash == CASE.hash
        if figure.kind != "month":
            other = with_figure(INDIA, CASE, figure, figure.value * 0.5)
            assert other.strategy == CASE.strategy
            assert (other.hash == CASE.hash) == (figure.value == 0)


def test_months_of_delay_are_whole() -> None:
    figure = figure_of(INDIA, CASE, "What is promised.delay_months")
    assert figure.whole
    found = with_figure(INDIA, CASE, figure, 6.4).world.levers[figure.place]
    assert found.delay_months == 6  # type: ignore[union-attr]
