"""Turns sourced evidence and a policy strategy into a model, from mine to use, one can question.

    >>> import monazite as mz
    >>> india = mz.load("india")
    >>> india.run("article")
    <Run of article in expected-delivery: optimal>

Importing this package is cheap: a name is fetched from the module that holds it when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monazite.api import load
    from monazite.core.edit import Edit
    from monazite.core.errors import (
        InvalidInput,
        MonaziteError,
        Problem,
        RulesContradict,
        SolveFailed,
    )
    from monazite.runs.disruptions.stress_options import StressOptions

__all__ = [
    "Edit",
    "InvalidInput",
    "MonaziteError",
    "Problem",
    "RulesContradict",
    "SolveFailed",
    "StressOptions",
    "__version__",
    "load",
]

__version__ = "0.1.0"

_HOMES = {
    "Edit": "monazite.core.edit",
    "InvalidInput": "monazite.core.errors",
    "MonaziteError": "monazite.core.errors",
    "Problem": "monazite.core.errors",
    "RulesContradict": "monazite.core.errors",
    "SolveFailed": "monazite.core.errors",
    "StressOptions": "monazite.runs.disruptions.stress_options",
    "load": "monazite.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'monazite' has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    # what importing takes is nobody's to use
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
