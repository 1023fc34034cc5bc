"""The notebook of the documents runs without a network, and shows what it would show today."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[1] / "docs" / "tutorial.ipynb"
STALE = "what the notebook shows is of another day; run scripts/tutorial and look at it"


def read() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


def shown(notebook: Any) -> list[list[tuple[str, str]]]:
    """What each cell shows, as text; of pictures that they are there, and what they say."""
    return [
        [
            (" ".join(sorted(one.data)), one.data["text/plain"])
            if "data" in one
            else (one.output_type, one.get("text", ""))
            for one in cell.outputs
        ]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def test_prose_of_the_notebook_holds_no_figure() -> None:
    told = [cell.source for cell in read().cells if cell.cell_type == "markdown"]
    assert told
    assert [text for text in told if re.search(r"\d", text)] == []


def test_the_notebook_answers_in_about_ten_cells_and_each_shows_something() -> None:
    cells = shown(read())
    assert 8 <= len(cells) <= 12
    assert all(cells)
    assert sum("image/svg+xml" in kind for cell in cells for kind, _ in cell) >= 3
    assert "error" not in {kind for cell in cells for kind, _ in cell}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # those of the client that runs it, not of what runs
def test_the_notebook_shows_what_it_would_show_today() -> None:
    before = read()
    again = read()
    for cell in again.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(again, timeout=600, kernel_name="python3").execute(cwd=str(NOTEBOOK.parent))
    assert shown(again) == shown(before), STALE
