"""Labels in one order, arrays without gaps, a hash of their numbers, and where each came from."""

import numpy as np
import pytest

from monazite.core import Edit
from monazite.core.errors import InvalidInput
from monazite.core.vocabulary import parameters as vocabulary
from monazite.evidence import Quantity
from monazite.parameters import Parameters, apply_edits, lane_name, node_name
from monazite.parameters.arrays import Cell, empty

from ..model.miniature import miniature, miniature_labels
from ..model.wide import wide


def quantity(fact: str) -> Quantity:
    """A number that rests on one fact."""
    return Quantity(
        value=1.0,
        low=1.0,
        high=1.0,
        unit="1",
        facts=(fact,),
        sources=("est/test",),
        grade="A",
        text=f"{{{fact}}}",
        note="",
        assumed=False,
        file="chain/test.csv",
        line=2,
    )


@pytest.mark.parametrize("parameters", [miniature(), miniature(blocks=(5,)), wide()])
def test_arrays_cover_the_vocabulary_without_gaps(parameters: Parameters) -> None:
    assert set(parameters.arrays) == set(vocabulary())
    for name, entry in vocabulary().items():
        array = parameters[name]
        assert array.dims == tuple(entry.dimensions), name
        assert not np.isnan(array.values).any(), name
        for dimension in entry.dimensions:
            labels = parameters.labels.coordinates(dimension)
            assert array.coords[dimension].values.tolist() == labels
            assert len(set(labels)) == len(labels)
    assert parameters.unit("permit") == "t <basis>/yr"


def test_names_are_built_in_one_way() -> None:
    labels = miniature_labels()
    assert lane_name("oxide", "HOM", "FOR") == labels.coordinates("lane")[0] == "oxide:HOM>FOR"
    assert node_name("ore", "HOM") == labels.coordinates("node")[0] == "ore@HOM"
    assert labels.coordinates("use_option") == ["motors@HOM/magnet", "motors@FOR/magnet"]
    assert labels.coordinates("flow")[1] == "refine/ore"


def test_blocks_stand_for_the_years_up_to_their_label() -> None:
    labels = miniature_labels(blocks=(5, 3))
    assert labels.periods == (2024, 2025, 2026, 2031, 2034)
    assert labels.years_of(2025) == range(2025, 2026)
    assert labels.years_of(2031) == range(2027, 2032)
    assert labels.first_period_at(2026) == 2026
    assert labels.first_period_at(2027) == 2031
    assert labels.first_period_at(2034) == 2034
    assert labels.first_period_at(2035) is None
    assert labels.first_period_at(2023) is None


def test_an_empty_array_is_filled_with_one_number() -> None:
    array = empty(miniature_labels(), "facility", "period", fill=3.0)
    assert array.shape == (6, 3)
    assert set(array.values.ravel().tolist()) == {3.0}


def test_the_hash_is_of_the_numbers_and_not_of_how_they_came_about() -> None:
    plain = miniature()
    there_and_back = apply_edits(
        plain,
        [
            Edit("demand", {}, "multiply", factor, "There and back.", "tests")
            for factor in (2.0, 0.5)
        ],
    )
    assert plain.hash == miniature().hash == there_and_back.hash
    assert plain.hash != miniature({"demand": {("motors@HOM", 2025): 100.0 + 1e-12}}).hash


def test_a_cell_rests_on_what_its_labels_rest_on() -> None:
    lineage: dict[str, dict[Cell, Quantity]] = {
        "ramp": {
            ("home_mine",): quantity("ramps:mine"),
            ("home_mine", 1): quantity("ramps:second-year"),
            ("home_magnets",): quantity("ramps:magnets"),
        },
        "discount_rate": {(): quantity("money:rate")},
    }
    parameters = Parameters(miniature_labels(), miniature().arrays, lineage)

    def facts(name: str, cell: Cell = ()) -> list[str]:
        return [known.facts[0] for known in parameters.rests_on(name, cell)]

    assert facts("ramp", ("home_mine", 1)) == ["ramps:second-year", "ramps:mine"]
    assert facts("ramp", ("home_mine", 2)) == ["ramps:mine"]
    assert facts("ramp", ("abroad_mine", 1)) == []
    assert facts("ramp") == ["ramps:mine", "ramps:second-year", "ramps:magnets"]
    assert facts("discount_rate") == ["money:rate"]
    assert facts("freight") == []


def test_the_ledger_tells_which_edits_touched_a_cell() -> None:
    def edit(origin: str, parameter: str = "permit", **where: object) -> Edit:
        return Edit(parameter, where, "set", 9.0, "Shown in a test.", origin)  # type: ignore[arg-type]

    edited = apply_edits(
        miniature(),
        [
            edit("all"),
            edit("mine", facility="home_mine"),
            edit("mine late", facility="home_mine", period=(2025, 2026)),
            edit("other", "floor", facility="home_mine"),
        ],
    )

    def origins(*cell: str | int) -> list[str]:
        return [entry.edit.origin.name for entry in edited.edits_of("permit", cell)]

    assert origins() == ["all", "mine", "mine late"]
    assert origins("home_mine", 2025) == ["all", "mine", "mine late"]
    assert origins("home_mine", 2024) == ["all", "mine"]
    assert origins("home_magnets", 2025) == ["all"]


def test_what_a_notebook_shows_of_parameters_is_short_and_names_them_all() -> None:
    held = miniature()
    assert len(repr(held)) < 3_000
    assert repr(held).startswith(f"<Parameters: {len(held.arrays)} with ")
    assert [name for name in held if name not in repr(held)] == []
    assert list(held) == list(held.arrays)
    assert len(held) == len(held.arrays)


def test_a_parameter_by_a_wrong_name_is_told_the_nearest() -> None:
    with pytest.raises(InvalidInput, match="there is no parameter 'namplate'; write 'nameplate'"):
        miniature()["namplate"]
