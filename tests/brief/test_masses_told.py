"""Masses of a brief told as what is contained: once, alike everywhere, or left and named."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from monazite.brief.analyses import BriefAnalyses
from monazite.brief.drafted import Drafted, run_tables
from monazite.brief.sentences.money import says_feed_prices, says_who_goes_short
from monazite.brief.sentences.worlds import says_of_commitment
from monazite.brief.telling import told_runs
from monazite.findings.account import fate_told, held_weights
from monazite.findings.comparison import commitment_items, in_worlds, limit_effects, resting
from monazite.findings.comparison.telling import Telling, bases
from monazite.findings.indicators import as_contained, compute, supply_by_origin
from monazite.findings.money import feed_prices
from monazite.findings.solution import Solution, at
from monazite.report import BriefContent, PlainTable, brief_html
from monazite.runs.plan.masses import (
    AS_IT_STANDS,
    Mass,
    figure_of,
    mass_of,
    mass_of_followed,
    mass_of_need,
    mass_of_plant,
    mass_of_product,
)

from .. import shipped

HELD = 0.4
"""Tonnes of oxide in a tonne of the toy's magnets."""


def numbers(text: str) -> list[float]:
    """Tonnes a text speaks of, in order."""
    return [float(one.replace(",", "")) for one in re.findall(r"([\d.,]+) t\b", text)]


def drafted(telling: Telling) -> tuple[Drafted, BriefAnalyses]:
    toy = shipped.handle("toy")
    runs = [toy.run(name) for name in ("halt", "build")]
    found = Drafted(toy.study, runs, toy.run(toy.baseline), telling=telling)
    return found, found.analysed(toy.runs)


@pytest.fixture(scope="module")
def both() -> tuple[BriefContent, BriefContent, Drafted, BriefAnalyses]:
    """A brief of the toy as it stands and as what is contained, with all that is asked."""
    study = shipped.study("toy")
    plain, asked = drafted(Telling())
    told, again = drafted(Telling(of=bases(study)["NdPr"]))
    return plain.content(asked), told.content(again), told, again


def sentences(content: BriefContent) -> list[str]:
    return [text for topic in (*content.front, *content.topics) for text in topic.says]


def solution(strategy: str, group: str = "NdPr", study: str = "toy") -> Solution:
    """A plan of a study told in a basis."""
    handle = shipped.handle(study)
    of = bases(handle.study)[group]
    return replace(handle.run(strategy).solution, of=of)


def test_tonnes_are_written_as_they_stand_or_as_what_they_hold() -> None:
    assert AS_IT_STANDS.said(1360.0) == "1,360 t"
    assert AS_IT_STANDS.said(0.4, "of magnets") == "0 t of magnets"
    assert AS_IT_STANDS.said_of(12.0, "magnets") == "12 t of magnets"
    assert (AS_IT_STANDS.one, AS_IT_STANDS.unit) == ("tonne", "t")
    held = Mass(0.4, "Ni", contained=True, grain=0.4)
    assert held.said(10.0, "of magnets") == "4 t Ni"
    assert held.said_of(-10.0, "magnets") == "−4 t Ni in magnets"
    assert held.said(10.0, signed=True) == "+4 t Ni"
    assert held.said(0.6) == "0.24 t Ni"  # more than half a tonne of the goods
    assert held.said(0.4) == "0 t Ni"
    assert held.cell(10.0) == "4"
    assert held.one == "tonne of Ni"
    none = Mass(basis="ThO2")
    assert none.said_of(10.0, "thoria") == "10 t ThO2 of thoria"
    assert none.cell(10.0) == "10 t ThO2"
    assert none.whole(9.6) == "10"


def test_a_brief_as_it_stands_knows_nothing_of_bases() -> None:
    toy = shipped.handle("toy")
    runs = [toy.run(name) for name in ("as-now", "halt")]
    assert told_runs(runs, Telling()) is runs
    plan = runs[1].solution
    assert plan.of is None
    assert {mass_of(plan, "magnet"), mass_of_need(plan, "motors"), mass_of_product(plan)} == {
        AS_IT_STANDS
    }


def test_every_sentence_tells_each_mass_once(
    both: tuple[BriefContent, BriefContent, Drafted, BriefAnalyses],
) -> None:
    plain, told = (sentences(one) for one in both[:2])
    assert len(plain) == len(told)
    changed = [pair for pair in zip(plain, told, strict=True) if pair[0] != pair[1]]
    assert len(changed) > 8
    contents = (HELD, 1.0, 0.625)  # of magnets, of oxide, of ore
    for before, after in changed:
        assert "NdPr oxide" in after
        for was, now in zip(numbers(before), numbers(after), strict=True):
            assert any(now == pytest.approx(one * was, rel=6e-3) for one in contents), after
    # what the answer says of a stop is in it as well
    stop = [next(one for one in found.answer if "brings a shortage" in one) for found in both[:2]]
    assert [HELD * one for one in numbers(stop[0])] == pytest.approx(numbers(stop[1]))


def table(content: BriefContent, caption: str) -> PlainTable:
    return next(
        one
        for topic in (*content.front, *content.topics)
        for one in topic.tables
        if caption in one.caption
    )


def figures(one: PlainTable, column: int) -> list[float]:
    return [float(row[column].replace(",", "").split(" ")[0]) for row in one.rows if row[column]]


@pytest.mark.parametrize(
    ("caption", "column", "unit"),
    [
        ("What carries home through a stop", 3, "Tonnes of NdPr oxide"),
        ("A stop nobody saw coming", 2, "t NdPr oxide a year"),
        ("The same strategies in every world", 4, "t NdPr oxide"),
    ],
)
def test_tables_are_told_as_sentences_are(
    both: tuple[BriefContent, BriefContent, Drafted, BriefAnalyses],
    caption: str,
    column: int,
    unit: str,
) -> None:
    plain, told = (table(one, caption) for one in both[:2])
    assert unit in told.caption + told.note
    assert unit not in plain.caption + plain.note
    assert any(figures(plain, column))
    assert figures(told, column) == pytest.approx([HELD * one for one in figures(plain, column)])


def test_what_the_stop_takes_is_alike_in_sentence_and_table(
    both: tuple[BriefContent, BriefContent, Drafted, BriefAnalyses],
) -> None:
    told = both[1]
    rows = table(told, "What carries home through a stop").rows
    need, short = (float(rows[0][column]) for column in (3, 9))
    (said,) = [one for one in sentences(told) if one.startswith("In “Farland withholds")]
    assert numbers(said)[:2] == [need, short]
    assert "of it is unmet, all of it a shortage" in said


def test_the_brief_says_once_near_its_head_what_masses_are_told_as(
    both: tuple[BriefContent, BriefContent, Drafted, BriefAnalyses],
) -> None:
    plain, told = (brief_html(one) for one in both[:2])
    assert "Mass is told as" not in plain
    assert told.count("Mass is told as NdPr contained, t oxide") == 1
    assert told.index("Mass is told as") < 0.25 * len(told)


def test_a_workbook_is_told_so_and_files_of_a_run_stay_as_they_are(
    both: tuple[BriefContent, BriefContent, Drafted, BriefAnalyses],
) -> None:
    _, content, told, asked = both
    shown = told.shown(content, asked)
    files = run_tables(told.study, told.runs, told.baseline, asked)
    for name, column in (
        ("supply", "value"),
        ("industries", "unmet"),
        ("stages", "capacity"),
        ("fate", "tonnes"),
        ("worlds", "shortage"),
    ):
        before, after = (tables[name][column].to_list() for tables in (files, shown))
        assert before != after or name == "fate", name  # the toy keeps oxide, a tonne of a tonne
    assert set(shown["supply"]["unit"]) == {"t oxide/yr"}
    assert set(shown["industries"]["unit"]) == {"t NdPr oxide/yr"}
    assert set(files["supply"]["unit"]) == {"t magnet/yr"}
    assert shown["supply"]["value"].to_list() == pytest.approx(
        [HELD * one for one in files["supply"]["value"].to_list()]
    )
    effects = shown["sensitivity"].filter(shown["sensitivity"]["indicator"] == "unmet_demand")
    plain = files["sensitivity"].filter(files["sensitivity"]["indicator"] == "unmet_demand")
    assert effects["swing"].to_list() == pytest.approx(
        [HELD * one for one in plain["swing"].to_list()]
    )
    assert (
        shown["flows"]["value"].to_list()
        == files["flows"]
        .filter(files["flows"]["year"].is_in(shown["flows"]["year"].unique().to_list()))["value"]
        .to_list()
    )


def test_what_holds_none_stays_and_is_named_by_its_own() -> None:
    """India's magnets hold no yttrium, and neither does a plant that makes them."""
    plan = solution("announced", "Y", "india")
    assert mass_of_product(plan) == Mass(basis="magnet")
    assert mass_of(plan, "thorium_dioxide") == Mass(basis="ThO2")
    assert mass_of(plan, "oxide_y").said(10.0) == "10 t Y oxide"
    assert mass_of_followed(plan) == AS_IT_STANDS  # what is kept of another group is told as it is
    plain = says_who_goes_short(replace(plan, of=None), "Announced")
    told = says_who_goes_short(plan, "Announced")
    assert numbers(plain) == numbers(told)
    assert " t magnet of magnets" in told
    assert in_worlds({"World": {"Plan": plan}}, "World", [2030], plan.of) == in_worlds(
        {"World": {"Plan": plan}}, "World", [2030]
    )


def test_the_sentence_the_picture_and_the_table_of_headlines_tell_the_same_tonnes() -> None:
    plan = solution("announced", "NdPr", "india")
    of = plan.of
    assert of is not None
    told = Telling(of=of).told(plan, "unmet_demand.total")
    said = says_who_goes_short(plan, "Announced")
    year = int(re.findall(r"largest in (\d{4})", said)[0])
    assert numbers(said)[0] == pytest.approx(at(plan, told[0], year), rel=6e-3)
    supply = {(row.origin, row.year): row for row in supply_by_origin(plan, of=of)}
    assert at(plan, told[0], year) == pytest.approx(supply["short", year].value, rel=1e-6)
    # what home makes of the product is a sum over steps where one grade is made of another
    made, mass = figure_of(plan, "output.magnet")
    assert mass.contained
    assert 0.0 < mass.grain <= 0.31
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("monazite.findings.indicators.contained.MADE", "nothing")
        assert as_contained(replace(plan), "output.magnet", of) is None
    shares = made / compute(plan, "output.magnet")
    # at first home makes samarium-cobalt magnets alone, which hold none
    assert shares[0] == 0.0
    assert 0.29 <= shares[-1] <= max(share for _, share in held_weights(plan, of))


def test_limits_and_what_they_keep_are_told_alike() -> None:
    plain = shipped.handle("toy").run("halt").solution
    plan = solution("halt")
    for before, after in zip(
        limit_effects(plain, plain.years), limit_effects(plan, plan.years, of=plan.of), strict=True
    ):
        times = HELD if before.unit == "t magnet/yr" else 1.0
        assert after.change == pytest.approx(times * before.change)
        assert after.unit == before.unit.replace("t magnet", "t NdPr oxide")
    of = plan.of
    assert of is not None
    twice = replace(of, factor=2.0)
    for kept, more in zip(resting(plan, [2026], of), resting(plan, [2026], twice), strict=True):
        assert more.tonnes == pytest.approx(2.0 * kept.tonnes)
        assert more.share == kept.share
    assert [one.tonnes for one in fate_told(plan)] == [one.tonnes for one in fate_told(plan, of)]


def test_a_price_of_feed_is_by_what_its_tonnes_are_told_as(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tonne of oxide in ore costs as much more as a tonne of ore holds less than one."""
    plan = solution("announced", "NdPr", "india")
    rows = [replace(one, good="monazite_ind") for one in feed_prices(plan, [2030])][:1]
    assert rows
    monkeypatch.setattr("monazite.brief.sentences.money.feed_prices", lambda *_: rows)
    held = dict(held_weights(plan, plan.of))["monazite_ind"] if plan.of else 0.0
    (plain,), (told,) = (
        says_feed_prices(one, "Plan", 2030) for one in (replace(plan, of=None), plan)
    )

    def paid(text: str) -> tuple[float, float]:
        price, tonnes = re.findall(
            r"([\d,.]+) USD a tonne(?: of NdPr oxide)? for ([\d,.]+) t", text
        )[0]
        return float(price.replace(",", "")), float(tonnes.replace(",", ""))

    (dear, much), (dearer, less) = paid(plain), paid(told)
    assert dear * much == pytest.approx(dearer * less, rel=0.02)
    assert less == pytest.approx(held * much, rel=6e-3)


def test_readings_of_a_promise_are_told_alike_in_sentence_and_table() -> None:
    names = ("without-doubling", "article")
    told = [(name, solution(name, "NdPr", "india")) for name in names]
    of = told[0][1].of
    plain, items = commitment_items(told, 2030), commitment_items(told, 2030, of)
    assert [one.item for one in plain] == [one.item for one in items]
    assert of is not None
    held = dict(held_weights(told[0][1], of))
    for before, after in zip(plain, items, strict=True):
        assert after.unit == replace(before.unit, basis="NdPr oxide")
        if before.item.endswith("dug"):
            assert after.value == pytest.approx(held["monazite_ind"] * before.value)
        assert after.value <= before.value + 1e-9
    (said,) = says_of_commitment(told, 2030)
    made = [one for one in items if one.strategy == "article" and "stock" not in one.item]
    spoken = [float(one.replace(",", "")) for one in re.findall(r"([\d,.]+) t NdPr oxide", said)]
    assert spoken == pytest.approx(
        [abs(one.change) for one in made if abs(one.change) >= 0.5], rel=6e-3
    )


def test_a_plant_is_told_by_what_it_is_counted_in() -> None:
    plan = solution("build")
    plants = [name for name in plan.labels.facilities if name.startswith("hom")]
    told: Sequence[float] = [mass_of_plant(plan, name).times for name in plants]
    assert set(told) <= {HELD, 1.0, 0.625}
    assert mass_of_plant(plan, "no plant") == AS_IT_STANDS
