"""Where a copy cannot be written, or is broken off: the package is whole, nothing else is there."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.checking import Choice, check
from scorm_builder.checking.fixing import Fixing, fix
from scorm_builder.writing import publishing, zipwriter
from tests.checking.packages import unlisted

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
READ_ONLY = OSError(errno.EROFS, os.strerror(errno.EROFS))

# What the system says no to, and at which of its calls.
PLACES: dict[str, tuple[object, str, int]] = {
    "before anything is written": (tempfile, "mkdtemp", 1),
    "at the first file": (zipwriter, "_add", 1),
    "at the third file": (zipwriter, "_add", 3),
    "at the end": (os, "fsync", 1),
    "as it is put in place": (publishing, "replace", 1),
}


def failing(real: Callable[..., Any], at: int, error: BaseException) -> Callable[..., Any]:
    """The function, which fails at one of its calls."""
    calls = 0

    def called(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise error
        return real(*arguments, **named)

    return called


def arranged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException
) -> tuple[Path, bytes]:
    """A package to mend, with the copy of another in the way, and a call that fails."""
    source = unlisted(folder / "p.zip")
    (folder / "p.fixed.zip").write_bytes(b"the copy of yesterday")
    module, name, at = PLACES[place]
    monkeypatch.setattr(module, name, failing(getattr(module, name), at, error))
    return source, source.read_bytes()


def is_untouched(folder: Path, data: bytes) -> bool:
    there = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    left = [one for one in folder.iterdir() if one.is_dir()]
    return not left and there == {"p.zip": data, "p.fixed.zip": b"the copy of yesterday"}


@pytest.mark.parametrize("error", [FULL, READ_ONLY], ids=["full", "read-only"])
@pytest.mark.parametrize("place", PLACES)
def test_a_disk_that_says_no_is_told_and_leaves_nothing_behind(
    place: str, error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, data = arranged(tmp_path, monkeypatch, place, error)
    verdict = fix(source, Choice(), Fixing(force=True))
    assert verdict.fixed is not None
    assert verdict.fixed.path == ""
    assert verdict.fixed.mends == ()
    assert verdict.fixed.problem == error.strerror
    assert verdict.fails()
    assert is_untouched(tmp_path, data)


@pytest.mark.parametrize("place", PLACES)
def test_an_interrupt_leaves_nothing_behind(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, data = arranged(tmp_path, monkeypatch, place, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        fix(source, Choice(), Fixing(force=True))
    assert is_untouched(tmp_path, data)


def test_an_interrupt_while_the_copy_is_judged_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = unlisted(tmp_path / "p.zip")
    data = source.read_bytes()
    # The first verdict is that on the package itself.
    interrupted = failing(check, 2, KeyboardInterrupt())
    monkeypatch.setattr("scorm_builder.checking.fixing.check", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fix(source, Choice(), Fixing())
    assert [one.name for one in tmp_path.iterdir()] == ["p.zip"]
    assert source.read_bytes() == data
