"""Keeps beside a study where the plans a brief shows end, so that they are found at once.

These are the strategies of its front page in every world, in the usual one baseline and subject
with every doubt the study states at either end, and there what a brief tries on any of them: its
bottlenecks eased, and a little more or less of a good; which is in `Worker`.

An answer is the same with the file and without it: a solve that is kept ends with one from the
basis it found, and that is the solve which a kept basis spares the search for. A basis is found by
the numbers of the programme, so that one of yesterday's study is never used. `scripts/bases` writes
the file of the flagship study.
"""

from __future__ import annotations

import json
from pathlib import Path

from monazite.model import KeptBases
from monazite.store import write_whole
from monazite.study import Study
from monazite.study.folders import ANSWERS

FILE = "bases.json"

EASED = "walls#"
"""How the origin begins of an edit that eases a bottleneck."""

PRICES_TRIED = "cases/prices#shifts_at"
"""The origin of an edit that tries a price with a little more or less of a good."""


def bases_file(study: Study) -> Path:
    """Give the file the bases of a study are kept in."""
    return study.path / ANSWERS / FILE


def read_bases(study: Study) -> KeptBases:
    """Read the bases kept beside a study; a file that cannot be read says nothing."""
    try:
        kept = json.loads(bases_file(study).read_text(encoding="utf-8"))
        return KeptBases({str(key): str(text) for key, text in kept.items()})
    except (OSError, ValueError, AttributeError, RecursionError):
        return KeptBases()


def write_bases(study: Study, kept: KeptBases) -> Path:
    """Keep what was used and found, one basis a line, and nothing else."""
    text = json.dumps(dict(sorted(kept.found.items())), indent=1)
    return write_whole(bases_file(study), f"{text}\n".encode())
