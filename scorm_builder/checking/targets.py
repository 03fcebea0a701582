"""What the names on a command line mean: packages, courses, folders in which such things lie."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from scorm_builder import source
from scorm_builder.diagnostics import quoted
from scorm_builder.spec.namespaces import MANIFEST

_ENDINGS = (".zip", ".pif")
"""Of zips; SCORM 1.2 calls them package interchange files."""
_SOURCES = (".md", ".yaml", ".yml")
_OF_TOOLS = "node_modules"
_OF_PYTHON = "pyvenv.cfg"
"""What marks a folder as an environment of Python, whatever it is called."""


def is_course(path: Path) -> bool:
    """Whether ``path`` is the source of a course, and not a package.

    What cannot be looked into is none: whoever opens it is told why.
    """
    try:
        return path.is_dir() and not _is_package(path) and source.is_course(path)
    except OSError:
        return False


def expanded(paths: Iterable[Path]) -> list[Path]:
    """What there is to judge, each once, called as it was first called.

    In place of a folder that is neither a package nor a course come all that lie somewhere in it,
    in the order of their names. What cannot be looked into stands for itself, as does a folder
    without any of them: whoever judges it is told why.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for one in list(_below(path)) or [path]:
            found.setdefault(os.path.realpath(one), one)
    return list(found.values())


def mistaken(path: Path) -> str:
    """Why a file is no package but a part of one, or of a course, in words; else empty."""
    if path.name.lower() == MANIFEST:
        return f"it is the manifest of a package: name its folder, {quoted(path.parent.as_posix())}"
    for folder in path.parents if path.suffix.lower() in _SOURCES else ():
        if source.is_course(folder):
            return f"it is a file of the course in {quoted(folder.as_posix())}: name that folder"
    return ""


def _below(folder: Path) -> Iterator[Path]:
    """The packages and courses in a folder, or it itself; no link to a folder is followed."""
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        try:
            if not is_folder or _is_package(path) or source.is_course(path):
                yield path
            else:
                waiting += sorted(_inside(path), reverse=True)
        except OSError:
            yield path


def _inside(folder: Path) -> Iterator[tuple[Path, bool]]:
    """What may be judged, or hold what may be, right in a folder, and whether it is a folder."""
    names = {entry.name: entry for entry in os.scandir(folder)}
    for name, entry in names.items():
        if name.startswith(".") or name == _OF_TOOLS or _OF_PYTHON in names:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield folder / name, True
        elif name.lower().endswith(_ENDINGS) and not Path(entry.path).is_dir():
            yield folder / name, False


def _is_package(folder: Path) -> bool:
    return any(one.name.lower() == MANIFEST for one in folder.iterdir())
