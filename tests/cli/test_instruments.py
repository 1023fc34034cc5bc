"""`monazite instruments`; what it finds is tested where it is found."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monazite.runs.questions.benched import brought, cheapest, units_at
from monazite.runs.questions.measured import Bench, Measured, Units

from ..api.copies import open_plant
from ..api.test_bench import ENTRY

Say = Callable[..., Any]

MEASURED = Measured(
    instrument="subsidy",
    title="Capital subsidy",
    size="1 % of the capital",
    spends=True,
    spent=10.0,
    public=10.0,
    duties=0.0,
    home=10.0,
    tonnes=500.0,
    points=4.0,
    short=None,
    per_tonne=0.02,
    per_point=2.5,
    per_short=None,
    money="INR_2024 crore",
    unit="t magnet",
)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--budget", "2 crore INR", "--strategy", "build"), "opens no plant to investors"),
        (("--budget", "a lot", "--strategy", "build"), "budget"),
        (("--budget", "2 crore INR", "--strategy", "nope"), "there is no strategy 'nope'"),
        ((), "--budget"),
    ],
)
def test_wrong_questions_are_refused(say: Say, words: tuple[str, ...], text: str) -> None:
    said = say("instruments", "toy", "--workers", 1, "--no-keep", *words)
    assert said.code == 1
    assert text in said.err


def test_what_spends_the_money_stands_apart_from_what_cannot(say: Say, tmp_path: Path) -> None:
    """All of the capital is 3 crore, so that 10 are spent on 3.3 times the plant alone."""
    folder = open_plant(tmp_path)
    (folder / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    asked = ("--budget", "10 crore INR", "--strategy", "entry", "--no-pairs")
    said = say("instruments", folder, *asked, "--workers", 1, "--no-keep")
    assert said.code == 0
    text = " ".join(" ".join(said.lines).split())
    spent, _, nearest = text.partition("cannot spend that")
    assert re.search(r"Public plants 3\.3\d times what is open 10\.0 10\.0 0 ", spent)
    assert re.search(
        r"For this money, in crore rupees, least is spent for a tonne of magnets \(0\.\d+\)", spent
    )
    assert "spent treasury pays users pay in duties home bears" in spent
    assert "magnets, t for each 2026, points for each not short, t/yr for each" in text
    assert "Capital subsidy 100 % of the capital 3.00 3.00" in nearest
    assert "crore rupees and tonnes of magnets" in spent
    assert "points of self-sufficiency in 2026" in spent


def test_a_chain_nobody_at_home_uses_has_no_points(say: Say) -> None:
    """Indonesia sells all its nickel, so that there is no share of its need to make."""
    asked = ("--strategy", "ban-2014", "--budget", "10 million USD", "--no-pairs")
    said = say("instruments", "indonesia", *asked, "--workers", 1, "--no-keep")
    assert said.code == 0
    text = " ".join(" ".join(said.lines).split())
    assert "“Public plants”" in text
    assert re.search(r"least is spent .*for a tonne of smelted nickel \(0\.\d+\)", text)
    assert "point" not in text
    assert "USD_2024" not in text
    assert "at 10.0 million USD" in text


def test_little_money_is_told_in_single_units_of_it(say: Say, tmp_path: Path) -> None:
    """Of 0.02 crore each figure would begin with zeros: 200,000 rupees have none."""
    folder = open_plant(tmp_path)
    (folder / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    asked = ("--budget", "0.02 crore INR", "--strategy", "entry", "--no-pairs")
    said = say("instruments", folder, *asked, "--workers", 1, "--no-keep")
    assert said.code == 0
    text = " ".join(" ".join(said.lines).split())
    assert "at 200,000 rupees" in text
    assert "crore" not in text
    assert not re.search(r"\d(e-|\.0{3})\d", text)


def test_what_is_spent_for_each_is_told_singly_where_it_is_a_thousandth_or_less() -> None:
    units = Units("crore rupees", "magnets", single="rupees", singles=1e7)
    dear, cheap = (
        Bench("", "", "", 2026, 10.0, "INR_2024 crore", (replace(MEASURED, per_tonne=each),))
        for each in (0.02, 2e-4)
    )
    (head, of), *_ = (one for one in brought(dear, units) if one[0].startswith("for each"))
    assert (head, of(dear.measured[0])) == ("for each", 0.02)
    (head, of), *_ = (one for one in brought(cheap, units) if one[0].startswith("for each"))
    assert (head, of(cheap.measured[0])) == ("for each, rupees", pytest.approx(2000.0))
    assert "(2000.0 rupees)" in cheapest(cheap, units, lambda value: f"{value:.1f}")
    assert units_at(dear, units) is units
    little = units_at(replace(dear, budget=0.01), units)
    assert (little.money, little.coin, little.single) == ("rupees", 1e7, "")


def test_chances_that_say_nothing_are_told_at_once(say: Say) -> None:
    asked = ("--chance", "control", "--chance", "dear=often", "--budget", "2 crore INR")
    said = say("instruments", "toy", *asked)
    assert said.code == 1
    for wrong in ("'control' gives no world a chance", "'dear=often' gives no world a chance"):
        assert wrong in said.err


def test_the_money_is_said_to_be_of_one_world(say: Say, tmp_path: Path) -> None:
    folder = open_plant(tmp_path)
    (folder / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    asked = ("--budget", "2 crore INR", "--strategy", "entry", "--no-pairs", "--workers", 1)
    text = " ".join(" ".join(say("instruments", folder, *asked, "--no-keep").lines).split())
    assert "Money is that of the world “Nothing happens” alone" in text
    assert "“Price guarantee”, “Cap and floor” and “Offtake” come to the same" in text
