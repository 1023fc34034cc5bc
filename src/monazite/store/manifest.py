"""The manifest of a run folder: what was run on what, and a fingerprint of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from monazite.core.errors import InvalidInput, Problem

MANIFEST_FILE = "manifest.json"

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class RunRecord(BaseModel):
    """What was run: enough to run it again and to know that nothing has changed since."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    study: str
    """Name of the study."""
    data_hash: Hash
    """SHA-256 over the files of the study."""
    version: str
    """Version of monazite that made the run."""
    strategies: tuple[str, ...]
    """Names of the strategies, in the order they were asked for."""
    world: str
    """Name of the world they were run in."""
    own_world: Mapping[str, Any] | None = None
    """That world as a file would hold it, where it is not in the study so."""
    facts: Mapping[str, float] = Field(default_factory=dict)
    """Facts put at other values than the study has, by id."""
    pools_begin: str | None = None
    """What owners at home were said to ask first; None is the usual."""
    proposals: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)
    """Strategies that are not in the study as they were run, by name, as a file would hold them."""
    seeds: Mapping[str, int] = Field(default_factory=dict)
    """Seed of each random stream; empty when nothing was drawn."""
    created: AwareDatetime
    """When the run was made, with its offset from UTC; told by the caller."""


class Manifest(RunRecord):
    """The record of a run together with the files it left behind."""

    format: Literal[1, 2] = 2
    """Version of this format; the first knew no facts put otherwise and no proposals."""
    files: Mapping[str, Hash]
    """SHA-256 of each file by its path within the folder, with forward slashes."""

    def text(self) -> str:
        """Give the manifest as it is written: keys in a fixed order, one per line."""
        return json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def is_inside(name: str) -> bool:
    """Say whether a path of a manifest stays within its run, whatever links there may be."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts != ()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a run folder.

    Raises InvalidInput when the folder is no run folder or its manifest cannot be understood.
    """
    path = folder / MANIFEST_FILE
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _refusal(folder, "this is not the folder of a run") from error
    except OSError as error:
        raise _refusal(folder, f"the manifest cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "text"
        raise _refusal(folder, f"the manifest is damaged ({where}: {first['msg']})") from error


def _refusal(folder: Path, message: str) -> InvalidInput:
    return InvalidInput(
        Problem(
            file=(folder / MANIFEST_FILE).as_posix(),
            message=message,
            remedy="give a folder that monazite wrote, or run again",
        )
    )
