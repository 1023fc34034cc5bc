"""Levers and facts asked for on the command line."""

import json
from pathlib import Path

import pytest

from monazite.cli import main

from ..owners import asking

LEVER = """kind: permit
facility: hom_mine
tonnes_per_year: 30
start: 2025-01
why: A test asks.
source: own
"""


def headline(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, float]]:
    """Self-sufficiency in magnets by strategy and year."""
    assert main(["run", "toy", *words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["strategies"]
    return {name: run["headlines"]["self_sufficiency.magnet"] for name, run in found.items()}


def test_a_lever_of_a_file_is_added(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "permit.yaml"
    file.write_text(LEVER, encoding="utf-8")
    found = headline(capsys, "build", "--lever", str(file))
    assert found["build-changed"]["2026"] < 0.5


def test_a_lever_of_ones_own_that_works_against_the_rest_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "permit.yaml"
    file.write_text(LEVER + "title: Less ore\n", encoding="utf-8")
    assert main(["run", "toy", "build", "--lever", str(file)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "“Less ore” works against the rest of “Build, changed”: the share of" in said
    assert " in 2026 with it and 60 % without it." in said
    assert main(["run", "toy", "build"]) == 0
    assert "works against" not in capsys.readouterr().out


def test_a_lever_is_changed_and_a_fact_put_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    found = headline(capsys, "both", "--set", "export_limit.tonnes_per_year=3")
    assert list(found) == ["both-changed"]
    found = headline(capsys, "build", "--fact", "capacity:hom-mine=45")
    assert found["build"]["2026"] == pytest.approx(0.5)


def test_a_lever_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    build = headline(capsys, "build")["build"]
    found = headline(capsys, "both", "--without", "No neodymium leaves")
    assert found == {"both-changed": build}


def test_a_strategy_is_the_path_of_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "own-plan.yaml"
    file.write_text("title: Own\nextends: build\nlevers: []\n", encoding="utf-8")
    assert headline(capsys, str(file))["own-plan"]["2026"] == pytest.approx(0.6)
    for verb in (["bottlenecks", "toy"], ["compare", "toy", "as-now"]):
        assert main([*verb, str(file)]) == 0
    assert main(["explain", "toy", str(file), "self_sufficiency.magnet@2026"]) == 0
    capsys.readouterr()


def test_owners_at_home_begin_to_ask_elsewhere(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Asked for again from the folder of the run, and told in its brief with the command."""
    study = asking(tmp_path, 30_000.0).path
    prices = {}
    for way in ("without_strategy", "cost"):
        words = [str(study), "as-now", "price.oxide@2024", "--pools-begin", way, "--json"]
        assert main(["explain", *words]) == 0
        prices[way] = json.loads(capsys.readouterr().out)["value"]
    assert prices["cost"] < 0.9 * prices["without_strategy"]
    folder = tmp_path / "run"
    words = [str(study), "build", "--pools-begin", "cost", "--quick", "--output", str(folder)]
    assert main(["run", *words]) == 0
    assert json.loads((folder / "manifest.json").read_text())["pools_begin"] == "cost"
    assert "--pools-begin cost" in (folder / "brief.html").read_text(encoding="utf-8")
    assert main(["verify", str(folder), "--study", str(study)]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "--fact", "capacity:hom-mine"], "gives no fact a number"),
        (["build", "--fact", "capacity:hom-mina=4"], "is not known"),
        (["build", "--set", "permit"], "changes no lever"),
        (["build", "--set", "permit.tonnes_per_year=3"], "no lever 'permit'"),
        (["as-now", "--set", "permit.tonnes_per_year=3"], "only 'as-now' is named"),
        (["build", "--without", "Halt"], "no lever 'Halt'"),
        (["as-now", "--without", "Halt"], "--without"),
        (["build", "--lever", "nowhere.yaml"], "nowhere.yaml"),
        (["nowhere.yaml"], "nowhere.yaml"),
        (["build", "--pools-begin", "costs"], "write 'cost', the nearest"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["run", "toy", *words]) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert not shown.out


def test_all_that_is_wrong_with_a_command_line_is_told_at_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """None hides another, and what cannot be known of levers that cannot be read is not told."""
    file = tmp_path / "permit.yaml"
    file.write_text(LEVER.replace("hom_mine", "hom_mien"), encoding="utf-8")
    wrong = [
        *("--fact", "capacity:nowhere=3", "--fact", "costs"),
        *("--set", "capacity_programme.ad=1", "--set", "permit.start=2026-01", "--set", "nothing"),
        *("--lever", str(file), "--without", "royalty", "--without", "duty"),
        *("--world", "nowhere"),
    ]
    for words in (["run", "toy", "buidl", "build"], ["compare", "toy", "build", "buidl"]):
        assert main([*words, *wrong]) == 1
        told = capsys.readouterr().err
        for said in (
            *("'capacity:nowhere'", "'costs' gives no fact a number"),
            *("no field 'ad'", "'nothing' changes no lever", "'hom_mien'"),
            *("no lever 'royalty'", "no lever 'duty'", "no world 'nowhere'", "write 'build'"),
        ):
            assert said in told, (said, told)
        assert "no lever 'permit'" not in told
    one = ["explain", "toy", "buidl", "self_sufficiency.magnet@2026", "--fact", "costs"]
    assert main([*one, "--output", str(tmp_path / "answer.doc")]) == 1
    told = capsys.readouterr().err
    for said in ("'costs' gives no fact a number", "write 'build'", "answer.doc"):
        assert said in told
