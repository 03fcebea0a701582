"""What lies around a course and may be used: shared folders, and the defaults of all courses."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from pathlib import Path

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.model import SourceFile, SourceTree

DEFAULTS_FILE = "defaults.yaml"
_NEARLY = ("defaults.yaml", "defaults.yml")
_NO_PATH = re.compile(r"/|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+:|.*\\", re.DOTALL)


def place(folder: Path, path: str) -> Path:
    """Where ``path`` is on the disk, seen from ``folder``.

    ``..`` is the folder that ``folder`` is named in, also where its name is that of a link.
    """
    for part in path.split("/"):
        if part != "..":
            folder /= part
        elif folder.name in ("", ".."):
            folder /= ".."
        else:
            folder = folder.parent
    return folder


def is_folder(base: Path, path: str) -> bool:
    """Whether there is a folder of exactly this name, also where case does not count."""
    for part in path.split("/"):
        if part not in (".", "..") and not _holds(base, part):
            return False
        base = place(base, part)
    return base.is_dir()


def _holds(folder: Path, name: str) -> bool:
    try:
        names = [child.name for child in folder.iterdir()]
    except OSError:
        return False
    return any(unicodedata.normalize("NFC", other) == name for other in names)


def defaults(tree: SourceTree) -> tuple[SourceFile | None, list[Diagnostic]]:
    """The defaults that lie beside the course folder; whether other courses lie there or not."""
    beside = place(tree.root, "..")
    try:
        names = sorted(child.name for child in beside.iterdir())
    except OSError:
        # The folder of the course can be entered, the one it lies in cannot be listed.
        return None, []
    found = []
    for name in names:
        if name.lower() in _NEARLY and name != DEFAULTS_FILE and (beside / name).is_file():
            message = f"rename {name!r} to {DEFAULTS_FILE!r}: under this name no course reads it"
            found.append(codes.UNREAD_FILE.at(tree.span(f"../{name}"), message))
    disk = beside / DEFAULTS_FILE
    if DEFAULTS_FILE not in names or not disk.is_file():
        return None, found
    return SourceFile(f"../{DEFAULTS_FILE}", disk, disk.stat().st_size), found


def shared(
    tree: SourceTree, named: list[tuple[str, Span]]
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The folders that ``shared:`` names, as paths from the course folder, and what is wrong.

    ``tree`` needs its root and its content root only.
    """
    good: list[str] = []
    found = []
    for written, span in named:
        path = posixpath.normpath(unicodedata.normalize("NFC", written))
        code, message = _problem(tree, path, written, good)
        if message:
            found.append(code.at(span, f"shared: {message}"))
        else:
            good.append(path)
    return tuple(good), found


def _problem(tree: SourceTree, path: str, written: str, before: list[str]) -> tuple[Code, str]:
    """What is wrong with one folder; an empty text if nothing is. ``before`` are the good ones."""
    wrong = codes.NOT_SHARED
    if not written.strip() or _NO_PATH.match(written):
        return wrong, f"{written!r} must be a path from the course folder, as in ../media"
    if not is_folder(tree.root, path):
        return codes.DEAD_LINK, f"there is no folder {written!r}"
    real = os.path.realpath(place(tree.root, path))
    content = os.path.realpath(tree.root / tree.content)
    if _is_in(content, real):
        return wrong, f"{written!r} holds the course itself: name a folder beside it"
    if _is_in(real, content):
        return wrong, f"{written!r} lies in the course, so all may use it: take it out"
    for other in before:
        there = os.path.realpath(place(tree.root, other))
        if _is_in(real, there) or _is_in(there, real):
            return wrong, f"{written!r} and {other!r} are one, or in each other: name the outer one"
    return wrong, ""


def _is_in(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)
