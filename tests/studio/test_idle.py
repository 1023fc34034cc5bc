"""Circles are looked for while nobody waits, and what the study holds is left alone."""

import subprocess
import sys

CIRCLES = """
import gc, time, weakref
from monazite.studio.idle import Idle

class Ring:
    def __init__(self):
        self.own = self

def gone_after(seen, seconds):
    until = time.monotonic() + seconds
    while seen() is not None and time.monotonic() < until:
        time.sleep(0.01)
    return seen() is None

idle = Idle(soon=0.02, later=0.05, many=3)
idle.begin()
assert gc.get_freeze_count() > 10_000
with idle.at_work():
    young = weakref.ref(Ring())
    for _ in range(5_000):
        [[]]
    time.sleep(0.2)
    assert young() is not None, "looked for while somebody waited"
assert gone_after(young, 10), "never looked for"

kept = Ring()
old = weakref.ref(kept)
with idle.at_work():
    pass
time.sleep(0.2)  # it has outlived a look at what is young
del kept
assert old() is not None
for _ in range(2):
    with idle.at_work():
        pass
    time.sleep(0.1)
assert gone_after(old, 10), "what was let go later is never found"

gc.unfreeze()
with idle.at_work():
    pass
until = time.monotonic() + 10
while not gc.get_freeze_count() and time.monotonic() < until:
    time.sleep(0.01)
assert gc.get_freeze_count() > 10_000, "a study read again is looked through for good"
"""


def test_circles_are_looked_for_while_nobody_waits_for_an_answer() -> None:
    """In a process of its own, since it changes how the whole of one looks for circles."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", CIRCLES], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
