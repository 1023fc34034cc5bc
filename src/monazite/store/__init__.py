"""Run folders: written whole or not at all, with a manifest that tells whether they changed."""

from __future__ import annotations

from monazite.store.manifest import MANIFEST_FILE, Manifest, RunRecord, read_manifest
from monazite.store.reading import read_run
from monazite.store.writing import check_place, writing_run

__all__ = [
    "MANIFEST_FILE",
    "Manifest",
    "RunRecord",
    "check_place",
    "read_manifest",
    "read_run",
    "writing_run",
]
