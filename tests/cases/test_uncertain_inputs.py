"""Doubts at their ends on the toy study, solved by hand.

BUILD has 25 t oxide a year from 50 t ore; in 2026 home makes 60 t magnets from 25 t and 5 t kept.

- The home mine may dig 45 t: 22.5 t oxide in 2026; in 2025 40 t magnets take 20 t and 2.5 t are
  kept, so 2026 has 25 t oxide, 50 t magnets, half of what motors want. At 55 t it has 27.5 + 7.5 t,
  more than 60 t magnets can take: the plant holds it at 60.
- All demand at home may be 90 or 110: 60 t of 90 or of 110.
- A tonne of magnets may take 0.55 t: 22 t for 40 t in 2025, 3 t kept, 28 t in 2026 are 50.9 t;
  whether the 3 t are kept depends on what a tonne of oxide earns kept and sold.
- The choke is above every price that is reached and decides nothing of what is made.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from monazite.cases import swings, uncertain_fact, uncertain_facts
from monazite.findings.evidence import shortlist, uncertain_input_effects
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution

from ..findings.toy import copied, solved
from .test_worker import STUDY, case, outcome, worker

KEY = "self_sufficiency.magnet"


def rows(*names: str, year: int = 2026, key: str = KEY) -> dict[str, dict[str, object]]:
    """Rows of doubts about single facts under `build`, by fact."""
    uncertain_inputs = [
        uncertain_input
        for name in names
        if (uncertain_input := uncertain_fact(STUDY, name)) is not None
    ]
    before = case("as-now")
    solution = Solution(STUDY, outcome(case()), outcome(before))
    found = uncertain_input_effects(
        solution, list(swings(worker(), case(), before, uncertain_inputs)), [key], year
    )
    return {row.fact: row for row in found}


def test_the_home_mine_by_hand() -> None:
    row = rows("capacity:hom-mine")["capacity:hom-mine#1"]
    assert (row.low, row.central, row.high, row.unit) == (45, 50, 55, "t ore/yr")
    assert [row.at_low, row.at_central, row.at_high] == pytest.approx([0.5, 0.6, 0.6])
    assert row.swing == pytest.approx(0.1)
    assert row.share == 1.0
    # as now the magnet plant is full at 20 t either way
    assert [row.gain_low, row.gain_central] == pytest.approx([0.3, 0.4])


def test_shares_add_up_and_the_widest_swing_comes_first() -> None:
    found = rows("capacity:hom-mine", "demand:motors-hom", "demand:choke-price", "costs:separation")
    assert sum(row.share for row in found.values()) == pytest.approx(1.0)
    swing = [row.swing for row in found.values()]
    assert swing == sorted(swing, reverse=True)
    assert found["demand:motors-hom#1"].at_low == pytest.approx(60 / 90)
    assert found["demand:motors-hom#1"].at_high == pytest.approx(60 / 110)
    assert found["demand:choke-price#1"].share == 0.0


def test_a_doubt_does_what_the_same_number_in_the_files_would(tmp_path: Path) -> None:
    changed = copied(tmp_path, ("evidence/capacity.csv", "value,50,45,55,", "value,45,45,55,"))
    series = compute(solved(changed, "build"), KEY)
    row = rows("capacity:hom-mine")["capacity:hom-mine#1"]
    assert row.at_low == pytest.approx(series[2])


def test_facts_of_a_family_move_together() -> None:
    family = uncertain_facts(
        STUDY, "home", "Home", ["capacity:hom-mine", "demand:motors-hom", "demand:motors-for"]
    )
    assert family is not None
    assert dict(family.at_low) == {
        "capacity:hom-mine#1": 45.0,
        "demand:motors-hom#1": 90.0,
        "demand:motors-for#1": 45.0,
    }
    assert (family.low, family.central, family.high) == pytest.approx((0.9, 1.0, 1.1))
    assert family.grade == "B"
    (swing,) = swings(worker(), case(), None, [family])
    assert swing.low.outcome is not None
    solution = Solution(swing.low.study, swing.low.outcome)
    assert compute(solution, KEY)[2] == pytest.approx(50 / 90)


def test_a_study_that_would_make_matter_is_no_answer_and_says_so() -> None:
    """A tonne of ore cannot hold 2 t of oxide, nor can a magnet hold more than went in."""
    uncertain_input = uncertain_fact(STUDY, "chemistry:magnet-content")
    assert uncertain_input is not None
    wild = replace(uncertain_input, at_high={"chemistry:magnet-content#1": 0.9})
    (swing,) = swings(worker(), case(), None, [wild])
    assert swing.high.outcome is None
    assert "makes" in swing.high.fault or "holds" in swing.high.fault
    solution = Solution(STUDY, outcome(case()))
    (row,) = uncertain_input_effects(solution, [swing], [KEY], 2026)
    assert row.at_high is None
    assert row.fault == swing.high.fault


def test_the_shortlist_begins_with_families_and_names_no_fact_twice() -> None:
    found = shortlist(Solution(STUDY, outcome(case())), 8)
    assert len(found) == 8
    assert found == shortlist(Solution(STUDY, outcome(case())), 30)[:8]
    assert found[0].name == "demand-at-home"
    facts = [fact for uncertain_input in found for fact in uncertain_input.facts]
    assert len(facts) == len(set(facts))
    assert "costs:for-magnet-making#1" in facts  # imports compete with what home makes
    assert "capacity:for-mine#2" not in facts  # rejected
