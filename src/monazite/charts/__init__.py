"""One implementation of each chart, for the screen, the brief, the notebook and files."""

from monazite.charts.bands import bands_over_years
from monazite.charts.binding_constraints import bottleneck_strip
from monazite.charts.calibration import calibration_dots
from monazite.charts.chain import changed_flows, sankey
from monazite.charts.chart import STANDARD_WIDTH, Chart, Datasets, Spec, fill
from monazite.charts.contributions import contributions_of_levers
from monazite.charts.curve import curve_of_figure
from monazite.charts.fan import fan_over_months
from monazite.charts.fate import fate_of_tonnes
from monazite.charts.headlines import headline_lines
from monazite.charts.indices import indices_of_inputs
from monazite.charts.instruments import dots_of_instruments
from monazite.charts.supply import supply_by_origin
from monazite.charts.theme import ThemeName
from monazite.charts.tradeoff import trade_off_dots
from monazite.charts.uncertain_inputs import uncertain_input_ranges
from monazite.charts.unmet import unmet_by_use
from monazite.charts.worldmap import places, world_map

__all__ = [
    "STANDARD_WIDTH",
    "Chart",
    "Datasets",
    "Spec",
    "ThemeName",
    "bands_over_years",
    "bottleneck_strip",
    "calibration_dots",
    "changed_flows",
    "contributions_of_levers",
    "curve_of_figure",
    "dots_of_instruments",
    "fan_over_months",
    "fate_of_tonnes",
    "fill",
    "headline_lines",
    "indices_of_inputs",
    "places",
    "sankey",
    "supply_by_origin",
    "trade_off_dots",
    "uncertain_input_ranges",
    "unmet_by_use",
    "world_map",
]
