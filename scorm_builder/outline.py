"""Which files of a folder are content, in which order: numbers, ``contents:``, companions.

Numbered things are content, everything else is an asset (``docs/format.md``). Where a course or
module has ``contents:``, that list alone decides.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Span
from scorm_builder.fields import Fields, nearest
from scorm_builder.identity import split_number
from scorm_builder.model import SourceTree

Report = Callable[[Code, Span, str], None]

INTRODUCTION = "index.md"
MODULE_FILE = "module.yaml"
TEXT_FILES = frozenset({"readme", "license", "changelog", "contributing"})
_COMPANION_ENDINGS = (".vtt", ".txt", ".md", ".jpg", ".jpeg", ".png", ".yaml")
_WAYS_OUT = {
    ".mov": "convert it to .mp4 (H.264)",
    ".avi": "convert it to .mp4 (H.264)",
    ".mkv": "convert it to .mp4 (H.264)",
    ".wmv": "convert it to .mp4 (H.264)",
    ".docx": "save it as PDF, or as Markdown",
    ".doc": "save it as PDF, or as Markdown",
    ".pptx": "save it as PDF and give it 'type: slides' in a .yaml beside it",
    ".ppt": "save it as PDF and give it 'type: slides' in a .yaml beside it",
    ".markdown": "rename it to .md",
    ".mkd": "rename it to .md",
    ".htm": "put the page into a numbered folder as index.html, or rewrite it as .md",
    ".html": "put the page into a numbered folder as index.html, or rewrite it as .md",
    ".yml": "rename it to .yaml",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a menu: a file or folder at ``path``, or a module that only ``contents:`` has.

    ``entry`` holds what ``contents:`` says of it; ``children`` those of a module without folder.
    """

    path: str
    is_folder: bool
    entry: Fields | None = None
    children: tuple[Item, ...] | None = None


class Outline:
    """Reads the order of a tree; ``extensions`` are the endings that make a file a unit."""

    def __init__(self, tree: SourceTree, extensions: Iterable[str], report: Report) -> None:
        self._tree = tree
        self._extensions = frozenset(extensions)
        self._report = report
        self._names: dict[str, tuple[list[str], list[str]]] = {}
        for path in tree.files:
            self._folder(posixpath.dirname(path))[0].append(posixpath.basename(path))
        for path in tree.folders:
            self._folder(posixpath.dirname(path))[1].append(posixpath.basename(path))

    def _folder(self, path: str) -> tuple[list[str], list[str]]:
        """Names of the files and of the folders right in ``path``."""
        return self._names.setdefault(path, ([], []))

    def numbered(self, folder: str) -> tuple[Item, ...]:
        """The content of a folder by its numbers, its introduction first."""
        files, folders = self._folder(folder)
        content = [n for n in folders if split_number(n)[0] is not None]
        content += [
            n for n in files if split_number(n)[0] is not None and not self._is_companion(n, files)
        ]
        kept = [n for n in content if n in folders or self._is_unit(posixpath.join(folder, n))]
        kept.sort(key=lambda name: (split_number(name)[0], name))
        self._check_numbers(folder, kept)
        items = [Item(posixpath.join(folder, name), name in folders) for name in kept]
        if INTRODUCTION in files:
            items.insert(0, Item(posixpath.join(folder, INTRODUCTION), False))
        return tuple(items)

    def _is_companion(self, name: str, files: list[str]) -> bool:
        """Whether a file goes with a medium of its stem: captions, transcript, poster, keys."""
        if not name.lower().endswith(_COMPANION_ENDINGS):
            return False
        for other in files:
            stem, ending = posixpath.splitext(other)
            if other == name or ending.lower() not in self._extensions or ending.lower() == ".md":
                continue
            if not name.startswith(f"{stem}."):
                continue
            # A page of the very stem is a unit of its own or the medium's; it is no companion.
            if name.lower() != f"{stem.lower()}.md":
                return True
        return False

    def _is_unit(self, path: str) -> bool:
        ending = posixpath.splitext(path)[1].lower()
        if ending in self._extensions or ending == ".yaml":
            return True
        way = _WAYS_OUT.get(ending, "take the number off its name if it is only used by a unit")
        message = f"a numbered {ending or 'file without ending'} is no kind of unit: {way}"
        self._report(codes.UNSUPPORTED_FILE, self._tree.span(path), message)
        return False

    def _check_numbers(self, folder: str, names: list[str]) -> None:
        for one, two in pairwise(names):
            number = split_number(one)[0]
            same_stem = posixpath.splitext(one)[0] == posixpath.splitext(two)[0]
            if number == split_number(two)[0] and not same_stem:
                message = (
                    f"{two!r} has the same number as {one!r}: they go by name; number one anew"
                )
                self._report(
                    codes.EQUAL_NUMBERS, self._tree.span(posixpath.join(folder, two)), message
                )

    def listed(self, folder: str, contents: list[Fields]) -> tuple[Item, ...]:
        """The content that ``contents:`` lists, in its order."""
        items = [item for entry in contents if (item := self._entry(folder, entry)) is not None]
        return tuple(items)

    def _entry(self, folder: str, entry: Fields) -> Item | None:
        inner = entry.entries("contents")
        if "path" not in entry:
            if inner is None or "title" not in entry:
                message = "an entry is a path, or has a path:, or a title: and contents:"
                entry.report(codes.WRONG_TYPE, entry.key_span(next(iter(entry), "")), message)
                return None
            return Item(folder, True, entry, self.listed(folder, inner))
        written = entry.text("path")
        path = posixpath.normpath(posixpath.join(folder, written))
        if path in self._tree.folders:
            return Item(path, True, entry)
        if path in self._tree.files:
            return Item(path, False, entry) if self._is_unit(path) else None
        known = [*self._tree.files, *self._tree.folders]
        message = f"contents: names {written!r}, which is not there{nearest(path, known)}"
        entry.report(codes.DEAD_LINK, entry.span("path"), message)
        return None

    def unlisted(self, folder: str, items: tuple[Item, ...]) -> list[str]:
        """Numbered content of a folder that its ``contents:`` leaves out."""
        named = {item.path for item in _all(items)}
        files, folders = self._folder(folder)
        return [
            path
            for name in sorted([*files, *folders])
            if split_number(name)[0] is not None and not self._is_companion(name, files)
            if (path := posixpath.join(folder, name)) not in named
            if not any(other.startswith(f"{path}/") for other in named)
        ]


def _all(items: tuple[Item, ...]) -> list[Item]:
    return [found for item in items for found in (item, *_all(item.children or ()))]
