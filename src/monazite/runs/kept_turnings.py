"""Keeps beside a study where the answers to the export limits of its front page turn.

Looking for it takes minutes, and it is the same for all who read a brief of the study as it is.
`scripts/turnings` writes the files of the studies that ship.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from monazite.cases import Case
from monazite.runs.turning import Turning
from monazite.store import write_whole
from monazite.study import Study
from monazite.study.folders import ANSWERS

__all__ = ["kept_turnings", "turnings_file", "write_turnings"]

FILE = "turnings.json"

FORMAT = 1
"""Version of the file; others are not read."""


def turnings_file(study: Study) -> Path:
    """Give the file they are kept in."""
    return study.path / ANSWERS / FILE


def kept_turnings(study: Study, case: Case) -> tuple[Turning, ...] | None:
    """Read what is kept for a case; None when nothing is, or only of another state of the study.

    A file that cannot be read says nothing either: what it held can be worked out again.
    """
    try:
        data = json.loads(turnings_file(study).read_text(encoding="utf-8"))
        if (data["format"], data["data_hash"]) != (FORMAT, study.data_hash):
            return None
        rows = data["cases"].get(case.hash)
        return None if rows is None else tuple(Turning(**row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_turnings(study: Study, found: Mapping[Case, Sequence[Turning]]) -> Path:
    """Keep what was found, by case, and nothing else."""
    data = {
        "format": FORMAT,
        "data_hash": study.data_hash,
        "cases": {case.hash: [row.as_row() for row in rows] for case, rows in found.items()},
    }
    return write_whole(turnings_file(study), f"{json.dumps(data, indent=1)}\n".encode())
