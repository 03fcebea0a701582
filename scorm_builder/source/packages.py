"""Which files and folders are packages that a build has left: they are no sources."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from scorm_builder.source.numbers import split_number
from scorm_builder.spec.namespaces import MANIFEST
from scorm_builder.writing import record


def is_package(path: Path) -> bool:
    """Whether this is a zip or folder with a manifest, whatever course it was made of."""
    return _holds(path, MANIFEST)


def is_output(folder: Path, is_ignored: Callable[[str], bool]) -> bool:
    """Whether a folder that its number makes a module holds nothing but what builds put there.

    Without a number it may be a place of downloads.
    """
    if split_number(folder.name)[0] is None or not folder.is_dir():
        return False
    try:
        entries = [entry for entry in folder.iterdir() if not is_ignored(entry.name)]
    except OSError:
        # Whoever walks through it will tell.
        return False
    return bool(entries) and all(_holds(entry, record.PATH) for entry in entries)


def _holds(path: Path, name: str) -> bool:
    if path.is_dir():
        return (path / name).is_file()
    if path.suffix != ".zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
