"""Options that verbs share stand in records, which are spread into the options of each verb."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

__all__ = ["spread"]


def spread(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb as the shell is to read it: one parameter for each field of its records.

    A parameter whose kind is a dataclass becomes as many as that has fields. Those that must be
    given stand where the record stood, since the shell tells arguments by their order; the others
    come after what is the verb's own.
    """
    hints = get_type_hints(verb, include_extras=True)
    own = inspect.signature(verb).parameters
    records = {name: hints[name] for name in own if is_dataclass(hints[name])}
    first: list[inspect.Parameter] = []
    later: list[inspect.Parameter] = []
    for name, parameter in own.items():
        if name in records:
            for each in _parameters(records[name]):
                (first if each.default is inspect.Parameter.empty else later).append(each)
        else:
            kind = inspect.Parameter.KEYWORD_ONLY
            first.append(parameter.replace(annotation=hints[name], kind=kind))

    @wraps(verb)
    def gathered(**given: Any) -> None:
        for name, record in records.items():
            given[name] = record(**{field.name: given.pop(field.name) for field in fields(record)})
        verb(**given)

    told = [*first, *later]
    gathered.__annotations__ = {each.name: each.annotation for each in told} | {"return": None}
    gathered.__signature__ = inspect.Signature(told)  # type: ignore[attr-defined]
    return gathered


def _parameters(record: Any) -> list[inspect.Parameter]:
    """The fields of a record as parameters, with what the shell is told of each."""
    hints = get_type_hints(record, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(record)
    ]
