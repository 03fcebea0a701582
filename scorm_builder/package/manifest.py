"""``imsmanifest.xml`` as rules see it: the tree, and where in the file each element stands.

The tree is lxml's. lxml knows lines only, and those of the end of a start tag; so a second, quick
pass with expat notes the exact place of each element, and where its content begins and ends.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.parsers import expat

from lxml import etree

from scorm_builder.diagnostics import Span
from scorm_builder.package.xmltext import Place, XmlText
from scorm_builder.spec import namespaces as ns

_START_TAG = re.compile(rb"""<(?>(?:[^"'>]|"[^"]*"|'[^']*')*)>""")

MOST_ELEMENTS = 150_000
"""What is still parsed, in bounded memory; a package with all files that a zip holds has half."""

_EXTENT = 4
_BASE = f"{{{ns.XML}}}base"
_TEXT = etree.XPath("string()")
LONGEST_BASE = 512

MOST_NAMESPACES = 500
"""In force at one element: libxml2 goes through them all for each name that it looks up."""

Element = Any
"""An element of lxml's tree; lxml has no types of its own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the text could not be parsed, and where."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Manifest:
    """A manifest that could be parsed, at ``place``; ``names`` are those of the package's files."""

    place: Span
    xml: XmlText
    root: Element
    names: frozenset[str]
    _data: bytes
    _order: Mapping[Element, int]
    _extents: array[int]
    _numbers: Mapping[Element, int]

    @property
    def is_content_packaging(self) -> bool:
        """Whether the root is that of SCORM 1.2; else little can be said of what it holds."""
        return bool(self.root.tag == f"{{{ns.CP}}}manifest")

    def __len__(self) -> int:
        """The number of its elements."""
        return len(self._order)

    def all(self, *tags: str) -> Iterator[Element]:
        """The IMS elements of these names, in the order of the file."""
        yield from self.root.iter(*(f"{{{ns.CP}}}{tag}" for tag in tags))

    def elements(self) -> Iterator[Element]:
        """Every element, in the order of the file."""
        yield from self._order

    def span(self, element: Element) -> Span:
        """Where the element's start tag begins."""
        line, column, _, _ = self._extent(element)
        return replace(self.place, line=line, col=column)

    @property
    def data(self) -> bytes:
        """The text that was parsed, in UTF-8, of which bounds are bytes."""
        return self._data

    def bounds(self, element: Element) -> tuple[int, int]:
        """The bytes at which its start tag and its end tag begin; its end if it has but one."""
        _, _, start, end = self._extent(element)
        return start, end

    def opening(self, element: Element) -> str:
        """The element's start tag, as written."""
        start, _ = self.bounds(element)
        found = _START_TAG.match(self._data, start)
        return found[0].decode() if found else ""

    def inner(self, element: Element) -> str:
        """What stands between the element's tags, as written."""
        start, end = self.bounds(element)
        found = _START_TAG.match(self._data, start)
        return self._data[found.end() : end].decode() if found else ""

    def pointer(self, element: Element) -> str:
        """The way to the element from the root, as XPath would say it with the file's prefixes."""
        steps = []
        while element is not None:
            number = self._numbers.get(element)
            step = f"{element.prefix}:{local(element)}" if element.prefix else local(element)
            steps.append(f"{step}[{number}]" if number else step)
            element = element.getparent()
        return "/" + "/".join(reversed(steps))

    def _extent(self, element: Element) -> array[int]:
        at = self._order[element] * _EXTENT
        return self._extents[at : at + _EXTENT]


def parse(xml: XmlText, place: Span, names: frozenset[str]) -> Manifest | Fault:
    """The manifest, or why there is none: no network, no DTD, no entities but the five of XML.

    A text whose document type declares entities is not for this function: it is not parsed at all.
    """
    data = xml.mended.encode()
    if data.count(b"<") - data.count(b"</") > MOST_ELEMENTS:
        return Fault(f"it has more than {MOST_ELEMENTS:,} elements", Place(1, 1))
    parser = etree.XMLParser(
        encoding="utf-8", no_network=True, load_dtd=False, resolve_entities=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        # lxml appends the place to the message; the place has a field of its own.
        message = str(error.msg).partition(", line ")[0]
        return Fault(message, Place(max(line or 1, 1), max(column or 1, 1)))
    if data.count(b"xmlns") > MOST_NAMESPACES and _namespaces(root) > MOST_NAMESPACES:
        return Fault(f"more than {MOST_NAMESPACES} namespaces are declared at once", Place(1, 1))
    try:
        extents = _extents(data)
    except expat.ExpatError as error:
        # lxml takes the names that XML allows since its fifth edition, expat those of the fourth.
        message = f"not every parser can read it: {expat.ErrorString(error.code)}"
        return Fault(message, Place(error.lineno, error.offset + 1))
    order = {element: number for number, element in enumerate(root.iter(etree.Element))}
    for element in order:
        # It is read anew for each of the hrefs that it stands before, which may be thousands.
        if len(base := element.get(_BASE, "")) > LONGEST_BASE:
            element.set(_BASE, base[:LONGEST_BASE])
    return Manifest(place, xml, root, names, data, order, extents, _numbers(order))


def _namespaces(root: Element) -> int:
    """The most declarations of namespaces that are in force at any element."""
    now = most = 0
    for event, _ in etree.iterwalk(root, events=("start-ns", "end-ns")):
        now += 1 if event == "start-ns" else -1
        most = max(most, now)
    return most


def _numbers(elements: Iterable[Element]) -> dict[Element, int]:
    """Which of its namesakes beside it an element is, from 1; left out where it has none."""
    numbers = {}
    for parent in elements:
        twins: dict[str, list[Element]] = defaultdict(list)
        for one in children(parent):
            twins[local(one)].append(one)
        for same in twins.values():
            if len(same) > 1:
                numbers.update({one: number for number, one in enumerate(same, 1)})
    return numbers


def _extents(data: bytes) -> array[int]:
    """Of every element of the text, in its order: the line and column at which it begins, and the
    bytes from its start tag to its end tag. Plain numbers, for there may be very many.
    """
    extents = array("q")
    open_elements: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def start(_name: str, _attributes: object) -> None:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        open_elements.append(len(extents))
        extents.extend((line, column, parser.CurrentByteIndex, 0))

    def end(_name: str) -> None:
        extents[open_elements.pop() + _EXTENT - 1] = parser.CurrentByteIndex

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return extents


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag.rpartition("}")[2])


def namespace(element: Element) -> str:
    """The element's namespace; empty if it has none."""
    return str(element.tag[1:].rpartition("}")[0])


def children(element: Element, *tags: str) -> list[Element]:
    """The child elements; where names are given, the IMS elements of these names only."""
    if tags:
        return list(element.iterchildren(*(f"{{{ns.CP}}}{tag}" for tag in tags)))
    return [child for child in element if isinstance(child.tag, str)]


def child(element: Element, tag: str) -> Element | None:
    """The first child that is the IMS element of this name."""
    return next(iter(children(element, tag)), None)


def text(element: Element | None) -> str:
    """All text in the element, without comments, as schemas see it; empty for None."""
    return "" if element is None else str(_TEXT(element))
