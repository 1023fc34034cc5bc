"""Controls of a world that have nothing to take a share of, because no trade is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monazite.core.errors import Problems
from monazite.core.phrases import Named, Phrase, named
from monazite.core.wording import listed
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers import Acting
from monazite.strategy import ForeignExportControl, Lever, lever_title
from monazite.study import Study

__all__ = ["unmeasured_controls"]


def unmeasured_controls(
    study: Study, parameters: Parameters, levers: Iterable[Lever], problems: Problems
) -> None:
    """Warn of controls that leave lanes without an observed flow alone, or have no lane at all.

    A stop that stops nothing looks like a country that can do without.
    """
    for lever in levers:
        if isinstance(lever, ForeignExportControl) and lever.share_lost > 0:
            _warn(lever, Acting(lever, study, parameters), problems)


def _warn(lever: ForeignExportControl, acting: Acting, problems: Problems) -> None:
    titles, title = acting.study.titles, Named(lever_title(lever), lever_title(lever))
    line = lever.line_of("materials")
    nowhere = [name for name in lever.materials if not lever.lanes_of(acting.labels, name)]
    if nowhere:
        problems.add(
            Phrase(
                "“{}” withholds no {}: {} has no lane for it",
                (title, named(titles, nowhere, "or"), named(titles, lever.exporter)),
            ),
            remedy="add the lane, or leave the material out",
            file=lever.file,
            line=line,
            field="materials",
        )
    alone = list(_left_alone(lever, acting))
    if alone:
        problems.add(
            Phrase(
                "“{}” leaves {} as it is, because no usual trade is known there",
                (title, Named(*map(listed, zip(*alone, strict=True)))),
            ),
            remedy="write what was shipped in the first year under reference_flow of these lanes "
            "in chain/lanes.csv",
            file=lever.file,
            line=line,
            field="materials",
        )


def _left_alone(lever: ForeignExportControl, acting: Acting) -> Iterator[tuple[str, str]]:
    """Each material with where it goes on unhindered, by names and by titles.

    As in `oxide from FOR to HOM`.
    """
    titles = acting.study.titles
    for material in lever.materials:
        lanes = lever.lanes_of(acting.labels, material)
        known = acting.usual(lanes)
        where = list(dict.fromkeys(one.destination for one in lanes if one.name not in known))
        if where:
            said = Phrase(
                "{} from {} to {}",
                (named(titles, material), named(titles, lever.exporter), named(titles, where)),
            )
            yield said.name, said.titled
