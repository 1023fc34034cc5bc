"""Rules of plants: what goes wrong without each, and does not with it.

- Recipes are regional. Else a frugal region digs too much ore.
  Test: a press that needs less oxide.
- A by-product has to be taken. Else a worthless product stops its mine.
  Test: a by-product comes up whatever it is worth.
- What it is stored in is bounded. Else unwanted tonnes vanish at no cost.
  Test: what does not fit into store is put aside.
- Ties go to larger plants. Else a nudge of a millionth stops a plant.
  Test: equal presses: the larger one runs.
- Permit and floor are rows of their own. Else a dual says neither scarce nor forced.
  Test: `test_behaviours.py`: a floor and a ceiling are rows of their own.
- Nameplate and permit are separate targets. Else more nameplate makes more ore on paper.
  Test: `test_behaviours.py`: doubling a nameplate under an unchanged permit.
- Capital is charged along the ramp. Else plants are built that lose money at their owner's return.
  Test: capital is charged on what a plant can make.
- A plant stands as long as it is charged. Else its last years come free and pay for a loss.
  Test: a plant makes nothing once its life is over.
- Support counts at its owner's return. Else what comes early is weighed as if it came late.
  Test: support is worth to an owner what it is at his return.
- The ramp runs by vintage, after the lead, for committed plants too. Else capacity is there
  years too soon.
  Test: `test_behaviours.py`: ramps run by vintage; the ramp runs after the lead.
- Supply is taken away at plants. Else a margin on lanes raises a price that nobody earns.
  Test: what is lost abroad is earned by who still digs.
- Mines of one kind do not all cost the same. Else a price stands still and then falls off.
  Test: many small mines are a slope and not a step.
"""

from dataclasses import replace

import pytest

from monazite.model import Outcome, Session, build_programme, capacity

from ..parameters.pulling import lever, pull
from .miniature import (
    YEARS,
    Changes,
    every_year,
    miniature,
    miniature_labels,
    solved,
    solved_fresh,
    with_plants,
)


def test_a_press_that_needs_less_oxide() -> None:
    """Presses abroad take 0.4 t of oxide for a magnet where home takes 0.5 t.

    240 t abroad take 96 t in place of 120 t, and the mine abroad digs 30 t less: 57.5 t. Home's
    recipe for all would dig half as much again, 87.5 t. Magnets from abroad cost 2,000 + 300, and
    home's price falls with them to 2,350.
    """
    plain = miniature_labels()
    frugal = replace(
        plain,
        recipes=(*plain.recipes, "press_lean"),
        flows=(*plain.flows, ("press_lean", "magnet"), ("press_lean", "oxide")),
        facility_recipe={**plain.facility_recipe, "abroad_magnets": "press_lean"},
    )
    lean: Changes = {"recipe_amount": {"press_lean/magnet": 1.0, "press_lean/oxide": -0.4}}
    right = solved_fresh(miniature(lean, labels=frugal))
    assert every_year(right, "activity", "abroad_mine") == [57.5] * 3
    assert right.price("magnet", "HOM").values == pytest.approx([2350.0] * 3)
    wrong = solved()
    assert every_year(wrong, "activity", "abroad_mine") == [87.5] * 3
    assert wrong.price("magnet", "HOM").values == pytest.approx([2425.0] * 3)


BEACH: Changes = {
    "host_output": {"home_mine": 1000.0},
    "byproduct_rate": {"home_mine": 0.1},
    "must_run_share": {"home_mine": 0.5},
}
"""Ore comes up with 1,000 t of minerals a year, 0.1 t with each; half of it has to be taken."""

UNWANTED: Changes = {"availability": {"home_refinery": 0.0}}


def test_a_by_product_comes_up_whatever_it_is_worth() -> None:
    """Nobody refines ore at home, so ore is worthless there; 50 t a year come up all the same.

    A mine that answers to the price of its product stops. The floor's dual is what a tonne less
    would save, its digging.
    """
    assert every_year(solved(UNWANTED), "activity", "home_mine") == [0.0] * 3
    right = solved({**UNWANTED, **BEACH})
    assert every_year(right, "activity", "home_mine") == [50.0] * 3
    forced = right.duals["output_at_least"].sel(facility="home_mine")
    assert forced.values == pytest.approx([100.0] * 3)
    # where it is wanted the floor is slack and costs nothing
    wanted = solved(BEACH)
    assert every_year(wanted, "activity", "home_mine") == [100.0] * 3
    assert float(wanted.duals["output_at_least"].sum()) == pytest.approx(0.0)


def test_what_does_not_fit_into_store_is_put_aside() -> None:
    """150 t come up in three years, the store holds 60 t at 1 USD/t and year.

    Putting a tonne aside costs 30. Storing late is cheapest, so all of the last year's 50 t go into
    store and 10 t of the year before, and 50 + 40 t are put aside: 90 x 30 USD, and 10 + 60 for the
    store. Without the cap nothing is put aside, 50 + 100 + 150 USD in place of 2,770.
    """
    labels = replace(miniature_labels(), stores=(("oxide", "HOM"), ("ore", "HOM")))
    costly: Changes = {**UNWANTED, **BEACH, "disposal_cost": {"ore": 30.0}}
    session = Session(build_programme(miniature(costly, labels=labels)))

    def with_room(room: float) -> Outcome:
        return session.solve(miniature({**costly, "stock_limit": {"ore@HOM": room}}, labels=labels))

    capped, endless = with_room(60.0), with_room(1000.0)
    assert every_year(capped, "discard", "ore@HOM") == [50.0, 40.0, 0.0]
    assert every_year(capped, "stock", "ore@HOM") == [0.0, 10.0, 60.0]
    assert every_year(endless, "stock", "ore@HOM") == [50.0, 100.0, 150.0]
    assert capped.objective - endless.objective == pytest.approx(2770.0 - 300.0)


def test_equal_presses_the_larger_one_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Home wants 50 t and may not export magnets; one press makes 60 t, another 55 t, alike.

    With the preference, a millionth of a dollar on either changes nothing. Without it the millionth
    decides which of the two stands idle.
    """
    labels = with_plants(miniature_labels(), "home_magnets_small")
    terms: Changes = {
        "nameplate": {("home_magnets_small", 2012): 55.0},
        "demand": {"motors@HOM": 50.0},
        "lane_limit": {"magnet:HOM>FOR": 0.0},
    }

    def by_the_larger(session: Session) -> list[float]:
        found = []
        for plant in ("home_magnets", "home_magnets_small"):
            nudge: Changes = {"operating_cost": {plant: 1000.0 + 1e-4}}
            outcome = session.solve(miniature({**terms, **nudge}, labels=labels))
            found += every_year(outcome, "activity", "home_magnets")[:1]
        return found

    programme = build_programme(miniature(terms, labels=labels))
    assert by_the_larger(Session(programme)) == [50.0, 50.0]
    monkeypatch.setattr(capacity, "PREFERENCE", 0.0)
    programme = build_programme(miniature(terms, labels=labels))
    assert by_the_larger(Session(programme)) == [0.0, 50.0]


@pytest.mark.parametrize(
    ("rates", "delays", "built"),
    [
        pytest.param({2024: 5.0, 2025: 20.0}, {}, 0.0, id="cut in two, a quarter and the rest"),
        pytest.param({2024: 20.0, 2025: 20.0}, {2024: 0.75}, 20.0, id="one plant, one date"),
    ],
)
def test_a_start_in_october_does_not_cut_a_plant_in_two(
    rates: dict[int, float], delays: dict[int, float], built: float
) -> None:
    """Presses of 20 t may be decided from October 2024 and take a quarter of a year to build.

    A tonne takes 1,350 to make and 1,900 of capital a year; imports cost 3,150, 3,750 and 2,800 in
    the three years, so that a tonne gains -100, 500 and -450. Decided in October it is there from
    the first day of 2025 and gains 500 - 450 = 50. Cut in two, a quarter is decided in January 2024
    and gains -75 + 500 - 450 = -25, the rest in January 2025, is there in April, and gains
    375 - 450 = -75. Neither half of a plant that pays is built.
    """
    imports = {2024: 725.0, 2025: 1325.0, 2026: 375.0}
    terms = {
        "build_rate": {("home_magnets", year): rate for year, rate in rates.items()},
        "decision_delay": {("home_magnets", year): delay for year, delay in delays.items()},
        "site_limit": {"home_magnets": 20.0},
        "lead_time": {"home_magnets": 0.25},
        "capital_cost": {"home_magnets": 19_000.0},
        "lifetime": {"home_magnets": 10.0},
        "lane_price_cost_margin": {
            ("magnet:FOR>HOM", year): price_cost_margin
            for year, price_cost_margin in imports.items()
        },
    }
    outcome = solved_fresh(miniature(terms))
    assert float(outcome["addition"].sum()) == pytest.approx(built)
    assert every_year(outcome, "activity", "home_magnets") == [60.0, 60.0 + built, 60.0 + built]


@pytest.mark.parametrize(
    ("uptake", "delivered", "pressed"),
    [
        pytest.param(1.0, None, [80.0, 80.0, 80.0], id="promised in full, delivered in full"),
        pytest.param(1.0, 0.5, [60.0, 70.0, 70.0], id="promised in full, half delivered"),
        pytest.param(0.5, None, [70.0, 70.0, 70.0], id="half promised, delivered in full"),
        pytest.param(0.5, 0.5, [60.0, 65.0, 65.0], id="halved twice for the same reason"),
    ],
)
def test_half_a_promise_delivered_in_full_is_not_a_promise_half_delivered(
    uptake: float, delivered: float | None, pressed: list[float]
) -> None:
    """A plant of 20 t that pays may be added to 60 t; half of such plants come, a year late.

    Where the strategy halves its own plant, nobody can tell what it would come to if it were built,
    and a world in which half is built halves it again. The delay is lost as well: halved in the
    strategy, half a plant stands from the first day.
    """
    imports = {"lane_price_cost_margin": {("magnet:FOR>HOM", year): 1325.0 for year in YEARS}}
    levers = [
        lever(
            "private_entry",
            facility="home_magnets",
            tonnes_per_year=20,
            uptake=uptake,
            start="2024-01",
        )
    ]
    if delivered is not None:
        late = {"facility": "all", "share_built": delivered, "delay_months": 12}
        levers.insert(0, lever("delivery", **late, start="2024-01"))
    outcome = solved_fresh(pull(miniature(imports), *levers))
    assert every_year(outcome, "activity", "home_magnets") == pressed


def test_capital_is_charged_on_what_a_plant_can_make() -> None:
    """Home presses may grow by 10 t/yr in 2024: a fifth of it then, all of it from 2025 on.

    A tonne of magnets leaves 1,075 USD. Over a life of three years that is worth
    1,075 x (0.2 / 1.2 + 1 / 1.2^2 + 1 / 1.2^3) = 1,547.8 to an owner who asks for 20 %, so that at
    1,600 he loses and does not build. Three equal annuities, of 1,600 x 0.2 / (1 - 1.2^-3) = 759.6,
    which the plan does not discount at 20 %, come to 2,279 and less than the 2,365 he earns: he
    would build, and so he does at the 1,491 whose charge along the ramp comes to the same 2,279.
    """
    grow = "home_magnets"

    def built(capital: float) -> float:
        outcome = solved_fresh(
            miniature(
                {
                    "build_rate": {(grow, 2024): 10.0},
                    "capital_cost": {grow: capital},
                    "lifetime": {grow: 3.0},
                    "hurdle_rate": {grow: 0.2},
                    "ramp": {(grow, 0): 0.2},
                    "nameplate": {(grow, 2012): 60.0},
                }
            )
        )
        return float(outcome["addition"].sel(investable=grow, decided=2024))

    worth = 1075.0 * (0.2 / 1.2 + 1 / 1.2**2 + 1 / 1.2**3)
    assert [built(1600.0), built(worth + 1.0), built(worth - 1.0)] == [0.0, 0.0, 10.0]
    annuities = 3 * 1600.0 * 0.2 / (1 - 1.2**-3)
    assert annuities < 1075.0 * 2.2
    assert built(annuities / 2.2 * worth / 1075.0) == 10.0, "what equal annuities would have built"


def test_what_is_lost_abroad_is_earned_by_who_still_digs() -> None:
    """Abroad, a mine that costs 300 USD/t stands idle beside one that costs 200 and digs 87.5 t.

    Where the cheap one can run 50 of its 1,000 t, the dear one digs the other 37.5 t, ore costs
    300, and magnets at home, which hold 0.625 t of it, cost 62.5 more. A margin of as much on
    magnets out of the region makes home pay the same, and ore is worth what it was: no mine earns
    it, and nobody would open one.
    """
    labels = with_plants(miniature_labels(), "abroad_mine_dear", region="FOR")
    before = miniature({"operating_cost": {"abroad_mine_dear": 300.0}}, labels=labels)
    short = lever("supply_loss", facility="abroad_mine", share_lost=0.95, start="2024-01")
    lost = solved_fresh(pull(before, short))
    assert every_year(lost, "activity", "abroad_mine") == [50.0] * 3
    assert every_year(lost, "activity", "abroad_mine_dear") == [37.5] * 3
    assert lost.price("ore", "FOR").values == pytest.approx([300.0] * 3, rel=1e-3)
    assert lost.price("magnet", "HOM").values == pytest.approx([2487.5] * 3, rel=1e-3)
    terms = {"from": "FOR", "materials": "magnet", "change": "0.0625 USD/kg"}
    dearer = solved_fresh(pull(before, lever("price_path", **terms, start="2024-01")))
    assert dearer.price("magnet", "HOM").values == pytest.approx([2487.5] * 3, rel=1e-3)
    assert dearer.price("ore", "FOR").values == pytest.approx([200.0] * 3, rel=1e-3)


def test_many_small_mines_are_a_slope_and_not_a_step() -> None:
    """Abroad 100 t can be dug at 200 USD/t, or 25 t each at 140, 180, 220 and 260; more costs 300.

    Users abroad want 170, 200 or 225 t of magnets, for which 68.75, 87.5 or 103.125 t of ore are
    dug. At one cost what is wanted moves the price by nothing and then by 100 USD, so that what
    home takes off the market is worth nothing to others, or a fortune; with mines that cost as much
    in the mean it is 40 USD each time.
    """
    parts = [f"abroad_mine_{part}" for part in (2, 3, 4)]
    labels = with_plants(miniature_labels(), *parts, "abroad_mine_dear", region="FOR")
    mines = ("abroad_mine", *parts)

    def prices(costs: tuple[float, ...]) -> list[float]:
        changes: Changes = {
            "nameplate": {(mine, 2012): 25.0 for mine in mines},
            "operating_cost": {"abroad_mine_dear": 300.0, **dict(zip(mines, costs, strict=True))},
        }
        return [
            float(
                solved_fresh(
                    miniature({**changes, "demand": {"motors@FOR": wanted}}, labels=labels)
                )
                .price("ore", "FOR")
                .sel(period=2025)
            )
            for wanted in (170.0, 200.0, 225.0)
        ]

    assert prices((200.0,) * 4) == pytest.approx([200.0, 200.0, 300.0], rel=1e-3)
    assert prices((140.0, 180.0, 220.0, 260.0)) == pytest.approx([220.0, 260.0, 300.0], rel=1e-3)


def test_a_plant_makes_nothing_once_its_life_is_over() -> None:
    """Home presses may grow by 10 t/yr in 2024, for three years, in a horizon of eight.

    A tonne leaves 1,075 USD a year, worth 1,075 x (1 / 1.1 + 1 / 1.1^2 + 1 / 1.1^3) = 2,673.4 over
    that life at 10 %, which owner and plan ask for alike. Charged for three years and standing for
    eight, a plant of 2,700 would be built, and so would one of 5,700. Later building is twice as
    dear, so that nobody renews it.
    """
    grow = "home_magnets"

    def solved(capital: float) -> Outcome:
        return solved_fresh(
            miniature(
                {
                    "build_rate": {(grow, 2024): 10.0},
                    "capital_cost": {grow: capital},
                    "capital_cost_factor": {(grow, 2031): 2.0},
                    "lifetime": {grow: 3.0},
                    "hurdle_rate": {grow: 0.1},
                    "nameplate": {(grow, 2012): 60.0},
                },
                blocks=(5,),
                discount_rate=0.1,
            )
        )

    worth = 1075.0 * (1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3)
    for capital, built in ((worth - 1.0, 10.0), (worth + 1.0, 0.0), (5700.0, 0.0)):
        plan = solved(capital)
        made = plan["activity"].sel(facility=grow)
        assert made.values.tolist() == pytest.approx([60.0 + built] * 3 + [60.0])


def test_support_is_worth_to_an_owner_what_it_is_at_his_return() -> None:
    """Home presses may grow by 10 t/yr in 2024, for three years; 2024 alone is supported.

    A tonne leaves 1,075 USD a year and support s in the first. To an owner who asks for 20 % that
    is worth 1,075 x (1 / 1.2 + 1 / 1.44 + 1 / 1.728) + s / 1.2, so that plant of 3,000 pays from
    s = 882.7. The plan, which does not discount, charges 3 x 3,000 x 0.47473 = 4,272.5 and would
    count 3 x 1,075 + s: with s = 950 it would not build what its owner would.
    """
    grow = "home_magnets"

    def built(support: float) -> float:
        labels = replace(miniature_labels(), awardees=(grow,))
        outcome = solved_fresh(
            miniature(
                {
                    "build_rate": {(grow, 2024): 10.0},
                    "capital_cost": {grow: 3000.0},
                    "lifetime": {grow: 3.0},
                    "hurdle_rate": {grow: 0.2},
                    "nameplate": {(grow, 2012): 60.0},
                    "incentive": {(grow, 2024): support},
                    # what stands is paid for 60 t anyway
                    "supported_limit": {(grow, 2024): 70.0},
                },
                labels=labels,
            )
        )
        return float(outcome["addition"].sel(investable=grow, decided=2024))

    needed = 1.2 * (3000.0 - 1075.0 * (1 / 1.2 + 1 / 1.2**2 + 1 / 1.2**3))
    assert needed == pytest.approx(882.6, abs=0.1)
    assert [built(needed - 1.0), built(needed + 1.0)] == [0.0, 10.0]
    assert needed < 950.0 < 3 * 3000.0 * 0.2 / (1 - 1.2**-3) - 3 * 1075.0
    assert built(950.0) == 10.0
