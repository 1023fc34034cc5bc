"""The server, asked over its address: answers, refusals, guards, and work that outlives it."""

import json
import os
import re
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from monazite.store.studies import find_study

from .served import free_port, studio

STATE = {"study": "toy"}


def asked(served: httpx.Client, **more: Any) -> httpx.Response:
    return served.post("/api/update", json={"state": STATE, **more})


def test_a_page_is_there_before_anything_was_asked(served: httpx.Client) -> None:
    answer = served.get("/s/toy/levers")
    assert answer.status_code == 200
    assert "<h1" in answer.text
    assert served.get("/", follow_redirects=False).headers["location"] == "/s/toy/start"
    assert served.get("/s/nothing/levers").status_code == 404


def test_an_answer_carries_the_link_and_what_charts_draw(served: httpx.Client) -> None:
    found = asked(served, seq=7, client="page", want=[{"chart": "supply"}]).json()
    assert found["link"] == "/s/toy/levers"
    assert found["charts"][0]["rows"]["supply"]


def test_facts_that_were_found_are_had_as_a_file(served: httpx.Client) -> None:
    """All of them, page after page, and as many as the screen says."""
    asked = {"study": "toy", "grade": "B"}
    count = served.post("/api/facts", json=asked).json()["count"]
    answer = served.get("/e/toy/facts.csv", params={"grade": "B"})
    assert answer.headers["content-type"].startswith("text/csv")
    head, *rows = answer.text.splitlines()
    assert head.startswith("id,table,what,value,low,high,text,unit,period,grade,source")
    assert len(rows) == count
    assert all(",B," in row for row in rows)
    every = served.get("/e/toy/facts.csv").text.splitlines()
    assert len(every) - 1 == served.post("/api/facts", json={"study": "toy"}).json()["count"]
    part = {"state": STATE, "part": "evidence", "given": {"grade": "B"}}
    html = served.post("/api/part", json=part).json()["html"]
    assert f"CSV ({count} rows)" in html
    assert "/e/toy/facts.csv?text=&amp;table=&amp;grade=B&amp;place=" in html
    assert served.get("/e/nothing/facts.csv").status_code == 404


def test_the_same_question_is_answered_with_the_same_bytes(served: httpx.Client) -> None:
    first, second = asked(served, seq=1), asked(served, seq=1)
    later = asked(served, seq=2, client="another page")
    assert first.content == second.content == later.content


def test_what_was_looked_at_ahead_is_answered_as_ever(served: httpx.Client) -> None:
    """Nothing is told at first; asked for its own sake it is what it would have been."""
    state = {**STATE, "base": "halt", "year": 2026}
    body = {"state": state, "known": [], "client": "ahead", "seq": 1}
    assert served.post("/api/ahead", json={"state": state}).json() == {"known": False}
    first = served.post("/api/update", json=body)
    again = served.post("/api/update", json=body)
    assert first.status_code == 200
    assert first.content == again.content
    assert served.post("/api/ahead", json={"state": state}).json() == {"known": True}
    nowhere = served.post("/api/ahead", json={"state": {"study": "nothing"}})
    assert nowhere.status_code == 404
    assert served.post("/api/ahead", json={"state": state, "more": 1}).status_code == 422


def test_an_answer_is_shared_by_pages_that_know_different_things(served: httpx.Client) -> None:
    want = [{"chart": "unmet", "width": 480}]
    first = asked(served, want=want)
    (chart,) = first.json()["charts"]
    assert chart["spec"]
    (known,) = asked(served, want=want, known=[chart["spec_hash"]]).json()["charts"]
    assert known == {**chart, "spec": None}, "of what was answered before it gets what it lacks"
    want = [{"chart": "unmet", "width": 500}]
    (chart,) = asked(served, want=want).json()["charts"]
    want, known = [{"chart": "unmet", "width": 500, "table": False}], [chart["spec_hash"]]
    assert asked(served, want=want, known=known).json()["charts"][0]["spec"] is None
    assert asked(served, want=want).json()["charts"][0]["spec"] == chart["spec"]


def test_every_answer_forbids_what_is_from_elsewhere(served: httpx.Client) -> None:
    for path in ("/s/toy/start", "/static/main.js", "/api/studies", "/api/nothing"):
        headers = served.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1:80@evil.example"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_another_site_may_not_ask(
    served: httpx.Client, headers: dict[str, str], status: int
) -> None:
    answer = served.post("/api/update", json={"state": STATE}, headers=headers)
    assert answer.status_code == status
    assert answer.json()["error"]["text"].endswith(".")


def test_what_is_too_large_or_no_question_is_refused(served: httpx.Client) -> None:
    large = served.post("/api/update", content=b" " * 1_100_000)
    assert large.status_code == 413
    for body in (
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"state": 3}',
        b'{"state": {"study": "toy", "x": 1}}',
    ):
        answer = served.post(
            "/api/update", content=body, headers={"content-type": "application/json"}
        )
        assert 400 <= answer.status_code < 500, body
        assert answer.json()["error"]["text"]


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e%2fapp.py", "/static/style.css%00", "/static/x"]
)
def test_no_file_but_its_own_is_given(served: httpx.Client, path: str) -> None:
    assert served.get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    "body", [b'{"state": {"study": "toy", "\\ud800": 1}}', b"[1e999]", b'"\\u0000"']
)
def test_what_cannot_be_written_back_is_refused_all_the_same(
    served: httpx.Client, body: bytes
) -> None:
    answer = served.post("/api/update", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]["text"]


def test_a_chart_has_an_address_of_its_own(served: httpx.Client) -> None:
    state = {**STATE, "base": "halt", "year": 2025, "compare": ["as-now"]}
    want = [{"chart": "supply"}, {"chart": "headlines"}]
    charts = served.post("/api/update", json={"state": state, "want": want}).json()["charts"]
    charts.append(served.post("/api/map", json={"state": state, "form": "oxide"}).json())
    for chart in charts:
        picture, table = served.get(chart["svg"]), served.get(chart["csv"])
        assert picture.headers["content-type"] == "image/svg+xml", picture.text
        assert picture.text.startswith("<svg")
        assert chart["title"] in picture.text
        assert "default-src 'self'" in picture.headers["content-security-policy"]
        assert len(table.text.splitlines()) == chart["count"] + 1
        assert served.get(chart["png"]).content.startswith(b"\x89PNG")
        assert chart["title"] in chart["citation"]
    own = served.get("/c/toy/supply.svg?base=halt&theme=dark&width=500")
    assert own.text != served.get("/c/toy/supply.svg?base=halt&width=500").text
    assert own.text != served.get("/c/toy/supply.svg?base=as-now&theme=dark&width=500").text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/c/toy/nothing.svg", 422, "there is no chart 'nothing'"),
        ("/c/toy/changed.svg?base=as-now", 422, "there is nothing to draw as 'changed'"),
        ("/c/toy/supply.exe", 422, "'svg', 'png' or 'csv'"),
        ("/c/other/supply.svg", 404, "no study"),
        ("/c/toy/supply.svg?year=soon", 422, "year=soon"),
        ("/c/toy/supply.svg?off=nothing", 422, "Unknown lever “nothing”"),
        ("/c/toy/map.svg?form=nothing", 422, "nothing"),
        ("/c/toy/..%2f..%2fsupply.svg", 404, "nothing at this address"),
    ],
)
def test_an_address_of_no_chart_is_refused(
    served: httpx.Client, path: str, status: int, told: str
) -> None:
    answer = served.get(path)
    assert answer.status_code == status
    assert told in answer.json()["error"]["text"]
    assert served.get(path, headers={"host": "evil.example"}).status_code == 421


def followed(client: httpx.Client, job: str, seconds: float = 60) -> dict[str, Any]:
    for _ in range(int(seconds / 0.2)):
        view: dict[str, Any] = client.get(f"/api/jobs/{job}").json()
        if view["status"] in ("done", "failed", "cancelled"):
            return view
        time.sleep(0.2)
    raise AssertionError(f"the work did not end: {view}")


def test_long_work_tells_what_each_lever_changes(served: httpx.Client) -> None:
    state = {**STATE, "base": "halt"}
    job = served.post("/api/jobs", json={"kind": "lever-effects", "state": state}).json()["id"]
    view = followed(served, job)
    assert view["status"] == "done", view
    assert [one["status"] for one in view["found"]]
    assert view["found"][0]["effects"][0]["change"]
    with served.stream("GET", f"/api/jobs/{job}/events") as events:
        last = [line for line in events.iter_lines() if line.startswith("data:")][-1]
    assert json.loads(last.removeprefix("data:"))["status"] == "done"
    assert served.get("/api/jobs/nothing").status_code == 404


def test_how_sure_a_number_is_comes_with_its_page(served: httpx.Client) -> None:
    state = {**STATE, "base": "both"}
    question = {"kind": "sure", "state": state, "key": "home_cost"}
    view = followed(served, served.post("/api/jobs", json=question).json()["id"])
    assert view["status"] == "done", view
    (found,) = view["found"]
    assert (found["key"], found["against"]) == ("home_cost", "As now")
    assert found["sentences"][0] in view["html"]
    chart = served.get(found["chart"]["csv"])
    assert chart.status_code == 200
    assert len(chart.text.splitlines()) == found["chart"]["count"] + 1


def test_figures_say_between_what_they_lie_once_that_is_tested(served: httpx.Client) -> None:
    state = {**STATE, "base": "both", "world": "central", "year": 2025}
    forged = [{"key": "self_sufficiency", "title": "", "range": "8 to 9", "made_by": "x"}]

    def headlines(**more: Any) -> list[dict[str, Any]]:
        body = {"state": {**state, **more}, "tested": forged}
        found: list[dict[str, Any]] = served.post("/api/update", json=body).json()["headlines"]
        return found

    assert {one["range"] for one in headlines()} == {""}, "whatever a page says"
    job = served.post("/api/jobs", json={"kind": "ranges", "state": state}).json()["id"]
    found = {one["key"]: one for one in followed(served, job)["found"]}
    told = headlines(compare=["halt"])
    assert {one["key"]: one["range"] for one in told} == {
        key: one["range"] or "no doubt moves it" for key, one in found.items()
    }
    assert any(one["grade"] for one in told)
    assert {one["range"] for one in headlines(year=2026)} == {""}


def test_work_can_be_cancelled(served: httpx.Client) -> None:
    job = served.post("/api/jobs", json={"kind": "ranges", "state": STATE}).json()["id"]
    assert served.delete(f"/api/jobs/{job}").status_code == 204
    assert followed(served, job)["status"] == "cancelled"


def test_what_a_page_loads_is_asked_for_once_and_again_only_where_it_changed(
    served: httpx.Client,
) -> None:
    (script,) = re.findall(r'src="([^"]*/main.js)"', served.get("/s/toy/levers").text)
    assert "immutable" in served.get(script).headers["cache-control"]
    other = served.get("/static/0123456789ab/main.js")
    assert other.status_code == 200, "a page that was opened before still finds what it needs"
    assert other.headers["cache-control"] == "no-cache"
    assert served.get("/static/0123456789ab/nothing.js").status_code == 404


@pytest.mark.slow
def test_a_page_opened_before_is_answered_from_what_was_kept(tmp_path: Path) -> None:
    body = {"state": {"study": "toy", "base": "halt"}, "want": [{"chart": "supply"}], "drawn": True}
    with studio(tmp_path, "toy") as (address, process):
        first = httpx.post(f"{address}/api/update", json=body, timeout=60)
        assert first.status_code == 200
        os.kill(process.pid, signal.SIGKILL)  # which leaves it no time to end its own
        process.wait()
        for _ in range(300):
            if not alive_in(process.pid):
                break
            time.sleep(0.1)
        assert not alive_in(process.pid)
    (kept,) = (tmp_path / "cache").rglob("openings/*.json")
    assert kept.read_text() == first.text
    kept.write_text(first.text.replace('"status":"optimal"', '"status":"kept"'))
    with studio(tmp_path, "toy") as (address, _):
        assert httpx.post(f"{address}/api/update", json=body).json()["status"] == "kept"
        again = httpx.post(f"{address}/api/update", json={**body, "drawn": False}, timeout=60)
        assert again.json()["status"] == "optimal"


def alive_in(session: int) -> list[int]:
    """Processes of a session that run, by what Linux says of them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[3]) == session and told[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.slow
def test_work_goes_on_after_the_server_was_killed(tmp_path: Path) -> None:
    port = free_port()
    with studio(tmp_path, "toy", port) as (address, process):
        question = {"kind": "lever-effects", "state": {**STATE, "base": "halt"}}
        job = httpx.post(f"{address}/api/jobs", json=question).json()["id"]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    with (
        studio(tmp_path, "toy", port) as (address, _),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        assert followed(client, job)["status"] == "done"


@pytest.mark.slow
def test_a_study_touched_on_disk_is_read_again_and_a_broken_one_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(find_study("toy"), folder)
    body = {"state": {"study": "mine"}, "want": []}
    with (
        studio(tmp_path, str(folder)) as (address, _),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        before = client.post("/api/update", json=body).json()
        settings = folder / "study.yaml"
        text = settings.read_text()
        settings.write_text(f"{text}\n# touched\n")
        after = client.post("/api/update", json=body).json()
        assert after["data_hash"] != before["data_hash"]
        settings.write_text("title: [")
        broken = client.post("/api/update", json=body)
        assert broken.status_code == 422
        assert "study.yaml" in broken.json()["error"]["text"]
        settings.write_text(text)
        assert client.post("/api/update", json=body).json()["data_hash"] == before["data_hash"]


@pytest.mark.slow
def test_an_open_address_needs_its_token(tmp_path: Path) -> None:
    with studio(tmp_path, "toy", None, "--host", "127.0.0.1", "--token", "secret") as (address, _):
        assert httpx.get(f"{address}/api/studies").status_code == 401
        chart = f"{address}/c/toy/supply.csv"
        assert httpx.get(chart).status_code == 401
        assert httpx.get(f"{chart}?token=secret", timeout=60).status_code == 200
        entered = httpx.get(f"{address}/s/toy/start?token=secret")
        assert entered.status_code == 200
        cookie = {"cookie": entered.headers["set-cookie"].partition(";")[0]}
        assert httpx.get(f"{address}/api/studies", headers=cookie).status_code == 200
        wrong = {"cookie": "monazite_token=other"}
        assert httpx.get(f"{address}/api/studies", headers=wrong).status_code == 401
