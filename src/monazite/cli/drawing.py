"""`monazite ensemble`: how sure an answer is, from many draws of all facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.brief.sentences.groups import says_what_decides_one
from monazite.cli.opening import Changes, Opening, Solving
from monazite.cli.options import Indicators, Strategies, Year, listed
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid, heading
from monazite.cli.regions import Where, read_region
from monazite.cli.studies import stop_where_partial
from monazite.cli.terminal import working
from monazite.cli.wording import decimals_for, figure, scale
from monazite.core.errors import check_all
from monazite.core.shares import share_told
from monazite.core.usual import DRAWS, SEED
from monazite.core.vocabulary import grade_word
from monazite.core.within import percent_within
from monazite.core.wording import counted

if TYPE_CHECKING:
    from monazite.api import Ensemble
    from monazite.findings.ensemble import Band, Foretold, Influence, Settled
    from monazite.runs.computing.execution import ExecutionOptions
    from monazite.runs.draws.grouped import Grouped

__all__ = ["ensemble"]

FEW = 20
"""Draws below which a twentieth of them is not one."""

_INPUTS_SHOWN = 5
"""Inputs listed for an indicator, the most influential first."""

Inputs = Annotated[
    str,
    typer.Option(
        "--inputs",
        help="Families and facts to draw, separated by commas; all if left out.",
        metavar="INPUTS",
    ),
]
Groups = Annotated[
    bool,
    typer.Option("--groups", help="Also say which group of facts decides how much; takes minutes."),
]


def ensemble(
    opening: Opening,
    solving: Solving,
    changes: Changes,
    strategies: Strategies = None,
    draws: Annotated[int, typer.Option("--draws", "-n", help="How often facts are drawn.")] = DRAWS,
    seed: Annotated[int, typer.Option("--seed", help="Where chance begins.", min=0)] = SEED,
    sampler: Annotated[
        Literal["lhs", "sobol"],
        typer.Option("--sampler", help="Latin hypercube, or a scrambled Sobol sequence."),
    ] = "lhs",
    indicators: Indicators = "",
    year: Year = None,
    inputs: Inputs = "",
    where: Where = "",
    groups: Groups = False,
) -> None:
    """Draw all facts between the ends of their ranges and show where the answers lie."""
    opened = opening.opened(
        changes,
        strategies or (),
        reads=lambda: check_all(
            lambda: _check_groups(draws) if groups else None, lambda: read_region(where)
        ),
        checks=lambda opened: opened.check_asked(year, *listed(indicators)),
    )
    region, handle = read_region(where), opened.handle
    names = opened.proposed(strategies or list(handle.front_page))
    opened.runs(names)
    at = opened.or_decision_year(year)
    keys = listed(indicators) or list(handle.study.settings.shown)
    keys += [region.indicator] if region is not None and region.indicator not in keys else []
    with working("Drawing facts") as say:
        work = solving.options(say)
        found = handle.ensemble(
            *names,
            world=opened.world,
            indicators=keys,
            draws=draws,
            seed=seed,
            sampler="sobol" if sampler == "sobol" else "latin hypercube",
            inputs=listed(inputs) or None,
            **work,
        )
        # who stopped it does not want to wait for more solves
        tried = _tried(found, keys, at, work, groups=groups) if found.complete else _Tried()
    given = {**opened.state(), **_asked(found), "sampler": sampler}
    title = heading(
        f"{handle.title}: {found.counted} of {counted(len(found.inputs), 'input')}",
        found.runs[0].world,
    )
    data, page = _data(found, keys, at, tried), list(_page(found, keys, at, tried))
    if region is not None:
        where_so = region.of(found, at, work["store"])
        data["where"] = [asdict(box) for box in where_so.boxes]
        page += region.page(found, where_so)
    opened.deliver({**given, **data}, plain_rows(found.band_records()), Group(title, *page))
    stop_where_partial(found.complete)


@dataclass(frozen=True)
class _Tried:
    """What inputs do alone, and what groups of them decide where that was asked for."""

    alone: Mapping[str, Foretold | None] = field(default_factory=dict)
    groups: Grouped | None = None


def _check_groups(draws: int) -> None:
    from monazite.runs.draws.grouped import check_draws

    check_draws(draws, draws)


def _tried(
    found: Ensemble, keys: Sequence[str], year: int, work: ExecutionOptions, *, groups: bool
) -> _Tried:
    """Solve inputs one at a time, and then draws with one group after the other drawn anew."""
    from monazite.runs.computing.execution import Execution
    from monazite.runs.draws.alone import alone
    from monazite.runs.draws.grouped import grouped

    last, done = found.strategies[-1], Execution(**work)
    return _Tried(
        alone(found, keys, year, last, progress=done.progress, store=done.store),
        grouped(found, year, last, execution=done) if groups else None,
    )


def _asked(found: Ensemble) -> dict[str, object]:
    return {
        "draws": found.draws,
        "asked_for": found.asked_for,
        "complete": found.complete,
        "seed": found.seed,
    }


def _data(found: Ensemble, keys: Sequence[str], year: int, tried: _Tried) -> dict[str, object]:
    last, above = found.strategies[-1], _above(found)
    return {
        "world": found.runs[0].world,
        "baseline": found.baseline,
        "inputs": len(found.inputs),
        "year": year,
        "drawn_nearer": {n + 1: list(names) for n, names in found.nearer.items()},
        "without_plan": {name: dict(faults) for name, faults in found.faults.items()},
        "bands": plain_rows(found.band_records()),
        "influences": {
            key: plain_rows(found.influence_records(key, year, last, above=above)) for key in keys
        },
        "settling": {key: plain_rows(_settling(found, key, year)) for key in keys},
        "alone": _alone_data(tried.alone),
        "groups_complete": tried.groups is None or tried.groups.complete,
        "groups": {}
        if tried.groups is None
        else {key: plain_rows(tried.groups.decides[key]) for key in keys},
    }


def _above(found: Ensemble) -> str | None:
    """What the last strategy is held against; None where it is the baseline itself."""
    return found.baseline if found.strategies[-1] != found.baseline else None


def _alone_data(told: Mapping[str, Foretold | None]) -> dict[str, object]:
    return {
        key: {
            "part": one.part,
            "part_error": one.part_error,
            "apart": one.apart,
            "inputs": plain_rows(one.rows),
        }
        for key, one in told.items()
        if one is not None
    }


def _settling(found: Ensemble, key: str, year: int) -> list[Settled]:
    from monazite.findings.indicators import entry_of

    return [] if entry_of(key).better == "neither" else found.settling_records(key, year)


def _page(
    found: Ensemble, keys: Sequence[str], year: int, tried: _Tried
) -> Iterator[RenderableType]:
    for key in keys:
        bands = found.band_records([key], [year])
        if not bands:
            continue
        values = [value for band in bands for value in (band.low, band.median, band.high)]
        factor, unit = scale(bands[0].unit, values)
        places = decimals_for(factor * value for value in values)
        yield ""
        yield Text(f"{key} in {year}, {unit}", style="bold")
        yield _bands(found, bands, factor, places)
        if tried.groups is not None:
            yield Text(says_what_decides_one(tried.groups, key, _INPUTS_SHOWN), style="dim")
        for said in _decides(found, key, year, tried.alone.get(key), (factor, unit)):
            yield Text(said, style="dim")
    yield from _how_drawn(found)
    if tried.groups is not None and not tried.groups.complete:
        yield ""
        yield Text("Partial: groups of facts were drawn anew in some of their draws only.")


def _decides(
    found: Ensemble, key: str, year: int, alone: Foretold | None, scale: tuple[float, str]
) -> Iterator[str]:
    """Which inputs decide a number, and which would settle the choice, as far as that shows."""
    last, above = found.strategies[-1], _above(found)
    factor, unit = scale
    told = [one for one in found.influence_records(key, year, last, above=above) if one.apart]
    if told:
        what = f"What decides {_what(last, above)}, each with its share of the variance"
        yield f"{what}: {_listed(told)}."
    if alone is not None and alone.apart:
        yield _foretold(alone, last)
    worth = [one for one in _settling(found, key, year) if one.apart][:_INPUTS_SHOWN]
    if worth:
        named = ", ".join(f"{one.title} ({figure(factor * one.value)} {unit})" for one in worth)
        yield f"What would settle the choice, if it were known: {named}."


def _how_drawn(found: Ensemble) -> Iterator[RenderableType]:
    """How many draws there are, which were drawn nearer and which have no plan."""
    if not found.complete:
        yield ""
        yield Text(f"Partial: {found.stopped}, with {found.counted} done.")
    if found.draws < FEW:
        few = f"Of so few draws the ends are the least and the most; ask for {FEW} or more."
        yield Text(few, style="dim")
    if found.nearer:
        titles = {one.name: one.title for one in found.inputs}
        counts = Counter(name for names in found.nearer.values() for name in names)
        named = ", ".join(titles[name] for name, _ in counts.most_common(_INPUTS_SHOWN))
        yield ""
        yield Text(
            f"In {len(found.nearer)} of {found.draws} draws inputs that contradict each other were "
            f"drawn nearer to the figures chosen; most often: {named}.",
            style="dim",
        )
    for name, faults in found.faults.items():
        for fault, count in faults.items():
            yield ""
            yield Text(f"{name}: {count} of {found.draws} draws have no plan: {fault}.")


def _bands(found: Ensemble, bands: Sequence[Band], factor: float, places: int) -> Table:
    table = grid()
    table.add_column("")
    for head in ("as chosen", "5 %", "median", "95 %", f"above {found.baseline}", "better in"):
        table.add_column(head, justify="right")
    for band in bands:
        numbers = [band.central, band.low, band.median, band.high]
        apart = ""
        if band.difference_low is not None and band.difference_high is not None:
            low, high = (
                figure(factor * value, places)
                for value in (band.difference_low, band.difference_high)
            )
            apart = f"{low} to {high}"
        table.add_row(
            band.strategy,
            *("–" if one is None else figure(factor * one, places) for one in numbers),
            apart,
            "" if band.better is None else f"{round(100 * band.better)} in 100",
        )
    return table


def _what(strategy: str, above: str | None) -> str:
    return strategy if above is None else f"{strategy} above {above}"


def _foretold(told: Foretold, strategy: str) -> str:
    most = ", ".join(
        f"{one.title} ({percent_within(one.share, one.share_error)})"
        for one in told.rows[:_INPUTS_SHOWN]
        if one.share >= 0.01
    )
    return (
        f"One at a time, {len(told.rows)} inputs foretell "
        f"{percent_within(told.part, told.part_error)} of the variance of {strategy}: {most}."
    )


def _listed(told: Sequence[Influence]) -> str:
    return ", ".join(
        f"{one.title} ({grade_word(one.grade).lower()}, "
        f"{share_told(one.first_order, one.first_order_error)})"
        for one in told[:_INPUTS_SHOWN]
    )
