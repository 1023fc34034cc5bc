"""What a document asks, in which order and in which words, from what a study has and uses."""

from monazite.brief.analyses import BriefAnalyses, analyse
from monazite.brief.content import brief_content
from monazite.brief.folder import run_tables, with_baseline, write_run_folder

__all__ = [
    "BriefAnalyses",
    "analyse",
    "brief_content",
    "run_tables",
    "with_baseline",
    "write_run_folder",
]
