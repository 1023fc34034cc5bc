"""What the studio answers, asked without a server: figures, charts, words, files."""

import base64
import json
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest

from monazite.charts.registry import Shown, pictures
from monazite.core.errors import InvalidInput
from monazite.core.numerals import Written, shown
from monazite.findings.evidence import ABOUT_NIL
from monazite.store import ReadingStore
from monazite.studio.answering import ANSWERS
from monazite.studio.asked import Asked, JobAsked, PartAsked, Want, WarningsAsked
from monazite.studio.briefing import is_worked_out
from monazite.studio.found import HeadlineRange
from monazite.studio.headlines import Headline
from monazite.studio.hearing import heard
from monazite.studio.keeping import ANSWERS_AT_MOST, answer_kept, keep, keep_answer, kept, made_by
from monazite.studio.pages import page
from monazite.studio.process import answered, signature
from monazite.studio.questions import QUESTIONS
from monazite.studio.room import Room
from monazite.studio.solving import solving
from monazite.studio.state import State
from monazite.studio.study_told import Named
from monazite.studio.told import HeadlineView, Update
from monazite.studio.update import update
from monazite.studio.views import figures, part, pieces
from monazite.studio.warning import warnings
from monazite.studio.whying import attributed
from monazite.studio.work import JOBS

from .. import shipped
from .tables import cells


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def asked(room: Room, *charts: str, **state: Any) -> Update:
    want = tuple(Want(chart=chart) for chart in charts)
    return update(room, Asked(state=State(study="toy", **state), want=want))


def test_headlines_are_those_of_the_run(room: Room) -> None:
    found = asked(room, base="halt")
    run = shipped.handle("toy").run("halt")
    for one in found.headlines:
        rows = run.indicators([one.key]).rows(named=True)
        row = next(row for row in rows if row["year"] == one.year)
        told = one.series[found.years.index(one.year)]
        assert told == pytest.approx(row["value"] * shown(row["unit"]).factor, rel=1e-3)


def test_a_lever_left_out_is_the_strategy_without_it(room: Room) -> None:
    for name in room.study.strategies:
        for lever in room.catalogue.levers_of(name):
            state = State(study="toy", base=name, off=(lever,))
            proposal = room.proposal(state)
            kinds = [one.kind for one in room.study.strategies[name].levers]
            assert len(proposal.levers) == len(kinds) - 1
            assert asked(room, base=name, off=(lever,)).words == [
                f"without “{room.catalogue.view(room.catalogue.entries[lever]).title}”"
            ]


def test_a_number_moved_is_the_lever_with_that_number(room: Room) -> None:
    view = next(
        (view, field)
        for view in room.catalogue.views.values()
        for field in view.fields
        if field.type == "number" and field.value
    )
    lever, field = view
    base = lever.strategies[0]
    half = field.value / 2  # type: ignore[operator]
    proposal = room.proposal(State(study="toy", base=base, set={lever.id: {field.name: half}}))
    changed = next(one for one in proposal.levers if one.kind == lever.kind)
    told = changed.as_data()[field.name]
    assert float(str(told).split()[0]) == pytest.approx(half)


def test_a_value_a_lever_refuses_is_told_in_a_sentence(room: Room) -> None:
    lever = next(
        v for v in room.catalogue.views.values() if any(f.type == "month" for f in v.fields)
    )
    field = next(one for one in lever.fields if one.type == "month")
    state = {"study": "toy", "base": lever.strategies[0], "set": {lever.id: {field.name: "soon"}}}
    with pytest.raises(InvalidInput, match="month"):
        room.run(State.model_validate(state))


def test_a_value_no_fact_can_have_is_told_in_a_sentence(room: Room) -> None:
    with pytest.raises(InvalidInput, match=r"capacity:hom-mine#1 at -5, .* is negative"):
        asked(room, facts={"capacity:hom-mine#1": -5.0})


def test_unknown_parts_of_a_state_are_left_out_and_told(room: Room) -> None:
    found = asked(room, base="nobody", off=("nothing",), facts={"no:fact#1": 1.0}, year=1999)
    assert found.year == found.years[0]
    assert found.ignored == [
        "Unknown strategy “nobody” ignored.",
        "Unknown lever “nothing” ignored.",
        "Unknown fact “no:fact#1” ignored.",
    ]


def test_a_specification_is_sent_once(room: Room) -> None:
    first = asked(room, "supply").charts[0]
    assert first.spec is not None
    assert all("values" not in one for one in [first.spec.get("data", {})])
    question = Asked(
        state=State(study="toy"), want=(Want(chart="supply"),), known=(first.spec_hash,)
    )
    again = update(room, question).charts[0]
    assert (again.spec, again.spec_hash) == (None, first.spec_hash)
    assert again.rows == first.rows


def test_a_table_is_given_where_it_is_wanted(room: Room) -> None:
    want = (Want(chart="supply"), Want(chart="unmet", table=False))
    whole, bare = update(room, Asked(state=State(study="toy"), want=want)).charts
    assert len(cells(whole.table)) == whole.count > 0
    assert '<th class="number" scope="col">Year</th>' in whole.table
    assert f"CSV ({whole.count} rows)" in whole.about
    assert f'data-copy="{whole.svg}"' in whole.about
    assert (bare.table, bare.about, bare.count) == ("", "", 0)


def test_rows_move_with_a_state_and_the_look_does_not(room: Room) -> None:
    before, after = (asked(room, "supply", base=base).charts[0] for base in ("as-now", "halt"))
    assert {name: len(rows) for name, rows in before.rows.items()} == {
        name: len(rows) for name, rows in after.rows.items()
    }


@pytest.mark.parametrize("kind", ["compare", "map", "explain", "facts"])
def test_every_question_has_an_answer(room: Room, kind: str) -> None:
    state = {"study": "toy", "base": "halt"}
    question = {
        "compare": {"state": state, "want": [{"chart": "headlines"}]},
        "map": {"state": state, "want": [{"chart": "map"}]},
        "explain": {"state": state, "key": "self_sufficiency", "year": 2025},
        "facts": {"study": "toy", "text": "", "limit": 5},
    }[kind]
    status, text = answered(room, kind, question)
    assert status == 200
    assert json.loads(text)


def test_a_strategy_saved_and_opened_again_is_the_same(room: Room) -> None:
    base = next(name for name in room.study.strategies if room.catalogue.levers_of(name))
    lever = room.catalogue.levers_of(base)[0]
    state = State(study="toy", base=base, off=(lever,))
    question = {"form": "yaml", "asked": {"state": state.model_dump()}}
    _, text = answered(room, "export", question)
    file = base64.b64decode(json.loads(text)["data"]).decode()
    _, opened = answered(room, "open", {"state": {"study": "toy", "money": "INR"}, "text": file})
    found = State.model_validate(json.loads(opened)["state"])
    assert found.money == "INR", "how figures are told stays as it was chosen"
    assert room.proposal(found).strategy.levers == room.proposal(state).strategy.levers


def test_a_strategy_that_was_changed_says_so_on_the_screen_beside_others_and_on_paper(
    room: Room,
) -> None:
    own = dict(room.catalogue.named(room.study.strategies["both"]))
    halt = next(name for name, lever in own.items() if lever.kind == "export_limit")
    state = State(study="toy", base="both", set={halt: {"tonnes_per_year": 3.0}})
    (said,) = room.differences(state, room.proposal(state).strategy)
    assert said == "“No neodymium leaves”: tonnes per year 3 t/yr instead of 0 t/yr"
    asked = {"state": {**state.model_dump(), "ghost": "both"}, "want": []}
    _, text = answered(room, "compare", asked)
    assert json.loads(text)["words"] == ["the same levers", said]
    question = {"form": "html", "asked": {"state": state.model_dump()}}
    _, text = answered(room, "export", question)
    assert f"<li>{said}</li>" in base64.b64decode(json.loads(text)["data"]).decode()


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("csv", b""), ("png", b"\x89PNG")])
def test_a_chart_can_be_taken_away(room: Room, form: str, begins: bytes) -> None:
    question = {
        "form": form,
        "asked": {"state": {"study": "toy"}, "want": [{"chart": "supply", "width": 500}]},
    }
    _, text = answered(room, "export", question)
    assert base64.b64decode(json.loads(text)["data"]).startswith(begins)


def test_the_brief_can_be_taken_away_as_a_pdf_with_tags(room: Room) -> None:
    _, text = answered(room, "export", {"form": "pdf", "asked": {"state": {"study": "toy"}}})
    data = base64.b64decode(json.loads(text)["data"])
    assert data.startswith(b"%PDF")
    assert b"/MarkInfo" in data or b"/StructTreeRoot" in data
    assert b"/Suspects" not in data, "readers that know it as a word of its own warn of it"


def test_a_brief_holds_what_was_worked_out_for_it_and_nothing_else(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("monazite.studio.work.os.cpu_count", lambda: 1)
    state = {"study": "toy", "base": "halt"}

    def saved(form: str, **more: Any) -> tuple[str, bytes]:
        question = {"form": form, "asked": {"state": {**state, **more}}}
        found = json.loads(answered(room, "export", question)[1])
        return found["name"], base64.b64decode(found["data"])

    def shown() -> str:
        text = answered(room, "part", {"part": "brief", "state": state})[1]
        assert "Save PDF with charts and claims" in text, "it does not hold every annex"
        return str(json.loads(text)["html"])

    left_out = b"Not worked out here"
    assert left_out in saved("html")[1]
    assert "Work it out" in shown()
    (found,) = done(room, "brief", state=state)
    assert found.title == room.study.strategies["halt"].title
    assert left_out not in saved("html")[1]
    assert "Work it out" not in shown()
    for more in ({"off": ["export-limit-no-neodymium-leaves"]}, {"ghost": "build"}):
        other = room.understood(State.model_validate({**state, **more}))[0]
        assert not is_worked_out(room, other)
    with closing(ReadingStore()) as store:
        shipped.handle("toy").run("halt").break_even(
            *("demand:motors-hom#1", "self_sufficiency.magnet", 0.1, 2026), store=store
        )
    assert "Work it out" in shown(), "more was found of it since, here in Python"
    assert left_out not in saved("html")[1], "what was worked out before is not lost"
    done(room, "brief", state=state)
    assert "Work it out" not in shown()
    assert b'id="break-even"' in saved("html")[1]
    name, short = saved("pdf-short")
    assert name == "monazite_toy_halt_two-pages.pdf"
    assert short.startswith(b"%PDF")
    assert len(saved("pdf")[1]) > len(short)


def test_a_brief_with_a_value_of_ones_own_holds_it_against_the_same(room: Room) -> None:
    fact = next(iter(room.study.evidence.facts))
    value = room.study.evidence.facts[fact].value
    assert value is not None
    question = {
        "form": "html",
        "asked": {"state": {"study": "toy", "base": "halt", "facts": {fact: value * 1.01}}},
    }
    found = json.loads(answered(room, "export", question)[1])
    assert "Facts put otherwise, for every strategy" in base64.b64decode(found["data"]).decode()


def test_grades_stand_beside_pictures_of_limits_at_once() -> None:
    """Of a plan whose limits nobody looked at they would take longest, and are asked for later."""
    room = Room("toy")
    state = State(study="toy", base="both", year=2024)
    bare = update(room, Asked(state=state))
    assert not bare.graded
    assert {one.grade for one in bare.headlines} == {""}
    limits = update(room, Asked(state=state, want=(Want(chart="bottlenecks", width=600),)))
    assert limits.graded
    assert limits.headlines[0].grade == "A"
    assert "firm evidence" in limits.figures


def test_the_start_has_a_card_for_each_world_with_a_stop(room: Room) -> None:
    _, text = answered(room, "part", {"part": "start", "state": {"study": "toy"}})
    html = json.loads(text)["html"]
    stops = [name for name in room.study.worlds if room.handle.shock_years(name)]
    assert stops
    for name in room.study.worlds:
        assert (f"What if: {room.study.worlds[name].title}?" in html) == (name in stops)


def test_an_answer_says_when_its_world_stops_trade_and_reads_its_headlines_aloud(
    room: Room,
) -> None:
    for name in room.study.worlds:
        years, told = room.handle.shock_years(name), asked(room, world=name)
        assert bool(years) == told.shocks.startswith("a stop of trade in ")
        assert all(str(year) in told.shocks for year in years)
        assert told.spoken.split(". ") == [one.sentence for one in told.headlines]


def test_every_question_that_may_be_asked_is_answered_by_somebody() -> None:
    assert set(ANSWERS) == set(QUESTIONS)
    assert set(JOBS) == set(get_args(JobAsked.model_fields["kind"].annotation))


def test_a_table_taken_away_is_that_of_the_chart(room: Room) -> None:
    question = {"form": "csv", "asked": {"state": {"study": "toy"}, "want": [{"chart": "supply"}]}}
    _, text = answered(room, "export", question)
    lines = base64.b64decode(json.loads(text)["data"]).decode().splitlines()
    drawn = pictures()["supply"].draw(
        Shown(room.run(room.defaults.fill(State(study="toy"))), room.handle.run("as-now"), 2025)
    )
    assert drawn is not None
    assert len(lines) == drawn.table().height + 1


def test_what_is_used_is_what_a_cell_rests_on(room: Room) -> None:
    used = {fact for fact, cells in room.used_in.items() if cells}
    assert used
    rivals = [one for one in room.known_facts.values() if not one.chosen]
    assert used.isdisjoint(one.fact_id for one in rivals)


def test_the_first_page_is_kept_for_the_files_as_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert kept(tmp_path, "1") == {}
    keep(tmp_path, "1", '{"title": "T"}', '{"headlines": []}')
    assert kept(tmp_path, "1") == {"view": {"title": "T"}, "update": {"headlines": []}}
    assert kept(tmp_path, "2") == {}
    for file in (tmp_path / "cache").rglob("*.json"):
        file.write_text("{")
    assert kept(tmp_path, "1") == {}


def test_what_a_page_opened_with_is_kept_for_the_same_question_on_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for number in range(ANSWERS_AT_MOST + 2):
        keep_answer(tmp_path, "1", f"{number}", f"[{number}]")
    last = str(ANSWERS_AT_MOST + 1)
    assert answer_kept(tmp_path, "1", last) == f"[{last}]"
    assert answer_kept(tmp_path, "2", last) is None, "the study has changed since"
    files = list((tmp_path / "cache").rglob("*.json"))
    assert len(files) == ANSWERS_AT_MOST
    for file in files:
        file.write_text("{")
    assert answer_kept(tmp_path, "1", last) is None


def test_a_page_that_opens_gets_its_pictures_drawn(room: Room) -> None:
    want = (Want(chart="supply", width=400),)
    state = State(study="toy", base="halt")
    plain, opened = (
        update(room, Asked(state=state, want=want, drawn=drawn)).charts[0]
        for drawn in (False, True)
    )
    assert plain.drawing == ""
    assert opened.drawing.startswith("<svg")
    assert 'aria-label="' in opened.drawing
    assert opened.model_copy(update={"drawing": ""}) == plain


def test_a_page_tells_its_figures_before_any_script_and_as_text() -> None:
    one = HeadlineView(
        **{"key": "made", "title": "<b>", "unit": "%", "year": 2030, "text": "7\u00a0%"},
        **{"ghost_text": "5 %", "difference": "+2\u00a0%", "mark": "better"},
        **{"standing": "determined", "series": [1.0, None], "ghost": [], "sentence": "<i>"},
    )
    headline = Headline(one, Written("7", "%"), Written("+2", "points"))
    update = {"figures": str(figures([headline]))}
    kept_page = {"view": {"title": "</script>", "question": "&"}, "update": update}
    text = page(kept_page, "toy", "levers", "", ["toy"])
    assert "&lt;b&gt;" in text
    assert '<span class="value">7<small>\u00a0%</small></span>' in text
    assert "▲ +2 points, better" in text
    assert "<b>" not in text
    assert "<i>" not in text
    assert text.count("</script>") == 2, "what the study says closes no script"
    assert (
        "better" not in page(kept_page, "toy", "levers", "year=2026", ["toy"]).partition("<body")[2]
    )


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (Written("+2", "points"), "▲ +2 points, better"),
        (Written("−2", "points"), "▼ −2 points, better"),
        (Written("0"), "no change"),
        (Written(ABOUT_NIL), "change about nil"),
        (Written(""), ""),
    ],
)
def test_a_figure_says_which_way_it_goes_where_that_is_a_finding(
    difference: Written, told: str
) -> None:
    one = HeadlineView(
        **{"key": "made", "title": "Made", "unit": "%", "year": 2030, "text": "7\u00a0%"},
        **{"ghost_text": "5 %", "difference": str(difference), "mark": "better"},
        **{"standing": "determined", "series": [], "ghost": [], "sentence": ""},
    )
    assert f'<span class="gap better">{told}</span>' in str(
        figures([Headline(one, Written("7", "%"), difference)])
    )


@pytest.mark.parametrize(
    ("unit", "bare", "range_", "grade", "told"),
    [
        (
            "%",
            "2.5 to 9.2",
            "2.5 to 9.2\u00a0%",
            "C",
            'standing C">2.5 to 9.2\u00a0%, thin evidence<',
        ),
        (
            "t",
            "204 to 483",
            "204 to 483\u00a0t oxide/yr",
            "A",
            'standing A">204 to 483, firm evidence<',
        ),
        ("t", "", "no doubt moves it", "", 'standing">no doubt moves it<'),
        ("t", "", "", "", 'standing">not yet tested<'),
        ("t", "", "", "C", 'standing C">not yet tested, thin evidence<'),
    ],
)
def test_a_figure_says_between_what_it_lies_and_how_firm_that_is(
    unit: str, bare: str, range_: str, grade: str, told: str
) -> None:
    one = HeadlineView(
        **{"key": "made", "title": "Made", "unit": unit, "year": 2030, "text": f"7\u00a0{unit}"},
        **{"ghost_text": "", "difference": "", "mark": "neither", "range": range_},
        **{"standing": "not yet tested", "series": [], "ghost": [], "sentence": ""},
        **{"grade": grade},
    )
    headline = Headline(one, Written("7", unit), Written(""), bare)
    html = str(figures([headline]))
    assert told in html
    assert html.count(">not yet tested") == (not range_), "which stands once"


def test_pictures_a_study_cannot_have_are_missed_with_a_reason(room: Room) -> None:
    """Indonesia sells all of its nickel, so that nothing is seen of uses at home."""
    abroad = Room("indonesia")
    told = update(abroad, Asked(state=State(study="indonesia"), screen="levers")).notes
    assert "Not shown here, since nobody at home uses smelted nickel: where supply" in told
    assert "; what users do without, by industry." in told
    chain = update(abroad, Asked(state=State(study="indonesia"), screen="chain")).notes
    assert "Not shown" not in chain, "that screen has neither"
    state = State(study="toy", base="both")
    assert "Not shown" not in update(room, Asked(state=state, screen="levers")).notes


def test_a_range_of_other_data_is_not_shown(room: Room) -> None:
    state = State(study="toy", base="both", year=2025)

    def told(data_hash: str) -> set[str]:
        by = made_by(data_hash)
        one = HeadlineRange(key=keys[0], title="", range="1 to 2", made_by=by)
        answer = update(room, Asked(state=state, tested=(one,)))
        return {line.range for line in answer.headlines}

    keys = [line.key for line in update(room, Asked(state=state)).headlines]
    assert told(room.study.data_hash) == {"", "1 to 2"}
    assert told("that of yesterday") == {""}


def test_a_difference_that_counts_as_nothing_is_neither_better_nor_worse(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = {one.key: one for one in asked(room, base="build").headlines}
    monkeypatch.setattr("monazite.findings.evidence.verdicts.FLOOR", 10.0)
    moved = [
        one
        for one in asked(room, base="build").headlines
        if plain[one.key].difference not in ("", "0") and "loss" not in one.key
    ]
    assert moved
    for one in moved:
        assert (one.difference, one.mark) == (ABOUT_NIL, "neither")
        assert f"{one.text}, about no difference against" in one.sentence
        assert plain[one.key].difference in plain[one.key].sentence


def test_no_text_of_a_part_is_markup() -> None:
    bad = "</b><script>alert('x')</script>\"'"
    made = [
        pieces.button(bad, "fact", bad),
        pieces.choice(bad, bad, [Named(name=bad, title=bad)], bad),
        pieces.field(bad, bad, bad),
        pieces.card(bad, bad, pieces.table((bad,), [(bad, bad)])),
        pieces.web(bad, "https://example.org/" + bad),
        pieces.web(bad, "javascript:" + bad),
    ]
    for one in made:
        assert "<script" not in one
        assert 'href="javascript' not in one


def test_a_touched_file_changes_the_signature(tmp_path: Any) -> None:
    (tmp_path / "a.csv").write_text("a")
    before = signature(str(tmp_path))
    (tmp_path / "b.csv").write_text("b")
    assert signature(str(tmp_path)) != before
    (tmp_path / "evidence" / "more").mkdir(parents=True)
    before = signature(str(tmp_path))
    (tmp_path / "evidence" / "more" / "facts.csv").write_text("fact\n")
    (tmp_path / "evidence" / "gone.csv").symlink_to(tmp_path / "nowhere")
    assert signature(str(tmp_path)) != before
    assert signature(str(tmp_path / "nowhere")) == signature(str(tmp_path / "nobody"))


def done(room: Room, kind: str, **question: Any) -> list[Any]:
    asked = JobAsked.model_validate({"kind": kind, **question})
    steps = JOBS[kind](room, json.loads(asked.model_dump_json()))
    return [found for _, _, _, found in steps if found is not None]


def test_why_shares_out_what_a_headline_differs_by(room: Room, nothing_kept: None) -> None:
    both = {"study": "toy", "base": "halt", "on": ["capacity-programme-three-times-the-magnets"]}
    (found,) = done(room, "why", state=both, key="self_sufficiency")
    state, _ = room.understood(State.model_validate(both))
    line = next(
        one
        for one in asked(room, base="halt", on=both["on"]).headlines
        if one.key == "self_sufficiency.magnet"
    )
    assert (found.end, found.start, found.effect) == (line.text, line.ghost_text, line.difference)
    with solving(workers=1) as work:
        shares = attributed(room, state, "self_sufficiency", work).found.contributions
    assert sum(one.contribution for one in shares) == pytest.approx(0.2, abs=1e-9)
    assert {one.lever: one.adds for one in found.contributions} == {
        "No neodymium leaves": "0",
        "Three times the magnets": line.difference,
    }
    assert found.sentences[1] == (
        f"Most of it comes of “Three times the magnets” ({line.difference})."
    )
    assert [row[0] for row in cells(found.chart.table)] == [
        "As now",
        *(one.lever for one in found.contributions),
        room.run(state).case.strategy.title,
    ]


def test_why_says_what_works_the_other_way_and_what_two_do_together(
    room: Room, nothing_kept: None
) -> None:
    both = {"study": "toy", "base": "halt", "on": ["capacity-programme-three-times-the-magnets"]}
    (found,) = done(room, "why", state=both, key="unmet_demand")
    adds = {one.lever: one for one in found.contributions}
    assert adds["No neodymium leaves"].adds.startswith("+")
    assert found.how.startswith("All 4 subsets")


def test_plans_that_do_not_differ_have_no_why(room: Room) -> None:
    with pytest.raises(InvalidInput, match="do not differ"):
        done(room, "why", state={"study": "toy", "base": "as-now"}, key="self_sufficiency")


def test_a_why_has_an_address_once_it_was_worked_out(room: Room, nothing_kept: None) -> None:
    state = {"study": "toy", "base": "halt"}
    question = {
        "form": "csv",
        "asked": {"state": state, "want": [{"chart": "why"}], "key": "home_cost"},
    }
    with pytest.raises(InvalidInput, match="was not worked out"):
        answered(room, "export", question)
    (found,) = done(room, "why", state=state, key="home_cost")
    _, text = answered(room, "export", question)
    lines = base64.b64decode(json.loads(text)["data"]).decode().splitlines()
    assert len(lines) == found.chart.count + 1
    assert "key=home_cost" in found.chart.svg


def test_a_lever_that_touches_a_bottleneck_can_be_tried(room: Room) -> None:
    state = State(study="toy", base="halt")
    rows = done(room, "next-bottlenecks", state=state)
    (lever,) = rows[0].tries
    assert (rows[0].stage, lever.title, lever.in_force) == (
        "Magnet",
        "Three times the magnets",
        False,
    )
    pulled = asked(room, base="halt", on=(lever.lever,))
    key = "self_sufficiency.magnet"
    assert next(one.text for one in pulled.headlines if one.key == key) == lever.after
    again = done(room, "next-bottlenecks", state=state.model_copy(update={"on": (lever.lever,)}))
    held = [one for row in again for one in row.tries if one.lever == lever.lever]
    assert all(one.in_force for one in held)


def test_work_that_calls_back_is_read_step_by_step_and_fails_where_it_is_read() -> None:
    def counted(say: Any) -> int:
        for number in range(3):
            say(str(number))
        return 7

    def broken(say: Any) -> None:
        say("0")
        raise InvalidInput([])

    steps = heard(counted, int)
    assert [next(steps) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(StopIteration) as ended:
        next(steps)
    assert ended.value.value == 7
    steps = heard(broken, str)
    assert next(steps) == "0"
    with pytest.raises(InvalidInput):
        next(steps)


@pytest.mark.slow
def test_what_looks_odd_is_mended_by_the_levers_that_are_offered() -> None:
    india = Room("india")
    state = State(study="india", base="article-nameplate")

    def odd(state: State, *, mend: bool = False) -> dict[str, Any]:
        found = warnings(india, WarningsAsked(state=state, mend=mend))
        return {one.text: one for one in found.warnings}

    before = odd(state, mend=True)
    text, warned = next((text, one) for text, one in before.items() if "does nothing" in text)
    assert odd(state)[text].fixes == []
    pulled = [fix for fix in warned.fixes if fix.pull]
    left_out = [fix for fix in warned.fixes if not fix.pull]
    assert len(left_out) == 1
    assert pulled
    assert text not in odd(state.model_copy(update={"off": (left_out[0].lever,)}))
    assert text not in odd(state.model_copy(update={"on": (pulled[0].lever,)}))
    dear = next(one for text, one in before.items() if "outside the" in text)
    assert dear.facts
    assert all(one.name in india.study.evidence.facts for one in dear.facts)
    shown = PartAsked(state=state, part="warnings", given={"mend": "yes"})
    html = part(india, shown).html
    for one in dear.facts:
        assert f"Look at “{one.title}”" in html


def test_a_screen_opens_of_a_country_whose_users_want_nothing() -> None:
    """All that Indonesia makes leaves; cards of what its users need have nothing to show."""
    room = Room("indonesia")
    cards = room.view().cards["levers"]
    want = tuple(Want(chart=name) for name in cards)
    found = update(room, Asked(state=State(study="indonesia"), want=want))
    assert "unmet" in cards
    drawn = {one.chart for one in found.charts}
    assert {"bottlenecks", "costs"} <= drawn < {*cards}
    assert not drawn & {"supply", "unmet"}
