"""One toy study for all tests that do not change it; it keeps its runs."""

import pytest

from monazite.api import StudyHandle

from .. import shipped
from .copies import torn as torn_copy


@pytest.fixture(scope="session")
def toy() -> StudyHandle:
    """The toy study as it ships."""
    return shipped.handle("toy")


@pytest.fixture(scope="session")
def torn(tmp_path_factory: pytest.TempPathFactory) -> StudyHandle:
    """A copy of the toy with the strategy `torn`, whose rules cannot hold together."""
    return torn_copy(tmp_path_factory.mktemp("torn"))
