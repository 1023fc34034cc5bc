"""A copy of the toy study with owners apart, scrap that comes back and makers who may win support.

On top of the toy: the mine and the separation plant belong to the pool `state`; two private slots
for magnets belong to the pools `one` and `two`, may be built by levers alone and may win support;
oxide goes from the state to everyone at home freely and to each maker through an assured channel
that is closed. Of motors, 10 % are collected as scrap, and a recycler makes oxide of it. A second
use, drones, is in the second tier. The horizon is 2024 to 2030 and five years more.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from monazite.study import Study, load_study

from . import shipped

TOY = shipped.folder("toy")
PLAIN = {"source_id": "toy/invented", "grade": "C", "note": "Invented."}

MAKER = {
    "owner": "private",
    "region": "HOM",
    "stage": "magnet",
    "recipe": "magnet_making",
    "status": "slot",
    "start": "2024",
    "nameplate": "0",
    "ramp": "immediate",
    "operating_cost": "{costs:hom-magnet-making}",
    "capital_cost": "10000",
    "lead_time": "1",
    "build_rate": "0",
    "lifetime": "20",
    "hurdle_rate": "0.1",
    **PLAIN,
}
ROWS: dict[str, list[dict[str, str]]] = {
    "stages": [{"stage": "recycling", "title": "Recycling", "form": "scrap", "role": "recycle"}],
    "forms": [{"form": "scrap", "title": "Scrap", "plural": "scrap", "role": "scrap"}],
    "bases": [{"basis": "scrap", "title": "scrap"}],
    "facilities": [
        {"facility": "slot_one", "title": "Slot one", "operator": "One", "awardee": "One", **MAKER},
        {"facility": "slot_two", "title": "Slot two", "operator": "Two", "awardee": "Two", **MAKER},
        {
            **MAKER,
            "facility": "hom_deposit",
            "title": "Deposit",
            "operator": "Four",
            "owner": "state",
            "stage": "mining",
            "recipe": "mining",
            "build_rate": "",
            "reserves": "0",
            "operating_cost": "1000",
        },
        {
            **MAKER,
            "facility": "hom_recycler",
            "title": "Recycler",
            "operator": "Three",
            "stage": "separation",
            "recipe": "recycling",
            "build_rate": "",
            "operating_cost": "300",
        },
    ],
    "ownership_accounts": [
        {
            "ownership_account": "state",
            "title": "State makers",
            "region": "HOM",
            "facilities": "hom_mine hom_separation",
            "materials": "oxide",
        },
        *(
            {
                "ownership_account": name,
                "title": f"Maker {name}",
                "region": "HOM",
                "facilities": f"slot_{name}",
                "materials": "oxide",
            }
            for name in ("one", "two")
        ),
    ],
    "lanes": [
        {"material": "oxide", "origin": "HOM.state", "destination": "HOM", "freight": "0", **PLAIN},
        {
            "material": "oxide",
            "origin": "HOM.state",
            "destination": "HOM.one HOM.two",
            "freight": "0",
            "limit": "0",
            "transfer_price": "5100",
            **PLAIN,
        },
        {
            "material": "oxide",
            "origin": "HOM.state",
            "destination": "FOR",
            "freight": "500",
            "limit": "0",
            **PLAIN,
        },
        {
            "material": "oxide",
            "origin": "HOM",
            "destination": "HOM.one HOM.two",
            "freight": "0",
            **PLAIN,
        },
    ],
    "stocks": [
        {
            "material": "oxide",
            "region": "HOM.state",
            "storage_cost": "1",
            "reserve": "yes",
            **PLAIN,
        },
        {"material": "magnet", "region": "HOM", "storage_cost": "1", **PLAIN},
    ],
    "materials": [
        {
            "material": "scrap",
            "title": "Scrap",
            "stage": "recycling",
            "form": "scrap",
            "basis": "scrap",
            "price": "1000",
            "disposal_cost": "0",
            **PLAIN,
        }
    ],
    "contents": [
        {"material": "scrap", "group": "NdPr", "content": "0.4", **PLAIN},
    ],
    "recipes": [
        {"recipe": "recycling", "material": "scrap", "role": "input", "reference": "yes"},
        {
            "recipe": "recycling",
            "material": "oxide",
            "role": "output",
            "recovery": "{chemistry:oxide-recovery}",
        },
    ],
    "recycling": [
        {
            "use": "motors",
            "region": "HOM",
            "material": "scrap",
            "collection": "0.1",
            "lifetime_mean": "8",
            "lifetime_shape": "3",
            "yield": "0.9",
            **PLAIN,
        }
    ],
    "uses": [
        {
            "use": "drones",
            "title": "Drones",
            "tier": "2",
            "basis": "magnet",
            "reference_price": "5000",
            "elasticity": "-0.2",
            "choke": "90000",
            **PLAIN,
        }
    ],
    "options": [{"use": "drones", "material": "magnet", "equivalence": "1", **PLAIN}],
    "demand": [
        {"use": "drones", "region": region, "year": "2024", "quantity": tonnes, **PLAIN}
        for region, tonnes in (("HOM", "20"), ("FOR", "40"))
    ],
}
"""Rows added to the chain tables of the toy."""

CHANGED = {"hom_mine": {"host_output": "1000", "byproduct_rate": "0.1", "floor": "20", **PLAIN}}
"""Cells of facilities of the toy that are filled in."""


def owners(folder: Path, **extra: str) -> Study:
    """Write the copy and load it; `extra` writes files below it, `strategies__a` for a strategy."""
    copy = shutil.copytree(TOY, folder / "owners")
    for table, rows in ROWS.items():
        _extend(copy / "chain" / f"{table}.csv", rows)
    settings = copy / "study.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("last: 2026, blocks: []", "last: 2030, blocks: [5]")
    settings.write_text(text, encoding="utf-8")
    for name, content in extra.items():
        (copy / f"{name.replace('__', '/')}.yaml").write_text(content, encoding="utf-8")
    return load_study(copy)


def asking(folder: Path, price: float) -> Study:
    """Write the copy with a state that asks makers at home so many USD for a tonne of oxide.

    Abroad home's oxide sets the price: whatever the state asks, a tonne from there costs 2,000 of
    freight more, so that a price begun at its cost rises by as much with every look.
    """
    path = owners(folder).path
    lanes = path / "chain" / "lanes.csv"
    with lanes.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if (row["origin"], row["destination"]) == ("HOM.state", "HOM"):
            row["transfer_price"] = str(price)
    with lanes.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return load_study(path)


def _extend(path: Path, rows: list[dict[str, str]]) -> None:
    """Add rows, and the columns they need, to a table; a table that is not there is begun."""
    present: list[dict[str, str]] = []
    columns: list[str] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            columns, present = list(reader.fieldnames or ()), list(reader)
    for row in present:
        row.update(CHANGED.get(row.get("facility", ""), {}))
    for row in (*present, *rows):
        columns.extend(column for column in row if column not in columns)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows([*present, *rows])
