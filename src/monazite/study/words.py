"""What a study calls its stages and forms, and which of them play which part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from monazite.study.chain import Chain
from monazite.study.records import FormRow, StageRow


@dataclass(frozen=True)
class Words:
    """The stages and forms of a chain in order, and those that are asked for by their role."""

    chain: Chain

    def __repr__(self) -> str:
        """Say in a line which forms matter takes."""
        return f"<Words: {', '.join(row.form for row in self.chain.forms)}>"

    @cached_property
    def stages(self) -> Mapping[str, StageRow]:
        """Stages by name, first to last."""
        return {row.stage: row for row in self.chain.stages}

    @cached_property
    def forms(self) -> Mapping[str, FormRow]:
        """Forms by name, from the ground to the product."""
        return {row.form: row for row in self.chain.forms}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each stage in the chain, from 0."""
        return {stage: number for number, stage in enumerate(self.stages)}

    @cached_property
    def product(self) -> FormRow:
        """The form that headlines count."""
        return next(row for row in self.forms.values() if row.role == "product")

    @cached_property
    def product_stage(self) -> StageRow:
        """The stage that makes the product."""
        return self._stage_of(self.product.form)

    @cached_property
    def mines(self) -> frozenset[str]:
        """Stages that dig."""
        return self._playing("mine")

    @cached_property
    def recycling(self) -> frozenset[str]:
        """Stages that bring scrap back."""
        return self._playing("recycle")

    @cached_property
    def refined_stage(self) -> StageRow:
        """The first stage that sets the groups apart; that of the product where none does.

        What is recycled comes back into the chain before it.
        """
        refined = self.forms_of("refined")
        first = (row for row in self.stages.values() if row.form in refined)
        return next(first, self.product_stage)

    def forms_of(self, *roles: str) -> tuple[str, ...]:
        """Names of the forms that play any of the roles, in order."""
        return tuple(row.form for row in self.forms.values() if row.role in roles)

    def _playing(self, role: str) -> frozenset[str]:
        return frozenset(row.stage for row in self.stages.values() if row.role == role)

    def _stage_of(self, form: str) -> StageRow:
        """The stage judged by a form, else the last one that makes a material of it."""
        judged = [row for row in self.stages.values() if row.form == form]
        makers = {row.stage for row in self.chain.materials if row.form == form}
        making = [row for name, row in self.stages.items() if name in makers]
        return (judged or making or list(self.stages.values()))[-1]
