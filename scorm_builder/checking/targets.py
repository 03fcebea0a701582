"""What the names on a command line mean: packages, folders full of them, courses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scorm_builder import source
from scorm_builder.spec.namespaces import MANIFEST


def is_course(path: Path) -> bool:
    """Whether ``path`` is a course source or a folder of them, and not a package."""
    if not path.is_dir() or _is_package(path):
        return False
    folders, _ = source.find_courses(path)
    return bool(folders)


def expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths, each once; in place of a folder that holds nothing but zips, these."""
    seen: dict[Path, None] = {}
    for path in paths:
        inside = _zips(path) if path.is_dir() else []
        seen |= dict.fromkeys(inside or [path])
    yield from seen


def _zips(folder: Path) -> list[Path]:
    shown = [one for one in folder.iterdir() if not one.name.startswith(".")]
    only = all(one.suffix.lower() == ".zip" and one.is_file() for one in shown)
    return sorted(shown) if only else []


def _is_package(folder: Path) -> bool:
    return any(one.name.lower() == MANIFEST for one in folder.iterdir())
