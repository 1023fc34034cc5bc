"""Public money for those who build and those who make."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.strategy.levers.base import Amount, Lever, Names, Share
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month, months_since_year_zero


@said(
    "Capital subsidy",
    "Pays part of the capital of what owners add at named plants.",
    edits="subsidy_share",
)
class CapitalSubsidy(Lever):
    """Pays part of the capital of what is added at named plants.

    It speaks of additions the owners decide on themselves; who pays for a `capacity_programme` is
    said there.
    """

    kind: Literal["capital_subsidy"] = "capital_subsidy"
    facilities: Names = Field(alias="facility")
    """The plants whose additions are supported."""
    share: Share
    """The part of the capital cost paid from public money, 0 to 1."""
    per_firm_cap_crore: Amount | None = None
    """The most any one firm may get, in crore rupees of 2024: a plant, or those of one pool."""
    budget_crore: Amount | None = None
    """The most all of them may get together, in crore rupees of 2024."""
    start: Month
    """The first month of the scheme."""
    end: Month | None = None
    """The first month without it; without it the scheme stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")


@said(
    "Output incentive",
    "Pays winners of a scheme for each kilogram they make.",
    edits="incentive",
)
class OutputIncentive(Lever):
    """Pays winners of a scheme for each kilogram they make."""

    kind: Literal["output_incentive"] = "output_incentive"
    facilities: Names = Field(alias="facility")
    """The plants that win support; each has a `awardee` in the table of facilities."""
    rate_inr_per_kg: Amount
    """What is paid, in rupees of 2024 per kg of the plant's reference material."""
    share_of_sales: Share | None = None
    """The most that is paid, as a share of what the output is stated to fetch in the year."""
    rate_falls_to_inr_per_kg: Amount | None = None
    """The rate at the end of the window, reached along a straight line; the same unless stated."""
    tonnes_per_year: Amount
    """The most that is supported at each winner, in t of its reference material per year."""
    per_firm_cap_crore: Amount | None = None
    """The most any one winner may get in all, in crore rupees of 2024."""
    budget_crore: Amount | None = None
    """The most the scheme may pay in all, in crore rupees of 2024."""
    start: Month
    """The first month for which is paid."""
    end: Month
    """The first month for which nothing is paid any more."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def rate_in(self, year: int) -> float:
        """Give what is paid per kg of a calendar year's output, as the mean over its months.

        The rate runs along a straight line from the start to the end of the window, and months
        outside it count as zero: a winner paid for half a year gets half the rate on all of it.
        """
        first, end = months_since_year_zero(self.start), months_since_year_zero(self.end)
        begin = self.rate_inr_per_kg
        last = self.rate_falls_to_inr_per_kg
        fall = 0.0 if last is None else begin - last
        paid = [
            begin - fall * (month + 0.5 - first) / (end - first)
            for month in range(max(first, year * 12), min(end, year * 12 + 12))
        ]
        return sum(paid) / 12

    @model_validator(mode="after")
    def _falls_or_stays(self) -> Self:
        last = self.rate_falls_to_inr_per_kg
        if last is not None and last > self.rate_inr_per_kg:
            raise FieldError(
                f"rate_falls_to_inr_per_kg {last:g} is above rate_inr_per_kg "
                f"{self.rate_inr_per_kg:g}",
                "write a lower rate for the end, or leave it out",
            )
        return self
