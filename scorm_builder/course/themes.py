"""Themes: a folder with a style sheet, a logo and templates of one's own, read and judged once.

What a theme refers to must lie in its folder; that alone is packed, under the names it has.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from scorm_builder import codes
from scorm_builder.course import keptnames
from scorm_builder.course.identity import package_name, split_number
from scorm_builder.course.settings import Inherited
from scorm_builder.diagnostics import Span
from scorm_builder.fields import Fields, nearest
from scorm_builder.media import images, stylesheets
from scorm_builder.model import Logo, Theme
from scorm_builder.resources import templates
from scorm_builder.source import COURSE_FILE, read_text
from scorm_builder.source.paths import Paths
from scorm_builder.source.surroundings import NO_THEME

FOLDER = "theme"
SHEET = "theme.css"
TEMPLATE = ".html.j2"
_LOGOS = ("logo.svg", "logo.png")
_DARK_LOGOS = ("logo-dark.svg", "logo-dark.png")
_SHEET = ".css"
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_PARTS = f"{SHEET}, {' or '.join(_LOGOS)}, or a template as page{TEMPLATE}"


class Themes:
    """The themes that the keys of one course name."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._tree = paths.tree
        self._read: dict[str, Theme | None] = {}

    def of_course(self, inherited: Inherited, defaults: Fields, top: Fields) -> Inherited:
        """What ``course.yaml`` names, else the course's own folder, else what is the default."""
        beside = self._tree.defaults.path if self._tree.defaults else COURSE_FILE
        own = posixpath.join(self._tree.content, FOLDER)
        if "theme" in top:
            return self.under(inherited, top, COURSE_FILE)
        if own in self._tree.folders and self._parts(own):
            return replace(inherited, theme=self._theme(own, self._tree.span(own)))
        return self.under(inherited, defaults, beside)

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
            self._no_theme(span, f"{name!r} is no theme: it holds no {_PARTS}")
            return None
        return _Reading(self._paths, folder, span).theme(found)

    def _parts(self, folder: str) -> list[str]:
        """What makes a folder a theme: the paths in it of what changes a page."""
        files = self._tree.files
        fixed = (SHEET, *_LOGOS, *_DARK_LOGOS, *_overridable())
        return [name for name in fixed if posixpath.join(folder, name) in files]


class _Reading:
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

    def theme(self, parts: list[str]) -> Theme:
        texts = self._templates()
        named = {
            name
            for name in self._files
            if not name.endswith(TEMPLATE) and any(name in text for _, text in texts)
        }
        sheets = {name for name in named if name.lower().endswith(_SHEET)} | ({SHEET} & {*parts})
        needs = {name: self._needs(name) for name in sorted(sheets)}
        logos = [self._logo(several) for several in (_LOGOS, _DARK_LOGOS)]
        used = {*named, *needs, *(name for one in needs.values() for name in one)}
        used |= {logo.name for logo in logos if logo}
        for name in sorted(used):
            self._check_name(name)
        self._paths.meant |= {self._files[name].path for name in used}
        self._paths.meant |= {file.path for name, file in self._files.items() if _is_prose(name)}
        return Theme(
            self._name,
            self._tree.span(self._folder),
            self._files,
            needs,
            SHEET if SHEET in parts else "",
            logos[0] or logos[1],
            logos[1],
            tuple(texts),
        )

    def _check_name(self, name: str) -> None:
        file = self._files[name]
        problem = keptnames.problem(name) or keptnames.too_long(f"{FOLDER}/{self._name}", name)
        if problem:
            message = f"{file.path!r} {problem}"
            self._paths.report(codes.UNKEPT_NAME, self._tree.span(file.path), message)

    def _text(self, name: str) -> str:
        file = self._files[name]
        self._paths.meant.add(file.path)
        return read_text(file, self._tree, self._paths.report) or ""

    def _templates(self) -> list[tuple[str, str]]:
        """Templates by their names; one that nothing asks for is a finding."""
        names = [name for name in self._files if name.endswith(TEMPLATE)]
        texts = [(name, self._text(name)) for name in names]
        ours = _overridable()
        for name in names:
            if name in ours or any(name in text for other, text in texts if other != name):
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
            for name in self._named_in(waiting.pop()):
                if name not in found and name != sheet:
                    found[name] = None
                    waiting += [name] if name.lower().endswith(_SHEET) else []
        return tuple(sorted(found))

    def _named_in(self, sheet: str) -> Iterator[str]:
        path = self._files[sheet].path
        for one in stylesheets.references(self._text(sheet)):
            where = self._tree.span(path, one.line, one.column)
            if (name := self._resolved(sheet, one.url, where)) is not None:
                yield name

    def _resolved(self, sheet: str, url: str, where: Span) -> str | None:
        """The file of the theme that ``url`` means; None and a finding where it means none."""
        if url.startswith("#"):
            return None
        written = unquote(re.split(r"[?#]", url)[0])
        name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), written))
        if not _ELSEWHERE.match(url) and name in self._files:
            return name
        self._paths.report(codes.DEAD_IN_THEME, where, self._why_dead(url, name))
        return None

    def _why_dead(self, url: str, name: str) -> str:
        if url.lower().startswith("data:"):
            return "pages may load no data: address: save what it holds as a file of the theme"
        if _ELSEWHERE.match(url):
            return f"{url!r} would be loaded from elsewhere: put the file into the theme"
        if name.startswith(("/", "../")):
            return f"{url!r} leads out of the theme: put the file into it"
        if self._tree.is_ignored(posixpath.join(self._folder, name)):
            return f"{url!r} is there but left out, by its name or by .scormignore: rename it"
        return f"there is no {url!r} in the theme{nearest(name, self._files)}"


def _overridable() -> tuple[str, ...]:
    """The names of our own templates, each of which a theme may have too."""
    folder = templates()
    return tuple(
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"*{TEMPLATE}"))
    )


def _is_prose(name: str) -> bool:
    """Whether this is about the theme: nobody takes it for a page."""
    return name.lower().endswith(".md")
