"""Writes a new study folder, all of it or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monazite.core.documents import document_text
from monazite.core.errors import InvalidInput, Problem
from monazite.core.tables import csv_text
from monazite.store.files import unwritable
from monazite.store.studies import SETTINGS_FILE, bundled_studies, find_study
from monazite.study.beginning.figures import HOME_NEED, PLACEHOLDER, figures_of
from monazite.study.beginning.outline import ABROAD, Outline
from monazite.study.beginning.prose import columns_page, front_page
from monazite.study.beginning.tables import (
    FIRST,
    LAST,
    SPREAD,
    Table,
    chain_tables,
    evidence_tables,
)
from monazite.study.chain import OPTIONAL_TABLES, TABLES
from monazite.study.folders import PROSE, files_of_data


def begin(folder: Path, outline: Outline) -> Path:
    """Write a study that runs, with a placeholder for every number; raises InvalidInput.

    Tables the chain can do without are written with their headings alone.
    """
    return _placed(folder, _files(outline))


def begin_like(folder: Path, study: str) -> Path:
    """Copy a study, to change it: everything but what was worked out about it.

    Raises InvalidInput for what is no study, or a folder that holds something.
    """
    source = find_study(study)
    if not (source / SETTINGS_FILE).is_file():
        raise InvalidInput(
            Problem(
                field="--like",
                message=f"'{study}' is no study: it holds no {SETTINGS_FILE}",
                remedy=f"write one of: {', '.join(bundled_studies())}, or the folder of a study",
            )
        )
    told = [path for path in (source / PROSE,) if path.is_file()]
    paths = [*files_of_data(source), *told]
    files = {path.relative_to(source).as_posix(): path.read_bytes() for path in paths}
    return _placed(folder, files)


def _placed(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files beside the folder first, and move them there when all are written."""
    folder = folder.absolute()
    around = next((one for one in folder.parents if (one / SETTINGS_FILE).is_file()), None)
    if around is not None:
        raise InvalidInput(
            Problem(
                file=str(folder),
                message=f"this place is inside the study '{around.name}', where everything is data",
                remedy="choose a place outside of it",
            )
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            Problem(
                file=str(folder),
                message="something is there already",
                remedy="name a folder that does not exist yet",
            )
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as beside:
            whole = Path(beside) / "study"
            for name, content in files.items():
                path = whole / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if not folder.exists():
                whole.rename(folder)
            else:  # the empty folder stays, as somebody may stand in it; the settings come last
                for part in sorted(whole.iterdir(), key=lambda part: part.name == SETTINGS_FILE):
                    part.rename(folder / part.name)
    except OSError as error:
        raise InvalidInput(unwritable(folder, error)) from error
    return folder


def _files(outline: Outline) -> dict[str, bytes]:
    chain = chain_tables(outline)
    tables: dict[str, Table] = {f"chain/{name}.csv": table for name, table in chain.items()}
    for name in sorted(OPTIONAL_TABLES - set(chain)):
        tables[f"chain/{name}.csv"] = (tuple(TABLES[name].columns()), [])
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
        **_courses(outline),
    }
    written = {name: csv_text(*table) for name, table in tables.items()}
    return {name: text.encode("utf-8") for name, text in {**prose, **written}.items()}


def _settings(outline: Outline) -> str:
    return document_text(
        {
            "title": outline.title,
            "question": outline.question,
            "home": outline.home,
            "tracked_group": outline.mineral,
            "horizon": {"first": FIRST, "last": LAST, "blocks": [5]},
            "currency": "USD_2024",
            "discount_rate": "{economy:discount-rate}",
            "headlines": [
                *("self_sufficiency", "self_sufficiency.chain", "net_import_reliance"),
                *("unmet_demand", "home_cost", "output"),
                *(f"exports.{outline.forms[0].name}", "to_date.public_outlay"),
            ],
            "front_page": ["as-now", "halt", "build", "both"],
            "baseline": "as-now",
            "world": "usual",
            "grade_spread": SPREAD,
        }
    )


def _courses(outline: Outline) -> dict[str, str]:
    """Five strategies and two worlds to start from, by file."""
    last = outline.forms[-1]
    halt, build, entry, stop = _levers(outline)
    courses: dict[str, tuple[str, str, str, list[Lever]]] = {
        "strategies/as-now": ("As now", "", "Nothing is decided; all else is set beside this.", []),
        "strategies/halt": ("Halt", "as-now", "What is dug may not be sold abroad.", [halt]),
        "strategies/build": ("Build", "as-now", "Home builds plants for what it needs.", [build]),
        "strategies/open": ("Open", "as-now", "Firms may build plants as far as it pays.", [entry]),
        "strategies/both": ("Halt and build", "build", "The halt, with plants at home.", [halt]),
        "worlds/usual": ("Usual trade", "", "Trade is free unless a strategy limits it.", []),
        "worlds/stop": (
            *(f"Half of the {last.plural} held back abroad", "usual"),
            *("A year in which half of what usually arrives does not.", [stop]),
        ),
    }
    return {
        f"{name}.yaml": document_text(
            {
                "title": title,
                **({"extends": extends} if extends else {}),
                "why": why,
                "levers": levers,
            }
        )
        for name, (title, extends, why, levers) in courses.items()
    }


Lever = dict[str, Any]
"""A lever as a file has it."""


def _levers(outline: Outline) -> tuple[Lever, Lever, Lever, Lever]:
    """A halt of exports, a plant of the state, plants of firms, and a stop abroad."""
    ore, last = outline.forms[0], outline.forms[-1]
    halt: Lever = {
        "kind": "export_limit",
        "title": f"Exports of {ore.plural} are halted",
        "material": ore.name,
        "to": "all",
        "tonnes_per_year": 0,
        "start": f"{FIRST + 2}-01",
        "why": "Keep what is dug for plants at home. A placeholder.",
        "source": PLACEHOLDER,
    }
    build: Lever = {
        "kind": "capacity_programme",
        "title": f"Plants for {last.plural}",
        "facility": f"home_{outline.stages[-1]}",
        "add": HOME_NEED,
        "online": f"{FIRST + 3}-01",
        "public_share": 0.3,
        "why": "Make at home what is imported, a part of it with public money. A placeholder.",
        "source": PLACEHOLDER,
    }
    plants = [f"home_{stage}" for stage in outline.stages[1:]]
    entry: Lever = {
        "kind": "private_entry",
        "title": f"Plants from {outline.forms[1].plural} on are open to investors",
        "facility": plants[0] if len(plants) == 1 else plants,
        "tonnes_per_year": HOME_NEED,
        "uptake": 0.5,
        "start": f"{FIRST + 2}-01",
        "why": "Let firms build what pays them; every other one does. A placeholder.",
        "source": PLACEHOLDER,
    }
    stop: Lever = {
        "kind": "foreign_export_control",
        "title": "Half of it for a year",
        "from": ABROAD,
        "to": outline.home,
        "materials": [last.name],
        "share_withheld": 0.5,
        "start": f"{FIRST + 6}-01",
        "end": f"{FIRST + 7}-01",
        "why": "What a stop abroad does to a country that imports. A placeholder.",
        "source": PLACEHOLDER,
    }
    return halt, build, entry, stop
