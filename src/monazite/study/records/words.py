"""The records of the words of a chain: its stages in order, the forms of matter, the bases of mass.

Nothing in the code knows a mineral: what is dug, made and counted, and what people call it, stands
in these tables, and the role of a form or stage says how the chain treats it.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from monazite.study.cells import (
    ChainRow,
    Name,
    NameOf,
    Number,
    OptionalCell,
    OptionalName,
    OptionalTitle,
    Title,
)


class StageRow(ChainRow):
    """A step of the chain; the order of the rows is the order of the chain."""

    table: ClassVar[str] = "stages"
    key: ClassVar[tuple[str, ...]] = ("stage",)

    stage: Name
    """Name of the stage."""
    title: Title
    """Name for people."""
    form: Annotated[Name, NameOf("forms")]
    """The form the stage is judged by: what it makes; what a stage that recycles takes in."""
    role: Literal["mine", "make", "recycle"] = "make"
    """Whether it digs, makes one thing of another, or brings scrap back."""
    description: OptionalTitle = ""
    """What happens there, in a sentence."""


class FormRow(ChainRow):
    """A state of matter; the order of the rows is the order of the chain."""

    table: ClassVar[str] = "forms"
    key: ClassVar[tuple[str, ...]] = ("form",)

    form: Name
    """Name of the form."""
    title: Title
    """Name for people, as a heading."""
    plural: Title
    """What tonnes of it are called inside a sentence, such as `cathodes` or `ore`."""
    role: Literal["ore", "mixed", "refined", "worked", "product", "scrap", "by_product"]
    """What it is to the chain.

    `ore` carries what the ground holds; `mixed` is an intermediate of several groups; `refined` is
    the first form set apart, which may come up with others and be put aside; `worked` is made of
    refined forms, and nobody makes it to throw it away; `product` is what the headlines count, one
    form alone; `scrap` comes back; `by_product` is whatever else a process yields.
    """
    description: OptionalTitle = ""
    """What it is, in a sentence."""

    @property
    def heading(self) -> str:
        """What tonnes of it are called where a line begins."""
        return self.plural[:1].upper() + self.plural[1:]


class BasisRow(ChainRow):
    """What a mass can be a mass of: a dimension of its own, or so much of another basis."""

    table: ClassVar[str] = "bases"
    key: ClassVar[tuple[str, ...]] = ("basis",)

    basis: Name
    """The word behind a mass, such as `ore` in `t ore`."""
    title: Title
    """Name for people."""
    of: Annotated[OptionalName, NameOf("bases")] = ""
    """The basis it converts into; blank for one that converts into no other."""
    amount: Annotated[OptionalCell, Number("t {of}/t {basis}", 0)] = ""
    """Tonnes of that basis in a tonne of this one."""
    holds_at_most: Annotated[OptionalCell, Number("1", 0)] = ""
    """Contained tonnes a tonne of it can hold in all, such as oxide in metal; blank means 1."""
    description: OptionalTitle = ""
    """What it is, in a sentence."""
