"""Paths as written in a course: exact names, ``/`` between folders, nothing outside the root."""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Callable

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Span
from scorm_builder.model import SourceFile, SourceTree

Report = Callable[[Code, Span, str], None]
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


class Paths:
    """Finds the files and folders of one tree.

    ``meant`` collects everything that was found, and what a wrong path probably meant: none of it
    is unused, whatever else is wrong. ``downloads`` are the links to Markdown that is no unit,
    each as it is written; ``drawings`` the SVGs that were looked into already.
    """

    def __init__(self, tree: SourceTree, report: Report) -> None:
        self.tree = tree
        self.report = report
        self.meant: set[str] = set()
        self.drawings: set[str] = set()
        self.downloads: list[tuple[Span, str]] = []

    def file(self, base: str, written: str, span: Span) -> SourceFile | None:
        """The file that ``written`` names, seen from the file ``base``; else a finding and None."""
        path = self.whole(base, written, span)
        if path is None:
            return None
        if path in self.tree.files:
            self.meant.add(path)
            return self.tree.files[path]
        if path in self.tree.edition.aside:
            return self.tree.edition.aside[path]
        if path in self.tree.folders or path == self.tree.content:
            message = f"{written!r} is a folder: name a file in it"
            self.report(codes.DEAD_LINK, span, message)
            return None
        self.missing("file", base, written, path, span)
        return None

    def _wrong(self, code: Code, written: str, span: Span, message: str) -> None:
        name = written.replace("\\", "/").rpartition("/")[2].casefold()
        files = self.tree.files
        self.meant |= {path for path in files if posixpath.basename(path).casefold() == name}
        self.report(code, span, message)

    def whole(self, base: str, written: str, span: Span) -> str | None:
        """``written`` as a path from the course folder; else a finding and None."""
        if _ADDRESS.match(written):
            message = f"{written!r} is an address: put the file into the course and name it here"
            self._wrong(codes.BAD_PATH, written, span, message)
            return None
        if "\\" in written or written.startswith("/") or _DRIVE.match(written):
            # Not its repr, which would double what is wrong with it.
            message = f"write '{written}' as a path from this file, with / between folders"
            self._wrong(codes.BAD_PATH, written, span, message)
            return None
        plain = unicodedata.normalize("NFC", written)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))
        path = "" if path == "." else path
        if not self._is_inside(path):
            message = f"{written!r} leads out of the course: copy what it names into the course"
            if self.tree.content and path.split("/")[0] != "..":
                message = f"{written!r} lies outside of root: {self.tree.content!r}: move it there"
            self._wrong(codes.OUTSIDE_ROOT, written, span, message)
            return None
        aside = self.tree.edition.aside.get(path)
        return aside.path if aside else path

    def _is_inside(self, path: str) -> bool:
        content = self.tree.content
        if self.tree.is_shared(path):
            return True
        return path.split("/")[0] != ".." and (
            not content or path == content or path.startswith(f"{content}/")
        )

    def missing(self, what: str, base: str, written: str, path: str, span: Span) -> None:
        """Says that there is nothing at ``path``, and what looks most like it."""
        known = [*self.tree.files, *self.tree.folders]
        folder = posixpath.dirname(base)
        for other in known:
            if other.casefold() == path.casefold():
                self.meant.add(other)
                exact = posixpath.relpath(other, folder or ".")
                message = f"{written!r} differs in case from {exact!r}: write it exactly so"
                self.report(codes.WRONG_CASE, span, message)
                return
        if self.tree.is_ignored(path):
            message = f"{written!r} is there but left out, by its name or by .scormignore: rename"
            self.report(codes.DEAD_LINK, span, f"{message} it, or mend the pattern")
            return
        hint = ""
        if other := _likeliest(path, known):
            self.meant.add(other)
            hint = f" (did you mean {posixpath.relpath(other, folder or '.')!r}?)"
        self.report(codes.DEAD_LINK, span, f"there is no {what} {written!r}{hint}")


def _likeliest(path: str, known: list[str]) -> str:
    """The same name elsewhere, with an ending, or like it in the same folder; else a like path."""
    folder, name = posixpath.split(path)
    same = [other for other in known if posixpath.basename(other).casefold() == name.casefold()]
    if same:
        return difflib.get_close_matches(path, same, n=1, cutoff=0)[0]
    if bare := [other for other in known if posixpath.splitext(other)[0] == path]:
        return bare[0]
    beside = [posixpath.basename(other) for other in known if posixpath.dirname(other) == folder]
    if close := difflib.get_close_matches(name, beside, n=1, cutoff=0.6):
        return posixpath.join(folder, close[0])
    close = difflib.get_close_matches(path, known, n=1, cutoff=0.7)
    return close[0] if close else ""
