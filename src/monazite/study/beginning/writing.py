"""Writes a new study folder, all of it or nothing."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem
from monazite.study.beginning.figures import HOME_NEED, PLACEHOLDER, figures_of
from monazite.study.beginning.outline import ABROAD, Outline
from monazite.study.beginning.prose import columns_page, front_page
from monazite.study.beginning.tables import FIRST, LAST, Table, chain_tables, evidence_tables
from monazite.study.chain import OPTIONAL_TABLES, TABLES
from monazite.study.folders import ANSWERS, find_study


def begin(folder: Path, outline: Outline) -> Path:
    """Write a study that runs, with a placeholder for every number; raises InvalidInput.

    Tables the chain can do without are written with their headings alone.
    """
    return _placed(folder, _files(outline))


def begin_like(folder: Path, study: str) -> Path:
    """Copy a study, to change it: everything but what was worked out about it."""
    source = find_study(study)
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and path.relative_to(source).parts[0] != ANSWERS
    }
    return _placed(folder, files)


def _placed(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files beside the folder first, and move them there when all are written."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _refusal(folder, "is there already", "name a folder that does not exist yet")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as beside:
            whole = Path(beside) / "study"
            for name, content in files.items():
                path = whole / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if folder.exists():
                folder.rmdir()
            shutil.move(whole, folder)
    except OSError as error:
        raise _refusal(folder, f"cannot be written: {error.strerror}", "name another") from error
    return folder


def _refusal(folder: Path, message: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(file=str(folder), message=message, remedy=remedy))


def _files(outline: Outline) -> dict[str, bytes]:
    chain = chain_tables(outline)
    tables: dict[str, Table] = {f"chain/{name}.csv": table for name, table in chain.items()}
    for name in sorted(OPTIONAL_TABLES - set(chain)):
        tables[f"chain/{name}.csv"] = (TABLES[name].required_columns(), [])
    figures = figures_of(outline)
    for name, table in evidence_tables(outline, figures).items():
        tables[f"evidence/{name}.csv"] = table
    tables["sources.csv"] = (
        ("source_id", "title", "publisher", "date", "url", "kind"),
        [(PLACEHOLDER, "Placeholders of a new study", "Nobody yet", FIRST, "", "estimate")],
    )
    prose = {
        "study.yaml": _settings(outline),
        "README.md": front_page(outline),
        "COLUMNS.md": columns_page(),
        "corrections.yaml": "[]\n",
        **_strategies(outline),
        **_worlds(outline),
    }
    written = {name: _csv(*table) for name, table in tables.items()}
    return {name: text.encode("utf-8") for name, text in {**prose, **written}.items()}


def _csv(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def _quoted(text: str) -> str:
    """Text as YAML takes it whatever it holds."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _settings(outline: Outline) -> str:
    ore = outline.forms[0].name
    return f"""title: {_quoted(outline.title)}
question: {_quoted(outline.question)}
home: {outline.home}
tracked_group: {outline.mineral}
horizon: {{first: {FIRST}, last: {LAST}, blocks: [5]}}
currency: USD_2024
discount_rate: "{{economy:discount-rate}}"
headlines:
  - self_sufficiency
  - self_sufficiency.chain
  - net_import_reliance
  - unmet_demand
  - home_cost
  - output
  - exports.{ore}
  - to_date.public_outlay
front_page: [as-now, halt, build, both]
baseline: as-now
world: usual
# How far a fact may be off, as a share of its value, where its source gives no range.
grade_spread: {{A: 0.05, B: 0.15, C: 0.35}}
"""


def _strategies(outline: Outline) -> dict[str, str]:
    last, stage = outline.forms[-1], outline.stages[-1]
    halt = f"""levers:
  - kind: export_limit
    title: {_quoted(f"No {outline.forms[0].plural} leaves")}
    material: {outline.forms[0].name}
    to: all
    tonnes_per_year: 0
    start: {FIRST + 2}-01
    why: Placeholder. Keep what is dug for plants at home.
    source: {PLACEHOLDER}
"""
    return {
        "strategies/as-now.yaml": "title: As now\n"
        "why: Nothing is decided; everything else is compared with this.\nlevers: []\n",
        "strategies/halt.yaml": "title: Halt\nextends: as-now\n"
        f"why: What happens when what is dug may not be sold abroad.\n{halt}",
        "strategies/build.yaml": f"""title: Build
extends: as-now
why: What happens when home builds plants for what it needs.
levers:
  - kind: capacity_programme
    title: {_quoted(f"Plants for {last.plural}")}
    facility: home_{stage}
    add: {HOME_NEED:g}
    online: {FIRST + 3}-01
    public_share: 0.3
    why: Placeholder. Make at home what is imported, and pay a part of it from public money.
    source: {PLACEHOLDER}
""",
        "strategies/both.yaml": "title: Halt and build\nextends: build\n"
        f"why: The halt again, with plants at home.\n{halt}",
    }


def _worlds(outline: Outline) -> dict[str, str]:
    goods = outline.forms[-1]
    return {
        "worlds/usual.yaml": "title: Nothing happens\n"
        "why: Trade is free unless a strategy limits it.\nlevers: []\n",
        "worlds/stop.yaml": f"""title: {_quoted(f"Half of the {goods.plural} stay abroad")}
extends: usual
why: A year in which half of what usually arrives does not.
levers:
  - kind: foreign_export_control
    title: Half of it for a year
    from: {ABROAD}
    to: {outline.home}
    materials: [{goods.name}]
    share_withheld: 0.5
    start: {FIRST + 6}-01
    end: {FIRST + 7}-01
    why: Placeholder. What a stop abroad does to a country that imports.
    source: {PLACEHOLDER}
""",
    }
