"""The India study through the verbs, where its size shows what a toy does not."""

import shutil
from pathlib import Path

import pytest

import monazite
from monazite.api import load

INDIA = Path(monazite.__file__).parent / "studies" / "india"


@pytest.mark.slow
def test_a_horizon_without_blocks_is_solved_too(tmp_path: Path) -> None:
    """A warm start may end without an answer; then the programme is solved from the beginning."""
    study = tmp_path / "india"
    shutil.copytree(INDIA, study)
    settings = study / "study.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "blocks: [5, 5]" in text
    settings.write_text(text.replace("blocks: [5, 5]", "blocks: []"), encoding="utf-8")
    handle = load(study)
    for strategy in ("as-now", "halt-only"):
        run = handle.run(strategy)
        assert (run.status, run.residual < 1e-8) == ("optimal", True)


@pytest.mark.slow
def test_the_halt_is_told_from_the_building() -> None:
    """What the limits keep is held against the same plan without them, and costs home its sales."""
    india = load("india")
    article, build = india.run("article"), india.run("build-only")
    conserved = {row["year"]: row["tonnes"] for row in article.fate() if row["fate"] == "conserved"}
    assert conserved[2030] > 200
    assert not [row for row in build.fate() if row["fate"] == "conserved" and row["tonnes"] > 1e-6]
    costs = india.compare("build-only", "article").table(years=[2030], indicators=["home_cost"])
    assert costs[0]["article"] > costs[0]["build-only"]


@pytest.mark.slow
def test_ranking_uses_at_home_takes_nothing_from_abroad() -> None:
    india = load("india")
    plain, ranked = (india.run(name).reading.outcome["unmet"] for name in ("as-now", "build-only"))
    abroad = [str(point) for point in plain.coords["point"].values if not point.endswith("@IND")]
    in_2025 = {"point": abroad, "period": 2025}
    assert float(ranked.sel(in_2025).sum()) == pytest.approx(
        float(plain.sel(in_2025).sum()), rel=1e-3
    )
