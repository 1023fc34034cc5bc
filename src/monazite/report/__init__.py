"""Results as documents and files: the brief, tables, exchange formats."""

from monazite.report.bottlenecks import Bottleneck, bottlenecks
from monazite.report.brief import brief_html
from monazite.report.content import (
    BriefContent,
    ChangeLine,
    ClaimLine,
    Disagreement,
    FactLine,
    LeverLine,
    PlainTable,
    Rival,
    SourceLine,
    ThinFact,
    Topic,
)
from monazite.report.datapackage import PackageNotes
from monazite.report.export import EXPORT_FORMATS, check_export, export_run
from monazite.report.iamc import iamc_long, iamc_wide
from monazite.report.parts import draw_figures
from monazite.report.pdf import brief_pdf
from monazite.report.sheet import BESIDE, Look, Sheet, SheetChart
from monazite.report.tables import TABLE_FORMATS, write_table
from monazite.report.workbook import brief_workbook
from monazite.report.workbook_sheets import years_spoken_of

__all__ = [
    "BESIDE",
    "EXPORT_FORMATS",
    "TABLE_FORMATS",
    "Bottleneck",
    "BriefContent",
    "ChangeLine",
    "ClaimLine",
    "Disagreement",
    "FactLine",
    "LeverLine",
    "Look",
    "PackageNotes",
    "PlainTable",
    "Rival",
    "Sheet",
    "SheetChart",
    "SourceLine",
    "ThinFact",
    "Topic",
    "bottlenecks",
    "brief_html",
    "brief_pdf",
    "brief_workbook",
    "check_export",
    "draw_figures",
    "export_run",
    "iamc_long",
    "iamc_wide",
    "write_table",
    "years_spoken_of",
]
