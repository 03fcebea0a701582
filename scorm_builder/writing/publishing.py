"""Puts a finished package in its place, whole or not at all.

A package is written into a folder beside its target, judged there, and moved in by a rename. What
was there before stays whole until then, whatever goes wrong.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scorm_builder.model import Plan
from scorm_builder.spec.namespaces import MANIFEST


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder on the same disk as the target, so that putting in place is a rename.

    It is removed with all that is left in it, however the block ends.
    """
    with tempfile.TemporaryDirectory(prefix=".scorm-builder-", dir=out) as name:
        yield Path(name)


def write_folder(plan: Plan, destination: Path) -> None:
    """Writes ``plan`` as a new folder of the same files. Raises ``OSError``."""
    destination.mkdir()
    for output in plan.outputs.values():
        path = destination / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(output.data, bytes):
            path.write_bytes(output.data)
        else:
            # Bytes only: the source's times and permissions are nobody's business.
            shutil.copyfile(output.data, path)


def replace(draft: Path, target: Path, aside: Path) -> None:
    """Puts a finished zip or folder at ``target``, in the place of what was there.

    A zip takes one rename. A folder takes two, since a folder that is not empty cannot be renamed
    over: the old one waits at ``aside``, which does not exist yet, and comes back if the second
    rename fails. Raises ``OSError``, also where ``target`` is a folder that holds something else
    than a package: nobody's work is thrown away.
    """
    if draft.is_dir() and os.path.lexists(target):
        _refuse_strange(target)
        try:
            target.replace(aside)
            draft.replace(target)
        except BaseException:
            if os.path.lexists(aside) and not os.path.lexists(target):
                aside.replace(target)
            raise
    else:
        draft.replace(target)
    _sync(target.parent)


def _refuse_strange(target: Path) -> None:
    if not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file: remove it first", str(target))
    if not (target / MANIFEST).is_file() and any(target.iterdir()):
        message = f"it is a folder without {MANIFEST}, so not a package: remove it first"
        raise FileExistsError(errno.EEXIST, message, str(target))


def _sync(folder: Path) -> None:
    """Makes renames in ``folder`` last through a power cut, where the system offers that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
