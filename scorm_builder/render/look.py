"""How one page looks by its theme: what of it is linked and packed, and who writes the page."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.fields import nearest
from scorm_builder.model import Logo, Output, Theme
from scorm_builder.render import blame, kept, theming
from scorm_builder.render.sandbox import RefusedError
from scorm_builder.resources import templates
from scorm_builder.writing.packed import packed

FOLDER = "theme"
SHOWN = 3
_PLAIN: Mapping[str, object] = {"stylesheet": "", "logo": None, "dark_logo": None}

Values = Mapping[str, object]


class Look:
    """The theme of one page, whose address of the package's root is ``up``.

    ``outputs`` are the files of the theme that the page turned out to need.
    """

    def __init__(self, theme: Theme | None, up: str) -> None:
        self._theme = theme
        self._up = up
        self._handed: set[str] = set()
        self.outputs: list[Output] = []
        self.found: list[Diagnostic] = []

    def page(
        self, name: str, plain: Callable[[Values], str], values: Values, texts: Iterable[str]
    ) -> str:
        """The page by the template ``name``: by ``plain``, our own way, unless the theme has its.

        ``texts`` are those of the unit as HTML, which a theme must leave as they are.
        """
        theme = self._theme
        if theme is None:
            return plain({**values, "look": _PLAIN})
        seen = {**values, "look": self._parts(theme)}
        if not theme.templates:
            return plain(seen)
        ours = plain({**values, "look": _PLAIN})
        views: dict[str, object] = {key: theming.view(seen[key]) for key in ("info", "unit")}
        views |= {"t": theming.say(seen["t"], _sayable())}
        try:
            page = theming.page(theme.templates, name, {**seen, **views, "theme": self._file})
        except theming.Fault as fault:
            self._report(theme, fault.code, (fault.name, fault.line), fault.message)
            return ours
        for lost in theming.nowhere(theme.templates, name):
            self._report(theme, lost.code, (lost.name, lost.line), lost.message)
        title = str(values.get("lead", ""))
        left_out: dict[blame.Place, list[str]] = {}
        for one in kept.faults(ours, page, title, texts, self._handed, theme.files):
            if one.lost:
                where = blame.left_out(dict(theme.templates), _ours(), name, one.what)
                left_out.setdefault(where, []).append(one.lost)
            else:
                where = blame.written(dict(theme.templates), name, one.what)
                self._report(theme, one.code, where, one.message)
        for where, several in left_out.items():
            more = " and more" if len(several) > SHOWN else ""
            message = (
                f"this leaves out {', '.join(several[:SHOWN])}{more}, which pages need: put it"
            )
            message += " back, or write {{ super() }} into the block"
            self._report(theme, codes.LEFT_OUT_BY_THEME, where, message)
        return page

    def _report(self, theme: Theme, code: Code, place: blame.Place, message: str) -> None:
        name, line = place
        self.found.append(code.at(Span(posixpath.join(theme.span.path, name), line), message))

    def _parts(self, theme: Theme) -> Values:
        """What our own page shows of a theme."""

        def logo(one: Logo | None) -> Values | None:
            return {"url": self._pack(theme, one.name), **theming.view(one)} if one else None

        return {
            "stylesheet": self._pack(theme, theme.stylesheet) if theme.stylesheet else "",
            "logo": logo(theme.logo),
            "dark_logo": logo(theme.dark_logo),
        }

    def _pack(self, theme: Theme, name: str) -> str:
        """The address of a file of the theme; it is packed, and what it needs with it."""
        for one in (name, *theme.needs.get(name, ())):
            path = f"{FOLDER}/{theme.name}/{one}"
            self.outputs.append(Output(path, packed(theme.files[one]), theme.span))
            self.found += theme.found.get(one, ())
        url = f"{self._up}{FOLDER}/{theme.name}/{name}"
        self._handed.add(url)
        return url

    def _file(self, name: object) -> str:
        """What templates know as ``theme("badge.svg")``."""
        theme = self._theme
        known = theme.files if theme else {}
        if theme is None or name not in known:
            message = f"there is no {name!r} in the theme{nearest(str(name), known)}"
            raise RefusedError(codes.DEAD_IN_THEME, message)
        return self._pack(theme, str(name))


@cache
def _ours() -> Mapping[str, str]:
    """The texts of our own templates by their names."""
    folder = templates()
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html.j2"))
    }


@cache
def _sayable() -> Collection[str]:
    """The names of our texts."""
    return frozenset(json.loads((templates() / "i18n/en.json").read_text("utf-8")))
