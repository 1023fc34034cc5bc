"""The questions a brief answers beyond its first two pages, in reading order."""

from __future__ import annotations

from collections.abc import Callable

from monazite.brief.about import Briefed
from monazite.brief.topics.alternatives import other_sets
from monazite.brief.topics.break_even import break_even
from monazite.brief.topics.counteracting import levers_against
from monazite.brief.topics.disruption import (
    what_chance_brings,
    what_stops_bring,
    what_to_keep_in_store,
)
from monazite.brief.topics.draws import draws
from monazite.brief.topics.foretold import foretold
from monazite.brief.topics.halting import why_halts_differ
from monazite.brief.topics.instruments import instruments
from monazite.brief.topics.money import costs, held_back, options
from monazite.brief.topics.not_yet import not_yet
from monazite.brief.topics.regions import regions
from monazite.brief.topics.trade import halt, imports, kept_tonnes, partners
from monazite.brief.topics.uncertain_input import (
    commitments,
    known_years,
    soft_rules_broken,
    uncertain_inputs,
    worlds,
)
from monazite.brief.topics.why import why
from monazite.report import Topic

TOPICS: tuple[Callable[[Briefed], Topic], ...] = (
    halt,
    kept_tonnes,
    held_back,
    why,
    levers_against,
    partners,
    costs,
    uncertain_inputs,
    draws,
    regions,
    imports,
    worlds,
    what_stops_bring,
    what_chance_brings,
    what_to_keep_in_store,
    commitments,
    options,
    instruments,
    other_sets,
    break_even,
    known_years,
    foretold,
    soft_rules_broken,
    why_halts_differ,
    not_yet,
)
"""One function for each question; to answer another is to add one."""


def topics(briefed: Briefed) -> list[Topic]:
    """Write every topic there is something to say of."""
    found = [write(briefed) for write in TOPICS]
    return [topic for topic in found if topic.says or topic.tables]
