"""Strategies solved with all facts drawn, and what the draws say."""
