"""The browser's chart library, taken from the one that draws files, so that both are the same.

Making it takes seconds, so it is made once and kept in the user's cache folder.
"""

from __future__ import annotations

import gzip
import os
import sys
from importlib.metadata import version
from pathlib import Path

from monazite.charts.drawing import browser_library
from monazite.store import write_whole

__all__ = ["cache_folder", "library"]


def cache_folder() -> Path:
    """Where the studio keeps what it can make again: the user's cache folder."""
    if given := os.environ.get("MONAZITE_CACHE"):
        return Path(given)
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "monazite"


def library() -> bytes:
    """Give the library as gzipped JavaScript."""
    path = cache_folder() / f"vega-{version('vl-convert-python')}.js.gz"
    try:
        return path.read_bytes()
    except OSError:
        pass
    made = gzip.compress(browser_library().encode(), mtime=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, made)
    except Exception:
        pass
    return made
