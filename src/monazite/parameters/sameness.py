"""Gives one object for all arrays that hold the same numbers.

What is worked out of arrays is kept for as long as they are the same objects. A lever that is moved
makes those behind it write their cells again, most with the numbers that stood there a moment ago;
and pools that meet prices often meet those of last time. So a new array is looked up by its numbers
first.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

import numpy as np

from monazite.core.labelled import Labelled
from monazite.parameters.labels import Labels
from monazite.parameters.positions import once_for_each

ARRAYS_AT_MOST = 384
"""Arrays known for one set of labels, the latest asked for: some twenty are edited in a stage."""

STUDIES_AT_MOST = 8
"""Sets of labels whose arrays are known."""

Key = tuple[str, tuple[int, ...], bytes]

_alone = Lock()


def the_same(labels: Labels, name: str, array: Labelled) -> Labelled:
    """Give the array of a parameter that was known before with these numbers, else this one.

    Nobody can change its numbers any more. Numbers are the same to the last bit, and stand under
    the very same labels.
    """
    numbers = np.ascontiguousarray(array.values)
    # the array that is kept keeps its indexes too, and so their ids
    indexes = tuple(id(array.axis(dimension)) for dimension in array.dims)
    key = name, indexes, blake2b(numbers.tobytes(), digest_size=16).digest()
    known = _known(labels)
    with _alone:
        found = known.setdefault(key, array)
        known.move_to_end(key)
        while len(known) > ARRAYS_AT_MOST:
            known.popitem(last=False)
    found.values.flags.writeable = False
    return found


@once_for_each(STUDIES_AT_MOST)
def _known(labels: Labels) -> OrderedDict[Key, Labelled]:
    """Keep arrays over one set of labels."""
    return OrderedDict()
