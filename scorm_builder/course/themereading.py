"""One theme while it is read: what it packs, and what is wrong with that."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from scorm_builder import codes
from scorm_builder.course import drawn, keptnames, themenames
from scorm_builder.course.identity import package_name
from scorm_builder.course.themenames import (
    DARK_LOGOS,
    FOLDER,
    LOGOS,
    SHEET,
    TEMPLATE,
    overridable,
)
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.fields import nearest
from scorm_builder.media import images, stylesheets
from scorm_builder.model import Logo, Theme
from scorm_builder.source import read_text
from scorm_builder.source.paths import Paths, Report

_SHEET = ".css"
_DRAWING = ".svg"
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
Told = tuple[Code, Span, str]

# What templates ask for: by its name, or by one that they work out while they run.
_ASKED = re.compile(r"""\btheme\s*\(\s*(?:(["'])(?P<name>[^"'\n]*)\1\s*\))?""")


class Reading:
    """One theme while it is read."""

    def __init__(self, paths: Paths, folder: str, span: Span) -> None:
        self._paths = paths
        self._tree = paths.tree
        self._folder = folder
        self._span = span
        inside = f"{folder}/"
        # A file by its name in one language is there under the name that it has, too.
        there = {**self._tree.edition.aside, **self._tree.files}
        self._files = {
            path.removeprefix(inside): file
            for path, file in sorted(there.items())
            if path.startswith(inside)
        }
        self._name = package_name(self._tree.inner(folder))
        # By files: what is wrong with each, and where style sheets lead.
        self._told: dict[str, tuple[Told, ...]] = {}
        self._leads: dict[str, tuple[str, ...]] = {}

    def theme(self, parts: list[str]) -> Theme:
        texts = self._templates()
        asked = [found for _, text in texts for found in _ASKED.finditer(text)]
        logos = [self._logo(several) for several in (LOGOS, DARK_LOGOS)]
        needs = {name: self._needs(name) for name in self._files if _is(name, _SHEET)}
        first = {SHEET} & {*parts} | {found["name"] for found in asked} & {*self._files}
        first |= {logo.name for logo in logos if logo}
        used = {*first, *(name for one in first for name in needs.get(one, ()))}
        self._tell(used)
        meant = {name for name in self._files if any(name in text for _, text in texts)}
        if any(found["name"] is None for found in asked):
            # Only the page can tell which.
            meant = {*self._files}
        self._tell_unread(meant | used)
        meant |= used | {name for name in self._files if _is(name, ".md")}
        self._paths.meant |= {self._files[name].path for name in meant}
        return Theme(
            self._name,
            self._tree.span(self._folder),
            self._files,
            needs,
            SHEET if SHEET in parts else "",
            logos[0] or logos[1],
            logos[1],
            tuple(texts),
            {name: found for name in {*self._files} - used if (found := self._found(name))},
        )

    def _tell(self, used: Iterable[str]) -> None:
        for name in sorted(used):
            for code, span, message in self._judged(name):
                self._paths.report(code, span, message)

    def _tell_unread(self, used: Collection[str]) -> None:
        """Says which files look as if they were parts of the theme."""
        for name, file in self._files.items():
            # Not those that go by another name in this language.
            is_here = posixpath.join(self._folder, name) in self._tree.files and name not in used
            if is_here and (problem := themenames.problem(name, self._files)):
                self._paths.meant.add(file.path)
                self._paths.report(codes.NO_THEME, self._tree.span(file.path), problem)

    def _found(self, name: str) -> tuple[Diagnostic, ...]:
        return tuple(code.at(span, message) for code, span, message in self._judged(name))

    def _judged(self, name: str) -> tuple[Told, ...]:
        """What is wrong with one file of the theme, if it is packed."""
        if name not in self._told:
            told: list[Told] = []
            file = self._files[name]
            self._told[name] = ()

            def report(code: Code, span: Span, message: str) -> None:
                told.append((code, span, message))

            problem = keptnames.problem(name) or keptnames.too_long(f"{FOLDER}/{self._name}", name)
            if problem:
                report(codes.UNKEPT_NAME, self._tree.span(file.path), f"{file.path!r} {problem}")
            if _is(name, _DRAWING):
                drawn.tell(file, self._tree, report)
            elif _is(name, _SHEET):
                self._leads[name] = tuple(self._named_in(name, report))
            self._told[name] = tuple(told)
        return self._told[name]

    def _text(self, name: str) -> str:
        file = self._files[name]
        self._paths.meant.add(file.path)
        return read_text(file, self._tree, self._paths.report) or ""

    def _templates(self) -> list[tuple[str, str]]:
        """Templates by their names; one that nothing asks for is a finding."""
        names = [name for name in self._files if name.endswith(TEMPLATE)]
        texts = [(name, self._text(name)) for name in names]
        ours = overridable()
        for name in names:
            if name in ours or any(name in text for other, text in texts if other != name):
                continue
            if themenames.problem(name, self._files):
                continue
            message = f"no page asks for {name!r}{nearest(name, ours)}: give it the name of one"
            message += " of ours, or take it out"
            where = self._tree.span(self._files[name].path)
            self._paths.report(codes.BAD_TEMPLATE, where, message)
        return texts

    def _logo(self, names: tuple[str, ...]) -> Logo | None:
        name = next((name for name in names if name in self._files), None)
        if name is None:
            return None
        size = images.size(self._files[name].disk)
        if size is None:
            path = self._files[name].path
            self._paths.meant.add(path)
            message = f"{path!r} is not the image that its name says: save it anew"
            self._paths.report(codes.NOT_AN_IMAGE, self._tree.span(path), message)
            return None
        return Logo(name, *size)

    def _needs(self, sheet: str) -> tuple[str, ...]:
        """All files that a style sheet leads to, also by way of others."""
        found: dict[str, None] = {}
        waiting = [sheet]
        while waiting:
            reached = waiting.pop()
            self._judged(reached)
            for name in self._leads[reached]:
                if name not in found and name != sheet:
                    found[name] = None
                    waiting += [name] if _is(name, _SHEET) else []
        return tuple(sorted(found))

    def _named_in(self, sheet: str, report: Report) -> Iterator[str]:
        path = self._files[sheet].path
        text = read_text(self._files[sheet], self._tree, report) or ""
        for one in stylesheets.references(text):
            name = self._resolved(sheet, one.url)
            if one.is_broken:
                where = self._tree.span(path, one.line, one.column)
                message = f'an address with a blank is none without quotes: url("{one.url}")'
                report(codes.DEAD_IN_THEME, where, message)
            elif name in self._files:
                yield name
            elif not one.url.startswith("#"):
                where = self._tree.span(path, one.line, one.column)
                report(codes.DEAD_IN_THEME, where, self._why_dead(one.url, name))

    def _resolved(self, sheet: str, url: str) -> str:
        """The name in the theme that ``url`` means, be it there or not; empty if it means none."""
        if _ELSEWHERE.match(url) or url.startswith("#"):
            return ""
        written = unquote(re.split(r"[?#]", url)[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), written))

    def _why_dead(self, url: str, name: str) -> str:
        if url.lower().startswith("data:"):
            return "pages may load no data: address: save what it holds as a file of the theme"
        if _ELSEWHERE.match(url):
            return f"{url!r} would be loaded from elsewhere: put the file into the theme"
        if name.startswith(("/", "../")):
            return f"{url!r} leads out of the theme: put the file into it"
        if self._tree.is_ignored(posixpath.join(self._folder, name)):
            return f"{url!r} is there but left out, by its name or by .scormignore: rename it"
        alike = [one for one in self._files if one.lower() == name.lower()]
        return (
            f"there is no {url!r} in the theme{nearest(alike[0] if alike else name, self._files)}"
        )


def _is(name: str, ending: str) -> bool:
    return name.lower().endswith(ending)
