"""The brief is one sound page: complete, self-contained, readable and safe."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from monazite.charts.theme import INK, MUTED, PAGE, contrast
from monazite.core.origin import LEVERS, Origin
from monazite.findings.comparison import SideBySide
from monazite.report import ClaimLine, FactLine, SourceLine, bottlenecks, brief_html
from monazite.report.body import SECTION_OF_KIND
from monazite.report.headlines import headline_table
from monazite.report.parts import References, difference
from monazite.report.style import style_sheet

from .sample import binding_constraints, content

_VOID = {"meta", "link", "br", "col", "hr"}


class Page(HTMLParser):
    """A page taken apart: every element with its attributes, the text, and what was not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))


@pytest.fixture(scope="module")
def markup() -> str:
    return brief_html(content())


@pytest.fixture(scope="module")
def page(markup: str) -> Page:
    return Page(markup)


def test_elements_are_nested_properly(page: Page) -> None:
    assert page.faults == []
    assert page.open == []


def test_page_has_language_title_and_landmarks(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert "Holding back exports alone makes no magnet" in page.text
    for landmark in ("header", "main", "nav", "footer", "h1"):
        assert len(page.all(landmark)) == 1, landmark
    assert page.all("nav")[0]["aria-label"] == "Contents"


def test_ids_are_unique_and_links_lead_somewhere(page: Page) -> None:
    ids = Counter(a["id"] for _, a in page.elements if a.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    inner = {str(a["href"])[1:] for a in page.all("a") if str(a["href"]).startswith("#")}
    assert inner - set(ids) == set()
    named = {str(a["aria-labelledby"]) for a in page.all("section")}
    assert named - set(ids) == set()
    assert {"E1", "E5"} <= inner, "tables point at facts of the annex"


def test_page_needs_nothing_from_elsewhere(page: Page, markup: str) -> None:
    assert page.all("script") == page.all("link") == page.all("img") == page.all("iframe") == []
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    assert not [a for _, a in page.elements if "src" in a]
    assert "@import" not in markup
    assert {address[0] for address in re.findall(r"url\(([^)]+)", markup)} == {"#"}
    policy = next(a for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none'")


def test_tables_have_captions_and_scopes(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table")) >= 10
    assert {a.get("scope") for a in page.all("th")} == {"col", "row", "rowgroup"}


def test_answer_stands_before_everything_else(page: Page) -> None:
    text = page.text
    assert text.index("Answer") < text.index("Headline figures.") < text.index("Before you use")
    assert [sentence for sentence in content().answer if sentence not in text] == []


def test_figures_are_drawn_for_page_and_phone_with_their_numbers(page: Page) -> None:
    charts = len(content().charts)
    assert len(page.all("figure")) == len(page.all("details")) == charts
    assert len(page.all("svg")) == 2 * charts
    assert all(a.get("aria-label") for a in page.all("svg"))
    for place in range(1, charts + 1):
        assert f"Figure {place}. " in page.text


def test_headline_table_gives_unit_difference_and_direction_in_words(page: Page) -> None:
    text = page.text
    assert "Self-sufficiency in magnets, %20301.0" in text
    assert "▲ +13.2 points, better" in text
    assert "▲ +21, worse" in text, "a difference has the decimals of its indicator"
    assert "▼ −2.7" in text, "a price is neither better nor worse"
    assert "▼ −2.7, " not in text
    assert "no change" in text


def test_beside_a_loss_that_is_about_nil_nothing_has_hundredths_of_a_million() -> None:
    """Losses of 2 million are about nil there; that of the baseline is nothing by definition."""
    row = SideBySide(
        indicator="partner_loss.FOR",
        title="Partner's loss",
        unit="USD_2024/yr",
        better="down",
        year=2030,
        baseline="as-now",
        values={"as-now": 0.0, "article": 2e6, "halt-only": -5.35e6},
        standings={"article": "about nil", "halt-only": "determined"},
        differences={"article": 2e6, "halt-only": -5.35e6},
    )
    told = str(headline_table(replace(content(), headlines=[row, replace(row, year=2035)])))
    assert "about nil" in told
    assert "−5.3" in told
    assert not re.search(r"−5\.35|0\.0|\b2\.0", told.split("<tbody", 1)[1])


def test_calibration_lists_what_counts_as_evidence_first(page: Page) -> None:
    table = page.text[page.text.index("Quantities, observed and modelled: 4 free, ") :]
    order = [table.index(status) for status in ("reproduced", "missed", "Feed is set")]
    assert order == sorted(order)
    assert "−20.7 %" in table


def test_on_paper_a_reference_stands_apart_from_the_reason_before_it() -> None:
    html = brief_html(content())
    assert re.search(r'the permit figure is believed\.</span>.*?<span class="on-paper"> <a', html)


def test_calibration_is_summed_up_where_the_chart_is(page: Page) -> None:
    body = page.text[: page.text.rindex("Annex A. Strategy and world in words")]
    said = (
        "Of 4 free quantities the model reproduces 2 within 5 %, is near 0 within 10 % and "
        "misses 2."
    )
    assert said in body
    assert "counts as evidence for it. An annex lists all figures." in body
    assert "calibration" in {a.get("id") for a in page.all("h2")}


def test_evidence_annex_gives_range_grade_source_and_rivals(page: Page) -> None:
    annex = page.text[page.text.index("6 facts the results rest on.") :]
    for part in (
        "2,900 (2,700–3,000) t REO/yr",
        "Firm",
        "U.S. Geological Survey, 2026-01",
        "Not chosen: 2,300 t REO/yr (own arithmetic from monazite processed): lower grade",
        "Corrected: Value for FY2023-24 moved",
        "not a number",
        "Thin",
    ):
        assert part in annex
    assert "https://example.org/usgs/mcs2026-rare-earths.pdf" in {a["href"] for a in page.all("a")}


def test_strategy_claims_limits_and_words_are_there(page: Page) -> None:
    for part in (
        "No neodymium from India to Japan",
        "China withholds 80 % of magnets",
        "Contradicts itself",
        "Thorium and uranium are counted, not valued.",
        "Magnet in an electric two-wheeler: 9 % of the result (E5)",
        "1,000 t for 7 million USD is 7 USD/kg",
        "Doubling by March 2026",
        "Need that is not met",
        "monazite run india as-now",
        "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
    ):
        assert part in page.text


def test_a_section_without_content_is_left_out() -> None:
    bare = content(
        headlines=(),
        charts=(),
        binding_constraints=(),
        calibration=(),
        disagreements=(),
        levers=(),
        world_levers=(),
        facts=(),
        claims=(),
        limits=(),
        thin_facts=(),
        warnings=(),
        link="",
    )
    page = Page(brief_html(bare))
    assert page.faults == []
    assert [a.get("id") for a in page.all("h2")] == ["answer", "words"]
    assert "Annex A. Words used here" in page.text


def test_nothing_binding_is_said() -> None:
    quiet = [replace(row, binding=False) for row in binding_constraints()]
    assert "No limit binds in any year." in brief_html(
        content(binding_constraints=quiet, charts=())
    )


def test_the_same_content_gives_the_same_page(markup: str) -> None:
    assert brief_html(content()) == markup


def test_hostile_text_stays_text() -> None:
    bad = '"><script>alert(1)</script>&'
    source = SourceLine(title=bad, url="javascript:alert(1)")
    page = Page(
        brief_html(
            content(
                title=bad,
                question=bad,
                answer=[bad],
                warnings=[bad],
                charts=(),
                binding_constraints_of=bad,
                link="javascript:alert(1)",
                strategies={"as-now": bad, "article": bad},
                facts=[
                    FactLine(fact_id=bad, what=bad, value=1, unit=bad, grade=bad, source=source)
                ],
                claims=[ClaimLine(claim=bad, verdict=bad, finding=bad, why=bad, source=source)],
            )
        )
    )
    assert page.all("script") == []
    assert page.faults == []
    assert not [a for a in page.all("a") if str(a["href"]).startswith("javascript")]
    assert bad in page.text


def test_text_is_readable_on_its_background() -> None:
    colours = set(re.findall(r"[^-]color: (#[0-9A-F]{6})", style_sheet()))
    assert {INK, MUTED} <= colours
    for colour in colours:
        for background in ("#FFFFFF", PAGE):
            assert contrast(colour, background) >= 4.5, (colour, background)


def test_a_difference_that_does_not_show_is_none() -> None:
    assert "no change" in difference(3.541, 3.54, 1, "up")
    assert "no comparison" in difference(None, 3.54, 1, "up")
    assert "+0.1, better" in difference(3.62, 3.54, 1, "up")
    assert "+0.1\u00a0points, worse" in difference(3.62, 3.54, 1, "down", points=True)


def test_a_long_list_of_facts_is_cut_short() -> None:
    facts = content().facts
    references = References(facts)
    assert str(references.to(["unlisted:fact#1"])) == "1 more", "no key is shown to a reader"
    many = references.to([facts[0].fact_id] * 8)
    assert many.count("#E1") == 6
    assert many.endswith(", 2 more")


def test_bottlenecks_gather_the_years_of_a_limit() -> None:
    permit = Origin("strategies/article.yaml", LEVERS, 2)
    found = bottlenecks(binding_constraints(), {permit: "A permit"})
    assert {(one.stage, one.years[0], one.years[-1]) for one in found} == {
        ("cracking", 2029, 2040),
        ("separation", 2024, 2031),
        ("metal", 2031, 2040),
        ("magnet", 2028, 2033),
    }
    yearly = [one.annual_value for one in found]
    assert yearly == sorted(yearly, reverse=True), "what is worth most a year comes first"
    of = {one.stage: one for one in found}
    assert (of["separation"].shadow_price, of["separation"].shadow_price_year) == (41_300, 2024)
    assert of["separation"].annual_value == 100 * 41_300
    assert of["cracking"].levers == ("A permit",)
    assert of["magnet"].levers == ("strategies/build-only.yaml#levers[1]",), "without a title"
    assert of["cracking"].facts == ("facilities:oscom-permit#1", "production:irel-reo-2024#1")


def test_every_kind_of_chart_that_paper_sets_apart_is_drawn_in_a_brief() -> None:
    """A rule for a chart that no longer goes by that name shrinks it unseen."""
    named = re.findall(r"\.([a-z-]+) \.on-page svg", brief_html(content()))
    assert named
    assert {name.replace("-", "_") for name in named} <= set(SECTION_OF_KIND)
