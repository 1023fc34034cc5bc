"""A number is followed back to its rules, parameters, levers, facts and sources, whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from monazite.core.money import PriceUnit
from monazite.core.numerals import amount
from monazite.findings.bottlenecks import BindingConstraint, Step, trace
from monazite.findings.bottlenecks.path import path_of
from monazite.findings.evidence import Grounds
from monazite.findings.indicators import indicators, qualifiers
from monazite.findings.solution import Solution

from ... import shipped
from ..toy import copied, outcome, solution, solved

SOURCE = Step(
    kind="source",
    text="Numbers invented for the toy chain, Makers of this study, 2024-06",
    where="toy/invented",
)


def quantity(text: str, value: float, unit: str, where: str, *below: Step) -> Step:
    return Step("quantity", text, value, unit, where, below or (SOURCE,))


def fact(text: str, value: float, unit: str, where: str) -> Step:
    return Step("fact", text, value, unit, where, (SOURCE,))


def part(text: str, value: float, before: float, *below: Step) -> Step:
    return Step(
        "part",
        text,
        pytest.approx(value),
        "t magnet/yr",
        leads_to=below,
        before=pytest.approx(before),
    )


HOME_MAGNETS = Step(
    "parameter",
    "nameplate",
    where="nameplate",
    leads_to=(
        quantity(
            "Home magnet plant, Homeland (capacity): Invented.",
            20.0,
            "t magnet/yr",
            "chain/facilities.csv:4",
            fact("grade A, firm; the only figure", 20.0, "t magnet/yr", "capacity:hom-magnets#1"),
        ),
    ),
)


def test_self_sufficiency_under_the_halt() -> None:
    """One object from 20 of 90 magnets down to the sources of the limit and of the plant."""
    formula = indicators()["self_sufficiency"].said
    assert trace(solution("halt"), "self_sufficiency", 2025) == Step(
        kind="indicator",
        text="Self-sufficiency, Magnets, 2025",
        value=pytest.approx(0.2),
        unit="1",
        where="self_sufficiency",
        before=pytest.approx(0.2),
        leads_to=(
            Step("formula", formula),
            part("made at home", 20.0, 20.0, part("begun at home", 20.0, 20.0)),
            part(
                "what users want",
                100.0,
                100.0,
                part("made at home, as above", 20.0, 20.0),
                part("from Farland", 70.0, 80.0),
                part("unmet demand", 10.0, 0.0),
            ),
            Step(
                kind="rule",
                text="No neodymium leaves: exports within limit (full), "
                + amount(38_750.01, "USD_2024/t oxide"),
                value=pytest.approx(38_750 * 12),  # 12 t left in the baseline
                unit="USD_2024/yr",
                where="exports_within_limit[slot_01, 2025]",
                leads_to=(
                    Step(
                        "parameter",
                        "export limit",
                        where="export_limit",
                        leads_to=(
                            Step(
                                "lever",
                                "Keep neodymium in all forms for makers at home.",
                                0.0,
                                "where there was no limit",
                                "strategies/halt.yaml#levers[0]",
                                (SOURCE,),
                            ),
                        ),
                    ),
                    Step(
                        "parameter",
                        "export content",
                        where="export_content",
                        leads_to=(
                            Step(
                                "lever",
                                "Keep neodymium in all forms for makers at home.",
                                unit="2 numbers",
                                where="strategies/halt.yaml#levers[0]",
                                leads_to=(SOURCE,),
                            ),
                        ),
                    ),
                ),
            ),
            Step(
                kind="rule",
                text="Home magnet plant: output within capacity (full), "
                + amount(16_000, "USD_2024/t magnet"),
                value=pytest.approx(16_000 * 20),
                unit="USD_2024/yr",
                where="output_within_capacity[hom_magnets, 2025]",
                leads_to=(HOME_MAGNETS,),
            ),
        ),
    )


def programme(old: float, new: float) -> Step:
    return Step(
        "parameter",
        "programme",
        where="programme",
        leads_to=(
            Step(
                "lever",
                "Make at home what is imported, and pay half of the plant from public money.",
                new,
                f"where it was {old:g}",
                "strategies/build.yaml#levers[0]",
                (SOURCE,),
            ),
        ),
    )


RAMP = Step(
    "parameter",
    "ramp",
    where="ramp",
    leads_to=(quantity("Invented; half in the first year.", 0.5, "1", "chain/ramps.csv:3"),),
)


def plant_in(strategy: str, year: int) -> tuple[Step, ...]:
    steps = trace(solution(strategy), "output", year).leads_to
    (found,) = [
        step for step in steps if step.where == f"output_within_capacity[hom_magnets, {year}]"
    ]
    return found.leads_to


def test_a_programme_counts_from_the_year_it_is_online() -> None:
    assert plant_in("build", 2024) == (HOME_MAGNETS,)
    assert plant_in("build", 2025) == (HOME_MAGNETS, programme(0, 40), RAMP)


def test_a_programme_still_counts_after_its_first_year_and_its_ramp_no_longer() -> None:
    steps = plant_in("build", 2026)
    assert steps == (HOME_MAGNETS, programme(0, 40))


def test_only_rules_with_grounds_lead_anywhere() -> None:
    build = Grounds(outcome("build"))
    assert build.of("output_at_least", {"facility": "hom_magnets"}, 2025) == ()
    assert build.of("materials_balance", {"node": "oxide@HOM"}, 2025) == ()
    names = [
        ground.parameter
        for ground in build.of("output_within_capacity", {"facility": "hom_magnets"}, 2025)
    ]
    assert names == ["nameplate", "programme", "ramp"]


def test_the_most_valuable_rules_come_first_and_no_more_than_asked_for() -> None:
    """What 40 t at 15,000 a tonne are worth stands before 20 t of something at 15,500 a tonne."""
    steps = trace(solution("as-now", "control"), "unmet_demand", 2025, rules=2).leads_to
    rules = [step for step in steps if step.kind == "rule"]
    assert [step.value for step in rules] == [pytest.approx(600_000), pytest.approx(310_000)]
    every = trace(solution("as-now", "control"), "unmet_demand", 2025, rules=None).leads_to
    values = [step.value or 0.0 for step in every if step.kind == "rule"]
    assert values == sorted(values, reverse=True)


def test_what_home_saves_comes_before_worth_to_owners_and_what_it_loses_last() -> None:
    plan = solution("halt")
    (tried,) = shipped.handle("toy").run("halt").records.enlarged_limits(2026)

    def rules(*saved: float) -> list[Step]:
        known = [replace(tried, saved_in_all=one) for one in saved]
        found = trace(plan, "to_date.home_cost", 2026, rules=None, known=known).leads_to
        return [step for step in found if step.kind == "rule"]

    plant = "output_within_capacity[hom_magnets, 2026]"
    order = [step.where for step in rules()]
    assert order.index(plant) > 0
    assert all("home" not in step.text for step in rules())
    first, *others = rules(5e6)
    assert (first.where, first.saved_in_all) == (plant, 5e6)
    assert first.text.endswith("; a tenth larger, it saves home 5\u00a0million USD in all")
    assert [step.where for step in others] == [one for one in order if one != plant]
    costs = "costs home 5\u00a0million USD in all"
    for saved, said in ((-5e6, costs), (100.0, "saves home nothing")):
        *before, last = rules(saved)
        assert last.where == plant
        assert last.text.endswith(f"; a tenth larger, it {said}")
        assert [step.where for step in before] == [one for one in order if one != plant]


def test_rows_keep_the_order_and_the_depth() -> None:
    rows = trace(solution("halt"), "self_sufficiency", 2025).told()
    assert [(row.depth, row.kind) for row in rows] == [
        (0, "indicator"),
        (1, "formula"),
        (1, "part"),
        (2, "part"),
        (1, "part"),
        (2, "part"),
        (2, "part"),
        (2, "part"),
        (1, "rule"),
        (2, "parameter"),
        (3, "lever"),
        (4, "source"),
        (2, "parameter"),
        (3, "lever"),
        (4, "source"),
        (1, "rule"),
        (2, "parameter"),
        (3, "quantity"),
        (4, "fact"),
        (5, "source"),
    ]
    columns = ["depth", "kind", "text", "value", "unit", "where", "before", "saved_in_all"]
    assert list(rows[0].as_row()) == columns


@pytest.mark.parametrize("key", sorted(indicators()))
def test_every_indicator_can_be_traced_and_states_its_formula(key: str) -> None:
    """Asked of the first thing it may be asked of, which another key is for those over years."""
    plan = solution("halt")
    step = trace(plan, f"{key}.{qualifiers(plan.study, plan.labels, key)[0]}", 2025)
    assert step.leads_to[0].kind == "formula"
    assert len(step.leads_to[0].text) > 20


RIVAL = "capacity:hom-mine#2,hom_mine,HOM,2024,value,{},,,t ore/yr,toy/older,C,Hearsay.\n"


def facts_of(plan: Solution) -> list[tuple[object, object, object]]:
    rows = trace(plan, "output.ore", 2025).told()
    return [(row.where, row.value, row.text) for row in rows if row.kind == "fact"]


def test_a_corrected_fact_and_its_rivals(tmp_path: Path) -> None:
    """The mine's 50 t is corrected to 40 t, and a rival of worse grade is named."""
    correction = (
        '- fact: "capacity:hom-mine#1"\n  status: corrected\n  value: 40\n  low: 35\n'
        "  reason: A pit was counted twice.\n"
    )
    study = copied(
        tmp_path,
        ("evidence/capacity.csv", "", RIVAL.format(70)),
        ("corrections.yaml", "", correction),
    )
    assert (
        "capacity:hom-mine#1",
        40.0,
        "grade A, firm; best grade, A; corrected from 50 to 40: A pit was counted twice.; "
        "not chosen: capacity:hom-mine#2 said 70",
    ) in facts_of(solved(study))


def test_a_fact_asked_for_by_its_id_is_not_said_to_have_lost(tmp_path: Path) -> None:
    study = copied(
        tmp_path,
        ("evidence/capacity.csv", "", RIVAL.format(30)),
        ("chain/facilities.csv", "{capacity:hom-mine}", "{capacity:hom-mine#2}"),
    )
    assert (
        "capacity:hom-mine#2",
        30.0,
        "grade C, thin; asked for by its id; not chosen: capacity:hom-mine#1 said 50",
    ) in facts_of(solved(study))


def test_a_lane_that_takes_oxide_away_is_not_on_the_way_of_magnets() -> None:
    """Unless it is shut, since what it carried then stays; sales and money are another matter."""
    away = BindingConstraint(
        stage="use",
        stage_title="Use",
        subject="oxide:HOM>FOR",
        title="Oxide, Homeland to Farland",
        rule="shipments_within_lane",
        year=2025,
        utilisation=1.0,
        binding=True,
        sense="ceiling",
        shadow_price=1e6,
        unit=PriceUnit("USD_2024", "t oxide"),
        size=15.0,
    )
    plan = solution("as-now")
    made = path_of(plan, "self_sufficiency")
    assert made is not None
    assert not made.holds(away)
    assert made.holds(replace(away, size=0.0))
    assert made.plants >= {"hom_magnets", "hom_mine"}
    into = replace(away, subject="magnet:FOR>HOM")
    assert made.holds(into)
    sold = path_of(plan, "exports.oxide")
    assert sold is not None
    assert sold.holds(away)
    ore = path_of(plan, "output.ore")
    assert ore is not None
    assert not ore.holds(replace(away, subject="hom_magnets", rule="output_within_capacity"))
    assert path_of(plan, "home_cost") is None
    assert path_of(plan, "to_date.home_cost") is None


@pytest.mark.parametrize("year", [2030, 2035])
def test_no_lane_abroad_comes_first_for_what_india_makes(year: int) -> None:
    plan = shipped.india().run("announced").solution
    for key in ("self_sufficiency", "self_sufficiency.chain", "net_import_reliance", "output"):
        rules = [step for step in trace(plan, key, year).leads_to if step.kind == "rule"]
        assert rules
        assert not rules[0].where.startswith("shipments_within_lane")
