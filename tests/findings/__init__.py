"""Findings on the toy study, on readings written by hand, and laws that hold for all of them."""
