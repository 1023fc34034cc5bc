"""The charts of the screens, each made of a run and the one it is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monazite.brief.pictures import made_at_home
from monazite.charts import (
    Chart,
    bottleneck_strip,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    unmet_by_use,
)
from monazite.findings.account import fate_of_conserved
from monazite.findings.indicators import compute, need_by_year, title_of, unit_of
from monazite.findings.indicators import supply_by_origin as supply_rows
from monazite.findings.indicators import unmet_by_use as unmet_rows
from monazite.findings.solution import Solution
from monazite.runs.run import Run

__all__ = ["PICTURES", "Shown"]

MONEY_AND_PARTNERS = ("to_date.public_outlay", "home_cost")
"""What a strategy costs, as the small lines beside the other pictures show it."""


@dataclass(frozen=True)
class Shown:
    """What a picture is made of: a run, the one it is held against, and the year looked at."""

    run: Run
    ghost: Run
    year: int
    others: tuple[Run, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the strategies shown, by name."""
        return {
            one.strategy: one.case.strategy.title for one in (self.ghost, self.run, *self.others)
        }

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, as one would cite them."""
        study = self.run.solution.study
        world = study.worlds[self.run.world].title if self.run.world in study.worlds else ""
        return (
            f"monazite on {study.settings.title}, strategy {self.run.case.strategy.title}, "
            f"world {world}",
        )


def _supply(shown: Shown) -> Chart:
    solution = shown.run.solution
    before = Solution(solution.study, shown.ghost.solution.outcome)
    return supply_by_origin(
        supply_rows(solution),
        need_by_year(solution),
        baseline=made_at_home(before),
        baseline_title=shown.ghost.case.strategy.title,
        material=solution.study.words.product.plural,
        sources=shown.sources,
    )


def _unmet(shown: Shown) -> Chart:
    solution = shown.run.solution
    return unmet_by_use(
        unmet_rows(solution),
        material=solution.study.words.product.plural,
        sources=shown.sources,
    )


def _bottlenecks(shown: Shown) -> Chart:
    return bottleneck_strip(
        [row for row in shown.run.records.at_limits() if row.stage != "use"],
        years=shown.run.solution.years,
        sources=shown.sources,
    )


def _lines(shown: Shown, keys: tuple[str, ...]) -> Chart:
    runs = {one.strategy: one for one in (shown.ghost, shown.run, *shown.others)}
    first = shown.run.solution
    return headline_lines(
        [
            {"indicator": key, "unit": unit_of(first, key), "year": year}
            | {"strategy": name, "value": float(value)}
            for key in keys
            for name, one in runs.items()
            for year, value in zip(first.years, compute(one.solution, key), strict=True)
        ],
        baseline=shown.ghost.strategy,
        strategies=shown.titles,
        titles={key: title_of(first, key) for key in keys},
        sources=shown.sources,
    )


def _costs(shown: Shown) -> Chart:
    """What the treasury and the country pay, and what the partner hit most loses."""
    front = shown.run.solution.study.settings.front_indicators
    losses = [key for key in front if "partner_loss" in key]
    return _lines(shown, (*MONEY_AND_PARTNERS, *losses[:1]))


def _headlines(shown: Shown) -> Chart:
    settings = shown.run.solution.study.settings
    return _lines(shown, tuple(settings.front_indicators or settings.headlines[:9]))


def _chain(shown: Shown) -> Chart:
    return shown.run.chain(shown.year)


def _fate(shown: Shown) -> Chart | None:
    """What becomes of tonnes that limits on exports keep at home; none without a limit."""
    if shown.run.solution.without_limits is None:
        return None
    solution = shown.run.solution
    study = solution.study
    return fate_of_tonnes(
        fate_of_conserved(solution, solution.labels.tracked_group),
        unit=f"t {study.contained}/yr",
        subject=study.tracked,
        sources=shown.sources,
    )


PICTURES: Mapping[str, Callable[[Shown], Chart | None]] = {
    "supply": _supply,
    "unmet": _unmet,
    "bottlenecks": _bottlenecks,
    "costs": _costs,
    "headlines": _headlines,
    "chain": _chain,
    "fate": _fate,
}
"""Pictures by the name screens ask for."""
