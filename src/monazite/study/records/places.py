"""The records of where things are: regions, and pools of owners inside them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from monazite.study.cells import ChainRow, Name, NameOf, Names, OptionalNames, Title


class RegionRow(ChainRow):
    """A country or a group of countries that is one place in the model."""

    table: ClassVar[str] = "regions"
    key: ClassVar[tuple[str, ...]] = ("region",)

    region: Name
    """ISO alpha-3 code, or the name of a group of countries."""
    title: Title
    """Name for people."""
    members: OptionalNames = ()
    """Codes of the countries of a group, in whose middle maps draw it; blank for one country."""


class OwnershipAccountRow(ChainRow):
    """Owners inside a region who keep their own balance of some materials.

    Its place is written `IND.state` in lanes and stocks: the region, a dot, the pool. What the pool
    does not list it shares with the rest of the region.
    """

    table: ClassVar[str] = "ownership_accounts"
    key: ClassVar[tuple[str, ...]] = ("ownership_account",)

    ownership_account: Name
    """Name of the pool, such as state."""
    title: Title
    """Name for people."""
    region: Annotated[Name, NameOf("regions")]
    """The region it is a part of."""
    facilities: Annotated[OptionalNames, NameOf("facilities")] = ()
    """The plants of these owners."""
    materials: Annotated[Names, NameOf("materials")]
    """What they balance on their own."""
