"""What the short brief on paper holds, as its template is given it."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import typst

from monazite.findings.evidence import UNTESTED
from monazite.report import BriefContent, ChangeLine, PlainTable, Topic, brief_pdf
from monazite.report.pdf import SIZES

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
    assert [first["years"], second["years"]] == [2, 0], "its title stands beside both"
    at = 1 + [name for name in sample.strategies if name != sample.baseline].index(other)
    assert first["cells"][at]["difference"].endswith(", better")
    assert second["cells"][at]["difference"] == "no change"
    assert found["changed"] == [
        {"opens": "“Own” is “Theirs” but for this:", "says": ["without “This”"]}
    ]
    assert found["left_out"] == brief.left_out
    assert [one["claim"] for one in found["claims"]] == [one.claim for one in sample.claims]
    assert found["headlines"]["ranged"] == "", "no range was worked out"
    assert all(one["verdict"] not in ("supported", "contradicted") for one in found["claims"])


@pytest.mark.parametrize("letter", ["\U0005f83b", "\U0001f93b", "\u0378"])
def test_a_letter_no_font_can_show_is_set_as_a_question_mark(
    monkeypatch: pytest.MonkeyPatch, letter: str
) -> None:
    sample = content()
    titles = {name: f"{title} {letter}" for name, title in sample.strategies.items()}
    found = given(monkeypatch, replace(sample, strategies=titles, title=f"{letter} “Own”"))
    assert letter not in json.dumps(found, ensure_ascii=False)
    assert found["title"] == "? “Own”"


def pages(pdf: bytes) -> int:
    tree = re.search(rb"/Type\s*/Pages\b.*?/Count (\d+)", pdf, re.DOTALL)
    assert tree is not None
    return int(tree[1])


@pytest.mark.parametrize("words", [1, 60])
def test_two_pages_stand_alone_and_their_letters_shrink_rather_than_a_third_begins(
    monkeypatch: pytest.MonkeyPatch, words: int
) -> None:
    says = ["What holds back is told in a sentence as long as this one is, and once more."] * words
    brief = replace(content(), front=[Topic(key="holds", title="What holds back", says=says)])
    found = given(monkeypatch, brief)
    assert pages(brief_pdf(brief, short=True)) == 2
    assert pages(brief_pdf(brief)) > 2
    assert (found["size"] == SIZES[0]) == (words == 1)
    assert [one["says"] for one in found["topics"]] == [says]
    assert [one["says"] for one in found["levers"]] == [one.words for one in brief.levers]


def test_a_front_that_finds_no_room_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    says = [f"Sentence {number} of many that stand on paper." for number in range(200)]
    brief = replace(content(), front=[Topic(key="holds", title="What holds back", says=says)])
    found = given(monkeypatch, brief)
    assert found["topics"][0]["says"] == says
    assert found["front_charts"] == []
    assert pages(brief_pdf(brief, short=True)) > 2


def test_ranges_worlds_and_what_nobody_tested_stand_on_paper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = content()
    row = replace(sample.headlines[0], unit="t magnet/yr", indicator="unmet_demand")
    names = list(sample.strategies)
    tested = replace(row, standings={names[0]: "determined"} | dict.fromkeys(names[1:], UNTESTED))
    rows = [["2029", "3 + 1", "2"]]
    table = PlainTable(
        caption="Stops.", columns=[("a", "wide"), ("b", ""), ("c", "number")], rows=rows
    )
    brief = replace(
        sample,
        headlines=[tested],
        front_years=[tested.year],
        subject=names[-1],
        ranges={("unmet_demand", tested.year): (12.0, 30.0)},
        topics=[Topic(key="worlds", title="If the world turns", tables=[table])],
    )
    found = given(monkeypatch, brief)
    table_ = found["headlines"]
    assert [one["standing"] for one in table_["titles"]] == ["", *[UNTESTED] * (len(names) - 1)]
    assert sample.strategies[names[-1]] in table_["ranged"]
    assert [one["range"] for one in table_["rows"]] == ["12 to 30"]
    nil = given(monkeypatch, replace(brief, nil_ranges=frozenset(brief.ranges or ())))
    assert [one["range"] for one in nil["headlines"]["rows"]] == ["about nil"]
    (world,) = found["further"]
    assert world["title"] == "If the world turns"
    assert world["tables"][0]["rows"] == rows
