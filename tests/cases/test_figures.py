"""Figures of a case: where they stand, in which range they are looked at, and put otherwise."""

import pytest

from monazite.cases import Case
from monazite.cases.figures import figure_of, figures_of, with_figure
from monazite.core.errors import InvalidInput, Problems
from monazite.core.origin import Origin
from monazite.strategy import lever_from

from .. import shipped

INDIA = shipped.study("india")
BASE = shipped.parameters("india")
CASE = Case(INDIA.strategies["announced"], INDIA.worlds[INDIA.settings.world])


@pytest.mark.parametrize(
    ("name", "unit", "value", "low", "high"),
    [
        ("Capital subsidy of the scheme.share", "1", 0.15, 0, 1),
        ("Sales incentive of the scheme.rate", "INR_2024/kg", 2150, 0, 8600),
        ("Sales incentive of the scheme.share_of_sales", "1", 0.4, 0, 1),
        ("Sales incentive of the scheme.tonnes_per_year", "t/yr", 1200, 0, 4800),
        ("No duty on monazite.rate", "1", 0, 0, 1),
        ("stockpile.by", "month", 2027 * 12, 2024 * 12, 2040 * 12 + 11),
    ],
)
def test_a_field_with_its_range(
    name: str, unit: str, value: float, low: float, high: float
) -> None:
    found = figure_of(INDIA, BASE, CASE, name)
    assert (found.unit, found.value) == (unit, value)
    assert (found.low, found.high) == pytest.approx((low, high))


STATED_AS_NOTHING = {
    "permit": {"facility": "hom_mine", "tonnes_per_year": 0, "start": "2025-01"},
    "stockpile": {"material": "magnet", "by": "2026-01", "days_of_cover": 0, "release": "never"},
    "royalty": {"facility": "hom_mine", "rate": "0 USD/kg", "start": "2025-01"},
    "exploration": {
        "facility": "hom_mine",
        "resource": 5,
        "odds": 0.5,
        "cost": "0 million USD",
        "add": 1,
        "start": "2025-01",
        "found": "2025-06",
        "online": "2026-01",
    },
}


@pytest.mark.parametrize(
    ("name", "unit", "high", "why"),
    [
        ("permit.tonnes_per_year", "t/yr", 100.0, "as much as users at home want of magnets in a"),
        ("stockpile.days_of_cover", "days", 365.0, "a year"),
        ("royalty.rate", "USD_2024/kg", 5.0, "as much as magnets cost where demand was"),
        ("exploration.cost", "USD_2024 million", 0.5, "what magnets cost that users at home want"),
    ],
)
def test_what_is_stated_as_nothing_is_looked_at_up_to_what_is_large_at_home(
    name: str, unit: str, high: float, why: str
) -> None:
    """Users of the toy want 100 t of magnets a year, at 5 USD a kilogram: not 1 of either."""
    toy, problems = shipped.study("toy"), Problems()
    kind = name.partition(".")[0]
    data = {"kind": kind, "why": "A test asks.", "source": "own"}
    lever = lever_from({**data, **STATED_AS_NOTHING[kind]}, Origin("test"), problems)
    problems.raise_if_any()
    strategy = toy.strategies["build"].model_copy(update={"levers": (lever,)})
    found = figure_of(toy, shipped.parameters("toy"), Case(strategy, toy.worlds["central"]), name)
    assert (found.unit, found.value, found.low) == (unit, 0.0, 0.0)
    assert found.high == pytest.approx(high)
    assert found.range_why.startswith(why)


def test_a_fall_of_a_price_is_looked_at_from_a_deeper_one_up_to_none() -> None:
    """Its range had been none to a rise four times as large, without what is stated."""
    case = Case(CASE.strategy, INDIA.worlds["cheap-magnets"])
    place, lever = next(
        (at, one)
        for at, one in enumerate(case.world.levers)
        if one.kind == "price_path" and one.change.number < 0  # type: ignore[attr-defined]
    )
    (found,) = (
        one for one in figures_of(INDIA, BASE, "world", place, lever) if one.field == "change"
    )
    assert (found.low, found.value, found.high) == (-60.0, -15.0, 0.0)


def test_money_keeps_its_currency_and_its_mass() -> None:
    figure = figure_of(INDIA, BASE, CASE, "Sales incentive of the scheme.rate")
    found = with_figure(INDIA, CASE, figure, 1500.0).strategy.levers[figure.place]
    assert str(found.rate) == "1500 INR/kg"  # type: ignore[union-attr]
    assert found.origin == CASE.strategy.levers[figure.place].origin


def test_months_are_written_as_files_write_them() -> None:
    figure = figure_of(INDIA, BASE, CASE, "stockpile.by")
    found = with_figure(INDIA, CASE, figure, figure.value + 7).strategy.levers[figure.place]
    assert found.by == "2027-08"  # type: ignore[union-attr]
    assert figure.said(figure.value) == "2027-01"


def test_only_the_figure_is_another() -> None:
    figure = figure_of(INDIA, BASE, CASE, "Capital subsidy of the scheme.share")
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
    figure = figure_of(INDIA, BASE, CASE, "Capital subsidy of the scheme.share")
    with pytest.raises(InvalidInput, match="1"):
        with_figure(INDIA, CASE, figure, 1.5)


def test_a_kind_of_which_there_are_several_is_no_name() -> None:
    with pytest.raises(InvalidInput, match="has one lever that goes by 'permit'"):
        figure_of(INDIA, BASE, CASE, "permit.multiply")


@pytest.mark.parametrize("place", range(len(CASE.world.levers)))
def test_every_figure_of_a_world_can_be_put_otherwise(place: int) -> None:
    lever = CASE.world.levers[place]
    for figure in figures_of(INDIA, BASE, "world", place, lever):
        assert with_figure(INDIA, CASE, figure, figure.value).hash == CASE.hash
        if figure.kind != "month":
            other = with_figure(INDIA, CASE, figure, figure.value * 0.5)
            assert other.strategy == CASE.strategy
            assert (other.hash == CASE.hash) == (figure.value == 0)


def test_months_of_delay_are_whole() -> None:
    figure = figure_of(INDIA, BASE, CASE, "What is promised.delay_months")
    assert figure.whole
    found = with_figure(INDIA, CASE, figure, 6.4).world.levers[figure.place]
    assert found.delay_months == 6  # type: ignore[union-attr]
