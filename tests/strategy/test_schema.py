"""What editors are told a file may say is what the readers of files take, kind by kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import ValidationError

from monazite.core.documents import read_document
from monazite.core.errors import Problems
from monazite.core.schemas import Schema
from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS
from monazite.strategy.schema import lever_schema, strategy_schema, world_schema
from monazite.study.schema import study_schema

from .. import shipped
from .test_levers import SOUND

ROOT = Path(__file__).parents[2]
STUDIES = ("toy", "india", "indonesia")
KINDS = {**STRATEGY_KINDS, **WORLD_KINDS}
SCHEMAS = {
    "strategies": strategy_schema(),
    "worlds": world_schema(),
    "lever": lever_schema(),
    "study": study_schema(),
}
FILES = [
    *(
        (place, path)
        for study in STUDIES
        for place in ("strategies", "worlds")
        for path in sorted((shipped.folder(study) / place).glob("*.yaml"))
    ),
    *(("study", shipped.folder(study) / "study.yaml") for study in STUDIES),
    *(
        ("worlds" if path.stem in WORLD_KINDS else "strategies", path)
        for path in sorted((ROOT / "docs" / "levers").glob("*.yaml"))
    ),
]


def faults(schema: Schema, data: object) -> list[str]:
    """Where data is not as a schema has it, and what is wrong there."""
    return [
        f"{'.'.join(map(str, one.absolute_path))}: {one.message}"
        for one in Draft7Validator(schema).iter_errors(data)
    ]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_the_draft_it_names(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == Draft7Validator.META_SCHEMA["$schema"]
    words = {key for schema in _every(SCHEMAS[name]) for key in schema if "$" not in key}
    assert not words & {"ge", "gt", "le", "lt"}, "bounds are in words the draft does not know"


def _every(schema: object) -> list[dict[str, Any]]:
    """A schema and every schema in it, properties of records apart."""
    if isinstance(schema, list):
        return [one for inner in schema for one in _every(inner)]
    if not isinstance(schema, dict):
        return []
    inside = [inner for key, inner in schema.items() if key not in ("properties", "definitions")]
    named = [*schema.get("properties", {}).values(), *schema.get("definitions", {}).values()]
    return [schema, *_every(inside), *_every(named)]


@pytest.mark.parametrize(
    ("place", "path"), FILES, ids=lambda value: value.stem if isinstance(value, Path) else value
)
def test_every_file_that_ships_is_as_its_schema_has_it(place: str, path: Path) -> None:
    problems = Problems()
    document = read_document(path, problems, root=path.parent)
    assert document is not None
    assert faults(SCHEMAS[place], document.data) == []


def test_every_kind_and_key_is_told_with_its_sentence() -> None:
    for schema, kinds in ((strategy_schema(), STRATEGY_KINDS), (world_schema(), WORLD_KINDS)):
        assert set(schema["definitions"]) == {*kinds, "lever"}
        for kind, record in kinds.items():
            about = schema["definitions"][kind]["properties"]
            keys = {field.alias or name for name, field in record.model_fields.items()}
            assert set(about) >= keys
            for key in keys - {"kind"}:
                assert about[key]["description"].endswith("."), f"{kind}.{key} says nothing"
    tonnes = strategy_schema()["definitions"]["state_sales"]["properties"]["tonnes_per_year"]
    assert tonnes["description"].endswith("Counted in t/yr.")
    assert tonnes["minimum"] == 0


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_lever_is_as_the_schema_has_it_and_no_other_key_is(kind: str) -> None:
    lever = {"kind": kind, "why": "Shown in a test.", "source": "own", **SOUND[kind]}
    place = "worlds" if kind in WORLD_KINDS else "strategies"
    assert faults(SCHEMAS[place], {"title": "Tried", "levers": [lever]}) == []
    told = faults(SCHEMAS[place], {"title": "Tried", "levers": [{**lever, "tons": 3}]})
    assert told == ["levers.0: Additional properties are not allowed ('tons' was unexpected)"]
    elsewhere = SCHEMAS["strategies" if place == "worlds" else "worlds"]
    assert faults(elsewhere, {"title": "Tried", "levers": [lever]}), "it belongs to the other side"


ROYALTY = {
    "kind": "royalty",
    "facility": "mine",
    "rate": "2 USD/kg",
    "start": "2025-01",
    "why": "Ore is owned.",
    "source": "own",
}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"start": "2025-13"}, "start"),
        ({"start": 2025}, "start"),
        ({"rate": "2 USD"}, "rate"),
        ({"rate": 2}, "rate"),
        ({"facility": []}, "facility"),
        ({"facility": 3}, "facility"),
        ({"share_of_price": 1.5}, "share_of_price"),
        ({"kind": "tithe"}, "kind"),
        ({"why": ""}, "why"),
    ],
)
def test_what_a_reader_refuses_an_editor_marks(changes: dict[str, Any], wrong: str) -> None:
    assert faults(SCHEMAS["lever"], ROYALTY) == []
    assert faults(SCHEMAS["lever"], {"levers": [ROYALTY, ROYALTY]}) == []
    told = faults(SCHEMAS["lever"], {**ROYALTY, **changes})
    assert [one.partition(":")[0] for one in told] == [wrong]
    assert KINDS["royalty"].model_validate(ROYALTY)
    with pytest.raises(ValidationError, match=wrong):
        KINDS["royalty"].model_validate({**ROYALTY, **changes})


def test_a_list_may_go_by_its_singular_or_its_plural_and_by_one_of_them() -> None:
    plural = {key: value for key, value in ROYALTY.items() if key != "facility"}
    assert faults(SCHEMAS["lever"], {**plural, "facilities": ["one", "other"]}) == []
    (told,) = faults(SCHEMAS["lever"], plural)
    assert "is not valid under any of the given schemas" in told


def test_numbers_of_a_study_keep_their_bounds() -> None:
    whole = read_document(shipped.folder("toy") / "study.yaml", Problems(), root=ROOT)
    assert whole is not None
    changes: list[tuple[dict[str, Any], str]] = [
        ({"grade_spread": {"A": 0.05, "B": 1.0, "C": 0.2}}, "grade_spread.B"),
        ({"horizon": {"first": 2024, "last": 2026, "blocks": [0]}}, "horizon.blocks.0"),
        ({"headlines": []}, "headlines"),
        ({"decided": "2025"}, "decided"),
    ]
    for change, wrong in changes:
        told = faults(SCHEMAS["study"], {**whole.data, **change})
        assert [one.partition(":")[0] for one in told] == [wrong]
    assert faults(SCHEMAS["study"], {**whole.data, "discount_rate": 0.05}) == []


def test_under_an_end_stand_the_figures_of_a_kind_alone() -> None:
    """Which an editor offers there: a month and a list of plants have no end."""
    named = {"stretch": {"add": "policy:target"}, "limit": {"public_share": "policy:share"}}
    sound = {"kind": "capacity_programme", **SOUND["capacity_programme"]}
    about = {"why": "A test asks.", "source": "own"}
    assert not faults(SCHEMAS["lever"], {**sound, **about, **named})
    for key in ("online", "facility", "adds"):
        assert faults(SCHEMAS["lever"], {**sound, **about, "limit": {key: "policy:target"}}), key
