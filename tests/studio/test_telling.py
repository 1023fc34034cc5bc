"""Figures told in one currency or one basis: the same things, whatever they are told in."""

import json
import re
from base64 import b64decode
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from monazite.brief.telling import told_headlines
from monazite.charts.registry import pictures
from monazite.core.units import convert
from monazite.findings.account import chain_account, held_weights
from monazite.findings.comparison.telling import Telling, bases, money_factor, moneys
from monazite.findings.indicators import as_contained, compute, supply_by_origin, unit_of
from monazite.runs.comparison import Comparison
from monazite.runs.plan.coin import amount_of, coin_of, public_money_of
from monazite.store.studies import find_study
from monazite.studio.asked import Asked, ExplainAsked, JobAsked, PartAsked, Want
from monazite.studio.drawing import shown
from monazite.studio.explaining import explain
from monazite.studio.process import answered
from monazite.studio.room import Room
from monazite.studio.state import State, link_of, state_of
from monazite.studio.told import ComparedCell
from monazite.studio.update import update
from monazite.studio.views import part
from monazite.studio.views.compared import _cell
from monazite.studio.work import JOBS
from monazite.study import load_study

from .. import shipped
from .tables import cells


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def test_a_number_in_another_money_is_the_same_sum(room: Room) -> None:
    study = room.study
    assert moneys(study) == ["USD", "INR"]
    for unit in ("USD_2024/yr", "USD_2024/t oxide", "INR_2024 crore/yr"):
        for money in moneys(study):
            factor, to = money_factor(study, money, unit)
            assert to.startswith(f"{money}_2024")
            assert convert(3.0 * factor, to, unit, study.money) == pytest.approx(3.0)
    assert money_factor(study, "INR", "USD_2024/yr") == (pytest.approx(100.0), "INR_2024/yr")
    assert money_factor(study, "INR", "t magnet/yr") == (1.0, "t magnet/yr")


def test_headlines_charts_and_links_are_told_in_the_money_chosen(room: Room) -> None:
    want = (Want(chart="headlines"),)
    state = State(study="toy", base="both")
    plain = update(room, Asked(state=state, want=want))
    rupees = State(study="toy", base="both", money="INR")
    told = update(room, Asked(state=rupees, want=want))
    before, after = (
        next(one for one in found.headlines if one.key == "home_cost") for found in (plain, told)
    )
    # a million dollars are a hundred million rupees, which are ten crore
    assert (before.unit, after.unit) == (
        "million USD/yr (2024 prices)",
        "INR crore/yr (2024 prices)",
    )
    assert after.series == pytest.approx([10.0 * float(value or 0) for value in before.series])
    assert "INR crore" in str(told.charts[0].table) + str(told.charts[0].rows)
    assert told.link.endswith("money=INR")
    assert state_of("toy", told.link.partition("?")[2])[0].money == "INR"
    assert link_of(state, "levers", room.defaults) == "/s/toy/levers?base=both"


def test_a_money_nobody_knows_is_left_out_and_told(room: Room) -> None:
    found = update(room, Asked(state=State(study="toy", money="EUR")))
    assert found.ignored == ["Unknown money “EUR” ignored."]


def test_a_study_says_what_mass_may_be_told_as(room: Room) -> None:
    assert {name: (one.groups, one.basis) for name, one in bases(room.study).items()} == {
        "NdPr": (("NdPr",), "oxide")
    }
    many = bases(load_study(find_study("india")))
    assert next(iter(many)) == "NdPr"  # what the study tracks stands first
    assert len(many["all"].groups) > 2
    nickel = bases(load_study(find_study("indonesia")))
    assert [(one.basis, one.factor) for one in nickel.values()] == [("Ni", 1.0)]


def test_figures_in_a_basis_are_what_their_tonnes_hold(room: Room) -> None:
    run, of = room.handle.run("both"), bases(room.study)["NdPr"]
    held = dict(held_weights(run.solution, of))
    assert held["oxide"] == 1.0
    assert 0 < held["magnet"] < 1
    for key in ("output.magnet", "unmet_demand", "exports.oxide", "stock.oxide"):
        share = 1.0 if "oxide" in key else held["magnet"]
        found = as_contained(run.solution, key, of)
        assert found is not None, key
        assert found[0] == pytest.approx(share * compute(run.solution, key)), key
        assert found[1] == unit_of(run.solution, key).replace("t magnet", "t oxide")
    price = as_contained(run.solution, "price.magnet", of)
    assert price is not None
    assert price[0] * held["magnet"] == pytest.approx(compute(run.solution, "price.magnet"))
    for key in ("self_sufficiency.magnet", "home_cost"):
        assert as_contained(run.solution, key, of) is None
    whole, bare = (supply_by_origin(run.solution, of=one) for one in (of, None))
    assert [one.value for one in whole] == pytest.approx([held["magnet"] * o.value for o in bare])
    assert {one.unit for one in whole} == {"t oxide/yr"}
    chain = chain_account(run.solution, 2025, of=of)
    taken = sum(flow.tonnes for flow in chain.flows if flow.kind in ("served", "short"))
    assert sum(one.value for one in whole if one.year == 2025) == pytest.approx(taken)
    assert chain.unit == "t oxide/yr"


def test_headlines_charts_tables_and_links_are_told_in_the_basis_chosen(room: Room) -> None:
    want = tuple(Want(chart=one) for one in ("supply", "unmet", "chain", "changed"))
    plain = update(room, Asked(state=State(study="toy", base="halt"), want=want))
    chosen = State(study="toy", base="halt", basis="NdPr")
    told = update(room, Asked(state=chosen, want=want))
    held = dict(held_weights(room.handle.run("halt").solution, room.bases["NdPr"]))["magnet"]
    before, after = (
        next(one for one in found.headlines if one.key == "unmet_demand") for found in (plain, told)
    )
    assert (before.unit, after.unit) == ("t magnet/yr", "t oxide/yr")
    assert after.series == pytest.approx(
        [held * float(one or 0) for one in before.series], rel=1e-4
    )
    shares = [
        next(one for one in found.headlines if one.key == "self_sufficiency.magnet")
        for found in (plain, told)
    ]
    assert shares[0] == shares[1]
    for name in ("supply", "unmet"):
        chart = next(one for one in told.charts if one.chart == name)
        assert "t oxide" in chart.subtitle
        assert "t oxide" in chart.table.partition("</thead>")[0]
    assert told.link.endswith("basis=NdPr")
    assert state_of("toy", told.link.partition("?")[2])[0].basis == "NdPr"
    lost = update(room, Asked(state=State(study="toy", basis="Xx")))
    assert lost.ignored == ["Unknown basis “Xx” ignored."]


def test_a_number_taken_apart_says_what_it_is_as_chosen(room: Room) -> None:
    asked = ExplainAsked(state=State(study="toy", base="halt", basis="NdPr"), key="unmet_demand")
    found = explain(room, asked)
    assert found.told.endswith("t oxide/yr")
    assert found.text.endswith("t magnet/yr")


def found_by(room: Room, kind: str, key: str, **chosen: str) -> Any:
    state = State(study="toy", base="halt", **chosen)
    asked = JobAsked.model_validate({"kind": kind, "state": state, "key": key})
    steps = JOBS[kind](room, json.loads(asked.model_dump_json()))
    return [found for _, _, _, found in steps if found is not None]


def figure(text: str) -> float:
    return float(re.sub(r"[^\d.−]", "", text.partition("\u00a0")[0]).replace("−", "-"))


@pytest.mark.parametrize(
    ("key", "chosen", "times", "unit"),
    [
        ("unmet_demand", {"basis": "NdPr"}, 0.4, "t oxide/yr"),
        ("home_cost", {"money": "INR"}, 10.0, "INR crore/yr"),  # ten crore to a million dollars
        ("self_sufficiency.magnet", {"basis": "NdPr", "money": "INR"}, 1.0, "%"),
    ],
)
def test_why_and_what_a_lever_does_are_told_as_chosen(
    room: Room,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    chosen: dict[str, str],
    times: float,
    unit: str,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (plain,), (told,) = (found_by(room, "why", key, **some) for some in ({}, chosen))
    assert unit in told.end
    assert figure(told.end) == pytest.approx(times * figure(plain.end), rel=6e-3)
    gap = figure(plain.contributions[0].adds)
    assert figure(told.contributions[0].adds) == pytest.approx(times * gap, rel=6e-3)
    assert told.how == plain.how
    tables = [cells(one.chart.table) for one in (plain, told)]
    assert [row[0] for row in tables[1]] == [row[0] for row in tables[0]]
    last = [figure(rows[-1][-1] or "0") for rows in tables]
    assert unit in told.chart.table
    assert last[1] == pytest.approx(times * last[0], rel=6e-3)
    (before,), (after,) = (found_by(room, "lever-effects", "", **some) for some in ({}, chosen))
    was, now = (next(e for e in one.effects if e.key == key) for one in (before, after))
    assert unit in now.text
    assert figure(now.text) == pytest.approx(times * figure(was.text), rel=6e-3)


def test_what_holds_different_amounts_is_no_multiple_and_says_so() -> None:
    india = shipped.india()
    run = india.run(india.baseline)
    telling = Telling(of=bases(india.study)["NdPr"])
    key = "unmet_demand.total"
    assert telling.multiple(run.solution, key) == (1.0, unit_of(run.solution, key))
    assert telling.stays(run.solution, key)
    one = "unmet_demand.wind"
    factor, unit = telling.multiple(run.solution, one)
    assert not telling.stays(run.solution, one)
    assert factor * compute(run.solution, one) == pytest.approx(telling.told(run.solution, one)[0])
    assert unit == telling.told(run.solution, one)[1]


def test_months_are_told_in_the_money_and_as_what_was_chosen(room: Room) -> None:
    plain, told = (
        found_by(room, "stress", "stop", **some)[-1]
        for some in ({}, {"basis": "NdPr", "money": "INR"})
    )
    assert (plain.large, told.large) == ("million USD", "crore INR")
    assert (plain.tonnes, told.tonnes) == ("t", "t oxide contained")
    assert plain.goods == ""
    assert "goods themselves" in told.goods
    assert [one.chance for one in told.uses] == [one.chance for one in plain.uses]
    # the toy's dollar is a hundred rupees, and a tonne of its magnets holds 0.4 t of oxide
    for before, after in zip(plain.uses, told.uses, strict=True):
        assert figure(after.lost) == pytest.approx(10.0 * figure(before.lost), rel=6e-3)
        assert figure(after.short) == pytest.approx(0.4 * figure(before.short), rel=6e-3)
    before, after = ({row.what: row for row in one.stores}["Magnets"] for one in (plain, told))
    assert figure(after.size) == pytest.approx(100.0 * figure(before.size) / 0.4, rel=6e-3)
    sums = [re.findall(r"worth ([\d.,]+)", " ".join(one.sentences)) for one in (plain, told)]
    assert sums[0]
    assert [figure(one) for one in sums[1]] == pytest.approx(
        [10.0 * figure(one) for one in sums[0]], rel=6e-3
    )


def test_a_game_is_told_in_the_money_and_as_what_was_chosen(room: Room) -> None:
    def seen(chosen: dict[str, str], **given: str) -> str:
        state = State(study="toy", base="both", year=2025, **chosen)
        html = part(room, PartAsked(state=state, part="exercise", given=given)).html
        return unescape(html).replace("\u00a0", " ")

    chosen = {"basis": "NdPr", "money": "INR"}
    begun = seen({}, begin="yes", months="3", seed="3")
    game = re.search(r'name="game" value="(.*?)" type', begun, re.DOTALL)
    assert game is not None
    over = [seen(some, game=game[1], rest="yes") for some in ({}, chosen)]
    lost = [re.search(r"Users lost ([\d.,]+) (\w+ \w+)", one) for one in over]
    assert lost[0] is not None
    assert lost[1] is not None
    assert (lost[0][2], lost[1][2]) == ("million USD", "crore INR")
    assert figure(lost[1][1]) == pytest.approx(10.0 * figure(lost[0][1]), rel=6e-3)


def brief_of(room: Room, **chosen: str) -> str:
    state = State(study="toy", base="both", year=2025, **chosen)
    question = {"form": "html", "asked": {"state": state.model_dump()}}
    html = b64decode(json.loads(answered(room, "export", question)[1])["data"]).decode()
    return unescape(html).replace("\u00a0", " ")


def test_a_brief_tells_headlines_and_pictures_in_what_was_chosen_and_says_so(room: Room) -> None:
    plain, told = brief_of(room), brief_of(room, money="INR", basis="NdPr")
    assert "Mass is told as NdPr contained, t oxide, which sentences call NdPr oxide." in told
    assert "Money is told in INR; facts" in told
    assert "Mass is told" not in plain
    assert "Money is told" not in plain
    heads = [
        re.search(r"Home cost at border prices<span class=\"unit\">, (.*?)</span>", one)
        for one in (plain, told)
    ]
    assert [one and one[1] for one in heads] == [
        "million USD/yr (2024 prices)",
        "INR crore/yr (2024 prices)",
    ]


def test_sentences_and_tables_of_a_brief_tell_money_as_chosen(room: Room) -> None:
    plain, told = brief_of(room), brief_of(room, money="INR")
    spent = [re.search(r"home spends ([\d.,]+) ([\w ]+?) at border", one) for one in (plain, told)]
    assert spent[0] is not None
    assert spent[1] is not None
    assert (spent[0][2], spent[1][2]) == ("USD", "crore INR")
    # a dollar is a hundred rupees there
    assert 1e7 * figure(spent[1][1]) == pytest.approx(100.0 * figure(spent[0][1]), rel=6e-3)
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", told, flags=re.DOTALL)
    assert "million USD" not in words


def test_sentences_of_a_brief_of_the_studio_tell_masses_as_chosen(room: Room) -> None:
    """The switch of the page reaches the brief: a tonne of the toy's magnets holds 0.4 t."""
    plain, told = brief_of(room), brief_of(room, basis="NdPr")
    made = [re.search(r"Under “[^”]+” ([\d.]+) t([\w ]*?) of the ", one) for one in (plain, told)]
    assert made[0] is not None
    assert made[1] is not None
    assert (made[0][2], made[1][2]) == ("", " NdPr oxide")
    assert float(made[1][1]) == pytest.approx(0.4 * float(made[0][1]))
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", told, flags=re.DOTALL)
    assert "t magnet" not in words.partition("Annex")[0]


def test_public_money_is_told_as_chosen_too() -> None:
    plain = shipped.handle("india").run("announced").solution
    told = replace(plain, told="USD")
    assert public_money_of(plain) == (1.0, "crore rupees")
    rate, words = public_money_of(told)
    assert words == "million USD"
    assert coin_of(plain) == coin_of(told)
    rupees = replace(plain, told="INR")
    assert public_money_of(rupees) == (1.0, "crore rupees")
    # a sum of public money told in dollars is what the same dollars are told in rupees
    assert coin_of(rupees).in_large(1e6 * rate) == pytest.approx(1.0)
    assert amount_of(rupees, 1000.0, "USD_2024/t oxide").endswith("INR/kg oxide (2024 prices)")
    assert amount_of(rupees, 1000.0, "t oxide/yr") == amount_of(plain, 1000.0, "t oxide/yr")


def test_what_becomes_of_tonnes_is_told_in_the_basis_chosen(room: Room) -> None:
    state = room.understood(State(study="toy", base="halt"))[0]
    whole = shown(room, state)
    of = room.bases["NdPr"]
    twice = replace(of, factor=2.0 * of.factor, basis="salt", title="NdPr in salt")
    one, two = (
        pictures()["fate"].draw(replace(whole, telling=Telling(of=basis))) for basis in (of, twice)
    )
    assert one is not None
    assert two is not None
    assert two.subtitle == "NdPr in salt, t salt/yr"
    for name in ("bars", "total"):
        values = [[row["value"] for row in chart.rows[name]] for chart in (one, two)]
        assert any(values[0])
        assert values[1] == pytest.approx([2.0 * value for value in values[0]])


def test_a_number_beside_others_is_told_with_what_it_has_over_the_baseline(room: Room) -> None:
    runs = [room.handle.run(name) for name in ("as-now", "both")]
    (row,) = Comparison(tuple(runs), "as-now").numbers([2026], ["home_cost"])
    plans = {run.strategy: run.solution for run in runs}
    told = Telling("INR").side_by_side(row, plans)
    assert told.unit == "INR_2024/yr"
    assert row.differences["both"] != 0.0
    assert told.differences["both"] == pytest.approx(100.0 * row.differences["both"])
    assert told.values["as-now"] == pytest.approx(100.0 * (row.values["as-now"] or 0.0))
    assert told.marks == row.marks


def test_a_workbook_tells_headlines_in_what_was_chosen(room: Room) -> None:
    state = room.understood(State(study="toy", base="both", money="INR"))[0]
    frame = told_headlines([room.run(state)], room.telling(state))
    plain = room.run(state).headlines
    cost, own = (one.filter(pl.col("indicator") == "home_cost") for one in (frame, plain))
    assert cost["unit"].unique().to_list() == ["INR_2024/yr"]
    assert cost["value"].to_list() == pytest.approx([100.0 * one for one in own["value"]])


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("determined", "+12.5 points, better"),
        ("not yet tested", "+12.5 points, better"),
        ("difference not determined", "+12.5 points, not determined"),
        ("number not determined", "not determined"),
    ],
)
def test_figures_side_by_side_say_what_is_not_determined(standing: str, said: str) -> None:
    mark = "neither" if "not determined" in standing else "better"
    cell = _cell(
        ComparedCell(text="16.1 %", difference="+12.5 points", mark=mark, standing=standing)
    )
    assert f">{said}</div>" in str(cell)
