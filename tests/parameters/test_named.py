"""Labels are tuples with fields; only one module knows how they are spelled."""

import re
from pathlib import Path

import monazite
from monazite.parameters.named import (
    Delivery,
    Expansion,
    Flow,
    Lane,
    Node,
    Place,
    Point,
    Tranche,
    UseOption,
    lane_between,
    place_named,
)

from ..model.miniature import miniature_labels

SOURCE = Path(monazite.__file__).parent
TAKEN_APART = re.compile(r"""(partition|split)\("[@>]"\)|\}@\{""")
NO_LABELS = (
    "parameters/named.py",
    "cli/options.py",
    "charts/chain/plan.py",
    "charts/chain/rows.py",
)
"""Who spells them; a year behind an indicator; arrows of a picture."""


def test_labels_are_spelled_as_files_and_arrays_have_them() -> None:
    spelled = {
        Place("IND"): "IND",
        Place("IND", "state"): "IND.state",
        Flow("sinter", "magnet_plain"): "sinter/magnet_plain",
        Node("oxide_ndpr", "IND.state"): "oxide_ndpr@IND.state",
        Point("wind", "IND"): "wind@IND",
        UseOption("wind", "IND", "magnet_plain"): "wind@IND/magnet_plain",
        Tranche("wind", "IND", -2): "wind@IND/-2",
        Expansion("pool_chn_alloy", 1): "pool_chn_alloy/+1",
        Delivery("oxide_ndpr", "MYS", "JPN"): "oxide_ndpr:MYS>JPN",
    }
    assert [label.name for label in spelled] == list(spelled.values())
    lane = lane_between("oxide_ndpr", "IND.state", "JPN")
    assert lane == Lane("oxide_ndpr", "IND", "JPN", origin_account="state")
    assert (lane.name, lane.origin_place) == ("oxide_ndpr:IND.state>JPN", "IND.state")
    assert place_named("IND.state") == ("IND", "state")


def test_label_sets_give_the_tuple_behind_a_label_in_the_order_of_arrays() -> None:
    labels = miniature_labels()
    for dimension, known in {
        "node": labels.node,
        "point": labels.point,
        "use_option": labels.use_option,
        "tranche": labels.tranche,
        "lane": labels.lane,
    }.items():
        names = list(map(str, labels.coordinates(dimension)))
        assert names
        assert [known[name].name for name in names] == names
    first = labels.use_options[0]
    assert (first.use, first.region, first.material) == tuple(first)
    assert first.point in labels.points
    assert labels.tranches[0].point in labels.points


def test_nobody_else_takes_a_label_apart_or_spells_one() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).as_posix() not in NO_LABELS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if TAKEN_APART.search(line)
    ]
    assert found == []
