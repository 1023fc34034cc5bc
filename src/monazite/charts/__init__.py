"""One implementation of each chart, for the screen, the brief, the notebook and files."""

from monazite.charts.binds import binds_strip
from monazite.charts.calibration import calibration_dots
from monazite.charts.chart import STANDARD_WIDTH, Chart, Datasets, Spec, fill
from monazite.charts.doubts import doubt_ranges
from monazite.charts.fate import fate_of_tonnes
from monazite.charts.headlines import headline_lines
from monazite.charts.sankey import chain
from monazite.charts.supply import supply_by_origin
from monazite.charts.theme import ThemeName
from monazite.charts.unmet import unmet_by_use

__all__ = [
    "STANDARD_WIDTH",
    "Chart",
    "Datasets",
    "Spec",
    "ThemeName",
    "binds_strip",
    "calibration_dots",
    "chain",
    "doubt_ranges",
    "fate_of_tonnes",
    "fill",
    "headline_lines",
    "supply_by_origin",
    "unmet_by_use",
]
