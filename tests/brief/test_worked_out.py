"""What takes minutes stands in a brief where it was found of its subject; else how to ask it."""

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monazite.api import Attribution, Run, StudyHandle, load
from monazite.brief.again import command_about
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.beside import with_sources
from monazite.brief.content import brief_content
from monazite.brief.found_tables import found_tables
from monazite.brief.topics.draws import bands_chart
from monazite.brief.worked_out import WorkedOut, worked_out
from monazite.charts.theme import BASELINE
from monazite.core.chances import in_hundred
from monazite.core.shares import share_told
from monazite.findings.comparison.telling import Telling
from monazite.report import BESIDE, BriefContent, Topic, brief_html
from monazite.runs.draws.regions import region_of
from monazite.runs.plan.kept_findings import kept_findings
from monazite.runs.questions.breakeven import BreakEven
from monazite.store import FindingStore, ReadingStore

from ..api.copies import OPEN, open_plant

MAGNETS = "self_sufficiency.magnet"
FIRST, SECOND = 6, 9
"""Draws of two ensembles."""
LONG = {"which-lever", "draws", "regions", "instruments", "other-sets", "break-even"}

pytestmark = pytest.mark.usefixtures("nothing_kept")


def content_of(study: StudyHandle, *runs: Run, asked: BriefAnalyses | None = None) -> BriefContent:
    baseline = study.run(study.baseline)
    return brief_content(
        study.study,
        [baseline, *runs],
        baseline.strategy,
        created=datetime(2026, 1, 1, tzinfo=UTC),
        software="test",
        subject=runs[-1].strategy,
        analyses=asked or BriefAnalyses(worked_out=worked_out(runs[-1])),
    )


def topics_of(content: BriefContent) -> dict[str, Topic]:
    return {topic.key: topic for topic in content.topics}


def cells(topic: Topic) -> Sequence[Sequence[str]]:
    return [row for table in topic.tables for row in table.rows]


def test_draws_are_told_with_their_figures_and_the_most_draws_count(toy: StudyHandle) -> None:
    shown = toy.study.settings.shown
    for draws in (SECOND, FIRST):
        with_store = ReadingStore()
        found = toy.ensemble("halt", draws=draws, indicators=shown, store=with_store)
        with_store.close()
    found = toy.ensemble("halt", draws=SECOND, indicators=shown)
    topic = topics_of(content_of(toy, toy.run("halt")))["draws"]
    assert f"in {SECOND} draws" in topic.tables[0].caption
    (table,) = topic.tables
    assert len(table.rows) == len(shown) * len(toy.decision_years())
    year = toy.decision_years()[0]
    (band,) = [b for b in found.band_records([MAGNETS], [year]) if b.strategy == "halt"]
    row = next(row for row in table.rows if row[1] == str(year))
    assert row[0].startswith("Self-sufficiency")
    ends = [float(row[place]) for place in (3, 4, 5)]
    assert ends == pytest.approx([100 * one for one in (band.low, band.median, band.high)], abs=0.6)
    assert row[-1] == in_hundred(band.better or 0.0, SECOND)
    assert any("better under “Halt” than" in text and f"of {SECOND}" in text for text in topic.says)
    assert any("move one doubt at a time" in text for text in topic.says)


def test_a_box_is_told_by_fact_side_coverage_and_density(toy: StudyHandle) -> None:
    """Users short of 10 t and more are those that want much, which one fact says."""
    store = ReadingStore()
    toy.ensemble("both", draws=48, indicators=toy.study.settings.shown, store=store)
    store.close()
    run = toy.run("both")
    known = worked_out(run)
    assert known.sureness is not None
    boxes = [one for one in known.sureness.headlines if one.box is not None]
    assert boxes, "in so many draws a box of demand tells where the share is short"
    topic = topics_of(content_of(toy, run))["regions"]
    assert len(cells(topic)) == sum(len(one.box.sides) for one in boxes if one.box)
    assert all(row[2].startswith(("above", "below")) for row in cells(topic))
    tables = found_tables(run, BriefAnalyses(worked_out=known))
    assert tables["boxes"].height == len(cells(topic))
    assert set(tables["draws"]["strategy"]) == {"as-now", "both"}


def test_rows_of_draws_and_boxes_name_a_publication_as_other_sheets_do(toy: StudyHandle) -> None:
    with closing(ReadingStore()) as store:
        toy.ensemble("both", draws=48, indicators=toy.study.settings.shown, store=store)
    run = toy.run("both")
    known = worked_out(run)
    assert known.sureness is not None
    (picture,) = bands_chart(known.sureness, run, Telling())
    scale = picture.layout(400)["layer"][0]["encoding"]["color"]["scale"]
    assert scale["range"][scale["domain"].index("As now")] == BASELINE
    runs = [toy.run(toy.baseline), run]
    found = found_tables(run, BriefAnalyses(worked_out=known))
    tables = with_sources(run.worker.study, runs, "both", found)
    for name in ("draws", "draws_decide", "boxes"):
        assert tables[name].height > 0
        assert set(tables[name]["source"]) == {"Numbers invented for the toy chain"}, name
        assert list(tables[name].columns)[-4:] == list(BESIDE), name
    named = {fact for facts in tables["boxes"]["facts"] for fact in facts}
    assert named <= set(toy.study.evidence.facts)
    first = tables["boxes"].row(0, named=True)
    assert first["rests_on"].startswith(f"{first['facts'][0]} (")


def test_groups_and_facts_alone_are_told_where_they_were_worked_out(toy: StudyHandle) -> None:
    shown, year = toy.study.settings.shown, toy.decision_years()[0]
    run = toy.run("both")
    with closing(ReadingStore()) as store:
        found = toy.ensemble("both", draws=16, indicators=shown, store=store)
        assert "ensemble toy both --groups takes" in " ".join(not_yet(toy, run))
        told = found.groups(MAGNETS, year, "both", store=store)
        found.alone(MAGNETS, year, "both", store=store)
    known = worked_out(run)
    assert known.grouped is not None
    assert known.grouped.decides[MAGNETS] == told.rows
    assert known.alone is not None
    topic = topics_of(content_of(toy, run))["draws"]
    clear = known.grouped.clear(MAGNETS)
    assert clear
    by_group = topic.tables[1]
    first = next(row for row in by_group.rows if row[0])
    assert (first[1], first[2]) == (clear[0].title, str(known.grouped.sizes[clear[0].input]))
    assert first[4] == share_told(clear[0].total, clear[0].total_error)
    said = " ".join(topic.says)
    assert f"with “{clear[0].title}” ({first[4]})" in said
    place = next(n for n, text in enumerate(topic.says) if "By groups of facts" in text)
    others = [n for n, text in enumerate(topic.says) if "one at a time, foretell" in text]
    assert others
    assert all(place < other for other in others), "groups are told first"
    assert "--groups" not in " ".join(not_yet(toy, run))
    tables = found_tables(run, BriefAnalyses(worked_out=known))
    assert tables["draws_groups"].height == sum(map(len, known.grouped.decides.values()))
    sourced = with_sources(run.worker.study, [toy.run(toy.baseline), run], "both", tables)
    assert set(sourced["draws_groups"]["source"]) == {"Numbers invented for the toy chain"}


def not_yet(toy: StudyHandle, run: Run) -> list[str]:
    return topics_of(content_of(toy, run))["not-yet"].says


def test_a_region_somebody_asked_for_is_told(toy: StudyHandle) -> None:
    run = toy.run("halt")
    with closing(ReadingStore()) as store:
        found = toy.ensemble("halt", draws=32, indicators=["unmet_demand"], store=store)
        region_of(found, "unmet_demand", 2025, "halt", at_least=10, store=store)
        region_of(found, "unmet_demand", 2025, "halt", at_least=1000, store=store)
    known = worked_out(run)
    assert known.sureness is None, "not all headlines were read"
    never, often = known.regions
    assert (never.often.share, never.box) == (0.0, None)
    topic = topics_of(content_of(toy, run))["regions"]
    assert len(topic.says) == 2
    assert topic.says[1].startswith("It was asked where “")
    assert f"it is so in {in_hundred(often.often.share, 32)} draws" in topic.says[1]
    assert "is at least 10" in topic.says[1]
    boxes = [one for one in (never, often) if one.box is not None]
    assert len(topic.tables) == len(boxes)


def test_other_sets_of_levers_are_told_and_asked_again_take_no_solve(
    toy: StudyHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = toy.run("both")
    with closing(ReadingStore()) as store:
        assert "monazite alternatives toy both --reach" in " ".join(not_yet(toy, run))
        found = run.alternatives(MAGNETS, 2026, store=store)
        monkeypatch.setattr("monazite.runs.questions.alternatives.unlike", None)
        assert run.alternatives(MAGNETS, 2026, store=store) == found
        with pytest.raises(TypeError):
            run.alternatives(MAGNETS, 2026, store=store, count=1)
    topic = topics_of(content_of(toy, run))["other-sets"]
    assert topic.says[1] == found.found_in_words
    (table,) = topic.tables
    now, first = table.rows
    assert now[0] == "As it is"
    heads = [head for head, look in table.columns if look == "number"]
    assert heads[0].endswith(", 2026, %"), "the unit stands in the head, so that columns are narrow"
    assert all(re.fullmatch(r"[\d.,−]+|about nil", cell) for cell in (*now[3:-1], *first[3:-1]))
    assert first[1:3] == ["nothing", "Three times the magnets"]
    assert "alternatives" not in " ".join(not_yet(toy, run))
    assert "other-sets" not in topics_of(content_of(toy, toy.run("build")))


def test_of_what_nobody_found_the_command_is_told(toy: StudyHandle) -> None:
    told = topics_of(content_of(toy, toy.run("build")))
    assert not LONG & told.keys()
    text = " ".join(told["not-yet"].says)
    assert "monazite ensemble toy build takes minutes" in text
    assert "monazite why toy build INDICATOR takes about a minute" in text
    assert "monazite breakeven toy build LEVER.FIELD --reach INDICATOR=VALUE" in text
    assert "instruments" not in text, "no plant is open to investors"


def test_a_quick_brief_looks_nothing_up(toy: StudyHandle) -> None:
    told = topics_of(content_of(toy, toy.run("build"), asked=BriefAnalyses()))
    assert not (LONG | {"not-yet"}) & told.keys()


def test_a_break_even_stands_in_the_brief_of_its_case_alone(toy: StudyHandle) -> None:
    store = ReadingStore()
    run = toy.run("build")
    found = run.break_even("Three times the magnets.add", MAGNETS, 0.4, 2026, store=store)
    store.close()
    content = content_of(toy, run)
    topic = topics_of(content)["break-even"]
    assert topic.says == [found.in_words]
    assert len(cells(topic)) == len(found.points)
    assert "reached" in {row[-1] for row in cells(topic)}
    (chart,) = [one for one in content.charts if one.kind == "curve_of_figure"]
    page = brief_html(content)
    assert page.index('id="break-even"') < page.index(chart.alt[:40])
    assert "break-even" not in topics_of(content_of(toy, toy.run("both")))
    other = toy.run(toy.strategy("build").change("Three times the magnets", add=41.0))
    assert kept_findings(other.records, BreakEven) == []


def test_which_lever_did_it_stands_in_the_brief_of_its_case_alone(toy: StudyHandle) -> None:
    """By hand: the halt leaves 10 t unmet, unless the plant is there as well."""
    run = toy.run("both")
    with closing(ReadingStore()) as store:
        found = run.why("unmet_demand", 2025, store=store)
    content = content_of(toy, run)
    topic = topics_of(content)["which-lever"]
    (said,) = topic.says
    assert said == f"{' '.join(found.in_words)} {found.how}"
    assert "“Three times the magnets” (−5\u00a0t magnet/yr) works the other way" in said
    assert said.endswith("All 4 subsets of the levers.")
    levers, pairs = topic.tables
    assert levers.columns[1][0] == "Adds, t magnet/yr"
    assert [tuple(row) for row in levers.rows] == [
        ("Three times the magnets", "−5", "0", "−10"),
        ("No neodymium leaves", "+5", "+10", "0"),
    ]
    assert [row[1] for row in pairs.rows] == ["−10\u00a0t magnet/yr"]
    (chart,) = [one for one in content.charts if one.kind == "contributions_of_levers"]
    page = brief_html(content)
    assert page.index('id="which-lever"') < page.index(chart.alt[:40])
    rows = found_tables(run, BriefAnalyses(worked_out=worked_out(run)))["contributions"]
    assert rows["contribution"].to_list() == [one.contribution for one in found.found.contributions]
    assert set(rows["against"]) == {"As now"}
    assert "which-lever" not in topics_of(content_of(toy, toy.run("build")))


def test_which_lever_did_it_asked_again_takes_no_solve(
    toy: StudyHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = toy.run("both")
    with closing(ReadingStore()) as store:
        found = run.why("unmet_demand", 2025, store=store)
        monkeypatch.delattr("monazite.runs.questions.attributing.Attributing.found")
        assert run.why("unmet_demand", 2025, store=store) == found
        for other in (
            {"against": "halt"},
            {"world": "control"},
            {"interactions": True},
            {"together": [["Three times the magnets", "No neodymium leaves"]]},
        ):
            with pytest.raises(AttributeError, match="found"):
                run.why("unmet_demand", 2025, store=store, **other)


def test_levers_of_little_effect_are_counted_and_errors_told(toy: StudyHandle) -> None:
    """Of many levers orders are tried by chance, so that each number has its standard error."""
    run = toy.run("both")
    found = run.why(MAGNETS, 2026)
    (exact,) = topics_of(told_with(toy, run, found))["which-lever"].tables
    assert exact.note.endswith("Left out: 1 lever without an effect.")
    assert (exact.columns[1][0], exact.rows) == (
        "Adds, points",
        [["Three times the magnets", "+40", "+40", "+40"]],
    )
    first, second = found.found.contributions
    by_chance = replace(
        found.found, exact=False, contributions=(replace(first, error=0.012), second)
    )
    other = told_with(toy, run, replace(found, found=by_chance))
    (table,) = topics_of(other)["which-lever"].tables
    assert [head for head, _ in table.columns][2] == "Standard error"
    assert table.rows == [["Three times the magnets", "+40", "1", "+40", "+40"]]


def told_with(toy: StudyHandle, run: Run, found: Attribution) -> BriefContent:
    return content_of(toy, run, asked=BriefAnalyses(worked_out=WorkedOut(whys=(found,))))


def test_instruments_are_told_at_their_money(tmp_path: Path) -> None:
    folder = open_plant(tmp_path)
    (folder / "strategies" / "entry.yaml").write_text(OPEN, encoding="utf-8")
    study = load(folder)
    run, store = study.run("entry"), ReadingStore()
    found = run.bench("2 crore INR", store=store)
    store.close()
    content = content_of(study, run)
    (chart,) = [one for one in content.charts if one.kind == "dots_of_instruments"]
    page = brief_html(content)
    assert page.index('id="instruments"') < page.index(chart.alt[:40])
    topic = topics_of(content)["instruments"]
    assert "sized to 2 crore" in topic.says[0]
    pays, brings = topic.tables
    titles = [one.title for one in found.measured]
    for table in (pays, brings):
        named = {row[0].removesuffix(" (cannot spend that; the nearest)") for row in table.rows}
        assert named == set(titles)
    alone = [one for one in found.measured if one.spends and "+" not in one.instrument]
    assert [row[0] for row in pays.rows[: len(alone)]] == [one.title for one in alone]
    least = min(
        (one for one in found.measured if "+" in one.instrument and one.spends and one.per_tonne),
        key=lambda one: one.per_tonne or 0.0,
    )
    told = [row[0] for row in brings.rows]
    assert told.index(least.title) < len(alone) + 3, "whichever spends least is printed"
    tables = found_tables(run, BriefAnalyses(worked_out=worked_out(run)))
    assert tables["instruments"].height == len(found.measured)


def test_a_command_names_what_is_otherwise(toy: StudyHandle) -> None:
    run = toy.run("build", "control")
    assert command_about(run, "ensemble") == "monazite ensemble toy build --world control"
    own = toy.run(toy.strategy("build").change("Three times the magnets", add=41.0))
    assert command_about(own, "instruments", "--budget", "2 USD", strategy_by="--strategy") == (
        "monazite instruments toy --strategy build --budget '2 USD' "
        "--set 'Three times the magnets.add=41.0'"
    )
    fact = next(iter(toy.study.evidence.facts))
    other = replace(own, case=own.case.with_facts({fact: 1.5}))
    assert command_about(other, "ensemble").endswith(f"--fact '{fact}=1.5'")


def test_other_findings_have_another_mark(toy: StudyHandle) -> None:
    store = ReadingStore()
    run = toy.run("build")
    before = worked_out(run)
    assert before == WorkedOut()
    run.break_even("Three times the magnets.add", MAGNETS, 0.4, 2026, store=store)
    store.close()
    assert worked_out(run).mark != before.mark
    assert worked_out(run).mark == worked_out(run).mark


SETS = {"adds": [], "leaves_out": [], "keeps": [], "worse": [], "comes_to": {}}
GONE = {"input": "gone", "title": "Gone", "grade": "C", "draws": 8} | dict.fromkeys(
    ("first_order", "first_order_error", "total", "total_error"), 1.0
)
UNFIT: Sequence[tuple[str, Callable[[dict], object]]] = [
    ("Sureness", lambda found: found["headlines"][0].update(indicator="nothing.magnet")),
    ("Sureness", lambda found: found.update(bands=[])),
    ("Sureness", lambda found: found.update(year=1800)),
    ("Sureness", lambda found: found.update(faults={"gone": {"no plan": 3}})),
    ("Sureness", lambda found: found["headlines"][0].update(box=BOX)),
    ("Grouped", lambda found: found["decides"].update({MAGNETS: [GONE]})),
    ("Grouped", lambda found: found.update(sizes={"capacity": 1})),
    ("TriedAlone", lambda found: found.update(found={"nothing": None})),
    ("Region", lambda found: found.update(at_least=None)),
    ("Region", lambda found: found.update(boxes=[BOX])),
    ("LeverSets", lambda found: found.update(found=[SETS])),
    ("LeverSets", lambda found: found.update(wanted=[])),
    ("Attribution", lambda found: found.update(unit="t ore/yr")),
    ("Attribution", lambda found: found["found"].update(end=99.0)),
    ("Attribution", lambda found: found["found"].update(contributions=[])),
    ("BreakEven", lambda found: found.update(indicator="nothing")),
    ("BreakEven", lambda found: found.update(target=float("nan"))),
    ("BreakEven", lambda found: found["found"].update(curve=[], scanned=[], crossings=[])),
]
BOX = {
    "sides": [{"input": "gone", "low": 1.0, "high": None, "by_chance": 0.0}],
    **{"coverage": 1.0, "density": 1.0, "mass": 0.5, "draws": 3},
}


@pytest.mark.parametrize(("kind", "written_over"), UNFIT)
def test_what_cannot_be_of_the_subject_is_left_out(
    toy: StudyHandle, kind: str, written_over: Callable[[dict], object]
) -> None:
    """A finding that somebody wrote over ends no brief."""
    run = toy.run("build")
    with closing(ReadingStore()) as store:
        drawn = toy.ensemble("build", draws=8, indicators=toy.study.settings.shown, store=store)
        run.break_even("Three times the magnets.add", MAGNETS, 0.5, 2025, store=store)
        run.why(MAGNETS, 2026, store=store)
        drawn.groups(MAGNETS, toy.decision_years()[0], "build", store=store)
        drawn.alone(MAGNETS, toy.decision_years()[0], "build", most=2, store=store)
        region_of(drawn, MAGNETS, 2026, "build", at_least=0.1, store=store)
        run.alternatives(MAGNETS, 2026, store=store)
    known = worked_out(run)
    assert all(_by_kind(known).values())
    with closing(sqlite3.connect(FindingStore().path)) as base:
        ((text,),) = base.execute("SELECT found FROM findings WHERE kind = ?", (kind,))
        found = json.loads(text)
        written_over(found)
        base.execute("UPDATE findings SET found = ? WHERE kind = ?", (json.dumps(found), kind))
        base.commit()
    left = _by_kind(worked_out(run))
    assert not left.pop(kind)
    of_draws = {"Grouped", "TriedAlone"} if kind == "Sureness" else set()
    assert {name for name, one in left.items() if not one} == of_draws
    brief_html(content_of(toy, run))


def _by_kind(known: WorkedOut) -> dict[str, object]:
    return {
        "Sureness": known.sureness,
        "BreakEven": known.break_evens,
        "Grouped": known.grouped,
        "TriedAlone": known.alone,
        "Region": known.regions,
        "LeverSets": known.sets,
        "Attribution": known.whys,
    }
