"""Run folders: written whole or not at all, with a manifest that tells whether they changed."""

from __future__ import annotations

from monazite.store.chunks import ChunkStore
from monazite.store.code import code_hash
from monazite.store.files import (
    check_file,
    check_files,
    check_nothing_lost,
    check_writable,
    hash_of_file,
    write_files,
    write_whole,
)
from monazite.store.findings import FindingStore
from monazite.store.kept import cache_folder
from monazite.store.leftovers import leftovers_of
from monazite.store.manifest import MANIFEST_FILE, Manifest, RunRecord, read_manifest
from monazite.store.reading import changed_files, read_run
from monazite.store.readings import ReadingStore
from monazite.store.writing import check_place, writing_run

__all__ = [
    "MANIFEST_FILE",
    "ChunkStore",
    "FindingStore",
    "Manifest",
    "ReadingStore",
    "RunRecord",
    "cache_folder",
    "changed_files",
    "check_file",
    "check_files",
    "check_nothing_lost",
    "check_place",
    "check_writable",
    "code_hash",
    "hash_of_file",
    "leftovers_of",
    "read_manifest",
    "read_run",
    "write_files",
    "write_whole",
    "writing_run",
]
