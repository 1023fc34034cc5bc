"""Topic on what is promised: from the promise to what is made, as expected and if all comes."""

from __future__ import annotations

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.core.numerals import number
from monazite.core.wording import listed
from monazite.findings.account import RUNGS, Rung
from monazite.report import PlainTable, Topic
from monazite.runs.plan.masses import mass_of_makers

WORDS = {
    "promised": "Promised",
    "allowed": "Allowed to investors at most",
    "date": "less what is not there yet, or not ramped up",
    "delivery": "less what is not delivered, or late",
    "economics": "less what does not pay",
    "idle": "less what stands idle",
    "standing": "Made by plants that stand or are being built anyway",
    "home": "Made at home",
}
"""What each rung is called."""

BEGINS = {"promised": "promised", "allowed": "that investors may build"}
"""What a ladder begins with: tonnes ordered or awarded, and a ceiling nobody promised to fill."""

PROMISED, ALLOWED = "what is promised", "what may be built"

LOST = {
    "date": "are not there yet or not ramped up",
    "delivery": "are not delivered or late",
    "economics": "do not pay",
    "idle": "stand idle",
}
"""What becomes of tonnes that are promised or allowed and not made."""


def promised(briefed: Briefed) -> Topic:
    """From what the subject promises to what is made, in every world that differs in delivery."""
    table = ladder_table(briefed)
    if table is None:
        return Topic(key="promised", title=f"From {PROMISED} to what is made")
    return Topic(
        key="promised",
        title=f"From {said_of(briefed)} to what is made",
        says=says_of_ladder(briefed),
        tables=[table],
    )


def said_of(briefed: Briefed) -> str:
    """What the subject's ladder begins with, in words: promises, ceilings, or both."""
    if not briefed.years:
        return PROMISED
    rungs = briefed.subject.records.ladder(briefed.years[0]).rungs()
    if rungs["allowed"].value < 1.0:
        return PROMISED
    return ALLOWED if rungs["promised"].value < 1.0 else f"{PROMISED} or may be built"


def says_of_ladder(briefed: Briefed) -> list[str]:
    """How much of what the subject promises is made in each year of decision, and why no more."""
    title, said = briefed.title(briefed.subject), []
    mass = mass_of_makers(briefed.subject.solution)
    tonnes, least = mass.unit, mass.grain
    world = briefed.study.worlds[briefed.subject.world].title
    for year in briefed.years:
        rungs = {
            name: rung.value + 0.0
            for name, rung in briefed.subject.records.ladder(year, of=briefed.of).rungs().items()
        }
        if rungs["promised"] + rungs["allowed"] < least:
            continue
        whole = [
            f"{number(rungs[rung])} {tonnes} {'a year ' * (place == 0)}{words}"
            for place, (rung, words) in enumerate(
                (rung, words) for rung, words in BEGINS.items() if rungs[rung] >= least
            )
        ]
        lost = [
            f"{number(-rungs[rung])} {tonnes} {words}"
            for rung, words in LOST.items()
            if round(-rungs[rung] / least) >= 1
        ]
        said.append(
            f"Under “{title}” {number(rungs['made'])} {tonnes} of the {listed(whole)} are made in "
            f"{year} in “{world}”" + (f": {listed(lost)}." if lost else ".")
        )
    return said


def ladder_table(briefed: Briefed) -> PlainTable | None:
    """The rungs from promise to what is made, by world and year; None if there are none."""
    runs, least = briefed.deliveries, mass_of_makers(briefed.subject.solution).grain
    columns = [
        (run, year, run.records.ladder(year, of=briefed.of).rungs())
        for run in runs
        for year in briefed.years
    ]
    if not columns or not any(
        rungs[name].value >= least for _, _, rungs in columns for name in BEGINS
    ):
        return None
    called = said_of(briefed)
    return PlainTable(
        caption=f"“{briefed.title(briefed.subject)}”: from {called} to what is made, "
        f"{columns[0][2]['promised'].unit}.",
        note="Worlds differ in nothing but in what is delivered of a promise."
        if len(runs) > 1
        else "",
        columns=[
            ("Step", WIDE),
            *(
                (f"{briefed.study.worlds[run.world].title}, {year}", NUMBER)
                for run, year, _ in columns
            ),
        ],
        rows=[
            [
                f"Made of {called}" if rung == "made" else WORDS[rung],
                *(number(_whole(rungs[rung], least)) for _, _, rungs in columns),
            ]
            for rung in RUNGS
            if rung not in BEGINS or any(_whole(rungs[rung], least) for _, _, rungs in columns)
        ],
    )


def _whole(rung: Rung, least: float) -> float:
    """Tonnes of a rung; less than half a tonne of the goods is none."""
    return rung.value if abs(rung.value) >= 0.5 * least else 0.0
