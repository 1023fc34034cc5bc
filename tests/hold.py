"""A past episode of the toy study that can be played by hand: the hold of 2024.

Home needs 25/3 t of magnets a month, makes 5/3 t and imports 20/3 t; half a month of use, 25/6 t,
lies in store. Farland sends the world 30 t a month: of March it withholds 0.8, of April 0.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

AMOUNTS = {"2024-03": 6.0, "2024-04": 24.0, "2024-05": 33.0}
"""What Farland sends the world in a month, t."""

_SHOCK = "hold_2024,The hold of 2024,2024-03,,2,,0.5,,toy/invented,C,Invented.\n"
_HIT = "hold_2024,magnet,FOR,,,1,toy/invented,C,Invented.\n"
_EPISODE = (
    "episode,title,shock,strategy,year,months,given,basis,usual,source_id,grade,note\n"
    "hold,The hold of 2024,hold_2024,as-now,2024,6,Farland to the world,magnet,30,toy/invented,C,"
    "Invented.\n"
)
_OBSERVED = (
    "observation,episode,title,kind,material,origin,region,period,observed,status,reason,source_id,"
    "grade,note\n"
    "march,hold,Farland to home,arrivals,magnet,FOR,,2024-03,1.3,free,,toy/invented,C,Invented.\n"
    "april,hold,Farland to home,arrivals,magnet,FOR,,2024-04,5.8,free,,toy/invented,C,Invented.\n"
    "may,hold,Farland to home,arrivals,magnet,FOR,,2024-05,10,free,Why.,toy/invented,C,Invented.\n"
    "gone,hold,Short,short,magnet,,HOM,2024-03,7/6,fitted,Known when it was made.,toy/invented,C,"
    "Invented.\n"
    "kept,hold,In store,stock,magnet,,,2024-03,,untestable,Nobody counts it.,,,\n"
    "dear,hold,Price,price,magnet,,FOR,2024-04,9000,untestable,A play has no price.,toy/invented,C,"
    "Invented.\n"
    "away,hold,Magnets into Farland,arrivals,magnet,,FOR,2024-04,,untestable,Only home is played.,"
    ",,\n"
)


def write_hold(study: Path, amounts: Mapping[str, float] = AMOUNTS) -> Path:
    """Write the episode into a copy of the toy study, with so much given of each month."""
    chain = study / "chain"
    for name, row in (("shocks", _SHOCK), ("hits", _HIT)):
        with (chain / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(row)
    buffers = chain / "buffers.csv"
    text = buffers.read_text("utf-8")
    assert "magnet,1.5,3,0.3,0.25,0.5" in text
    buffers.write_text(text.replace("magnet,1.5,", "magnet,0.5,"), "utf-8")
    rows = (
        f"hold,{month},{amount},toy/invented,C,Invented.\n" for month, amount in amounts.items()
    )
    tables = {
        "episodes": _EPISODE,
        "episode_amounts": "episode,month,amount,source_id,grade,note\n" + "".join(rows),
        "episode_observations": _OBSERVED,
    }
    for name, text in tables.items():
        (chain / f"{name}.csv").write_text(text, "utf-8")
    return study
