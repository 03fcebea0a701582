"""What the pages of a package load and call, as values: found by reading, never by running.

``walk.py`` starts at what the menu opens and follows what is referred to; ``html.py``, ``css.py``
and ``javascript.py`` each read one kind of file. Nothing here judges, and nothing raises for what a
file holds: a file that cannot be had, or that goes beyond the limits, is simply not among the files
that were read, and ``Site.partly`` says so.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Kind(enum.Enum):
    """What a reference is for."""

    SCRIPT = "script"
    MODULE = "module"
    STYLE = "style sheet"
    FONT = "font"
    IMAGE = "image"
    MEDIA = "media"
    TRACK = "captions"
    FRAME = "frame"
    OBJECT = "embedded object"
    FETCH = "request"
    WORKER = "worker"
    ICON = "icon"
    HINT = "hint to the browser"
    LINK = "link"
    FORM = "form"
    REFRESH = "refresh"


class Way(enum.Enum):
    """Where an address leads."""

    FILE = "a file of the package"
    SAME = "the page itself"
    ROOT = "the root of the server"
    ABOVE = "above the root of the package"
    HOST = "a host"
    DISK = "somebody's disk"
    ELSE = "nothing that is fetched"


MOST_PARTS = 20_000
"""References and scripts of one page, or references of one style sheet; more are not read."""
LOADED = frozenset(Kind) - {Kind.LINK, Kind.FORM, Kind.REFRESH, Kind.HINT}
"""What a browser fetches by itself to show the page; the others wait for the learner."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a file to something else.

    ``source`` is the name of the file in which it stands, at ``line`` and ``column`` from 1 (0:
    unknown); ``written`` as it is there, entities undone. What it counts from if it is relative:
    ``page``, which is the name of another file, else ``source``; and ``base``, the ``<base href>``
    there, "" if there is none. ``way`` is where it leads, ``target`` the name in the package that
    it means, "" if there is none; ``is_exact``: it has that very name. A reference that is not
    ``sure`` is a text in a script that looks like a path. ``window`` is where a link opens, as its
    ``target`` or the page's says, in lower case. ``by_script``: a script asks for it.

    In a script, addresses count from the page that runs it, which the walk knows; only where they
    count from the script's own file (``import``, ``import.meta.url``) its reader says so by setting
    ``page`` to ``source``. Names of modules (``import "lodash"``) are no references.
    """

    source: str
    line: int
    column: int
    written: str
    kind: Kind
    base: str = ""
    target: str = ""
    sure: bool = True
    by_script: bool = False
    page: str = ""
    window: str = ""
    way: Way = Way.FILE
    is_exact: bool = True


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Script:
    """A script: a file of its own, or what stands in a page between tags or in a handler.

    ``source`` is the file in which it stands; the code begins there at ``line`` and ``column``.
    ``handler`` is the name of the attribute (``onclick``) if it stands in one, else "".
    """

    source: str
    line: int
    column: int
    code: str
    is_module: bool = False
    handler: str = ""

    @property
    def is_inline(self) -> bool:
        """Whether it stands in a page."""
        return (self.line, self.column) != (1, 1)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: blank or False where it says nothing."""

    has_doctype: bool = False
    is_quirky: bool = False
    """Whether its doctype is one by which browsers lay it out as if there were none."""
    language: str = ""
    title: str = ""
    has_viewport: bool = False
    is_frameset: bool = False
    is_page: bool = False
    """Whether there is any tag of HTML at all."""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML file that was read.

    ``encoding`` is that by which a browser reads it (lower case), ``declared`` where that was said:
    ``"bom"``, ``"meta"``, ``"xml"`` or "" for nowhere; ``misread`` whether the bytes do not fit it,
    and ``is_utf8`` whether they are UTF-8 all the same; ``unknown`` is what was said instead of the
    name of an encoding. ``base`` is its ``<base href>``, which stands at ``base_at``; ``frames``
    are the names of its frames, in lower case.
    """

    name: str
    text: str
    encoding: str
    declared: str
    misread: bool
    references: tuple[Reference, ...] = ()
    scripts: tuple[Script, ...] = ()
    base: str = ""
    head: Head = Head()
    frames: frozenset[str] = frozenset()
    is_utf8: bool = False
    unknown: str = ""
    base_at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Sco:
    """What an item of the menu opens and everything reached from there, in the order met.

    ``launch`` is the name of the launch page; ``pages``, ``scripts`` (files of scripts; those that
    stand in pages are in the pages) and ``sheets`` are names that :class:`Site` has.
    ``is_sco``: False for assets. ``line`` and ``column`` are those of its resource in the manifest.
    """

    launch: str
    title: str
    is_sco: bool
    line: int
    column: int
    pages: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """All that was read of a package.

    ``references`` are those of every file that was read, each once, by the file and place, but for
    what is loaded and has been told to whoever made the package (``Package.known``).
    ``reached`` are the names of all files that something that was read refers to, launch pages
    among them. ``partly``: some file was too large, or there were too many, to read all; ``unread``
    are those that could not be had at all.
    """

    scos: tuple[Sco, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    scripts: Mapping[str, Script] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    reached: frozenset[str] = frozenset()
    partly: bool = False
    unread: frozenset[str] = frozenset()
