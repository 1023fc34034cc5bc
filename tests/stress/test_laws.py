"""What holds of every disruption: matter, signs, and the floor under every rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stress.chains import lane_alone, stop

from monazite.stress import Release, least_lost, months_of, played, recorded
from monazite.stress.counting import counts
from monazite.stress.draws import Plan
from monazite.stress.engine import Play, counted, losses_of
from monazite.stress.of_plan import Months
from monazite.stress.release import under
from monazite.stress.simulation import Task
from monazite.stress.state import Record
from monazite.stress.system import laid_out

from .. import shipped

_share = st.floats(0.0, 1.0)


@pytest.fixture(scope="module")
def toy() -> Months:
    return months_of(shipped.handle("toy").run("both").solution, 2025, 24)


@pytest.fixture(scope="module")
def india() -> Months:
    return months_of(shipped.handle("india").run("announced").solution, 2029, 36)


def residual(months: Months, record: Record) -> float:
    """Largest gap of a material's balance in a month, over what is moved in it or a tonne."""
    system = months.system
    change = np.diff(record.stock, prepend=system.stock[:, None]) + np.diff(
        record.public, prepend=system.public[:, None]
    )
    moved = record.came + system.given - record.left - record.set_aside
    for p, runs in enumerate(record.activity):
        for i in range(system.input_start[p], system.input_start[p + 1]):
            moved[system.input_material[i]] -= runs * system.input_need[i]
        for i in range(system.output_start[p], system.output_start[p + 1]):
            moved[system.output_material[i]] += runs * system.output_amount[i]
    for k in range(len(system.stock)):
        moved[k] -= record.served[system.offer_start[k] : system.offer_start[k + 1]].sum(axis=0)
    size = np.maximum(np.abs(record.came) + record.stock + record.public, 1.0)
    return float((np.abs(change - moved) / size).max())


def test_what_arrives_on_lanes_is_what_comes(toy: Months) -> None:
    """Stops of half a year, after which lanes make up and add: each tonne came on some lane."""
    depth = np.zeros((len(toy.shocks), toy.count))
    depth[:, 2:8] = 0.7
    record = recorded(toy.system, depth)
    for k in range(len(toy.system.stock)):
        lanes = slice(toy.system.lane_start[k], toy.system.lane_start[k + 1])
        np.testing.assert_allclose(record.arrived[lanes].sum(axis=0), record.came[k], atol=1e-12)
    assert record.came.sum() > 0.0


SPARING = Release(remaining=0.75, by_value=True)


@pytest.mark.parametrize("rule", [Release(), SPARING], ids=["at once", "sparing"])
@pytest.mark.parametrize("study", ["toy", "india"])
def test_no_matter_comes_from_nothing(
    study: str, rule: Release, request: pytest.FixtureRequest
) -> None:
    months: Months = request.getfixturevalue(study)
    depths = Plan(months.shocks, months.count).depths(11, 0)
    struck = np.argsort(-depths.sum(axis=(1, 2)))[:25]
    system = under(months.system, rule)
    for row in struck:
        assert residual(months, recorded(system, depths[row])) < 1e-9


@pytest.mark.parametrize("rule", [Release(), SPARING], ids=["at once", "sparing"])
@pytest.mark.parametrize("study", ["toy", "india"])
def test_no_shock_changes_nothing(
    study: str, rule: Release, request: pytest.FixtureRequest
) -> None:
    months: Months = request.getfixturevalue(study)
    system = under(months.system, rule)
    record = recorded(system, np.zeros((len(months.shocks), months.count)))
    assert not record.short.any()
    assert not record.lost.any()
    np.testing.assert_allclose(record.activity, months.system.plant_plan, atol=1e-9)
    np.testing.assert_allclose(record.left, months.system.export, atol=1e-9)


def test_what_a_solver_leaves_calls_nobody() -> None:
    """Less than 1e-9 t missing in each of 36 months must not start the wait for suppliers."""
    months = months_of(shipped.handle("india").run("as-now").solution, 2025, 36)
    play = Play(laid_out(months.system), np.zeros((1, len(months.shocks), months.count)))
    for t in range(months.count):
        play.months(t, t + 1)
        assert not play.state.called.any(), months.month(t)


@pytest.mark.parametrize("study", ["toy", "india"])
def test_nobody_does_better_than_one_who_knows_the_future(
    study: str, request: pytest.FixtureRequest
) -> None:
    months: Months = request.getfixturevalue(study)
    depths = Plan(months.shocks, months.count).depths(5, 0)
    lost = losses_of(months.system, depths)
    for row in np.argsort(-lost)[[0, 3, 10, 40, 100]]:
        came = recorded(months.system, depths[row]).came
        bound = least_lost(months.system, depths[row], came)
        assert bound <= lost[row] * (1 + 1e-9) + 1e-3
        free = least_lost(months.system, depths[row])
        assert free <= bound * (1 + 1e-6) + 1e-3
        sparing = recorded(under(months.system, SPARING), depths[row]).lost.sum()
        assert free <= sparing * (1 + 1e-9) + 1e-3
        assert lost[row] > 0.0


def test_with_one_bottleneck_the_rule_is_as_good_as_knowing(toy: Months) -> None:
    depths = Plan(toy.shocks, toy.count, without=frozenset({"fire", "boom"})).depths(5, 0)
    lost = losses_of(toy.system, depths)
    row = int(lost.argmax())
    came = recorded(toy.system, depths[row]).came
    assert least_lost(toy.system, depths[row], came) == pytest.approx(lost[row], rel=0.05)


@given(
    stock=st.floats(0.0, 40.0),
    public=st.floats(0.0, 40.0),
    more=st.floats(0.1, 30.0),
    delay=st.integers(0, 6),
    spare=st.floats(0.0, 12.0),
    catch_up=_share,
    waits=_share,
    length=st.integers(1, 8),
    depth=_share,
)
def test_longer_or_deeper_is_never_better_and_more_in_store_never_worse(
    stock: float,
    public: float,
    more: float,
    delay: int,
    spare: float,
    catch_up: float,
    waits: float,
    length: int,
    depth: float,
) -> None:
    system = lane_alone(
        stock=stock,
        public=public,
        delay=float(delay),
        spare=spare,
        catch_up=catch_up,
        waits=waits,
    )

    def lost(length: int, depth: float, public: float) -> float:
        shock = stop(length=length, depth=depth)
        changed = system._replace(public=np.array([public]))
        return float(played(changed, shock[None])[1].sum())

    here = lost(length, depth, public)
    tolerance = 1e-6 * max(here, 1.0)
    assert lost(length + 1, depth, public) >= here - tolerance
    assert lost(length, min(depth + 0.2, 1.0), public) >= here - tolerance
    assert lost(length, depth, public + more) <= here + tolerance


@pytest.mark.parametrize("year", [2029, 2033])
def test_signs_hold_on_the_flagship(year: int) -> None:
    study = shipped.handle("india")

    def lost(shock: str, strategy: str = "announced") -> float:
        return study.stress(strategy, year=year, n=1, shock=shock, alone=True).loss.mean

    assert lost("licensing_2025") < lost("full_stop_six") < lost("full_stop_twelve")
    assert lost("full_stop_six", "staged") < lost("full_stop_six")


def test_one_stop_after_another_is_never_better_than_either(india: Months) -> None:
    names = [shock.name for shock in india.shocks]

    def lost(*spells: tuple[int, int]) -> float:
        depth = np.zeros((1, len(names), india.count))
        for first, last in spells:
            depth[0, names.index("full_stop_six"), first:last] = 0.9
        return float(losses_of(india.system, depth)[0])

    late = [lost((0, first), (18, 30)) for first in (0, 1, 2, 3, 4, 6, 8)]
    assert late == sorted(late)
    assert lost((0, 6), (20, 32)) > lost((20, 32)) + 0.9 * lost((0, 6))


def test_nobody_stores_more_than_was_planned_because_of_a_stop(india: Months) -> None:
    depth = np.zeros((len(india.shocks), india.count))
    depth[[shock.name for shock in india.shocks].index("full_stop_twelve"), :12] = 0.9
    record = recorded(india.system, depth)
    for material in ("magnet_ndfeb_standard", "magnet_ndfeb_high_coercivity"):
        at = india.materials.index(material)
        assert record.stock[at].max() <= 1.05 * india.system.opening[at].max()


def test_a_little_of_one_shock_beside_another_is_no_cliff(india: Months) -> None:
    names = [shock.name for shock in india.shocks]
    depth = np.zeros((4, len(names), india.count))
    depth[:, names.index("ev_boom"), :18] = 0.35
    for row, part in enumerate((0.0, 0.01, 0.05, 0.1)):
        depth[row, names.index("licensing")] = part
    lost = losses_of(india.system, depth)
    assert lost[-1] - lost[0] < 20e6


def test_a_store_of_oxide_saves_nothing_in_a_stop_of_the_product(india: Months) -> None:
    at = india.materials.index("oxide_ndpr")
    names = [shock.name for shock in india.shocks]
    depth = np.zeros((1, len(names), india.count))
    depth[0, names.index("full_stop_six"), :6] = 0.9
    public = india.system.public.copy()
    public[at] += 500.0
    more = india.system._replace(public=public)
    assert losses_of(more, depth)[0] == pytest.approx(losses_of(india.system, depth)[0], rel=1e-3)


@pytest.mark.parametrize("study", ["toy", "india"])
def test_machine_code_of_one_study_serves_all(study: str, request: pytest.FixtureRequest) -> None:
    """Arrays of another layout would be compiled anew, which takes longer than all they answer."""
    systems = (request.getfixturevalue(study).system, lane_alone(stock=5.0))
    layouts = [
        [(one.dtype.name, one.ndim, one.flags.c_contiguous) for one in laid_out(system)]
        for system in systems
    ]
    assert layouts[0] == layouts[1]
    assert all(in_one_piece for _, _, in_one_piece in layouts[0])


@pytest.mark.parametrize("rule", [Release(), SPARING], ids=["at once", "sparing"])
@pytest.mark.parametrize("study", ["toy", "india"])
def test_machine_code_counts_what_numpy_counts(
    study: str, rule: Release, request: pytest.FixtureRequest
) -> None:
    months: Months = request.getfixturevalue(study)
    plan = Plan(months.shocks, months.count)
    system = under(months.system, rule)
    task = Task(system, months.equivalence, plan, 3, 300, months.counted)
    depths = task.plan.depths(3, 0, 300)
    found, lost = counted(task.stage, depths, task.users)
    short, lost_when_played = played(system, depths)
    expected = counts(short.transpose(2, 1, 0), task.users)
    assert found.share[:, :, 1:].sum() > 100
    for name in ("share", "short", "first"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    np.testing.assert_array_equal(lost, lost_when_played)
    slow, _ = counted(task.stage, depths[:20], task.users, compiled=False)
    fast, _ = counted(task.stage, depths[:20], task.users)
    np.testing.assert_array_equal(slow.share, fast.share)
