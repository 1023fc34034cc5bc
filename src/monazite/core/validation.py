"""Records are checked by pydantic; what it finds becomes problems with file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monazite.core.documents import Document, KeyPath
from monazite.core.earlier import present_keys
from monazite.core.errors import FieldError, Problems, name_remedy
from monazite.core.numerals import stated

__all__ = ["in_words", "validate"]

T = TypeVar("T", bound=BaseModel)

_REMEDIES = {
    "string_type": ("is not text", "put the value in quotes"),
    "too_short": ("names nothing", "name at least one"),
    "string_too_short": ("is blank", "say it in words"),
    "int_type": ("is not a whole number", "write a whole number"),
    "int_parsing": ("is not a whole number", "write a whole number"),
    "int_from_float": ("is not a whole number", "write a whole number"),
    "float_type": ("is not a number", "write a number"),
    "float_parsing": ("is not a number", "write a number"),
    "finite_number": ("is not a finite number", "write a finite number"),
    "bool_type": ("is neither true nor false", "write true or false"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
    "dict_type": ("is not a mapping", "write 'key: value' lines below it"),
    "model_type": ("is not a mapping", "write 'key: value' lines below it"),
    "model_attributes_type": ("is not a mapping", "write 'key: value' lines below it"),
    "list_type": ("is not a list", "write the items in square brackets"),
    "tuple_type": ("is not a list", "write the items in square brackets"),
    "union_tag_not_found": ("has no kind", "add a 'kind' key"),
}
_LIMITS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "at most"),
}


def validate(
    model: type[T], data: Any, document: Document, problems: Problems, *, prefix: KeyPath = ()
) -> T | None:
    """Make a record of `data`, or report every error with its line and return nothing.

    `prefix` is the path at which `data` stands in the document. Keys may go by an earlier name.
    """
    data = present_keys(data, model, document.file)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(detail, model, data, document, problems, prefix)
    return None


def _report(
    detail: ErrorDetails,
    model: type[BaseModel],
    data: Any,
    document: Document,
    problems: Problems,
    prefix: KeyPath,
) -> None:
    missing = detail["type"] == "missing"
    path = (*prefix, *_data_path(detail["loc"], data, missing=missing))
    message, remedy = in_words(detail, model)
    problems.add(
        message,
        remedy=remedy,
        file=document.file,
        line=document.line_of(path),
        field=".".join(map(str, path)),
    )


def _data_path(location: KeyPath, data: Any, *, missing: bool) -> Iterator[str | int]:
    """Drop the parts of pydantic's location that name a union member and not a key."""
    for position, part in enumerate(location, start=1):
        inside_mapping = isinstance(data, dict) and part in data
        inside_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if inside_mapping or inside_list:
            data = data[part]
            yield part
        elif missing and position == len(location):
            yield part


def in_words(detail: ErrorDetails, model: type[BaseModel] = BaseModel) -> tuple[str, str]:
    """Say what pydantic found, in a record or in a value alone, as a message and a remedy."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    shown = f"'{value}'" if isinstance(value, str | int | float) else "the value"
    if kind == "missing":
        return "the key is missing", "add it"
    if kind == "extra_forbidden":
        known = _known_keys(model, detail["loc"])
        return "the key is not known", name_remedy(str(detail["loc"][-1]), known)
    if kind in ("literal_error", "enum"):
        expected = [part.strip(" '") for part in _split_choices(str(context["expected"]))]
        return f"{shown} is not allowed here", name_remedy(str(value), expected)
    if kind == "union_tag_invalid":
        expected = [part.strip(" '") for part in _split_choices(str(context["expected_tags"]))]
        tag = str(context["tag"])
        return f"the kind '{tag}' is not known", name_remedy(tag, expected)
    if kind in _REMEDIES:
        what, remedy = _REMEDIES[kind]
        return f"{shown} {what}", remedy
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        return f"{shown} is out of range", f"write a number {words} {stated(context[key])}"
    cause = context.get("error")
    if isinstance(cause, FieldError):
        return cause.message, cause.remedy
    if cause is not None:
        return str(cause).rstrip("."), "correct it"
    message = detail["msg"].rstrip(".")
    return message[:1].lower() + message[1:], "correct it"


def _split_choices(text: str) -> list[str]:
    return text.replace(" or ", ", ").split(",")


def _known_keys(model: type[BaseModel], location: KeyPath) -> list[str]:
    """List the keys allowed where an unknown key was found."""
    candidates: list[type[BaseModel]] = [model]
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        stepped = [
            member
            for candidate in candidates
            if part in candidate.model_fields
            for member in _models_in(candidate.model_fields[part].annotation)
        ]
        tagged = [candidate for candidate in candidates if _carries_tag(candidate, part)]
        candidates = stepped or tagged or candidates
    return [
        field.alias or name
        for candidate in candidates
        for name, field in candidate.model_fields.items()
    ]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [member for part in get_args(annotation) for member in _models_in(part)]


def _carries_tag(model: type[BaseModel], tag: str) -> bool:
    fields: Mapping[str, Any] = model.model_fields
    return model.__name__ == tag or any(
        get_origin(field.annotation) is Literal and tag in get_args(field.annotation)
        for field in fields.values()
    )
