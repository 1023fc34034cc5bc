"""How far a plan leans on each number, by hand and by moving the number.

The halt in the toy, discounted to 2024 with w = 1/1.1 + 1/1.21 = 1.735537 for 2025 and 2026:

    running   mine 50,000 + 20,000 w, separation 25,000 + 10,000 w, magnets 50,000 + 50,000 w  (B)
    nameplate mine 500 x 50 in 2024 alone, magnets 500 x 20 + 16,000 x 20 w                    (A)
    freight   oxide 15,000 in 2024 alone, magnets 80 x 500 + 70 x 500 w                        (B)
    demand    5,000 x 100 + 20,000 x 100 w                                                     (B)
    users     10 x 20,000 w: what users lose, on the word of the choke and the reference price (C)

in all 5,288,140 USD, of which 347,107 on grade C: 6.6 %.
"""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from monazite.findings.evidence import thin_share, weigh
from monazite.findings.evidence.confidence import grade_of
from monazite.findings.solution import Solution
from monazite.parameters import apply_edits
from monazite.parameters.labels import lane_between

from ..by_hand import LABELS, written
from ..toy import BASE, edit, outcome, session, solution

W = 1 / 1.1 + 1 / 1.21


def leanings() -> dict[tuple[str, str], float]:
    """Leaning by parameter and cell, over the quantities it is shared by."""
    found: dict[tuple[str, str], float] = {}
    for row in weigh(solution("halt")):
        key = (row.parameter, str(row.cell[0]))
        found[key] = found.get(key, 0.0) + row.leaning
    return found


def test_leanings_by_hand() -> None:
    assert leanings() == pytest.approx(
        {
            ("operating_cost", "hom_mine"): 50_000 + 20_000 * W,
            ("operating_cost", "hom_separation"): 25_000 + 10_000 * W,
            ("operating_cost", "hom_magnets"): 50_000 + 50_000 * W,
            ("nameplate", "hom_mine"): 25_000,
            ("nameplate", "hom_magnets"): 10_000 + 320_000 * W,
            ("freight", "oxide:HOM>FOR"): 15_000,
            ("freight", "magnet:FOR>HOM"): 40_000 + 35_000 * W,
            ("demand", "motors@HOM"): 500_000 + 2_000_000 * W,
            ("unmet_cost", "motors@HOM/+14"): 200_000 * W,
        },
        rel=1e-9,
    )


@pytest.mark.parametrize(
    ("parameter", "dimension"),
    [
        ("operating_cost", "facility"),
        ("nameplate", "facility"),
        ("freight", "lane"),
        ("demand", "point"),
        ("unmet_cost", "tranche"),
    ],
)
def test_leaning_is_what_the_cost_moves_by(parameter: str, dimension: str) -> None:
    """The number is raised by a hundred-thousandth and the plan made again."""
    before, step = outcome("halt"), 1e-5
    for (name, label), leaning in leanings().items():
        if name != parameter:
            continue
        more = edit(parameter, "multiply", 1 + step, **{dimension: label})
        after = session().solve(apply_edits(before.parameters, [more]))
        assert abs(after.objective - before.objective) / step == pytest.approx(leaning, rel=1e-3)


def test_the_thin_share() -> None:
    assert thin_share(solution("halt")) == pytest.approx(347_107.4 / 5_288_140.5, rel=1e-6)
    assert thin_share(solution("as-now")) == 0


def test_the_heaviest_comes_first_with_its_grade_and_a_title() -> None:
    plan = solution("halt")
    first = weigh(plan)[0]
    assert (first.parameter, first.cell, first.grade) == ("demand", ("motors@HOM",), "B")
    assert first.quantity.facts == ("demand:motors-hom#1",)
    plants = [row for row in weigh(plan) if row.parameter == "nameplate"]
    assert plants[0].title(dict(plan.parameters.titles)) == "nameplate: Home magnet plant"


def test_nothing_abroad_is_weighed() -> None:
    for row in weigh(solution("as-now")):
        assert not any(str(label).startswith("for_") for label in row.cell)
        assert "motors@FOR" not in row.cell


def test_a_plan_that_does_nothing_leans_on_nothing() -> None:
    assert not weigh(written())
    assert thin_share(written()) == 0


def resting(plan: Solution, grade: str, parameter: str, labels: Iterable[str]) -> Solution:
    """The same plan where some cells of one parameter alone rest on a fact, of a grade."""
    known = next(iter(BASE.lineage["nameplate"].values()))
    lineage = {parameter: {(label,): replace(known, grade=grade) for label in labels}}
    parameters = replace(plan.parameters, lineage=lineage)
    return replace(plan, outcome=replace(plan.outcome, parameters=parameters))


def test_a_plan_may_lean_on_very_little() -> None:
    """A permit of 50 kg where a tonne more is worth 5 USD in one year: a quarter of a dollar."""
    plan = written(
        parameters={"permit": {"hom_mine": 0.05}},
        duals={"feed_within_permit": {"hom_mine": [-5, 0, 0]}},
    )
    thin = resting(plan, "C", "permit", ["hom_mine"])
    assert [row.leaning for row in weigh(thin)] == [pytest.approx(0.25)]
    assert thin_share(thin) == 1


def test_only_freight_that_home_trade_pays_is_weighed() -> None:
    """Nothing of what moves between others, or from one pool at home to the rest of it."""
    inside = lane_between("oxide", "HOM.own", "HOM")
    labels = replace(LABELS, lanes=(*LABELS.lanes, inside))
    lanes = ["magnet:FOR>HOM", "oxide:HOM>THD", "magnet:FOR>THD", inside.name]
    plan = written(
        {"shipment": dict.fromkeys(lanes, 10)},
        parameters={"freight": dict.fromkeys(lanes, 7)},
        labels=labels,
    )
    weighed = weigh(resting(plan, "B", "freight", lanes))
    assert {row.cell: row.leaning for row in weighed} == {
        ("magnet:FOR>HOM",): 210,
        ("oxide:HOM>THD",): 210,
    }


def test_what_rests_on_thin_evidence_is_graded_by_how_much_of_it_does() -> None:
    """C above a half, B above a fifth, A up to that."""
    shares = (0.0, 0.2, 0.21, 0.5, 0.51, 1.0)
    assert [grade_of(share) for share in shares] == ["A", "A", "B", "B", "C", "C"]
