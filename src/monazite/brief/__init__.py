"""What a document asks, in which order and in which words, from what a study has and uses."""

from monazite.brief.content import brief_content
from monazite.brief.folder import run_tables, with_baseline, write_run_folder
from monazite.brief.inquiry import Inquiry, inquire
from monazite.brief.lever_words import lever_words

__all__ = [
    "Inquiry",
    "brief_content",
    "inquire",
    "lever_words",
    "run_tables",
    "with_baseline",
    "write_run_folder",
]
