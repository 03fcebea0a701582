"""Mends the namespaces of a manifest: theirs by default for IMS, ``adlcp:`` for ADL."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.diagnostics import quoted
from scorm_builder.mending import edits
from scorm_builder.mending.edits import Change, Edit, Tag
from scorm_builder.package.manifest import Element, Manifest, namespace
from scorm_builder.spec import namespaces as ns

_XMLNS = "xmlns:"
_OF_ADL = ("http://www.adlnet.org/", "http://www.adlnet.gov/")


def default(manifest: Manifest) -> Change:
    """Content Packaging's namespace is made the default one (M07)."""
    found = [one for one in manifest.elements() if namespace(one) == ns.CP and one.prefix]
    if not found:
        return Change()
    changes = [edit for one in found for edit in edits.called(manifest, one, _bare(one))]
    used = _prefixes_of_attributes(manifest)
    for element, opening in _tags(manifest):
        for one in opening.attributes:
            prefix = one.name.removeprefix(_XMLNS)
            declares = one.name.startswith(_XMLNS) and element.nsmap.get(prefix) == ns.CP
            if declares and prefix not in used:
                changes.append(edits.drop(one))
        if element is manifest.root:
            changes.append(edits.put(opening, "xmlns", ns.CP))
    prefixes = ", ".join(dict.fromkeys(f"'{one.prefix}:'" for one in found))
    return Change(changes, f"IMS elements are written without the prefix {prefixes}")


def adlcp(manifest: Manifest) -> Change:
    """ADL's namespace goes by ``adlcp:``, declared on the root (M08)."""
    root = manifest.root
    bound = root.nsmap.get("adlcp")
    if bound not in (None, ns.ADLCP):
        return _other_uri(manifest, bound)
    if any(_binds_adlcp_otherwise(element, opening) for element, opening in _tags(manifest)):
        return Change()
    changes: list[Edit] = []
    used = False
    for element, opening in _tags(manifest):
        if namespace(element) == ns.ADLCP:
            used = True
            if element.prefix != "adlcp":
                changes += edits.called(manifest, element, f"adlcp:{_bare(element)}")
        for one in opening.attributes:
            prefix, colon, name = one.name.partition(":")
            if one.name.startswith("xmlns"):
                other = one.name not in ("xmlns:adlcp", "xmlns:xmlns")
                if other and element.nsmap.get(name or None) == ns.ADLCP:
                    changes.append(edits.drop(one))
            elif colon and f"{{{ns.ADLCP}}}{name}" in element.attrib:
                used = True
                if prefix != "adlcp" and element.nsmap.get(prefix) == ns.ADLCP:
                    changes.append(edits.rename(one, f"adlcp:{name}"))
    if bound is None and used:
        changes.append(edits.put(edits.tag(manifest, root), "xmlns:adlcp", ns.ADLCP))
        return Change(changes, "ADL's names are written 'adlcp:', declared on <manifest>")
    return Change(changes, "ADL's names are written 'adlcp:'")


def _other_uri(manifest: Manifest, bound: str) -> Change:
    """``adlcp`` stands for what it should, where it stood for a name of ADL's that there is not."""
    if bound in ns.FOREIGN_STANDARDS or not bound.startswith(_OF_ADL):
        return Change()
    changes = []
    for element, opening in _tags(manifest):
        declared = opening.attribute("xmlns:adlcp")
        if declared is not None and element.nsmap.get("adlcp") == bound:
            changes.append(edits.put(opening, "xmlns:adlcp", ns.ADLCP))
    locations = manifest.root.get(ns.SCHEMA_LOCATION, "").split()
    if bound in locations:
        opening = edits.tag(manifest, manifest.root)
        changes.append(_located(manifest, opening, bound))
    return Change(changes, f"'adlcp' stands for {quoted(ns.ADLCP)}")


def _tags(manifest: Manifest) -> Iterator[tuple[Element, Tag]]:
    """All elements with their start tags, which are too many to be kept."""
    for element in manifest.elements():
        yield element, edits.tag(manifest, element)


def _binds_adlcp_otherwise(element: Element, opening: Tag) -> bool:
    declared = opening.attribute("xmlns:adlcp") is not None
    return declared and element.nsmap.get("adlcp") != ns.ADLCP


def _located(manifest: Manifest, opening: Tag, bound: str) -> Edit:
    """The same ``xsi:schemaLocation``, white space too, with ADL's namespace as it should be."""
    prefixes = [prefix for prefix, uri in manifest.root.nsmap.items() if uri == ns.XSI]
    names = [f"{prefix}:schemaLocation" for prefix in prefixes]
    found = next(one for one in opening.attributes if one.name in names)
    written = manifest.data[found.value_start : found.end].decode()
    return Edit(found.value_start, found.end, written.replace(bound, ns.ADLCP))


def _prefixes_of_attributes(manifest: Manifest) -> set[str]:
    """The prefixes that attributes are written with, whose declarations have to stay."""
    return {
        one.name.partition(":")[0]
        for _, opening in _tags(manifest)
        for one in opening.attributes
        if ":" in one.name
    }


def _bare(element: Element) -> str:
    return str(element.tag.rpartition("}")[2])
