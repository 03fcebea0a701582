"""Mends a manifest step by step, each a rule's, each upon what the one before has left."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from scorm_builder.diagnostics import Span
from scorm_builder.mending import (
    Mend,
    Wanted,
    edits,
    hrefs,
    listing,
    order,
    prefixes,
    prolog,
    values,
)
from scorm_builder.mending.edits import Change
from scorm_builder.package import Manifest, xmltext
from scorm_builder.package.manifest import local, parse
from scorm_builder.spec.namespaces import MANIFEST

Step = Callable[[Manifest], Change]


@dataclass(frozen=True, slots=True)
class Around:
    """What a manifest stands among: ``names`` are those of the copy's files, ``gone`` of what was
    left out of it, ``folder`` is what was taken off all names, with its slash.
    """

    names: frozenset[str]
    gone: frozenset[str] = frozenset()
    folder: str = ""


_STEPS: tuple[tuple[str, Step], ...] = (
    ("M08", prefixes.adlcp),
    ("M07", prefixes.default),
    ("D01", values.metadata),
    ("M10", values.version),
    ("M46", values.version_attribute),
    ("M25", values.scorm_type),
    ("M32", values.visibility),
    ("M12", order.ordered),
    ("F01", hrefs.decoded),
    ("M31", hrefs.without_base),
    ("F03", hrefs.well_formed),
    ("F02", hrefs.capitals),
    ("M28", listing.launch_pages),
    ("F05", listing.unlisted),
)
_NAMES = frozenset(("identifier", "identifierref", "default"))


def mended(data: bytes, around: Around, wanted: Wanted) -> tuple[bytes, list[Mend]]:
    """The bytes of the manifest, and what was done to them.

    A step after which the text would be no manifest, or learners' records hang on something else,
    is not taken.
    """
    if xmltext.read(data).undecodable is not None:
        # Its text cannot be written again as it was.
        return data, []
    written, mends = prolog.mended(data, wanted)
    manifest = _read(written, around.names)
    if manifest is None:
        # Where no parser understands it, it may be of another encoding than it says.
        return data, []
    data = written
    first: tuple[tuple[str, Step], ...] = (
        ("Z21", lambda manifest: listing.without(manifest, around.gone)),
        ("F01", lambda manifest: hrefs.without_folder(manifest, around.folder)),
    )
    for rule, step in (one for one in (*first, *_STEPS) if wanted(one[0])):
        if manifest is None or not manifest.is_content_packaging:
            break
        change = step(manifest)
        if not change.edits:
            continue
        mend = Mend(rule, change.done, MANIFEST, change.names)
        mark = _meaning if rule == "M07" else _hung
        kept = mark(manifest)
        xml = manifest.xml
        candidate = prolog.encoded(edits.applied(manifest, change.edits), xml.encoding, xml.bom)
        # Large ones take so much memory that two shall not be there at once.
        del change, xml, manifest
        manifest = _read(candidate, around.names)
        if manifest is None or mark(manifest) != kept:
            manifest = _read(data, around.names)
            continue
        data = candidate
        mends.append(mend)
    return data, mends


def _read(data: bytes, names: frozenset[str]) -> Manifest | None:
    xml = xmltext.read(data)
    found = None if xml.subset else parse(xml, Span(MANIFEST), frozenset(names))
    return found if isinstance(found, Manifest) else None


def _meaning(manifest: Manifest) -> int:
    """A number that stands for what a parser with namespaces sees, prefixes left out of it."""
    digest = hashlib.sha256()
    for element in manifest.elements():
        digest.update(repr((element.tag, element.attrib.items())).encode())
    return int(digest.hexdigest(), 16)


def _hung(manifest: Manifest) -> int:
    """A number that stands for what records hang on, whatever the order: all identifiers, and all
    that refers to them, with the names of their elements.
    """
    total = 0
    for element in manifest.elements():
        named = [(name, value) for name, value in element.attrib.items() if name in _NAMES]
        if named:
            way = [local(one) for one in (element, *element.iterancestors())]
            total += int(hashlib.sha256(repr((way, sorted(named))).encode()).hexdigest(), 16)
    return total
