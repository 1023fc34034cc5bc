"""`monazite bottlenecks`: what is full, what is forced, and what easing it is worth."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from monazite.cli.binding import _view, strip
from monazite.cli.pages import heading
from monazite.core.money import PriceUnit
from monazite.findings.bottlenecks import BindingConstraint
from monazite.model import RULES

Say = Callable[..., Any]


def test_binds_shows_the_strip_and_the_dearest_year(say: Say) -> None:
    said = say("bottlenecks", "toy", "as-now")
    assert said.code == 0
    assert said.lines[:2] == ["Toy chain: as-now  world: central", ""]
    words = [line.split() for line in said.lines]
    assert words[2][-3:] == ["2024", "2025", "2026"]
    assert said.lines[3] == "mining"
    assert words[4] == ["Home", "mine", "100▲", "100▲", "100▲"]
    # One more tonne a year of home magnet plant is worth 500 USD, as the toy's README derives.
    (line,) = (line for line in words if line[:3] == ["Home", "magnet", "plant"] and "500" in line)
    assert line[3:5] == ["output", "within"]
    # twenty tonnes more a year would be worth 20 times as much
    assert line[-4:] == ["500", "t", "magnet", "10,000"]


def constraint(title: str, **further: Any) -> BindingConstraint:
    row = BindingConstraint(
        stage="use",
        stage_title="Use",
        subject=title,
        title=title,
        rule="lane_within_limit",
        year=2024,
        utilisation=1.0,
        binding=True,
        sense="ceiling",
        shadow_price=2.0,
        unit=PriceUnit("USD_2024", "t ore"),
        size=10.0,
    )
    return replace(row, **further)


def printed(*rows: BindingConstraint) -> str:
    page = Console(width=100)
    with page.capture() as captured:
        page.print(_view(heading("Study: plan", "world"), rows))
    return captured.get()


def test_years_there_is_no_room_for_are_seen_to_be_left_out() -> None:
    told = printed(*(constraint("Lane", year=year) for year in range(2024, 2041)))
    heads = next(line for line in told.splitlines() if line.startswith("use of"))
    assert heads.split()[-3:] == ["2034", "…", "2040"]


def test_what_is_called_alike_is_told_apart_and_what_is_closed_is_counted() -> None:
    told = printed(
        constraint("Ore to Farland"),
        constraint("Ore to Farland", rule="export_limit", size=1e-6),
        constraint("Ore of a long, long name, Homeland to the farthest Farland", utilisation=0.999),
    )
    plain = " ".join(told.split())
    assert "Ore to Farland (lane within limit)" in plain
    assert "Ore to Farland (export limit)" in plain
    assert "the farthest Farland" in plain.replace("Homeland to 99▲ ", "Homeland to ")
    assert "Not listed: 1 more rule that binds at 0 t a year, where as much again" in plain
    assert "1e-06" not in plain
    assert "100 full, more would not help" in plain


def test_a_limit_on_trade_stands_apart_from_the_stages(say: Say) -> None:
    lines = say("bottlenecks", "toy", "halt").lines
    assert "trade and stocks" in lines


def test_a_plant_held_by_another_rule_than_its_capacity_says_by_which(say: Say) -> None:
    row = BindingConstraint(
        stage="mining",
        stage_title="Mining",
        subject="mine",
        title="Mine",
        rule="feed_within_permit",
        year=2024,
        utilisation=1.0,
        binding=True,
        sense="ceiling",
        shadow_price=1.0,
        unit=PriceUnit("USD_2024", "t ore"),
        levers=(),
        facts=(),
        words=RULES["feed_within_permit"].words,
    )
    page = Console(width=100)
    with page.capture() as captured:
        page.print(strip([row]))
    assert captured.get().split()[-3:] == ["permits:", "Mine", "100▲"]


def test_what_never_binds_is_shown_on_request(say: Say) -> None:
    # Home separation takes 50 t of ore a year and could take 60.
    words = [line.split() for line in say("bottlenecks", "toy", "as-now", "--all").lines]
    assert ["Home", "separation", "plant", "83", "83", "83"] in words
    assert ["separation"] not in [
        line.split() for line in say("bottlenecks", "toy", "as-now").lines
    ]


def test_one_year_can_be_asked_for(say: Say) -> None:
    assert say("bottlenecks", "toy", "halt", "--year", 2026).lines[2].split()[-1] == "2026"
    assert "9 is not reported" in say("bottlenecks", "toy", "halt", "--year", 9).err


def test_binds_json_and_csv_keep_levers_and_facts(say: Say, tmp_path: Path) -> None:
    found = json.loads(say("bottlenecks", "toy", "halt", "--json", "--year", 2026).out)
    limit = next(row for row in found["bottlenecks"] if row["rule"] == "exports_within_limit")
    assert limit["levers"] == ["strategies/halt.yaml#levers[0]"]
    say("bottlenecks", "toy", "halt", "-o", tmp_path / "binds.csv")
    rows = list(csv.DictReader((tmp_path / "binds.csv").read_text("utf-8").splitlines()))
    mine = next(row for row in rows if row["subject"] == "hom_mine")
    assert mine["facts"] == "capacity:hom-mine#1"


def test_tried_says_what_home_saves_and_what_the_number_does(say: Say) -> None:
    """Two tonnes more of magnets at 16,000 USD; the toy by hand says why."""
    said = say("bottlenecks", "toy", "halt", "--tried")
    assert said.code == 0
    words = " ".join(said.out.split())
    assert "a tenth larger or smaller, 2025" in words
    assert "2.00 32,000 16,000 65,000 32,000 2.00 16,000" in words
    assert "at most 20 in all" in words
    assert "worth to its owner, tolls and duty inside" in words
    asked = ("--year", "2026", "--indicator", "unmet_demand", "--json")
    found = json.loads(say("bottlenecks", "toy", "halt", "--tried", *asked).out)
    (row,) = found["enlarged_limits"]
    assert (found["year"], row["indicator"], row["unit"]) == (
        2026,
        "unmet_demand",
        "USD_2024/t magnet",
    )
    assert "there is no indicator 'nonsense'" in (
        say("bottlenecks", "toy", "halt", "--tried", "--indicator", "nonsense").err
    )


def test_worth_is_said_to_be_that_to_the_owner(say: Say) -> None:
    out = " ".join(say("bottlenecks", "toy", "as-now").out.split())
    assert "worth to its owner, tolls and duty inside; `--tried` says what home saves." in out


def test_a_number_to_try_limits_for_is_refused_where_none_is_tried(say: Say) -> None:
    said = say("bottlenecks", "toy", "as-now", "--indicator", "output.magnet", "--year", "1999")
    assert said.code == 1
    assert "--indicator: it says which number limits are tried for, and none is tried" in said.err
    assert "1999 is not reported" in said.err
