"""Topic on what is promised: from the promise to what is made, as expected and if all comes."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.api.briefed import NUMBER, WIDE, Briefed
from monazite.api.run import Run
from monazite.charts.quantities import number
from monazite.findings import RUNGS
from monazite.report import PlainTable, Topic
from monazite.strategy import Delivery
from monazite.study import Study

WORDS = {
    "promised": "Promised",
    "date": "not there yet, or not ramped up",
    "delivery": "not delivered, or late",
    "economics": "does not pay",
    "idle": "stands idle",
    "made": "Made of what is promised",
    "standing": "Made by plants that stand or are being built anyway",
    "home": "Made at home",
}
"""What each rung is called."""


def promised(briefed: Briefed) -> Topic:
    """From what the subject promises to what is made, in every world that differs in delivery."""
    runs = deliveries(briefed.study, briefed.subject, briefed.inquiry.worlds)
    columns = [
        (run, year, {str(row["rung"]): row for row in run.ladder(year)})
        for run in runs
        for year in briefed.years
    ]
    if not columns or not any(_tonnes(rungs["promised"]) >= 1.0 for _, _, rungs in columns):
        return Topic(key="promised", title=TITLE)
    title = briefed.title(briefed.subject)
    says = [
        f"“{title}”, {briefed.study.worlds[run.world].title.lower()}: of "
        f"{number(_tonnes(rungs['promised']))} t a year promised, "
        f"{number(_tonnes(rungs['made']))} t are made in {year}; "
        f"{number(-_tonnes(rungs['date']))} t are not there yet, "
        f"{number(-_tonnes(rungs['delivery']))} t are not delivered, "
        f"{number(-_tonnes(rungs['economics']))} t do not pay and "
        f"{number(-_tonnes(rungs['idle']))} t stand idle."
        for run, year, rungs in columns
        if run is briefed.subject
    ]
    table = PlainTable(
        caption=f"“{title}”: from what is promised to what is made, "
        f"{columns[0][2]['promised']['unit']}.",
        note="Worlds differ in nothing but in what is delivered of a promise.",
        columns=[
            ("Step", WIDE),
            *(
                (f"{briefed.study.worlds[run.world].title}, {year}", NUMBER)
                for run, year, _ in columns
            ),
        ],
        rows=[
            [WORDS[rung], *(number(_tonnes(rungs[rung])) for _, _, rungs in columns)]
            for rung in RUNGS
        ],
    )
    return Topic(key="promised", title=TITLE, says=says, tables=[table])


TITLE = "From what is promised to what is made"


def _tonnes(row: dict[str, object]) -> float:
    return float(str(row["value"])) + 0.0


def deliveries(study: Study, run: Run, worlds: Mapping[str, tuple[Run, ...]]) -> list[Run]:
    """The run and the same strategy in each world that differs from its own in delivery alone.

    Worlds that deliver alike, such as one that says nothing of it and one that delivers all, are
    told once.
    """
    found, known = [run], [_delivered(run)]
    for name, others in worlds.items():
        for other in others:
            if (
                other.strategy == run.strategy
                and _rest(study, name) == _rest(study, run.world)
                and _delivered(other) not in known
            ):
                found.append(other)
                known.append(_delivered(other))
    return found


def _rest(study: Study, world: str) -> list[str]:
    levers = study.worlds[world].levers
    return [lever.origin for lever in levers if not isinstance(lever, Delivery)]


def _delivered(run: Run) -> tuple[bytes, ...]:
    names = ("programme", "site_limit", "decision_delay")
    return tuple(run.parameters[name].values.tobytes() for name in names)
