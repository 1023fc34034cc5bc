"""Records of findings with plain fillers where a test does not care."""

from dataclasses import replace
from typing import Any

from monazite.findings.bottlenecks import EasedBottleneck
from monazite.findings.evidence import UncertainInputEffect

_WALL = EasedBottleneck(
    step=1,
    stage="magnet",
    stage_title="Magnet",
    rule="output_within_capacity",
    subjects=(),
    titles=(),
    size=0.0,
    basis="magnet",
    indicator="self_sufficiency.magnet",
    unit="1",
    year=2030,
    before=0.0,
    after=0.0,
    gain=0.0,
    annual_value=0.0,
    reason="",
)

_DOUBT = UncertainInputEffect(
    fact="a",
    title="A",
    facts=(),
    low=0.0,
    central=0.5,
    high=1.0,
    unit="1",
    grade="B",
    indicator="x",
    indicator_unit="1",
    year=2030,
    at_low=0.5,
    at_central=0.5,
    at_high=0.5,
    gain_low=None,
    gain_central=None,
    gain_high=None,
    swing=0.0,
    share=0.0,
    fault="",
)


def eased_bottleneck(**fields: Any) -> EasedBottleneck:
    return replace(_WALL, **fields)


def uncertain_input_effect(**fields: Any) -> UncertainInputEffect:
    return replace(_DOUBT, **fields)
