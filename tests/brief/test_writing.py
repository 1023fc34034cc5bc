"""A run folder holds everything a reader needs, and is there whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from monazite.api import StudyHandle
from monazite.brief import drafted as again
from monazite.brief import folder as writing
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.content import _reproduced, brief_content
from monazite.brief.drafted import Drafted
from monazite.core.errors import InvalidInput
from monazite.findings.costs import PAID_BY
from monazite.findings.evidence import Compared
from monazite.findings.solution import decision_years
from monazite.store import read_run

TABLES = {
    "limits",
    "payments",
    "halting",
    "investors",
    "sensitivity",
    "evidence_share",
    "next_bottlenecks",
    "enlarged_limits",
    "worlds",
    "headlines",
    "comparison",
    "supply",
    "flows",
    "stages",
    "industries",
    "costs",
    "binding_constraints",
    "calibration",
    "fate",
    "ledger",
    "lineage",
    "levers",
    "evidence",
    "sources",
}


ITEMS = tuple(PAID_BY)


@pytest.fixture(scope="module")
def folder(toy: StudyHandle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The halt and both, written once."""
    place = tmp_path_factory.mktemp("runs") / "halt-and-both"
    return toy.write_run(place, [toy.run("halt"), toy.run("both")])


@pytest.fixture
def plain_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the briefs blank, since drawing their charts takes longest."""
    monkeypatch.setattr(writing, "brief_html", lambda content: "<!doctype html>")
    monkeypatch.setattr(writing, "brief_workbook", lambda content, tables: b"PK")


def table(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(folder / "tables" / f"{name}.parquet")


def test_the_folder_is_complete_and_says_so(toy: StudyHandle, folder: Path) -> None:
    manifest = read_run(folder)
    assert manifest.study == "toy"
    assert manifest.data_hash == toy.data_hash
    assert manifest.world == "central"
    assert manifest.strategies == ("as-now", "halt", "both")
    assert set(manifest.files) == {
        "brief.html",
        "brief.xlsx",
        *(f"tables/{name}.{ending}" for name in TABLES for ending in ("csv", "parquet")),
    }
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_quick_folder_has_every_table_and_a_shorter_brief(
    toy: StudyHandle, folder: Path, tmp_path: Path
) -> None:
    quick = toy.write_run(tmp_path / "quick", [toy.run("halt"), toy.run("both")], quick=True)
    left_out = {"sensitivity", "evidence_share", "next_bottlenecks", "enlarged_limits", "worlds"}
    assert {path.stem for path in (quick / "tables").iterdir()} == TABLES - left_out
    full, short = ((place / "brief.html").read_text() for place in (folder, quick))
    saved = "by what home saves where one is larger"
    for title in ("How much each doubtful fact decides", "If the world turns", saved):
        assert title in full
        assert title not in short
    assert "Who pays, and who loses" in short


def test_both_formats_hold_the_same(folder: Path) -> None:
    for name in TABLES:
        rows = table(folder, name)
        assert rows.height > 0, name
        csv = pl.read_csv(folder / "tables" / f"{name}.csv", schema=rows.schema)
        assert csv.fill_null("").equals(rows.fill_null("")), name


def test_tables_are_those_of_the_runs(toy: StudyHandle, folder: Path) -> None:
    runs = [toy.run(name) for name in ("as-now", "halt", "both")]
    assert table(folder, "headlines").equals(pl.concat([run.headlines for run in runs]))
    assert table(folder, "flows").equals(pl.concat([run.flows() for run in runs]))
    comparison = toy.compare("as-now", "halt", "both").table(
        indicators=toy.study.settings.headlines
    )
    assert table(folder, "comparison").equals(comparison)
    assert table(folder, "binding_constraints").height == sum(
        run.binding_constraints().height for run in runs
    )
    assert table(folder, "fate")["strategy"].unique().sort().to_list() == ["both", "halt"]


def test_the_ledger_names_every_edit_with_its_reason_and_source(folder: Path) -> None:
    rows = table(folder, "ledger")
    assert rows.select("strategy", "parameter", "origin").unique(maintain_order=True).rows() == [
        ("halt", "export_content", "strategies/halt.yaml#levers[0]"),
        ("halt", "export_limit", "strategies/halt.yaml#levers[0]"),
        ("halt", "lane_policy", "strategies/halt.yaml#levers[0]"),
        ("both", "programme", "strategies/build.yaml#levers[0]"),
        ("both", "public_share", "strategies/build.yaml#levers[0]"),
        ("both", "export_content", "strategies/both.yaml#levers[0]"),
        ("both", "export_limit", "strategies/both.yaml#levers[0]"),
        ("both", "lane_policy", "strategies/both.yaml#levers[0]"),
    ]
    assert set(rows["source_id"]) == {"toy/invented"}
    assert all(reason.strip() for reason in rows["reason"])


def test_lineage_names_a_source_for_every_row(folder: Path) -> None:
    rows = table(folder, "lineage")
    assert all(source for source in rows["sources"])
    (nameplate,) = rows.filter(
        (pl.col("parameter") == "nameplate") & (pl.col("cell") == "hom_mine")
    ).rows(named=True)
    assert nameplate == {
        "parameter": "nameplate",
        "cell": "hom_mine",
        "value": 50.0,
        "low": 45.0,
        "high": 55.0,
        "unit": "t ore/yr",
        "grade": "A",
        "range_assumed": False,
        "facts": "capacity:hom-mine#1",
        "sources": "toy/invented",
        "written_as": "{capacity:hom-mine}",
        "file": "chain/facilities.csv",
        "line": 2,
        "note": "Invented.",
    }


def test_the_brief_says_what_the_runs_say(toy: StudyHandle, folder: Path) -> None:
    text = (folder / "brief.html").read_text(encoding="utf-8")
    assert text.lower().startswith("<!doctype html>")
    for words in (
        toy.study.settings.question,
        "Halt and build",
        toy.data_hash,
        "Keep neodymium in all forms for makers at home.",
        "Numbers invented for the toy chain",
        "Half of the magnets used in Homeland are made there.",
        "2,000 scenarios, seed 7: somebody goes short of magnets in",
        "Farland stops magnets",
    ):
        assert words in text


def test_ranges_are_told_for_both_years_of_decision(toy: StudyHandle, folder: Path) -> None:
    years = set(decision_years(toy.run("both").solution))
    assert set(pl.read_csv(folder / "tables" / "sensitivity.csv")["year"]) == years
    shares = pl.read_csv(folder / "tables" / "evidence_share.csv")
    assert set(shares["year"]) == years
    share = shares.filter(pl.col("indicator") == "self_sufficiency.magnet")
    assert (share["high"] > share["low"]).all()


@pytest.mark.usefixtures("plain_brief")
def test_the_brief_ends_with_why_one_halt_builds(toy: StudyHandle, folder: Path) -> None:
    text = (folder / "brief.html").read_text(encoding="utf-8")
    keys = [text.index(f'id="{key}"') for key in ("known-years", "why-halts-differ", "limits")]
    assert keys == sorted(keys)
    runs = [toy.run(name) for name in ("as-now", "halt", "both")]
    content = brief_content(
        toy.study, runs, "as-now", created=datetime(2026, 1, 1, tzinfo=UTC), software="test"
    )
    topic = content.topics[-1]
    assert topic.title == "Why one halt builds and another does not"
    names = [said.partition("”")[0] for said in topic.says]
    assert names == ["Under “Halt", "Under “Halt and build"]
    (table,) = topic.tables
    assert [title for title, _ in table.columns] == ["Condition", "Halt", "Halt and build"]
    told = {title: cells for title, *cells in table.rows}
    assert told["Ore: home’s share of what the world digs"] == ["33 %", "33 %"]
    assert told["– of what is withheld, made elsewhere"] == ["67 %", "–"]


def test_a_brief_without_a_limit_has_no_such_page(toy: StudyHandle) -> None:
    runs = [toy.run(name) for name in ("as-now", "build")]
    content = brief_content(
        toy.study, runs, "as-now", created=datetime(2026, 1, 1, tzinfo=UTC), software="test"
    )
    assert "why-halts-differ" not in [topic.key for topic in content.topics]


@pytest.mark.usefixtures("plain_brief")
def test_the_baseline_is_added_in_front_and_not_twice(toy: StudyHandle, tmp_path: Path) -> None:
    toy.write_run(tmp_path / "one", [toy.run("halt")], quick=True)
    assert read_run(tmp_path / "one").strategies == ("as-now", "halt")
    toy.write_run(tmp_path / "two", [toy.run("halt"), toy.run("as-now")], quick=True)
    assert read_run(tmp_path / "two").strategies == ("halt", "as-now")


@pytest.mark.usefixtures("plain_brief")
def test_without_runs_the_baseline_is_written(toy: StudyHandle, tmp_path: Path) -> None:
    toy.write_run(tmp_path / "run", [], quick=True)
    assert read_run(tmp_path / "run").strategies == ("as-now",)


@pytest.mark.usefixtures("plain_brief")
def test_an_older_run_is_replaced_whole(toy: StudyHandle, tmp_path: Path) -> None:
    place = tmp_path / "run"
    toy.write_run(place, [toy.run("halt")], quick=True)
    toy.write_run(place, [toy.run("build", "control")], quick=True)
    manifest = read_run(place)
    assert (manifest.strategies, manifest.world) == (("as-now", "build"), "control")


def test_runs_of_several_worlds_do_not_share_a_folder(toy: StudyHandle, tmp_path: Path) -> None:
    runs = [toy.run("halt"), toy.run("build", "control")]
    with pytest.raises(InvalidInput) as caught:
        toy.write_run(tmp_path / "run", runs)
    assert str(caught.value) == (
        "the runs are of several worlds: central, control; write a folder for each world."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_strategy_without_a_plan_stands_beside_the_others(
    torn: StudyHandle, tmp_path: Path
) -> None:
    torn.write_run(tmp_path / "run", [torn.run("halt"), torn.run("torn")])
    assert read_run(tmp_path / "run").strategies == ("as-now", "halt", "torn")
    said = " ".join((tmp_path / "run" / "brief.html").read_text(encoding="utf-8").split())
    assert (
        "“Torn” is left out, since no plan keeps all its rules: a plant runs no more than" in said
    )
    assert "as “Permit” would have it; but a plant makes what a mandate" in said
    assert set(table(tmp_path / "run", "headlines")["strategy"]) == {"as-now", "halt"}
    comparison = table(tmp_path / "run", "comparison")
    assert comparison["torn"].null_count() == comparison.height


@pytest.mark.slow
def test_what_is_made_ahead_of_the_answers_is_the_same_byte_for_byte(
    toy: StudyHandle, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a second process the first writes what it can while questions are answered."""
    ahead, drafted = [], Drafted.ahead

    def made(self: Drafted, known: BriefAnalyses) -> None:
        drafted(self, known)
        ahead.append(known)
        monkeypatch.setattr(again, "_tables_of_plans", no_more)

    def no_more(*_: object) -> None:
        raise AssertionError("these tables have been made")

    monkeypatch.setattr(Drafted, "ahead", made)
    runs = [toy.run("halt"), toy.run("both")]
    place = toy.write_run(tmp_path / "run", runs, workers=2)
    (known,) = ahead
    assert known.worlds
    assert not known.uncertain
    written, other = (read_run(one).files for one in (folder, place))
    assert written == other  # the manifest has a hash of every file


@pytest.mark.parametrize(
    "failing", ["brief_html", "brief_workbook", "write_table", "_save_strategies"]
)
@pytest.mark.parametrize("error", [OSError("disk full"), RuntimeError("a mistake")])
@pytest.mark.usefixtures("plain_brief")
def test_a_failing_write_leaves_nothing_behind(
    toy: StudyHandle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    error: Exception,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    run = toy.run("halt")
    with monkeypatch.context() as patch:
        patch.setattr(writing, failing, fail)
        expected = InvalidInput if isinstance(error, OSError) else RuntimeError
        with pytest.raises(expected):
            toy.write_run(tmp_path / "deep" / "run", [run], quick=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not (tmp_path / "deep" / "run").exists()
    assert toy.write_run(tmp_path / "deep" / "run", [run], quick=True).is_dir()


@pytest.mark.usefixtures("plain_brief")
def test_a_failing_write_leaves_the_older_run(
    toy: StudyHandle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "run"
    toy.write_run(place, [toy.run("halt")], quick=True)
    before = read_run(place)
    tables = 0

    def fail_later(*arguments: object, **options: object) -> None:
        nonlocal tables
        tables += 1
        if tables > 3:
            raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_table", fail_later)
        with pytest.raises(InvalidInput):
            toy.write_run(place, [toy.run("build")], quick=True)
    assert read_run(place) == before
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_place_taken_by_something_else_is_left_alone(toy: StudyHandle, tmp_path: Path) -> None:
    place = tmp_path / "mine"
    place.mkdir()
    (place / "letter.txt").write_text("Do not touch.", encoding="utf-8")
    with pytest.raises(InvalidInput):
        toy.write_run(place, [toy.run("halt")], quick=True)
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "letter.txt"]


def test_a_brief_names_the_facts_it_leans_on_and_their_rivals(toy: StudyHandle) -> None:
    content = brief_content(
        toy.study,
        [toy.run("as-now"), toy.run("halt")],
        "as-now",
        created=datetime(2026, 1, 2, tzinfo=UTC),
        software="monazite",
    )
    assert "“Halt”" in content.title
    assert (content.date, content.baseline) == ("2026-01-02", "as-now")
    facts = {line.fact_id: line for line in content.facts}
    assert next(iter(facts)) == "demand:motors-hom#1"
    assert [rival.value for rival in facts["demand:motors-hom#1"].rivals] == [120.0]
    assert facts["capacity:for-mine#1"].corrections == [
        "300\xa0t ore/yr rejected: Counts rock as dug, while the others count ore as sold."
    ]
    assert [lever.why for lever in content.levers] == [
        "Keep neodymium in all forms for makers at home."
    ]
    assert content.confidence == "Firm"
    assert {row.year for row in content.binding_constraints} <= {2024, 2025, 2026}


def test_a_brief_is_about_the_strategy_that_was_chosen(toy: StudyHandle) -> None:
    runs = [toy.run(name) for name in ("as-now", "halt", "both")]

    def about(subject: str | None) -> str:
        return brief_content(
            toy.study,
            runs,
            "as-now",
            created=datetime(2026, 1, 2, tzinfo=UTC),
            software="monazite",
            subject=subject,
        ).subject

    assert about("halt") == "halt"
    assert about(None) == "both"  # the toy names no subject of its own: the last one


def test_a_world_without_all_plans_is_left_out_by_name(toy: StudyHandle) -> None:
    """A stop that left one strategy without a plan once went from the brief without a word."""
    content = brief_content(
        toy.study,
        [toy.run(name) for name in ("as-now", "halt", "both")],
        "as-now",
        created=datetime(2026, 1, 2, tzinfo=UTC),
        software="monazite",
        analyses=BriefAnalyses(planless={"control": ("halt", "both")}),
    )
    (said,) = (text for topic in content.topics for text in topic.says if "left out" in text)
    title = toy.study.worlds["control"].title
    assert said.startswith(f"“{title}” is left out, since “Halt” and “Halt and build”")


def test_a_subject_that_is_not_shown_is_refused(toy: StudyHandle, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="build"):
        toy.write_run(tmp_path / "run", [toy.run("halt")], subject="build")
    assert not (tmp_path / "run").exists()


def test_every_number_of_the_workbook_has_its_source_beside_it(folder: Path) -> None:
    """Each row with a figure names facts or levers, their grade, and the publication."""
    book = openpyxl.load_workbook(folder / "brief.xlsx")
    told = dict.fromkeys(book.sheetnames[1:])
    for name in ("Sources", "Strategy"):
        told.pop(name)  # a publication is a source itself, and a lever is decided
    assert set(told) > {"Headlines", "Compare", "Flows", "Stages", "Cost", "Worlds", "Evidence"}
    for name in told:
        header, *rows = list(book[name].iter_rows(values_only=True))
        source = header.index("Source")
        assert header[-1] == "Address", name
        sourced = [row for row in rows if row[source]]
        if name in ("Cost", "Who pays"):
            # nobody spends public money in a year without a lever that does
            items = {str(row[1]).casefold() for row in rows if not row[source]}
            assert all("public outlay" in item or item in ITEMS for item in items), items
        elif name == "Supply":
            # a country without a store has nothing from it
            assert all(row[header.index("Magnets")] == 0 for row in rows if not row[source])
        else:
            assert len(sourced) == len(rows) > 0, name
    header, first, *_ = list(book["Headlines"].iter_rows(values_only=True))
    row = dict(zip(header, first, strict=True))
    assert row["Rests on"] == "demand:motors-hom#1 (Fair); capacity:hom-magnets#1 (Firm)"
    assert row["Weakest grade"] == "Fair"
    assert row["Source"] == "Numbers invented for the toy chain"


def test_tables_for_programs_keep_their_columns(folder: Path) -> None:
    assert "rests_on" not in table(folder, "headlines").columns


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["missed"], "Of 1 known quantity none comes out within 10 %;"),
        (["near"], "Of 1 known quantity none comes out within 5 % and 1 within 10 %;"),
        (
            ["reproduced", "reproduced", "missed"],
            "Of 3 known quantities 2 come out within 5 % and 0 more within 10 %;",
        ),
    ],
)
def test_known_figures_are_counted_in_words(statuses: list[str], said: str) -> None:
    rest = dict.fromkeys(Compared.__dataclass_fields__, "")
    rows = [Compared(**{**rest, "measure": "quantity", "status": one}) for one in statuses]
    assert _reproduced(rows).startswith(said)
