"""`monazite stress`: a plan disturbed month by month, thousands of times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli import stress_tables as tables
from monazite.cli.opening import Changes, Opened, Opening, Solving
from monazite.cli.options import Strategy, listed, processes
from monazite.cli.output import plain_rows
from monazite.cli.pages import heading
from monazite.cli.stress_asked import (
    SamplingOptions,
    ShockOptions,
    Writing,
    check_asked,
    check_together,
    in_money,
    release_of,
)
from monazite.cli.studies import stop_where_partial
from monazite.cli.terminal import errors, note, working
from monazite.core.usual import SERVICE
from monazite.store import ChunkStore, write_whole

if TYPE_CHECKING:
    from monazite.api import Proposal
    from monazite.runs.disruptions.stress import Stress
    from monazite.stress import Saving, ShockMatters

__all__ = ["stress"]

_FEW = 50_000
"""Scenarios below which more processes take longer to start than they save, and none is kept."""


def stress(
    opening: Opening,
    strategy: Strategy,
    sampling: SamplingOptions,
    shock_options: ShockOptions,
    solving: Solving,
    changes: Changes,
    writing: Writing,
    what_helps: Annotated[
        bool,
        typer.Option("--what-helps", help="What plants, suppliers, contracts and stores save."),
    ] = False,
    budget: Annotated[
        str,
        typer.Option("--budget", help="Most a stockpile may cost, such as '50 million USD'."),
    ] = "",
) -> None:
    """Disturb a strategy's plan month by month and show who goes short, when and at what cost."""
    opened = opening.opened(
        changes,
        [strategy],
        reads=lambda: check_together(shock_options, what_helps, budget),
        checks=lambda opened: check_asked(opened, sampling, writing, budget),
    )
    handle, draws = opened.handle, writing.draws
    most = in_money(budget, handle.study)
    number, place = writing.world_file(handle.study.path)
    names = opened.proposed([strategy])
    opened.runs(names)
    _tell_if_slow()
    with working("Playing months") as say:
        found = _found(opened, names[0], sampling, shock_options, solving, say)
        for wrong in found.on_the_way:
            note(wrong)
        if place is not None:
            say("Writing a world")
            found.save_world(place, number)
        data, rows, view = _answer(found, handle.title, what_helps, most, say)
        if draws is not None:
            say("Writing draws")
            written = BytesIO()
            found.scenarios_frame().write_parquet(written)
            write_whole(draws, written.getvalue())
    asked = f"`monazite run {opening.study} {strategy} --world"
    if place is not None:
        data["saved_world"] = str(place)
        view.append(Text(f"Written to {place}, which {asked} {place}` opens.", style="dim"))
    elif worst := tables.shown_worst(found):
        add = f"--save-world {worst[0].draw}=worst.yaml"
        view.append(
            Text(f"A draw opens as a world: add {add}, then {asked} worst.yaml`.", style="dim")
        )
    opened.deliver({**opened.state(), **data}, rows, Group(*view))
    stop_where_partial(bool(data["complete"]))


def _found(
    opened: Opened,
    strategy: Proposal,
    sampling: SamplingOptions,
    shock_options: ShockOptions,
    solving: Solving,
    say: Callable[[str], None],
) -> Stress:
    """Play the months; few of them in this process, and without keeping what they came to."""
    from monazite import StressOptions  # late, as all that loads the model

    many = sampling.scenarios >= _FEW
    options = StressOptions(
        year=sampling.year,
        months=sampling.months,
        n=sampling.scenarios,
        seed=sampling.seed,
        shock=shock_options.shock,
        month=shock_options.month,
        stops=shock_options.stop or (),
        alone=shock_options.alone,
        without=listed(shock_options.without_shocks),
        release=release_of(sampling.release),
        workers=processes(solving.workers) if solving.workers or many else 1,
        cluster=solving.cluster,
        store=ChunkStore.or_read(note) if solving.keep and many else None,
        told=_counting(say, "Scenario"),
    )
    return opened.handle.stress(strategy, opened.world, options=options)


def _tell_if_slow() -> None:
    """Say that months take longer than they need, among the errors, where that can be mended."""
    from monazite.stress import HAS_NUMBA  # late, as all that loads the model

    if not HAS_NUMBA:
        errors().print(
            "numba is not installed, so that NumPy plays the months, some thirty times as slow;"
            ' install it with: pip install "monazite[stress]"',
            soft_wrap=True,
        )


def _counting(say: Callable[[str], None], what: str) -> Callable[[int, int], None]:
    return lambda done, of: say(f"{what} {done} of {of}")


def _answer(
    found: Stress,
    title: str,
    what_helps: bool,
    most: float | None,
    say: Callable[[str], None],
) -> tuple[dict[str, object], list[dict[str, object]], list[RenderableType]]:
    uses, fans = found.use_records(), plain_rows(found.fans_records())
    chance = found.plan.by_chance
    shocks: list[ShockMatters] = []
    helps: tuple[dict[str, object], list[RenderableType]] = {}, []
    partial: list[RenderableType] = []
    try:
        if chance:
            say("Leaving out one shock after the other")
            shocks = found.tornado_records(_counting(say, "Shock"))
        if what_helps:
            helps = _only_users() if found.months.sold else _helps(found, most, say)
    except KeyboardInterrupt:
        left = ["what each shock adds"] if chance and not shocks else []
        left += ["what helps"] if what_helps else []
        partial = ["", Text(f"Partial: it was stopped before it came to {' and '.join(left)}.")]
    data: dict[str, object] = {
        "strategy": found.run.strategy,
        "world": found.run.world,
        "from": found.months.month(0),
        "months": found.plan.months,
        "scenarios": found.scenarios,
        "asked_for": found.asked_for,
        "complete": found.complete and not partial,
        "seed": found.seed,
        "shock": next((one.shock for one in found.asked_records(stated=False)), None),
        "stops": plain_rows(found.asked_records(stated=True)),
        "release": found.release.in_words(),
        "loss": found.loss.as_row(),
        "uses": plain_rows(uses),
        "shocks": plain_rows(shocks),
        "fan": fans,
        "worst": plain_rows(found.worst_records()),
    }
    view: list[RenderableType] = [
        heading(_head(found, title), found.run.world),
        "",
        *_summary(found),
    ]
    if any(one.chance > 0.0 for one in uses):
        view += ["", tables.uses(found)]
    if shocks:
        view += ["", tables.shocks(found, shocks)]
    view += [*tables.worst(found), *helps[1], *partial]
    return data | helps[0], fans, view


def _head(found: Stress, title: str) -> str:
    last = found.months.month(found.plan.months - 1)
    return f"{title}: {found.run.strategy}, {found.months.month(0)} to {last}"


def _summary(found: Stress) -> Iterator[Text]:
    from monazite.brief.sentences.disruption import disruption_in_words, reading_in_words

    yield from (Text(sentence) for sentence in disruption_in_words(found))
    yield Text(" ".join(reading_in_words(found)), style="dim")


def _only_users() -> tuple[dict[str, object], list[RenderableType]]:
    from monazite.brief.sentences.what_helps import ONLY_USERS

    return {}, ["", Text(ONLY_USERS, style="dim")]


def _savings(found: Stress, say: Callable[[str], None]) -> tuple[list[Saving], list[Saving]]:
    """All that something saves, and what of it is told apart from nothing."""
    say("Leaving out plants, suppliers and contracts")
    every = found.saving_records(_counting(say, "Plant, supplier or contract"))
    return every, [one for one in every if one.saved > max(2.0 * one.error, found.coin.dollar)]


def _helps(
    found: Stress, most: float | None, say: Callable[[str], None]
) -> tuple[dict[str, object], list[RenderableType]]:
    from monazite.brief.sentences.lengths import length_regret_in_words
    from monazite.brief.sentences.what_helps import (
        beside_others_in_words,
        contracts_in_words,
        cover_in_words,
        critical_in_words,
        forms_alone_in_words,
        idle_forms_in_words,
        stockpile_in_words,
        stockpile_regret_in_words,
        unmeasured_in_words,
    )

    found_savings, savings = _savings(found, say)
    say("Trying stores")
    forms, piles = found.form_records(), found.stockpile_records(most, _counting(say, "Stockpile"))
    best = found.best_stockpile_record(most, _counting(say, "Size and rule"))
    free = found.best_stockpile_record(
        most, _counting(say, "Size and rule in any order of users"), any_order=True
    )
    say("Holding it against somebody who knows what comes")
    held, lengths = found.stockpile_regret_record(most), found.length_regret_record(most)
    alone, rules = found.form_stockpile_records(most), found.rule_records()
    cover, critical = found.cover_needed(SERVICE), found.critical_tonnes()
    notes = [
        *idle_forms_in_words(forms),
        *contracts_in_words(found, found_savings),
        *unmeasured_in_words(found),
        cover_in_words(found, cover, SERVICE),
        stockpile_in_words(found, best),
        *forms_alone_in_words(found, alone),
        stockpile_regret_in_words(held, found.coin),
        *length_regret_in_words(lengths, found.coin),
        *beside_others_in_words(found, most, found.coin),
        critical_in_words(critical),
    ]
    data: dict[str, object] = {
        "savings": plain_rows(found_savings),
        "unmeasured": list(found.unmeasured),
        "forms": plain_rows(forms),
        "stockpiles": plain_rows(piles),
        "best_stockpile": best.as_row(),
        "best_stockpile_in_any_order": free.as_row(),
        "form_stockpiles": plain_rows(alone),
        "stockpile_regret": held.as_row(),
        "length_regret": lengths and lengths.as_row(),
        "cover_needed": {"service": SERVICE, "days": cover},
        "critical_tonnes": critical,
        "rules": plain_rows(rules),
    }
    return data, [
        *tables.saved(found, savings),
        *tables.kept(found, forms),
        *tables.rules(found, rules),
        "",
        *(Text(note) for note in notes),
    ]
