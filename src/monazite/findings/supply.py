"""Where what home uses comes from, year by year, and who goes short."""

from __future__ import annotations

import numpy as np

from monazite.findings.indicators import unit_of
from monazite.findings.origins import trace_origins
from monazite.findings.reading import Reading, Series


def supply_by_origin(reading: Reading, form: str = "magnet") -> list[dict[str, object]]:
    """Tonnes of a form served at home by origin: rows of origin, year, value, unit.

    `home` is made at home from ore or bought-in material, `recycled` the part made from scrap,
    `stockpile` what stocks give more than they take, `abroad` the rest, `short` what is not served.
    """
    materials = reading.materials(form)
    origins = trace_origins(reading)
    served = reading.served(materials, reading.home)
    home, recycled = reading.zeros(), reading.zeros()
    for material in materials:
        own = np.minimum(
            np.clip(
                reading.made((material,), reading.home)
                - reading.shipped((material,), origin=reading.home)
                - reading.used_up((material,), reading.home),
                0.0,
                None,
            ),
            reading.served((material,), reading.home),
        )
        from_scrap = own * origins.of(material, "recycled")
        recycled = recycled + from_scrap
        home = home + own - from_scrap
    stockpile = np.minimum(
        np.clip(reading.net_release(materials, reading.home), 0.0, None),
        np.clip(served - home - recycled, 0.0, None),
    )
    series: dict[str, Series] = {
        "home": home,
        "recycled": recycled,
        "stockpile": stockpile,
        "abroad": np.clip(served - home - recycled - stockpile, 0.0, None),
        "short": reading.unmet(_points_served_by(reading, materials)),
    }
    unit = unit_of(reading, f"output.{form}")
    return [
        {"origin": origin, "year": year, "value": float(value), "unit": unit}
        for origin, values in series.items()
        for year, value in zip(reading.years, values, strict=True)
    ]


def need_by_year(reading: Reading, form: str = "magnet") -> list[dict[str, object]]:
    """What home uses of a form would take at the reference price: rows of year, value, unit."""
    points = _points_served_by(reading, reading.materials(form))
    demand = reading.select(reading.parameters["demand"]).sel(point=points).sum("point").values
    unit = unit_of(reading, f"output.{form}")
    return [
        {"year": year, "value": float(value), "unit": unit}
        for year, value in zip(reading.years, demand, strict=True)
    ]


def unmet_by_use(reading: Reading, form: str = "magnet") -> list[dict[str, object]]:
    """Unmet demand of each home use: rows of use, title, year, value, share, lost, unit.

    `value` in t/yr, `share` of the use's demand, `lost` the value of it in USD_2024/yr.
    """
    rows: list[dict[str, object]] = []
    demand = reading.select(reading.parameters["demand"])
    unmet = reading.select(reading.outcome["unmet"])
    cost = reading.parameters["unmet_cost"]
    unit = unit_of(reading, f"output.{form}")
    for point in _points_served_by(reading, reading.materials(form)):
        use = point.partition("@")[0]
        wanted = demand.sel(point=point).values
        tranches = reading.tranches([point])
        left = unmet.sel(tranche=tranches)
        missing = left.sum("tranche").values
        lost = (left * cost.sel(tranche=tranches)).sum("tranche").values
        rows += [
            {
                "use": use,
                "title": reading.parameters.titles.get(use, use),
                "year": year,
                "value": float(missing[index]),
                "share": float(missing[index] / wanted[index]) if wanted[index] > 0 else 0.0,
                "lost": float(lost[index]),
                "unit": unit,
            }
            for index, year in enumerate(reading.years)
        ]
    return rows


def _points_served_by(reading: Reading, materials: tuple[str, ...]) -> list[str]:
    return list(
        dict.fromkeys(
            f"{use}@{region}"
            for use, region, material in reading.labels.offers
            if region == reading.home and material in materials
        )
    )
