"""`monazite explain` and `monazite export`: behind one number, and beyond the screen."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monazite.report.export import EXPORT_FORMATS
from monazite.store import ReadingStore

from .. import shipped

Say = Callable[..., Any]


def test_explain_takes_a_number_apart_and_says_what_holds_home_back(say: Say) -> None:
    said = say("explain", "toy", "halt", "self_sufficiency.magnet@2026")
    assert said.code == 0
    assert said.lines[0] == "Toy chain: halt  world: central"
    assert said.lines[1].startswith("self_sufficiency.magnet: What home makes of what its users")
    text = " ".join(said.out.split())
    for found in (
        "Self-sufficiency, Magnets, 2026 20.0 20.0 %",
        "from Farland 70.0 80.0 t magnet/yr",
        "465,000 No neodymium leaves: exports within limit (full), 38.8 USD/kg oxide",
        "lever: Keep neodymium in all forms for makers at home. strategies/halt.yaml#levers[0]",
        "rests on capacity:hom-magnets#1 (grade A, firm)",
    ):
        assert found in text
    assert "toy/invented" not in text


def test_public_money_names_the_levers_that_spend_it(say: Say) -> None:
    said = say("explain", "toy", "build", "public_outlay@2025")
    text = " ".join(said.out.split())
    assert "programmes 2.00 0 INR_2024 crore/yr lever: Make at home what is imported" in text
    whole = say("explain", "toy", "build", "public_outlay@2025", "--all")
    lines = [line.strip() for line in whole.lines]
    at = next(n for n, line in enumerate(lines) if line.startswith("part: programmes"))
    assert lines[at + 1].startswith("lever: Make at home what is imported")


def test_explain_names_a_lever_once_though_several_limits_are_its(say: Say) -> None:
    said = say("explain", "toy", "halt", "self_sufficiency.magnet@2026", "--all")
    assert said.out.count("strategies/halt.yaml#levers[0]") == 2
    short = say("explain", "toy", "halt", "self_sufficiency.magnet@2026")
    assert short.out.count("strategies/halt.yaml#levers[0]") == 1


def test_explain_goes_down_to_the_sources_where_all_is_asked_for(say: Say) -> None:
    said = say("explain", "toy", "halt", "self_sufficiency.magnet@2026", "--all")
    text = " ".join(said.out.split())
    for found in ("exports_within_limit[slot_01, 2026]", "capacity:hom-magnets#1", "toy/invented"):
        assert found in text


def test_explain_keeps_places_whole_on_a_narrow_screen(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (60, 70, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        said = say("explain", "toy", "halt", "self_sufficiency.magnet@2026")
        assert "strategies/halt.yaml#levers[0]" in said.out
        assert max(map(len, said.lines[2:])) <= width


@pytest.mark.parametrize(
    "number",
    ["self_sufficiency@2026", "world_share@2026", "to_date.home_cost@2026", "price.oxide@2026"],
)
def test_explain_fits_a_screen(say: Say, number: str) -> None:
    for strategy in ("as-now", "halt", "both"):
        assert len(say("explain", "toy", strategy, number).lines) <= 40


def test_explain_says_which_groups_of_facts_decide_it_where_that_is_known(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = ("explain", "toy", "both", "output.ore@2026")
    before = say(*words)
    assert "By group of facts" not in before.out
    assert json.loads(say(*words, "--json").out)["groups"] == []
    with closing(ReadingStore()) as store:
        some = shipped.handle("toy").ensemble("both", draws=8, indicators=["output.ore"])
        told = some.groups("output.ore", 2026, "both", draws=8, store=store).rows
    said = " ".join(say(*words).out.split())
    assert "By group of facts, with all it does together with others, both: “Capacity” (" in said
    assert "A share is of the variance in 8 draws." in said
    found = json.loads(say(*words, "--json").out)["groups"]
    assert [row["input"] for row in found] == [one.input for one in told]
    other = say("explain", "toy", "both", "output.ore@2025")
    assert "By group of facts" not in other.out


def test_limits_are_ordered_by_what_home_saves_where_they_were_tried(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The halt is worth most to owners; of the plant alone it is known what home saves."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = ("explain", "toy", "halt", "to_date.home_cost@2026")
    before = say(*words).out
    assert before.index("exports within limit") < before.index("output within capacity")
    assert "home saves" not in before
    assert say("bottlenecks", "toy", "halt", "--tried", "--year", 2026, "--no-keep").code == 0
    assert say(*words).out == before
    assert say("bottlenecks", "toy", "halt", "--tried", "--year", 2026).code == 0
    after = say(*words).out
    assert after.index("output within capacity") < after.index("exports within limit")
    told = " ".join(after.split())
    assert "each by what home saves. At the left, what a year of it is worth to its owner" in told
    saves = "a tenth larger, it saves home 0.065.million USD in all"
    assert re.search(rf"magnet \(2024 prices\); {saves}", told)
    steps = json.loads(say(*words, "--json").out)["steps"]
    saved = {step["where"]: step["saved_in_all"] for step in steps if step["kind"] == "rule"}
    assert saved["output_within_capacity[hom_magnets, 2026]"] == pytest.approx(65_000.0)
    assert set(saved.values()) - {None} == {saved["output_within_capacity[hom_magnets, 2026]"]}
    monkeypatch.setattr("monazite.runs.plan.records.enlarged", None)
    assert say("bottlenecks", "toy", "halt", "--tried", "--year", 2026).code == 0, "as known"
    other = say("explain", "toy", "halt", "to_date.home_cost@2025").out
    assert "home saves" not in other


def test_explain_answers_in_json(say: Say) -> None:
    found = json.loads(say("explain", "toy", "halt", "unmet_demand@2026", "--json").out)
    assert (round(found["value"], 6), found["unit"]) == (10, "t magnet/yr")
    assert [step["depth"] for step in found["steps"][:2]] == [0, 1]


def test_explain_names_what_it_does_not_understand(say: Say) -> None:
    said = say("explain", "toy", "halt", "unmet_demand")
    assert (said.code, said.out) == (1, "")
    assert "'unmet_demand' does not name an indicator and a year" in said.err
    said = say("explain", "toy", "halt", "unmet_demnd@2026")
    assert (said.code, said.out) == (1, "")
    assert "there is no indicator 'unmet_demnd'; write 'unmet_demand'" in said.err
    assert "2030 is not reported" in say("explain", "toy", "halt", "unmet_demand@2030").err


def test_export_says_which_formats_there_are(say: Say) -> None:
    said = " ".join(say("export", "--help").out.replace("│", " ").split())
    assert ", ".join(EXPORT_FORMATS) in said


def test_export_lists_what_it_wrote(say: Say, tmp_path: Path) -> None:
    said = say("export", "toy", "halt", "-o", tmp_path / "out")
    assert said.code == 0
    listed = {line.strip() for line in said.lines[1:]}
    assert {Path(name).suffix for name in listed} >= {".csv", ".parquet"}
    assert all((tmp_path / "out" / name).is_file() for name in listed)
    found = json.loads(
        say("export", "toy", "halt", "--as", "csv", "--json", "-o", tmp_path / "two").out
    )
    assert {Path(name).suffix for name in found["files"]} == {".csv"}
