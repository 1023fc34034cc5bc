"""What the shell may complete: studies, their courses and episodes, indicators, charts, levers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from monazite.core.errors import InvalidInput

__all__ = [
    "chart_names",
    "episode_names",
    "indicator_names",
    "lever_kinds",
    "pools_begin_names",
    "strategy_names",
    "study_names",
    "verdicts",
    "world_names",
]


def study_names(incomplete: str) -> list[str]:
    """Names of shipped studies that begin so."""
    # Late, here and below: what finds a study also reads it, which --help need not wait for.
    from monazite.store.studies import bundled_studies

    return [name for name in bundled_studies() if name.startswith(incomplete)]


def chart_names(incomplete: str) -> list[str]:
    """Names of charts that begin so."""
    from monazite.charts.registry import pictures

    return [name for name in pictures() if name.startswith(incomplete)]


def lever_kinds(incomplete: str) -> list[str]:
    """Kinds of lever that begin so."""
    from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS

    return [kind for kind in (*STRATEGY_KINDS, *WORLD_KINDS) if kind.startswith(incomplete)]


def pools_begin_names(incomplete: str) -> list[tuple[str, str]]:
    """Ways in which owners at home may begin to ask that begin so, each with what it means."""
    from monazite.cases.pools import IN_WORDS

    return [(way, said) for way, said in IN_WORDS.items() if way.startswith(incomplete)]


def verdicts(incomplete: str) -> list[tuple[str, str]]:
    """Verdicts on public claims that begin so, each with what it means."""
    from monazite.core.wording import verdict_told
    from monazite.evidence import VERDICTS

    return [(name, verdict_told(name)[1]) for name in VERDICTS if name.startswith(incomplete)]


def strategy_names(context: typer.Context, incomplete: str) -> list[str]:
    """Names of strategies of the study on the command line that begin so."""
    return [name for name in _names(context, "strategies") if name.startswith(incomplete)]


def world_names(context: typer.Context, incomplete: str) -> list[str]:
    """Names of worlds of the study on the command line that begin so."""
    return [name for name in _names(context, "worlds") if name.startswith(incomplete)]


def episode_names(context: typer.Context, incomplete: str) -> list[str]:
    """Names of past episodes of the study on the command line that begin so."""
    from monazite.core.errors import Problems
    from monazite.core.tables import read_table

    found: list[str] = []
    for folder in _study(context):
        table = folder / "chain" / "episodes.csv"
        if table.is_file():
            rows = read_table(table, Problems(), root=folder, required=(), optional=None)
            found += [name for row in rows if (name := row["episode"]).startswith(incomplete)]
    return found


def indicator_names(context: typer.Context, incomplete: str) -> list[str]:
    """Indicators that begin so, first the study's headlines; the last of a list with commas."""
    from monazite.core.vocabulary import indicators

    before, comma, begun = incomplete.rpartition(",")
    names = dict.fromkeys((*_headlines(context), *indicators()))
    return [f"{before}{comma}{name}" for name in names if name.startswith(begun)]


def _headlines(context: typer.Context) -> Iterator[str]:
    """Indicators of the front page of the study on the command line, as its settings spell them."""
    from monazite.core.documents import read_document
    from monazite.core.errors import Problems
    from monazite.store.studies import SETTINGS_FILE

    for folder in _study(context):
        settings = read_document(folder / SETTINGS_FILE, Problems(), root=folder)
        listed = settings.data.get("headlines") if settings is not None else None
        yield from (str(name) for name in listed or ())


def _names(context: typer.Context, folder: str) -> Iterator[str]:
    for found in _study(context):
        yield from sorted(path.stem for path in Path(found, folder).glob("*.yaml"))


def _study(context: typer.Context) -> Iterator[Path]:
    """The folder of the study on the command line, or nothing where there is none."""
    from monazite.store.studies import find_study

    # an option that still waits for its value leaves everything else of the line unread
    study = context.params.get("study") or next(iter(context.args), None)
    if not study:
        return
    try:
        yield find_study(str(study))
    except InvalidInput:
        return
