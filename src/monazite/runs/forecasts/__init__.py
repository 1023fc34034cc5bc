"""Forecasts of the series a study declares, and how near they came."""
