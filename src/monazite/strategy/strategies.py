"""A strategy is what a country decides, a world is what it does not: both are dated levers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, SerializeAsAny

from monazite.core.errors import FieldError, name_remedy
from monazite.core.wording import counted
from monazite.strategy.levers import STRATEGY_KINDS, WORLD_KINDS, Kinds, Lever, Text

CHANGED = "changed"
"""What is put behind the name and the title of what is no longer as the study has it."""


def changed_name(name: str) -> str:
    """Name a strategy or a world that is no longer what the study has under its name.

    >>> changed_name("announced"), unchanged_name("announced-changed")
    ('announced-changed', 'announced')
    """
    return f"{name}-{CHANGED}"


def unchanged_name(name: str) -> str:
    """Give the name of what a changed one began from; that of any other is its own."""
    return name.removesuffix(f"-{CHANGED}")


def changed_title(title: str) -> str:
    """Give what people call a strategy that is no longer what the study calls so."""
    return f"{title}, {CHANGED}"


def _one_of(kinds: Kinds) -> BeforeValidator:
    """Make a lever of plain data by its kind, and take one that is made as it is."""

    def made(value: object) -> object:
        if isinstance(value, Lever):
            kind = value.kind
        elif isinstance(value, dict):
            kind = str(value.get("kind"))
        else:
            return value
        record = kinds.get(kind)
        if record is None:
            raise FieldError(f"the kind '{kind}' is not known here", name_remedy(kind, kinds))
        return record.model_validate(value)

    return BeforeValidator(made)


StrategyLever = SerializeAsAny[Annotated[Lever, _one_of(STRATEGY_KINDS)]]
WorldLever = SerializeAsAny[Annotated[Lever, _one_of(WORLD_KINDS)]]


class _WithLevers(BaseModel):
    """What strategies and worlds have in common."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    name: Text
    """The name commands use: the name of the file without its ending."""
    title: Text
    """The name people read."""
    extends: Text | None = None
    """The strategy or world this one builds on; its levers come first."""
    why: Text | None = None
    """What the whole is meant to show."""

    def __repr__(self) -> str:
        """Name it in a line, with how much is in it."""
        levers: Sequence[Lever] = getattr(self, "levers", ())
        return f"<{type(self).__name__} {self.name}: {self.title}, {counted(len(levers), 'lever')}>"


class Strategy(_WithLevers):
    """Dated levers a country may pull, in the order they are applied."""

    levers: tuple[StrategyLever, ...] = ()
    """All levers, those of the base first; each knows the file it was written in."""

    def as_document(self) -> dict[str, Any]:
        """Give it as the plain data of a file that stands alone, with the levers of its base."""
        return _document(self, self.levers)


class World(_WithLevers):
    """Dated events a country does not choose, in the order they are applied."""

    levers: tuple[WorldLever, ...] = ()
    """All events, those of the base first; each knows the file it was written in."""

    def as_document(self) -> dict[str, Any]:
        """Give it as the plain data of a file that stands alone, with the events of its base."""
        return _document(self, self.levers)


def _document(course: _WithLevers, levers: Sequence[Lever]) -> dict[str, Any]:
    about = {"title": course.title, "why": course.why}
    return {
        **{key: text for key, text in about.items() if text is not None},
        "levers": [lever.as_data() for lever in levers],
    }
