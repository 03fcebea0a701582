"""Lists the files of a package in its manifest, and takes those from it that are left out."""

from __future__ import annotations

import html
import posixpath
from collections import defaultdict
from collections.abc import Collection, Mapping

from scorm_builder.diagnostics import quoted
from scorm_builder.mending import edits
from scorm_builder.mending.edits import Change, Edit
from scorm_builder.package.hrefs import asked, is_external, readings, without_query, written
from scorm_builder.package.manifest import Element, Manifest, children
from scorm_builder.package.references import base, launches
from scorm_builder.rules import listed
from scorm_builder.rules.files import unlisted_names
from scorm_builder.rules.resources import unlisted_pages


def launch_pages(manifest: Manifest) -> Change:
    """The page that a resource opens is one of its files (M28)."""
    changes, done = [], []
    for resource, page in unlisted_pages(manifest):
        if not base(resource):
            href = resource.get("href", "").strip()
            name = without_query(href) if asked(href) == page else written(page)
            changes.append(_add(manifest, resource, [name], first=True))
            done.append(name)
    return Change(changes, f"listed in the resource that opens it: {listed(done)}", tuple(done))


def unlisted(manifest: Manifest) -> Change:
    """Every file is listed (F05): in the resource whose launch page lies nearest above it.

    Of several that are equally near it is the first of the menu. Names that would have to be
    percent-encoded are left alone: LMSs differ in how they read these, so that to list them is to
    have another fault.
    """
    places = _places(manifest)
    names = [name for name in unlisted_names(manifest) if written(name) == name]
    if not places or not names:
        return Change()
    chosen: dict[Element, list[str]] = defaultdict(list)
    longest = max(map(len, places))
    for name in names:
        chosen[_nearest(places, name, longest)].append(name)
    changes = [_add(manifest, resource, files) for resource, files in chosen.items()]
    where = ", ".join(
        f"{listed(files)} in {quoted(resource.get('identifier', ''))}"
        for resource, files in chosen.items()
    )
    return Change(changes, f"listed: {where}", tuple(names))


def without(manifest: Manifest, gone: Collection[str]) -> Change:
    """What was left out of the copy (Z21) is not listed either."""
    found = {}
    for one in manifest.all("file") if gone else ():
        name = readings(base(one.getparent()) + one.get("href", "").strip())[0]
        if name in gone:
            found[one] = name
    names = tuple(dict.fromkeys(found.values()))
    done = f"no longer listed, since they were left out: {listed(names)}"
    return Change([edits.remove(manifest, one) for one in found], done, names)


def _places(manifest: Manifest) -> dict[str, Element]:
    """The resources that the menu opens by the folder of their launch page, the first of each.

    "" has the first of those in the root; without one, the first of all.
    """
    found: dict[str, Element] = {}
    opened = []
    for _, resource in launches(manifest):
        href = resource.get("href", "").strip()
        if not base(resource) and not is_external(href):
            opened.append(resource)
            found.setdefault(posixpath.dirname(readings(href)[0]), resource)
    for resource in opened[:1]:
        found.setdefault("", resource)
    return found


def _nearest(places: Mapping[str, Element], name: str, longest: int) -> Element:
    # What goes deeper than any of the places is cut, since a name may be of ten thousand folders.
    folder = posixpath.dirname(name[: longest + 1])
    while folder.strip("/") and folder not in places:
        folder = posixpath.dirname(folder)
    return places.get(folder, places[""])


def _add(manifest: Manifest, resource: Element, names: list[str], first: bool = False) -> Edit:
    written = [f'<{_prefixed(resource, "file")} href="{html.escape(name)}"/>' for name in names]
    before = children(resource, "metadata") + ([] if first else children(resource, "file"))
    return edits.insert(manifest, resource, before[-1] if before else None, written)


def _prefixed(element: Element, name: str) -> str:
    return f"{element.prefix}:{name}" if element.prefix else name
