"""How sure a number is, as the studio tells it: draws of all facts, worked out as a job."""

import base64
import json
import re
import shutil
from contextlib import closing
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monazite.api import Ensemble, load
from monazite.brief.sentences.groups import groups_named
from monazite.core.errors import InvalidInput, Problem, SolveFailed
from monazite.core.numerals import whole_percent
from monazite.core.shares import NIL, is_told_apart, share_told
from monazite.core.usual import SEED
from monazite.findings.ensemble import TotalOrder
from monazite.runs.draws import grouped as grouping
from monazite.runs.draws import solved_draws
from monazite.runs.draws.drawing import ensemble
from monazite.runs.draws.grouped import Grouped
from monazite.runs.plan.kept_findings import findings_file, write_findings
from monazite.store import FindingStore, ReadingStore
from monazite.studio import process, sureness
from monazite.studio.asked import JobAsked, PartAsked
from monazite.studio.found_draws import (
    ByGroup,
    Decides,
    DoesAlone,
    GroupsTold,
    HeadlineDrawn,
    Settles,
    Sure,
    Within,
)
from monazite.studio.groups_told import groups_written
from monazite.studio.process import answered
from monazite.studio.room import Room
from monazite.studio.solving import solving
from monazite.studio.state import State
from monazite.studio.sureness import DRAWS, drawn_again
from monazite.studio.told import ChartView
from monazite.studio.views import found_html, part
from monazite.studio.work import JOBS, work

from .. import shipped
from .tables import cells

COST, MAGNETS = "home_cost", "self_sufficiency.magnet"


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


@pytest.fixture(scope="module")
def drawn() -> Ensemble:
    """The same as the page draws, asked in Python."""
    return shipped.handle("toy").ensemble("both", draws=DRAWS, seed=SEED)


pytestmark = pytest.mark.usefixtures("nothing_kept")


def job(room: Room, key: str = COST, **chosen: Any) -> Sure:
    state = {"study": "toy", "base": "both", **chosen}
    asked = JobAsked.model_validate({"kind": "sure", "state": state, "key": key})
    steps = list(JOBS["sure"](room, json.loads(asked.model_dump_json())))
    assert [step[0] for step in steps] == sorted(step[0] for step in steps)
    *before, found = [one for *_, one in steps if isinstance(one, Sure)]
    assert all(one.partial for one in before)
    assert (found.partial, found.draws) == (False, DRAWS)
    return found


def figure(text: str) -> float:
    return float(re.sub(r"[^\d.−]", "", text.partition("\u00a0")[0]).replace("−", "-"))


def test_it_tells_what_an_ensemble_finds(room: Room, drawn: Ensemble) -> None:
    found = job(room)
    (band,) = [one for one in drawn.band_records([COST], [found.year]) if one.strategy == "both"]
    assert (found.draws, found.seed) == (DRAWS, SEED)
    ends = re.search(r"between ([\d.]+) and ([\d.]+).million USD/yr", found.sentences[0])
    assert ends is not None
    assert [float(end) for end in ends.groups()] == pytest.approx(
        [1e-6 * band.low, 1e-6 * band.high], abs=6e-3
    )
    assert band.better is not None
    assert f"in {round(DRAWS * band.better)} of {DRAWS} draws" in found.sentences[1]
    gains = drawn.of("both", COST, found.year, above="as-now")
    assert f"worse in {int((gains > 1e-9).sum())} (" in found.sentences[1]
    decided = drawn.influence_records(COST, found.year, "both")
    assert [one.title for one in found.decides] == [one.title for one in decided if one.apart]
    assert {one.beyond for one in found.decides} == {"yes"}
    assert [one.beyond for one in found.settles] == ["may be chance"] * len(found.settles)
    assert f"{len(drawn.inputs)} facts and families of facts, seed {SEED}" in found.how


def test_every_headline_has_its_range(room: Room, drawn: Ensemble) -> None:
    found = job(room, MAGNETS)
    bands = {
        one.indicator: one
        for one in drawn.band_records(years=[found.year])
        if one.strategy == "both"
    }
    assert {MAGNETS, COST} <= {one.key for one in found.headlines}
    for one in found.headlines:
        band = bands[one.key]
        times = 100 if one.title.endswith("%") else 1e-6 if "million" in one.title else 1
        for told, value in ((one.low, band.low), (one.median, band.median), (one.high, band.high)):
            assert figure(told) == pytest.approx(times * value, abs=6e-2)
        assert band.better is not None
        assert one.better == f"{round(DRAWS * band.better)} of {DRAWS}"
    assert [row[0] for row in cells(found.chart.table)] == ["As now"] * 3 + ["Halt and build"] * 3


def test_what_it_is_worth_to_know_a_fact_is_what_an_ensemble_finds(
    room: Room, drawn: Ensemble
) -> None:
    found = job(room)
    rows = [one for one in drawn.settling_records(COST, found.year) if one.value > 0.0]
    told = [one for one in rows if one.apart] or rows[:3]
    assert told
    assert [one.title for one in found.settles] == [one.title for one in told]
    for one, row in zip(found.settles, told, strict=True):
        assert figure(one.worth) == pytest.approx(1e-6 * row.value, rel=6e-3)
        assert one.worth.endswith("million USD/yr")
        assert figure(one.chance) == pytest.approx(1e-6 * row.chance, rel=6e-3)
        assert one.beyond == ("yes" if row.apart else "may be chance")


def test_a_box_is_told_in_the_units_of_its_facts(room: Room) -> None:
    """More motors are wanted than the figure chosen, and home makes as many magnets as it can."""
    found = job(room, MAGNETS, year=2025)
    (side,) = found.box
    assert side.title == "Motors, Homeland (demand)"
    assert side.lies.startswith("above 10")
    assert side.range == "90 to 110\u00a0t magnet/yr"
    assert "all draws that lie there 100 % are such" in found.box_said
    assert "“As now” is the better of the two in no draw" in found.settles_said


def test_another_number_of_the_same_draws_takes_no_solve(room: Room) -> None:
    state, _ = room.understood(State(study="toy", base="both"))
    for key, solves in ((COST, 2 * DRAWS), (MAGNETS, 0)):
        with solving(workers=1) as work:
            assert drawn_again(room, state, key, work).solved == solves


def test_its_chart_has_an_address_once_it_was_worked_out(room: Room) -> None:
    state = {"study": "toy", "base": "both"}
    question = {"form": "csv", "asked": {"state": state, "want": [{"chart": "sure"}], "key": COST}}
    with pytest.raises(InvalidInput, match="was not worked out"):
        answered(room, "export", question)
    found = job(room)
    _, text = answered(room, "export", question)
    lines = base64.b64decode(json.loads(text)["data"]).decode().splitlines()
    assert len(lines) == found.chart.count + 1
    assert f"key={COST}" in found.chart.svg


def test_what_the_first_draws_say_is_told_while_others_come(room: Room, drawn: Ensemble) -> None:
    """Each is the same as so many draws of the whole, and says that more are to come."""
    asked = {"kind": "sure", "state": {"study": "toy", "base": "both"}, "key": COST}
    question = json.loads(JobAsked.model_validate(asked).model_dump_json())
    told = [one for *_, one in JOBS["sure"](room, question) if isinstance(one, Sure)]
    assert [(one.draws, one.asked_for) for one in told] == [(n, DRAWS) for n in (8, 16, 24, DRAWS)]
    some = told[1]
    ends = re.search(r"^From 16 of 32 draws: .* between ([\d.]+) and ([\d.]+)", some.sentences[0])
    assert ends is not None
    costs = drawn.of("both", COST, some.year)[:16]
    assert [float(end) for end in ends.groups()] == pytest.approx(
        [1e-6 * float(np.quantile(costs, part)) for part in (0.05, 0.95)], abs=6e-3
    )
    assert "16 of 32 draws of all facts" in some.chart.title
    assert (some.alone, some.alone_said) == ([], ""), "which takes solves, and waits for all"
    assert some.how.startswith("16 of 32 draws of ")
    again = [one for *_, one in JOBS["sure"](room, question) if isinstance(one, Sure)]
    assert [one.draws for one in again] == [DRAWS], "what is known already comes at once"


def test_what_was_drawn_before_processes_died_is_told(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve, left = solved_draws.draw_read, [9]

    def dying(worker: Any, task: Any) -> Any:
        if not left[0]:
            said = "processes died 3 times at a draw"
            raise SolveFailed(Problem(message=said, remedy="free memory"))
        left[0] -= 1
        return solve(worker, task)

    monkeypatch.setattr(solved_draws, "draw_read", dying)
    monkeypatch.setattr(sureness, "ensemble", partial(ensemble_alone, ensemble))
    asked = {"kind": "sure", "state": {"study": "toy", "base": "both"}, "key": COST}
    question = json.loads(JobAsked.model_validate(asked).model_dump_json())
    told = [one for *_, one in JOBS["sure"](room, question) if isinstance(one, Sure)]
    assert [one.draws for one in told] == [8, 9]
    assert told[-1].sentences[0].startswith("From 9 of 32 draws: ")
    assert "No more came: processes died 3 times at a draw." in told[-1].how


def ensemble_alone(draw: Any, *of: Any, **how: Any) -> Ensemble:
    """Draw in this process, where what is patched is seen."""
    found: Ensemble = draw(*of, **{**how, "workers": 1})
    return found


def test_a_job_keeps_what_the_last_draws_said(
    room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What some draws said gives way to what more of them say; a job that stops keeps the last."""
    sent: list[dict[str, Any]] = []
    question = {"kind": "sure", "state": {"study": "toy", "base": "both"}, "key": COST}

    class There:
        def send(self, text: str) -> None:
            sent.append(json.loads(text))
            if [one["draws"] for one in sent[-1].get("found", [])] == [16]:
                raise BrokenPipeError  # nobody hears any more

    asked = JobAsked.model_validate(question).model_dump_json()
    monkeypatch.setattr(process, "end_with_server", lambda: None)
    work("sure", str(shipped.handle("toy").study.path), asked, There())  # type: ignore[arg-type]
    found = [[one["draws"] for one in news["found"]] for news in sent if "found" in news]
    assert found == [[8], [16]]
    assert "From 16 of 32 draws" in sent[-1]["html"]


def test_what_facts_do_one_at_a_time_is_what_an_ensemble_finds(room: Room, drawn: Ensemble) -> None:
    found = job(room, MAGNETS, year=2026)
    told = drawn.alone(MAGNETS, 2026, "both")
    assert told is not None
    assert told.apart
    assert "do not foretell" in job(room).alone_said
    assert f"foretell {whole_percent(told.part)} ± " in found.alone_said
    rows = [one for one in told.rows if one.share >= 0.01][:8]
    assert [one.title for one in found.alone] == [one.title for one in rows]
    for one, row in zip(found.alone, rows, strict=True):
        assert one.share.startswith(f"{whole_percent(row.share)} ± ")
        assert one.more == ("more" if row.rises else "less")
    html = found_html("sure", [found])
    assert html.index("What facts do one at a time") < html.index("Which facts decide it")


def test_groups_of_facts_are_told_first_where_they_were_worked_out(
    room: Room, drawn: Ensemble
) -> None:
    before = job(room, MAGNETS, year=2026)
    assert (before.groups, before.groups_said) == ([], "")
    asks = unescape(found_html("sure", [before]))
    assert json.dumps(["job", "groups", {"key": MAGNETS}]) in asks
    assert "data-job" in asks
    with closing(ReadingStore()) as store:
        told = drawn.groups(MAGNETS, 2026, "both", draws=8, store=store)
    found = job(room, MAGNETS, year=2026)
    assert "data-job" not in found_html("sure", [found])
    clear = [one for one in told.rows if is_told_apart(one.total, one.total_error)]
    assert [one.title for one in found.groups] == [one.title for one in clear] != []
    assert found.groups[0].whole == share_told(clear[0].total, clear[0].total_error)
    html = found_html("sure", [found])
    assert html.index("Which groups of facts") < html.index("What facts do one at a time")
    assert job(room, MAGNETS, year=2025).groups == [], "which was not worked out"


def test_groups_a_study_keeps_stand_on_the_screen_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No draw is made for them; other plans, years and data are told nothing of them."""
    toy = load(shutil.copytree(shipped.folder("toy"), tmp_path / "toy"))
    with closing(ReadingStore()) as store:
        some = toy.ensemble("both", draws=8, indicators=[MAGNETS, COST], store=store)
        told = some.groups(MAGNETS, 2026, "both", draws=8, store=store)
        write_findings(toy.study, [some.runs[-1].records], store)
    FindingStore().path.unlink()
    room = Room(tmp_path / "toy")

    def screen(room: Room, **chosen: Any) -> str:
        state = State.model_validate({"study": "toy", "base": "both", "year": 2026, **chosen})
        return unescape(part(room, PartAsked(state=state, part="why")).html)

    first = next(one for one in told.rows if is_told_apart(one.total, one.total_error))
    shown = screen(room)
    assert "Which groups of facts decide the numbers of 2026" in shown
    assert f"“{first.title}” ({share_told(first.total, first.total_error)})" in shown
    for other in ({"year": 2025}, {"base": "build"}, {"facts": {"capacity:hom-mine#1": 47.0}}):
        assert "Which groups of facts" not in screen(room, **other), other
    asked = {"state": {"study": "toy", "base": "both", "year": 2026}, "key": MAGNETS}
    question = json.loads(JobAsked.model_validate({"kind": "groups", **asked}).model_dump_json())
    monkeypatch.setattr(sureness, "drawn_again", None)
    ((_, _, _, found),) = JOBS["groups"](room, question)
    assert isinstance(found, GroupsTold)
    assert found.groups[0].whole == share_told(first.total, first.total_error)
    file = findings_file(toy.study)
    file.write_text(file.read_text("utf-8").replace(toy.data_hash, "0" * 64), encoding="utf-8")
    assert "Which groups of facts" not in screen(Room(tmp_path / "toy"))


def test_a_number_that_no_draw_moves_is_told_apart_from_one_nothing_decides(room: Room) -> None:
    row = TotalOrder("a", "A", "C", 0.0, 1.0, total=0.1, total_error=0.2, draws=8)
    found = Grouped("both", 2026, 8, {"a": 3}, {MAGNETS: (row,), COST: ()})
    assert [groups_named(found, key) for key in (MAGNETS, COST)] == [NIL, "no draw moves it"]
    state, _ = room.understood(State(study="toy", base="both"))
    assert groups_written(room, state, found, COST).groups_said == "No draw moves it."
    assert groups_written(room, state, found, MAGNETS).groups_said.endswith("apart from nil.")


def test_groups_of_facts_are_drawn_anew_where_somebody_asks(
    room: Room, drawn: Ensemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told after each draw, kept for whoever draws again, and not solved twice when stopped."""
    state = {"study": "toy", "base": "both", "year": 2026}
    asked = JobAsked.model_validate({"kind": "groups", "state": state, "key": MAGNETS})
    question = json.loads(asked.model_dump_json())
    stopped = JOBS["groups"](room, question)
    told = [next(one for *_, one in stopped if isinstance(one, GroupsTold))]
    steps = list(JOBS["groups"](room, question))
    assert [step[0] for step in steps] == sorted(step[0] for step in steps)
    found = [one for *_, one in steps if isinstance(one, GroupsTold)]
    assert told[0] == found[0]
    number = [re.search(r"In (\d+) draws", one.groups_said) for one in found]
    assert [int(one[1]) for one in number if one] == list(range(8, 25))
    swapped = drawn.groups(MAGNETS, 2026, "both").rows
    rows = [one for one in swapped if is_told_apart(one.total, one.total_error)]
    assert [one.title for one in found[-1].groups] == [one.title for one in rows] != []
    again = job(room, MAGNETS, year=2026)
    assert (again.groups, again.groups_said) == (found[-1].groups, found[-1].groups_said)
    html = found_html("groups", found)
    assert html.startswith(f"<p>{found[-1].title}, 2026. In 24 draws")
    assert rows[0].title in html
    monkeypatch.setattr(grouping, "each_draw", None)
    *_, (*_, known) = JOBS["groups"](room, question)
    assert known == found[-1]


def test_it_is_told_in_the_money_that_was_chosen(room: Room) -> None:
    plain, told = job(room), job(room, money="INR")  # ten crore to a million dollars
    ends = [re.findall(r"between ([\d.]+) and ([\d.]+)", one.sentences[0]) for one in (plain, told)]
    assert "INR crore/yr" in told.sentences[0]
    assert [float(end) for end in ends[1][0]] == pytest.approx(
        [10 * float(end) for end in ends[0][0]], rel=6e-3
    )
    before, after = ({row.key: row for row in one.headlines}[COST] for one in (plain, told))
    assert figure(after.low) == pytest.approx(10 * figure(before.low), abs=6e-2)
    assert after.better == before.better
    assert "INR" in told.chart.subtitle
    last = [figure(cells(one.chart.table)[-1][-1]) for one in (plain, told)]
    assert last[1] == pytest.approx(10 * last[0], rel=6e-3)


def test_alone_there_is_nothing_to_be_better_than(room: Room) -> None:
    found = job(room, base="as-now")
    assert (found.against, found.settles, found.settles_said) == ("", [], "")
    assert len(found.sentences) == 1
    assert {(one.apart, one.better, one.worse) for one in found.headlines} == {("", "", "")}
    assert "Better in" not in found_html("sure", [found])


def test_a_fact_put_otherwise_stays_as_put(room: Room) -> None:
    fact = "capacity:hom-mine#1"
    state, _ = room.understood(State(study="toy", base="both", facts={fact: 47.0}))
    with solving(workers=1) as work:
        drawn = drawn_again(room, state, "output.ore", work)
    assert fact not in {name for one in drawn.inputs for name in one.facts}
    assert set(drawn.of("as-now", "output.ore", 2026)) == {47.0}
    assert "stay as put" in job(room, facts={fact: 47.0}).how


def test_a_number_without_a_value_is_refused_in_a_sentence(room: Room) -> None:
    with pytest.raises(InvalidInput, match="there is no indicator 'nothing'"):
        job(room, "nothing")


def test_what_was_found_goes_into_a_page_as_text() -> None:
    bad = "<b>&"
    chart = ChartView.model_construct(chart="sure")
    headline = HeadlineDrawn.model_validate(dict.fromkeys(HeadlineDrawn.model_fields, bad))
    decides = Decides.model_validate(dict.fromkeys(Decides.model_fields, bad))
    group = ByGroup.model_validate({**dict.fromkeys(ByGroup.model_fields, bad), "facts": 3})
    alone = DoesAlone.model_validate(dict.fromkeys(DoesAlone.model_fields, bad))
    settles = Settles.model_validate(dict.fromkeys(Settles.model_fields, bad))
    within = Within.model_validate(dict.fromkeys(Within.model_fields, bad))
    found = Sure.model_construct(
        **dict.fromkeys(("key", "title", "strategy", "against", "settles_said"), bad),
        **dict.fromkeys(("box_said", "how"), bad),
        year=2025,
        draws=3,
        asked_for=4,
        seed=1,
        sentences=[bad],
        headlines=[headline],
        groups=[group],
        groups_said=bad,
        alone=[alone],
        alone_said=bad,
        decides=[decides],
        settles=[settles],
        box=[within],
        chart=chart,
    )
    html = found_html("sure", [found])
    assert "<b>" not in html
    assert html.count("&lt;b&gt;&amp;") == 1 + 2 + 7 + 1 + 3 + 1 + 4 + 5 + 1 + 1 + 5 + 1 + 3 + 1
    assert 'data-card="sure"' in html
