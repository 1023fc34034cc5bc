"""The browser's chart library, taken from the one that draws files, so that both are the same.

Making it takes seconds, so it is made once and kept in the user's cache folder.
"""

from __future__ import annotations

import gzip
from contextlib import suppress
from importlib.metadata import version

from monazite.core.errors import MonaziteError
from monazite.store import cache_folder, write_whole

__all__ = ["library"]


def library() -> bytes:
    """Give the library as gzipped JavaScript."""
    path = cache_folder() / f"vega-{version('vl-convert-python')}.js.gz"
    with suppress(OSError):
        return path.read_bytes()
    from monazite.charts.drawing import browser_library  # loads all charts, which no server draws

    made = gzip.compress(browser_library().encode(), mtime=0)
    with suppress(OSError, MonaziteError):  # without a cache it is made again next time
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, made)
    return made
