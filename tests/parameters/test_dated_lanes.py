"""A lane with dates is shut before it starts and from when it ends, whatever it might carry."""

import shutil
from pathlib import Path

import numpy as np

from monazite.model import Session, build_programme
from monazite.parameters import Parameters, parameters_of
from monazite.study import load_study

from .. import shipped

LANE = "magnet:FOR>HOM"
HEADER = "material,origin,destination,freight,limit,reference_flow,start,end"


def dated(folder: Path, limit: str, start: str, end: str) -> Parameters:
    """The toy, with the magnets that home buys on a lane with dates; of no observed trade."""
    shutil.copytree(shipped.folder("toy"), folder / "toy")
    table = folder / "toy" / "chain" / "lanes.csv"
    rows = table.read_text("utf-8").splitlines()
    others = [f"{row},," for row in rows[1:] if not row.startswith("magnet,FOR,HOM")]
    lane = f"magnet,FOR,HOM,{{costs:magnet-freight}},{limit},,{start},{end}"
    table.write_text("\n".join([HEADER, *others, lane]) + "\n", "utf-8")
    return parameters_of(load_study(folder / "toy"))


def limits(parameters: Parameters) -> list[float]:
    limit = parameters["lane_limit"].sel(lane=LANE, period=list(parameters.labels.years))
    return [float(tonnes) for tonnes in limit]


def test_a_lane_opens_and_closes_and_part_of_a_year_lets_through_its_part(tmp_path: Path) -> None:
    parameters = dated(tmp_path, "{demand:motors-hom}", "2024-07", "2026")
    assert limits(parameters) == [50.0, 100.0, 0.0]
    policy = parameters["lane_policy"].sel(lane=LANE, period=[2024, 2025, 2026])
    assert list(np.asarray(policy)) == [0.5, 1.0, 0.0]


def test_a_lane_without_limit_carries_nothing_while_it_is_shut(tmp_path: Path) -> None:
    parameters = dated(tmp_path, "", "2026", "")
    assert limits(parameters) == [0.0, 0.0, np.inf]
    outcome = Session(build_programme(parameters)).solve(parameters)
    sent = outcome["shipment"].sel(lane=LANE)
    assert float(sent.sel(period=[2024, 2025]).max()) == 0.0
    assert float(sent.sel(period=2026)) > 0.0
