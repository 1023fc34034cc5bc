"""Arguments of a wrong kind are told in words where a verb was called, not deep inside.

Nothing that works is ever refused: a verb runs as it is, and only once it has stumbled are its
arguments held against what it is annotated with. A fault of our own keeps its traceback.
"""

from __future__ import annotations

import builtins
import inspect
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from functools import wraps
from numbers import Integral, Real
from os import PathLike
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, ForwardRef, ParamSpec, TypeVar, Union, get_args, get_origin, is_typeddict

from monazite.core.errors import InvalidInput, Problem, name_remedy

__all__ = ["told_at_the_border", "verb"]

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Kind = TypeVar("Kind", bound=type)

_STUMBLES = (TypeError, AttributeError)
"""What Python raises where a value is not of the kind that was expected."""
_QUOTED_AT_MOST = 60
_PLAIN = {str: "text", int: "a whole number", float: "a number", Path: "a path", NoneType: "None"}


def verb(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Give a function that says in words which argument is of a wrong kind.

    Raises InvalidInput, naming every such argument.
    """

    @wraps(function)
    def asked(*args: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return function(*args, **named)
        except (*_STUMBLES, InvalidInput) as error:
            # A verb that asked another one tells its own name, and not the other's.
            stumbled = error.__cause__ if isinstance(error, InvalidInput) else error
            wrong = isinstance(stumbled, _STUMBLES)
            problems = list(_misfits(function, args, named)) if wrong else []
            if not problems:
                raise
            raise InvalidInput(problems) from stumbled

    return asked


def told_at_the_border(kind: Kind) -> Kind:
    """Give a class all of whose public methods are verbs, those it inherits apart."""
    for name, member in list(vars(kind).items()):
        if inspect.isfunction(member) and not name.startswith("_"):
            setattr(kind, name, verb(member))
    return kind


def _misfits(
    function: Callable[..., object], args: tuple[object, ...], named: Mapping[str, object]
) -> Iterator[Problem]:
    """Problems of arguments that are of another kind than the function is annotated with."""
    signature = inspect.signature(function)
    try:
        given = signature.bind(*args, **named).arguments
    except TypeError:
        # Too many and too few Python tells itself, but not which name was meant by an unknown one.
        every = [one for one in signature.parameters.values() if one.name != "self"]
        known = [one.name for one in every if one.kind is one.KEYWORD_ONLY] or [
            one.name for one in every
        ]
        for name in named.keys() - signature.parameters.keys():
            yield _no_such(function, name, known)
        return
    for name, value in given.items():
        parameter = signature.parameters[name]
        hint = _read(parameter.annotation, getattr(function, "__globals__", {}))
        if parameter.kind is parameter.VAR_KEYWORD:
            described = _described(function, hint, signature)
            if described is not None:
                yield from _wrong_options(function, value, described, signature)
            continue
        for one in value if parameter.kind is parameter.VAR_POSITIONAL else (value,):
            yield from _wrong(function, name, one, hint)


def _wrong(
    function: Callable[..., object], name: str, value: object, hint: Any
) -> Iterator[Problem]:
    if _fits(value, hint):
        return
    quoted = repr(value)
    if len(quoted) > _QUOTED_AT_MOST:
        quoted = f"{quoted[:_QUOTED_AT_MOST]}…"
    yield Problem(
        field=name,
        message=f"{quoted} is of a kind that `{function.__name__}` does not take",
        remedy=f"give {_said(hint)}",
    )


def _wrong_options(
    function: Callable[..., object],
    given: Mapping[str, object],
    options: Any,
    signature: inspect.Signature,
) -> Iterator[Problem]:
    """Problems of options that a record describes, as far as its module knows what it is of."""
    described = options.__annotations__
    named = [one.name for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY]
    for name, value in given.items():
        if name not in described:
            yield _no_such(function, name, [*named, *described])
            continue
        hint = described[name]
        if isinstance(hint, ForwardRef):  # which names where it was written
            hint = _read(hint.__forward_arg__, vars(sys.modules[str(hint.__forward_module__)]))
        elif isinstance(hint, str):
            hint = _read(hint, vars(sys.modules[options.__module__]))
        yield from _wrong(function, name, value, hint)


def _described(function: Callable[..., object], hint: Any, signature: inspect.Signature) -> Any:
    """The record whose fields a function takes by name; None where nothing says which.

    It is the typed dictionary that is unpacked, or what `options` are annotated with.
    """
    unpacked = next(iter(get_args(hint)), None)
    if is_typeddict(unpacked):
        return unpacked
    options = signature.parameters.get("options")
    if options is None:
        return None
    record = _read(options.annotation, getattr(function, "__globals__", {}))
    return next(filter(is_dataclass, (record, *get_args(record))), None)


def _no_such(function: Callable[..., object], name: str, known: Sequence[str]) -> Problem:
    return Problem(
        field=name,
        message=f"`{function.__name__}` takes no '{name}'",
        remedy=name_remedy(name, known),
    )


class _Names(dict[str, object]):
    """Names of a module, where one that only type checkers know may stand for anything."""

    def __missing__(self, name: str) -> object:
        return getattr(builtins, name, Any)


def _read(annotation: object, module: Mapping[str, object]) -> Any:
    """Evaluate an annotation as far as its module, by its names, knows the names in it."""
    if annotation is inspect.Parameter.empty:
        return Any
    if not isinstance(annotation, str):
        return annotation
    names = _Names(module)
    try:
        return eval(annotation, {}, names)
    except (TypeError, NameError, SyntaxError, AttributeError):
        return Any


def _fits(value: object, hint: Any) -> bool:
    """Whether a value may stand where a hint does; what is not understood fits."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint is Any or is_typeddict(hint):
        return True
    if origin in (Union, UnionType):
        return any(_fits(value, part) for part in parts)
    if hint is None or hint is NoneType:
        return value is None
    if hint in (int, float):
        number = Integral if hint is int else Real
        return isinstance(value, number) and not isinstance(value, bool)
    if hint is Path:
        return isinstance(value, PathLike)
    if origin is Callable:
        return callable(value)
    if not isinstance(origin, type):
        return not isinstance(hint, type) or isinstance(value, hint)
    return _holds(value, origin, parts)


def _holds(value: object, origin: type, parts: tuple[Any, ...]) -> bool:
    """Whether a value is a container of a kind whose contents fit."""
    if issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(
            _fits(key, parts[0]) and _fits(held, parts[1]) for key, held in value.items()
        )
    if issubclass(origin, tuple) and parts and parts[-1] is not ...:
        return (
            isinstance(value, Collection)
            and len(value) == len(parts)
            and all(_fits(one, part) for one, part in zip(value, parts, strict=True))
        )
    if issubclass(origin, Iterable) and parts:
        if isinstance(value, str):
            return parts[0] is str  # one name is a list of one
        if isinstance(value, Collection):
            return all(_fits(one, parts[0]) for one in value)
        return isinstance(value, Iterable)
    return isinstance(value, origin)


def _said(hint: Any) -> str:
    """What a hint asks for, in words."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        given = [part for part in parts if part is not NoneType]  # what may be left out is not said
        return " or ".join(dict.fromkeys(map(_said, given)))
    if hint is None or (isinstance(hint, type) and hint in _PLAIN):
        return _PLAIN[hint or NoneType]
    if origin is Callable:
        return "a function"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"a mapping of {_several(parts[0])} to {_several(parts[1])}"
    if origin is tuple and parts and parts[-1] is not ...:
        return f"a tuple of {' and '.join(map(_said, parts))}"
    if isinstance(origin, type) and issubclass(origin, Iterable) and parts:
        return f"a list of {_several(parts[0])}"
    name = getattr(hint, "__name__", str(hint))
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


def _several(hint: Any) -> str:
    """The same of several, without an article."""
    said = "values" if hint is Any else re.sub(r"^an? ", "", _said(hint))
    if said.startswith("tuple of "):
        return said.replace("tuple", "tuples", 1)
    return f"{said}s" if said.endswith("number") else said
