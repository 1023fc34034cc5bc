"""The list of what is broken, and by which tests it is to be noticed, keeps up with the code."""

import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "mutation"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("mutation_script", str(SCRIPT))
    spec = importlib.util.spec_from_loader("mutation_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutation_script"] = module  # records look their module up
    try:
        loader.exec_module(module)
    finally:
        del sys.modules["mutation_script"]
    return module


def test_every_target_is_there_with_its_tests(script: ModuleType) -> None:
    for target in script.TARGETS:
        found = list(script.mutants(target))
        assert found, f"nothing in {target.name} can be broken"
        assert script.tests_of(target)
        source = found[0].path.read_text(encoding="utf-8")
        assert found[0].source() != source
