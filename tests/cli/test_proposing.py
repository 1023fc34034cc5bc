"""Levers and facts asked for on the command line."""

import json
from pathlib import Path

import pytest

from monazite.cli import main

from .. import shipped
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


WORLD, STRATEGY = "no world 'nowhere'", "write 'halt', the nearest known name"
YEAR, NUMBER = "2099 is not reported", "there is no indicator 'nothing'"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "-o", "/proc/x", "--years", "2099", "--world", "nowhere"], ["/proc/x", YEAR]),
        (["run", "--years", "20x", "--world", "nowhere"], ["'20x' is not a year"]),
        (["compare", "as-now", "--years", "2099", "--world", "nowhere"], [YEAR]),
        (["explain", "nothing@2099", "--world", "nowhere"], [YEAR, NUMBER]),
        (["explain", "nothing", "--world", "nowhere"], ["does not name an indicator and a year"]),
        (["bottlenecks", "--tried", "--indicator", "nothing", "--year", "2099"], [YEAR, NUMBER]),
        (["why", "nothing@2099", "--world", "nowhere"], [YEAR, NUMBER]),
        (["sensitivity", "--indicators", "nothing", "--year", "2099"], [YEAR, NUMBER]),
        (["ensemble", "--indicators", "nothing", "--year", "2099"], [YEAR, NUMBER]),
        (["breakeven", "x.y", "--reach", "nothing=1", "--year", "2099"], [YEAR, NUMBER]),
        (["maketrue", "--reach", "nothing=1", "--year", "2099"], [YEAR, NUMBER]),
        (["maketrue", "--claim", "nobody"], ["there is no claim 'nobody'"]),
        (["alternatives", "--reach", "nothing", "--year", "2099"], [YEAR, NUMBER]),
        (["draw", "nothing", "--year", "2099"], [YEAR, "there is no chart 'nothing'"]),
        (["export", "-o", "/proc/x", "--world", "nowhere"], ["/proc/x"]),
        (
            ["stress", "--draws", "x.csv", "--budget", "much", "--year", "2099"],
            [YEAR, "no Parquet file", "'much' is not a number", "nothing is spent unless"],
        ),
    ],
)
def test_what_a_verb_asks_is_told_beside_all_else_that_is_wrong(
    capsys: pytest.CaptureFixture[str], words: list[str], told: list[str]
) -> None:
    verb, *rest = words
    assert main([verb, "toy", "hlt", *rest]) == 1
    said = capsys.readouterr().err
    expected = [*told, STRATEGY, *([WORLD] if "nowhere" in words else [])]
    assert said.startswith(f"{len(expected)} problems:")
    for one in expected:
        assert one in said, (one, said)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["run", "toy", *words]) == 1
    return [one for one in capsys.readouterr().err.splitlines() if not one.endswith("problems:")]


def setting(*texts: str) -> list[str]:
    return [word for text in texts for word in ("--set", f"No neodymium leaves.{text}")]


def test_what_is_wrong_with_a_setting_names_the_setting(capsys: pytest.CaptureFixture[str]) -> None:
    """All of them at once, and neither the file nor the place of the lever there."""
    asked = setting("start=soon", "tonnes_per_year=-3", "nofield=1")
    said = refused(capsys, "halt", *asked, "--set", "Halt.start=2025-01", "--without", "Halt")
    beginnings = [one.partition(": ")[0] for one in said]
    assert beginnings == [
        "--set 'Halt.start=2025-01'",
        "--set 'No neodymium leaves.nofield=1'",
        "--set 'No neodymium leaves.start=soon'",
        "--set 'No neodymium leaves.tonnes_per_year=-3'",
        "--without",
    ]
    (said_of_study,) = refused(capsys, "halt", *setting("element=Zz"))
    assert said_of_study.startswith(
        "--set 'No neodymium leaves.element=Zz': element or group 'Zz' is not known; write one of"
    )


def test_settings_of_one_lever_hold_together(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Neither has to make sense without the other; where they make none, both are named."""
    file = tmp_path / "own.yaml"
    limit = (shipped.folder("toy") / "strategies/halt.yaml").read_text("utf-8")
    file.write_text(limit.replace("start: 2025-01", "start: 2024-01\n    end: 2025-01"), "utf-8")
    assert main(["run", "toy", str(file), *setting("start=2026-02", "end=2026-06")]) == 0
    capsys.readouterr()
    (said,) = refused(capsys, "halt", *setting("start=2026-02", "end=2025-06"))
    assert said.startswith(
        "--set 'No neodymium leaves.start=2026-02', --set 'No neodymium leaves.end=2025-06': "
    )


def test_nothing_is_put_otherwise_twice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Under another name as well; who says two things is not told the answer to one of them."""
    mine, file = "capacity:hom-mine", tmp_path / "permit.yaml"
    file.write_text(LEVER, encoding="utf-8")
    assert refused(capsys, "halt", "--fact", f"{mine}=45", "--fact", f"{mine}=50") == [
        f"--fact '{mine}=50': '{mine}' is put otherwise twice; give it one value."
    ]
    assert refused(capsys, "halt", "--fact", f"{mine}=45", "--fact", f"{mine}#1=50") == [
        f"--fact '{mine}#1=50': '{mine}' and '{mine}#1' are one fact; give it one value."
    ]
    once = "No neodymium leaves.tonnes_per_year=1"
    assert refused(capsys, "halt", "--set", once, "--set", "export_limit.tonnes_per_year=2") == [
        "--set 'export_limit.tonnes_per_year=2': "
        f"it changes what '{once}' changes; give the field one value."
    ]
    assert refused(capsys, "halt", "--lever", str(file), "--lever", str(file)) == [
        f"--lever '{file}': the file is named twice; name it once."
    ]


def test_all_facts_that_are_not_known_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "halt", "--fact", "a:b=1", "--fact", "c:d=1")
    assert [one.partition(": ")[0] for one in said] == ["--fact 'a:b=1'", "--fact 'c:d=1'"]
