"""`list`, `investors`, `verify` and what the shell completes, on the toy study."""

import json
import shutil
from pathlib import Path

import pytest
import typer

from monazite.cli import main
from monazite.cli.completing import episode_names, strategy_names, study_names, world_names
from monazite.cli.investing import _month
from monazite.core.vocabulary import indicators
from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS, ExportLimit
from monazite.strategy.levers.fields import fields_of


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["studies"], {"india", "indonesia", "toy"}),
        ([], {"india", "indonesia", "toy"}),
        (["strategies", "toy"], {"as-now", "both", "build", "halt"}),
        (["worlds", "toy"], {"central", "control"}),
        (["levers"], {*STRATEGY_KINDS, *WORLD_KINDS}),
        (["levers", "export_limit"], {field.key for field in fields_of(ExportLimit)}),
        (["indicators"], set(indicators())),
    ],
)
def test_names_are_listed(
    capsys: pytest.CaptureFixture[str], words: list[str], wanted: set[str]
) -> None:
    assert main(["list", *words, "--json"]) == 0
    ((_, rows),) = json.loads(capsys.readouterr().out).items()
    assert {row["name"] for row in rows} == wanted
    assert main(["list", *words]) == 0
    assert max(wanted) in capsys.readouterr().out


def test_names_of_a_study_need_a_study(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "worlds"]) == 1
    assert "none is named" in capsys.readouterr().err


def test_the_shell_completes_names_without_loading_a_study() -> None:
    context = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)))
    context.params["study"] = "toy"
    assert study_names("to") == ["toy"]
    assert strategy_names(context, "b") == ["both", "build"]
    assert world_names(context, "") == ["central", "control"]
    assert episode_names(context, "") == []
    context.params["study"] = "india"
    assert episode_names(context, "st") == ["stop_2025"]
    assert episode_names(context, "x") == []
    context.params["study"] = "nowhere"
    assert strategy_names(context, "") == []


def test_a_plant_comes_online_in_a_month() -> None:
    assert [_month(when) for when in (2030.0, 2030.25, 2030 + 11 / 12, 2031.04)] == [
        "2030-01",
        "2030-04",
        "2030-12",
        "2031-01",
    ]


def test_investors_say_what_a_plant_misses(capsys: pytest.CaptureFixture[str]) -> None:
    """The plant that is ordered for 40 t never earns its 200,000 USD at these prices.

    It makes 20 t in 2025 and 40 t in 2026, at 10 % 18.18 t and 33.06 t on its first day; 182,810
    USD are missing, 3.57 USD for each kilogram.
    """
    assert main(["investors", "toy", "build", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["investors"]
    assert row["kind"] == "programme"
    assert row["misses_per_kg"] == pytest.approx(182_809.917 / (20 / 1.1 + 40 / 1.1**2) / 1000)
    assert main(["investors", "toy", "build"]) == 0
    assert "ordered" in capsys.readouterr().out
    assert main(["investors", "toy", "as-now"]) == 0
    assert "Nobody may build" in capsys.readouterr().out


def test_investors_say_what_a_halt_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["investors", "toy", "halt", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["halting"]
    assert set(rows[0]) == {"question", "measure", "subject", "title", "year", "value", "unit"}
    (leans,) = (row for row in rows if row["measure"] == "leans")
    assert (leans["subject"], leans["year"]) == ("FOR", 2024)
    assert leans["value"] == pytest.approx(15 / 65)
    assert main(["investors", "toy", "build", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["halting"] == []


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a strategy and of facts that the study does not have."""
    folder = tmp_path_factory.mktemp("verify") / "run"
    asked = ["both", "--set", "export_limit.tonnes_per_year=3", "--fact", "capacity:hom-mine=45"]
    assert main(["run", "toy", *asked, "--quick", "--output", str(folder)]) == 0
    return folder


def test_a_run_is_solved_again_from_its_folder(
    capsys: pytest.CaptureFixture[str], written: Path
) -> None:
    assert main(["verify", str(written), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["same"]
    assert found["numbers"] == 24
    assert found["differences"] == []


def test_a_changed_file_and_a_changed_study_are_seen(
    capsys: pytest.CaptureFixture[str], written: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(written, tmp_path / "run")
    with (copy / "tables" / "costs.csv").open("a", encoding="utf-8") as table:
        table.write("changed\n")
    assert main(["verify", str(copy)]) == 1
    assert "tables/costs.csv" in capsys.readouterr().out
    from monazite.store.studies import find_study

    study = shutil.copytree(find_study("toy"), tmp_path / "toy")
    facts = study / "evidence" / "capacity.csv"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace(",20,18,22,", ",19,18,22,"), encoding="utf-8")
    assert text != facts.read_text(encoding="utf-8")
    assert main(["verify", str(written), "--study", str(study), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["data_hash"]["then"] != found["data_hash"]["now"]
    assert {row["strategy"] for row in found["differences"]} == {"as-now", "both-changed"}


def test_what_is_no_run_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert "not the folder of a run" in capsys.readouterr().err
