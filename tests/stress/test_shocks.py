"""What shocks strike, in the toy as written and in two chains by hand."""

from __future__ import annotations

from monazite.stress.shocks import Hit, Shock, shocks_of, with_hits
from monazite.stress.system import LANE, PLANT, USE

from .. import shipped
from .chains import lane_alone, mill


def shock(name: str, length: float, *hits: Hit) -> Shock:
    """A shock of some months that strikes this and that."""
    return Shock(name, name, "", 0.0, length, 0.0, 1.0, 0.0, "A", hits)


def hit(share: float = 1.0, **struck: tuple[str, ...]) -> Hit:
    """What is struck, nothing where nothing is named."""
    names = ("materials", "origins", "facilities", "uses")
    return Hit(*(struck.get(name, ()) for name in names), share)


def test_shocks_of_the_toy_are_as_its_tables_say() -> None:
    """What is left blank is nothing: a fire is of one depth, and an episode never drawn."""
    found = {one.name: one for one in shocks_of(shipped.study("toy"))}
    assert list(found) == ["hold_2020", "stop", "fire", "boom"]
    stop = found["stop"]
    assert (stop.frequency, stop.length, stop.length_spread) == (0.25, 6, 0.5)
    assert (stop.depth, stop.depth_spread, stop.grade, stop.begins) == (0.8, 0.12, "C", "")
    assert stop.hits == (hit(materials=("magnet", "oxide"), origins=("FOR",)),)
    hold, fire = found["hold_2020"], found["fire"]
    assert (hold.begins, hold.frequency, hold.length_spread) == ("2020-03", 0.0, 0.0)
    assert (fire.depth, fire.depth_spread) == (1.0, 0.0)
    assert fire.hits == (hit(facilities=("hom_magnets",)),)
    assert found["boom"].hits == (hit(uses=("motors",)),)
    assert not stop.stated


def struck(*hits: Hit) -> list[tuple[int, int, float]]:
    """What a shock of four months strikes of the mill, by kind, place and share."""
    system = with_hits(
        mill(),
        [shock("other", 9.0), shock("one", 4.0, *hits)],
        [("feed", "FOR"), ("product", "THD")],
        ["mill"],
        ["cars", "mills"],
    )
    assert (system.hit_shock == 1).all()
    rows = zip(
        system.hit_kind.tolist(), system.hit_index.tolist(), system.hit_share.tolist(), strict=True
    )
    return list(rows)


def test_lanes_are_struck_by_what_they_carry_and_where_they_begin() -> None:
    assert struck(hit(origins=("FOR",))) == [(LANE, 0, 1.0)]
    assert struck(hit(materials=("product", "feed"))) == [(LANE, 0, 1.0), (LANE, 1, 1.0)]
    assert struck(hit(materials=("product",), origins=("THD",))) == [(LANE, 1, 1.0)]
    assert struck(hit(materials=("product",), origins=("FOR",))) == []
    assert struck(hit(materials=("nothing",))) == struck(hit()) == struck() == []


def test_plants_and_uses_are_struck_by_name_and_each_by_its_share() -> None:
    assert struck(hit(0.5, facilities=("mill", "another"))) == [(PLANT, 0, 0.5)]
    assert struck(hit(2.0, uses=("mills",)), hit(0.25, origins=("THD",))) == [
        (USE, 1, 2.0),
        (LANE, 1, 0.25),
    ]


def test_how_long_a_shock_usually_lasts_is_known_of_what_it_takes_away() -> None:
    """A lane's of feed and a plant's of its product, and nothing of what users come to want."""
    shocks = [
        shock("lane", 4.0, hit(origins=("FOR",))),
        shock("plant", 2.0, hit(facilities=("mill",))),
        shock("use", 7.0, hit(uses=("cars",))),
    ]
    lanes = [("feed", "FOR"), ("product", "THD")]
    system = with_hits(mill(), shocks, lanes, ["mill"], ["cars", "mills"])
    assert system.usual_length.tolist() == [[4.0, 0.0, 0.0], [0.0, 2.0, 0.0]]
    calm = with_hits(lane_alone(), [], [("good", "FOR")], [], ["use"])
    assert len(calm.hit_shock) == len(calm.hit_share) == 0
    assert calm.usual_length.shape == (1, 0)
