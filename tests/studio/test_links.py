"""Short links: equal for what is equal, bounded, plain about what is not there."""

import re
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from monazite.store.studies import find_study
from monazite.studio import links
from monazite.studio.asked import Asked, LinkAsked
from monazite.studio.links import Links, TooLong
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.update import update

from .served import studio

LONG = "http://127.0.0.1/s/toy/levers?title=" + "x" * 300


def asked(**state: Any) -> LinkAsked:
    whole = State.model_validate({"study": "toy", **state})
    return LinkAsked(state=whole, screen="chain", beside="#sheet=region", made="abc")


def test_equal_states_have_equal_links(tmp_path: Path) -> None:
    kept = Links(tmp_path / "studio.sqlite")
    one = asked(off=("b", "a"), set={"x": {"n": 1, "m": 2.0}}, facts={"p": 1.0, "q": 2.0})
    same = asked(off=("a", "b", "a"), set={"x": {"m": 2.0, "n": 1}}, facts={"q": 2.0, "p": 1.0})
    mark = kept.keep(one)
    assert re.fullmatch(r"[0-9a-f]{12}", mark)
    assert kept.keep(same) == mark
    assert kept.keep(same.model_copy(update={"link": "elsewhere"})) == mark
    assert kept.keep(one.model_copy(update={"made": "def"})) != mark, "of other data"
    found = Links(tmp_path / "studio.sqlite").see(mark)
    assert found is not None
    assert found.state == asked(off=("a", "b"), set=one.state.set, facts=one.state.facts).state
    assert (found.screen, found.beside, found.made) == ("chain", "#sheet=region", "abc")


def test_links_are_bounded_and_those_in_use_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "KEPT_AT_MOST", 3)
    kept = Links(tmp_path / "studio.sqlite")
    marks = [kept.keep(asked(year=year)) for year in (2025, 2026, 2027)]
    assert kept.see(marks[0]) is not None
    kept.keep(asked(year=2028))
    assert [kept.see(mark) is None for mark in marks] == [False, True, False]
    with pytest.raises(TooLong):
        kept.keep(asked(facts={f"{at:0200}": 1.0 for at in range(180)}))


def test_what_another_version_kept_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    kept = Links(tmp_path / "studio.sqlite")
    mark = kept.keep(asked())
    with links.opened(kept.path) as file:
        file.execute("update links set said = replace(said, 'screen', 'room')")
    assert kept.see(mark) is None


def test_a_long_address_gets_a_short_one_that_opens_the_same(served: httpx.Client) -> None:
    state = {"study": "toy", "base": "halt", "year": 2026}
    body = {"state": state, "screen": "chain", "beside": "#sheet=region&key=FOR", "made": "1" * 64}
    short = served.post("/api/links", json={**body, "link": "http://here/s/toy/chain"}).json()
    assert short["link"] == "http://here/s/toy/chain?made=111111111111", "which is short enough"
    found = served.post("/api/links", json={**body, "link": LONG}).json()
    assert re.fullmatch(rf"{served.base_url}/p/[0-9a-f]{{12}}".replace("//p", "/p"), found["link"])
    assert found["link"] in found["html"]
    page = served.get(found["link"])
    assert page.status_code == 200
    for said in ('"base": "halt"', "#sheet=region\\u0026key=FOR", f'"made": "{"1" * 64}"'):
        assert said in page.text
    assert 'data-screen="chain"' in page.text


def test_links_that_lead_nowhere_say_so(served: httpx.Client) -> None:
    page = served.get("/p/0123456789ab")
    assert page.status_code == 404
    assert "This studio keeps no link of that name" in page.text
    page = served.get("/s/<b>/levers")
    assert page.status_code == 404
    assert "This studio has no study “&lt;b&gt;”" in page.text
    foreign = {"state": {"study": "elsewhere"}, "link": LONG}
    assert served.post("/api/links", json=foreign).status_code == 404
    nowhere = {"state": {"study": "toy"}, "screen": "nowhere", "link": LONG}
    assert served.post("/api/links", json=nowhere).status_code == 422


def test_a_link_of_a_study_that_is_served_no_more_says_so(tmp_path: Path) -> None:
    own = shutil.copytree(find_study("toy"), tmp_path / "own")
    with studio(tmp_path, str(own)) as (address, _):
        body = {"state": {"study": "own"}, "link": LONG}
        link = httpx.post(f"{address}/api/links", json=body, timeout=60).json()["link"]
        assert httpx.get(link, timeout=60).status_code == 200
    with studio(tmp_path, "toy") as (address, _):
        page = httpx.get(f"{address}/p/{link.rpartition('/')[2]}", timeout=60)
    assert page.status_code == 404
    assert "This studio has no study “own”" in page.text


def test_a_link_made_with_other_data_says_so() -> None:
    room = Room("toy")
    now = room.study.data_hash
    older = update(room, Asked(state=State(study="toy"), made="0" * 64))
    assert f"made with data 000000000000; the study now holds {now[:12]}" in older.notes
    assert "made with data" not in update(room, Asked(state=State(study="toy"), made=now)).notes
