"""Which process runs which tests: what is built once for many stays together, the longest first.

A file runs in one process, since its fixtures serve all its tests. Files that ask the study of
India run in one process too, where its plans are solved once. Longest first, so that the last to
begin are short and no process waits long for another; what is missing here only begins later.
"""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
INDIA = re.compile(r'shipped(\.india\(|\.handle\("india"\)| import india)|import test_india')
APART = {"test_commands_run": "commands", "test_a_cluster_changes_no_byte": "cluster"}
"""Tests that do not run with the rest of their file."""
LONGEST = (
    "india",
    "tests/studio/test_browser.py",
    "tests/test_tutorial.py",
    "cluster",
    "commands",
    "tests/cli/test_application.py",
    "tests/brief/test_writing.py",
    "tests/api/test_ensemble.py",
    "tests/runs/test_processes.py",
    "tests/studio/test_server.py",
    "tests/studio/test_schema.py",
    "tests/studio/test_by_hand_and_key.py",
)


@cache
def scope_of_file(path: str) -> str:
    """With what a file runs: everything on India, everything on a cluster, or alone."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if INDIA.search(text):
        return "india"
    return "cluster" if "scheduler: str" in text else path


def scope_of(test: str) -> str:
    """With what a test runs."""
    path, _, name = test.partition("::")
    return APART.get(name.partition("[")[0]) or scope_of_file(path)


def place_of(test: str) -> int:
    """By what tests are ordered: the longest first, the others as they come."""
    scope = scope_of(test)
    return LONGEST.index(scope) if scope in LONGEST else len(LONGEST)
