"""What every attack is held to: an answer, in words, in bounds, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

JUDGE = Path(__file__).with_name("judge.py")
MOST_MEMORY = 256 << 10
MOST_WORDS = 500_000

Found = list[dict[str, Any]]


@pytest.fixture
def judged(tmp_path: Path) -> Callable[[Sequence[bytes]], list[Found]]:
    """Judges archives; what is asserted here holds for all of them."""
    if sys.platform != "linux":
        pytest.skip("what a process may do and how much it held is told by Linux")

    def judge(archives: Sequence[bytes]) -> list[Found]:
        paths = []
        for number, archive in enumerate(archives):
            paths.append(tmp_path / f"{number}.zip")
            paths[-1].write_bytes(archive)
        empty = tmp_path / "empty"
        empty.mkdir()
        around = set(tmp_path.iterdir())
        done = subprocess.run(
            [sys.executable, JUDGE, *paths],
            cwd=empty,
            env={**os.environ, "TMPDIR": str(empty), "HOME": str(empty)},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        assert not done.stderr
        assert not list(empty.iterdir())
        assert set(tmp_path.iterdir()) == around
        answer = json.loads(done.stdout)
        assert answer["peak"] < MOST_MEMORY, f"{answer['peak'] >> 10} MiB"
        assert len(answer["found"]) == len(archives)
        for found in answer["found"]:
            printable(found)
        return list(answer["found"])

    return judge


def printable(found: Iterable[dict[str, Any]]) -> None:
    """Nothing that a terminal would act on, and not more than somebody would read."""
    for form in ("text", "json"):
        shown = [one[form].replace("\n", "") for one in found]
        assert all(one.isprintable() for one in shown)
        assert sum(map(len, shown)) < MOST_WORDS
