"""What is forecast from a known past, beside naive rivals, and how near it came."""

from monazite.findings.hindcast.lines import ForecastLine, Origin, forecast_lines, past_lines
from monazite.findings.hindcast.rivals import naive_error, trend
from monazite.findings.hindcast.scoring import FORECASTERS, Observed, Score, scores

__all__ = [
    "FORECASTERS",
    "ForecastLine",
    "Observed",
    "Origin",
    "Score",
    "forecast_lines",
    "naive_error",
    "past_lines",
    "scores",
    "trend",
]
