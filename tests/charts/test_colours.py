"""Colours that stand side by side stay apart for readers with any kind of colour vision.

Colour vision is simulated with the matrices of Machado, Oliveira and Fernandes (2009) at full
severity, and distance is that of CIELAB (1976), where about 2 is just noticeable.
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from monazite.charts.theme import BASELINE, INDUSTRY, ORIGIN, OTHER, STRATEGY

Vector = npt.NDArray[np.float64]

_VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])


def seen(colour: str, vision: str) -> Vector:
    """Return a colour as it is seen, in CIELAB."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = _TO_XYZ @ np.clip(_VISION[vision] @ linear, 0, 1) / _WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("vision", _VISION)
@pytest.mark.parametrize(
    ("colours", "apart"),
    [
        pytest.param([*ORIGIN.values()], 15, id="origins"),
        pytest.param([*INDUSTRY, OTHER], 15, id="industries"),
        pytest.param([*STRATEGY, BASELINE], 13, id="strategies"),
    ],
)
def test_neighbours_stay_apart(colours: list[str], apart: float, vision: str) -> None:
    distances = {
        (one, other): float(np.linalg.norm(seen(one, vision) - seen(other, vision)))
        for one, other in combinations(colours, 2)
    }
    closest = min(distances, key=lambda pair: distances[pair])
    assert distances[closest] >= apart, closest
