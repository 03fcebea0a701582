"""Edits in the text of a manifest, so that all that they do not touch stays to the letter."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scorm_builder.package.manifest import Element, Manifest

_TAG = re.compile(rb"""<(?>(?:[^"'>]|"[^"]*"|'[^']*')*)>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_ASIDE = re.compile(rb"<!\[CDATA\[.*?\]\]>|(<!--.*?-->|<\?.*?\?>)", re.DOTALL)
_INDENT = re.compile(rb"\r?\n[ \t]*\Z")
_MOST_INDENT = 200


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in place of the bytes from ``start`` to ``end`` of the manifest's data."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a mend does to a manifest: its edits, what is said of them, and the files it is about.

    Without edits there is nothing to mend.
    """

    edits: list[Edit] = field(default_factory=list)
    done: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as written: where white space before it, its name and its quoted value are."""

    name: str
    start: int
    name_start: int
    value_start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag as written; ``is_empty`` where it is its own end tag."""

    name: str
    start: int
    end: int
    is_empty: bool
    attributes: tuple[Attribute, ...]

    def attribute(self, name: str) -> Attribute | None:
        """The attribute that is written so."""
        return next((one for one in self.attributes if one.name == name), None)


def tag(manifest: Manifest, element: Element) -> Tag:
    """The start tag of an element."""
    start, _ = manifest.bounds(element)
    data = manifest.data
    found, name = _TAG.match(data, start), _NAME.match(data, start)
    if found is None or name is None:
        raise ValueError(f"no tag begins at byte {start}")
    attributes, at = [], name.end()
    while one := _ATTRIBUTE.match(data, at, found.end()):
        written = one[1].decode()
        attributes.append(Attribute(written, at, one.start(1), one.start(2), one.end()))
        at = one.end()
    is_empty = found[0].endswith(b"/>")
    return Tag(name[1].decode(), start, found.end(), is_empty, tuple(attributes))


def end(manifest: Manifest, element: Element) -> int:
    """The byte behind an element."""
    opening = tag(manifest, element)
    if opening.is_empty:
        return opening.end
    _, closing = manifest.bounds(element)
    return manifest.data.index(b">", closing) + 1


def indent(manifest: Manifest, at: int) -> str:
    """The line break and the white space before a place; empty if something else stands there."""
    found = _INDENT.search(manifest.data[max(at - _MOST_INDENT, 0) : at])
    return found[0].decode() if found else ""


def put(opening: Tag, name: str, value: str) -> Edit:
    """Gives an attribute, by its name as written, this value."""
    written = f'"{html.escape(value)}"'
    known = opening.attribute(name)
    if known is not None:
        return Edit(known.value_start, known.end, written)
    last = opening.attributes[-1].end if opening.attributes else _behind_name(opening)
    return Edit(last, last, f" {name}={written}")


def rename(attribute: Attribute, name: str) -> Edit:
    """Writes another name before an attribute's value."""
    before = attribute.name_start
    return Edit(before, before + len(attribute.name.encode()), name)


def drop(attribute: Attribute) -> Edit:
    """Takes an attribute out."""
    return Edit(attribute.start, attribute.end, "")


def remove(manifest: Manifest, element: Element) -> Edit:
    """Takes an element out, and the white space before it."""
    start, _ = manifest.bounds(element)
    return Edit(start - len(indent(manifest, start)), end(manifest, element), "")


def called(manifest: Manifest, element: Element, name: str) -> list[Edit]:
    """Gives an element another name, in both of its tags."""
    opening = tag(manifest, element)
    edits = [Edit(opening.start + 1, _behind_name(opening), name)]
    if not opening.is_empty:
        _, closing = manifest.bounds(element)
        behind = closing + 2 + len(opening.name.encode())
        edits.append(Edit(closing + 2, behind, name))
    return edits


def content(manifest: Manifest, element: Element, text: str) -> Edit:
    """Gives an element, which has no elements in it, this text; comments come behind it, since
    not every LMS looks behind them for more.
    """
    opening = tag(manifest, element)
    written = html.escape(text, quote=False)
    if opening.is_empty:
        return Edit(opening.end - 2, opening.end, f">{written}</{opening.name}>")
    closing = manifest.bounds(element)[1]
    aside = b"".join(_ASIDE.findall(manifest.data[opening.end : closing])).decode()
    return Edit(opening.end, closing, written + aside)


def insert(manifest: Manifest, parent: Element, before: Element | None, written: list[str]) -> Edit:
    """Puts elements into ``parent``, behind its child ``before``, or as its first."""
    opening = tag(manifest, parent)
    if before is not None:
        space, at = indent(manifest, manifest.bounds(before)[0]), end(manifest, before)
        return Edit(at, at, "".join(space + one for one in written))
    own = indent(manifest, opening.start)
    child = next((one for one in parent if isinstance(one.tag, str)), None)
    space = indent(manifest, manifest.bounds(child)[0]) if child is not None else own and own + "  "
    inside = "".join(space + one for one in written)
    if opening.is_empty:
        return Edit(opening.end - 2, opening.end, f">{inside}{own}</{opening.name}>")
    closing = own if child is None and not manifest.data[opening.end :][:1].isspace() else ""
    return Edit(opening.end, opening.end, inside + closing)


def applied(manifest: Manifest, edits: Iterable[Edit]) -> str:
    """The manifest's text with the edits, which do not overlap.

    They are made in the text as it was found, where characters that were blanked to parse it still
    stand: it has as many characters, though not always as many bytes.
    """
    data, text = manifest.data, manifest.xml.text
    pieces, byte, character = [], 0, 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < byte:
            raise ValueError(f"two edits meet at byte {edit.start}")
        begin = character + len(data[byte : edit.start].decode())
        pieces += [text[character:begin], edit.text]
        byte, character = edit.end, begin + len(data[edit.start : edit.end].decode())
    return "".join([*pieces, text[character:]])


def _behind_name(opening: Tag) -> int:
    return opening.start + 1 + len(opening.name.encode())
