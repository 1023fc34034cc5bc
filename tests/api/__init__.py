"""The verbs of monazite in Python, on the toy study and on copies of it."""
