"""Packages to judge: the good one of the rules' cases, and what a test does to it."""

from __future__ import annotations

from pathlib import Path

from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD

WRONG_VERSION = GOOD["imsmanifest.xml"].replace(b"<schemaversion>1.2<", b"<schemaversion>9.9<")


def package(path: Path, **others: bytes | None) -> Path:
    """Writes the good package as a zip, files replaced, added or (None) left out.

    In names ``__`` stands for a dot.
    """
    files = dict(GOOD)
    for name, data in others.items():
        if data is None:
            del files[name.replace("__", ".")]
        else:
            files[name.replace("__", ".")] = data
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped(files))
    return path


def wrong_version(path: Path) -> Path:
    """A package with one error, M10, and nothing else."""
    return package(path, imsmanifest__xml=WRONG_VERSION)


def unlisted(path: Path) -> Path:
    """A package with one warning, F05, and nothing that is worse."""
    return package(path, left__txt=b"a file that no resource lists")
