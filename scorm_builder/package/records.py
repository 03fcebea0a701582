"""The metadata records of a package: inside the manifest, and in files that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from scorm_builder.package import Package, UnreadableError, xmltext
from scorm_builder.package.hrefs import is_external, readings
from scorm_builder.package.manifest import (
    Element,
    Fault,
    Manifest,
    children,
    local,
    namespace,
    parse,
    text,
)
from scorm_builder.package.references import is_sco
from scorm_builder.spec import lomprofile
from scorm_builder.spec import namespaces as ns

MOST_BYTES = 1 << 20
MOST_TAGS = 4000
"""Of a file: whole records have about a hundred, and what judges them is slow for thousands."""
MOST_FILES = 100
"""Files of records that are read; who has more has them all from one tool."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record: the ``lom`` element, the document it stands in, the profile that applies to it."""

    document: Manifest
    lom: Element
    profile: str


@dataclass(frozen=True, slots=True)
class Location:
    """An ``adlcp:location``: what it names, and the record there, or what is wrong with it.

    ``name`` is the file in the package, "" where there is none or it lies outside.
    """

    element: Element
    written: str
    name: str
    record: Record | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """All records, those in the manifest first, and every ``adlcp:location``."""

    all: tuple[Record, ...] = ()
    locations: tuple[Location, ...] = ()


_KNOWN: WeakKeyDictionary[Package, Records] = WeakKeyDictionary()


def records(package: Package) -> Records:
    """The records of a package, read once however many rules ask."""
    if package not in _KNOWN:
        manifest = package.manifest
        usable = manifest is not None and manifest.is_content_packaging
        _KNOWN[package] = _read(package, manifest) if usable and manifest else Records()
    return _KNOWN[package]


def path(element: Element) -> str:
    """The way to an element of a record from below its ``lom``, as in ``general/title``."""
    steps: list[str] = []
    while element is not None and local(element) != "lom":
        steps.append(local(element))
        element = element.getparent()
    return "/".join(reversed(steps))


def inside(record: Record) -> Iterator[Element]:
    """The elements of a record that are LOM's, in the order of the file."""
    yield from (one for one in record.lom.iter(f"{{{ns.MD}}}*") if one is not record.lom)


def _read(package: Package, manifest: Manifest) -> Records:
    inline: list[Record] = []
    locations: list[Location] = []
    for metadata in manifest.all("metadata"):
        profile = _profile(metadata.getparent())
        for one in children(metadata):
            if local(one) == "lom":
                inline.append(Record(manifest, one, profile))
            elif local(one) == "location":
                full = len(locations) >= MOST_FILES
                locations.append(_location(package, one, profile, full))
    external = [one.record for one in locations if one.record is not None]
    return Records((*inline, *external), tuple(locations))


def _profile(described: Element) -> str:
    if local(described) == "file":
        return lomprofile.ASSET
    if local(described) == "resource":
        return lomprofile.SCO if is_sco(described) else lomprofile.ASSET
    return lomprofile.AGGREGATION


def _location(package: Package, element: Element, profile: str, full: bool) -> Location:
    written = text(element).strip()
    if is_external(written):
        return Location(element, written, "", None)
    name = next((one for one in readings(written) if one in package.files), "")
    if not name:
        return Location(element, written, "", None, "is not in the package")
    if full:
        return Location(element, written, name, None)
    try:
        data = package.read(name, MOST_BYTES)
    except UnreadableError as error:
        return Location(element, written, name, None, f"cannot be read: {error}")
    xml = xmltext.read(data)
    if xml.mended.count("<") > MOST_TAGS:
        return Location(element, written, name, None, f"has more than {MOST_TAGS:,} tags")
    if xml.subset:
        return Location(element, written, name, None, "has a document type with declarations")
    found = parse(xml, package.span(name).path, frozenset(package.files))
    if isinstance(found, Fault):
        return Location(element, written, name, None, f"cannot be read: {found.message}")
    if found.root.tag != f"{{{ns.MD}}}lom":
        uri = namespace(found.root)
        of = f" of {uri!r}" if uri and local(found.root) == "lom" else ""
        problem = f"is no metadata record of SCORM 1.2: its root is <{local(found.root)}>{of}"
        return Location(element, written, name, None, problem)
    return Location(element, written, name, Record(found, found.root, profile))
