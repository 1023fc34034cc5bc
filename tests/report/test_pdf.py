"""What the short brief on paper holds, as its template is given it."""

import json
from dataclasses import replace
from typing import Any

import pytest
import typst

from monazite.report import BriefContent, ChangeLine, brief_pdf

from .sample import content


def given(monkeypatch: pytest.MonkeyPatch, brief: BriefContent) -> dict[str, Any]:
    """The data the template sets, from a document that was truly set."""
    compile_as_ever, found = typst.compile, {}

    def keeping(files: dict[str, bytes], **options: Any) -> bytes:
        found.update(json.loads(files["data.json"]))
        made: bytes = compile_as_ever(files, **options)
        return made

    monkeypatch.setattr(typst, "compile", keeping)
    assert brief_pdf(brief).startswith(b"%PDF")
    return found


def test_a_difference_says_whether_it_is_better_and_claims_stand_with_their_verdicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = content()
    row = sample.headlines[0]
    other = next(name for name in sample.strategies if name != sample.baseline)
    better = replace(row, differences={other: 0.1}, marks={other: "better"}, standings={})
    level = replace(better, differences={other: 0.0})
    brief = replace(
        sample,
        headlines=[better, level],
        changed=[ChangeLine("Own", "Theirs", ["without “This”"])],
        left_out="Not worked out here: this.",
    )
    found = given(monkeypatch, brief)
    (first, second) = found["headlines"]["rows"]
    at = 1 + [name for name in sample.strategies if name != sample.baseline].index(other)
    assert first["cells"][at]["difference"].endswith(", better")
    assert second["cells"][at]["difference"] == "no change"
    assert found["changed"] == [
        {"opens": "“Own” is “Theirs” but for this:", "says": ["without “This”"]}
    ]
    assert found["left_out"] == brief.left_out
    assert [one["claim"] for one in found["claims"]] == [one.claim for one in sample.claims]
    assert all(one["verdict"] not in ("supported", "contradicted") for one in found["claims"])
