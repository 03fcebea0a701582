"""Whether the manifest is valid: its version, the schema, the order of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.manifest import (
    Element,
    Manifest,
    child,
    children,
    local,
    namespace,
    text,
)
from scorm_builder.rules import Finding, at, manifest_rule
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.plainwords import MESSAGE, of_schema
from scorm_builder.spec.schema import faults, is_of_language, schema
from scorm_builder.spec.structure import misplaced

_MOST_ERRORS = 200
# Elements of a manifest, and faults in it, up to which libxml2 says at once where each fault is.
_LARGE, _MOST_PLACED = 5_000, 1_000

# What a rule of its own says better: names of elements and attributes whose values the schema
# judges too. D07, M10, M13, M14, M16, M19, M24, M25, M29, M32, M33 and M35 to M39.
_JUDGED_ELEMENTS = frozenset(
    ("schema", "schemaversion", "title", "dependency", "prerequisites", "maxtimeallowed")
) | {"timelimitaction", "datafromlms", "masteryscore"}
_JUDGED_ATTRIBUTES = frozenset(("default", "isvisible", "parameters", "scormtype"))
_MISSING_ATTRIBUTE = re.compile(r"The attribute '([^']*)' is required but missing")
_URI = re.compile(r"\{([^}]*)\}")


@manifest_rule("M10-schema", Severity.ERROR)
def version(manifest: Manifest) -> Iterator[Finding]:
    """``metadata`` says ``ADL SCORM`` and ``1.2``, to the letter, without white space.

    This is how an LMS knows the version, and with it which API to offer. Metadata of organizations,
    items and resources that say it, say the same: a warning, since no LMS looks there.

    Mend: ``<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>`` as the first children of
    ``<metadata>``, each on one line. Breaks: Open edX takes anything but ``1.2`` for SCORM 2004 and
    the course finds no API. Source: Content Aggregation Model 1.2, section 2.3.3; Open edX's code.
    """
    # That there are none is for D01 to say.
    elsewhere: dict[str, list[Element]] = {}
    for metadata in manifest.all("metadata"):
        for name, expected in (("schema", ns.SCHEMA), ("schemaversion", ns.SCHEMA_VERSION)):
            element = child(metadata, name)
            if element is None or text(element) == expected:
                continue
            message = f"<{name}> is {quoted(text(element))}, and has to be {quoted(expected)}"
            if metadata.getparent() is manifest.root:
                yield at(manifest, element, message)
            else:
                elsewhere.setdefault(message, []).append(element)
    for message, found in elsewhere.items():
        often = f" (so in {len(found)} places)" if len(found) > 1 else ""
        yield at(manifest, found[0], f"{message}{often}", Severity.WARNING)


@manifest_rule("M11-xsd", Severity.ERROR)
def valid(manifest: Manifest) -> Iterator[Finding]:
    """The manifest is valid by the schemas of SCORM 1.2.

    What a rule of its own says better (order, identifiers, lengths and values of what LMSs use,
    foreign elements) is not said again here.

    Mend: see the message; elements and attributes are listed in the Content Aggregation Model.
    Breaks: ADL's conformance suite; ILIAS where it validates; SCORM Cloud warns. Source: the XSDs
    imscp_rootv1p1p2, adlcp_rootv1p2 and imsmd_rootv1p2p1.
    """
    judge = schema()
    if count := _too_many(manifest):
        message = f"{count:,} faults by the schema, too many to list: mend what other rules found"
        yield at(manifest, manifest.root, message)
        return
    if judge.validate(manifest.root):
        return
    prefixes = {p: uri for one in manifest.elements() for p, uri in one.nsmap.items() if p}
    seen = set()
    log: Any = judge.error_log
    for error in islice(log, _MOST_ERRORS):
        element = _place(manifest, error, prefixes)
        if element is None or _said_elsewhere(element, error):
            continue
        message = of_schema(error.message)
        if (element, message) not in seen:
            seen.add((element, message))
            yield at(manifest, element, message)


@manifest_rule("M12-order", Severity.ERROR)
def order(manifest: Manifest) -> Iterator[Finding]:
    """Elements stand in the order of the schema: a title before items, items before metadata.

    Mend: move the element. Breaks: ADL's conformance suite, and readers that go through the file
    once. Source: the XSDs use sequences throughout; Content Aggregation Model 1.2, section 2.3.
    """
    for element in manifest.all(*_HOLDERS):
        found = children(element)
        names = [_name(one) for one in found]
        for position, before in misplaced(local(element), names):
            other = f"<{before}>" if before else "elements of other namespaces"
            message = f"<{local(found[position])}> has to stand before {other}"
            yield at(manifest, found[position], message)


@manifest_rule("M42-submanifest", Severity.WARNING)
def submanifest(manifest: Manifest) -> Iterator[Finding]:
    """There is one manifest, with no other inside.

    The standard allows courses to be nested; LMSs do not agree on what it means.

    Mend: put items and resources into the one manifest. Breaks: Moodle flattens them and later
    resources overwrite earlier ones; Chamilo and Open edX pass them over. Source: Content Packaging
    1.1.2, section 3.6.
    """
    for nested in manifest.all("manifest"):
        if nested is not manifest.root:
            message = "a manifest inside a manifest is read differently by every LMS: merge them"
            yield at(manifest, nested, message)


_HOLDERS = (
    "manifest",
    "metadata",
    "organizations",
    "organization",
    "item",
    "resources",
    "resource",
    "file",
)


def _name(element: Element) -> str:
    """The local name of an IMS element; "" for others; ADL's, which M34 judges, stay out of it."""
    uri = namespace(element)
    if uri == ns.CP:
        return local(element)
    return "adlcp" if uri == ns.ADLCP else ""


def _too_many(manifest: Manifest) -> int:
    """How many faults a large manifest has, if they are so many that to find each takes minutes."""
    if len(manifest) <= _LARGE:
        return 0
    identifiers = [one.get("identifier") for one in manifest.elements()]
    named = [identifier for identifier in identifiers if identifier is not None]
    count = faults(manifest.xml.mended.encode(), schema()) + len(named) - len(set(named))
    return count if count > _MOST_PLACED else 0


def _place(manifest: Manifest, error: Any, prefixes: Mapping[str, str]) -> Element | None:
    found = manifest.root.xpath(error.path, namespaces=prefixes) if error.path else []
    return found[0] if found else None


def _said_elsewhere(element: Element, error: Any) -> bool:
    parts = MESSAGE.match(error.message)
    attribute = parts["attribute"] or "" if parts else ""
    if namespace(element) == ns.MD:
        return is_of_language(error)
    missing = _MISSING_ATTRIBUTE.search(error.message)
    name = (missing[1] if missing else attribute).rpartition("}")[2]
    kind = error.type_name
    if kind == "SCHEMAV_ELEMENT_CONTENT":
        parent = element.getparent()
        return parent is not None and _is_disordered(parent)
    if kind == "SCHEMAV_CVC_ELT_1":
        return namespace(element) != ns.ADLCP
    if kind == "SCHEMAV_CVC_WILDCARD":
        uri = _URI.match(attribute)
        return name.lower() == "scormtype" or (uri is not None and uri[1] != ns.ADLCP)
    if name == "identifier":
        return missing is None
    if name == "type":
        return local(element) in ("resource", "prerequisites")
    if name in _JUDGED_ATTRIBUTES:
        return True
    return local(element) in _JUDGED_ELEMENTS and kind != "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2"


def _is_disordered(parent: Element) -> bool:
    names = [local(one) if namespace(one) == ns.CP else "" for one in children(parent)]
    return local(parent) == "dependency" or bool(misplaced(local(parent), names))
