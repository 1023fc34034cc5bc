"""`monazite claims`: listed, counted, looked for, and one told in full."""

import json
import re
from itertools import chain

import pytest

from monazite.cli.application import main

from .. import shipped


def test_claims_are_listed_with_their_verdicts_and_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["claims", "india"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "✖ CL44 6,000 t of" in told
    counts = [int(one) for one in re.findall(r"[0-9]+", told[told.rindex("46 claims:") :])]
    assert counts[0] == sum(counts[1:]) == 46


def test_claims_of_one_verdict_are_those_the_file_says(capsys: pytest.CaptureFixture[str]) -> None:
    def ids(*more: str) -> list[str]:
        assert main(["claims", "india", *more, "--json"]) == 0
        return [one["claim_id"] for one in json.loads(capsys.readouterr().out)["claims"]]

    by_verdict = [
        ids("--verdict", verdict)
        for verdict in ("supported", "contradicted", "unverifiable", "internally inconsistent")
    ]
    assert sorted(chain(*by_verdict)) == sorted(ids())
    assert all(by_verdict)
    assert ids("cl44") == ["CL44"], "an id is found however it is written"
    assert set(ids("magnets ore")) < set(ids("magnets")) < set(ids())
    assert ids("no such words") == []


def test_one_claim_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "toy", "half-made-at-home"]) == 0
    told = capsys.readouterr().out
    assert "✖ Contradicted by the evidence: 20" in told
    assert "capacity:hom-magnets#1  20.0 (18.0-22.0) t magnet/yr" in told
    assert "In numbers: 50" in told
    assert "monazite maketrue toy STRATEGY --claim half-made-at-home" in told


def test_a_verdict_there_is_none_of_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "india", "--verdict", "true"]) == 1
    assert "write one of: contradicted, internally inconsistent" in capsys.readouterr().err
    assert main(["claims", "india", "no such words"]) == 0
    assert capsys.readouterr().out.strip() == "No claim matches."


@pytest.mark.parametrize("name", ["india", "toy"])
def test_a_verdict_rests_on_the_facts_it_names_and_on_every_figure_of_a_quantity(name: str) -> None:
    handle = shipped.handle(name)
    for claim in handle.records.claims():
        found = [fact.fact_id for fact in handle.records.facts_of(claim)]
        assert len(found) >= len(claim.facts)
        assert all(
            any(one == of or one.startswith(f"{of}#") for one in found) for of in claim.facts
        )
