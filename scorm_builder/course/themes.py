"""Themes: a folder with a style sheet, a logo and templates of one's own, read and judged once.

What a theme refers to must lie in its folder; that alone is packed, under the names it has.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import replace

from scorm_builder import codes
from scorm_builder.course import themenames
from scorm_builder.course.identity import split_number
from scorm_builder.course.settings import Inherited
from scorm_builder.course.themereading import Reading
from scorm_builder.diagnostics import Severity, Span
from scorm_builder.fields import Fields
from scorm_builder.model import Theme
from scorm_builder.source import COURSE_FILE
from scorm_builder.source.paths import Paths
from scorm_builder.source.surroundings import NO_THEME

# Nobody named the folder: it may be there for something else.
_MAYBE_NO_THEME = replace(codes.NO_THEME, severity=Severity.WARNING)
# What somebody may write for our own look.
_NOTHING = ("none", "no", "off", "false", "null", "~", "default")


class Themes:
    """The themes that the keys of one course name."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._tree = paths.tree
        self._read: dict[str, Theme | None] = {}

    def of_course(self, inherited: Inherited, defaults: Fields, top: Fields) -> Inherited:
        """What ``course.yaml`` names, else the course's own folder, else what is the default."""
        beside = self._tree.defaults.path if self._tree.defaults else COURSE_FILE
        own = posixpath.join(self._tree.content, themenames.FOLDER)
        if "theme" in top:
            return self.under(inherited, top, COURSE_FILE)
        if own in self._tree.folders and self._parts(own):
            return replace(inherited, theme=self._theme(own, self._tree.span(own)))
        self._tell_unread(own, bool(defaults.text("theme")))
        return self.under(inherited, defaults, beside)

    def _tell_unread(self, own: str, has_another: bool) -> None:
        """Says why the folder ``own`` is not the theme of the course, though it looks so."""
        content, name = posixpath.split(own)
        for folder in sorted(self._tree.folders):
            beside, other = posixpath.split(folder)
            if beside != content or other.lower() != name:
                continue
            span = self._tree.span(folder)
            if other != name and (self._parts(folder) or self._problems(folder)):
                self._mean(folder)
                message = f"{other!r} is no theme by this name: call it {name!r}"
                self._no_theme(span, f"{message}, or say 'theme: {other}'")
            elif other == name and (problems := self._problems(folder)):
                self._mean(folder)
                for path, problem in problems:
                    self._no_theme(self._tree.span(path), problem)
            elif other == name and not has_another and not self._is_prose(folder):
                message = f"{other!r} is no theme: it holds no {themenames.PARTS}; rename it, or"
                self._paths.report(_MAYBE_NO_THEME, span, f"{message} say 'theme: none'")

    def _problems(self, folder: str) -> list[tuple[str, str]]:
        """Files of a folder that look like parts of a theme, and why they are none."""
        inside = sorted(self._inside(folder))
        told = [(name, themenames.problem(name, inside)) for name in inside]
        return [(posixpath.join(folder, name), problem) for name, problem in told if problem]

    def _is_prose(self, folder: str) -> bool:
        """Whether there is nothing in a folder but texts on it."""
        return all(name.lower().endswith((".md", ".txt")) for name in self._inside(folder))

    def _mean(self, folder: str) -> None:
        self._paths.meant |= {posixpath.join(folder, name) for name in self._inside(folder)}

    def under(self, above: Inherited, own: Fields, base: str) -> Inherited:
        """The settings ``above`` with the theme that ``own``, the keys of the file ``base``, names.

        ``none`` is our own look.
        """
        written = own.text("theme")
        if not written:
            return above
        theme = None if written == NO_THEME else self._named(written, own.span("theme"), base)
        return replace(above, theme=theme)

    def _named(self, written: str, span: Span, base: str) -> Theme | None:
        folder = self._paths.whole(base, written, span)
        if folder is None:
            return None
        if folder in self._tree.files:
            name = posixpath.dirname(written) or "."
            self._paths.meant.add(folder)
            self._no_theme(span, f"{written!r} is a file: name the folder of the theme, {name!r}")
            return None
        if folder not in self._tree.folders and folder != self._tree.content:
            if written.lower() in _NOTHING:
                message = f"there is no folder {written!r}: for our own look, write 'theme: none'"
                self._no_theme(span, message)
                return None
            self._paths.missing("folder", base, written, folder, span)
            return None
        return self._theme(folder, span)

    def _no_theme(self, span: Span, message: str) -> None:
        self._paths.report(codes.NO_THEME, span, message)

    def _theme(self, folder: str, span: Span) -> Theme | None:
        if folder not in self._read:
            self._read[folder] = self._new(folder, span)
        return self._read[folder]

    def _new(self, folder: str, span: Span) -> Theme | None:
        content = self._tree.content
        if folder == content or content.startswith(f"{folder}/"):
            self._no_theme(span, "this folder holds the course itself: give the theme its own")
            return None
        name = posixpath.basename(folder)
        if split_number(name)[0] is not None and not self._tree.is_shared(folder):
            self._no_theme(span, f"{name!r} is numbered, and so is content: take its number off")
            return None
        found = self._parts(folder)
        if not found:
            self._no_theme(span, f"{name!r} is no theme: it holds no {themenames.PARTS}")
            for path, problem in self._problems(folder):
                self._paths.meant.add(path)
                self._no_theme(self._tree.span(path), problem)
            return None
        return Reading(self._paths, folder, span).theme(found)

    def _parts(self, folder: str) -> list[str]:
        """What makes a folder a theme: the paths in it of what changes a page."""
        inside = self._inside(folder)
        return [name for name in themenames.parts() if name in inside]

    def _inside(self, folder: str) -> Collection[str]:
        """All files in a folder, by their paths from there."""
        start = f"{folder}/"
        return {path.removeprefix(start) for path in self._tree.files if path.startswith(start)}
