"""Mends how a manifest writes the names of files that are in the package."""

from __future__ import annotations

from collections import defaultdict
from unicodedata import is_normalized
from urllib.parse import unquote

from scorm_builder.diagnostics import quoted
from scorm_builder.mending import codepages, edits
from scorm_builder.mending.edits import Change, Edit
from scorm_builder.package.hrefs import asking_for, is_external, readings, without_query, written
from scorm_builder.package.manifest import Element, Manifest
from scorm_builder.package.references import base
from scorm_builder.rules import listed
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.filenames import alike

_BASE = f"{{{ns.XML}}}base"


def without_base(manifest: Manifest) -> Change:
    """Folders that stand in ``xml:base`` are written into the hrefs (M31).

    Only where that is what was meant: each href leads to a file with the folder, to none without.
    """
    based = [one for one in manifest.elements() if one.get(_BASE) is not None]
    changes = []
    for element in manifest.all("resource", "file") if based else ():
        before, href = base(_resource(element)), element.get("href", "").strip()
        if not before or not href or is_external(href):
            continue
        whole = before + href
        if is_external(whole) or not _there(manifest, whole) or _there(manifest, href):
            return Change()
        changes.append(edits.put(edits.tag(manifest, element), "href", whole))
    if not changes:
        # A base that says nothing does no harm.
        return Change()
    for element in based:
        opening = edits.tag(manifest, element)
        changes += [edits.drop(one) for one in opening.attributes if one.name == "xml:base"]
    return Change(changes, "xml:base was written into the hrefs")


def without_folder(manifest: Manifest, folder: str) -> Change:
    """The folder that was taken off all names goes from hrefs that lead through it (F01).

    Only where that is what was meant: each href leads to a file without it, and none did with it.
    """
    before = (folder, written(folder), folder.replace("/", "\\"))
    changes = []
    for element, href in _plain(manifest) if folder else ():
        found = next((one for one in before if href.startswith(one)), "")
        rest = href.removeprefix(found)
        if not found or _there(manifest, href) or not _there(manifest, rest):
            return Change()
        changes.append(edits.put(edits.tag(manifest, element), "href", rest))
    done = f"{quoted(folder)} was taken off the hrefs, which led from outside of it"
    return Change(changes, done)


def decoded(manifest: Manifest) -> Change:
    """Letters that are percent-encoded in an old code page are so in UTF-8 (F01).

    Only where that leads to one file, whatever the code page.
    """
    changes, done = list[Edit](), list[str]()
    for element, href in _plain(manifest):
        names = [] if _there(manifest, href) else codepages.escaped(without_query(href))
        found = {name for name in names if name in manifest.names}
        if len(found) == 1:
            changes.append(_put(manifest, element, href, *found))
            done += found
    return _named(changes, "written in UTF-8", done)


def well_formed(manifest: Manifest) -> Change:
    """Hrefs that mean a file, and are not its path as a browser asks for it, become that (F03).

    They have backslashes, a slash at the beginning, ``.`` and ``..``, blanks around them, or a
    ``#``, ``?`` or ``%`` of the file's name that is not encoded.
    """
    changes, done = [], []
    for element, href in _plain(manifest):
        found = _there(manifest, href)
        path = without_query(href)
        is_path = unquote(path) == found and "%2f" not in path.lower()
        if found and not (is_path and href == element.get("href")):
            changes.append(_put(manifest, element, href, found))
            done.append(found)
    return _named(changes, "written as they are in the package", done)


def capitals(manifest: Manifest) -> Change:
    """Names have the capitals and accents of the one file that can be meant (F02)."""
    folded: dict[str, set[str]] = defaultdict(set)
    for name in manifest.names:
        folded[alike(name)].add(name)
    changes, done = [], []
    for element, href in _plain(manifest):
        if _there(manifest, href):
            continue
        twins = {
            twin
            for form in readings(href)
            for twin in folded.get(alike(form), frozenset())
            # A name with its accents apart is not what a manifest should have: Z16 mends the file.
            if form.lower() == twin.lower() or is_normalized("NFC", twin)
        }
        if len(twins) == 1:
            (twin,) = twins
            changes.append(_put(manifest, element, href, twin))
            done.append(twin)
    return _named(changes, "written with the capitals that they have", done)


def _there(manifest: Manifest, href: str) -> str:
    """The file that an ``href`` leads to, or ""."""
    return next((form for form in readings(href) if form in manifest.names), "")


def _plain(manifest: Manifest) -> list[tuple[Element, str]]:
    """Local hrefs that nothing stands before."""
    found = []
    for element in manifest.all("resource", "file"):
        href = element.get("href", "").strip()
        if href and not is_external(href) and not base(_resource(element)):
            found.append((element, href))
    return found


def _put(manifest: Manifest, element: Element, href: str, name: str) -> Edit:
    return edits.put(edits.tag(manifest, element), "href", asking_for(name, href))


def _resource(element: Element) -> Element:
    return element if element.tag.endswith("}resource") else element.getparent()


def _named(changes: list[Edit], done: str, names: list[str]) -> Change:
    once = tuple(dict.fromkeys(names))
    return Change(changes, f"{done}: {listed(once)}", once)
