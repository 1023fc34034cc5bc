"""Keeps what long work found, so that whoever asks the same is told at once, whoever had asked.

A finding is known by the state of the study, the code that worked it out, the case it is of, its
kind and what was asked; another study or another code never finds it.
"""

from __future__ import annotations

from typing import ClassVar

from monazite.store.code import code_hash
from monazite.store.kept import KeptFile

__all__ = ["FindingStore"]


class FindingStore(KeptFile):
    """Findings as text, by what they are of."""

    file: ClassVar[str] = "findings.sqlite"
    table: ClassVar[str] = "findings"
    columns: ClassVar[str] = (
        "scope TEXT, kind TEXT, asked TEXT, found TEXT, PRIMARY KEY (scope, kind, asked)"
    )

    def of(self, data_hash: str, case: str, kind: str) -> list[tuple[str, str]]:
        """Give what was asked and found of a kind about a case, the latest first."""
        return self._found_all(
            "SELECT asked, found FROM findings WHERE scope = ? AND kind = ? ORDER BY rowid DESC",
            self._scope(data_hash, case),
            kind,
        )

    def about(self, data_hash: str, case: str) -> list[tuple[str, str, str]]:
        """Give kind, question and finding of all that was found about a case, the first first."""
        return self._found_all(
            "SELECT kind, asked, found FROM findings WHERE scope = ? ORDER BY rowid",
            self._scope(data_hash, case),
        )

    def put(self, data_hash: str, case: str, kind: str, asked: str, found: str) -> None:
        """Keep a finding; raises InvalidInput where it cannot be."""
        self._keep((self._scope(data_hash, case), kind, asked, found))

    @staticmethod
    def _scope(data_hash: str, case: str) -> str:
        return f"{data_hash}/{code_hash()}/{case}"
