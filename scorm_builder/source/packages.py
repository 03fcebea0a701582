"""Which files and folders are packages that a build has left: they are no sources."""

from __future__ import annotations

import zipfile
from pathlib import Path

from scorm_builder.spec.namespaces import MANIFEST


def is_package(path: Path) -> bool:
    """Whether this is a zip or folder with a manifest, whatever course it was made of."""
    if path.is_dir():
        return (path / MANIFEST).is_file()
    if path.suffix != ".zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
