"""A control that has no known trade to take a share of is named, since it would stop nothing."""

from pathlib import Path

from monazite.parameters import parameters_of, with_world
from monazite.parameters.audit import audit
from monazite.study import Study

from .. import shipped
from .test_from_study_audit import ONE_PRICE, copied

REMEDY = (
    "write what was shipped in the first year under reference_flow of these lanes in "
    "chain/lanes.csv"
)


def warned(study: Study, world: str = "control") -> list[tuple[str, str, int | None]]:
    """What the audit says of a world of the toy: message, remedy and line."""
    parameters = with_world(study, parameters_of(study), world)
    found = audit(study, parameters, study.worlds[world].levers)
    return [(one.message, one.remedy, one.line) for one in found if one != ONE_PRICE]


def test_a_control_of_known_trade_is_as_it_should_be() -> None:
    toy = shipped.study("toy")
    assert warned(toy) == warned(toy, "central") == []


def test_a_control_of_lanes_nobody_has_a_flow_of_stops_nothing(tmp_path: Path) -> None:
    study = copied(
        tmp_path, ("worlds/control.yaml", "materials: [magnet]", "materials: [magnet, oxide]")
    )
    message = (
        "“Half the magnets for a year” leaves oxide from FOR to HOM as it is, because no usual "
        "trade is known there"
    )
    assert warned(study) == [(message, REMEDY, 9)]


def test_a_control_of_what_is_never_shipped_is_named(tmp_path: Path) -> None:
    study = copied(
        tmp_path, ("worlds/control.yaml", "materials: [magnet]", "materials: [magnet, ore]")
    )
    ((message, remedy, line),) = warned(study)
    assert message == "“Half the magnets for a year” withholds no ore: FOR has no lane for it"
    assert (remedy, line) == ("add the lane, or leave the material out", 9)


def test_a_control_that_withholds_nothing_is_none(tmp_path: Path) -> None:
    study = copied(
        tmp_path,
        ("worlds/control.yaml", "materials: [magnet]", "materials: [oxide]"),
        ("worlds/control.yaml", "share_withheld: 0.5", "share_withheld: 0"),
    )
    assert warned(study) == []


def test_no_world_that_ships_has_a_control_that_stops_nothing() -> None:
    for name in ("toy", "india", "indonesia"):
        study = shipped.study(name)
        for world in study.worlds:
            assert not [one for one, _, _ in warned(study, world) if "usual trade" in one]
