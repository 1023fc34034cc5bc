"""What a new study says to its author: how to go on, and what stands in each column."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from textwrap import dedent

from monazite.core.wording import place_named
from monazite.study.beginning.figures import PLACEHOLDER
from monazite.study.beginning.outline import Outline
from monazite.study.cells import ChainRow
from monazite.study.chain import OPTIONAL_TABLES, TABLES


def front_page(outline: Outline) -> str:
    """The README of a new study."""
    forms = ", ".join(form.plural for form in outline.forms)
    return f"""# {outline.title}

{outline.question}

The chain goes from the ground to the product: {forms}. Every figure is a **placeholder**: it has
the source `{PLACEHOLDER}` and grade C, and says nothing about {place_named(outline.home_title)}.

1. `monazite check .` says what is missing or wrong, and counts the placeholders that are left.
2. Add your sources to `sources.csv` and replace the facts in `evidence/*.csv`, those that decide
   most first: `monazite sensitivity .` lists them.
3. Add what the chain needs to `chain/*.csv`; `COLUMNS.md` says what stands in each column. Tables
   with headings alone may stay as they are.
4. Say in `strategies/*.yaml` what {place_named(outline.home_title)} may decide, and in
   `worlds/*.yaml` what it cannot.
5. `monazite run .` answers, and `monazite run . --output brief` writes the brief.
"""


def columns_page() -> str:
    """A line of help for every column of every chain table."""
    lines = [
        "# What stands in each column",
        "",
        "Every table may end with `source_id`, `grade` and `note`, which speak for its plain",
        "numbers. A number is written plainly, with source and grade, or as a fact in braces, or",
        "as arithmetic over facts.",
        "",
    ]
    for name, record in TABLES.items():
        may = ", may be left out" if name in OPTIONAL_TABLES else ""
        lines += [f"## chain/{name}.csv{may}", "", _first_line(record), ""]
        described: dict[str, str] = {}
        needed = record.required_columns()
        for of in reversed([one for one in record.__mro__ if issubclass(one, ChainRow)]):
            described |= dict(_described(of))
        for column, field in record.columns().items():
            if column in ("source_id", "grade", "note"):
                continue
            number = record.numbers().get(column)
            unit = f" In {number.unit}." if number is not None and number.unit != "1" else ""
            blank = "" if column in needed else " May be blank."
            lines.append(f"- `{column}`: {described.get(field, '')}{unit}{blank}")
        lines.append("")
    return "\n".join(lines)


def _first_line(record: type[ChainRow]) -> str:
    return (inspect.getdoc(record) or "").partition("\n")[0]


def _described(record: type[ChainRow]) -> Iterator[tuple[str, str]]:
    """The sentence that stands under each field of a record, in one line."""
    body = ast.parse(dedent(inspect.getsource(record))).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, below in zip(body.body, body.body[1:], strict=False):
        says = below.value if isinstance(below, ast.Expr) else None
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(says, ast.Constant)
            and isinstance(says.value, str)
        ):
            yield field.target.id, " ".join(says.value.split())
