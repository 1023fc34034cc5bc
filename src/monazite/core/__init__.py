"""What every layer needs: problems, strict files, units, the vocabulary and the edit."""

from __future__ import annotations

from monazite.core.cells import Cells
from monazite.core.documents import Document, KeyPath, read_document
from monazite.core.edit import Edit, LedgerEntry, Operation
from monazite.core.errors import (
    FieldError,
    InvalidInput,
    MonaziteError,
    Problem,
    Problems,
    RulesContradict,
    SolveFailed,
    name_remedy,
)
from monazite.core.tables import Row, parse_number, read_table
from monazite.core.units import (
    CANONICAL_CURRENCY,
    Money,
    UnitError,
    canonical_quantity,
    convert,
    convertible,
    magnitude,
    parse,
)
from monazite.core.validation import validate

__all__ = [
    "CANONICAL_CURRENCY",
    "Cells",
    "Document",
    "Edit",
    "FieldError",
    "InvalidInput",
    "KeyPath",
    "LedgerEntry",
    "MonaziteError",
    "Money",
    "Operation",
    "Problem",
    "Problems",
    "Row",
    "RulesContradict",
    "SolveFailed",
    "UnitError",
    "canonical_quantity",
    "convert",
    "convertible",
    "magnitude",
    "name_remedy",
    "parse",
    "parse_number",
    "read_document",
    "read_table",
    "validate",
]
