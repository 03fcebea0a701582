"""The metadata records of a package: inside the manifest, and in files that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from weakref import WeakKeyDictionary

from scorm_builder.diagnostics import quoted
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
from scorm_builder.package.xmltext import Place, XmlText
from scorm_builder.spec import lomprofile
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.filenames import alike
from scorm_builder.spec.plainwords import of_parser

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

    ``name`` is the file in the package, "" where there is none or it lies outside. ``place`` is
    where in the file the problem is, if it is in one place of it. A record may be there, and a
    problem that keeps others from reading it.
    """

    element: Element
    written: str
    name: str = ""
    record: Record | None = None
    problem: str = ""
    place: Place | None = None


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
    twins = cache(lambda: {alike(name): name for name in package.files})
    for metadata in manifest.all("metadata"):
        profile = _profile(metadata.getparent())
        for one in children(metadata):
            if local(one) == "lom":
                inline.append(Record(manifest, one, profile))
            elif local(one) == "location":
                full = len(locations) >= MOST_FILES
                locations.append(_location(package, one, profile, full, twins))
    external = [one.record for one in locations if one.record is not None]
    return Records((*inline, *external), tuple(locations))


def _profile(described: Element) -> str:
    if local(described) == "file":
        return lomprofile.ASSET
    if local(described) == "resource":
        return lomprofile.SCO if is_sco(described) else lomprofile.ASSET
    return lomprofile.AGGREGATION


def _location(
    package: Package,
    element: Element,
    profile: str,
    full: bool,
    twins: Callable[[], Mapping[str, str]],
) -> Location:
    written = text(element).strip()
    if is_external(written):
        return Location(element, written)
    if not written:
        return Location(element, written, problem="names no file: leave the element out")
    name = next((one for one in readings(written) if one in package.files), "")
    if not name:
        wanted = [alike(one) for one in readings(written)]
        twin = next((twins()[one] for one in wanted if one in twins()), "")
        meant = f"; {quoted(twin)} is meant?" if twin else ""
        return Location(element, written, problem=f"is not in the package{meant}")
    found = Location(element, written, name, problem=_misspelt(written))
    if full:
        return found
    try:
        data = package.read(name, MOST_BYTES)
    except UnreadableError as error:
        return replace(found, problem=f"cannot be read: {error}")
    xml = xmltext.read(data)
    if xml.mended.count("<") > MOST_TAGS:
        return replace(found, problem=f"has more than {MOST_TAGS:,} tags")
    problem, place = _unread(xml)
    if problem:
        found = replace(found, problem=problem, place=place)
    if xml.subset:
        return found
    document = parse(xml, package.span(name), frozenset(package.files))
    if isinstance(document, Fault):
        said = f"cannot be read: {of_parser(document.message)}"
        return found if problem else replace(found, problem=said, place=document.place)
    if document.root.tag != f"{{{ns.MD}}}lom":
        uri = namespace(document.root)
        of = f" of {quoted(uri)}" if uri and local(document.root) == "lom" else ""
        said = f"is no metadata record of SCORM 1.2: its root is <{local(document.root)}>{of}"
        return replace(found, problem=said, place=None)
    return replace(found, record=Record(document, document.root, profile))


def _misspelt(written: str) -> str:
    """What is wrong with a location that can be guessed, but is no relative URI."""
    if "\\" in written:
        return "is written with \\, which is no URI: write /"
    return "begins with /: take that away" if written.startswith("/") else ""


def _unread(xml: XmlText) -> tuple[str, Place | None]:
    """Why parsers refuse a text, or ought to, before they come to its elements; and where."""
    if xml.unknown:
        return f"is in {quoted(xml.declared)}, which no parser knows: save it as UTF-8", None
    if xml.undecodable is not None:
        said = xml.declared or "UTF-8"
        return f"has bytes that are not {said}, as it says: save it as UTF-8", xml.undecodable
    if xml.lead:
        return "has white space before <?xml", Place(1, 1)
    for illegal in xml.illegal:
        message = f"holds the character {illegal.written}, which XML does not allow: delete it"
        return message, illegal.place
    if xml.doctype is not None:
        return "has a document type, which careful readers refuse: delete <!DOCTYPE ...>", (
            xml.doctype
        )
    return "", None
