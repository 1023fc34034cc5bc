"""The topic on what takes minutes and was not yet worked out, with the command that does it."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.brief.about import Briefed
from monazite.brief.again import command_about
from monazite.cases.instruments import opens_plants
from monazite.report import Topic
from monazite.runs.questions.benched import own_budget


def not_yet(briefed: Briefed) -> Topic:
    """Say how to have what is missing; nothing where all is there, or nothing was looked up."""
    missing = [] if briefed.analyses.worked_out is None else list(_missing(briefed))
    return Topic(key="not-yet", title="What may be worked out further", says=missing)


def _missing(briefed: Briefed) -> Iterator[str]:
    known, run = briefed.worked_out, briefed.subject
    if not known.whys and run.before is not None:
        yield (
            "Nobody has yet asked what each lever accounts for of a figure: "
            f"{command_about(run, 'why', 'INDICATOR')} takes about a minute."
        )
    if known.sureness is None:
        yield (
            "Not yet worked out is how sure the figures are when all facts are drawn at once, and "
            f"where they fall short: {command_about(run, 'ensemble')} takes minutes."
        )
    if known.sureness is not None and known.grouped is None:
        yield (
            "Not yet worked out is which group of facts decides how far these figures move: "
            f"{command_about(run, 'ensemble', '--groups')} takes minutes."
        )
    money = own_budget(run.solution)
    if known.bench is None and money and opens_plants(run.case.strategy):
        command = command_about(run, "instruments", "--budget", money, strategy_by="--strategy")
        yield (
            "Not yet worked out is what the same public money buys by another instrument: "
            f"{command} takes minutes."
        )
    if not known.break_evens:
        asked = ("LEVER.FIELD", "--reach", "INDICATOR=VALUE")
        yield (
            "Nobody has yet asked what it would take to bring a figure to a value: "
            f"{command_about(run, 'breakeven', *asked)} takes less than a minute."
        )
    if known.sets is None and run.case.strategy.levers:
        yield (
            "Nobody has yet asked which other sets of levers reach as much: "
            f"{command_about(run, 'alternatives', '--reach', 'INDICATOR')} takes about a minute."
        )
