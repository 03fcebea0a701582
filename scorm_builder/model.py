"""The values that flow through the stages.

All are frozen, slotted and picklable. They carry no behaviour beyond what their own fields say;
what happens to them is in the stages.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scorm_builder.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from scorm_builder.media.companions import Recording

NOWHERE = Span()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the course source.

    ``path`` is relative to the content root, with ``/``; ``disk`` is where its bytes are;
    ``size`` is in bytes.
    """

    path: str
    disk: Path
    size: int


@dataclass(frozen=True, slots=True)
class Edition:
    """What is peculiar to the tree of one language of a course; nothing in a tree as scanned.

    ``language`` is that of the package, ``main`` that of the course. ``written`` has the name on
    the disk of what goes by another here: ``01-a.md`` may be ``01-a.de.md``. ``translated`` are
    files and folders that are there in ``language`` and not in ``main`` only; ``originals`` are
    the files in ``main`` that they stand in for. ``aside`` are files by names that are not in the
    tree, for whoever writes them out.
    """

    language: str = ""
    main: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    translated: frozenset[str] = frozenset()
    originals: Mapping[str, SourceFile] = field(default_factory=dict)
    aside: Mapping[str, SourceFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceTree:
    """What ``scan`` saw: every file that is not ignored, sorted by path, and every folder.

    ``label`` is the course folder as the user typed it; findings show ``label/path``. ``content``
    is the content root, as a path from the course folder: empty unless ``root:`` names another.
    ``shared`` are folders beyond it, as paths from the course folder, whose files are in ``files``
    too. ``ignored`` are files and folders that are there and do not exist for the course.
    ``defaults`` is the file beside the course folder that all courses there take settings from.
    """

    root: Path
    label: str
    files: Mapping[str, SourceFile]
    folders: tuple[str, ...]
    content: str = ""
    shared: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    defaults: SourceFile | None = None
    edition: Edition = Edition()

    def inner(self, path: str) -> str:
        """``path`` as it is seen from the content root."""
        return path.removeprefix(self.content).removeprefix("/")

    def is_shared(self, path: str) -> bool:
        """Whether ``path`` is a shared folder, or lies in one."""
        return _is_in(path, self.shared)

    def is_ignored(self, path: str) -> bool:
        """Whether there is something at ``path`` that does not exist for the course."""
        return _is_in(path, self.ignored)

    def span(self, path: str, line: int = 0, col: int = 0) -> Span:
        """The place ``line:col`` of the file ``path`` of this tree, as the user would type it."""
        return self.place(self.edition.written.get(path, path), line, col)

    def place(self, path: str, line: int = 0, col: int = 0) -> Span:
        """The same of a file by its name on the disk."""
        shown = f"{self.label}/{path}" if self.label not in ("", ".") else path
        if path.startswith("../"):
            shown = posixpath.normpath(shown)
        return Span(shown, line, col)


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


@dataclass(frozen=True, slots=True)
class Completion:
    """When a unit is done.

    ``amount`` is seconds for ``end`` (least time visible) and ``time``, a fraction of 1 for
    ``watched``, and 0 for the rules that need none.
    """

    rule: str
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """What one target written in Markdown turned out to be.

    * ``asset``: ``file`` is packed and linked; ``width`` and ``height`` in pixels for images and
      films; ``medium`` is the type of a recording that is played in the page (``video/mp4``), and
      ``recording`` what goes with it.
    * ``unit``: another unit, ``unit`` its id and ``title`` its title.
    * ``anchor``: ``#fragment`` of the same page.
    * ``external``: ``url`` outside the package.
    """

    kind: Literal["asset", "unit", "anchor", "external"]
    url: str = ""
    file: SourceFile | None = None
    unit: str = ""
    title: str = ""
    fragment: str = ""
    width: int = 0
    height: int = 0
    medium: str = ""
    recording: Recording | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of a theme, and its size in pixels, 0 where it leaves that open."""

    name: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """How pages look beyond our own: a folder of the source, read and judged.

    ``name`` is what its folder is called in the package. ``files`` are all that lie in it, by
    their paths inside, as all names of files here are; ``needs`` are those that a style sheet leads
    to, for each of them. ``templates`` are pairs of name and text; ``span`` is the folder.
    ``found`` is what is wrong with files that only a page tells to be used.
    """

    name: str
    span: Span
    files: Mapping[str, SourceFile]
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stylesheet: str = ""
    logo: Logo | None = None
    dark_logo: Logo | None = None
    templates: tuple[tuple[str, str], ...] = ()
    found: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of one question of a unit beyond its type.

    ``identifier`` is what learners' records know it by: its oldest ``was=``, else its id;
    ``signature`` says when its answers can go on; ``pinned``: the id was written by the author.
    ``key`` is the one that records keep it by, if it is longer than usual.
    """

    id: str
    identifier: str
    signature: str
    pinned: bool
    span: Span
    objective: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: the smallest thing a learner can finish.

    ``identifier`` is what an LMS keys the learner's record on: the oldest ``was:``, else ``id``.
    ``body`` is the frozen value of the unit type's own making.
    ``passing`` is the share of 100 that passes a graded unit; None where there is no such mark.
    ``links`` maps (path of the Markdown file, target as written) to what it means. ``files`` are
    all that were read for it: when none of them changes, neither does the unit. ``elsewhere`` are
    addresses outside the package that its texts would load, of each of which its author is told.
    ``needs`` are the ids of the units that have to be done before it opens.
    """

    id: str
    identifier: str
    title: str
    type: str
    source: str
    span: Span
    completion: Completion
    report: str
    language: str
    body: object
    passing: float | None = None
    optional: bool = False
    duration: int = 0
    links: Mapping[tuple[str, str], Link] = field(default_factory=dict)
    questions: tuple[Asked, ...] = ()
    files: tuple[SourceFile, ...] = ()
    theme: Theme | None = None
    elsewhere: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A chapter of the menu: units and further modules, in order."""

    id: str
    identifier: str
    title: str
    description: str
    span: Span
    children: tuple[Module | Unit, ...]


@dataclass(frozen=True, slots=True)
class CourseInfo:
    """What ``course.yaml`` says of the course as a whole; every page may need it.

    ``language`` is that of the package. ``name`` is what the package is called: the id, and the
    language if it is not the course's own. ``date`` is ISO ``YYYY-MM-DD`` or empty, ``duration``
    is whole seconds (0: not said).
    """

    id: str
    title: str
    language: str
    span: Span
    version: str = "1.0"
    description: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    date: str = ""
    duration: int = 0
    contributors: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    objective_ids: tuple[str, ...] = ()
    packaging: str = "units"
    exit_when_done: str = "suspend"
    interactions: str = "journal"
    mastery_score: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """How large the package may become, in bytes, and where that is said."""

    most: int
    span: Span


@dataclass(frozen=True, slots=True)
class Course:
    """A course, loaded and located: its facts, its tree of modules and units, its extra files."""

    info: CourseInfo
    children: tuple[Module | Unit, ...]
    resources: tuple[SourceFile, ...] = ()
    budget: Budget | None = None

    def units(self) -> Iterator[Unit]:
        """The units in the order of the menu."""
        yield from _units(self.children)


def _units(children: tuple[Module | Unit, ...]) -> Iterator[Unit]:
    for child in children:
        if isinstance(child, Unit):
            yield child
        else:
            yield from _units(child.children)


@dataclass(frozen=True, slots=True)
class Job:
    """All that rendering one unit needs; the only thing that is run in parallel or cached.

    ``trail`` holds the titles of the modules above the unit, outermost first; ``about`` what those
    are about that begin with it.
    """

    info: CourseInfo
    unit: Unit
    trail: tuple[str, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the package: ``path`` inside the zip, ``data`` its bytes or the file to stream.

    ``origin`` is the place in the source that asked for it, for findings.
    """

    path: str
    data: bytes | Path
    origin: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one unit became: its launch page, all files it needs (the page too), its findings.

    ``state`` is the most characters that its record can take in ``cmi.suspend_data``; ``script``
    the path of the browser runtime that the page loads, which is not among ``outputs``.
    """

    unit: str
    launch: str
    outputs: tuple[Output, ...]
    findings: tuple[Diagnostic, ...] = ()
    state: int = 0
    script: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A package about to be written: every file by its path, the manifest among them."""

    name: str
    outputs: Mapping[str, Output]
