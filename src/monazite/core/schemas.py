"""JSON Schemas of records that files are read into, so that an editor completes and checks them.

They are of draft 7, which editors know best. Everything in them is read off the record: types,
bounds, defaults, and the sentence below each field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from monazite.core.docstrings import docstrings_of, prose_of

__all__ = ["Schema", "document", "schema_of"]

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

Told = Callable[[type[BaseModel], str], str]
"""What is said of a field of a record, by its name there."""


def schema_of(record: type[BaseModel], told: Told | None = None) -> tuple[Schema, Schema]:
    """Give the schema of a record, and the definitions it refers to by name.

    A key that may go by two names is asked for under either. `told` says a field in words, as its
    docstring does unless said.
    """

    class Described(GenerateJsonSchema):
        def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
            return _described(schema["cls"], super().model_schema(schema), told)

    whole = record.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=Described
    )
    definitions: Schema = whole.pop("$defs", {})
    return whole, definitions


def _described(record: type[BaseModel], schema: Schema, told: Told | None) -> Schema:
    says = docstrings_of(record)
    given, needed = schema.get("properties", {}), schema.get("required", [])
    properties: Schema = {}
    either: list[Schema] = []
    for name, field in record.model_fields.items():
        key = field.alias or name
        text = told(record, name) if told is not None else says.get(name, "")
        about = {**given[key], "title": key.replace("_", " ")}
        if text:
            about["description"] = text
        properties[key] = about
        if key != name and record.model_config.get("populate_by_name"):
            properties[name] = {**about, "title": name.replace("_", " ")}
            if key in needed:
                needed.remove(key)
                either.append({"anyOf": [{"required": [key]}, {"required": [name]}]})
    described = {**schema, "description": prose_of(record), "properties": properties}
    return {**described, "allOf": either} if either else described


def document(title: str, schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Give a schema as a document that stands alone."""
    whole: Schema = {**schema, "title": title, "definitions": dict(definitions)}
    return {"$schema": DRAFT, **_of_the_draft(whole)}


_BOUNDS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
}
"""Names of the draft for bounds that pydantic leaves in words of its own, behind a validator."""

_LENGTHS = {"minLength": "minItems", "maxLength": "maxItems"}


def _of_the_draft(schema: Any) -> Any:
    """Say in words of the draft what pydantic says in others; drop what says nothing."""
    if isinstance(schema, list):
        return [_of_the_draft(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found: Schema = {}
    key: str
    for key, value in schema.items():
        if isinstance(value, dict | list) or key not in (*_BOUNDS, *_LENGTHS, "default", "$ref"):
            found[key] = _of_the_draft(value)
        elif key == "$ref" and len(schema) > 1:
            found["allOf"] = [{"$ref": value}]  # what stands beside a reference is not read
        elif key in _LENGTHS and schema.get("type") != "string":
            if schema.get("type") == "array":
                found[_LENGTHS[key]] = value
        elif key != "default" or value is not None:
            found[_BOUNDS.get(key, key)] = value
    return found
