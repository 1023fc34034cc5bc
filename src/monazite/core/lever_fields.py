"""How a field of a lever is named: the lever's title or kind, a dot and the field."""

from __future__ import annotations

__all__ = ["field_named"]


def field_named(text: str) -> tuple[str, str] | None:
    """Give the lever and the field a text names; None where it names none.

    A title may hold dots, a field holds none.

    >>> field_named("Capital subsidy of the scheme.share"), field_named("share")
    (('Capital subsidy of the scheme', 'share'), None)
    """
    lever, _, field = (part.strip() for part in text.rpartition("."))
    return (lever, field) if lever and field else None
