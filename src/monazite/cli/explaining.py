"""`monazite explain`: what a number is made of, what holds it back, and what that rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monazite.brief.sentences.groups import says_what_decides_one
from monazite.cli.completing import indicator_names
from monazite.cli.opening import Changes, Opened, Opening
from monazite.cli.options import Strategy, read_number
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import working
from monazite.cli.wording import figure, scale
from monazite.core.earlier import present_name
from monazite.core.usual import RULES_TOLD
from monazite.core.wording import TO_ITS_OWNER
from monazite.findings.evidence import UNTESTED
from monazite.findings.indicators import as_headlines_write
from monazite.runs.draws.grouped import known_groups
from monazite.runs.kept_verdicts import kept_verdicts
from monazite.runs.plan.enlarging import known_limits

if TYPE_CHECKING:
    from monazite.evidence import Evidence
    from monazite.findings.bottlenecks import EasedBottleneck, TraceStep
    from monazite.findings.evidence import Verdict
    from monazite.runs.draws.grouped import Grouped
    from monazite.study import Study

__all__ = ["explain"]

_FEWEST = 3
"""Rules that are shown however many parts a number has."""

_LINES = 30
"""Lines of a page for parts and rules; a rule takes about three, and four where it was tried."""

_OF_GROUPS = 3
"""Lines a sentence on groups of facts may take of them."""

_FACTS = 3
"""Facts, or groups of them, named on a line."""

_NEXT_BOTTLENECKS = "--next-bottlenecks"

_LEAST = 20
"""Columns a sentence keeps beside the place it stands at."""

Number = Annotated[
    str,
    typer.Argument(
        help="Indicator and year, such as net_import_reliance@2030.",
        autocompletion=indicator_names,
    ),
]


def explain(
    opening: Opening,
    strategy: Strategy,
    number: Number,
    changes: Changes,
    next_bottlenecks: Annotated[
        bool,
        typer.Option(
            _NEXT_BOTTLENECKS, help="Also ease what holds it back, one thing after the other."
        ),
    ] = False,
    walls: Annotated[bool, typer.Option("--walls", hidden=True)] = False,
    all_steps: Annotated[
        bool, typer.Option("--all", help="Show every step down to the sources, however many.")
    ] = False,
) -> None:
    """Take one number apart, say what holds home back, and which levers and facts decide that."""
    if walls:
        next_bottlenecks = bool(present_name("--walls", {_NEXT_BOTTLENECKS}, "explain"))
    opened = _opened(opening, changes, strategy, number)
    indicator, year = read_number(number)
    run = opened.run(strategy)
    limits = known_limits(run.records, year)
    rules = None if all_steps else RULES_TOLD
    steps = run.records.trace(indicator, year, rules, limits)
    headline = as_headlines_write(run.solution, indicator)
    verdict = (kept_verdicts(run) or {}).get((headline, year))
    groups = known_groups(run, year)
    decided = () if groups is None else groups.decides.get(headline, ())
    data = {
        **opened.about(run),
        "indicator": indicator,
        "year": year,
        "value": steps[0].value,
        "unit": steps[0].unit,
        "steps": plain_rows(steps),
        "standing": UNTESTED if verdict is None else verdict.standing,
        "between": None if verdict is None else verdict.between,
        "groups": plain_rows(decided),
    }
    eased: list[EasedBottleneck] = []
    if next_bottlenecks:
        with working("Looking for the next bottlenecks") as say:
            eased = run.records.next_bottlenecks(year, indicator, progress=say)
        data["next_bottlenecks"] = plain_rows(eased)
    handle, room = opened.handle, _LINES - (_OF_GROUPS if decided else 0)
    lines = (
        [_line(step) for step in steps]
        if all_steps
        else list(_page(steps, handle.strategy(handle.baseline).name, handle.study, room))
    )
    firm = [] if verdict is None else [_firm(verdict, steps[0].unit)]
    if groups is not None and decided:
        firm.append(_decided(groups, headline))
    view = Group(
        opened.title(run), *firm, *lines, *(_next_bottlenecks(eased) if next_bottlenecks else ())
    )
    opened.deliver(data, plain_rows(steps), view)


def _opened(opening: Opening, changes: Changes, strategy: str, number: str) -> Opened:
    """Open the study, unless anything is wrong, of the number too."""

    def check(opened: Opened) -> None:
        indicator, year = read_number(number)
        opened.check_asked(year, indicator)

    return opening.opened(changes, [strategy], reads=lambda: read_number(number), checks=check)


def _firm(verdict: Verdict, unit: str) -> Text:
    """Say how firm a number stands, and how far it moves wherever pools begin."""
    text = f"Tried with facts that set prices a little off: {verdict.standing}."
    if verdict.between is not None:
        factor, written = scale(unit, verdict.between)
        low, high = (figure(factor * end) for end in verdict.between)
        text += f" {low} to {high} {written}, depending on what owners at home ask first; "
        text += "each is as right."
    return Text(text, style="dim")


def _decided(groups: Grouped, headline: str) -> Text:
    """Say which groups of facts decide a number."""
    said = says_what_decides_one(groups, headline, _FACTS)
    return Text(f"{said} A share is of the variance in {groups.draws} draws.", "dim")


@dataclass
class _Told:
    """A step with what stands below it, as the trace has it."""

    step: TraceStep
    below: list[_Told] = field(default_factory=list)

    def of(self, kind: str) -> Iterator[_Told]:
        """Steps of a kind right below this one."""
        return (one for one in self.below if one.step.kind == kind)

    def all_of(self, kind: str) -> Iterator[_Told]:
        """Steps of a kind anywhere below this one."""
        for one in self.below:
            if one.step.kind == kind:
                yield one
            yield from one.all_of(kind)


def _tree(steps: Sequence[TraceStep]) -> _Told:
    """Put steps told in order back below each other."""
    above = [_Told(steps[0])]
    for step in steps[1:]:
        found = _Told(step)
        del above[step.depth :]
        above[-1].below.append(found)
        above.append(found)
    return above[0]


def _page(
    steps: Sequence[TraceStep], baseline: str, study: Study, room: int
) -> Iterator[RenderableType]:
    """Draw a number in so many lines: its parts, then what holds home back, its own way first."""
    root = _tree(steps)
    (formula,) = root.of("formula")
    yield Text(f"{root.step.where}: {_first_sentence(formula.step.text)}", style="dim")
    yield ""
    yield _parts(root, baseline)
    told: set[str] = set()
    paying = [line for _, part in _in_order(root) for line in _levers(part.of("lever"), told)]
    yield from paying
    taken = sum(1 for _ in _in_order(root)) + len(paying)
    rules = list(root.of("rule"))
    tried = any(rule.step.saved_in_all is not None for rule in rules)
    rules = rules[: max(_FEWEST, (room - taken) // (4 if tried else 3))]
    yield ""
    if not rules:
        yield "Nothing at home is at its limit in this year."
        return
    money = study.settings.currency
    by_saving = ", each by what home saves" if tried else ""
    factor, unit = scale(f"{money}/yr", [rule.step.value or 0.0 for rule in rules])
    yield Text(
        "What holds home back, or is forced: first what is on the way of this number"
        f"{by_saving}. At the left, what a year of it is {TO_ITS_OWNER}, {unit}",
        style="dim",
    )
    table = grid()
    table.show_header = False
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for rule in rules:
        value = figure(factor * (rule.step.value or 0.0))
        table.add_row(value, Group(rule.step.text, *_behind(rule, told, study.evidence)))
    yield table
    yield Text("--all shows every rule, and every fact with its source.", style="dim")


def _parts(root: _Told, baseline: str) -> Table:
    """List the number and what it is made of, beside the same in the baseline."""
    table = grid()
    compared = root.step.before is not None
    table.add_column("", max_width=60, overflow="fold")
    table.add_column("this plan", justify="right", no_wrap=True)
    if compared:
        table.add_column(baseline, justify="right", overflow="fold", max_width=24)
    table.add_column("", style="dim", no_wrap=True)
    for depth, told in _in_order(root):
        step = told.step
        values = [value for value in (step.value, step.before) if value is not None]
        factor, unit = scale(step.unit, values)
        bold = "bold" if depth == 0 else "default"
        cells = [Text(f"{'  ' * depth}{step.text}", style=bold), _figure(step.value, factor)]
        if compared:
            cells.append(_figure(step.before, factor))
        table.add_row(*cells, unit)
    return table


def _figure(value: float | None, factor: float) -> Text:
    """Write a value in the unit shown; a dash where it has no meaning."""
    return Text("–" if value is None else figure(factor * value))


def _in_order(told: _Told, depth: int = 0) -> Iterator[tuple[int, _Told]]:
    yield depth, told
    for part in told.of("part"):
        yield from _in_order(part, depth + 1)


def _behind(rule: _Told, told: set[str], evidence: Evidence) -> Iterator[RenderableType]:
    """The levers that set a rule's limit, each told once on the page, or the facts below it."""
    levers = list(rule.all_of("lever"))
    yield from _levers(levers, told)
    if levers:
        return
    facts = dict.fromkeys(one.step.where for one in rule.all_of("fact"))
    named = [f"{fact} ({evidence.fact(fact).graded})" for fact in facts]
    if named:
        more = f" and {len(named) - _FACTS} more" if len(named) > _FACTS else ""
        yield Text(f"rests on {', '.join(named[:_FACTS])}{more}", style="dim")
    else:
        notes = dict.fromkeys(one.step.text for one in rule.all_of("quantity"))
        for note in list(notes)[:1]:
            yield Text(f"given: {_first_sentence(note)}", style="dim")


def _levers(found: Iterable[_Told], told: set[str]) -> Iterator[RenderableType]:
    """Levers by what they are for and where they stand, each told once on the page."""
    for origin, lever in {one.step.where: one.step for one in found}.items():
        if origin not in told:
            told.add(origin)
            yield _OnOneLine(f"lever: {_first_sentence(lever.text)}", origin)


@dataclass(frozen=True)
class _OnOneLine:
    """A sentence and where it stands, on one line: the sentence is cut, the place never."""

    sentence: str
    where: str

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """Fit the sentence into what the place leaves of the line, or put it on one of its own."""
        left = options.max_width - cell_len(self.where) - 2
        line = Text(self.sentence, overflow="ellipsis", no_wrap=True)
        line.truncate(left if left >= _LEAST else options.max_width, overflow="ellipsis")
        place = Text(self.where, style="dim", no_wrap=True, overflow="ignore")
        if left >= _LEAST:
            yield Text.assemble(line, "  ", place, no_wrap=True)
        else:
            yield from (line, place)


def _first_sentence(text: str) -> str:
    """The first sentence of a text, which ends before a capital or with the text."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z“])", text, maxsplit=1)[0]


def _next_bottlenecks(next_bottlenecks: Sequence[EasedBottleneck]) -> list[RenderableType]:
    """List bottlenecks in order: what was eased, and what the number became."""
    if not next_bottlenecks:
        return ["", "No plant, permit or site at home holds it back."]
    values = [value for row in next_bottlenecks for value in (row.before, row.after)]
    factor, unit = scale(next_bottlenecks[0].unit, values)
    table = grid()
    table.add_column("if this were gone, and what stands above it", max_width=44, overflow="fold")
    table.add_column("rule", max_width=28, overflow="fold")
    table.add_column("plants", justify="right")
    table.add_column(f"it would be, {unit}", justify="right")
    for row in next_bottlenecks:
        table.add_row(
            f"{row.step}. {row.stage_title}",
            row.rule.replace("_", " "),
            str(len(row.subjects)),
            figure(factor * row.after),
        )
    return ["", table]


def _line(step: TraceStep) -> RenderableType:
    """Draw one step below the one it explains: what it is, its number, where it stands."""
    line = Text(f"{step.kind}: ", style="dim")
    line.append(step.text, style="bold" if step.kind == "indicator" else "default")
    if step.value is not None:
        factor, unit = scale(step.unit, [step.value])
        line.append(f"  {figure(factor * step.value)} {unit}", style="default")
    if step.where:
        line.append(f"  {step.where}", style="dim")
    return Padding(line, (0, 0, 0, 2 * step.depth), expand=False)
