"""The studies of the tests of the interface, which these tests write briefs about."""

from ..api.conftest import torn, toy

__all__ = ["torn", "toy"]
