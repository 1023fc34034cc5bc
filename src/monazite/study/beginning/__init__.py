"""Begins a study: one chain in the words of its author, with placeholders to replace."""

from monazite.study.beginning.figures import PLACEHOLDER
from monazite.study.beginning.outline import Outline, outlined
from monazite.study.beginning.writing import begin, begin_like

__all__ = ["PLACEHOLDER", "Outline", "begin", "begin_like", "outlined"]
