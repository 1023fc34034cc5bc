"""The facts that set prices are found from the plans themselves."""

from monazite.cases.price_setters import price_setters

from ..shipped import india
from .test_worker import case, worker


def test_the_last_tonne_comes_from_abroad_at_its_costs() -> None:
    """Home makes what it can; one magnet more is dug, separated, pressed abroad and shipped."""
    found = price_setters(worker(), [case("build")])
    assert set(found[:4]) == {
        "costs:for-mining#1",
        "costs:separation#1",
        "costs:for-magnet-making#1",
        "costs:magnet-freight#1",
    }
    # what home digs and presses is scarce, what it pays for digging sets no price
    assert {"capacity:hom-mine#1", "capacity:hom-magnets#1", "demand:motors-hom#1"} <= set(found)
    assert not {"costs:hom-mining#1", "capacity:for-mine#1"} & set(found)


def test_with_too_little_abroad_users_who_give_up_set_the_price() -> None:
    """Under a halt Farland is short of oxide; its last users leave at their choke."""
    found = price_setters(worker(), [case("halt")])
    assert found[0] == "demand:choke-price#1"
    assert "capacity:for-mine#1" in found


def test_what_decides_whether_a_plant_is_built_is_among_them() -> None:
    """On the real study: yield and costs of magnets at home, the duty, and what rivals ask."""
    run = india().run("announced")
    found = price_setters(run.worker, [run.case])
    # what Chinese makers take of alloy sets the price that makers at home have to meet
    assert {
        "world_processes:yield-flake-to-finished-chn#1",
        "world_processes:ndpr-in-standard-chn#1",
    } <= set(found)
    # in what traded alloy and swarf are counted is nobody's doubt
    evidence = run.worker.study.evidence
    assert not [fact for fact in found if evidence.fact(fact).is_exact]
    assert evidence.fact("processes:ndpr-in-counted-alloy#1").is_exact
    assert {
        "processes:magnet-yield-home#1",
        "processes:magnet-opex-home#1",
        "processes:magnet-chain-capex#2",
        "economics:bcd-magnets#2",
        "calibration:wedge-magnet#1",
    } <= set(found)
