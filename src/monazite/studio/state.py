"""What a visitor of the studio has chosen, all of it; the same in a request and in a link.

The server keeps no session: whoever has the link has the state. Only what differs from the study's
own choice stands in a link, in one order, so that equal states have equal links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, Strict

from monazite.core.lever_fields import field_named

__all__ = [
    "SCREENS",
    "Defaults",
    "Given",
    "Name",
    "State",
    "Whole",
    "chart_link",
    "link_of",
    "made_in",
    "state_of",
    "with_made",
]

SCREENS: Mapping[str, str] = {
    "start": "Start",
    "levers": "Levers",
    "chain": "Chain",
    "bottlenecks": "Holds back",
    "map": "Map",
    "compare": "Compare",
    "stress": "Stress",
    "exercise": "Exercise",
    "evidence": "Evidence",
    "why": "Why",
    "check": "Check",
    "brief": "Brief",
}
"""Screens by name with their titles, in the order of the frame."""

BESIDE = (
    "theme",
    "width",
    "form",
    "key",
    "target",
    "figure",
    "budget",
    "chances",
    "use",
    "release",
    "token",
    "made",
)
"""Parts of an address that are no part of a state."""

PLAN = {"base", "world", "events", "off", "on", "set", "facts"}
"""Parts of a state that decide which plan has to be solved."""
EVENTS_AT_MOST = 12_000
"""Characters of packed events, for an address that servers and browsers still take."""
NOTHING: Mapping[str, str] = {}
_NAMES_AT_MOST = 200
_SAFE = ",:.+-_~"

Name = Annotated[str, Field(max_length=200)]
Whole = Annotated[int, Strict()]
Figure = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Given = Annotated[Name | Figure, Field(union_mode="left_to_right")]
"""A field of a lever as a visitor gives it: a number, or text such as a month."""
Names = Annotated[tuple[Name, ...], Field(max_length=_NAMES_AT_MOST)]


class State(BaseModel):
    """Everything a visitor has chosen.

    `base` is the strategy begun from, `ghost` the one compared with. `off` are levers of the base
    left out, `on` levers of other strategies taken in, `set` fields of levers given otherwise, and
    `facts` values of facts put otherwise. Blank means the study's own choice, a year of 0 its first
    year of decision. `money` is the currency figures are told in and `basis`
    what mass is told as, blank as each of them stands. `title` is what a visitor calls the
    strategy as it stands, and `events` are what a file brought along has beside those of the
    `world`, packed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    study: Name
    base: Name = ""
    world: Name = ""
    ghost: Name = ""
    off: Names = ()
    on: Names = ()
    set: Annotated[dict[Name, dict[Name, Given]], Field(max_length=_NAMES_AT_MOST)] = {}
    facts: Annotated[dict[Name, Figure], Field(max_length=_NAMES_AT_MOST)] = {}
    year: Annotated[Whole, Field(ge=0, le=3000)] = 0
    compare: Names = ()
    money: Annotated[str, Field(max_length=10)] = ""
    basis: Name = ""
    title: Annotated[str, Field(max_length=80)] = ""
    events: Annotated[str, Field(max_length=EVENTS_AT_MOST)] = ""

    @property
    def plan(self) -> str:
        """What of it decides which plan has to be solved, as text; how it is told does not."""
        return self.model_dump_json(include=PLAN)


class Defaults(BaseModel):
    """What a study chooses where a visitor has not."""

    model_config = ConfigDict(frozen=True)

    study: str
    base: str
    world: str
    ghost: str
    year: int

    def fill(self, state: State) -> State:
        """Put the study's own choice where the state is blank."""
        chosen = {
            name: getattr(state, name) or getattr(self, name)
            for name in ("base", "world", "ghost", "year")
        }
        return state.model_copy(update=chosen)


def link_of(
    state: State, screen: str, defaults: Defaults, beside: Mapping[str, str] = NOTHING
) -> str:
    """Print a state as the address of a screen; equal states have equal links.

    What is looked up there `beside`, such as the curve of a figure, stands behind a `#`.
    """
    place = _address(f"/s/{quote(state.study, safe='')}/{screen}", _pairs(state, defaults))
    return f"{place}#{urlencode(beside)}" if beside else place


def with_made(link: str, made: str) -> str:
    """Add to the address of a page with which data, by their hash, its figures were made."""
    parts = urlsplit(link)
    query = "&".join(filter(None, (parts.query, f"made={quote(made[:12])}" if made else "")))
    return urlunsplit(parts._replace(query=query))


def made_in(query: str) -> str:
    """Give what the query of a link says of the data its figures were made with, else nothing."""
    return dict(parse_qsl(query)).get("made", "")[:64]


def chart_link(state: State, file: str, defaults: Defaults, more: Mapping[str, str]) -> str:
    """Print a state as the address of one of its charts, such as supply.svg.

    `more` is what the chart is asked besides, such as the form a map is of.
    """
    pairs = [*_pairs(state, defaults), *more.items()]
    return _address(f"/c/{quote(state.study, safe='')}/{quote(file, safe='')}", pairs)


def _address(place: str, pairs: Sequence[tuple[str, str]]) -> str:
    query = "&".join(f"{name}={quote(value, safe=_SAFE)}" for name, value in pairs)
    return f"{place}?{query}" if query else place


def _pairs(state: State, defaults: Defaults) -> list[tuple[str, str]]:
    """What of a state differs from the study's own choice, in one order."""
    filled = defaults.fill(state)
    pairs: list[tuple[str, str]] = []
    for name in ("base", "world", "ghost"):
        if getattr(filled, name) != getattr(defaults, name):
            pairs.append((name, getattr(filled, name)))
    for name in ("off", "on"):
        if names := sorted(set(getattr(filled, name))):
            pairs.append((name, ",".join(names)))
    changed = [
        f"{lever}.{field}:{_written(value)}"
        for lever, fields in filled.set.items()
        for field, value in fields.items()
    ]
    pairs += [("set", text) for text in sorted(changed)]
    pairs += [("fact", f"{name}:{_written(value)}") for name, value in sorted(filled.facts.items())]
    if filled.year != defaults.year:
        pairs.append(("year", str(filled.year)))
    for name in ("title", "money", "basis", "events"):
        if getattr(filled, name):
            pairs.append((name, getattr(filled, name)))
    if filled.compare:
        pairs.append(("compare", ",".join(dict.fromkeys(filled.compare))))
    return pairs


_LETTERS_AT_MOST: Mapping[str, int] = {
    **dict.fromkeys(("base", "world", "ghost", "basis"), 200),
    **{"title": 80, "money": 10, "events": EVENTS_AT_MOST},
}
"""Parts of a link that are text, with how much of it is read."""


def state_of(study: str, query: str) -> tuple[State, list[str]]:
    """Read the state out of the query of a link, with a sentence on each part nobody can read."""
    ignored: list[str] = []
    given: dict[str, object] = {"study": study}
    fields: dict[str, dict[str, str | float]] = {}
    facts: dict[str, float] = {}
    for name, value in parse_qsl(query, keep_blank_values=True)[:_NAMES_AT_MOST]:
        if name in _LETTERS_AT_MOST:
            given[name] = value[: _LETTERS_AT_MOST[name]]
            continue
        value = value[:2000]
        if name in ("off", "on", "compare"):
            given[name] = _listed(value)
        elif name == "year" and value.isascii() and value.isdigit() and len(value) <= 4:
            given[name] = min(int(value), 3000)
        elif name == "set" and (found := _field(value)) is not None:
            lever, field, number = found
            fields.setdefault(lever, {})[field] = number
        elif name == "fact" and (put := _fact(value)) is not None:
            facts[put[0]] = put[1]
        elif name not in BESIDE:
            ignored.append(f"“{name}={value[:60]}” of the link says nothing here and was left out.")
    return State.model_validate({**given, "set": fields, "facts": facts}), ignored


def _listed(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name[:200] for name in value.split(",") if name))[:_NAMES_AT_MOST]


def _field(text: str) -> tuple[str, str, str | float] | None:
    place, colon, value = text.partition(":")
    named = field_named(place)
    if named is None or not (colon and value):
        return None
    lever, field = named
    return lever[:200], field[:200], _number(value)


def _fact(text: str) -> tuple[str, float] | None:
    name, colon, value = text.rpartition(":")
    number = _number(value)
    return (name[:200], number) if colon and name and isinstance(number, float) else None


def _number(text: str) -> str | float:
    """A number where the text is one that can be carried, else the text, such as a month."""
    try:
        number = float(text)
    except ValueError:
        return text[:200]
    return number if abs(number) < 1e300 else text[:200]


def _written(value: str | float) -> str:
    """Print a value so that reading it gives the same again: whole numbers without a point."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
