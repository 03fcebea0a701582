"""Work spread over processes: the system may end one of them, or whoever began them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scorm_builder import mapping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")


def killed_at_thirteen(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def lost(number: int) -> int:
    return -number


def test_a_worker_that_is_killed_costs_its_value_and_no_other() -> None:
    spread = mapping.mapper(2, lost)
    expected = [-13 if n == 13 else n * n for n in range(100)]
    assert list(spread(killed_at_thirteen, range(100))) == expected


def test_without_a_word_on_that_it_is_an_error_of_the_system() -> None:
    with pytest.raises(ChildProcessError, match="13"):
        list(mapping.mapper(2)(killed_at_thirteen, range(20)))


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_who_began_them(by: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "work.py").write_text(
        "import os, pathlib, time\n"
        "from scorm_builder import mapping\n"
        "def work(n):\n"
        "    pathlib.Path(f'{os.getpid()}.pid').touch()\n"
        "    time.sleep(0.05)\n"
        "if __name__ == '__main__':\n"
        "    list(mapping.mapper(2)(work, range(2000)))\n"
    )
    began = subprocess.Popen([sys.executable, "work.py"], cwd=tmp_path)
    try:
        _wait(lambda: len(list(tmp_path.glob("*.pid"))) >= 2)
        workers = [int(one.stem) for one in tmp_path.glob("*.pid")]
        began.send_signal(by)
        began.wait(10)
        _wait(lambda: not any(_is_there(worker) for worker in workers))
    finally:
        began.kill()
        began.wait(10)


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def _is_there(process: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked for yet does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
