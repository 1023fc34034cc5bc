"""When stores are let go and for whom: the rule, set before anyone knows how long a stop lasts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from numbers import Integral, Real

import numpy as np

from monazite.core.errors import InvalidInput, Problem, Problems
from monazite.core.wording import counted
from monazite.stress.system import TIERS, System

_KINDS: tuple[tuple[str, type, str], ...] = (
    ("cover", Real, "a number"),
    ("rate", Real, "a number"),
    ("tier", Integral, "a whole number"),
    ("remaining", Real, "a number"),
    ("by_value", bool, "true or false"),
)


@dataclass(frozen=True)
class Release:
    """A release rule: how much of a gap is filled, how fast, and for whom."""

    cover: float = 1.0
    """Part of what is missing in a month that is filled."""
    rate: float = 1.0
    """Most that leaves in a month, as a share of what was held first."""
    tier: int = TIERS
    """Last tier of uses that is served; what plants take counts as the first."""
    remaining: float = 0.0
    """Part of the months that what strikes usually has left, over which stores are spread, public
    ones and those of users: of what lies there when a month begins one of so many parts goes in it.
    0 lets all of it go at once, 1 as much in each month of a shock that lasts as long as usual."""
    by_value: bool = False
    """Whether users are served by what they would lose, the most first, in place of their tiers;
    plants come before them and what they wait for comes last."""

    def __post_init__(self) -> None:
        """Raise InvalidInput for what is no rule."""
        wrong = [
            Problem(
                field=name,
                message=f"{getattr(self, name)!r} is not {asked}",
                remedy=f"give {asked}",
            )
            for name, kind, asked in _KINDS
            if not isinstance(getattr(self, name), kind)
            or (isinstance(getattr(self, name), bool) and kind is not bool)
        ]
        if wrong:
            raise InvalidInput(wrong)
        shares = (("cover", self.cover), ("rate", self.rate), ("remaining", self.remaining))
        for name, value in shares:
            if not 0.0 <= value <= 1.0:
                raise InvalidInput(
                    Problem(
                        field=name,
                        message=f"{value:g} is not between 0 and 1",
                        remedy="give a share, such as 0.5",
                    )
                )
        if self.tier not in range(1, TIERS + 1):
            raise InvalidInput(
                Problem(
                    field="tier",
                    message=f"there is no tier {self.tier}",
                    remedy=f"name a tier from 1 to {TIERS}",
                )
            )

    def in_words(self) -> str:
        """Say the rule in words."""
        whom = {1: " for plants and the first tier of uses", 2: " for the first two tiers of uses"}
        part = "all that" if self.cover == 1.0 else f"{100 * self.cover:.0f} % of what"
        filled = f"{part} is missing"
        if not self.rate * self.cover:
            return "nothing"
        # the last of it leaves in a month of its own; a share written as 1 / 49 is no longer one
        months = ceil(1.0 / self.rate - 1e-9)
        speed = "" if self.rate == 1.0 else f", over {counted(months, 'month')} at least"
        some = "" if self.remaining == 1.0 else f"{100 * self.remaining:.0f} % of "
        over = f", stores spread over {some}the months a shock usually has left"
        spread = over if self.remaining else ""
        order = ", users by what they would lose" if self.by_value else ""
        return f"{filled}{whom.get(self.tier, '')}{speed}{spread}{order}"


def read_release(text: str, field: str = "release") -> Release:
    """Read a rule from words such as `rate=25 %, tier=1, by-value`; what is unsaid stays usual.

    Shares are numbers from 0 to 1 or per cent. Raises InvalidInput with all that is wrong, at
    `field`.
    """
    problems, said = Problems(), dict[str, float | int | bool]()
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, equals, value = (one.strip() for one in part.partition("="))
        own = name.replace("-", "_")
        kind = next((kind for known, kind, _ in _KINDS if known == own), None)
        if kind is None:
            problems.add(
                field=field,
                message=f"'{part}' is no part of a rule",
                remedy="say " + ", ".join(_said(one) for one, *_ in _KINDS),
            )
        elif own in said:
            problems.add(field=field, message=f"'{name}' is said twice", remedy="say it once")
        elif kind is bool and not equals:
            said[own] = True
        elif (number := _number(value)) is None or kind is bool:
            problems.add(
                field=field, message=f"'{part}' cannot be read", remedy=f"write {_said(own)}"
            )
        else:
            said[own] = int(number) if kind is Integral and number.is_integer() else number
    problems.raise_if_any()
    try:
        return Release(**said)  # type: ignore[arg-type]
    except InvalidInput as refused:
        raise InvalidInput(
            [replace(one, field=f"{field}, {one.field}") for one in refused.problems]
        ) from None


def _said(name: str) -> str:
    """How a part of a rule is written."""
    return {"tier": "tier=1", "by_value": "by-value"}.get(name, f"{name}=50 %")


def _number(text: str) -> float | None:
    """A number, or a share in per cent; None where it is neither."""
    share = text.endswith("%")
    try:
        return float(text.rstrip("% ")) / (100.0 if share else 1.0)
    except ValueError:
        return None


def under(system: System, rule: Release) -> System:
    """Give a system whose stores are let go by a rule."""
    return system._replace(
        release_rate=np.full(len(system.release_rate), float(rule.rate)),
        release_cover=np.array([float(rule.cover)]),
        release_tier=np.array([int(rule.tier)]),
        release_remaining=np.array([float(rule.remaining)]),
        serve_by_value=np.array([int(rule.by_value)]),
    )
