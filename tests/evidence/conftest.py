"""A small study folder of evidence that tests damage on purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest

from monazite.core import Problems
from monazite.evidence import Evidence, read_evidence

FILES = {
    "sources.csv": (
        "source_id,title,publisher,date,url,kind\n"
        "world/mcs2026,Mineral Commodity Summaries,USGS,2026-01,,agency\n"
        "india/ministry,Annual report,Ministry,2025,,government\n"
        "study/estimate,Our estimates,this study,,,estimate\n"
    ),
    "evidence/demand.csv": (
        "fact_id,country,use,period,kind,value,low,high,unit,source_id,grade,note\n"
        "demand:sales#1,IND,ev_two_wheeler,2025,value,1200000,1100000,1300000,vehicle/yr,"
        "india/ministry,A,\n"
        "demand:sales#2,IND,ev_two_wheeler,FY2024-25,value,1.5,,,million vehicle/yr,"
        "study/estimate,C,carried forward\n"
        "demand:magnet-mass#1,IND,ev_two_wheeler,,value,0.35,0.3,0.5,kg magnet/vehicle,"
        "world/mcs2026,B,\n"
        "demand:plant#1,IND,,2025,undisclosed,,,,t magnet/yr,world/mcs2026,B,not said\n"
        "demand:opening#1,IND,,2025-03,event,,,,,world/mcs2026,B,\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study folder whose evidence is sound."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def evidence(folder: Path) -> Evidence:
    """The evidence of the sound folder."""
    problems = Problems()
    evidence = read_evidence(folder, problems)
    problems.raise_if_any()
    return evidence


@pytest.fixture
def report(folder: Path) -> Callable[..., list[str]]:
    """Changes one file of the folder, and returns what is then wrong with the evidence."""

    def change(name: str, old: str | None, new: str) -> list[str]:
        path = folder / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old is None or old in text
        path.write_text(text + new if old is None else text.replace(old, new), encoding="utf-8")
        problems = Problems()
        read_evidence(folder, problems)
        return [str(problem) for problem in problems]

    return change
