"""What lies in a course and is used by nothing: pages that were meant as content, and the rest."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator

from scorm_builder import codes
from scorm_builder.course import themenames
from scorm_builder.course.identity import split_number
from scorm_builder.course.outline import INTRODUCTION, PAGE, SIDECAR, is_no_content
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.model import SourceTree
from scorm_builder.source import COURSE_FILE, MODULE_FILE, is_structure

SHOWN = 3
_KEYS = (SIDECAR, ".yml")
_NO_MEDIA = (PAGE, *_KEYS)


def leftovers(
    tree: SourceTree, used: Collection[str], content: Collection[str]
) -> Iterator[Diagnostic]:
    """Findings on everything in ``tree`` that is not ``used``; ``content`` are units and modules.

    A page is a warning each, a folder of numbered pages one, all other files are one note.
    """
    unused = [path for path in tree.files if path not in used and not tree.is_shared(path)]
    pages = [path for path in unused if path.lower().endswith(PAGE)]
    with_pages = {posixpath.dirname(p) for p in pages if _is_numbered(p)} - {*content}
    others = []
    themes = _themes(tree, unused)
    for theme in themes:
        yield codes.NO_THEME.at(tree.span(theme), _no_theme(theme, content), Severity.WARNING)
    told: set[str] = set()
    for path in unused:
        folder, name = posixpath.split(path)
        numbered = _is_numbered(path)
        # The introduction of a folder of numbered pages needs no number itself.
        numbered |= name == INTRODUCTION and folder in with_pages
        if is_structure(name) or any(path.startswith(f"{theme}/") for theme in themes):
            continue
        if problem := _unread(path, content):
            yield codes.UNREAD_FILE.at(tree.span(path), problem)
        elif is_no_content(name):
            continue
        elif not name.lower().endswith(PAGE) or (numbered and folder in content):
            others.append(path)
        elif not numbered:
            form = " (as in 01-name.md)" if name[0].isdigit() else ""
            message = f"{name!r} is not numbered{form} and nothing links to it: is it a page?"
            if name.lower() == INTRODUCTION and name != INTRODUCTION:
                message = f"rename {name!r} to {INTRODUCTION!r}, if it introduces this folder"
            yield codes.LOOKS_LIKE_CONTENT.at(tree.span(path), message)
        elif (first := _first_out(tree, folder, content)) not in told:
            told.add(first)
            message = (
                f"the pages in {posixpath.basename(first)!r} are no units, since the folder has "
                "no number: number it, or list it in contents:"
            )
            yield codes.LOOKS_LIKE_CONTENT.at(tree.span(first), message)
    for path in unused:
        folder, name = posixpath.split(path)
        is_read = folder in content and folder != tree.content
        if name == MODULE_FILE and not is_read and _first_out(tree, folder, content) not in told:
            what = "this folder is no module: number it, or list it in contents:"
            if folder == tree.content:
                what = f"this is the course: write its keys into {COURSE_FILE}"
            yield codes.UNREAD_FILE.at(tree.span(path), f"{name!r} is not read, since {what}")
    if others:
        names = ", ".join(repr(path) for path in others[:SHOWN])
        more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
        message = f"not packed, since no unit uses it: {names}{more}"
        yield codes.UNUSED.at(tree.span(others[0]), message)


def _themes(tree: SourceTree, unused: Iterable[str]) -> list[str]:
    """Folders that would be the theme, if they lay where the course is."""
    found = {
        path.removesuffix(f"/{part}")
        for path in unused
        for part in themenames.parts()
        if path.endswith(f"/{themenames.FOLDER}/{part}")
    }
    return sorted(found - {posixpath.join(tree.content, themenames.FOLDER)})


def _no_theme(folder: str, content: Collection[str]) -> str:
    above, name = posixpath.split(folder)
    keys = posixpath.join(above, MODULE_FILE) if above in content else COURSE_FILE
    value = name if above in content else folder
    message = f"{folder!r} is the theme of nothing: put it beside {COURSE_FILE}"
    return f"{message}, or write 'theme: {value}' into {keys}"


def _is_numbered(path: str) -> bool:
    return split_number(posixpath.basename(path))[0] is not None


def _first_out(tree: SourceTree, folder: str, modules: Collection[str]) -> str:
    """The outermost folder on the way to ``folder`` that is no module; itself if all are."""
    way = tree.content
    for part in tree.inner(folder).split("/"):
        way = posixpath.join(way, part)
        if way not in modules:
            return way
    return folder


def _unread(path: str, content: Iterable[str]) -> str:
    """Why a file that was meant as the keys of a medium is not read; empty if it was not."""
    stem, ending = posixpath.splitext(path)
    if ending.lower() not in _KEYS:
        return ""
    folder, name = posixpath.split(stem)
    for other in content:
        other_stem, other_ending = posixpath.splitext(posixpath.basename(other))
        beside = posixpath.dirname(other) == folder and other_ending.lower() not in ("", *_NO_MEDIA)
        if beside and name in (other_stem, split_number(other_stem)[1]):
            right = other_stem + SIDECAR
            return f"{name + ending!r} is not read: name it {right!r}, as its medium is called"
    return ""
