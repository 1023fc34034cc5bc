"""JSON Schemas of the files that hold levers: a strategy, a world, a lever of its own.

Every registered kind is in them, with its keys, their bounds and units, and what each says.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from monazite.core.docstrings import docstrings_of, prose_of
from monazite.core.schemas import Schema, document, schema_of
from monazite.strategy.levers import STRATEGY_KINDS, WORLD_KINDS, Lever, words_of
from monazite.strategy.levers.base import ENDS
from monazite.strategy.levers.fields import fields_of, unit_of
from monazite.strategy.reading import Header
from monazite.strategy.strategies import Strategy, World

__all__ = ["lever_schema", "strategy_schema", "world_schema"]


def strategy_schema() -> Schema:
    """Give the schema of a file in `strategies/`."""
    return _course("A strategy", Strategy, STRATEGY_KINDS)


def world_schema() -> Schema:
    """Give the schema of a file in `worlds/`."""
    return _course("A world", World, WORLD_KINDS)


def lever_schema() -> Schema:
    """Give the schema of a file that holds one lever, or several under `levers`."""
    several = {"required": ["levers"], "properties": {"levers": _list()}}
    either = {"if": {"required": ["levers"]}, "then": several, "else": _reference("lever")}
    return document("Levers", {"type": "object", **either}, _definitions(STRATEGY_KINDS))


def _course(title: str, course: type[Strategy | World], kinds: Mapping[str, type[Lever]]) -> Schema:
    says = {**docstrings_of(course), **docstrings_of(Header)}
    whole, _ = schema_of(Header, lambda _, name: says[name])
    levers = {**whole["properties"]["levers"], **_list()}
    whole["properties"]["levers"] = levers
    whole["description"] = prose_of(course)
    return document(title, whole, _definitions(kinds))


def _list() -> Schema:
    return {"type": "array", "items": _reference("lever")}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _definitions(kinds: Mapping[str, type[Lever]]) -> Schema:
    """Every kind by name, and a lever, whose kind decides which keys it may have."""
    found: Schema = {}
    for kind, record in kinds.items():
        schema, more = schema_of(record, _told)
        schema["properties"]["kind"] = {"const": kind}
        for end in ENDS:
            schema["properties"][end] |= _facts_by_figure(record)
        found |= {**more, kind: {**schema, "title": words_of(record).title}}
    choices = [
        {"const": kind, "title": words_of(record).title, "description": words_of(record).says}
        for kind, record in kinds.items()
    ]
    found["lever"] = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"oneOf": choices}},
        "allOf": [
            {
                "if": {"required": ["kind"], "properties": {"kind": {"const": kind}}},
                "then": _reference(kind),
            }
            for kind in kinds
        ],
    }
    return found


def _facts_by_figure(record: type[Lever]) -> Schema:
    """What may stand under an end: the keys of a kind that hold figures, each with a fact."""
    fact = {"type": "string", "minLength": 1}
    figures = {field.key: fact for field in fields_of(record) if field.is_figure}
    return {"type": "object", "properties": figures, "additionalProperties": False}


def _told(record: type[BaseModel], name: str) -> str:
    """What a key says, with what a number counts where that is a unit."""
    said = docstrings_of(record).get(name, "")
    unit = unit_of(record, name) if issubclass(record, Lever) else ""
    return f"{said} Counted in {unit}." if unit else said
