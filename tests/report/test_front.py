"""The first two pages stand alone: answer and change, next bottleneck, who pays and loses."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monazite.brief.about import Briefed
from monazite.brief.analyses import BriefAnalyses, analyse
from monazite.brief.content import brief_content
from monazite.findings.indicators import compute
from monazite.report import PlainTable, Topic, brief_html
from monazite.report.style import style_sheet

from .. import shipped
from .sample import content
from .test_brief import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def markup() -> str:
    """The whole brief about the toy, with everything that is asked beyond its runs."""
    toy = shipped.handle("toy")
    runs = [toy.run(name) for name in toy.front_page]
    return brief_html(
        brief_content(
            toy.study,
            runs,
            toy.baseline,
            created=datetime(2026, 1, 2, tzinfo=UTC),
            software="monazite",
            analyses=analyse(toy.runs, runs),
        )
    )


def front(markup: str) -> list[str]:
    """The two pages in front, as markup."""
    first, second = (markup.index(f'class="sheet {name}"') for name in ("first", "second"))
    return [markup[first:second], markup[second : markup.index("<nav")]]


def test_each_page_of_the_front_holds_what_it_must(markup: str) -> None:
    first, second = front(markup)
    for part in ("<h1>", 'class="question"', 'id="answer"', "Headline figures."):
        assert part in first
    for part in ('id="ladder"', 'id="stops"', 'id="next-bottleneck"', 'id="who-pays"'):
        assert part in second
    assert (
        markup.index('id="warnings"') > markup.index("<nav") if 'id="warnings"' in markup else True
    )
    assert ".sheet { break-after: page; }" in style_sheet()


def test_sections_answer_the_questions_in_order(markup: str) -> None:
    ids = re.findall(r'<h2 id="([^"]+)"', markup)
    wanted = [
        "chain",
        "halt",
        "holds-back",
        "losses",
        "costs",
        "uncertain_inputs",
        "imports",
        "worlds",
        "options",
    ]
    assert [name for name in ids if name in wanted] == wanted
    assert len(ids) == len(set(ids))
    assert Page(markup).faults == []


def test_the_page_says_what_the_numbers_are(markup: str) -> None:
    toy = shipped.handle("toy")
    both = toy.run(toy.front_page[-1]).solution
    share = 100 * float(compute(both, "self_sufficiency.magnet")[1])
    assert f"makes {share:.0f}\u00a0%" in front(markup)[0]


def test_a_brief_never_speaks_like_a_solver(markup: str) -> None:
    text = Page(markup[markup.index("<body") :]).text
    for word in ("infeasible", "optimal", "nan ", "None", "inf "):
        assert word not in text, word


def test_a_topic_no_section_is_known_for_still_stands_before_the_limits() -> None:
    table = PlainTable(
        caption="Words & numbers.", columns=[("What", "wide"), ("t", "number")], rows=[["<a>", "1"]]
    )
    made = brief_html(
        content(topics=[Topic(key="own", title="Our own", says=["Said <so>."], tables=[table])])
    )
    page = Page(made)
    assert page.faults == []
    assert made.index('id="own"') < made.index('id="limits"')
    assert "Said &lt;so&gt;." in made
    assert "<th><a>" not in made


def test_ranges_weights_and_figures_nothing_determines_are_marked() -> None:
    row = content().headlines[0]
    key, year = row.indicator, row.year
    made = brief_html(
        content(
            front_years=[year],
            ranges={(key, year): (0.05, 0.19)},
            thin_shares={key: 0.42},
            undetermined=[(key, year)],
            subject="article",
        )
    )
    first = made[: made.index("<nav")]
    assert "5.0 to 19.0" in first
    assert "not determined" in first
    annex = made[made.index("Headline figures, with ranges and evidence</h2>") :]
    assert "On thin evidence" in annex
    assert "42\u00a0%" in annex


def printed_pages(markup: str, folder: Path) -> int:
    """Print a page as a reader would, and count the sheets."""
    page, printed = folder / "brief.html", folder / "brief.pdf"
    page.write_text(markup, encoding="utf-8")
    subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return len(re.findall(rb"/Type\s*/Page[^s]", printed.read_bytes()))


@pytest.mark.skipif(CHROMIUM is None, reason="pages are counted by a browser")
def test_the_front_prints_on_two_pages(markup: str, tmp_path: Path) -> None:
    cut = markup.index("<nav")
    end = "<p>What comes behind the front.</p></main></div></body></html>"
    pages = printed_pages(markup[:cut] + end, tmp_path)
    assert pages == 2 + 1, "two pages, and one for what comes behind"


@pytest.mark.skipif(CHROMIUM is None, reason="pages are counted by a browser")
def test_long_annexes_stay_on_the_screen(tmp_path: Path) -> None:
    facts = content().facts
    many = [replace(facts[k % len(facts)], fact_id=f"table:fact-{k}#1") for k in range(300)]
    made = brief_html(content(facts=many))
    styles, rest = made.split("</style>", 1)
    every = f"{styles}</style>{rest.replace('on-screen', 'on-both')}"
    folders = [tmp_path / name for name in ("short", "long")]
    for folder in folders:
        folder.mkdir()
    short, long = (
        printed_pages(page, folder) for page, folder in zip((made, every), folders, strict=True)
    )
    assert short + 5 <= long
    assert "The first 16 are printed; 284 more stand" in made


KEY = re.compile(r"(?<![/\w])[a-z]+(?:_[a-z0-9]+)+(?![\w./])")
"""A name of the study, which no reader has to read; names of files are none."""


def raw_keys(markup: str) -> list[str]:
    """Names with underscores that a reader is shown: not attributes, addresses or code."""
    body = markup[markup.index("<body") :]
    body = re.sub(r"<code.*?</code>", " ", body, flags=re.DOTALL)
    shown = re.sub(r"https?://\S+", " ", re.sub(r"<[^>]*>", " ", body))
    return sorted(set(KEY.findall(shown)))


def test_no_reader_is_shown_a_raw_key(markup: str) -> None:
    assert raw_keys(markup) == []
    assert raw_keys("<body><p title='a_b'>c_d <a href='x'>http://e_f</a><code>g_h</code>") == [
        "c_d"
    ]


def test_the_first_page_points_to_what_was_checked_and_the_first_row_keeps_off_the_rule() -> None:
    told = content()
    assert told.claims
    for claims in (told.claims, []):
        made = brief_html(replace(told, claims=claims))
        first = made[made.index('class="sheet first"') : made.index("<nav")]
        link = '<a href="#claims">“What was said in public, checked”</a>'
        assert (link in first) == bool(claims)
    assert ".sheet thead + tbody > tr:first-child > * { padding-top: 3pt; }" in style_sheet()


def test_shock_years_stand_in_the_table_of_the_front() -> None:
    """In the world that withholds magnets in 2025 that year is told beside the years of decision.

    The toy's years of decision are 2025 and 2026, so a stop of 2025 is among them already; where
    strategies are looked at in 2024 and 2026 alone it would be missing.
    """
    toy = shipped.handle("toy")
    runs = [toy.run(name, "control") for name in ("as-now", "build")]
    briefed = Briefed(toy.study, runs, runs[-1], "as-now", BriefAnalyses())
    assert briefed.front_years == [2025, 2026]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("monazite.brief.about.decision_years", lambda solution: (2024, 2026))
        assert briefed.front_years == [2024, 2025, 2026]


def test_a_number_that_is_not_determined_is_grey_and_says_so() -> None:
    row = content().headlines[0]
    made = brief_html(
        content(
            headlines=[replace(row, standings={"article": "number not determined"})],
            front_years=[row.year],
            determined="Front headlines determined: 0 of 1 under “What the article says”.",
        )
    )
    first = made[: made.index("<nav")]
    assert '<span class="loose">' in first
    assert "not determined" in first
    assert "0 of 1 under" in first
    turned = brief_html(
        content(
            headlines=[replace(row, standings={"article": "difference not determined"})],
            front_years=[row.year],
        )
    )
    assert "+13.2\u00a0points</span>, not determined" in turned[: turned.index("<nav")]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="pages are counted by a browser")
def test_the_brief_on_india_prints_on_twenty_pages_with_two_in_front(tmp_path: Path) -> None:
    india = shipped.handle("india")
    runs = [india.run(name) for name in india.front_page]
    made = brief_html(
        brief_content(
            india.study,
            runs,
            india.baseline,
            created=datetime(2026, 1, 2, tzinfo=UTC),
            software="monazite",
        )
    )
    assert raw_keys(made) == []
    (tmp_path / "whole").mkdir()
    assert printed_pages(made, tmp_path / "whole") <= 20
    end = "<p>What comes behind the front.</p></main></div></body></html>"
    (tmp_path / "front").mkdir()
    assert printed_pages(made[: made.index("<nav")] + end, tmp_path / "front") == 2 + 1


def test_an_annex_shows_no_key_of_a_fact(markup: str) -> None:
    annex = markup[markup.index('id="evidence"') :]
    shown = re.sub(r"<[^>]*>", " ", annex)
    assert re.findall(r"\b[a-z_]+:[a-z0-9-]+#\d+", shown) == []
    assert 'title="demand:motors-hom#1"' in annex, "its name is there for who looks it up"
