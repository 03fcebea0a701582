"""Runs the JavaScript tests under node's own runner, one pytest test a file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.test.mjs"))

pytestmark = pytest.mark.node


def test_there_are_tests() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=[p.relative_to(HERE).as_posix() for p in FILES])
def test_javascript(path: Path, node: str, node_modules: Path, root: Path) -> None:
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", path],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    # node counts a file without a single test as passed: ask for at least one.
    ran = "\n# tests 0\n" not in done.stdout and "\n# tests " in done.stdout
    assert done.returncode == 0, done.stdout + done.stderr
    assert ran, f"{path} ran no test"
