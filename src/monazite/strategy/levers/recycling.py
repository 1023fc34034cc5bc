"""More scrap collected at home, and recyclers that take it."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError, InvalidInput, Problems
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    Factor,
    Lever,
    Share,
    SomeNames,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.arrays import Parameters
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Recycling",
    "Collects more scrap at home and brings recyclers online.",
    edits=("scrap_share", "legacy_scrap", "programme", "public_share"),
)
class Recycling(Lever):
    """Collects more scrap at home, brings recyclers online, or both.

    Scrap of products in use before the first year grows from `start` on. Scrap of products sold
    since then has no year of its own: it grows for all of them, and comes back when they wear out,
    which is years after the sale.
    """

    kind: Literal["recycling"] = "recycling"
    uses: SomeNames = ()
    """The uses whose products are collected; all that leave scrap at home unless stated."""
    collection: Share | None = None
    """The new share of products collected at the end of their life, 0 to 1."""
    multiply: Factor | None = None
    """Instead of `collection`: the factor on the present share, never to more than everything."""
    facilities: SomeNames = Field(default=(), alias="facility")
    """Recyclers at home that grow; each of them by the stated amount."""
    add: TonnesPerYear | None = None
    """With `facility`: capacity added at each recycler, in t of its reference material per year."""
    public_share: Share | None = None
    """With `facility`: the part of the capital cost of these recyclers paid from public money, 0 to
    1.
    """
    start: Month
    """The month from which more is collected and the new capacity starts."""

    @model_validator(mode="after")
    def _says_what_changes(self) -> Self:
        if self.collection is not None and self.multiply is not None:
            raise FieldError("both collection and multiply are given", "keep one of them")
        collects = self.collection is not None or self.multiply is not None
        if not collects and not self.facilities:
            raise FieldError("nothing changes", "write collection, multiply, or facility with add")
        if self.uses and not collects:
            raise FieldError(
                "uses are named and no change of their collection",
                "write collection or multiply, or drop uses",
            )
        for field in ("add", "public_share"):
            if bool(self.facilities) != (getattr(self, field) is not None):
                given, missing = ("facility", field) if self.facilities else (field, "facility")
                raise FieldError(f"{given} is given without {missing}", f"write {missing} too")
        return self

    def checked(self, check: Check) -> None:
        """Report uses that leave no scrap at home and plants that take none."""
        check.defined(self, "uses", "uses", self.uses)
        collected = {row.use for row in check.chain.recycling if row.region == check.home}
        collects = self.collection is not None or self.multiply is not None
        if check.knows("uses", "recycling") and collects:
            for use in self.uses:
                if use in check.chain.names("uses") and use not in collected:
                    check.report(
                        self,
                        "uses",
                        f"{use} leaves no scrap in {check.home}",
                        "add a row to chain/recycling.csv, or drop the use",
                    )
            if not collected:
                check.report(
                    self,
                    "collection" if self.multiply is None else "multiply",
                    f"no use leaves scrap in {check.home}",
                    "add rows to chain/recycling.csv",
                )
        scrap = {row.material for row in check.chain.recycling}
        for row in check.at_home(self, self.facilities):
            taken = {
                step.material
                for step in check.chain.recipes
                if step.recipe == row.recipe and step.role == "input"
            }
            if check.knows("recipes", "recycling") and scrap and not taken & scrap:
                check.report(
                    self,
                    "facility",
                    f"'{row.facility}' does not take scrap",
                    f"name a facility that takes one of: {', '.join(sorted(scrap))}",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Collect a larger share of products at the end of their life, and bring recyclers online.

        factor = new share / share collected now, at most 1 / share collected now: nobody collects
        more than there is. Scrap of products in use before the first year grows by it while the
        lever is in force, pro rata in the period it starts. Scrap of products sold since then has
        no year of its own and grows by the factor from the first year on; it comes back years
        later, so that little of it arrives before the lever starts.
        """
        factors: dict[float, list[str]] = {}
        for collection, factor in self._factors(acting).items():
            factors.setdefault(factor, []).append(collection)
        shares = acting.shares
        for factor, end_of_life_streams in factors.items():
            where = {"end_of_life_stream": tuple(end_of_life_streams)}
            yield acting.edit("scrap_share", "multiply", factor, **where)
            for share in dict.fromkeys(shares.values()):
                periods = tuple(period for period, part in shares.items() if part == share)
                grown = 1.0 + (factor - 1.0) * share
                yield acting.edit("legacy_scrap", "multiply", grown, **where, period=periods)
        for facility in self.facilities:
            yield from acting.added(facility, self.add or 0.0, self.start)
            yield acting.edit("public_share", "set", self.public_share or 0.0, facility=facility)

    def _factors(self, acting: Acting) -> dict[str, float]:
        """The factor on the scrap of every home collection the lever speaks of."""
        factors: dict[str, float] = {}
        if self.collection is None and self.multiply is None:
            return factors
        problems = Problems()
        names = {tuple(stream): stream.name for stream in acting.labels.end_of_life_streams}
        for row in acting.study.chain.recycling:
            if row.region != acting.home or (self.uses and row.use not in self.uses):
                continue
            name = names[row.use, row.region, row.material]
            share = acting.stated(row, "collection", problems)
            now = 0.0 if share is None else share * _grown_before(acting.parameters, name)
            if now > 0:
                wanted = self.collection if self.multiply is None else self.multiply * now
                factors[name] = min(wanted or 0.0, 1.0) / now
            elif self.multiply is None:
                raise acting.refuse(
                    "collection",
                    f"nothing of {row.use} is collected at home, so no share of it can grow",
                    "give it a share above zero in chain/recycling.csv, or leave the use out",
                )
        problems.raise_if_any(InvalidInput)
        return factors

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        parts = []
        if self.collection is not None or self.multiply is not None:
            whose = (
                f"worn-out products of {named(*self.uses)}" if self.uses else "worn-out products"
            )
            share = (
                f"{stated_percent(self.collection)} of {whose} are collected"
                if self.collection is not None
                else f"{stated(self.multiply)} times as many {whose} are collected"
            )
            parts.append(f"{share} from {self.start}")
        if self.facilities:
            gain = "gains" if len(self.facilities) == 1 else "each gain"
            parts.append(
                f"{named(*self.facilities)} {gain} {stated(self.add)} t a year, online "
                f"{self.start}, {stated_percent(self.public_share or 0.0)} of the capital from "
                f"public money"
            )
        return "; ".join(parts)


def _grown_before(parameters: Parameters, collection: str) -> float:
    """The factor by which edits before this lever have multiplied what is collected."""
    return prod(
        entry.edit.value
        for entry in parameters.edits_of("scrap_share", (collection,))
        if entry.edit.operation == "multiply"
    )
