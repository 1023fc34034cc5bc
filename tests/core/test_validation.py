"""What pydantic finds becomes problems with line, key path and remedy."""

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from monazite.core import FieldError, Problems, read_document, validate


class Limit(BaseModel):
    """A lever that limits."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    kind: Literal["limit"]
    why: str = Field(min_length=1)
    tonnes: float = Field(ge=0)
    when: Literal["now", "later"] = "now"

    @model_validator(mode="after")
    def _is_possible(self) -> "Limit":
        if self.tonnes > 1000:
            raise FieldError("there is not that much", "ask for less")
        return self


class Permit(BaseModel):
    """A lever that permits."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    kind: Literal["permit"]
    year: int
    hasty: bool = False


class Plan(BaseModel):
    """A few levers."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    title: str
    levers: list[Annotated[Limit | Permit, Field(discriminator="kind")]]


def check(path: Path, text: str) -> tuple[Plan | None, list[str]]:
    path.write_text(text)
    problems = Problems()
    document = read_document(path, problems, root=path.parent)
    assert document is not None
    plan = validate(Plan, document.data, document, problems)
    return plan, [str(problem) for problem in problems]


def test_a_sound_document_becomes_a_record(tmp_path: Path) -> None:
    plan, found = check(
        tmp_path / "p.yaml", "title: x\nlevers:\n  - {kind: limit, why: so, tonnes: 3}\n"
    )
    assert found == []
    assert plan == Plan(title="x", levers=[Limit(kind="limit", why="so", tonnes=3)])


def test_all_problems_are_reported_with_their_lines(tmp_path: Path) -> None:
    plan, found = check(
        tmp_path / "p.yaml",
        "titel: x\n"
        "levers:\n"
        "  - kind: limit\n"
        "    wy: because\n"
        "    tonnes: -1\n"
        "    when: latr\n"
        "  - kind: permit\n"
        "    year: soon\n"
        "    hasty: very\n"
        "  - kind: permitt\n"
        "  - tonnes: 1\n"
        "  - 5\n"
        "  - {kind: limit, why: '', tonnes: x}\n"
        "  - {kind: limit, why: so, tonnes: 2000}\n",
    )
    assert plan is None
    assert found == [
        "p.yaml:1 titel: the key is not known; write 'title', the nearest known name.",
        "p.yaml:1 title: the key is missing; add it.",
        "p.yaml:3 levers.0.why: the key is missing; add it.",
        "p.yaml:4 levers.0.wy: the key is not known; write 'why', the nearest known name.",
        "p.yaml:5 levers.0.tonnes: '-1' is out of range; write a number at least 0.",
        "p.yaml:6 levers.0.when: 'latr' is not allowed here; "
        "write 'later', the nearest known name.",
        "p.yaml:8 levers.1.year: 'soon' is not a whole number; write a whole number.",
        "p.yaml:9 levers.1.hasty: 'very' is neither true nor false; write true or false.",
        "p.yaml:10 levers.2: the kind 'permitt' is not known; "
        "write 'permit', the nearest known name.",
        "p.yaml:11 levers.3: the value has no kind; add a 'kind' key.",
        "p.yaml:12 levers.4: '5' is not a mapping; write 'key: value' lines below it.",
        "p.yaml:13 levers.5.tonnes: 'x' is not a number; write a number.",
        "p.yaml:13 levers.5.why: '' is blank; say it in words.",
        "p.yaml:14 levers.6: there is not that much; ask for less.",
    ]


def test_a_part_of_a_document_may_be_checked(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("head: 1\nparts:\n  - {kind: permit}\n")
    problems = Problems()
    document = read_document(path, problems, root=tmp_path)
    assert document is not None
    item = document.data["parts"][0]
    assert validate(Permit, item, document, problems, prefix=("parts", 0)) is None
    assert [str(problem) for problem in problems] == [
        "p.yaml:3 parts.0.year: the key is missing; add it."
    ]


@pytest.mark.parametrize("text", ["title: [1]\nlevers: {}\n", "title: null\nlevers: null\n"])
def test_shapes_that_do_not_fit_are_reported_in_words(tmp_path: Path, text: str) -> None:
    plan, found = check(tmp_path / "p.yaml", text)
    assert plan is None
    assert len(found) == 2
    assert "Input should" not in "".join(found)
