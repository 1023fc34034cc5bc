"""How large things are at home: in what range a figure is looked at that is stated as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from monazite.core.money import MoneyAmount
from monazite.parameters import Parameters
from monazite.study import Study

YEAR_OF_DAYS = 365.0


@dataclass(frozen=True)
class Scale:
    """What users at home want of the product, t/yr in the year they want most, and what a tonne of
    it fetches there where its demand was observed, in the study's money."""

    need: float
    price: float
    plural: str

    def most(self, unit: str) -> tuple[float, str]:
        """The most a number that counts so many of a unit is tried at, and why."""
        if unit in ("t", "t/yr") and self.need > 0.0:
            return self.need, f"as much as users at home want of {self.plural} in a year"
        return (YEAR_OF_DAYS, "a year") if unit == "days" else (1.0, "")

    def most_of(self, amount: MoneyAmount, study: Study) -> tuple[float, str]:
        """The most an amount of money is tried at, in its own unit, and why."""
        if not self.price * self.need > 0.0:
            return 1.0, ""
        one = amount.of(1.0).in_money_of(study.numbers.money)
        if amount.per:
            return self.price / one, f"as much as {self.plural} cost where demand was observed"
        worth = self.price * self.need / one
        return worth, f"what {self.plural} cost that users at home want in a year"


def scale_of(study: Study, parameters: Parameters) -> Scale:
    """Work out how large things are at home from the parameters of a study."""
    points = list(_points(parameters))
    plural = study.words.product.plural
    if not points:
        return Scale(0.0, 0.0, plural)
    years = list(parameters.labels.years)
    wanted = parameters["demand"].sel(point=points, period=years).transpose("point", "period")
    by_year = wanted.values.sum(axis=0)
    at = int(np.argmax(by_year))
    paid = parameters["observed_price"].sel(point=points).values
    need = float(by_year[at])
    price = float((paid * wanted.values[:, at]).sum() / need) if need > 0.0 else 0.0
    return Scale(need, price, plural)


def _points(parameters: Parameters) -> Iterator[str]:
    """Uses at home that some product serves."""
    labels = parameters.labels
    found = {
        option.point.name
        for option in labels.use_options
        if option.region == labels.home and labels.material_role[option.material] == "product"
    }
    return iter(sorted(found))
