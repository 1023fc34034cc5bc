"""Indicators are complete, say what they can be asked of, have units and stay within bounds."""

import inspect
from pathlib import Path

import numpy as np
import pytest

from monazite.core.errors import InvalidInput
from monazite.core.vocabulary import indicators as vocabulary
from monazite.findings.indicators import (
    check_keys,
    compute,
    entry_of,
    full_key,
    indicator_table,
    indicators,
    qualifiers,
    spelled_out,
    title_of,
    unit_of,
)
from monazite.findings.solution import PRODUCT, Solution

from ..toy import STRATEGIES, STUDY, WORLDS, YEARS, copied, solution

STAGES = ["mining", "separation", "magnet"]
MATERIALS = [*STAGES, "concentrate", "oxide", "ore"]
SHARES = (
    "self_sufficiency",
    "home_share_of_use",
    "top_supplier_share",
    "concentration",
    "unmet_demand_share",
    "world_share",
)
NEVER_NEGATIVE = (
    "net_import_reliance",
    "embodied_imports",
    "net_import_reliance_with_goods",
    "unmet_demand",
    "unmet_demand_value",
    "price_response",
    "price_response_value",
    "shortage",
    "shortage_value",
    "import_bill",
    "world_cost",
    "public_outlay",
    "duties",
    "partner_loss_tonnes",
    "exports",
    "stock",
    "output",
    "capacity",
    "price",
)


ALONE_TESTED = {
    name for name in indicators() if Path(__file__).with_name(f"test_{name}.py").is_file()
}
"""Indicators whose bounds, and what they may be asked of, a test of their own holds."""

OVER_TIME = [name for name, one in indicators().items() if one.entry.of_another]
ALONE = {
    name: "magnet" if one.alone == PRODUCT else one.alone
    for name, one in indicators().items()
    if one.alone
}


def every_key(name: str) -> list[str]:
    """An indicator of everything it can be asked of; stages and forms are materials again."""
    plan = solution("as-now")
    options = qualifiers(plan.study, plan.labels, name)
    asked = [q for q in options if q == "magnet" or q not in STAGES]
    return [f"{name}.{qualifier}" for qualifier in asked if qualifier != "concentrate"]


def refusal(*keys: str) -> list[str]:
    plan = solution("as-now")
    with pytest.raises(InvalidInput) as refused:
        check_keys(plan.study, plan.labels, keys)
    return [str(problem) for problem in refused.value.problems]


def test_the_vocabulary_and_the_functions_are_the_same_set() -> None:
    assert set(indicators()) == set(vocabulary())
    assert set(ALONE) <= set(vocabulary())


@pytest.mark.parametrize("name", sorted(indicators()))
def test_every_function_states_its_formula(name: str) -> None:
    text = inspect.getdoc(indicators()[name].formula)
    assert text, f"{name} states no formula"
    first = text.split("\n\n")[0].replace("\n", " ")
    assert first.endswith(".")
    assert len(first) > 25


@pytest.mark.parametrize("name", sorted(set(SHARES)))
def test_shares_have_no_unit(name: str) -> None:
    assert vocabulary()[name].unit == "1"


def test_every_indicator_is_bounded_above() -> None:
    signed = {"home_cost", "partner_loss", "partner_loss_price", "partner_loss_unmet"}
    tested = {*SHARES, *NEVER_NEGATIVE, *OVER_TIME} | signed
    assert tested == set(vocabulary()) - ALONE_TESTED


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_bounds(strategy: str, world: str) -> None:
    plan = solution(strategy, world)
    for name in (*SHARES, *NEVER_NEGATIVE):
        for key in every_key(name):
            series = compute(plan, key)
            assert series.shape == (len(YEARS),), key
            known = series[np.isfinite(series)]
            assert (known >= -1e-9).all(), f"{key}: {series}"
            if name in SHARES:
                assert (known <= 1 + 1e-9).all(), f"{key}: {series}"


def test_what_each_indicator_can_be_asked_of() -> None:
    plan = solution("as-now")
    told_here = [name for name in indicators() if name not in {*OVER_TIME, *ALONE_TESTED}]
    assert {name: qualifiers(plan.study, plan.labels, name) for name in told_here} == {
        "self_sufficiency": ["chain", *MATERIALS],
        "home_share_of_use": ["chain", *MATERIALS],
        "net_import_reliance": MATERIALS,
        "embodied_imports": ["total", "motors"],
        "net_import_reliance_with_goods": MATERIALS,
        "top_supplier_share": MATERIALS,
        "concentration": MATERIALS,
        "unmet_demand": ["total", "motors"],
        "unmet_demand_share": ["total", "motors"],
        "unmet_demand_value": ["total", "motors"],
        "price_response": ["total", "motors"],
        "price_response_value": ["total", "motors"],
        "shortage": ["total", "motors"],
        "shortage_value": ["total", "motors"],
        "price": ["ore", "oxide", "magnet"],
        "import_bill": MATERIALS,
        "home_cost": ["total"],
        "world_cost": ["total"],
        "public_outlay": ["total"],
        "duties": ["total"],
        "partner_loss": ["FOR"],
        "partner_loss_tonnes": ["FOR"],
        "partner_loss_price": ["FOR"],
        "partner_loss_unmet": ["FOR"],
        "exports": MATERIALS,
        "stock": MATERIALS,
        "output": MATERIALS,
        "world_share": MATERIALS,
        "capacity": ["hom_mine", "hom_separation", "hom_magnets"],
    }


def test_what_lies_over_years_can_be_asked_of_what_adds_up() -> None:
    plan = solution("as-now")
    summed, present = (
        qualifiers(plan.study, plan.labels, "to_date"),
        qualifiers(plan.study, plan.labels, "present_value"),
    )
    assert {"public_outlay.total", "partner_loss.FOR", "output.magnet"} <= set(summed)
    assert "stock.oxide" not in summed, "what is there at the end of a year is not there twice"
    assert "self_sufficiency.magnet" not in summed
    assert "output.magnet" not in present, "tonnes are not discounted"
    assert "home_cost.total" in present
    means = qualifiers(plan.study, plan.labels, "three_year_mean")
    assert {"price.oxide", "partner_loss.FOR", "self_sufficiency.magnet"} <= set(means)
    for name in OVER_TIME:
        assert not any(
            key.partition(".")[0] in OVER_TIME for key in qualifiers(plan.study, plan.labels, name)
        )


def test_what_lies_over_years_speaks_in_the_words_of_what_it_is_asked_of() -> None:
    plan = solution("as-now")
    assert full_key("to_date.public_outlay") == ("to_date", "public_outlay.total")
    assert unit_of(plan, "to_date.public_outlay") == "INR_2024 crore"
    assert unit_of(plan, "to_date.output") == "t magnet"
    assert unit_of(plan, "three_year_mean.price.oxide") == "USD_2024/kg oxide"
    assert entry_of("to_date.public_outlay").better == "down"
    assert entry_of("three_year_mean.output").better == "up"
    assert title_of(plan, "self_sufficiency.chain") == "Self-sufficiency, from home ore"
    assert title_of(plan, "to_date.public_outlay") == "Public outlay, summed from the start"
    assert title_of(plan, "three_year_mean.partner_loss.FOR") == (
        "Partner's loss, Farland, mean of three years"
    )


def test_what_does_not_add_up_is_refused() -> None:
    found = refusal("to_date.stock.oxide", "present_value.output", "to_date.price.oxid", "to_date")
    assert found[0].startswith("to_date.stock.oxide: 'stock.oxide' is nothing to_date can be asked")
    assert found[1].startswith("present_value.output: 'output.magnet' is nothing present_value ")
    assert found[2].startswith("to_date.price.oxid: 'price.oxid' is nothing to_date can be asked")
    assert found[3].startswith("to_date: to_date does not say of what, as in to_date.")
    (found,) = refusal("three_year_mean.price.oxid")
    assert found.startswith("three_year_mean.price.oxid: 'oxid' is nothing price can be asked of; ")


@pytest.mark.parametrize("name", sorted(ALONE))
def test_alone_an_indicator_means_its_default(name: str) -> None:
    qualifier = ALONE[name]
    plan = solution("as-now")
    assert full_key(spelled_out(plan.study, name)) == (name, qualifier)
    assert qualifier in qualifiers(plan.study, plan.labels, name)
    plan = solution("halt")
    for asked in (name, f"{name}.{qualifier}"):
        np.testing.assert_array_equal(compute(plan, asked), compute(plan, f"{name}.{qualifier}"))
        assert unit_of(plan, asked) == unit_of(plan, f"{name}.{qualifier}")


def test_unknown_keys_are_refused_together_with_the_nearest_name() -> None:
    assert refusal("self_suficiency.magnet", "output", "price.oxid", "unmet_demand.motor") == [
        "self_suficiency.magnet: there is no indicator 'self_suficiency'; "
        "write 'self_sufficiency', the nearest known name.",
        "price.oxid: 'oxid' is nothing price can be asked of; "
        "write 'oxide', the nearest known name.",
        "unmet_demand.motor: 'motor' is nothing unmet_demand can be asked of; "
        "write 'motors', the nearest known name.",
    ]


@pytest.mark.parametrize("key", ["partner_loss.magnet", "home_cost.magnet", "output.total"])
def test_a_word_that_means_nothing_to_an_indicator_is_refused(key: str) -> None:
    name, _, qualifier = key.partition(".")
    (found,) = refusal(key)
    assert found.startswith(f"{key}: '{qualifier}' is nothing {name} can be asked of; ")


def test_home_is_no_partner_and_a_use_abroad_is_not_unmet_at_home() -> None:
    assert refusal("partner_loss.HOM", "unmet_demand.FOR") == [
        "partner_loss.HOM: 'HOM' is nothing partner_loss can be asked of; write one of: FOR.",
        "unmet_demand.FOR: 'FOR' is nothing unmet_demand can be asked of; "
        "write one of: motors, total.",
    ]


def test_an_indicator_without_a_default_asks_back() -> None:
    assert refusal("price", "partner_loss") == [
        "price: price does not say of what, as in price.ore; write one of: magnet, ore, oxide.",
        "partner_loss: partner_loss does not say of what, as in partner_loss.FOR; "
        "write one of: FOR.",
    ]


def test_a_table_refuses_what_the_check_refuses() -> None:
    with pytest.raises(InvalidInput, match="there is no indicator 'nonsense'"):
        indicator_table(solution("as-now"), ["nonsense"], strategy="as-now", world="central")


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("self_sufficiency.magnet", "1"),
        ("unmet_demand", "t magnet/yr"),
        ("unmet_demand.motors", "t magnet/yr"),
        ("unmet_demand_value", "USD_2024/yr"),
        ("price.ore", "USD_2024/kg ore"),
        ("price.magnet", "USD_2024/kg magnet"),
        ("exports.oxide", "t oxide/yr"),
        ("output.mining", "t ore/yr"),
        ("stock.oxide", "t oxide"),
        ("capacity.hom_mine", "t ore/yr"),
        ("home_cost", "USD_2024/yr"),
        ("public_outlay", "INR_2024 crore/yr"),
    ],
)
def test_units_say_of_what(key: str, unit: str) -> None:
    assert unit_of(solution("as-now"), key) == unit


def test_unmet_demand_is_counted_as_the_use_is(tmp_path: Path) -> None:
    """A use counted in pieces of alloy stays so, whatever material serves it."""
    study = copied(
        tmp_path,
        ("chain/uses.csv", "motors,Motors,1,magnet,5000", "motors,Motors,1,alloy,5000"),
        ("chain/bases.csv", "ore,ore,", "alloy,alloy,,\nore,ore,"),
        (
            "evidence/demand.csv",
            "50,,,t magnet/yr",
            "50,,,t alloy/yr",
        ),
        ("evidence/demand.csv", "100,90,110,t magnet/yr", "100,90,110,t alloy/yr"),
        ("evidence/demand.csv", "120,,,t magnet/yr", "120,,,t alloy/yr"),
        ("evidence/demand.csv", "USD_2024/kg magnet", "USD_2024/kg alloy"),
        (
            "chain/observations.csv",
            "home_motors,Magnets in home motors,served,,,,,HOM,motors,2024,"
            "{demand:motors-hom},free,,,,\n",
            "",
        ),
    )
    plan = solution("as-now")
    other = Solution(study, plan.outcome)
    assert unit_of(other, "unmet_demand") == "t alloy/yr"
    assert unit_of(other, "unmet_demand.motors") == "t alloy/yr"


def test_the_table_has_a_row_for_every_year_with_a_meaning() -> None:
    """Nobody ships oxide to home, so its largest supplier has no share in any year."""
    table = indicator_table(
        solution("halt"),
        ["self_sufficiency", "top_supplier_share.oxide", "output.magnet"],
        strategy="halt",
        world="central",
    )
    assert table.columns == [
        "study",
        "strategy",
        "world",
        "draw",
        "region",
        "indicator",
        "unit",
        "year",
        "value",
    ]
    assert table.row(1, named=True) == {
        "study": STUDY.name,
        "strategy": "halt",
        "world": "central",
        "draw": 0,
        "region": "HOM",
        "indicator": "self_sufficiency",
        "unit": "1",
        "year": 2025,
        "value": pytest.approx(0.2),
    }
    assert table.select("indicator", "year").rows() == [
        (key, year) for key in ("self_sufficiency", "output.magnet") for year in YEARS
    ]


def test_no_keys_give_an_empty_table_with_the_same_columns() -> None:
    table = indicator_table(solution("halt"), [], strategy="halt", world="central")
    assert table.height == 0
    assert (
        table.schema
        == indicator_table(solution("halt"), ["output"], strategy="halt", world="central").schema
    )


def test_names_a_study_does_not_have_are_refused_and_not_nought() -> None:
    plan = solution("halt")
    with pytest.raises(InvalidInput, match="there is no region 'XX'"):
        plan.shipped(("magnet",), origin="XX")
    with pytest.raises(InvalidInput, match="there is no stage, form or material 'magnets'"):
        plan.materials("magnets")
    with pytest.raises(InvalidInput, match="there is no use 'motor'"):
        plan.home_points("motor")
    (point, *_) = plan.home_points()
    with pytest.raises(ValueError, match="not in"):
        plan.unmet([point.name])  # type: ignore[list-item]
