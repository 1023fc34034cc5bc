"""The documentation runs and is complete; a failure names the sentence that is now false."""

import doctest
import re
import runpy
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import monazite.api
from monazite.api import StudyHandle
from monazite.cli import main
from monazite.cli.application import application
from monazite.core.errors import Problems
from monazite.core.vocabulary import grades
from monazite.evidence import read_evidence
from monazite.findings.bottlenecks import BindingConstraint
from monazite.findings.indicators import compute, indicators
from monazite.findings.solution import at
from monazite.model import RULES, build_programme
from monazite.strategy import (
    STRATEGY_KINDS,
    WORLD_KINDS,
    Lever,
    read_levers,
    read_strategies,
    words_of,
)
from monazite.strategy.levers.fields import fields_of
from monazite.study import TABLES
from monazite.study.settings import GradeSpread, Settings

from . import shipped

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """One fenced block of a page."""

    page: Path
    line: int
    language: str
    title: str
    body: str

    @property
    def name(self) -> str:
        """Where the block stands, for reports."""
        return f"{self.page.name}:{self.line}"


def _examples(*languages: str) -> Iterator[Example]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in _FENCE.finditer(text):
            language, _, title = block["info"].strip().partition(" ")
            if language in languages:
                line = text.count("\n", 0, block.start()) + 1
                yield Example(page, line, language, title, block["body"])


def _rows(page: str, heading: str) -> dict[str, list[str]]:
    """Read the tables of one section of a page: cells by the names in the first column."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE)
    assert found is not None, f"docs/{page} has no section '{heading}'"
    level = found[0].split(" ")[0]
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(level)}}} ", rest, re.MULTILINE)
    section = rest[: end.start()] if end else rest
    rows: dict[str, list[str]] = {}
    for line in section.splitlines():
        if line.startswith("|") and not line.startswith(("|---", "| ---")):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            for name in re.findall(r"`([^`]+)`", cells[0]):
                rows[name] = cells[1:]
    return rows


# --- every example works ------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shared: dict[str, Any] = {}
    for example in _examples("python"):
        if example.page == page:
            exec(compile(example.body, example.name, "exec"), shared)


def _compare(example: Example, line: str, shown: str, said: str) -> None:
    """Hold an answer against the one a page shows, in which `...` stands for anything."""
    got = "\n".join(text.rstrip() for text in said.splitlines()) + "\n"
    checker, ellipsis = doctest.OutputChecker(), doctest.ELLIPSIS
    pair = doctest.Example(line, shown)
    assert checker.check_output(shown, got, ellipsis), (
        f"{example.name}: `{line}`\n{checker.output_difference(pair, got, ellipsis)}"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_run(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(monazite.api, "load", shipped.loaded)
    for example in _examples("console"):
        if example.page != page:
            continue
        for command in re.split(r"^\$ ", example.body, flags=re.MULTILINE)[1:]:
            line, _, shown = command.partition("\n")
            program, *words = shlex.split(line)
            assert program == "monazite", f"{example.name} runs something else: {line}"
            code = main(words)
            said = capsys.readouterr()
            assert code == 0, f"{example.name}: `{line}` says {said.err}"
            if shown.strip():
                _compare(example, line, shown, said.out)


def test_the_turning_point_the_readme_asks_for_is_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The first break-even a reader tries has an answer; the sum of it is in tests of the toy."""
    asked = re.search(r"`monazite (breakeven toy [^`]*)`", PAGES[0].read_text(encoding="utf-8"))
    assert asked is not None
    assert main([*shlex.split(asked[1]), "--workers", "1", "--no-keep"]) == 0
    assert "reaches 50\u00a0% where “Three times the magnets, add” is 60" in capsys.readouterr().out


def test_shell_examples_use_what_the_project_has() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for example in _examples("sh"):
        for line in example.body.splitlines():
            program, *words = line.split()
            if program == "make":
                assert set(words) <= targets, f"{example.name}: {line}"
            elif program.startswith("scripts/"):
                assert (ROOT / program).is_file(), f"{example.name}: {line}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        text = _FENCE.sub("", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (page.parent / target).exists(), f"{page.name} points at {target}"


# --- strategies.md ------------------------------------------------------------------------------


def test_the_strategy_file_of_the_page_reads(tmp_path: Path) -> None:
    example = next(block for block in _examples("yaml") if block.title == "strategies/halt.yaml")
    (tmp_path / "halt.yaml").write_text(example.body, "utf-8")
    (tmp_path / "as-now.yaml").write_text("title: As now\nlevers: []\n", "utf-8")
    problems = Problems()
    assert set(read_strategies(tmp_path, problems, root=tmp_path)) == {"as-now", "halt"}
    assert [str(problem) for problem in problems] == []


# --- levers.md ----------------------------------------------------------------------------------

LEVERS = runpy.run_path(str(ROOT / "scripts" / "levers"))
KINDS: dict[str, type[Lever]] = {**STRATEGY_KINDS, **WORLD_KINDS}


def test_the_page_of_levers_is_up_to_date() -> None:
    assert (DOCS / "levers.md").read_text("utf-8") == LEVERS["page"](), "run scripts/levers"


def test_every_kind_has_an_example_and_nothing_else_does() -> None:
    assert {path.stem for path in (DOCS / "levers").iterdir()} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_is(kind: str) -> None:
    for field in fields_of(KINDS[kind]):
        assert field.says.endswith("."), f"{kind}.{field.key} is not said in a sentence"
        assert field.form
        if field.unit:
            assert field.low is not None or field.unit != "1", f"{kind}.{field.key} has no bound"


@pytest.fixture(scope="module")
def india() -> StudyHandle:
    return shipped.handle("india")


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_edits_what_its_kind_says_it_may(kind: str, india: StudyHandle) -> None:
    tried = LEVERS["tried"](india.study, kind, KINDS[kind])
    assert set(tried.edited()) == set(words_of(KINDS[kind]).parameters)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_an_example_has_a_plan(kind: str, india: StudyHandle, tmp_path: Path) -> None:
    path = DOCS / "levers" / f"{kind}.yaml"
    if kind in STRATEGY_KINDS:
        run = india.run(path)
    else:
        problems = Problems()
        levers = read_levers(path, problems, kinds=WORLD_KINDS)
        problems.raise_if_any()
        world = india.study.worlds["central"]
        changed = world.model_copy(update={"levers": (*world.levers, *levers)})
        run = india.run_case(replace(india.case("announced"), world=changed))
    assert run.records.has_plan


# --- effects.md ---------------------------------------------------------------------------------

EFFECTS = runpy.run_path(str(ROOT / "scripts" / "effects"))


def test_every_kind_has_a_row_of_what_it_moves() -> None:
    rows = re.findall(r"^\| \[`(\w+)`\]", (DOCS / "effects.md").read_text("utf-8"), re.MULTILINE)
    assert rows == list(KINDS)


@pytest.mark.parametrize("kind", ["demand_programme", "demand_path"])
def test_what_a_kind_moves_is_what_a_solve_says(kind: str, india: StudyHandle) -> None:
    row = EFFECTS["row"](india, kind)
    assert row in (DOCS / "effects.md").read_text("utf-8").splitlines(), "run scripts/effects"
    assert row.count("| 0 ") == 0, "a row that moves nothing would hold whatever is solved"


def test_the_readme_says_what_two_prices_do(india: StudyHandle) -> None:
    usual, dearer = (
        100 * at(plan, compute(plan, "self_sufficiency.magnet"), 2035)
        for world in (india.study.settings.world, "two-prices")
        for plan in (india.run("announced", world=world).solution,)
    )
    said = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"makes {dearer:.1f} per cent of the magnets in 2035 and not {usual:.1f}." in said


# --- study-format.md ----------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_every_chain_table_is_described_column_by_column(table: str) -> None:
    record = TABLES[table]
    last = {"source_id", "grade", "note"}
    rows = _rows("study-format.md", f"`chain/{table}.csv`")
    for column in record.columns():
        if column not in last:
            assert column in rows, f"study-format.md does not describe {table}.{column}"
    for column, number in record.numbers().items():
        assert f"`{number.unit}`" in rows[column][0] or column == "observed", (
            f"study-format.md gives another unit for {table}.{column} than {number.unit}"
        )
    for column in record.columns():
        if column not in last:
            required = column in record.required_columns()
            assert rows[column][1] == ("no" if required else "yes"), f"{table}.{column}"


def test_the_common_columns_are_described() -> None:
    assert {"source_id", "grade", "note"} <= set(_rows("study-format.md", "Chain tables"))


def test_every_setting_is_described() -> None:
    rows = _rows("study-format.md", "study.yaml")
    assert set(rows) >= set(Settings.model_fields)


def test_examples_of_chain_tables_have_columns_that_exist() -> None:
    for example in _examples("csv"):
        folder, _, table = example.title.removesuffix(".csv").partition("/")
        if folder == "chain":
            header, *rows = example.body.splitlines()
            assert set(header.split(",")) <= set(TABLES[table].columns()), example.name
            assert set(TABLES[table].required_columns()) <= set(header.split(",")), example.name
            for row in rows:
                assert row.count(",") >= header.count(","), f"{example.name}: {row}"


def test_the_settings_and_the_evidence_of_the_page_read(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    for example in _examples("csv", "yaml"):
        if example.title.startswith(("evidence/", "corrections", "study.yaml")):
            (tmp_path / example.title).write_text(example.body, "utf-8")
    (tmp_path / "sources.csv").write_text(
        "source_id,title,publisher,date,url,kind\ntoy/invented,Invented,Us,2024,,estimate\n",
        "utf-8",
    )
    problems = Problems()
    evidence = read_evidence(tmp_path, problems)
    assert [str(problem) for problem in problems] == []
    choice = evidence.quantity("plants:magnet-works-nameplate")
    assert (choice.value, choice.chosen.number) == (100, 1)
    settings = yaml.safe_load((tmp_path / "study.yaml").read_text("utf-8"))
    assert set(settings) <= set(Settings.model_fields)
    assert set(settings["grade_spread"]) == set(GradeSpread.model_fields) == set(grades())


def test_the_vocabulary_page_is_up_to_date() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "vocabulary"))["page"]()
    assert (DOCS / "vocabulary.md").read_text("utf-8") == written, "run scripts/vocabulary"


@pytest.mark.slow
def test_the_page_of_free_rows_is_what_the_study_says() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "free-rows"))["page"]()
    assert (DOCS / "free-rows.md").read_text("utf-8") == written, "run scripts/free-rows"


# --- findings.md, formulation.md, commands.md ---------------------------------------------------


def test_tables_of_indicators_are_those_of_the_registry() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "vocabulary"))
    text = (DOCS / "findings.md").read_text("utf-8")
    assert text == script["with_indicators"](text), "run scripts/vocabulary"
    assert set(_rows("findings.md", "Indicators")) >= set(indicators())
    assert script["WORDS"].read_text("utf-8") == script["indicator_words"](), (
        "run scripts/vocabulary"
    )


def test_every_field_of_a_bind_is_described() -> None:
    assert set(_rows("findings.md", "What binds")) == set(BindingConstraint.__dataclass_fields__)


def test_every_equation_and_variable_is_described() -> None:
    text = (DOCS / "formulation.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text))
    model = build_programme(shipped.parameters("toy"))
    for name in (*model.constraints, *model.variables, *RULES):
        assert name in named, f"formulation.md does not describe {name}"


def test_the_table_of_rules_is_up_to_date() -> None:
    text = (DOCS / "formulation.md").read_text("utf-8")
    assert runpy.run_path(str(ROOT / "scripts" / "rules"))["page"](text) == text, (
        "run scripts/rules"
    )


def test_every_command_and_option_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    common = set(_rows("commands.md", "Commands"))
    for command in application.registered_commands:
        assert command.name is not None
        assert f"\n## {command.name}\n" in text, f"commands.md has no section {command.name}"
        assert main([command.name, "--help"]) == 0
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", capsys.readouterr().out))
        section = text.partition(f"\n## {command.name}\n")[2].partition("\n## ")[0]
        for option in options - common:
            assert option in section, f"commands.md does not say what {command.name} {option} does"
