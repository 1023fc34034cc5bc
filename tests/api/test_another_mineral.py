"""A lithium chain in words of its own: its brief says nothing of any other mineral or country."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

import monazite as mz
from monazite.study.beginning import begin, outlined

FOREIGN = re.compile(
    r"\b(magnets?|oxides?|NdPr|rare[- ]earths?|India\w*|Chin\w+|Japan\w*|crore|rupees?)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outline = outlined("spodumene, carbonate, cathode:cathodes", "Li", "CHL Chile")
    return begin(tmp_path_factory.mktemp("lithium") / "chile", outline)


def test_the_brief_speaks_the_words_of_its_study(folder: Path, tmp_path: Path) -> None:
    study = mz.load(folder)
    runs = [study.run(name) for name in study.front_page]
    written = study.write_run(tmp_path / "run", runs, quick=True)
    page = (written / "brief.html").read_text(encoding="utf-8")
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    assert "cathodes" in text
    assert "Chile makes" in text
    assert sorted({found[0].lower() for found in FOREIGN.finditer(text)}) == []


def test_home_plants_bring_what_they_can_make(folder: Path) -> None:
    """50 t of further plants serve what users at home want: 62.4 t in 2030, 15 t of it before."""
    study = mz.load(folder)
    before, after = (_value(study.run(name), 2030) for name in ("as-now", "build"))
    assert before == pytest.approx(15.0, abs=0.1)
    assert after > 45.0


def _value(run: mz.Run, year: int) -> float:
    rows = run.headlines.to_pandas()
    row = rows[(rows["indicator"] == "output") & (rows["year"] == year)]
    return float(row["value"].iloc[0])
