"""What the state takes on what is dug: by the tonne, or by what a tonne is stated to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import Lever, Names, Rate, Share
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said("Royalty", "Has mines at home pay the treasury for each tonne they dig.", edits=("levy",))
class Royalty(Lever):
    """Has mines at home pay the treasury for each tonne they dig, wherever the tonne goes.

    To whoever runs the mine it is a cost like any other: a mine that earns less than it on a tonne
    leaves the tonne in the ground. To home it is money that changes hands, so that home bears no
    more than what is no longer dug; in public outlay it stands below zero. In a year it covers in
    part it is due on part of what is dug. Several on one mine add up.

    Stated prices (`chain/prices.csv`, else the reference price) follow a world's price path, and a
    royalty by the price with them.
    """

    kind: Literal["royalty"] = "royalty"
    facilities: Names = Field(alias="facility")
    """The mines at home that pay it, on tonnes of what their recipe counts them in."""
    rate: Rate | None = None
    """What is due per mass of what is dug, such as `2 USD/kg`."""
    share_of_price: Share | None = None
    """Instead of `rate`: the part due of what a tonne is stated to fetch in the year, 0 to 1."""
    start: Month
    """The first month for which it is due."""
    end: Month | None = None
    """The first month for which it no longer is; without it the royalty stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("rate", "share_of_price")
        self.none_twice("facilities")
        return self

    def checked(self, check: Check) -> None:
        """Report plants that are no mines at home."""
        digging = {row.stage for row in check.chain.stages if row.role == "mine"}
        for row in check.at_home(self, self.facilities):
            if check.knows("stages") and row.stage not in digging:
                check.report(
                    self,
                    "facility",
                    f"'{row.facility}' digs nothing: {row.stage} is no stage of mines",
                    "name a mine, a plant whose stage has the role mine in chain/stages.csv",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Add to what a mine pays the treasury: levy += share of period x (rate, or share x price).

        money/t of what the mine is counted in.
        """
        due: dict[str, dict[int, float]] = {mine: {} for mine in self.facilities}
        for period, part in acting.shares.items():
            for mine in self.facilities:
                whole = (
                    self.share_of_price * acting.stated_price(mine, period)
                    if self.share_of_price is not None
                    else acting.money("rate")
                )
                due[mine][period] = part * whole
        yield from acting.edits("levy", "add", "facility", due)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        pays = "pays" if len(self.facilities) == 1 else "pay"
        due = (
            self.rate.in_words()
            if self.rate is not None
            else f"{stated_percent(self.share_of_price or 0.0)} of what a tonne is stated to fetch"
        )
        return (
            f"{named(*self.facilities)} {pays} the state a royalty of {due} on what is dug, "
            f"{window(self)}"
        )
