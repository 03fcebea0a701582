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

from scorm_builder import package
from scorm_builder.model import Plan
from scorm_builder.spec.namespaces import MANIFEST

_STAGING = ".scorm-builder-"


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder on the same disk as the target, so that putting in place is a rename.

    It is removed with all that is left in it, however the block ends.
    """
    with tempfile.TemporaryDirectory(prefix=_STAGING, dir=out) as name:
        yield Path(name)


def reason(error: OSError, out: Path) -> str:
    """Why writing failed, without the name of a staging folder that is gone when it is read."""
    why = error.strerror or str(error)
    name = str(error.filename or "")
    inside = name.startswith(str(out / _STAGING)) or not name
    return why if inside else f"{why} ({name})"


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
    rename fails. Raises ``OSError``, also where ``target`` holds anything but a package that could
    be built again: nobody's work is thrown away.
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
    elif target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, "there is a folder of this name", str(target))
    else:
        draft.replace(target)
    _sync(target.parent)


def _refuse_strange(target: Path) -> None:
    if target.is_symlink():
        raise FileExistsError(errno.EEXIST, "it is a link: remove it first", str(target))
    if not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file: remove it first", str(target))
    if not any(target.iterdir()):
        return
    if not (target / MANIFEST).is_file():
        message = f"it is a folder without {MANIFEST}, so not a package: remove it first"
        raise FileExistsError(errno.EEXIST, message, str(target))
    strangers = _strangers(target)
    if strangers:
        more = f" and {len(strangers) - 1} more" if len(strangers) > 1 else ""
        message = f"it holds {strangers[0]!r}{more}, which no build put there: move that away first"
        raise FileExistsError(errno.EEXIST, message, str(target))


def _strangers(folder: Path) -> list[str]:
    """The files in an unpacked package that its manifest does not account for."""
    with package.open(folder, folder.as_posix()) as old:
        listed = {MANIFEST}
        if old.manifest is not None:
            listed.update(file.get("href", "") for file in old.manifest.all("file"))
        return sorted(
            name
            for name in (member.name for member in old.members)
            if name not in listed and not ("/" not in name and name.endswith(".xsd"))
        )


def _sync(folder: Path) -> None:
    """Makes renames in ``folder`` last through a power cut, where the system offers that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
