"""JSON Schema of `study.yaml`."""

from __future__ import annotations

from monazite.core.schemas import Schema, document, schema_of
from monazite.study.settings import Settings

__all__ = ["study_schema"]


def study_schema() -> Schema:
    """Give the schema of `study.yaml`."""
    return document("A study", *schema_of(Settings))
