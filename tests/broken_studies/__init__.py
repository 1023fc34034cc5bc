"""Studies broken on purpose, one small edit each, and what must be said about them."""
