"""Copies of the toy study with a few texts exchanged."""

import csv
import shutil
from pathlib import Path

from monazite.api import StudyHandle, load

from .. import shipped

TOY = shipped.folder("toy")

TORN = """title: Torn
extends: as-now
why: Asks for less ore than the mine must dig.
levers:
  - kind: permit
    facility: hom_mine
    tonnes_per_year: 30
    start: 2025-01
    why: Dig less.
    source: toy/invented
"""
"""A permit of 30 t; it contradicts a floor of 40 t."""

FLOOR = (
    (
        "evidence/capacity.csv",
        "",
        "capacity:hom-floor#1,hom_mine,HOM,2024,value,40,,,t ore/yr,toy/invented,B,Invented.\n",
    ),
    (
        "chain/facilities.csv",
        "{capacity:hom-mine},,,,immediate",
        "{capacity:hom-mine},,{capacity:hom-floor},,immediate",
    ),
    ("strategies/torn.yaml", "", TORN),
)
"""A floor of 40 t at the home mine, and a strategy that contradicts it."""


def copied(folder: Path, *changes: tuple[str, str, str]) -> StudyHandle:
    """Exchange texts (file, old, new) in a copy; an empty old text appends the new one."""
    copy = shutil.copytree(TOY, folder / "toy")
    for name, old, new in changes:
        file = copy / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert old in text, f"{name} has no {old!r}"
        file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    return load(copy)


def torn(folder: Path) -> StudyHandle:
    """A copy with a strategy whose rules cannot hold together."""
    return copied(folder, *FLOOR)


OPEN = """title: Open
extends: as-now
why: Investors may build magnets, and nothing is paid.
levers:
  - kind: private_entry
    title: A second magnet plant
    facility: hom_magnets
    tonnes_per_year: 30
    uptake: 1
    start: 2024-01
    end: 2025-01
    why: Whoever wants to may build.
    source: toy/invented
"""


def open_plant(folder: Path) -> Path:
    """A copy with a plant at home that investors may double, and a firm that may win support.

    The strategy `open` lets them, and pays nothing.
    """
    copy = shutil.copytree(TOY, folder / "toy")
    file = copy / "chain" / "facilities.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        row |= {"awardee": "", "source_id": "", "grade": "", "note": ""}
        if row["facility"] == "hom_magnets":
            row |= {
                "lead_time": "0",
                "build_rate": "0",
                "lifetime": "20",
                "hurdle_rate": "0.1",
                "awardee": "Home Magnets",
                "source_id": "toy/invented",
                "grade": "B",
                "note": "Invented.",
            }
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (copy / "strategies" / "open.yaml").write_text(OPEN, encoding="utf-8")
    return copy


def with_deposit(folder: Path) -> Path:
    """A copy of the open plant with a deposit at home in which nothing is known to be."""
    copy = open_plant(folder)
    file = copy / "chain" / "facilities.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = [{**row, "reserves": ""} for row in csv.DictReader(opened)]
    (mine,) = [row for row in rows if row["facility"] == "hom_mine"]
    rows.append(
        {
            **mine,
            "facility": "hom_deposit",
            "title": "Deposit",
            "status": "announced",
            "nameplate": "0",
            "reserves": "0",
            "operating_cost": "100",
            "source_id": "toy/invented",
            "grade": "C",
            "note": "Invented.",
        }
    )
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return copy
