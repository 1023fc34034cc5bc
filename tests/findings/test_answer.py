"""The answer says what the numbers say, also when they point the other way."""

from monazite.findings import answer, decision_years

from .by_hand import written
from .toy import reading


def test_without_a_baseline_nothing_is_compared() -> None:
    first, second, third = answer(reading("as-now"), strategy="As now", baseline="As now")
    assert first == (
        "Under “As now” Homeland makes 20 % of the magnets it uses in 2025 and 20 % in 2026; "
        "counted back to home ore it is 20 % and 20 %."
    )
    assert second == (
        "What holds Homeland back in 2025 is mining capacity (Home mine; one more t ore a year is "
        "worth 500 USD), then magnet capacity (Home magnet plant; one more t magnet a year is "
        "worth 500 USD); the mines run at 100 % of what stands."
    )
    assert third == (
        "Public outlay to 2025 is 0 crore rupees and 0 % of what the plan's cost leans on is "
        "grade-C evidence."
    )


def test_selling_more_than_the_baseline_is_not_given_a_fate() -> None:
    """What leaves in addition ends up abroad; where it comes from is no fate of it."""
    before = written({"activity": {"hom_mine": 10, "hom_separation": 10}})
    after = written(
        {"activity": {"hom_mine": 50, "hom_separation": 50}, "shipment": {"oxide:HOM>FOR": 25}},
        baseline=before,
    )
    third = answer(after, strategy="Sell", baseline="Keep")[2]
    assert third.startswith(
        "Over the years it sends 75 t of NdPr oxide more abroad than the baseline; public outlay"
    )


def test_nothing_worth_enlarging_is_said_so() -> None:
    second = answer(written(), strategy="Nothing", baseline="Nothing")[1]
    assert second == "In 2025 no plant or permit in Homeland is worth enlarging."


def test_small_shares_keep_a_decimal_and_permits_are_named() -> None:
    plan = written(
        {"activity": {"hom_magnets": 4}, "shipment": {"magnet:FOR>HOM": 96}},
        parameters={"permit": {"hom_magnets": 4}, "nameplate": {("hom_magnets", 2012): 20}},
        duals={"feed_within_permit": {"hom_magnets": -1500}},
    )
    first, second, _ = answer(plan, strategy="Permit", baseline="As now")
    assert "makes 4.0 % of the magnets" in first
    assert second == (
        "What holds Homeland back in 2025 is magnet permits (Home magnet plant; one more t magnet "
        "a year is worth 1,500 USD)."
    )


def test_the_years_spoken_of_are_in_the_study() -> None:
    assert decision_years(reading("as-now")) == (2025, 2026)
