"""Where the solver ended, as it travels and is kept: the status of every column and row."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

LIKE = ":"
"""What stands between the key of the basis another is told from, and what is told."""

_STATUSES = sorted(highspy.HighsBasisStatus.__members__.values(), key=int)
_BY_NUMBER = np.array(_STATUSES, dtype=object)


Statuses = npt.NDArray[np.int8]


class Basis:
    """A basis of the solver's own, turned into plain arrays only when it travels.

    `coefficients` is the name of those it was found with, see `Matrix.name`; empty: not known.
    """

    def __init__(self, own: Any, coefficients: str = "") -> None:
        self.own = own
        self.coefficients = coefficients

    def arrays(self) -> tuple[Statuses, Statuses]:
        """Give one small number per column, and one per row."""
        columns, rows = (
            np.array([status.value for status in statuses], dtype=np.int8)
            for statuses in (self.own.col_status, self.own.row_status)
        )
        return columns, rows

    @classmethod
    def of_arrays(cls, columns: Statuses, rows: Statuses, coefficients: str = "") -> Basis:
        """Make the solver's own of small numbers again."""
        own = highspy.HighsBasis()
        own.col_status = _BY_NUMBER[columns].tolist()
        own.row_status = _BY_NUMBER[rows].tolist()
        own.valid = True
        # as the solver's own are: what is not is factorised once to look at, and again to solve
        own.alien = False
        return cls(own, coefficients)

    def __reduce__(self) -> tuple[Callable[..., Basis], tuple[Statuses, Statuses, str]]:
        """Travel as small numbers."""
        return Basis.of_arrays, (*self.arrays(), self.coefficients)

    def statuses(self) -> bytes:
        """Give the status of every column and then of every row, one byte each."""
        return np.concatenate(self.arrays()).tobytes()

    def text(self, like: bytes = b"") -> str:
        """Write the basis as a line of text; shorter where only what differs from one is told."""
        told = _apart(self.statuses(), like)
        return base64.b64encode(zlib.compress(told, level=9)).decode()

    @classmethod
    def of_text(cls, text: str, columns: int, like: bytes = b"", rows: int | None = None) -> Basis:
        """Read a basis that was written as text, of so many rows where that is known.

        Raises ValueError when it is none, or does not fit.
        """
        known = np.frombuffer(_written(text, like), dtype=np.int8)
        if ((known < 0) | (known >= len(_STATUSES))).any():
            raise ValueError("no basis")
        if rows is not None and known.size != columns + rows:
            raise ValueError("a basis of another programme")
        return cls.of_arrays(known[:columns], known[columns:])


def _written(text: str, like: bytes = b"") -> bytes:
    """Read the statuses a text tells, all of them or apart from others."""
    try:
        return _apart(zlib.decompress(base64.b64decode(text)), like)
    except zlib.error as error:
        raise ValueError("no basis") from error


def _apart(statuses: bytes, like: bytes) -> bytes:
    """Nought wherever two bases agree; taken apart again from the same, the first comes back."""
    if not like:
        return statuses
    if len(statuses) != len(like):
        raise ValueError("no basis")
    one, other = (np.frombuffer(each, dtype=np.int8) for each in (statuses, like))
    return np.bitwise_xor(one, other).tobytes()


class KeptBases:
    """Bases that were found before, by all the numbers of the programme they solve.

    What is found beside them is not used again: where a solve starts must not depend on what was
    solved before. Where somebody is `noting`, `found` holds what was used and what was found. The
    first is written whole, all others as told from it, which is named in front: plans of one study
    end alike, and a tenth of the text says the rest.
    """

    def __init__(self, known: Mapping[str, str] | None = None, *, noting: bool = False) -> None:
        self.known = dict(known or {})
        self.noting = noting
        self.found: dict[str, str] = {}

    def at(self, key: str, columns: int, rows: int) -> Basis | None:
        """Give the basis kept for a programme; None for one that is not known, or does not fit."""
        text = self.known.get(key)
        if text is None:
            return None
        of, _, own = text.rpartition(LIKE)
        whole = self.known.get(of, "")
        try:
            like = _written(whole) if whole else b""
            basis = Basis.of_text(own, columns, like, rows)
        except ValueError:
            return None
        if whole:
            self.found[of] = whole
        self.found[key] = text
        return basis

    def note(self, key: str, basis: Basis, columns: int) -> Basis:
        """Note what was found for a programme, and give it as it will be read.

        To write it takes far longer than to solve from it, so nobody does who is not noting.
        """
        if not self.noting:
            return basis
        whole = next((name for name, text in self.found.items() if LIKE not in text), key)
        if whole == key:  # the first, or the first again, from which others are told by now
            text = self.found.setdefault(key, basis.text())
            return Basis.of_text(text, columns)
        like = _written(self.found[whole])
        text = basis.text(like)
        self.found[key] = f"{whole}{LIKE}{text}"
        return Basis.of_text(text, columns, like)


def digest(numbers: Iterable[npt.NDArray[Any]], beside: str = "") -> str:
    """Say in short all numbers of a programme, or those `beside` what was said of others.

    They count to seven digits: machines that round the last digit otherwise are to agree.
    """
    told = blake2b(beside.encode(), digest_size=12)
    for array in numbers:
        told.update(np.ascontiguousarray(array, dtype=np.float32).tobytes())
    return told.hexdigest()
