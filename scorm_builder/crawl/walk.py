"""Goes through a package from what its menu opens to all that is loaded and linked from there."""

from __future__ import annotations

import posixpath
import re
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from weakref import WeakKeyDictionary

from scorm_builder.crawl import (
    LOADED,
    MOST_PARTS,
    Kind,
    Page,
    Reference,
    Sco,
    Script,
    Site,
    addresses,
    css,
    html,
    javascript,
)
from scorm_builder.crawl.encodings import plain
from scorm_builder.package import Manifest, Package, UnreadableError
from scorm_builder.package.hrefs import is_external, readings
from scorm_builder.package.manifest import Element, child, text
from scorm_builder.package.references import base, is_sco, launches

MOST_BYTES = 12 << 20
"""Of a file that is still read."""
MOST_MEMORY = 96 << 20
"""Of all texts that were read and of what was found in them."""
_OF_ONE = 400
"""Bytes for a reference, and what it is kept in."""
_OF_SCRIPT = 2000
"""Bytes for a script in a page, and what is known of it."""
MOST_STEPS = 1_000_000
"""From file to file; more are only taken by packages that are made to waste time."""

_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_BEGINS_AS_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html|<head|<body)\b", re.IGNORECASE
)
_MOST_HEAD = 4096

_PAGE, _SCRIPT, _MODULE, _WORKER, _SHEET, _DRAWING = (
    "page script module worker sheet drawing".split()
)
_ROLES = {
    Kind.SCRIPT: _SCRIPT,
    Kind.MODULE: _MODULE,
    Kind.WORKER: _WORKER,
    Kind.STYLE: _SHEET,
    **dict.fromkeys((Kind.FRAME, Kind.OBJECT, Kind.REFRESH, Kind.LINK, Kind.FORM), _PAGE),
}
_BY_ENDING = {".js": _SCRIPT, ".mjs": _MODULE, ".css": _SHEET}
_ON_REQUEST = (Kind.LINK, Kind.FORM, Kind.REFRESH)

_Step = tuple[str, str, str, str]
"""A role, a name, and of scripts the page that runs it, with its ``<base href>``."""

_sites: WeakKeyDictionary[Package, Site] = WeakKeyDictionary()


def site(package: Package) -> Site:
    """All that can be read from what the menu of ``package`` opens; read once for each package."""
    if package not in _sites:
        manifest = package.manifest
        _sites[package] = _Walk(package, manifest).site() if manifest else Site()
    return _sites[package]


class _Walk:
    def __init__(self, package: Package, manifest: Manifest) -> None:
        self._package = package
        self._manifest = manifest
        self._names = addresses.Names(package.files)
        self._pages: dict[str, Page] = {}
        self._scripts: dict[str, Script] = {}
        self._sheets: dict[str, str] = {}
        self._references: dict[tuple[str, int, int, str, Kind], Reference] = {}
        self._reached: set[str] = set()
        self._onward: dict[_Step, tuple[tuple[_Step, bool], ...]] = {}
        self._memory = MOST_MEMORY
        self._steps = MOST_STEPS
        self._partly = False
        self._unread: set[str] = set()

    def site(self) -> Site:
        opened = list(self._opened())
        launched = {name for _, _, name in opened}
        self._reached |= launched
        reached: dict[str, list[_Step]] = {}
        for _, _, name in opened:
            if name not in reached:
                reached[name] = self._from(name, launched - {name})
        scos = [self._sco(item, one, name, reached[name]) for item, one, name in opened]
        return Site(
            scos=tuple(scos),
            pages=self._pages,
            scripts=self._scripts,
            sheets=self._sheets,
            references=tuple(one for one in self._references.values() if not self._is_told(one)),
            reached=frozenset(self._reached),
            partly=self._partly,
            unread=frozenset(self._unread),
        )

    def _is_told(self, one: Reference) -> bool:
        """Whether its author has heard already that it is loaded, by a finding on the source."""
        return one.kind in LOADED and (one.source, one.written) in self._package.known.told

    def _opened(self) -> Iterator[tuple[Element, Element, str]]:
        """Items with the resource that each opens and the file that this means; each once."""
        seen = set()
        for item, resource in launches(self._manifest):
            href = base(resource) + resource.get("href", "").strip()
            name = "" if is_external(href) else self._names.find(readings(href))
            if name and resource not in seen:
                seen.add(resource)
                yield item, resource, name

    def _sco(self, item: Element, resource: Element, name: str, steps: list[_Step]) -> Sco:
        span = self._manifest.span(resource)
        files = {role: [step[1] for step in steps if step[0] == role] for role in (_PAGE, _SHEET)}
        scripts = [name for role, name, _, _ in steps if role in (_SCRIPT, _MODULE, _WORKER)]
        return Sco(
            launch=name,
            title=text(child(item, "title")).strip(),
            is_sco=is_sco(resource),
            line=span.line,
            column=span.col,
            pages=tuple(name for name in files[_PAGE] if name in self._pages),
            scripts=tuple(dict.fromkeys(name for name in scripts if name in self._scripts)),
            sheets=tuple(name for name in files[_SHEET] if name in self._sheets),
        )

    def _from(self, launch: str, others: set[str]) -> list[_Step]:
        """Every step from a launch page, in the order met; links to other units are not gone."""
        first: _Step = (_PAGE, launch, "", "")
        met = {first: None}
        waiting = deque([first])
        while waiting:
            for step, by_learner in self._next(waiting.popleft()):
                self._steps -= 1
                if self._steps < 0:
                    self._partly = True
                    return list(met)
                if step not in met and not (by_learner and step[1] in others):
                    met[step] = None
                    waiting.append(step)
        return list(met)

    def _next(self, step: _Step) -> tuple[tuple[_Step, bool], ...]:
        """Where a step leads, and whether only the learner goes there."""
        if step not in self._onward:
            found: dict[tuple[_Step, bool], None] = {}
            for one, page, page_base in self._read(step):
                role = _role(one)
                if role and one.target:
                    of_page = (page, page_base) if role in (_SCRIPT, _MODULE) else ("", "")
                    by_learner = one.kind in _ON_REQUEST or not one.sure
                    found[(role, one.target, *of_page), by_learner] = None
            self._onward[step] = tuple(found)
        return self._onward[step]

    def _read(self, step: _Step) -> Iterator[tuple[Reference, str, str]]:
        """The references of one file, each with the page that it counts from and its base."""
        role, name, page, page_base = step
        if role == _SHEET:
            sheet = self._sheet(name)
            parts = list(islice(css.references(sheet, name), MOST_PARTS))
            self._partly |= len(parts) >= MOST_PARTS
            yield from ((self._meant(one), "", "") for one in parts)
        elif role in (_PAGE, _DRAWING):
            found = self._page(name, is_drawing=role == _DRAWING)
            if found is None:
                return
            yield from ((one, name, found.base) for one in found.references)
            for inline in found.scripts:
                for one in javascript.references(inline):
                    yield self._meant(replace(one, base=found.base)), name, found.base
        elif script := self._script(name, is_module=role == _MODULE):
            for one in javascript.references(script):
                # What does not count from the script counts from the page that runs it.
                of_page = one if one.page else replace(one, page=page, base=page_base)
                yield self._meant(of_page), page, page_base

    def _meant(self, one: Reference) -> Reference:
        """The reference with its target, noted among those of the site."""
        key = (one.source, one.line, one.column, one.written, one.kind)
        known = self._references.get(key)
        if known is not None and known.target:
            return known
        address = addresses.of(one)
        bases = [one]
        if not one.sure:
            # A text in a script may count from anywhere.
            root = replace(one, source="", page="", base="")
            bases += (replace(one, page="", base=""), root)
        names = [name for base in bases for name in addresses.of(base).names]
        target = self._names.find(names)
        is_exact = target.replace("\\", "/") in names
        meant = replace(one, target=target, way=address.way, is_exact=is_exact)
        if target:
            self._reached.add(target)
        if target or one.sure:
            self._memory -= 0 if known else _OF_ONE
            self._references[key] = meant
        return meant

    def _page(self, name: str, *, is_drawing: bool) -> Page | None:
        if name in self._pages:
            return self._pages[name]
        data = self._bytes(name)
        if data is None or not (is_drawing or _is_page(name, data)):
            return None
        found = html.read(data, name)
        found = replace(found, references=tuple(map(self._meant, found.references)))
        self._partly |= len(found.references) >= MOST_PARTS
        self._memory -= 2 * sys.getsizeof(found.text) + _OF_SCRIPT * len(found.scripts)
        if not is_drawing:
            self._pages[name] = found
        return found

    def _script(self, name: str, *, is_module: bool) -> Script | None:
        if name not in self._scripts:
            data = self._bytes(name)
            if data is None:
                return None
            code = plain(data)
            self._memory -= sys.getsizeof(code)
            self._scripts[name] = Script(name, 1, 1, code, is_module)
        return self._scripts[name]

    def _sheet(self, name: str) -> str:
        if name not in self._sheets:
            data = self._bytes(name)
            if data is None:
                return ""
            self._sheets[name] = plain(data)
            self._memory -= sys.getsizeof(self._sheets[name])
        return self._sheets[name]

    def _bytes(self, name: str) -> bytes | None:
        """What a file holds; None if it is too large, or cannot be had."""
        if self._memory > 0:
            with suppress(UnreadableError):
                return self._package.read(name, MOST_BYTES)
            self._unread.add(name)
        self._partly = True
        return None


def _role(one: Reference) -> str:
    """As what a file is read that a reference means; "" if it is not.

    A text in a script that names a page, a script or a style sheet of the package is how players of
    authoring tools come to their content.
    """
    ending = posixpath.splitext(one.target.lower())[1]
    if not one.sure:
        return _PAGE if ending in _PAGES else _BY_ENDING.get(ending, "")
    role = _ROLES.get(one.kind, "")
    return _DRAWING if role == _PAGE and ending == ".svg" else role


def _is_page(name: str, data: bytes) -> bool:
    return name.lower().endswith(_PAGES) or bool(_BEGINS_AS_PAGE.match(data[:_MOST_HEAD]))
