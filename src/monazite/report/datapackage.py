"""Describes exported tables as a Frictionless data package, so that other tools can read them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from monazite.report.content import SourceLine

__all__ = ["PackageNotes", "datapackage", "datapackage_text"]

_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

_FIELDS: Mapping[str, str] = {
    "study": "Name of the study.",
    "strategy": "What the country chooses.",
    "world": "What the country does not choose.",
    "draw": "Number of the random draw; 0 is the central case.",
    "region": "Region the value is about: ISO 3166-1 alpha-3, or a named group.",
    "indicator": "Key of the indicator, with its qualifier after a full stop.",
    "unit": "Unit of the value, with basis and, for money, the year of prices.",
    "year": "Calendar year.",
    "value": "Value in the unit of its row.",
    "variable": "Name of the quantity.",
    "label": "What the quantity is about, from the general to the particular.",
    "model": "Program that made the value.",
    "scenario": "Strategy, with its world in brackets.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageNotes:
    """What a package says about itself beyond its tables."""

    title: str
    description: str = ""
    version: str = ""
    """Version of the data."""
    data_hash: str = ""
    """SHA-256 of everything the results were made from."""
    licence: str = ""
    """Name of the licence as in the SPDX list."""
    sources: Sequence[SourceLine] = ()


def datapackage(
    contents: Mapping[str, bytes], tables: Mapping[str, pl.DataFrame], notes: PackageNotes
) -> dict[str, Any]:
    """Return the description of tables by the names of their files, with what these will hold."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": _slug(notes.title),
        "title": notes.title,
        "description": notes.description,
        "version": notes.version,
        "hash": f"sha256:{notes.data_hash}" if notes.data_hash else "",
        "licenses": [{"name": notes.licence}] if notes.licence else [],
        "sources": [
            _without_blanks({"title": source.title, "path": source.url}) for source in notes.sources
        ],
    }
    resources = [_resource(Path(name), contents[name], frame) for name, frame in tables.items()]
    return _without_blanks(package) | {"resources": resources}


def datapackage_text(package: Mapping[str, Any]) -> bytes:
    """Return a description as the text of `datapackage.json`."""
    return (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()


def _resource(path: Path, content: bytes, frame: pl.DataFrame) -> dict[str, Any]:
    suffix = path.suffix.removeprefix(".")
    tabular = {"profile": "tabular-data-resource"} if suffix == "csv" else {}
    return {
        "name": _slug(f"{path.stem}-{suffix}" if suffix != "csv" else path.stem),
        "path": path.as_posix(),
        **tabular,
        "format": suffix,
        "mediatype": _MEDIA_TYPES[suffix],
        # Readers of Parquet, which seek in a file, count no bytes, so that none are promised.
        **({"encoding": "utf-8", "bytes": len(content)} if suffix == "csv" else {}),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(name, kind) for name, kind in frame.schema.items()],
            "missingValues": [""],
        },
    }


def _field(name: str, kind: pl.DataType) -> dict[str, str]:
    if kind.is_integer():
        type_name = "year" if name == "year" else "integer"
    elif kind.is_numeric():
        type_name = "number"
    elif kind == pl.Boolean:
        type_name = "boolean"
    else:
        type_name = "string"
    described = f"Value in {name}." if name.isdigit() else _FIELDS.get(name, "")
    return _without_blanks({"name": name, "type": type_name, "description": described})


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-")


def _without_blanks(mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in mapping.items() if value}
