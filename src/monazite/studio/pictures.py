"""The charts of the screens, each made of a run and the one it is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monazite.charts import (
    Chart,
    bottleneck_strip,
    changed_flows,
    fate_of_tonnes,
    headline_lines,
    supply_by_origin,
    trade_off_dots,
    unmet_by_use,
)
from monazite.core.units import is_money
from monazite.findings.account import chain_account, fate_of_conserved
from monazite.findings.indicators import need_by_year, own_by_year, title_of, unit_of
from monazite.findings.indicators import supply_by_origin as supply_rows
from monazite.findings.indicators import unmet_by_use as unmet_rows
from monazite.runs.run import Run
from monazite.studio.telling import AS_IT_STANDS, Telling

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
    telling: Telling = AS_IT_STANDS
    """How figures are told."""

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
    of = shown.telling.of
    return supply_by_origin(
        supply_rows(solution, of=of),
        need_by_year(solution, of=of),
        baseline=own_by_year(shown.ghost.solution, of=of),
        baseline_title=shown.ghost.case.strategy.title,
        material=solution.study.words.product.plural,
        sources=shown.sources,
    )


def _unmet(shown: Shown) -> Chart:
    solution = shown.run.solution
    return unmet_by_use(
        unmet_rows(solution, of=shown.telling.of),
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
            {"indicator": key, "unit": unit, "year": year}
            | {"strategy": name, "value": float(value)}
            for key in keys
            for name, one in runs.items()
            for values, unit in [shown.telling.told(one.solution, key)]
            for year, value in zip(first.years, values, strict=True)
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
    return shown.run.chain(shown.year, shown.telling.of)


def _changed(shown: Shown) -> Chart | None:
    """What of the chain differs from what the run is held against; none where nothing is."""
    if shown.run.case == shown.ghost.case:
        return None
    now, before = (
        chain_account(one.records.solved_in(shown.year), shown.year, of=shown.telling.of)
        for one in (shown.run, shown.ghost)
    )
    return changed_flows(
        now.by_strand(),
        before.by_strand(),
        now.nodes,
        year=shown.year,
        subject=now.group,
        baseline=shown.ghost.case.strategy.title,
        sources=shown.sources,
    )


def _trade_off(shown: Shown) -> Chart | None:
    """What strategies cost by the year looked at, against the first figure of the front."""
    first = shown.run.solution
    front = first.study.settings.shown
    reached = next((key for key in front if not is_money(unit_of(first, key))), None)
    if reached is None:
        return None
    paid = MONEY_AND_PARTNERS[-1]
    runs = {one.strategy: one for one in (shown.ghost, shown.run, *shown.others)}
    tell = shown.telling
    rows = [
        {"strategy": name, "across": across, "upward": upward}
        for name, one in runs.items()
        for across, upward in [
            tuple(tell.in_year(one.solution, key, shown.year) for key in (paid, reached))
        ]
        if across is not None and upward is not None
    ]
    return trade_off_dots(
        rows,
        across=(title_of(first, paid), tell.told(first, paid)[1]),
        upward=(title_of(first, reached), tell.told(first, reached)[1]),
        baseline=shown.ghost.strategy,
        strategies=shown.titles,
        title=f"What is paid and what is reached in {shown.year}",
        sources=shown.sources,
    )


def _fate(shown: Shown) -> Chart | None:
    """What becomes of tonnes that limits on exports keep at home; none where none are kept."""
    if shown.run.solution.without_limits is None:
        return None
    solution = shown.run.solution
    study = solution.study
    of = shown.telling.of
    group = of.groups[0] if of and len(of.groups) == 1 else solution.labels.tracked_group
    kept = fate_of_conserved(solution, group)
    if not any(abs(one.tonnes) > 1e-6 for one in kept):
        return None
    return fate_of_tonnes(
        kept,
        unit=f"t {study.chain.group_basis[group]}/yr",
        subject=group,
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
    "changed": _changed,
    "tradeoff": _trade_off,
}
"""Pictures by the name screens ask for."""
