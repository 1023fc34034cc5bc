"""Times the studio in a real browser against its floors.

Run `python benchmarks/studio.py [STUDY] [--moves N] [--users N] [--seconds N] [--workers N]`. It
starts a server of its own, with one solver process unless told otherwise, opens it in a headless
Chromium and measures what a visitor waits for: from the press of a key to the last change of the
last chart. Beside each figure stands its floor, the same without what is ours: of a moved lever the
same picture with an answer that was given before, so that only the way and the drawing are left;
of the start a Python that loads the web server and nothing else. Milliseconds belong to the
machine and to what else it does meanwhile, so the load, processes that want a core, is printed with
them.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = 250
"""Milliseconds without a change after which a screen counts as settled."""

REST = 45
"""Seconds a page rests until what is one press away from it is answered."""

HOVER = 250
"""Milliseconds a pointer rests on what it presses."""

NOTCHES = """([names]) => [...document.querySelectorAll(".notches button[aria-pressed=false]")]
  .map((one) => one.id).filter((id) => names.some((name) => id.startsWith(name + "-")))"""
"""Stops of fields at which these are not."""

PRESS = "(one) => window.settled(() => one.click())"

SETTLED = """
window.settled = (act) => new Promise((done, failed) => {
  const began = performance.now(), seq = document.body.dataset.seq;
  let last = began;
  const spoken = document.getElementById("spoken");
  const look = new MutationObserver((changes) => {
    if (changes.some((one) => !spoken.contains(one.target))) last = performance.now();
  });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  look.observe(document.getElementById("content"), all);
  act();
  const wait = () => {
    const now = performance.now();
    if (now - began > 30000) { look.disconnect(); failed(new Error("nothing came")); }
    else if (document.body.dataset.seq !== seq && now - last > QUIET) {
      look.disconnect();
      done(last - began);
    } else setTimeout(wait, 20);
  };
  wait();
});
""".replace("QUIET", str(QUIET))


@dataclass(frozen=True)
class Row:
    """One figure of a visitor's wait, ms, with its floor and the bar it has to keep."""

    label: str
    milliseconds: float
    floor: float | None = None
    bar: float | None = None

    def __str__(self) -> str:
        """Give the figure, its floor and whether the bar is kept."""
        floor = f"{self.floor:9.0f}" if self.floor is not None else " " * 9
        kept = "" if self.bar is None else f"   bar {self.bar:.0f}"
        late = "" if self.bar is None or self.milliseconds <= self.bar else ", not kept"
        return f"{self.label:62}{self.milliseconds:9.0f}{floor}{kept}{late}"


def share(values: list[float], part: float) -> float:
    """The value below which a part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@contextmanager
def server(
    study: str, cache: Path, workers: int = 1
) -> Iterator[tuple[str, subprocess.Popen[bytes], float]]:
    """Run a studio; gives its address, its process and the ms from its start to its first page."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    began = time.perf_counter()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "monazite", "studio", study, "--no-browser"),
            *("--port", str(port), "--workers", str(workers)),
        ],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    name = Path(study).name
    try:
        while True:
            try:
                if httpx.get(f"{address}/s/{name}/levers", timeout=5).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.01)
        yield address, process, 1000 * (time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def start_floor() -> float:
    """Milliseconds a Python takes that loads the web server and does nothing."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import fastapi, uvicorn"], check=True)
    return 1000 * (time.perf_counter() - began)


def drawn(page: Page, address: str) -> float:
    """Milliseconds from opening the page of levers to the last of its charts."""
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_function("() => document.querySelectorAll('.card svg.marks').length >= 3")
    page.wait_for_selector("body[data-case]")
    return 1000 * (time.perf_counter() - began)


def numbers_of(view: dict[str, Any], base: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Numbers of the levers of a strategy that can be moved, each with its lever."""
    return [
        (lever["id"], field)
        for lever in view["levers"]
        if lever["id"] in base["levers"]
        for field in lever["fields"]
        if field["type"] in ("number", "share") and field["low"] < field["high"]
    ]


def levers_moved(page: Page, view: dict[str, Any]) -> tuple[list[float], list[float], list[float]]:
    """Move numbers of levers, the same back, and drop levers; ms of each."""
    state = page.evaluate("() => window.studio.chosen.state")
    base = next(one for one in view["strategies"] if one["name"] == state["base"])
    own, numbers = base["levers"], numbers_of(view, base)
    change = "([set]) => window.settled(() => window.studio.chosen.change({ set }))"
    moved, again, dropped = [], [], []
    chance = random.Random(7)
    for lever, field in numbers * max(1, 40 // max(1, len(numbers))):
        low, high = float(field["low"]), float(field["high"])
        value = round(low + (high - low) * chance.random(), 3)
        moved.append(page.evaluate(change, [{lever: {field["name"]: value}}]))
        page.evaluate(change, [{}])
        again.append(page.evaluate(change, [{lever: {field["name"]: value}}]))
    drop = "([off]) => window.settled(() => window.studio.chosen.change({ off, set: {} }))"
    for lever in own:
        dropped.append(page.evaluate(drop, [[lever]]))
        page.evaluate(drop, [[]])
    return moved, again, dropped


def notches_chosen(page: Page, view: dict[str, Any]) -> tuple[list[float], list[float]]:
    """Press notches of the levers of a strategy, each from the strategy as it is; ms of each.

    Every second is pressed at once, all others after the pointer has rested on them for a while,
    which is not counted: people look where they are before they press.
    """
    state = page.evaluate("() => window.studio.chosen.state")
    own = next(one["levers"] for one in view["strategies"] if one["name"] == state["base"])
    took: tuple[list[float], list[float]] = ([], [])
    for lever in (one for one in view["levers"] if one["id"] in own):
        page.evaluate("([id]) => window.studio.rail.unfold(id)", [lever["id"]])
        names = [f"{lever['id']}.{one['name']}" for one in lever["fields"]]
        ids = page.evaluate(NOTCHES, [names])
        for one in ids:
            rests = len(took[0]) > len(took[1])
            button = page.locator(f'[id="{one}"]')
            if rests:
                page.mouse.move(640, 450)
                button.hover()
                page.wait_for_timeout(HOVER)
            took[rests].append(float(button.evaluate(PRESS)))
            page.evaluate("() => window.settled(() => window.studio.chosen.reset())")
        page.evaluate("([id]) => window.studio.rail.open.delete(id)", [lever["id"]])
    return took


def pressed_after_rest(page: Page, view: dict[str, Any]) -> list[float]:
    """Press every switch and notch of a strategy once its page has rested for a while; ms of each.

    What is one press away is answered meanwhile, and each press is taken back by the next, without
    a rest in between.
    """
    state = page.evaluate("() => window.studio.chosen.state")
    own = next(one["levers"] for one in view["strategies"] if one["name"] == state["base"])
    reset = "() => window.settled(() => window.studio.chosen.reset())"
    switch = "([id]) => window.settled(() => document.getElementById(`on-${id}`).click())"
    for lever in own[:1]:  # a page that was moved once asks for what is in sight alone
        page.evaluate(switch, [lever])
        page.evaluate(reset)
    page.wait_for_timeout(1000 * REST)
    took = []
    for lever in own:
        took.append(float(page.evaluate(switch, [lever])))
        page.evaluate(reset)
        page.evaluate("([id]) => window.studio.rail.unfold(id)", [lever])
        fields = next(one["fields"] for one in view["levers"] if one["id"] == lever)
        names = [f"{lever}.{one['name']}" for one in fields]
        for one in page.evaluate(NOTCHES, [names]):
            took.append(float(page.locator(f'[id="{one}"]').evaluate(PRESS)))
            page.evaluate(reset)
        page.evaluate("([id]) => window.studio.rail.open.delete(id)", [lever])
    return took


def dragged(page: Page, view: dict[str, Any]) -> float | None:
    """Milliseconds after the last of sixty moves of a bar until the charts stand still."""
    state = page.evaluate("() => window.studio.chosen.state")
    own = next(one["levers"] for one in view["strategies"] if one["name"] == state["base"])
    for lever in view["levers"]:
        for field in lever["fields"]:
            if (
                lever["id"] in own
                and field["type"] in ("number", "share")
                and field["low"] < field["high"]
            ):
                return float(
                    page.evaluate(
                        """async ([lever, name, low, high]) => {
                          window.studio.dragging = true;
                          for (let at = 0; at < 60; at += 1) {
                            const value = low + ((high - low) * (at + 0.37)) / 61;
                            window.studio.chosen.change({ set: { [lever]: { [name]: value } } });
                            await new Promise((on) => setTimeout(on, 16));
                          }
                          return window.settled(() => {
                            window.studio.dragging = false;
                            window.studio.chosen.change(
                              { set: { [lever]: { [name]: low + (high - low) * 0.995 } } });
                          });
                        }""",
                        [lever["id"], field["name"], field["low"], field["high"]],
                    )
                )
    return None


class Crowd:
    """Visitors that each move a lever every few seconds, all of one server."""

    def __init__(
        self, address: str, view: dict[str, Any], base: dict[str, Any], want: list[dict[str, Any]]
    ) -> None:
        self.address, self.view, self.base, self.want = address, view, base, want
        self.took: list[float] = []
        self.refused = 0
        self.lasted = 0.0
        self.known: list[str] = []
        first = self.asked(httpx.Client(base_url=address, timeout=150), random.Random(0), 0)
        self.known = [chart["spec_hash"] for chart in first["charts"]]

    def asked(self, client: httpx.Client, chance: random.Random, number: int) -> dict[str, Any]:
        """Ask for a state nobody asked for yet."""
        fields = [
            (lever["id"], field["name"], field["low"], field["high"])
            for lever in self.view["levers"]
            for field in lever["fields"]
            if lever["id"] in self.base["levers"]
            and field["type"] in ("number", "share")
            and field["low"] < field["high"]
        ]
        changes: dict[str, dict[str, float]] = {}
        if fields:
            lever, name, low, high = chance.choice(fields)
            changes = {lever: {name: round(low + (high - low) * chance.random(), 6)}}
        body = {
            "state": {
                "study": self.view["name"],
                "base": self.base["name"],
                "set": changes,
            },
            "want": self.want,
            "known": self.known,
            "client": f"visitor-{number}",
        }
        began = time.perf_counter()
        answer = client.post("/api/update", json=body)
        self.took.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            self.refused += 1
        return dict(answer.json())

    def visit(self, number: int, until: float, pause: float) -> None:
        """One visitor: a move, a pause, until the time is up."""
        chance = random.Random(number)
        with httpx.Client(base_url=self.address, timeout=150) as client:
            time.sleep(pause * chance.random())
            while time.perf_counter() < until:
                began = time.perf_counter()
                self.asked(client, chance, number)
                time.sleep(max(0.0, pause - (time.perf_counter() - began)))

    def run(self, users: int, seconds: float, pause: float = 5.0) -> None:
        """Let all come at once."""
        self.took.clear()
        self.refused = 0
        began = time.perf_counter()
        until = began + seconds
        threads = [
            threading.Thread(target=self.visit, args=(number, until, pause))
            for number in range(users)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        self.lasted = time.perf_counter() - began


def beside_the_solve(
    study: str, view: dict[str, Any], base: dict[str, Any], wanted: list[dict[str, Any]]
) -> tuple[float, float]:
    """Processor time of a moved lever: of its solve, and of all that is read out of it; ms.

    Worked out in this process, so that it says the same whatever else the machine does.
    """
    from monazite.studio.asked import Asked, Want
    from monazite.studio.room import Room
    from monazite.studio.state import State
    from monazite.studio.update import update

    room, chance = Room(study), random.Random(3)
    want = tuple(Want(**one) for one in wanted)
    known: tuple[str, ...] = ()
    solves, rests = [], []
    for lever, field in numbers_of(view, base) * 10:
        low, high = float(field["low"]), float(field["high"])
        value = round(low + (high - low) * chance.random(), 4)
        moved = {lever: {field["name"]: value}}
        state, _ = room.understood(State(study=view["name"], base=base["name"], set=moved))
        began = time.process_time()
        room.run(state), room.ghost(state)
        solved = time.process_time()
        found = update(room, Asked(state=state, want=want, known=known))
        found.model_dump_json()
        rests.append(1000 * (time.process_time() - solved))
        solves.append(1000 * (solved - began))
        known = tuple(chart.spec_hash for chart in found.charts)
        if len(rests) == 10:
            break
    return share(solves[1:], 0.5), share(rests[1:], 0.5)


def megabytes(process: subprocess.Popen[bytes]) -> float:
    """Memory the server and its processes hold, shared pages counted once each."""
    total = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            # the fifth field after the name of the command is the session
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == process.pid:
                text = (path / "smaps_rollup").read_text()
                total += int(text.partition("\nPss:")[2].split()[0])
        except (OSError, ValueError, IndexError):
            continue
    return total / 1024


def watched(process: subprocess.Popen[bytes], crowd: Crowd, moves: int) -> None:
    """Let one visitor move levers without a pause; says what memory does, and what ten thousand do.

    A line is laid through what was held over the second half, when all that is kept is full.
    """
    held: list[tuple[float, float]] = [(0.0, megabytes(process))]
    with httpx.Client(base_url=crowd.address, timeout=150) as client:
        chance = random.Random(1)
        for number in range(1, moves + 1):
            crowd.asked(client, chance, 0)
            if number % max(1, moves // 40) == 0:
                held.append((float(number), megabytes(process)))
    late = held[len(held) // 2 :]
    middle = sum(at for at, _ in late) / len(late)
    steep = sum((at - middle) * value for at, value in late) / sum(
        (at - middle) ** 2 for at, _ in late
    )
    say(
        f"memory before, half through and after {moves} moves: {held[0][1]:.0f}, "
        f"{late[0][1]:.0f} and {late[-1][1]:.0f} MB; {1000 * steep:+.1f} MB for each thousand of "
        f"the second half, so {late[-1][1] + (10_000 - moves) * steep:.0f} MB after ten thousand"
    )


def load() -> str:
    """How many processes want one of how many cores."""
    return f"(load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"


def say(told: object) -> None:
    """Print a line at once, since the next one may take a while."""
    sys.stdout.write(f"{told}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("study", nargs="?", default="india")
    reader.add_argument("--moves", type=int, default=300, help="moves the memory is watched over")
    reader.add_argument("--users", type=int, default=50)
    reader.add_argument("--seconds", type=float, default=30.0, help="how long the users stay")
    reader.add_argument("--workers", type=int, default=1, help="processes with a solver")
    given = reader.parse_args()
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        raise SystemExit("There is no Chromium here; on Debian install the package chromium.")
    name = Path(given.study).name
    say(f"{'':62}{'ms':>9}{'floor':>9}")
    with tempfile.TemporaryDirectory() as folder:
        with server(given.study, Path(folder)) as (address, _, cold):
            httpx.get(f"{address}/api/study/{name}", timeout=120)
            httpx.get(f"{address}/static/vega.js", timeout=120)
        with server(given.study, Path(folder), given.workers) as (address, process, started):
            floor = start_floor()
            say(Row(f"from the command to the first page, first time {load()}", cold, floor))
            say(Row("from the command to the first page", started, floor, 1500))
            view = httpx.get(f"{address}/api/study/{name}", timeout=120).json()
            most = max(view["strategies"], key=lambda one: len(one["levers"]))
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.add_init_script(SETTLED)
                place = f"{address}/s/{name}/levers?base={most['name']}"
                say(
                    Row(
                        f"from a page nobody opened before to its charts {load()}",
                        drawn(page, place),
                    )
                )
                time.sleep(2)
                opened = []
                for _ in range(9):
                    opened.append(drawn(page, place))
                    time.sleep(1)
                say(
                    Row(
                        "from a page opened before to its charts, p50",
                        share(opened, 0.5),
                        None,
                        1000,
                    )
                )
                say(Row("the same, p95", share(opened, 0.95)))
                time.sleep(1)
                # what a page asks for is what is in sight
                want = page.evaluate("() => window.studio.place.want()")
                say(f"charts in sight: {', '.join(one['chart'] for one in want)}")
                moved, again, dropped = levers_moved(page, view)
                if moved:
                    floor = share(again, 0.5)
                    say(Row("a number moved, median", share(moved, 0.5), floor))
                    say(Row("a number moved, p95", share(moved, 0.95), share(again, 0.95), 100))
                if dropped:
                    say(Row("a lever dropped, p95", share(dropped, 0.95), None, 300))
                pressed = (*notches_chosen(page, view), pressed_after_rest(page, view))
                for label, chosen in zip(
                    (
                        "a notch pressed at once",
                        f"a notch the pointer is on for {HOVER} ms before",
                        f"a switch or notch after {REST} s of rest",
                    ),
                    pressed,
                    strict=True,
                ):
                    if chosen:
                        say(Row(f"{label}, median of {len(chosen)}", share(chosen, 0.5)))
                        say(Row(f"{label}, p95", share(chosen, 0.95), None, 100))
                last = dragged(page, view)
                if last is not None:
                    say(Row("after the last of sixty moves of a drag", last, None, 180))
                browser.close()
            solve, rest = beside_the_solve(given.study, view, most, want)
            say(Row("a number moved: its solve, processor time", solve))
            say(Row("a number moved: all else on the server, processor time", rest, None, 100))
            crowd = Crowd(address, view, most, want)
            for users in (1, given.users):
                crowd.run(users, given.seconds)
                label = f"{users} users, a move each 5 s, {{}} {load()}"
                say(Row(label.format("p50"), share(crowd.took, 0.5)))
                say(Row(label.format("p90"), share(crowd.took, 0.9), None, 150))
                answered = len(crowd.took) - crowd.refused
                say(f"{answered / crowd.lasted:.2f} answers a second, {crowd.refused} refused")
            watched(process, crowd, given.moves)


if __name__ == "__main__":
    main()
