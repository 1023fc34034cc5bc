"""What a lever names as limit and stretch of its figures: read in their units, or reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from monazite.core import InvalidInput
from monazite.core.errors import Problems
from monazite.core.origin import Origin
from monazite.strategy import Lever, lever_from
from monazite.study import Study, check_fits, lever_end

from .. import shipped
from ..api.copies import open_plant

FACTS = """fact_id,metric,period,kind,value,low,high,unit,source_id,grade,note
law:subsidy#1,share,2025,value,40,,,%,toy/invented,A,
law:more-magnets#1,target,2025,value,0.06,,,kt magnet/yr,toy/invented,A,
law:more-oxide#1,target,2025,value,60,,,t oxide/yr,toy/invented,A,
law:three-times#1,target,2025,value,300,,,%,toy/invented,A,
law:sum#1,outlay,2025,value,90,,,INR_2019 crore,toy/invented,A,
law:rate#1,subsidy,2025,value,7,,,USD_2019/kg magnet,toy/invented,A,
law:rupees#1,exchange rate,2019,value,50,,,INR_2019/USD_2024,toy/invented,A,
law:dollars#1,exchange rate,2019,value,0.5,,,USD_2019/USD_2024,toy/invented,A,
law:cover#1,cover,2025,value,2,,,month,toy/invented,A,
"""

PROGRAMME = {
    "kind": "capacity_programme",
    "facility": "hom_magnets",
    "add": 40,
    "online": "2025-01",
    "public_share": 0.5,
}
SUBSIDY = {
    "kind": "capital_subsidy",
    "facility": "hom_magnets",
    "share": 0.3,
    "budget": "2 crore INR",
    "start": "2025-01",
}
INCENTIVE = {
    "kind": "output_incentive",
    "facility": "hom_magnets",
    "rate": "5 USD/kg",
    "tonnes_per_year": 40,
    "start": "2026-01",
    "end": "2031-01",
}
STOCK = {
    "kind": "stockpile",
    "material": "oxide",
    "days_of_cover": 60,
    "by": "2026-01",
    "release": "on_shortage",
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The toy study with some rules and targets on record."""
    copy = open_plant(tmp_path_factory.mktemp("ends"))
    with (copy / "chain" / "currencies.csv").open("a", encoding="utf-8") as file:
        file.write("INR_2019,{law:rupees}\nUSD_2019,{law:dollars}\n")
    (copy / "evidence" / "law.csv").write_text(FACTS, encoding="utf-8")
    return shipped.loaded(copy).study


def lever(said: dict[str, Any], **more: Any) -> Lever:
    problems = Problems()
    about = {"why": "A test asks.", "source": "own"}
    found = lever_from({**said, **about, **more}, Origin(), problems)
    problems.raise_if_any()
    assert found is not None
    return found


def end(study: Study, said: dict[str, Any], key: str, fact: str, which: str = "limit") -> float:
    problems = Problems()
    one = lever(said, **{which: {key: fact}})
    found = lever_end(one, which, key, study.chain, study.numbers, problems)
    assert found is not None, list(problems)
    return found.value


def test_a_fact_is_read_in_what_the_figure_counts(study: Study) -> None:
    """A share of per cent, 60 t of 0.06 kt, and days of months."""
    assert end(study, SUBSIDY, "share", "law:subsidy") == pytest.approx(0.4)
    assert end(study, PROGRAMME, "add", "law:more-magnets#1", "stretch") == pytest.approx(60)
    assert end(study, STOCK, "days_of_cover", "law:cover") == pytest.approx(
        2 * 365.25 / 12, rel=1e-3
    )
    more = end(study, PROGRAMME, "add", "{law:more-magnets} - {capacity:hom-magnets}", "stretch")
    assert more == pytest.approx(40), "60 t less the 20 t that stand"


def test_money_of_the_same_currency_is_taken_as_it_stands(study: Study) -> None:
    assert end(study, SUBSIDY, "budget", "law:sum") == pytest.approx(90)
    assert end(study, INCENTIVE, "rate", "law:rate") == pytest.approx(7)


def test_what_is_named_changes_nothing_a_lever_does(study: Study) -> None:
    plain, named = lever(PROGRAMME), lever(PROGRAMME, stretch={"add": "law:more-magnets"})
    assert named.as_data(titles=False) == plain.as_data(titles=False)
    assert named.as_data()["stretch"] == {"add": "law:more-magnets"}
    assert "stretch" not in plain.as_data()
    hash(named)


@pytest.mark.parametrize(
    ("said", "key", "fact", "message"),
    [
        (PROGRAMME, "add", "law:nobody-said", "law:nobody-said"),
        (PROGRAMME, "add", "law:subsidy", "measure"),
        (PROGRAMME, "add", "law:more-oxide", "measure"),
        (SUBSIDY, "share", "law:three-times", "above 1"),
        (PROGRAMME, "online", "law:cover", "'online' is no figure"),
        (PROGRAMME, "added", "law:more-magnets", "'added' is no key"),
        (PROGRAMME, "add", "60", "60"),
    ],
)
def test_what_is_no_end_of_a_figure_is_reported(
    study: Study, said: dict[str, Any], key: str, fact: str, message: str
) -> None:
    one = lever(said, limit={key: fact})
    strategy = study.strategies["build"].model_copy(update={"name": "own", "levers": (one,)})
    with pytest.raises(InvalidInput) as refused:
        check_fits(study, strategy)
    (problem,) = refused.value.problems
    assert problem.field == f"{said['kind']}.limit.{key}"
    assert message in problem.message
    assert problem.remedy


@pytest.mark.parametrize("fact", [40, "", {"law": "subsidy"}])
def test_what_names_no_fact_is_refused(fact: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        lever(SUBSIDY, limit={"share": fact})
    (problem,) = refused.value.problems
    assert problem.field == "limit"
    assert "'share' names no fact" in problem.message


def test_a_file_is_told_the_line(tmp_path: Path) -> None:
    copy = open_plant(tmp_path)
    path = copy / "strategies" / "build.yaml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n    stretch:\n      add: law:nothing\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        shipped.loaded(copy)
    (problem,) = refused.value.problems
    assert problem.file == "strategies/build.yaml"
    assert problem.line == len(text.splitlines()) + 1
    assert problem.field == "levers.0.stretch.add"


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        ("nosuch", [("nosuch", "write one of ")]),
        ("{nosuch}", [("nosuch", "write one of ")]),
        ("hom-mine", [("hom-mine", "write 'capacity:hom-mine', the nearest known name")]),
        (
            "{capacity:hom-mien} - {law:Subsidy}",
            [
                ("capacity:hom-mien", "write 'capacity:hom-mine', the nearest known name"),
                ("law:Subsidy", "write 'law:subsidy', the nearest known name"),
            ],
        ),
    ],
)
def test_a_name_that_is_no_facts_is_told_as_it_is_written(
    study: Study, fact: str, wrong: list[tuple[str, str]]
) -> None:
    """Each of them, without braces nobody wrote, and with what was probably meant."""
    problems = Problems()
    named = lever(PROGRAMME, limit={"add": fact})
    assert lever_end(named, "limit", "add", study.chain, study.numbers, problems) is None
    told = [(one.field, one.message, one.remedy) for one in problems]
    assert len(told) == len(wrong)
    for (field, message, remedy), (name, begins) in zip(told, wrong, strict=True):
        assert (field, message) == ("limit.add", f"the quantity '{name}' is not known")
        assert remedy.startswith(begins)
