"""Which files of a folder are content, in which order: numbers, ``contents:``, companions.

Numbered things are content, everything else is an asset. Where a course or
module has ``contents:``, that list alone decides.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from scorm_builder import codes
from scorm_builder.course.identity import split_number, stem_and_tag
from scorm_builder.diagnostics import Span
from scorm_builder.fields import Fields
from scorm_builder.fields.languages import is_language
from scorm_builder.media import recordings
from scorm_builder.source import INTRODUCTION as INTRODUCTION
from scorm_builder.source import WEB_PAGE as WEB_PAGE
from scorm_builder.source import is_structure
from scorm_builder.source.paths import Paths

PAGE = ".md"
SIDECAR = ".yaml"
_COMPANIONS = (".vtt", ".txt", ".md", ".jpg", ".jpeg", ".png", ".yaml")
_IN_LANGUAGES = (".vtt", ".txt")
_PRINT = "save it as PDF, or rewrite it as Markdown (.md)"
_EXPORT = "save it as PDF, with a .yaml of the same name beside it that says 'type: slides'"
_REWRITE = "rewrite it as Markdown (.md), or make it the index.html of a numbered folder"
_CAPTIONS = "convert it to WebVTT beside its medium, as in 01-film.en.vtt: players show no other"
_WAYS_OUT = {
    **recordings.CONVERTED,
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf"), _PRINT),
    **dict.fromkeys((".pptx", ".ppt", ".odp", ".key"), _EXPORT),
    **dict.fromkeys((".htm", ".html"), _REWRITE),
    **dict.fromkeys((".markdown", ".mkd", ".mdown"), "rename it to .md"),
    **dict.fromkeys((".srt", ".sbv", ".ass", ".ttml"), _CAPTIONS),
    ".gift": "take its number off, and name it as the source: of a quiz",
    ".yml": "rename it to .yaml",
    ".vtt": "captions take the name of their medium, as in 01-film.en.vtt beside 01-film.mp4",
}
_NO_CONTENT = frozenset(("readme", "license", "changelog", "contributing"))
_PROSE = ("", ".md", ".txt")
_NO_WAY = "take the number off its name if a unit only uses it"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a menu: a file or folder at ``path``, or a module that only ``contents:`` has.

    ``entry`` holds what ``contents:`` says of it, ``where`` is the place that names it;
    ``children`` are those of a module without folder, which lies in the folder ``path``.
    """

    path: str
    is_folder: bool
    where: Span
    entry: Fields
    children: tuple[Item, ...] | None = None


class Outline:
    """Reads the order of a tree; ``endings`` are those that make a numbered file a unit.

    ``failed`` says whether something was meant as content and could not be.
    """

    def __init__(self, paths: Paths, endings: Iterable[str]) -> None:
        self._paths = paths
        self._tree = paths.tree
        self._endings = frozenset(endings)
        self.failed = False
        self._files: dict[str, list[str]] = {}
        self._folders: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for path in self._tree.files:
            self._files.setdefault(posixpath.dirname(path), []).append(posixpath.basename(path))
            self._stems.setdefault(posixpath.splitext(path)[0], []).append(path)
        for path in self._tree.folders:
            self._folders.setdefault(posixpath.dirname(path), []).append(posixpath.basename(path))

    def files(self, folder: str) -> list[str]:
        """The names of the files right in ``folder``."""
        return self._files.get(folder, [])

    def numbered(self, folder: str) -> list[Item]:
        """The content of a folder by its numbers, its introduction first."""
        files = self.files(folder)
        content = [
            name
            for name in self._content(folder)
            if name not in files or self._is_unit(posixpath.join(folder, name))
        ]
        content.sort(key=lambda name: (split_number(name)[0], name))
        self._check_numbers(folder, content)
        self._check_introduction(folder)
        if INTRODUCTION in files:
            content.insert(0, INTRODUCTION)
        return [self._item(posixpath.join(folder, name), name not in files) for name in content]

    def _check_introduction(self, folder: str) -> None:
        if {INTRODUCTION, WEB_PAGE} <= {*self.files(folder)}:
            message = f"{INTRODUCTION!r} and {WEB_PAGE!r} both introduce this folder: keep one"
            path = posixpath.join(folder, WEB_PAGE)
            self._paths.meant.add(path)
            self._paths.report(codes.TWO_THINGS, self._tree.span(path), message)

    def _item(self, path: str, is_folder: bool) -> Item:
        where = self._tree.span(path)
        return Item(path, is_folder, where, Fields.none(where, []))

    def is_web(self, folder: str) -> bool:
        """Whether a folder is a web unit: somebody's pages, of which ``index.html`` is the first.

        Whether something else in it speaks against that is not asked.
        """
        files = self.files(folder)
        return WEB_PAGE in files and INTRODUCTION not in files

    def nearly_web(self, folder: str) -> str:
        """The file in a folder that was meant as ``index.html``; empty if there is none."""
        meant = (WEB_PAGE, "index.htm")
        return next((name for name in self.files(folder) if name.lower() in meant), "")

    def numbers_in(self, folder: str) -> list[str]:
        """What is numbered right in a folder, by name."""
        return sorted(self._content(folder))

    def _content(self, folder: str) -> list[str]:
        """The numbered files and folders in a folder that stand for themselves."""
        content = self._alone(folder)
        content += self._folders.get(folder, [])
        return [name for name in content if split_number(name)[0] is not None]

    def _alone(self, folder: str) -> list[str]:
        """The files in a folder that go with no other, and with no web unit beside them."""
        files = self.files(folder)
        media = self._media(files)
        return [
            name
            for name in files
            if self._stands_alone(name, media) and not self.web_of(posixpath.join(folder, name))
        ]

    def _media(self, files: list[str]) -> frozenset[str]:
        """Stems of all files that have companions, also of those that cannot be units."""
        stems = set()
        for name in files:
            stem, ending = posixpath.splitext(name)
            if ending.lower() not in _COMPANIONS:
                stems.add(stem)
        return frozenset(stems)

    def _stands_alone(self, name: str, media: frozenset[str]) -> bool:
        """Not so captions, transcript, poster and keys of a medium."""
        stem, ending = posixpath.splitext(name)
        if ending.lower() not in _COMPANIONS:
            return True
        whole, _, last = stem.rpartition(".")
        if whole in media and is_language(last):
            return False
        # A page of the very stem is a unit of its own, or the medium's; it is no companion.
        return ending.lower() == PAGE or stem not in media

    def _is_unit(self, path: str, listed: Span | None = None) -> bool:
        """Whether a file can be a unit: one that is numbered, or that is ``listed`` there."""
        ending = _ending(path)
        if ending in self._endings or ending == SIDECAR:
            return True
        self.failed = True
        what, way = ending or "file without ending", way_out(ending)
        if listed is None:
            way = self._language_meant(path) or way
            message = f"a numbered {what} is no kind of unit: {way or _NO_WAY}"
        else:
            message = f"{path!r} is no kind of unit: {way or 'take it out of contents:'}"
        self._paths.report(codes.UNSUPPORTED_FILE, listed or self._tree.span(path), message)
        return False

    def _language_meant(self, path: str) -> str:
        """How captions or a transcript name their language; empty if a medium has none such."""
        whole, ending = posixpath.splitext(path)
        stem, _, last = whole.rpartition(".")
        folder, plain = posixpath.split(stem)
        if ending.lower() not in _IN_LANGUAGES or plain not in self._media(self.files(folder)):
            return ""
        first, dash, rest = last.partition("-")
        small = first.lower() + dash + rest
        if is_language(small):
            return f"write the language in small letters: {plain}.{small}{ending}"
        return f"{last!r} is no language: write one, as in {plain}.en{ending}"

    def _check_numbers(self, folder: str, names: list[str]) -> None:
        for one, two in pairwise(names):
            # Of one stem they have findings of their own, as have translations to nowhere.
            folders = self._folders.get(folder, [])
            names_only = [n if n in folders else posixpath.splitext(n)[0] for n in (one, two)]
            stems = [stem_and_tag(name)[0] for name in names_only]
            if split_number(one)[0] == split_number(two)[0] and stems[0] != stems[1]:
                message = f"{two!r} and {one!r} have one number and go by name: number one anew"
                span = self._tree.span(posixpath.join(folder, two))
                self._paths.report(codes.EQUAL_NUMBERS, span, message)

    def medium_of(self, sidecar: str) -> str:
        """The medium that a YAML file is the sidecar of; empty if there is none."""
        others = self._stems[posixpath.splitext(sidecar)[0]]
        return next((path for path in others if _ending(path) not in _COMPANIONS), "")

    def web_of(self, sidecar: str) -> str:
        """The web unit that a YAML file is the sidecar of; empty if there is none."""
        folder, ending = posixpath.splitext(sidecar)
        return folder if ending.lower() == SIDECAR and self.is_web(folder) else ""

    def beside(self, path: str, ending: str) -> str:
        """The file of the same stem with this ending, in any case; empty if there is none.

        ``path`` may be a folder; its whole name is its stem.
        """
        stem = path if path in self._tree.folders else posixpath.splitext(path)[0]
        others = self._stems.get(stem, [])
        return next((other for other in others if _ending(other) == ending), "")

    def listed(self, folder: str, base: str, contents: list[Fields]) -> list[Item]:
        """What the ``contents:`` of the file ``base`` lists for a folder, in its order."""
        self._check_introduction(folder)
        return self._entries(base, contents)

    def _entries(self, base: str, contents: list[Fields]) -> list[Item]:
        found = [self._entry(base, entry) for entry in contents]
        self.failed |= None in found
        return [item for item in found if item is not None]

    def _entry(self, base: str, entry: Fields) -> Item | None:
        inner = entry.entries("contents")
        if "path" not in entry:
            if inner is None or "title" not in entry:
                message = "an entry is a path, or has a path:, or has a title: and contents:"
                entry.report(codes.WRONG_TYPE, entry.key_span(next(iter(entry), "")), message)
                return None
            where = entry.span("title")
            children = tuple(self._entries(base, inner))
            return Item(posixpath.dirname(base), True, where, entry.without(["contents"]), children)
        written, where = entry.text("path"), entry.span("path")
        if not written:
            if entry.is_empty("path"):
                entry.report(codes.WRONG_TYPE, where, "path: needs the path of a file or folder")
            return None
        if inner is not None:
            message = "an entry with a path has no contents: write them into its module.yaml"
            entry.report(codes.WRONG_TYPE, entry.key_span("contents"), message)
        path = self._paths.whole(base, written, where)
        if path is None:
            return None
        if self._tree.is_shared(path):
            message = f"{written!r} lies in a shared folder, where nothing is a unit: name it with"
            message += " source: in a file of the course, or link to it"
            entry.report(codes.SHARED_UNIT, where, message)
            return None
        rest = entry.without(["path", "contents"])
        if path in self._tree.folders:
            return Item(path, True, where, rest)
        if path in self._tree.files:
            return self._listed_file(path, where, rest)
        if path == self._tree.content:
            message = f"{written!r} is the whole course: list what is in it"
            entry.report(codes.LISTED_TWICE, where, message)
        else:
            self._paths.missing("file or folder", base, written, path, where)
        return None

    def _listed_file(self, path: str, where: Span, entry: Fields) -> Item | None:
        folder, name = posixpath.split(path)
        if is_structure(name):
            message = f"{name!r} holds the keys of a folder and is no unit: list the folder"
            entry.report(codes.UNSUPPORTED_FILE, where, message)
            return None
        if name.lower().endswith(SIDECAR) and (medium := self.medium_of(path) or self.web_of(path)):
            message = f"{name!r} goes with {posixpath.basename(medium)!r}: list that"
            entry.report(codes.UNSUPPORTED_FILE, where, message)
            return None
        if name == WEB_PAGE and self.is_web(folder):
            message = f"{name!r} is the first page of a web unit: list its folder"
            entry.report(codes.UNSUPPORTED_FILE, where, message)
            return None
        return Item(path, False, where, entry) if self._is_unit(path, where) else None

    def left_out(self, folder: str) -> list[str]:
        """What lies in a folder and might be its content, if ``contents:`` does not list it."""
        pages = [name for name in self._alone(folder) if name.lower().endswith(PAGE)]
        names = sorted({*self._content(folder), *pages})
        return [posixpath.join(folder, name) for name in names if not is_no_content(name)]


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def way_out(ending: str) -> str:
    """What to do with a file of this ending, so that it can be a unit; empty if nothing helps."""
    return _WAYS_OUT.get(ending, "")


def is_no_content(name: str) -> bool:
    """Files about the folder, which are content only where ``contents:`` names them."""
    stem, ending = posixpath.splitext(name.lower())
    return stem in _NO_CONTENT and ending in _PROSE
