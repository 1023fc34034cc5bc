"""The answer says what the numbers say, also when they point the other way."""

from dataclasses import replace
from typing import Any

import pytest

from monazite.brief.held_back import on_top
from monazite.brief.sentences.answer import answer, finding
from monazite.brief.sentences.holding_back import OnTop
from monazite.findings.indicators import compute, spelled_out
from monazite.findings.solution import Solution
from monazite.findings.solution.decision import decision_years

from .. import shipped
from ..findings.by_hand import written
from ..findings.toy import outcome, solution
from ..findings.written import uncertain_input_effect

FORBIDDEN = ("infeasible", "optimal", "nan", "None")


def magnets(made: float, **further: Any) -> Solution:
    """A country that makes so many of the 100 t of magnets it uses."""
    return written(
        {
            "activity": {"hom_magnets": made},
            "shipment": {"magnet:FOR>HOM": 100 - made},
            "served": {"motors@HOM/magnet": 100},
        },
        **further,
    )


def test_without_a_baseline_nothing_is_compared() -> None:
    first, second, third, fourth = answer(solution("as-now"), strategy="As now", baseline="As now")
    assert first == (
        "Under “As now” Homeland does not become self-reliant in magnets by 2026: it makes 20 % of "
        "the magnets its users want in 2025 and 20 % in 2026. The part made from home ore is 20 % "
        "and 20 % of what users want."
    )
    assert second == (
        "Under “As now” the limits worth most to their owners in Homeland in 2025 are mining "
        "capacity, then magnet capacity; the mines run at 100 % of what stands."
    )
    assert third == "Under “As now” the treasury pays nothing."
    assert fourth == "How far facts in doubt would move these figures was not worked out."


def test_limits_that_bring_nothing_alone_are_told_on_top_of_the_strategy_too() -> None:
    free = magnets(20)
    idle = replace(magnets(20), unlimited=lambda: free.outcome)
    more, as_much = (replace(magnets(made), unlimited=lambda: free.outcome) for made in (35, 20))
    halts = [("Halt", idle)]
    brings, none = (OnTop("Halt", alone=True, solution=one) for one in (more, as_much))
    year = decision_years(free)[1]

    def title(on_top: OnTop | None) -> str:
        return finding(free, "Plan", halts, on_top=on_top).partition(";")[0]

    assert title(brings) == (
        f"Holding back exports brings no magnets on its own, 15.0 points in {year} on top of the "
        "plan"
    )
    assert title(replace(brings, alone=False)).startswith(
        "Holding back exports brings no magnets under “Halt”, 15.0 points"
    )
    assert title(none) == (
        "Holding back exports brings no magnets, on its own or on top of the plan"
    )
    assert title(None) == "Holding back exports brings no magnets where it is planned"
    helps = replace(magnets(35), unlimited=lambda: free.outcome)
    assert finding(free, "Plan", [("Halt", helps)], on_top=brings).startswith("“Plan”: Homeland")
    said = answer(free, strategy="Plan", baseline="As now", limited=halts, on_top=brings)[1]
    assert (
        "; on top of “Plan” what “Halt” holds back first brings some in 2024, and +15 t in "
        f"{year}, +15.0 points of what users want, while home spends 37,500 USD more than "
        "without it"
    ) in said
    said = answer(free, strategy="Plan", baseline="As now", limited=halts, on_top=none)[1]
    assert "on top of “Plan” what “Halt” holds back brings none either" in said


def test_limits_are_put_on_top_of_a_strategy_without_any() -> None:
    """The toy's halt on top of what it builds is what its strategy of both does."""
    toy = shipped.handle("toy")
    halt, build, both = (toy.run(name) for name in ("halt", "build", "both"))
    found = on_top(build, [halt])
    assert found is not None
    assert (found.limits, found.alone) == (toy.study.strategies["halt"].title, True)
    own, other = (compute(one, "output") for one in (found.solution, both.solution))
    assert own.tolist() == pytest.approx(other.tolist())
    assert on_top(both, [halt]) is None, "it holds back itself"
    assert on_top(build, []) is None


def test_what_is_not_determined_is_said_to_be_so_where_it_is_answered() -> None:
    loose = {("to_date.public_outlay", 2026)}
    key = spelled_out(solution("as-now").study, "self_sufficiency")
    loose.add((key, 2026))
    said = answer(solution("build"), strategy="Build", baseline="As now", loose=loose)
    assert "in 2025 and 60 % (not determined) in 2026" in said[0]
    (paid,) = (text for text in said if "the treasury pays" in text)
    assert "up to 2026, not determined in 2026" in paid


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (20, "does not become self-reliant in magnets"),
        (60, "becomes self-reliant in part in magnets"),
        (95, "becomes self-reliant in magnets"),
    ],
)
def test_the_verdict_follows_the_number(made: float, verdict: str) -> None:
    first = answer(magnets(made), strategy="Plan", baseline="As now")[0]
    assert verdict in first
    assert f"makes {made} % of the magnets its users want in 2025" in first


def test_a_better_baseline_makes_the_difference_negative() -> None:
    first = answer(magnets(20, baseline=magnets(50)), strategy="Plan", baseline="As now")[0]
    assert "(percentage points against “As now”: −30.0 and −30.0)" in first


def test_limits_that_bring_nothing_and_limits_that_bring_magnets_are_told_apart() -> None:
    free = magnets(20)
    idle = replace(magnets(20), unlimited=lambda: free.outcome)
    helps = replace(magnets(35), unlimited=lambda: free.outcome)
    said = answer(idle, strategy="Halt", baseline="As now", limited=[("Halt", idle)])[1]
    assert said.startswith("Holding back exports brings no magnets in any year under “Halt”")
    said = answer(helps, strategy="Halt", baseline="As now", limited=[("Halt", helps)])[1]
    assert said.startswith("Holding back exports first brings magnets under “Halt” in 2024")
    assert "(+15 t in 2025)" in said
    both = answer(
        idle, strategy="Halt", baseline="As now", limited=[("Halt", idle), ("Both", helps)]
    )[1]
    assert "no magnets in any year under “Halt”; under “Both” it first does in 2024" in both
    assert finding(idle, "Halt", [("Halt", idle)]).startswith("Holding back exports brings no")
    assert finding(helps, "Halt", [("Halt", helps)]).startswith("“Halt”: Homeland makes 35 %")
    far = decision_years(helps)[1]
    loose = finding(helps, "Halt", [("Halt", helps)], {far: (0.1, 0.5)})
    assert loose.endswith(f"(10–50 %) in {far}")


def test_a_range_stands_behind_the_number_it_belongs_to() -> None:
    uncertain_inputs = [
        uncertain_input_effect(
            title="Ramp of magnets",
            indicator="self_sufficiency.magnet",
            year=2025,
            at_low=0.12,
            at_central=0.2,
            at_high=0.31,
            swing=0.19,
        )
    ]
    said = answer(
        magnets(20), strategy="Plan", baseline="As now", uncertain_inputs=uncertain_inputs
    )
    assert "makes 20 % (12–31 %) of the magnets its users want in 2025" in said[0]
    assert said[-1].endswith("“ramp of magnets”: it alone takes it from 12 % to 31 %.")
    # headlines may leave out what an indicator is about alone, and doubts go by the headline
    plan = magnets(20)
    settings = plan.study.settings.model_copy(update={"headlines": ("self_sufficiency",)})
    short = [replace(uncertain_inputs[0], indicator="self_sufficiency")]
    written = replace(plan, study=replace(plan.study, settings=settings))
    assert said == answer(written, strategy="Plan", baseline="As now", uncertain_inputs=short)
    thin = [replace(uncertain_inputs[0], grade="C")]
    said = answer(magnets(20), strategy="Plan", baseline="As now", uncertain_inputs=thin)
    assert said[-1].endswith("to 31 %. Its evidence is thin, and the figure hinges on it.")


def test_what_a_partner_pays_names_the_strategy_that_holds_back() -> None:
    halt = solution("halt")
    said = answer(halt, strategy="Halt", baseline="As now", limited=[("Halt", halt)])
    price = next(text for text in said if text.startswith("Under “Halt” the treasury"))
    assert "Under “Halt” Farland gets goods worth 75,000 USD a year less from Homeland" in price
    assert "it loses 500,000 USD a year" in price
    ends = {("Halt", "FOR"): {2025: (-1e6, 1e6)}}
    said = answer(halt, strategy="Halt", baseline="As now", limited=[("Halt", halt)], between=ends)
    price = next(text for text in said if text.startswith("Under “Halt” the treasury"))
    assert price.endswith("all else it uses, is not told apart from nothing.")


def test_nothing_worth_enlarging_is_said_so() -> None:
    second = answer(written(), strategy="Nothing", baseline="Nothing")[1]
    assert second == ("Under “Nothing” no plant or permit in Homeland is worth enlarging in 2025.")


def test_small_shares_keep_a_decimal_and_permits_are_named() -> None:
    plan = magnets(
        4,
        parameters={"permit": {"hom_magnets": 4}, "nameplate": {("hom_magnets", 2012): 20}},
        duals={"feed_within_permit": {"hom_magnets": -1500}},
    )
    first, second, *_ = answer(plan, strategy="Permit", baseline="As now")
    assert "makes 4.0 % of the magnets its users want" in first
    assert (
        second
        == "Under “Permit” the limit worth most to its owner in Homeland in 2025 is magnet permits."
    )


def test_no_answer_speaks_like_a_solver() -> None:
    for name in ("as-now", "halt", "build", "both"):
        one = replace(solution(name), unlimited=lambda: outcome("as-now"))
        said = " ".join(answer(one, strategy=name, baseline="As now", limited=[(name, one)]))
        assert not [word for word in FORBIDDEN if word in said]


def test_the_years_spoken_of_are_in_the_study() -> None:
    assert decision_years(solution("as-now")) == (2025, 2026)
