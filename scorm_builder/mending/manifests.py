"""Mends a manifest step by step, each a rule's, each upon what the one before has left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

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
from scorm_builder.mending.edits import Edit
from scorm_builder.package import Manifest, xmltext
from scorm_builder.package.manifest import Element, local, parse
from scorm_builder.spec.namespaces import MANIFEST

Step = Callable[[Manifest], tuple[list[Edit], str]]

_STEPS: tuple[tuple[str, Step], ...] = (
    ("M08", prefixes.adlcp),
    ("M07", prefixes.default),
    ("D01", values.metadata),
    ("M10", values.version),
    ("M46", values.version_attribute),
    ("M25", values.scorm_type),
    ("M32", values.visibility),
    ("M12", order.ordered),
    ("M31", hrefs.without_base),
    ("F03", hrefs.well_formed),
    ("F02", hrefs.capitals),
    ("M28", listing.launch_pages),
    ("F05", listing.unlisted),
)
_NAMES = frozenset(("identifier", "identifierref", "default"))


def mended(
    data: bytes, names: Collection[str], gone: Collection[str], wanted: Wanted
) -> tuple[bytes, list[Mend]]:
    """The bytes of the manifest, and what was done to them.

    ``names`` are those of the copy's files, ``gone`` the names of files that were left out of it. A
    step after which the text would be no manifest, or learners' records hang on something else,
    is not taken.
    """
    if xmltext.read(data).undecodable is not None:
        # Its text cannot be written again as it was.
        return data, []
    data, mends = prolog.mended(data, wanted)
    steps = [(rule, step) for rule, step in _STEPS if wanted(rule)]
    if gone:
        steps.insert(0, ("", lambda manifest: (listing.without(manifest, gone), "")))
    manifest = _read(data, names)
    for rule, step in steps:
        if manifest is None or not manifest.is_content_packaging:
            break
        changes, done = step(manifest)
        if not changes:
            continue
        xml = manifest.xml
        candidate = prolog.encoded(edits.applied(manifest, changes), xml.encoding, xml.bom)
        after = _read(candidate, names)
        if after is None or not _is_sound(rule, manifest, after):
            continue
        data, manifest = candidate, after
        if rule:
            mends.append(Mend(rule, done, MANIFEST))
    return data, mends


def _read(data: bytes, names: Collection[str]) -> Manifest | None:
    xml = xmltext.read(data)
    found = None if xml.subset else parse(xml, MANIFEST, frozenset(names))
    return found if isinstance(found, Manifest) else None


def _is_sound(rule: str, before: Manifest, after: Manifest) -> bool:
    """Whether a step changed nothing but what it was to change."""
    if rule == "M07":
        return _meaning(before) == _meaning(after)
    return _hung(before) == _hung(after)


def _meaning(manifest: Manifest) -> list[tuple[str, dict[str, str]]]:
    """What a parser with namespaces sees, prefixes left out of it."""
    return [(str(one.tag), dict(one.attrib)) for one in manifest.elements()]


def _hung(manifest: Manifest) -> Counter[tuple[str, ...]]:
    """What records hang on: all identifiers, and what refers to them, with the elements' names."""
    return Counter(
        (_way(one), name, value)
        for one in manifest.elements()
        for name, value in one.attrib.items()
        if name in _NAMES
    )


def _way(element: Element) -> str:
    return "/".join(local(one) for one in (element, *element.iterancestors()))
