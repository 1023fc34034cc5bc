"""`monazite determine`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from monazite.api import load
from monazite.cases.trials import COSTS
from monazite.cli.determining import _Line, _loose
from monazite.core.errors import InvalidInput
from monazite.findings.evidence.answers import FORMAT
from monazite.runs import determining

from .. import shipped

Say = Callable[..., Any]


def test_what_is_determined_is_counted_and_listed(say: Say) -> None:
    words = ("determine", "toy", "build", "--workers", 1, "--no-keep")
    said = say(*words)
    assert said.code == 0
    assert said.lines[0] == "Toy chain: what is determined  world: central"
    assert "build: 12 of 12 numbers determined" in said.lines
    found = json.loads(say(*words, "--json").out)
    assert "costs:for-magnet-making#1" in found["facts"]
    assert {row["strategy"] for row in found["rows"]} == {"as-now", "build"}
    assert all(row["determined"] for row in found["rows"])


def test_what_the_study_refuses_is_named_as_not_tried(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a magnet holds 0.48 t of the 0.5 t it takes, a tenth less feed would make matter."""
    fact = "chemistry:magnet-feed#1"
    monkeypatch.setattr(determining, "price_setters", lambda worker, cases: (fact,))
    folder = Path(shutil.copytree(shipped.folder("toy"), tmp_path / "toy"))
    facts = folder / "evidence" / "chemistry.csv"
    text = facts.read_text(encoding="utf-8").replace("value,0.4,", "value,0.48,")
    facts.write_text(text, encoding="utf-8")
    words = ("determine", folder, "build", "--workers", 1, "--no-keep")
    refused = json.loads(say(*words, "--json").out)["refused"]
    assert refused == [{"fact": fact, "factor": 0.9}]
    (told,) = (line for line in say(*words).lines if line.startswith("Not tried"))
    assert told == f"Not tried, because the study refuses it: {fact} times 0.9."


def test_an_unknown_strategy_is_refused(say: Say) -> None:
    said = say("determine", "toy", "bild", "--no-keep")
    assert said.code == 1
    assert "there is no strategy 'bild'" in said.err


def test_verdicts_do_not_pass_to_another_strategy_of_the_same_name(
    say: Say, tmp_path: Path
) -> None:
    """What a file of somebody's own is called says nothing of its levers."""
    study = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    tried, other = tmp_path / "tried" / "mine.yaml", tmp_path / "other" / "mine.yaml"
    for place, levers in ((tried, "build"), (other, "halt")):
        place.parent.mkdir()
        shutil.copyfile(study / "strategies" / f"{levers}.yaml", place)
    said = say("determine", study, tried, "--workers", 1)
    assert (said.code, "mine: 12 of 12 numbers determined" in said.lines) == (0, True)
    assert said.err == "Nothing is kept of mine, which is no strategy of the study.\n"
    assert any("not yet tested: mine." in line for line in say("run", study, other).lines)


def test_verdicts_on_the_study_as_it_is_do_not_hold_for_other_levers(
    say: Say, tmp_path: Path
) -> None:
    study = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    assert say("determine", study, "halt", "--workers", 1).code == 0
    handle = load(study)
    changed = handle.strategy("halt").without("No neodymium leaves").named("halt")
    (own,) = set(handle.compare("halt").table([2026], ["home_cost"])["halt standing"])
    (other,) = set(handle.compare(changed).table([2026], ["home_cost"])["halt standing"])
    assert (own, other) == ("determined", "not yet tested")


def test_verdicts_with_facts_put_otherwise_are_not_kept(tmp_path: Path) -> None:
    study = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    other = load(study).with_facts({"capacity:hom-mine": 45.0})
    with pytest.raises(InvalidInput, match="not of the data of 'toy'"):
        other.keep(other.determine(["halt"]))
    assert not list((study / "answers").glob("central*"))


@pytest.mark.parametrize("text", ['{"strategies": 1}', "[]", 100_000 * "[", "{}", ""])
def test_a_file_of_verdicts_that_is_none_says_nothing(say: Say, tmp_path: Path, text: str) -> None:
    study = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    told = {"format": FORMAT, "data_hash": load(study).data_hash}
    whole = json.dumps({**told, **json.loads(text)}) if text[:1] == "{" else text
    for name in ("central.json", "turnings.json"):
        (study / "answers" / name).write_text(whole, "utf-8")
    said = say("run", study, "halt")
    assert (said.code, said.err) == (0, "")
    assert any("not yet tested (monazite determine)" in line for line in said.lines)


def test_numbers_are_told_in_units_that_read_well(capsys: pytest.CaptureFixture[str]) -> None:
    """A share in per cent and much money in millions, as everywhere else."""
    share = _Line(
        "mine", "self_sufficiency", 2030, 0.161, 0.09, False, COSTS, None, None, None, "1"
    )
    money = _Line(
        "mine", "home_cost", 2030, 2e10, None, False, "a:b#1", 0.99, 2e9, None, "EUR_2024/yr"
    )
    Console(width=100).print(_loose([share, money]))
    _, first, second = capsys.readouterr().out.splitlines()
    assert first.split() == [
        "self_sufficiency",
        "2030",
        "%",
        "16.1",
        "9.00",
        *["costs", "1", "%", "off"],
    ]
    assert second.split()[2:6] == ["million", "EUR_2024/yr", "20,000", "–"]
