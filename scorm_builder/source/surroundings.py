"""What lies around a course and may be used: shared folders, and the defaults of all courses."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from pathlib import Path

from scorm_builder import codes, fields
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.model import SourceFile, SourceTree

DEFAULTS_FILE = "defaults.yaml"
NO_THEME = "none"
_NEARLY = ("defaults.yaml", "defaults.yml")
_NO_PATH = re.compile(r"/|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+:|.*\\", re.DOTALL)


def place(folder: Path, path: str) -> Path:
    """Where ``path`` is on the disk, seen from ``folder``.

    ``..`` is the folder that ``folder`` is named in, also where its name is that of a link.
    """
    for part in path.split("/"):
        if part != "..":
            folder = _inside(folder, part)
        elif folder.name in ("", ".."):
            folder /= ".."
        else:
            folder = folder.parent
    return folder


def _inside(folder: Path, name: str) -> Path:
    """What lies in ``folder`` under a name that is composed, however the disk keeps its accents."""
    there = folder / name
    if name == "." or there.exists():
        return there
    kept = [other for other in _names(folder) if unicodedata.normalize("NFC", other) == name]
    return folder / kept[0] if kept else there


def no_folder(base: Path, path: str, written: str) -> str:
    """Says that there is no folder of exactly this name, and which is nearest; empty if there is.

    The names count that the disk lists, also where it does not tell names by case.
    """
    for part in path.split("/"):
        names = _folders(base)
        if part not in (".", "..", *names):
            return f"there is no folder {written!r}{fields.nearest(part, names)}"
        base = place(base, part)
    return ""


def _folders(base: Path) -> list[str]:
    """The names of the folders in a folder, composed."""
    return [unicodedata.normalize("NFC", name) for name in _names(base) if (base / name).is_dir()]


def _names(folder: Path) -> list[str]:
    """The names in a folder; none where it cannot be listed."""
    try:
        return sorted(child.name for child in folder.iterdir())
    except OSError:
        return []


def defaults(tree: SourceTree) -> tuple[SourceFile | None, list[Diagnostic]]:
    """The defaults that lie beside the course folder; whether other courses lie there or not."""
    beside = place(tree.root, "..")
    names = _names(beside)
    found = []
    for name in names:
        if name.lower() in _NEARLY and name != DEFAULTS_FILE and (beside / name).is_file():
            message = f"rename {name!r} to {DEFAULTS_FILE!r}: under this name no course reads it"
            found.append(codes.UNREAD_FILE.at(tree.span(f"../{name}"), message))
    disk = beside / DEFAULTS_FILE
    if DEFAULTS_FILE not in names or not disk.is_file():
        return None, found
    return SourceFile(f"../{DEFAULTS_FILE}", disk, disk.stat().st_size), found


def common_theme(tree: SourceTree, written: str, known: tuple[str, ...]) -> str:
    """The folder that the defaults name as ``theme:``, from the course folder, there or not.

    Empty if they name none, or one in the course or in a folder that is ``known`` to be shared.
    ``tree`` needs its root and its content root only.
    """
    if not written or written == NO_THEME or _NO_PATH.match(written):
        return ""
    path = posixpath.normpath(f"../{unicodedata.normalize('NFC', written)}")
    real = os.path.realpath(place(tree.root, path))
    content = os.path.realpath(place(tree.root, tree.content or "."))
    if _is_in(real, content) or _is_in(content, real):
        return ""
    others = (os.path.realpath(place(tree.root, one)) for one in known)
    return "" if any(_is_in(real, other) for other in others) else path


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
    if missing := no_folder(tree.root, path, written):
        return codes.DEAD_LINK, missing
    real = os.path.realpath(place(tree.root, path))
    content = os.path.realpath(place(tree.root, tree.content or "."))
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
