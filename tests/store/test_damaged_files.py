"""Files of kept work that something damaged: read as nothing, and told with a way on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from monazite.core.errors import InvalidInput
from monazite.store import ChunkStore, ReadingStore

PAGE = 4096


def _chunks(folder: Path) -> tuple[ChunkStore, Callable[[str, bytes], None]]:
    store = ChunkStore(folder)
    return store, store.put


def _readings(folder: Path) -> tuple[ReadingStore, Callable[[str, bytes], None]]:
    store = ReadingStore(folder)
    return store, lambda name, made: store.put("data", name + made.hex(), {"a": [1.0]})


@pytest.mark.parametrize("opened", [_chunks, _readings])
def test_a_damaged_file_is_told_with_a_way_on(
    opened: Callable[[Path], tuple[ChunkStore | ReadingStore, Callable[[str, bytes], None]]],
    tmp_path: Path,
) -> None:
    store, put = opened(tmp_path)
    for number in range(20):
        put(f"{number}", os.urandom(PAGE // 2))
    store.close()
    written = store.path.read_bytes()
    assert len(written) > 4 * PAGE
    store.path.write_bytes(written[:PAGE] + b"Z" * (len(written) - PAGE))
    store, put = opened(tmp_path)
    with pytest.raises(InvalidInput, match="move the file away or ask with --no-keep"):
        put("another", b"made")
    store.close()


def test_what_is_no_chunk_is_read_as_nothing(tmp_path: Path) -> None:
    store = ChunkStore(tmp_path)
    store._base.execute("INSERT INTO chunks VALUES ('none', NULL), ('text', 'made')")
    store.put("made", b"made")
    assert [store.get(name) for name in ("none", "text", "made")] == [None, None, b"made"]
    store.close()
