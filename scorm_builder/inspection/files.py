"""Which files a resource needs, with all that it depends on, and what they can say of a learner.

A package may be made to be looked into for ever, so both are bounded: ``partly`` says whether that
cost something.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from scorm_builder.package import Package, UnreadableError, references
from scorm_builder.package.hrefs import is_external, readings
from scorm_builder.package.manifest import Element, children, local

# Files met on the way from an entry to what it needs, over all entries.
MOST_STEPS = 3_000_000
MOST_SCRIPT = 16 << 20
MOST_SCRIPTS = 192 << 20
_SCRIPTS = (".html", ".htm", ".js")
# What a SCO says of a learner, by the words that it must have in its pages or scripts to do so.
REPORTS: Mapping[str, re.Pattern[bytes]] = {
    "status": re.compile(rb"cmi\.core\.lesson_status|cmi\.completion_status"),
    "score": re.compile(rb"cmi\.core\.score|cmi\.score"),
    "answers": re.compile(rb"cmi\.interactions"),
    "objectives": re.compile(rb"cmi\.objectives"),
    "time": re.compile(rb"cmi\.core\.session_time|cmi\.session_time"),
    "resume": re.compile(rb"cmi\.suspend_data"),
}


@dataclass(frozen=True, slots=True)
class _Own:
    """What a resource names itself: files, those of them that may report, and other resources."""

    files: frozenset[str]
    scripts: frozenset[str]
    needs: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """All files of a resource, and those of them that may report."""

    files: frozenset[str]
    scripts: frozenset[str]


def named(element: Element, *names: str) -> list[Element]:
    """The children of these names, be they of SCORM 1.2 or 2004."""
    return [one for one in children(element) if local(one) in names]


class Files:
    """The files of one package."""

    def __init__(self, opened: Package, sizes: Mapping[str, int]) -> None:
        self._package = opened
        self._sizes = sizes
        self._steps = MOST_STEPS
        self._bytes = MOST_SCRIPTS
        self._own = cache(self._read_own)
        self._said = cache(self._read_said)
        self.resources = cache(_resources)
        self.partly = False

    def of(self, resource: Element) -> Needed:
        """The files of a resource and of those that it depends on, each once."""
        files: set[str] = set()
        scripts: set[str] = set()
        waiting, met = [resource], set()
        while waiting and self._steps > 0:
            one = waiting.pop()
            if one in met:
                continue
            met.add(one)
            own = self._own(one)
            files |= own.files
            scripts |= own.scripts
            waiting += [other for other in own.needs if other not in met]
            self._steps -= 1 + len(own.files) + len(own.needs)
        self.partly |= bool(waiting)
        return Needed(frozenset(files), frozenset(scripts))

    def size(self, needed: Needed) -> int:
        return sum(map(self._sizes.__getitem__, needed.files))

    def reports(self, needed: Needed) -> frozenset[str]:
        """What their pages and scripts can say, in the words of ``REPORTS``."""
        return frozenset(chain.from_iterable(map(self._said, needed.scripts)))

    def _read_own(self, resource: Element) -> _Own:
        hrefs = [resource.get("href", ""), *(f.get("href", "") for f in named(resource, "file"))]
        base = references.base(resource)
        files = frozenset(chain.from_iterable(self._names(base + href) for href in hrefs))
        scripts = (name for name in files if posixpath.splitext(name)[1].lower() in _SCRIPTS)
        known = self.resources(references.owner(resource))
        wanted = (one.get("identifierref", "") for one in named(resource, "dependency"))
        needs = tuple(known[name] for name in dict.fromkeys(wanted) if name in known)
        return _Own(files, frozenset(scripts), needs)

    def _names(self, href: str) -> list[str]:
        """The file that an ``href`` means; none if it is not in the package."""
        names = () if is_external(href) else readings(href)
        return [name for name in names if name in self._sizes][:1]

    def _read_said(self, name: str) -> frozenset[str]:
        if self._sizes[name] > min(MOST_SCRIPT, self._bytes):
            self.partly = True
            return frozenset()
        self._bytes -= self._sizes[name]
        try:
            data = self._package.read(name, MOST_SCRIPT)
        except UnreadableError:
            return frozenset()
        return frozenset(word for word, form in REPORTS.items() if form.search(data))


def _resources(manifest: Element) -> Mapping[str, Element]:
    """The resources of one manifest element by identifier, the first of each."""
    found: dict[str, Element] = {}
    for holder in named(manifest, "resources"):
        for resource in named(holder, "resource"):
            found.setdefault(resource.get("identifier", ""), resource)
    return found
