"""What a path or a link written in a course means: exact names, nothing outside the root."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Span
from scorm_builder.fields import nearest
from scorm_builder.markdown import Document, Reference, is_external, split_target
from scorm_builder.model import Link, SourceFile, SourceTree

Report = Callable[[Code, Span, str], None]
_IMAGE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link to a unit's file leads: the unit's id and title, and the anchors of its page."""

    unit: str
    title: str
    anchors: frozenset[str]


def locate(tree: SourceTree, base: str, path: str, span: Span, report: Report) -> SourceFile | None:
    """The file that ``path`` names, seen from the file ``base``; else a finding and None."""
    whole = inside(base, path, span, report)
    if whole is None:
        return None
    if whole in tree.files:
        return tree.files[whole]
    for other in tree.files:
        if other.casefold() == whole.casefold():
            message = f"{path!r} differs in case from the file {other!r}: write it exactly so"
            report(codes.WRONG_CASE, span, message)
            return None
    message = f"there is no file {path!r}{nearest(whole, tree.files)}"
    report(codes.DEAD_LINK, span, message)
    return None


def inside(base: str, path: str, span: Span, report: Report) -> str | None:
    """``path`` as a path from the content root, or a finding and None."""
    if "\\" in path or path.startswith("/") or re.match(r"[A-Za-z]:", path):
        message = f"write {path!r} as a path from this file, with / between folders"
        report(codes.BAD_PATH, span, message)
        return None
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    if whole.startswith("../") or whole == "..":
        message = f"{path!r} leads out of the course: copy what it names into the course"
        report(codes.OUTSIDE_ROOT, span, message)
        return None
    return whole


def resolve(
    tree: SourceTree,
    places: Mapping[str, Place],
    document: Document,
    reference: Reference,
    report: Report,
) -> Link | None:
    """What one reference of a document means; None and a finding where it means nothing."""
    target, span = reference.target, reference.span
    if is_external(target):
        return Link("external", url=target)
    path, fragment = split_target(target)
    if not path:
        if fragment and fragment not in document.anchors():
            _dead_anchor(fragment, document.anchors(), span, report)
            return None
        return Link("anchor", fragment=fragment)
    whole = inside(document.path, path, span, report)
    if whole is None:
        return None
    place = places.get(whole)
    if place and reference.kind == "link":
        if fragment and place.anchors and fragment not in place.anchors:
            _dead_anchor(fragment, place.anchors, span, report)
            return None
        return Link("unit", unit=place.unit, title=place.title, fragment=fragment)
    file = locate(tree, document.path, path, span, report)
    if file is None:
        return None
    width, height = (0, 0)
    if reference.kind == "image" and file.path.lower().endswith(_IMAGE):
        from scorm_builder import images

        size = images.size(file.disk)
        if size is None:
            message = f"{path!r} is not the image that its name says: save it anew"
            report(codes.NOT_AN_IMAGE, span, message)
            return None
        width, height = size
    return Link("asset", file=file, fragment=fragment, width=width, height=height)


def _dead_anchor(fragment: str, known: frozenset[str], span: Span, report: Report) -> None:
    message = f"there is no heading #{fragment}{nearest(fragment, sorted(known))}"
    report(codes.DEAD_ANCHOR, span, message)
