"""What is forecast from a known past, or played of it, and how near that came."""

from monazite.findings.hindcast.episodes import (
    EpisodeCompared,
    EpisodeMonth,
    EpisodeScore,
    compared,
    episode_scores,
)
from monazite.findings.hindcast.lines import ForecastLine, Origin, forecast_lines, past_lines
from monazite.findings.hindcast.rivals import naive_error, trend
from monazite.findings.hindcast.scoring import FORECASTERS, Observed, Score, scores

__all__ = [
    "FORECASTERS",
    "EpisodeCompared",
    "EpisodeMonth",
    "EpisodeScore",
    "ForecastLine",
    "Observed",
    "Origin",
    "Score",
    "compared",
    "episode_scores",
    "forecast_lines",
    "naive_error",
    "past_lines",
    "scores",
    "trend",
]
