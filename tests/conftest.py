"""What every room of the tests may ask for: node, JavaScript judges, a browser, built courses."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, and no stop-watch: a loaded machine is no bug.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() == "true"


def missing(what: str, cure: str) -> None:
    """Ends a test that needs what is not there: skipped on a person's machine, failed in CI."""
    message = f"{what} is not there: {cure}"
    if CI:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def node() -> str:
    """The path of node."""
    path = shutil.which("node")
    if not path:
        missing("node", "install Node.js 18 or later")
    assert path
    return path


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the JavaScript judges (scorm-again, axe-core, the published schemas)."""
    folder = ROOT / "node_modules"
    if not (folder / "scorm-again").is_dir():
        missing("node_modules", "run `npm ci` in the checkout")
    return folder


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the zip of every course under course_src/, built once for the whole run."""
    from scorm_builder import build

    out = tmp_path_factory.mktemp("dist")
    result = build(ROOT / "course_src", out)
    assert not result.report.fails(), result.report.text()
    return out


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """The path of an installed Chromium, Chrome or Edge."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(
        "browser_for_tests", ROOT / "tests" / "browser_for_tests.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path = module.find()
    if not path:
        missing("a browser", "install Chromium, Chrome or Edge")
    yield path
