"""Placeholder figures of a new study: round, of one size with each other, and marked as guesses."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from monazite.study.beginning.outline import Outline

PLACEHOLDER = "own/placeholder"
"""The source of a figure that is still to be replaced by one somebody measured."""

RECOVERY = 0.9
"""Share of the mineral that passes a step."""
RECOVERED = (80.0, 98.0)
"""Its range in per cent: what is assumed of a thin figure would have more come out than went in."""
PLANT = 4.0
"""Cost of a plant over the cost of a year's making in it."""
FREIGHT, DISPOSAL = 0.02, 0.01
"""What moving a tonne costs, and putting it aside, as a share of its price."""
CHOKE, ELASTICITY = 5.0, -0.3
"""Price at which the last user gives up, over the usual one; demand per price, as changes."""
HOME_NEED, ABROAD_NEED = 50.0, 500.0
"""Tonnes of the product a year wanted at home and by everyone else."""
GROWTH = 1.5
"""What is wanted in the last year, as a multiple of the first."""


@dataclass(frozen=True)
class Figures:
    """What a chain of these forms would be like, form by form in order; money in USD_2024/t.

    `content` is the mineral in a tonne; `price` what a tonne costs abroad; `cost` of making a
    tonne of it without its feed; `home` and `abroad` are capacities, t/yr.
    """

    content: tuple[float, ...]
    price: tuple[float, ...]
    cost: tuple[float, ...]
    home: tuple[float, ...]
    abroad: tuple[float, ...]


def figures_of(outline: Outline) -> Figures:
    """Work placeholders out from the number of forms, so that everything passes through.

    Ore holds a twentieth of the mineral, what is set apart of it a fifth, the product a tenth. A
    step loses a tenth. Home digs a third of what the world wants and makes a fifth of what it
    needs of every further form. Abroad digs four fifths of what the world wants, and its plants
    could make half as much again as is wanted.
    """
    steps = len(outline.forms)
    content = (0.05, *(0.2 for _ in range(steps - 2)), 0.1)
    price, cost = [100.0], [100.0]
    for step in range(1, steps):
        feed = content[step] / (content[step - 1] * RECOVERY)
        making = 0.5 * feed * price[-1]
        cost.append(rounded(making))
        price.append(rounded(feed * price[-1] + making))
    world = (HOME_NEED + ABROAD_NEED) * GROWTH * content[-1]
    home, abroad = [], []
    for step, held in enumerate(content):
        wanted = world / RECOVERY ** (steps - 1 - step) / held
        own = wanted * HOME_NEED / (HOME_NEED + ABROAD_NEED)
        home.append(rounded(wanted / 3 if step == 0 else own / 5))
        # abroad digs less than it needs, so that home has somebody to sell its ore to
        abroad.append(rounded((0.8 if step == 0 else 1.5) * wanted))
    return Figures(content, tuple(price), tuple(cost), tuple(home), tuple(abroad))


def rounded(number: float) -> float:
    """Round to two figures that count."""
    return round(number, 1 - floor(log10(number)))
