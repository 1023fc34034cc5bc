"""What was said in public, with what the evidence makes of it and what the plan says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from monazite.core.errors import MonaziteError
from monazite.core.numerals import amount
from monazite.core.wording import raised, verdict_told
from monazite.evidence import VERDICTS, Claim
from monazite.findings.indicators import title_of, unit_of
from monazite.report.html import Html, element
from monazite.studio.evidence import named
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.study_told import Named
from monazite.studio.views.evidence import fact_items
from monazite.studio.views.pieces import button, card, choice, field, plain, row, table, web

__all__ = ["said_in_public"]

ALL = Named(name="", title="Every verdict")


def said_in_public(room: Room, state: State, verdict: str, claim_id: str) -> Html | None:
    """The claims of a study, of one verdict or all, the one that was opened before the others."""
    every = room.handle.records.claims()
    if not every:
        return None
    wanted = verdict if verdict in VERDICTS else ""
    shown = [one for one in every if wanted in ("", one.verdict)]
    counted: Counter[str] = Counter(one.verdict for one in every)
    options = [
        Named(name=name, title=f"{_in_words(name)} ({counted[name]})")
        for name in VERDICTS
        if counted[name]
    ]
    lines = [
        (
            button(one.claim, "part", {"claim": one.claim_id}, class_="plain left"),
            _in_words(one.verdict),
            one.found,
        )
        for one in shown
    ]
    opened = [_opened(room, state, one) for one in every if one.claim_id == claim_id]
    return element(
        "div",
        *opened,
        card(
            "What was said in public",
            "And whether the evidence bears it out; a claim opens what its verdict rests on.",
            choice("Verdict", "verdict", [ALL, *options], wanted),
            table(("What was said", "Verdict", "What the evidence says"), lines, numbers=False),
        ),
        data_live="",
    )


def _in_words(verdict: str) -> str:
    return " ".join(verdict_told(verdict))


def _opened(room: Room, state: State, claim: Claim) -> Html:
    """A claim in full; one that is a number of the model beside what the plan says of it."""
    source = room.study.evidence.sources.get(claim.source_id)
    in_numbers = claim.claimed_value is not None and amount(claim.claimed_value, claim.claimed_unit)
    return card(
        claim.claim,
        f"{_in_words(claim.verdict)}: {claim.found}",
        plain("p", claim.why) if claim.why else None,
        plain("p", raised(claim.note), "small quiet") if claim.note else None,
        plain("p", f"Said in numbers: {in_numbers}.") if in_numbers else None,
        *_of_the_plan(room, state, claim),
        fact_items(named(one, room) for one in room.handle.records.facts_of(claim)),
        element("p", web(source.title, source.url), class_="small") if source else None,
    )


def _of_the_plan(room: Room, state: State, claim: Claim) -> Iterator[Html]:
    """What the strategy as it stands comes to, and a button that looks for what would do it."""
    run = room.run(state)
    if not claim.indicator or run.status != "optimal":
        return
    try:
        indicator, target, year = run.claimed(claim.claim_id)
    except MonaziteError:
        return
    told, unit = room.telling(state).told(run.solution, indicator)
    plain_unit = unit_of(run.solution, indicator)
    value = float(told[run.solution.years.index(year)])
    said = (
        f"{title_of(run.solution, indicator)} in {year} under “{run.case.strategy.title}”: "
        f"{amount(value, unit)}, where {amount(target, plain_unit)} was said."
    )
    yield plain("p", said)
    yield row(
        field("", "key", claim.claim_id, "hidden"),
        button("Which lever, alone, would make it true (minutes)", "job", "make-true"),
    )
    yield element("div", data_job=True)
