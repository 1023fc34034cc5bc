"""What a plan cannot tell follows from its study: nothing untrue of a study is said of it."""

from pathlib import Path

import pytest

from monazite.brief.sentences.cautions import cautions

from ..findings.toy import STUDY, copied, edit, edited, solution, solved


def said(of: object, world: str = "central") -> str:
    return " ".join(cautions(of, STUDY.worlds[world]))  # type: ignore[arg-type]


def test_the_margin_is_spoken_of_as_the_study_has_it() -> None:
    bare = said(solution("as-now"))
    assert "no margin between that and what markets charge is in the study" in bare
    with_margin = said(edited(edit("lane_price_cost_margin", "set", 3000.0)))
    assert "The margin between what plants cost and what markets charge is stated" in with_margin
    assert "no margin" not in with_margin


def test_owners_are_named_where_there_are_some(tmp_path: Path) -> None:
    assert "All makers at home share what is made there" in said(solution("as-now"))
    account = (
        "ownership_account,title,region,facilities,materials\n"
        "state,State ores,HOM,hom_separation,oxide\n"
    )
    lanes = (
        "oxide,HOM.state,HOM,{costs:oxide-freight},,\noxide,HOM.state,FOR,{costs:oxide-freight},,\n"
    )
    study = copied(
        tmp_path, ("chain/ownership_accounts.csv", "", account), ("chain/lanes.csv", "", lanes)
    )
    apart = said(solved(study))
    assert "Owners at home (State ores)" in apart
    assert "sell to each other at a stated price" in apart
    assert "share what is made there" not in apart


def test_a_contract_abroad_ends_the_talk_of_the_cheapest() -> None:
    assert "no contract keeps any of them running" in said(solution("as-now"))
    bound = edited(edit("floor", "set", 1.0, facility="for_mine"))
    assert "no contract keeps any of them running" not in said(bound)


@pytest.mark.parametrize("world", ["central", "control"])
def test_only_news_that_comes_is_spoken_of(world: str) -> None:
    text = said(solution("as-now", world), world)
    surprises = {
        lever.starts[:4]
        for lever in STUDY.worlds[world].levers
        if getattr(lever, "is_surprise", False)
    }
    assert ("apart from the news of" in text) == bool(surprises)
    assert all(year in text for year in surprises)
    assert "2026" in text, "the last year anybody knows of"


def test_lanes_are_counted() -> None:
    home = STUDY.settings.home
    lanes = solution("as-now").labels.lanes
    out = sum(lane.origin == home and lane.destination != home for lane in lanes)
    assert f"and {out} out" in said(solution("as-now"))
