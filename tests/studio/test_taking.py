"""What it would take and what the same money buys, asked over the address as screens ask it."""

import base64
import json
import shutil
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from monazite.api import load
from monazite.cli.application import main
from monazite.core.errors import InvalidInput
from monazite.core.numerals import amount, number
from monazite.findings.comparison.telling import Telling, bases
from monazite.runs.questions.benched import multiple
from monazite.studio.benching import for_money, instruments_chart
from monazite.studio.found import Benched, OtherSets
from monazite.studio.otherwise import otherwise
from monazite.studio.process import answered
from monazite.studio.room import Room
from monazite.studio.state import State

from .. import shipped
from .tables import cells

SHARE, COST = "self_sufficiency.magnet", "home_cost"


@pytest.fixture(scope="module")
def folder(open_toy: Path) -> Path:
    return open_toy


@pytest.fixture(scope="module")
def served_study(folder: Path) -> str:
    return str(folder)


def job(served: httpx.Client, kind: str, base: str, **more: Any) -> dict[str, Any]:
    state = {"study": "toy", "base": base, "year": 2026, **more.pop("state", {})}
    begun = served.post("/api/jobs", json={"kind": kind, "state": state, **more})
    assert begun.status_code == 202, begun.text
    for _ in range(450):
        view: dict[str, Any] = served.get(f"/api/jobs/{begun.json()['id']}").json()
        if view["status"] in ("done", "failed"):
            return view
        time.sleep(0.2)
    raise AssertionError(view)


def test_what_it_takes_is_what_python_says(served: httpx.Client, folder: Path) -> None:
    found = job(served, "take", "both", key=SHARE, target="50 %", state={"year": 2025})["found"][0]
    rows = load(folder).run("both").make_true(indicator=SHARE, target=0.5, year=2025).to_dicts()
    assert [one["field"] for one in found["changes"]] == [
        row["field"].replace("_", " ") for row in rows
    ]
    assert [one["needed"].split(" ")[0] for one in found["changes"]] == [
        row["needed"] for row in rows
    ]
    assert found["changes"][0]["comes_to"] == amount(rows[0]["reached"], "1")
    assert found["changes"][-1]["comes_to"] == amount(rows[-1]["best"], "1")
    assert [one["nearer"] for one in found["changes"]] == [
        bool(row["needed"]) or row["best"] > 0.4 + 1e-6 for row in rows
    ]
    assert [one["nearer"] for one in found["changes"]].count(False) == 3
    assert found["said"].replace("\u00a0", " ") == (
        "Self-sufficiency, Magnets in 2025 is 40.0 % under “Halt and build”; 50.0 % is wanted."
    )


def test_a_target_is_in_the_money_chosen(served: httpx.Client) -> None:
    """Ten crore rupees are a million dollars here."""
    plain = job(served, "take", "build", key=COST, target="0.4")["found"][0]
    told = job(served, "take", "build", key=COST, target="4", state={"money": "INR"})["found"][0]
    assert "0.4 million USD/yr" in plain["said"].replace("\u00a0", " ")
    assert "4 INR crore/yr" in told["said"].replace("\u00a0", " ")
    assert [one["needed"] for one in told["changes"]] == [one["needed"] for one in plain["changes"]]
    assert all("INR crore/yr" in one["comes_to"] for one in told["changes"])


def test_what_is_so_already_says_so(served: httpx.Client) -> None:
    view = job(served, "take", "both", key=SHARE, target="10")
    assert view["found"][0]["changes"] == []
    assert "It is so already." in view["html"]


@pytest.mark.parametrize(
    ("kind", "asked", "told"),
    [
        ("take", {"target": ""}, "no target is named; write a number, in %."),
        ("take", {"target": "half"}, "'half' is not a number; write a plain decimal number, in %."),
        ("take", {"target": "1,000 %"}, "'1,000' is not a number; write '1000', in %."),
        ("take", {"target": "40 t"}, "'40 t' is not a number"),
        ("take", {"target": "40", "key": "nothing"}, "nothing"),
        ("instruments", {"budget": " "}, "no money is named; write a sum"),
        ("instruments", {"budget": "a lot"}, "budget: 'a' is not a number"),
        ("instruments", {"budget": "-5 crore INR"}, "is no sum of money to spend"),
        ("instruments", {"budget": "0 crore INR"}, "is no sum of money to spend"),
        ("instruments", {"budget": "2 crore INR"}, "opens no plant to investors"),
        (
            "instruments",
            {"budget": "2 crore INR", "chances": "control, control=0.2"},
            "chances: 'control' gives no world a chance; write its name, =, and a share of 1",
        ),
        (
            "instruments",
            {"budget": "2 crore INR", "chances": "control=0.5, control=0.2"},
            "chances: 'control' is given two chances",
        ),
    ],
)
def test_wrong_targets_are_told_plainly(
    served: httpx.Client, kind: str, asked: dict[str, str], told: str
) -> None:
    view = job(served, kind, "build", **{"key": SHARE, **asked})
    assert view["status"] == "failed"
    assert told in view["error"]
    assert view["found"] == []


def test_every_chance_that_is_none_is_told(served: httpx.Client) -> None:
    said = "moon=0.5, control=2"
    view = job(served, "instruments", "entry", budget="2 crore INR", chances=said)
    assert "there is no world 'moon'" in view["error"]
    assert "2 is no chance of 'control'" in view["error"]


def test_money_may_be_expected_over_worlds(served: httpx.Client, folder: Path) -> None:
    """The words and the sizes are those of Python, and the picture's address says over what."""
    said = "control=0.25"
    view = job(served, "instruments", "entry", budget="2 crore INR", chances=said)
    (found,) = view["found"]
    bench = load(folder).run("entry").bench("2 crore INR", year=2026, chances={"control": 0.25})
    assert [row["size"] for row in found["rows"]] == [
        one.size for one in (*bench.spending, *bench.others)
    ]
    assert "25 of 100" in found["about"]
    svg = found["chart"]["svg"]
    assert "chances=control%3D0.25" in svg
    assert served.get(svg).status_code == 200
    alone = job(served, "instruments", "entry", budget="2 crore INR")["found"][0]["chart"]
    assert "chances" not in alone["svg"]


def test_a_target_is_short_text(served: httpx.Client) -> None:
    state = {"study": "toy"}
    for target in ("9" * 61, 40, None):
        asked = {"kind": "take", "state": state, "key": SHARE, "target": target}
        assert served.post("/api/jobs", json=asked).status_code == 422


def test_what_money_buys_is_what_python_says(served: httpx.Client, folder: Path) -> None:
    view = job(served, "instruments", "entry", budget="2 crore INR")
    (found,) = view["found"]
    bench = load(folder).run("entry").bench("2 crore INR", year=2026)
    by_title = {one.title: one for one in bench.measured}
    assert len(found["rows"]) == len(by_title)
    for row in found["rows"]:
        one = by_title[row["title"]]
        assert (row["size"], row["spends"]) == (one.size, one.spends)
        assert row["paid"] == [number(v) for v in (one.spent, one.public, one.duties, one.home)]
        assert row["brought"] == [
            number(v)
            for v in (
                *(one.tonnes, one.per_tonne, one.points, one.per_point),
                *(one.short, one.per_short),
            )
        ]
    spends = [row["spends"] for row in found["rows"]]
    assert spends == sorted(spends, reverse=True), "those that spend the money stand first"
    least = min(one.per_tonne for one in bench.measured if one.spends and one.per_tonne)
    assert found["sentence"].startswith(
        "For this money, in crore rupees, least is spent for a tonne of magnets "
        f"({number(least)}), for a point of self-sufficiency ("
    )
    assert found["sentence"].endswith("with “Import duty and Public plants”.")
    assert "Cannot spend that; the nearest:" in view["html"]
    assert f"in {bench.year}; tonnes a year not short" in found["about"]


def test_what_money_buys_is_told_in_the_money_and_the_tonnes_chosen(served: httpx.Client) -> None:
    plain, told = (
        job(served, "instruments", "entry", budget="2 crore INR", state=state)["found"][0]
        for state in ({}, {"money": "USD", "basis": "NdPr"})
    )
    assert (plain["at"], told["at"]) == ("2 crore rupees", "0.2 million USD")
    assert plain["brought"][0] == "magnets, t"
    assert told["brought"][0] == "magnets, t oxide"
    subsidy, other = (
        next(row for row in one["rows"] if row["title"] == "Capital subsidy")
        for one in (plain, told)
    )
    assert float(other["paid"][0]) == pytest.approx(0.1 * float(subsidy["paid"][0]), rel=6e-3)
    tonnes = [float(row["brought"][0]) for row in (subsidy, other)]
    assert tonnes[1] == pytest.approx(0.4 * tonnes[0], rel=6e-3)
    each = [float(row["brought"][1]) for row in (subsidy, other)]
    assert each[1] == pytest.approx(0.1 / 0.4 * each[0], rel=2e-2)
    assert other["brought"][2] == subsidy["brought"][2], "points stay points"


def test_fields_stand_ready_with_the_unit_and_what_the_strategy_costs(
    served: httpx.Client,
) -> None:
    def html(base: str, **chosen: str) -> str:
        asked = {"state": {"study": "toy", "base": base, **chosen}, "part": "why"}
        return str(served.post("/api/part", json=asked).json()["html"])

    assert 'aria-label="Budget" name="budget" value="2 crore INR"' in html("build")
    assert 'aria-label="Budget" name="budget" value=""' in html("as-now")
    assert "Home cost at border prices, million USD/yr (2024 prices)" in html("build")
    assert "Home cost at border prices, INR crore/yr (2024 prices)" in html("build", money="INR")


def test_what_holds_nothing_of_a_group_is_told_in_its_own_tonnes() -> None:
    """No magnet holds lanthanum, and no target could be written in nought times its tonnes."""
    india = shipped.india()
    solution = india.run(india.baseline).solution
    lanthanum = Telling(of=bases(india.study)["La"])
    assert lanthanum.multiple(solution, "output.magnet")[0] == 0
    assert multiple(lanthanum, solution, "output.magnet") == (1.0, "t magnet/yr")
    oxide = Telling(of=bases(india.study)["NdPr"])
    key = "unmet_demand.wind"
    assert multiple(oxide, solution, key) == oxide.multiple(solution, key)


def test_other_ways_are_what_python_says_and_can_be_opened(
    served: httpx.Client, folder: Path
) -> None:
    found = job(served, "alternatives", "both", key=SHARE)["found"][0]
    told = load(folder).run("both").alternatives(SHARE, 2026)
    assert found["sentence"] == told.found_in_words
    assert [one["leaves_out"] for one in found["sets"]] == [
        list(one.leaves_out) for one in told.found
    ]
    one = found["sets"][0]
    state = {"study": "toy", "base": "both", "year": 2026, "off": one["off"], "on": one["on"]}
    view = served.post("/api/update", json={"state": state}).json()
    shown = {each["key"]: each["text"] for each in view["headlines"]}
    assert shown[SHARE] == one["comes_to"][0]


def test_other_ways_are_told_though_many_runs_were_asked_for_meanwhile() -> None:
    room = Room("toy")
    (plant, halt) = room.catalogue.levers_of("both")
    asked = {"study": "toy", "base": "both", "set": {plant: {"add": 50.0}}}
    state = room.understood(State.model_validate(asked))[0]
    steps = otherwise(room, state, SHARE)
    told = [next(steps)]
    del room.handle.runs
    told += steps
    (found,) = [one for *_, one in told if one is not None]
    assert isinstance(found, OtherSets)
    assert [one.off for one in found.sets] == [[halt]]


def test_a_set_that_is_opened_holds_the_right_one_of_two_levers_of_one_title(
    tmp_path: Path,
) -> None:
    folder = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    lever = """
  - kind: capacity_programme
    title: Same
    facility: hom_magnets
    add: {add}
    online: 2025-01
    public_share: 0.5
    why: To have two of one name.
    source: toy/invented"""
    levers = lever.format(add=40) + lever.format(add=10)
    both = (folder / "strategies" / "both.yaml").read_text("utf-8")
    text = both.replace("extends: build\n", "").replace("levers:", f"levers:{levers}")
    (folder / "strategies" / "twice.yaml").write_text(text, encoding="utf-8")
    room = Room(folder)
    first, second, halt = room.catalogue.levers_of("twice")
    asked = {"study": str(folder), "base": "twice", "off": [first]}
    state = room.understood(State.model_validate(asked))[0]
    (found,) = [one for *_, one in otherwise(room, state, SHARE) if one is not None]
    assert isinstance(found, OtherSets)
    assert ["Same"] in [one.keeps for one in found.sets]
    for one in found.sets:
        if one.keeps == ["Same"]:
            assert (one.off, one.on) == ([first, halt], [])
            assert second not in one.off


def test_what_the_studio_found_is_told_in_the_shell_at_once_and_the_reverse(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    room = Room(folder)
    state = room.understood(State.model_validate({"study": str(folder), "base": "entry"}))[0]

    def in_the_studio(budget: str) -> Benched:
        (found,) = [one for *_, one in for_money(room, state, budget) if one is not None]
        assert isinstance(found, Benched)
        return found

    def in_the_shell(budget: str) -> Any:
        asked = ("instruments", str(folder), "--strategy", "entry", "--budget", budget)
        file = tmp_path / "told.json"
        assert main([*asked, "--year", str(state.year), "--workers", "1", "-o", str(file)]) == 0
        return json.loads(file.read_text("utf-8"))

    with pytest.raises(InvalidInput, match="was not worked out for this"):
        instruments_chart(room, state, "2 crore INR")
    studio_first, shell_first = in_the_studio("2 crore INR"), in_the_shell("1 crore INR")
    monkeypatch.setattr("monazite.runs.questions.bench._Work", None)
    assert len(in_the_shell("2 crore INR")["rows"]) == len(studio_first.rows)
    assert len(in_the_studio("1 crore INR").rows) == len(shell_first["rows"])
    drawn = instruments_chart(room, state, "2 crore INR")
    chart = studio_first.chart
    assert chart is not None
    assert (chart.title, chart.alt) == (drawn.title, drawn.alt)
    assert "/instruments.svg?" in chart.svg
    assert "budget=2" in chart.svg
    rows = cells(chart.table)
    assert rows
    assert {row[0] for row in rows} <= {one.title for one in studio_first.rows}
    wanted = {"want": [{"chart": "instruments"}], "budget": "2 crore INR"}
    question = {"form": "csv", "asked": {"state": state.model_dump(), **wanted}}
    status, text = answered(room, "export", question)
    lines = base64.b64decode(json.loads(text)["data"]).decode().splitlines()
    assert (status, len(lines)) == (200, len(rows) + 1)
