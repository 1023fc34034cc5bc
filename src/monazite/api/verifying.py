"""Reads a run folder back, solves it again, and says what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import monazite
from monazite.api.handle import StudyHandle, load
from monazite.core.errors import InvalidInput, Problem
from monazite.store import Manifest, changed_files, read_manifest
from monazite.strategy import Strategy, World

SAME = 1e-9
"""Part by which a number may differ, and an amount where it is next to nothing."""

KEYS = ["strategy", "world", "indicator", "year"]


@dataclass(frozen=True)
class Verified:
    """What was found of a run folder; `differences` are rows of strategy, world, indicator, year,
    then and now."""

    files: tuple[str, ...]
    data_hash_then: str
    data_hash_now: str
    version_then: str
    version_now: str
    numbers: int
    differences: tuple[Mapping[str, object], ...]

    @property
    def same(self) -> bool:
        """Whether every file is as it was written and every number comes out again."""
        return not (self.files or self.differences)


def verify(
    folder: str | Path,
    study: str | Path | None = None,
    *,
    progress: Callable[[str], None] | None = None,
) -> Verified:
    """Hash the files of a run folder again and solve its strategies again.

    The study is the one whose name the folder holds, unless another is given. Raises InvalidInput
    when the folder is no run folder, or its study or a strategy is not there any more.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    handle = load(study or manifest.study)
    if manifest.facts:
        handle = handle.with_facts(manifest.facts)
    if manifest.pools_begin is not None:
        handle = handle.with_pools_begin(manifest.pools_begin)
    if manifest.own_world is not None:
        own = World.model_validate({"name": manifest.world, **manifest.own_world})
        handle = handle.with_world(own)
    then = _headlines(folder)
    now = pl.concat(
        [
            handle.run(_strategy(handle, manifest, name), manifest.world, progress).headlines
            for name in manifest.strategies
        ]
    )
    joined = then.join(now, on=KEYS, how="full", coalesce=True, suffix="_now").sort(KEYS)
    gap = (pl.col("value") - pl.col("value_now")).abs()
    size = pl.max_horizontal(pl.col("value").abs(), pl.col("value_now").abs(), pl.lit(1.0))
    differ = joined.filter(gap.is_null() | (gap > SAME * size)).select(
        *KEYS, then="value", now="value_now"
    )
    return Verified(
        files=changed_files(folder, manifest),
        data_hash_then=manifest.data_hash,
        data_hash_now=handle.data_hash,
        version_then=manifest.version,
        version_now=monazite.__version__,
        numbers=joined.height,
        differences=tuple(differ.to_dicts()),
    )


def _headlines(folder: Path) -> pl.DataFrame:
    path = folder / "tables" / "headlines.parquet"
    try:
        return pl.read_parquet(path).select(*KEYS, "value")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InvalidInput(
            Problem(
                file=path.as_posix(),
                message="the headlines of the run cannot be read",
                remedy="run again",
            )
        ) from error


def _strategy(handle: StudyHandle, manifest: Manifest, name: str) -> str | Strategy:
    """A strategy of the study, or the one the folder holds where it was not of the study."""
    document = manifest.proposals.get(name)
    if document is None:
        return name
    return Strategy.model_validate({"name": name, **document})
