"""A lithium chain in words of its own: its brief says nothing of any other mineral or country."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

import monazite as mz
from monazite.cli import main
from monazite.study.beginning import begin, outlined

FOREIGN = re.compile(
    r"\b(magnets?|oxides?|NdPr|rare[- ]earths?|India\w*|Chin\w+|Japan\w*|crore|rupees?)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outline = outlined("spodumene, carbonate, cathode:cathodes", "Li", "CHL Chile")
    return begin(tmp_path_factory.mktemp("lithium") / "chile", outline)


def test_the_brief_speaks_the_words_of_its_study(folder: Path, tmp_path: Path) -> None:
    study = mz.load(folder)
    runs = [study.run(name) for name in study.front_page]
    written = study.write_run(tmp_path / "run", runs, quick=True)
    page = (written / "brief.html").read_text(encoding="utf-8")
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    assert "cathodes" in text
    assert "Chile makes" in text
    assert sorted({found[0].lower() for found in FOREIGN.finditer(text)}) == []
    assert "What the rest of the world loses, million USD a year" in text
    assert "unmet cost: Users of cathodes" in text
    assert "users@CHL" not in text
    assert "t less of spodumene" in text
    assert "Chile stops exports of spodumene to anyone from 2026-01" in text
    assert "Cathodes wanted in Chile" in text


def test_a_union_has_its_article_where_it_stands_in_a_sentence(tmp_path: Path) -> None:
    outline = outlined("ore, sulphate, cathode:cathodes", "Co", "EU European Union")
    study = mz.load(begin(tmp_path / "union", outline))
    assert study.study.settings.title == "Co in the European Union"
    runs = [study.run(name) for name in ("as-now", "halt")]
    page = study.write_run(tmp_path / "run", runs, quick=True) / "brief.html"
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.read_text("utf-8"))).split())
    assert "The European Union makes" in text
    assert "the European Union stops exports of ore" in text
    assert not re.search(r"\b(in|to|from|than) European Union", text)


def test_a_reserve_that_gives_way_names_its_tier_by_number(folder: Path, tmp_path: Path) -> None:
    """Ninety days that are too dear to keep: the tier is told by its number, as levers name it."""
    study = shutil.copytree(folder, tmp_path / "stocked")
    (study / "chain" / "stocks.csv").write_text(
        "material,region,initial,storage_cost,limit,reserve,why,source_id,grade,note\n"
        "cathode,CHL,,100000,,yes,,own/placeholder,C,Invented.\n",
        "utf-8",
    )
    lever = {
        "kind": "stockpile",
        **{"material": "cathode", "days_of_cover": 90, "by": "2027-01", "release": "on_shortage"},
    }
    loaded = mz.load(study)
    run = loaded.run(loaded.strategy("as-now").with_lever(lever))
    titles = {row.title for row in run.records.soft_rules() if row.rule == "stock_meets_target"}
    assert titles == {"Reserve of Cathode, tier 3"}


def test_home_plants_bring_what_they_can_make(folder: Path) -> None:
    """50 t of further plants serve what users at home want: 62.4 t in 2030, 15 t of it before."""
    study = mz.load(folder)
    before, after = (_value(study.run(name), 2030) for name in ("as-now", "build"))
    assert before == pytest.approx(15.0, abs=0.1)
    assert after > 45.0


def test_half_of_the_imports_held_back_leave_users_short(folder: Path) -> None:
    """17.5 of 35 t a year are withheld; a stop that withholds nothing would show no shortage."""
    study = mz.load(folder)
    assert study.check().warnings == ()
    usual, stopped = (
        _value(study.run("as-now", world), 2030, "unmet_demand") for world in ("usual", "stop")
    )
    assert stopped - usual > 17.5


def _value(run: mz.Run, year: int, indicator: str = "output") -> float:
    rows = run.headlines.to_pandas()
    row = rows[(rows["indicator"] == indicator) & (rows["year"] == year)]
    return float(row["value"].iloc[0])


@pytest.fixture(scope="module")
def cobalt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A country that digs what others refine, counted in its own money."""
    outline = outlined("ore, hydroxide, metal", "Co", "COD DR Congo")
    copy = begin(tmp_path_factory.mktemp("cobalt") / "congo", outline)
    for name, old, new in (
        ("study.yaml", "currency: USD_2024", "currency: CDF_2024"),
        ("strategies/halt.yaml", "tonnes_per_year: 0", "tonnes_per_year: 10"),
        ("strategies/halt.yaml", "Exports of ore are halted", "Quota on exports of ore"),
    ):
        path = copy / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    with (copy / "chain" / "currencies.csv").open("a", encoding="utf-8") as rates:
        rates.write("CDF_2024,2800,own/placeholder,C,Mean of the year.\n")
    return copy


def test_a_quota_is_told_in_the_words_and_the_money_of_its_study(
    cobalt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["turning", str(cobalt), "halt"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Under “Halt” the limit on exports from 2026" in said
    assert "DR Congo digs" in said
    assert "of the world’s ore, the goods the limit holds back" in said
    assert "the rest of the world" in said
    assert "in Rest of the world" not in said
    assert "CDF" in said
    assert "USD" not in said


def test_instruments_act_where_a_strategy_opens_plants(
    cobalt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["instruments", str(cobalt), "--budget", "10 million CDF", "--no-pairs"]
    assert main(words) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "'both' opens no plant to investors" in said
    assert "a lever of kind private_entry" in said
    assert main([*words, "--strategy", "open"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "in billion CDF, least is spent for a tonne of metal" in said
    assert "not short in “Half of the metal held back abroad”" in said


def test_a_study_where_nothing_may_happen_says_what_to_write(
    cobalt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stress", str(cobalt), "build", "-n", "16"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert said.startswith(
        "chain/shocks.csv: the study has no shocks; state a stop, such as --stop"
    )
    assert "write what may happen here and what it strikes in hits.csv" in said


def test_a_row_with_more_cells_than_headings_learns_which_there_may_be(cobalt: Path) -> None:
    path = cobalt / "chain" / "regions.csv"
    before = path.read_text("utf-8")
    path.write_text(before + "ZMB,Zambia,Africa\n", "utf-8")
    try:
        with pytest.raises(mz.InvalidInput, match="the header may also name members"):
            mz.load(cobalt)
    finally:
        path.write_text(before, "utf-8")


def test_a_limit_of_which_no_plant_may_ever_be_built_says_how_to_look(
    cobalt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = cobalt / "chain" / "facilities.csv"
    before = path.read_text("utf-8")
    rates = re.sub(r"\{capacity:\w+-build-rate\}", "", before)
    assert rates != before
    path.write_text(rates, "utf-8")
    (cobalt / "strategies" / "open.yaml").rename(cobalt / "open.yaml")
    try:
        assert main(["turning", str(cobalt), "halt"]) == 0
    finally:
        path.write_text(before, "utf-8")
        (cobalt / "open.yaml").rename(cobalt / "strategies" / "open.yaml")
    said = " ".join(capsys.readouterr().out.split())
    assert "Write a build_rate for one in chain/facilities.csv; 0 will do." in said
