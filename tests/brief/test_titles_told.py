"""A brief and the studio call things by their titles; files and terminals by their names."""

from datetime import UTC, datetime

from monazite.brief.content import brief_content
from monazite.core.records import frame_of
from monazite.findings.evidence import Compared
from monazite.report import brief_html
from monazite.studio.asked import WarningsAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.warning import warnings

from .. import shipped


def test_what_determines_a_figure_is_told_by_titles_and_kept_by_names() -> None:
    toy = shipped.handle("toy")
    run = toy.run("both")
    made = datetime(2026, 1, 1, tzinfo=UTC)
    runs = [toy.run("as-now"), run]
    content = brief_content(toy.study, runs, "as-now", created=made, software="test")
    page = brief_html(content)
    assert "“Magnets, Farland, Homeland” also enters the study" in page
    assert "trade:magnet-for-hom also enters" not in page
    rows = frame_of(Compared, run.records.calibration())
    assert "trade:magnet-for-hom also enters the study (reference flow)" in list(
        rows["determined_by"]
    )


def test_warnings_are_told_by_titles() -> None:
    toy = shipped.handle("toy")
    (problem,) = toy.check().warnings
    assert problem.message == "all users of motors leave at one price"
    asked = WarningsAsked(state=State(study="toy", base="both"), mend=False)
    (warned,) = warnings(Room("toy"), asked).warnings
    assert warned.text == "all users of Motors leave at one price"
    content = brief_content(
        toy.study,
        [toy.run("both")],
        "as-now",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        software="test",
    )
    assert any("all users of Motors leave" in one for one in content.warnings)
