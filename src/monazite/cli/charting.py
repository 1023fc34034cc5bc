"""`monazite draw`: one picture of one run, on the screen in words or as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Annotated

import typer
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderResult
from rich.text import Text

from monazite.cli.completing import chart_names
from monazite.cli.opening import Changes, Opening
from monazite.cli.options import Strategy, Year
from monazite.cli.pages import GAP, grid
from monazite.cli.wording import figure
from monazite.store import write_whole

__all__ = ["Figures", "draw"]

_PICTURES = (".svg", ".png")


def draw(
    opening: Opening,
    strategy: Strategy,
    chart: Annotated[
        str,
        typer.Argument(
            help="What to draw; monazite list charts tells.", autocompletion=chart_names
        ),
    ],
    changes: Changes,
    year: Year = None,
) -> None:
    """Draw a picture of a strategy beside the baseline, or tell what it shows.

    Written to a file that ends in .svg or .png it is the picture, to any other its figures.
    """
    from monazite.runs.plan.pictures import check_chart  # late, as all that loads the model

    output = opening.output
    opened = opening.opened(
        changes,
        [strategy],
        beside=_PICTURES,
        reads=lambda: check_chart(chart),
        checks=lambda opened: opened.check_asked(year),
    )
    run = opened.run(strategy)
    made = run.plot(chart=chart, year=year)
    if output is not None and not opened.as_json and output.suffix.casefold() in _PICTURES:
        picture = made.png() if output.suffix.casefold() == ".png" else made.svg().encode()
        write_whole(output, picture)
        return
    rows = made.table().to_dicts()
    told = {"title": made.title, "subtitle": made.subtitle, "says": made.alt}
    data = {**opened.about(run), "chart": chart, **told, "figures": rows}
    view = Group(Text(made.title, style="bold"), made.subtitle, "", made.alt, "", Figures(rows))
    opened.deliver(data, rows, view)


@dataclass(frozen=True)
class Figures:
    """The figures of a picture; columns a screen has no room for stand below, in a table of theirs.

    No word or number is broken: a head is as wide as its longest word, and each block of columns
    begins with what names its rows.
    """

    rows: Sequence[Mapping[str, object]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        names = list(self.rows[0]) if self.rows else []
        naming = self._naming(names)
        for place, block in enumerate(self._blocks(names, options.max_width)):
            table = grid()
            for name, width in block:
                side: JustifyMethod = "left" if name in naming else "right"
                table.add_column(name, width=width, justify=side)
            for row in self.rows:
                table.add_row(*(_cell(row[name]) for name, _ in block))
            if place:
                yield ""
            yield table

    def _blocks(self, names: Sequence[str], room: int) -> Iterator[list[tuple[str, int]]]:
        """Columns with their widths, as many as fit into a line at a time."""
        heads = [(name, self._width(name, room)) for name in self._naming(names)]
        begun = sum(width + GAP for _, width in heads)
        block, taken = list(heads), begun
        for name in names[len(heads) :]:
            width = self._width(name, room)
            if taken + width > room and len(block) > len(heads):
                yield block
                block, taken = list(heads), begun
            block.append((name, width))
            taken += width + GAP
        if block:
            yield block

    def _naming(self, names: Sequence[str]) -> list[str]:
        """Columns from the left that name a row: the first, and what follows without a number."""
        texts = takewhile(lambda name: not self._counts(name), names[1:])
        return [*names[:1], *texts]

    def _counts(self, name: str) -> bool:
        cells = [row[name] for row in self.rows]
        return any(isinstance(cell, int | float) for cell in cells) or not any(cells)

    def _width(self, name: str, room: int) -> int:
        """As wide as the longest word and number of a column; a text has a fifth of the room."""
        cells = [_cell(row[name]) for row in self.rows]
        longest = max(map(len, cells), default=0)
        words = [word for text in (name, *cells) for word in text.split(" ")]
        wide = min(longest, room // 5) if not self._counts(name) else longest
        return max(wide, *map(len, words))


def _cell(value: object) -> str:
    """A figure of a table; years and names as they are."""
    return figure(value) if isinstance(value, float) else "" if value is None else f"{value}"
