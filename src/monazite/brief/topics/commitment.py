"""Topic on what is promised: from the promise to what is made, as expected and if all comes."""

from __future__ import annotations

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.core.numerals import number
from monazite.core.wording import listed
from monazite.findings.account import RUNGS, Rung
from monazite.report import PlainTable, Topic

WORDS = {
    "promised": "Promised",
    "date": "less what is not there yet, or not ramped up",
    "delivery": "less what is not delivered, or late",
    "economics": "less what does not pay",
    "idle": "less what stands idle",
    "made": "Made of what is promised",
    "standing": "Made by plants that stand or are being built anyway",
    "home": "Made at home",
}
"""What each rung is called."""

LOST = {
    "date": "are not there yet or not ramped up",
    "delivery": "are not delivered or late",
    "economics": "do not pay",
    "idle": "stand idle",
}
"""What becomes of tonnes that are promised and not made."""


def promised(briefed: Briefed) -> Topic:
    """From what the subject promises to what is made, in every world that differs in delivery."""
    table = ladder_table(briefed)
    if table is None:
        return Topic(key="promised", title=TITLE)
    return Topic(key="promised", title=TITLE, says=says_of_ladder(briefed), tables=[table])


def says_of_ladder(briefed: Briefed) -> list[str]:
    """How much of what the subject promises is made in each year of decision, and why no more."""
    title, said = briefed.title(briefed.subject), []
    world = briefed.study.worlds[briefed.subject.world].title
    for year in briefed.years:
        rungs = {
            name: rung.value + 0.0
            for name, rung in briefed.subject.records.ladder(year).rungs().items()
        }
        if rungs["promised"] < 1.0:
            continue
        lost = [
            f"{number(-rungs[rung])} t {words}"
            for rung, words in LOST.items()
            if round(-rungs[rung]) >= 1
        ]
        said.append(
            f"Under “{title}” {number(rungs['made'])} t of the {number(rungs['promised'])} t a "
            f"year promised are made in {year} in “{world}”"
            + (f": {listed(lost)}." if lost else ".")
        )
    return said


def ladder_table(briefed: Briefed) -> PlainTable | None:
    """The rungs from promise to what is made, by world and year; None if nothing is promised."""
    runs = briefed.deliveries
    columns = [
        (run, year, run.records.ladder(year).rungs()) for run in runs for year in briefed.years
    ]
    if not columns or not any(rungs["promised"].value >= 1.0 for _, _, rungs in columns):
        return None
    return PlainTable(
        caption=f"“{briefed.title(briefed.subject)}”: from what is promised to what is made, "
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
            [WORDS[rung], *(number(_whole(rungs[rung])) for _, _, rungs in columns)]
            for rung in RUNGS
        ],
    )


TITLE = "From what is promised to what is made"


def _whole(rung: Rung) -> float:
    """Tonnes of a rung; less than half a tonne is none."""
    return rung.value if abs(rung.value) >= 0.5 else 0.0
