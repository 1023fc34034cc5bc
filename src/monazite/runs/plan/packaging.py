"""What an exported run says about itself: whose numbers these are, and what they rest on."""

from __future__ import annotations

from monazite import __version__
from monazite.findings.solution import Solution
from monazite.report import PackageNotes, SourceLine
from monazite.study import Study

__all__ = ["notes_of", "source_line"]


def notes_of(solution: Solution, strategy: str, world: str) -> PackageNotes:
    """Name strategy, world, data and the publications whose facts the plan was made with."""
    study = solution.study
    chosen, assumed = study.strategies.get(strategy), study.worlds.get(world)
    behind = {
        study.evidence.fact(fact).source_id
        for entries in solution.parameters.lineage.values()
        for quantity in entries.values()
        for fact in quantity.facts
    }
    return PackageNotes(
        title=f"{study.settings.title}: {chosen.title if chosen else strategy}",
        description=(
            f"Results of monazite {__version__} for the strategy '{strategy}' in the world "
            f"'{assumed.title if assumed else world}'. {study.settings.question}"
        ),
        data_hash=study.data_hash,
        sources=[source_line(study, name) for name in study.sources if name in behind],
    )


def source_line(study: Study, source_id: str) -> SourceLine:
    """Give a publication as a reader would look it up; one nobody lists by its name alone."""
    source = study.sources.get(source_id)
    if source is None:
        return SourceLine(title=source_id)
    return SourceLine(
        title=source.title, publisher=source.publisher, date=source.date, url=source.url
    )
