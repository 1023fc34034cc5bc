"""The map of a state: who makes a form of the material, and who sends it to whom."""

from __future__ import annotations

from monazite.charts import Chart, places, world_map
from monazite.charts.worldmap import Ground
from monazite.findings.account import Contained
from monazite.runs.run import Run
from monazite.studio.trade import trade_in
from monazite.study import Study
from monazite.study.records import RegionRow

__all__ = ["map_chart"]


def map_chart(
    run: Run, form: str, year: int, ground: Ground | None = None, of: Contained | None = None
) -> Chart:
    """Draw who makes a form, by default the product, and where it goes in a year.

    Tonnes are those of the form, or what they contain where `of` says so.

    Raises InvalidInput for a form that is not there.
    """
    solution = run.solution
    form = form or solution.study.words.product.form
    trade, regions = trade_in(solution, form, year, of), solution.labels.regions
    titles = solution.parameters.titles
    rows = {one.region: one for one in solution.study.chain.regions}
    made = [
        {"region": region, "title": titles.get(region, region)}
        | _place(solution.study, rows[region])
        | {"value": trade.made(region)}
        for region in regions
    ]
    sent = [
        {"origin": origin, "destination": destination, "value": tonnes}
        for origin in regions
        for destination in regions
        if origin != destination and (tonnes := trade.sent(origin, destination)) > 0.0
    ]
    return world_map(
        made,
        sent,
        home=solution.home,
        material=solution.study.words.forms[form].plural,
        unit=f"t {trade.basis}/yr",
        year=year,
        ground=ground,
        sources=(f"monazite on {solution.study.settings.title}",),
    )


def _place(study: Study, region: RegionRow) -> dict[str, float | None]:
    """Where a region stands: its own point, the middle of its members, home else of its plants."""
    known = places()
    own = (region.region,) if region.region in known else region.members
    found = [known[name] for name in own if name in known]
    if len(found) < len(own):
        found = []
    if not found and region.region == study.settings.home:
        plants = (plant for plant in study.chain.facilities if plant.region == region.region)
        ends = ((plant.longitude, plant.latitude) for plant in plants)
        found = [(east, north) for east, north in ends if east is not None and north is not None]
    if not found:
        return {"longitude": None, "latitude": None}
    longitude, latitude = (sum(one[axis] for one in found) / len(found) for axis in (0, 1))
    return {"longitude": longitude, "latitude": latitude}
