"""What lies in a course and is used by nothing: pages that were meant as content, and the rest."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from scorm_builder import codes
from scorm_builder.course.identity import split_number
from scorm_builder.course.outline import PAGE, is_no_content
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.model import SourceTree
from scorm_builder.source import is_structure

SHOWN = 3


def leftovers(
    tree: SourceTree, used: Collection[str], modules: Collection[str]
) -> Iterator[Diagnostic]:
    """Findings on everything in ``tree`` that is not ``used``; ``modules`` are folders of content.

    A page is a warning each, a folder of numbered pages one, all other files are one note.
    """
    unused = [
        path
        for path in tree.files
        if path not in used and not _is_no_content(path) and not tree.is_shared(path)
    ]
    others = []
    told: set[str] = set()
    for path in unused:
        folder, name = posixpath.split(path)
        numbered = split_number(name)[0] is not None
        if not name.lower().endswith(PAGE) or (numbered and folder in modules):
            others.append(path)
        elif not numbered:
            form = " (as in 01-name.md)" if name[0].isdigit() else ""
            message = f"{name!r} is not numbered{form} and nothing links to it: is it a page?"
            yield codes.LOOKS_LIKE_CONTENT.at(tree.span(path), message)
        elif folder not in told:
            told.add(folder)
            message = (
                f"the pages in {posixpath.basename(folder)!r} are no units, since the folder has "
                "no number: number it, or list it in contents:"
            )
            yield codes.LOOKS_LIKE_CONTENT.at(tree.span(folder), message)
    if others:
        names = ", ".join(repr(path) for path in others[:SHOWN])
        more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
        message = f"not packed, since no unit uses it: {names}{more}"
        yield codes.UNUSED.at(tree.span(others[0]), message)


def _is_no_content(path: str) -> bool:
    name = posixpath.basename(path)
    return is_structure(name) or is_no_content(name)
