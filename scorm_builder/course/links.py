"""What a link or an image written in Markdown means: a unit, a file, a heading, or the world."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from scorm_builder import codes
from scorm_builder.course import drawn
from scorm_builder.diagnostics import Span
from scorm_builder.fields import nearest
from scorm_builder.markdown import Document, Reference, is_external, split_target
from scorm_builder.media import recordings
from scorm_builder.model import Link, SourceFile
from scorm_builder.source.paths import Paths

_IMAGE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp")
# Of one machine only: `file:` and drive letters.
_LOCAL = re.compile(r"(?:[A-Za-z]|file):", re.IGNORECASE)

# Before what lies in Moodle itself, in the texts of its questions.
_OF_MOODLE = "@@PLUGINFILE@@/"
# What a browser opens from a link in no case, or from nowhere else.
_NO_PLACE = ("data", "blob", "about", "view-source")
_WEB_ADDRESS = re.compile(r"www\.[\w-]+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov)(?:/|$)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link to a unit's file leads: the unit's id and title, and the anchors of its page.

    A unit that is left out has no id.
    """

    unit: str
    title: str
    anchors: frozenset[str]


def resolve(
    paths: Paths, places: Mapping[str, Place], document: Document, reference: Reference
) -> Link | None:
    """What one reference of a document means; None and a finding where it means nothing."""
    target, span = reference.target, reference.span
    if target.startswith(_OF_MOODLE):
        target = target.removeprefix(_OF_MOODLE)
        if not _is_beside(paths, document, split_target(target)[0], span):
            return None
    if not target.strip():
        paths.report(codes.DEAD_LINK, span, "this leads nowhere: write a path or an address")
        return None
    if _LOCAL.match(target):
        message = f"{target!r} is there on your machine only: put the file into the course"
        paths.report(codes.BAD_PATH, span, message)
        return None
    if is_external(target):
        # Of a picture in the address itself the reader of the text has told already.
        if reference.kind == "link" and (problem := _problem(target)):
            paths.report(codes.BAD_PATH, span, problem)
            return None
        return Link("external", url=target)
    path, fragment = split_target(target)
    whole = paths.whole(document.path, path, span) if path else document.path
    if whole is None:
        return None
    if _WEB_ADDRESS.match(path) and whole not in paths.tree.files:
        message = f"{target!r} is no file here: if it is an address, write https://{target}"
        paths.report(codes.DEAD_LINK, span, message)
        return None
    if whole == document.path:
        return _anchor(paths, document, fragment, span)
    place = places.get(whole)
    if place is not None and reference.kind != "link":
        message = f"{target!r} is a unit and no image: link to it, without the !"
        paths.report(codes.NOT_AN_IMAGE, span, message)
        return None
    if place is None:
        return _asset(paths, document, reference, path, fragment)
    paths.meant.add(whole)
    if not place.unit:
        message = f"{target!r} is left out as a draft: take out the link, or the line draft:"
        paths.report(codes.DEAD_LINK, span, message)
        return None
    if fragment and fragment not in place.anchors:
        _dead_anchor(paths, fragment, place.anchors, span)
        return None
    return Link("unit", unit=place.unit, title=place.title, fragment=fragment)


def _is_beside(paths: Paths, document: Document, name: str, span: Span) -> bool:
    """Whether a file that Moodle keeps was put beside the bank; else a finding that asks for it."""
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), name))
    if whole.casefold() in {path.casefold() for path in paths.tree.files}:
        return True
    message = f"Moodle's export leaves files out: save {name!r} from the question there, and put it"
    paths.report(codes.DEAD_LINK, span, f"{message} beside the bank: {whole}")
    return False


def _problem(address: str) -> str:
    """What is wrong with an address outside of the course; empty if nothing is."""
    scheme = address.partition(":")[0].lower()
    if scheme in _NO_PLACE:
        return f"an address of the kind {scheme}: opens in no page: put what it holds into a file"
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if (scheme in ("http", "https") or address.startswith("//")) and not host:
        return f"{address!r} names no server: write https:// and its name"
    return ""


def _anchor(paths: Paths, document: Document, fragment: str, span: Span) -> Link | None:
    if fragment and fragment not in document.anchors():
        _dead_anchor(paths, fragment, document.anchors(), span)
        return None
    return Link("anchor", fragment=fragment)


def _dead_anchor(paths: Paths, fragment: str, known: frozenset[str], span: Span) -> None:
    message = f"there is no heading #{fragment}{nearest(fragment, known)}"
    paths.report(codes.DEAD_ANCHOR, span, message)


def _asset(
    paths: Paths, document: Document, reference: Reference, path: str, fragment: str
) -> Link | None:
    file = paths.file(document.path, path, reference.span)
    if file is None:
        return None
    is_text = reference.kind == "link" and file.path.lower().endswith(".md")
    if is_text and not paths.tree.is_shared(file.path):
        paths.downloads.append((reference.span, path))
    if reference.kind == "image" and (medium := recordings.type_of(file.path)):
        # What goes with it is read in the language of the unit that plays it.
        return Link("asset", file=file, medium=medium)
    width, height = (0, 0)
    if reference.kind == "image" and not file.path.lower().endswith(_IMAGE):
        message = f"{path!r} is no image that browsers show: name a .png, .jpg, .webp or .svg"
        if way := recordings.CONVERTED.get(posixpath.splitext(file.path)[1].lower()):
            message = f"browsers do not play {path!r}: {way}"
        paths.report(codes.NOT_AN_IMAGE, reference.span, message)
        return None
    if reference.kind == "image":
        from scorm_builder.media import images

        size = images.size(file.disk)
        if size is None:
            message = f"{path!r} is not the image that its name says: save it anew"
            paths.report(codes.NOT_AN_IMAGE, reference.span, message)
            return None
        width, height = size
    if file.path.lower().endswith(".svg"):
        _look_into(paths, file)
    return Link("asset", file=file, fragment=fragment, width=width, height=height)


def _look_into(paths: Paths, file: SourceFile) -> None:
    """One finding for an SVG that holds more than a drawing, wherever it is used."""
    if file.path in paths.drawings:
        return
    paths.drawings.add(file.path)
    drawn.tell(file, paths.tree, paths.report)
