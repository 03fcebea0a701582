"""Walks a course folder: what belongs to it, in an order that no file system decides."""

from __future__ import annotations

import os
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.model import SourceFile, SourceTree

COURSE_FILE = "course.yaml"
IGNORE_FILE = ".scormignore"
_ALWAYS_IGNORED = (
    ".*",
    "_*",
    "*~",
    "*.bak",
    "*.tmp",
    "~$*",
    "Thumbs.db",
    "desktop.ini",
    "node_modules",
    "__pycache__",
)

Ignored = Callable[[str], bool]
Report = Callable[[Code, Span, str], None]


def find_courses(folder: Path) -> list[Path]:
    """The folder itself if it is a course, else the courses right in it, by name."""
    if _course_file(folder):
        return [folder]
    return sorted(
        child
        for child in folder.iterdir()
        if child.is_dir() and not _always_ignored(child.name) and _course_file(child)
    )


def _course_file(folder: Path) -> str:
    """The name of the file that makes this folder a course, also where the name is not quite it."""
    names = [child.name for child in folder.iterdir()]
    if COURSE_FILE in names:
        return COURSE_FILE
    return next((n for n in sorted(names) if n.lower() in ("course.yaml", "course.yml")), "")


def scan(folder: Path, label: str) -> tuple[SourceTree, list[Diagnostic]]:
    """Everything in a course folder that is not ignored, sorted by path.

    ``label`` is the folder as the user typed it. Names that begin with ``.`` or ``_``, editors'
    left-overs and what ``.scormignore`` names (in the syntax of ``.gitignore``) do not exist for
    the course. Symbolic links that stay inside are followed; those that leave are findings.
    """
    root = folder.resolve()
    ignored = _ignored(folder)
    tree = SourceTree(folder, label, {}, ())
    found: list[Diagnostic] = []
    files: dict[str, SourceFile] = {}
    folders: list[str] = []

    def walk(relative: str, trail: frozenset[Path]) -> None:
        here = folder / relative if relative else folder
        for entry in sorted(os.scandir(here), key=lambda e: e.name):
            path = f"{relative}/{entry.name}" if relative else entry.name
            if _always_ignored(entry.name) or ignored(path + ("/" if entry.is_dir() else "")):
                continue
            real = Path(entry.path).resolve()
            if entry.is_symlink() and not real.is_relative_to(root):
                message = f"{entry.name!r} is a link that leads out of the course: copy the file in"
                found.append(codes.OUTSIDE_ROOT.at(tree.span(path), message))
            elif entry.is_dir():
                if real in trail:
                    message = f"{entry.name!r} is a link to a folder that holds it: take it out"
                    found.append(codes.OUTSIDE_ROOT.at(tree.span(path), message))
                    continue
                folders.append(path)
                walk(path, trail | {real})
            elif entry.is_file():
                files[path] = SourceFile(path, Path(entry.path), entry.stat().st_size)
            else:
                message = f"{entry.name!r} is a link to nothing: mend it or take it out"
                found.append(codes.OUTSIDE_ROOT.at(tree.span(path), message))

    walk("", frozenset({root}))
    name = _course_file(folder)
    if name and name != COURSE_FILE:
        message = f"rename {name!r} to 'course.yaml': only this name makes a folder a course"
        found.append(codes.COURSE_FILE_NAME.at(tree.span(name), message))
    for path in sorted(files):
        if "/" in path and path.rpartition("/")[2] == COURSE_FILE:
            message = "a course cannot lie inside another: move it beside, or rename the file"
            found.append(codes.NESTED_COURSE.at(tree.span(path), message))
    return SourceTree(folder, label, dict(sorted(files.items())), tuple(sorted(folders))), found


def _always_ignored(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in _ALWAYS_IGNORED)


def _ignored(folder: Path) -> Ignored:
    """What the course's own ignore file names; nothing where there is none."""
    own = folder / IGNORE_FILE
    if not own.is_file():
        return lambda path: False
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(own.read_text("utf-8", "replace").splitlines())
    return spec.match_file


def read_text(file: SourceFile, tree: SourceTree, report: Report) -> str | None:
    """The text of a file, without BOM, lines ended by LF; a finding and None if it is not UTF-8."""
    data = file.disk.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"{file.path!r} is not UTF-8: save it as UTF-8 in your editor"
        report(codes.NOT_UTF8, tree.span(file.path, line, column), message)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
