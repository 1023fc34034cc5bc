"""What a record says of its fields: the text that stands below each of them where it is written."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from textwrap import dedent

from pydantic import BaseModel

__all__ = ["docstrings_of", "prose_of"]


@cache
def docstrings_of(record: type[BaseModel]) -> Mapping[str, str]:
    """Give what stands below each field of a record and of what it builds on, in one line each."""
    found: dict[str, str] = {}
    for kind in reversed(record.__mro__):
        if kind is BaseModel or not issubclass(kind, BaseModel):
            continue
        body = ast.parse(dedent(inspect.getsource(kind))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, below in zip(body.body, body.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
            ):
                found[field.target.id] = " ".join(str(below.value.value).split())
    return found


def prose_of(record: type[BaseModel]) -> str:
    """What a record says about itself, paragraphs apart by an empty line."""
    return inspect.cleandoc(record.__doc__ or "")
