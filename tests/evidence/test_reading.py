"""Every way in which evidence can be malformed is reported with file, line, field and remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import Problems
from monazite.evidence import Evidence, Fact, Source, read_evidence

Report = Callable[[str, str | None, str], list[str]]

TABLE = "evidence/demand.csv"
MASS = "value,0.35,0.3,0.5,kg magnet/vehicle,world/mcs2026,B,"


def test_facts_and_sources_become_records(evidence: Evidence) -> None:
    assert evidence.facts["demand:sales#2"] == Fact(
        fact_id="demand:sales#2",
        table="demand",
        quantity="demand:sales",
        number=2,
        dimensions={"country": "IND", "use": "ev_two_wheeler"},
        period="FY2024-25",
        kind="value",
        value=1.5,
        low=None,
        high=None,
        unit="million vehicle/yr",
        source_id="study/estimate",
        grade="C",
        note="carried forward",
        file=TABLE,
        line=3,
    )
    assert evidence.sources["india/ministry"] == Source(
        source_id="india/ministry",
        title="Annual report",
        publisher="Ministry",
        date="2025",
        url="",
        kind="government",
        file="sources.csv",
        line=3,
    )


def test_what_is_undisclosed_or_an_event_has_no_number(evidence: Evidence) -> None:
    assert evidence.facts["demand:plant#1"].value is None
    assert evidence.facts["demand:opening#1"].value is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "value,0.35,",
            "value,a third,",
            "evidence/demand.csv:4 value: 'a third' is not a number; write a plain decimal number.",
        ),
        (
            "kg magnet/vehicle",
            "kg magnet/vehicel",
            "evidence/demand.csv:4 unit: 'vehicel' in unit 'kg magnet/vehicel' is not known; "
            "write 't vehicel' if it is what a mass is of, or else 'vehicle', the nearest known "
            "name.",
        ),
        (
            "kg magnet/vehicle",
            "kg/vehicle",
            "evidence/demand.csv:4 unit: unit 'kg/vehicle' does not say of what; "
            "write its basis behind the mass, as in 'kg ore/vehicle'.",
        ),
        (
            "kg magnet/vehicle",
            "USD/kg magnet",
            "evidence/demand.csv:4 unit: currency 'USD' in unit 'USD/kg magnet' does not say "
            "of which year; write 'USD_2024', or the year whose prices are meant.",
        ),
        (
            "kg magnet/vehicle",
            "",
            "evidence/demand.csv:4 unit: the unit is blank; write one, or '1' for a plain number.",
        ),
        (
            "vehicle,world/mcs2026,B,",
            "vehicle,world/mcs2025,B,",
            "evidence/demand.csv:4 source_id: the source 'world/mcs2025' is not in sources.csv; "
            "write 'world/mcs2026', the nearest known name.",
        ),
        (
            MASS,
            MASS.replace(",B,", ",D,"),
            "evidence/demand.csv:4 grade: 'D' is not allowed here; write one of: A, B, C.",
        ),
        (
            MASS,
            MASS.replace(",B,", ",C,"),
            "evidence/demand.csv:4 note: a fact of grade C has no note; "
            "say in the note how it was estimated.",
        ),
        (
            "0.35,0.3,0.5",
            "0.35,0.4,0.5",
            "evidence/demand.csv:4 low: low 0.4 is above value 0.35; swap or correct the figures.",
        ),
        (
            "0.35,0.3,0.5",
            "0.35,0.3,0.2",
            "evidence/demand.csv:4 high: high 0.2 is below value 0.35; "
            "swap or correct the figures.",
        ),
        (
            "demand:sales#2",
            "demand:sales#1",
            "evidence/demand.csv:3 fact_id: 'demand:sales#1' was used before, at "
            "evidence/demand.csv:2; number rivals #1, #2 and so on.",
        ),
        (
            "demand:sales#2",
            "demand:Sales#2",
            "evidence/demand.csv:3 fact_id: 'demand:Sales#2' is not a fact id; write "
            "'demand:slug#1' with lower-case letters, digits and '-' in the slug.",
        ),
        (
            "demand:magnet-mass#1",
            "intensities:magnet-mass#1",
            "evidence/demand.csv:4 fact_id: 'intensities:magnet-mass#1' names the table "
            "'intensities' but stands in 'demand'; write 'demand:magnet-mass#1'.",
        ),
        (
            "2025,undisclosed,,",
            "2025,undisclosed,400,",
            "evidence/demand.csv:5 value: a fact of kind 'undisclosed' has a number; write "
            "'value' as its kind, or leave value, low and high blank.",
        ),
        (
            "value,0.35,0.3,0.5",
            "value,,,",
            "evidence/demand.csv:4 value: a fact of kind 'value' has no number; write the "
            "number, or 'undisclosed' or 'event' as its kind.",
        ),
        (
            "2025,undisclosed",
            "2025,undisclozed",
            "evidence/demand.csv:5 kind: 'undisclozed' is not allowed here; write "
            "'undisclosed', the nearest known name.",
        ),
        (
            "2025,undisclosed",
            "mid 2025,undisclosed",
            "evidence/demand.csv:5 period: the period 'mid 2025' is not understood; write YYYY, "
            "YYYY-MM, FY2024-25, YYYY-YYYY, or leave it blank.",
        ),
        (
            "country,use",
            "contry,use",
            "evidence/demand.csv:1 contry: the column is not known; write 'country', the "
            "nearest known name.",
        ),
        (
            "million vehicle/yr",
            "million vehicle",
            "evidence/demand.csv:3 unit: unit 'million vehicle' does not compare with "
            "'vehicle/yr' of the rival 'demand:sales#1'; give both in units of one kind, or "
            "name another quantity.",
        ),
        (
            "FY2024-25",
            "FY2022-23",
            "evidence/demand.csv:3 period: the period 'FY2022-23' does not meet '2025' of the "
            "rival 'demand:sales#1'; give figures of different times different slugs.",
        ),
    ],
)
def test_a_wrong_fact_is_reported(report: Report, old: str, new: str, message: str) -> None:
    assert report(TABLE, old, new) == [message]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "study/estimate",
            "estimate",
            "sources.csv:4 source_id: 'estimate' is not a source id; write folder/key, such as "
            "'world/mcs2026'.",
        ),
        (
            ",2025,",
            ",n.d.,",
            "sources.csv:3 date: the date 'n.d.' is not understood; write YYYY, YYYY-MM or "
            "YYYY-MM-DD, or leave it blank.",
        ),
        (
            "government",
            "goverment",
            "sources.csv:3 kind: 'goverment' is not allowed here; write 'government', the "
            "nearest known name.",
        ),
        (
            "Annual report",
            "",
            "sources.csv:3 title: the cell is blank; fill it in.",
        ),
        (
            "india/ministry",
            "world/mcs2026",
            "sources.csv:3 source_id: 'world/mcs2026' was used before, at sources.csv:2; "
            "choose another.",
        ),
    ],
)
def test_a_wrong_source_is_reported(report: Report, old: str, new: str, message: str) -> None:
    found = [line for line in report("sources.csv", old, new) if line.startswith("sources.csv")]
    assert found == [message]


def test_a_source_with_a_problem_is_not_reported_again_by_its_facts(report: Report) -> None:
    assert len(report("sources.csv", ",2025,", ",n.d.,")) == 1


def test_missing_sources_are_one_problem_and_not_one_for_each_fact(folder: Path) -> None:
    (folder / "sources.csv").unlink()
    problems = Problems()
    read_evidence(folder, problems)
    assert [str(problem) for problem in problems] == [
        "sources.csv: there is no such file; create it, or correct the name."
    ]


def test_all_problems_are_reported_at_once(report: Report) -> None:
    found = report(TABLE, "0.35,0.3,0.5,kg magnet/vehicle,world/mcs2026,B", "x,y,z,kg,nobody,E")
    assert [line.split(":")[1] for line in found] == [
        "4 grade",
        "4 high",
        "4 low",
        "4 unit",
        "4 value",
    ]


def test_columns_out_of_order_are_reported(report: Report) -> None:
    header = "fact_id,period,kind,value,high,low,unit,source_id,grade,note\n"
    assert report("evidence/x.csv", None, header + "x:a#1,,event,,,,,world/mcs2026,A,\n") == [
        "evidence/x.csv:1: the columns are out of order; put fact_id first and end with "
        "value,low,high,unit,source_id,grade,note."
    ]


def test_a_table_whose_name_cannot_stand_in_an_id_is_reported(folder: Path) -> None:
    shutil.copy(folder / TABLE, folder / "evidence" / "Demand 2.csv")
    problems = Problems()
    read_evidence(folder, problems)
    assert str(next(iter(problems))) == (
        "evidence/Demand 2.csv: the table name 'Demand 2' cannot stand in a fact id; "
        "use lower-case letters, digits, '-' and '_' only."
    )


def test_a_file_named_evidence_is_reported_and_no_folder_is_no_evidence(folder: Path) -> None:
    shutil.rmtree(folder / "evidence")
    problems = Problems()
    assert read_evidence(folder, problems).facts == {}
    assert not problems
    (folder / "evidence").write_text("x")
    read_evidence(folder, problems)
    assert [str(problem) for problem in problems] == [
        "evidence: this is a file, not a folder; put the evidence tables in a folder of this name."
    ]


def test_a_link_that_leads_nowhere_is_reported(folder: Path) -> None:
    (folder / "corrections.yaml").symlink_to(folder / "elsewhere.yaml")
    problems = Problems()
    read_evidence(folder, problems)
    assert [str(problem) for problem in problems] == [
        "corrections.yaml: there is no such file; create it, or correct the name."
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- {fact: 'demand:sale#1', status: rejected, reason: so}\n",
            "corrections.yaml:1 fact: the fact 'demand:sale#1' is not known; "
            "write 'demand:sales#1', the nearest known name.",
        ),
        (
            "- {fact: 'demand:plant#1', status: preferred, reason: so}\n",
            "corrections.yaml:1 fact: the fact 'demand:plant#1' has no number to correct or "
            "choose; add a fact with a value as its rival.",
        ),
        (
            "- {fact: 'demand:sales#1', status: corrected, reason: so}\n",
            "corrections.yaml:1 0: a corrected fact has no value; give the 'value' that is right.",
        ),
        (
            "- {fact: 'demand:sales#1', status: rejected, value: 5, reason: so}\n",
            "corrections.yaml:1 0: a rejected fact has a number; "
            "remove it, or write 'status: corrected'.",
        ),
        (
            "- {fact: 'demand:sales#1', status: corrected, value: 5, reason: so}\n",
            "corrections.yaml:1 value: the corrected value 5 is outside low and high; "
            "give 'low' and 'high' with the correction.",
        ),
        (
            "- {fact: 'demand:sales#1', status: rejected}\n",
            "corrections.yaml:1 0.reason: the key is missing; add it.",
        ),
        (
            "- {fact: 'demand:sales#1', status: rejected, reason: a}\n"
            "- {fact: 'demand:sales#1', status: rejected, reason: b}\n",
            "corrections.yaml:2 fact: the fact 'demand:sales#1' is rejected twice; "
            "keep one of the two.",
        ),
        (
            "- {fact: 'demand:sales#1', status: rejected, reason: a}\n"
            "- {fact: 'demand:sales#1', status: preferred, reason: b}\n",
            "corrections.yaml:2 fact: the fact 'demand:sales#1' is both preferred and rejected; "
            "keep one of the two.",
        ),
        (
            "- {fact: 'demand:sales#1', status: preferred, reason: a}\n"
            "- {fact: 'demand:sales#2', status: preferred, reason: b}\n",
            "corrections.yaml:2 fact: 'demand:sales#2' and 'demand:sales#1' are rivals and both "
            "preferred; prefer one.",
        ),
        (
            "a: 1\n",
            "corrections.yaml:1: the file is not a list of items; "
            "write lines that begin with '- '.",
        ),
    ],
)
def test_a_wrong_correction_is_reported(report: Report, text: str, message: str) -> None:
    assert report("corrections.yaml", None, text) == [message]


CLAIMS = (
    "claim_id,claim,subject,claimed_value,claimed_unit,finding,verdict,why,facts,source_id,grade,"
    "note\n"
    "c1,Sales boomed,demand,2,million vehicle/yr,1.2 million,contradicted,Sales were lower,"
    "demand:sales demand:sales#2,india/ministry,A,\n"
)


def test_claims_become_records(folder: Path, report: Report) -> None:
    assert report("claims.csv", None, CLAIMS) == []
    (claim,) = read_evidence(folder, Problems()).claims
    assert (claim.claimed_value, claim.claimed_unit) == (2.0, "million vehicle/yr")
    assert claim.facts == ("demand:sales", "demand:sales#2")
    assert (claim.verdict, claim.file, claim.line) == ("contradicted", "claims.csv", 2)


@pytest.mark.parametrize(
    ("unit", "indicator", "finding", "found"),
    [
        ("1", "self_sufficiency.magnet", "0.13", "13\u00a0%"),
        ("%", "self_sufficiency.magnet", "13", "13\u00a0%"),
        ("1", "", "5", "5"),
        ("t magnet/yr", "", "1300", "1,300\u00a0t magnet/yr"),
        ("1", "self_sufficiency.magnet", "0.13 at best", "0.13 at best"),
        ("1", "", "nan", "nan"),
    ],
)
def test_a_finding_that_is_a_number_alone_is_told_in_the_claimed_unit(
    folder: Path, report: Report, unit: str, indicator: str, finding: str, found: str
) -> None:
    named = CLAIMS.replace(",note\n", ",note,indicator\n").replace(",A,\n", f",A,,{indicator}\n")
    written = named.replace("million vehicle/yr,1.2 million", f"{unit},{finding}")
    assert report("claims.csv", None, written) == []
    (claim,) = read_evidence(folder, Problems()).claims
    assert (claim.finding, claim.found) == (finding, found)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "2,million vehicle/yr,1.2 million",
            ",,1.2",
            "claims.csv:2 claimed_unit: the unit is blank; write one, or '1' for a plain number.",
        ),
        (
            "demand:sales#2",
            "demand:sales#3",
            "claims.csv:2 facts: the fact 'demand:sales#3' is not known; "
            "write 'demand:sales#2', the nearest known name.",
        ),
        (
            "contradicted",
            "false",
            "claims.csv:2 verdict: 'false' is not allowed here; write one of: contradicted, "
            "internally inconsistent, supported, unverifiable.",
        ),
        (
            "2,million vehicle/yr",
            "2,",
            "claims.csv:2 claimed_unit: the unit is blank; write one, or '1' for a plain number.",
        ),
        (
            "india/ministry",
            "nobody/said",
            "claims.csv:2 source_id: the source 'nobody/said' is not in sources.csv; "
            "write one of: india/ministry, study/estimate, world/mcs2026.",
        ),
    ],
)
def test_a_wrong_claim_is_reported(report: Report, old: str, new: str, message: str) -> None:
    assert report("claims.csv", None, CLAIMS.replace(old, new)) == [message]


@given(
    name=some.sampled_from(
        ["sources.csv", "claims.csv", "corrections.yaml", "evidence/demand.csv", "evidence/x.csv"]
    ),
    content=some.binary(max_size=80),
    keep=some.integers(0, 400),
)
def test_whatever_the_files_hold_nothing_breaks(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes, keep: int
) -> None:
    from .conftest import FILES

    folder = tmp_path_factory.mktemp("study")
    (folder / "evidence").mkdir()
    for file, text in FILES.items():
        (folder / file).write_text(text)
    whole = FILES.get(name, CLAIMS).encode()
    (folder / name).write_bytes(whole[:keep] + content + whole[keep:])
    problems = Problems()
    read_evidence(folder, problems)
    assert all(problem.remedy and problem.file for problem in problems)


@pytest.mark.parametrize(
    ("metric", "figures", "unit", "message"),
    [
        ("recovery", "0.95,0.9,8.5", "1", "high: 8.5 of a whole is more than the whole"),
        ("recovery of metal", "65,50,850", "%", "high: 850 % of a whole is more than the whole"),
        ("share of use", "0.2,-0.1,0.3", "1", "low: -0.1 of a whole is less than nothing"),
        # measured a little above its nameplate
        ("share of nameplate", "85,40,101", "%", None),
        # no part of a whole: a rate, and tonnes of one thing in a tonne of another
        ("growth", "120,90,850", "%", None),
        ("share of reserves", "2,1,3", "t ore/t metal", None),
    ],
)
def test_a_part_of_a_whole_is_no_more_than_the_whole(
    report: Report, metric: str, figures: str, unit: str, message: str | None
) -> None:
    said = report(
        "evidence/plants.csv",
        None,
        "fact_id,metric,period,kind,value,low,high,unit,source_id,grade,note\n"
        f"plants:one#1,{metric},2025,value,{figures},{unit},world/mcs2026,B,\n",
    )
    assert [one.split("; ")[0] for one in said] == (
        [] if message is None else [f"evidence/plants.csv:2 {message}"]
    )
