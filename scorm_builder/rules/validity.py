"""Whether the manifest is valid: its version, the schema, the order of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from scorm_builder.package.references import scormtype
from scorm_builder.package.refusals import UNEXPECTED, Refusal, named, refusals
from scorm_builder.rules import Finding, at, manifest_rule
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.plainwords import of_schema
from scorm_builder.spec.schema import faults, schema
from scorm_builder.spec.structure import CHILDREN, misplaced

# Elements of a manifest, and faults in it, up to which libxml2 says at once where each fault is.
_LARGE, _MOST_PLACED = 5_000, 1_000

_LANGUAGE = f"{{{ns.XML}}}lang"
# libxml2's names of faults: in a value; nothing declares the element, or the attribute, in the
# place of which any other namespace may stand; an attribute is missing; a child or text too many.
_VALUES = frozenset(
    f"SCHEMAV_CVC_{one}" for one in ("DATATYPE_VALID_1_2_1", "ENUMERATION_VALID", "MAXLENGTH_VALID")
)
_MISSING_ATTRIBUTE = re.compile(r"The attribute '([^']*)' is required but missing")
_OWN = (ns.CP, ns.ADLCP, ns.MD, ns.XSI, ns.XML)
_UNDECLARED = ("SCHEMAV_CVC_ELT_1", "SCHEMAV_CVC_WILDCARD")
_MISSING = "SCHEMAV_CVC_COMPLEX_TYPE_4"
_TEXT = "SCHEMAV_CVC_COMPLEX_TYPE_2_3"


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
    foreign elements) is not said again here. Of many elements in one place that have none there,
    the first ten are told.

    It is an error whatever the LMS: any may validate, and none promises to take what is invalid.

    Mend: see the message; elements and attributes are listed in the Content Aggregation Model.
    Breaks: ADL's conformance suite; ILIAS where it validates; SCORM Cloud warns. Source: the XSDs
    imscp_rootv1p1p2, adlcp_rootv1p2 and imsmd_rootv1p2p1.
    """
    if count := _too_many(manifest):
        message = f"{count:,} faults by the schema, too many to list: mend what other rules found"
        yield at(manifest, manifest.root, message)
        return
    seen: set[tuple[Element, str]] = set()
    wordy = set()
    for fault in refusals(manifest):
        if fault.kind == _TEXT:
            wordy.add(fault.element)
        elif fault.kind == UNEXPECTED and fault.element in wordy:
            # That its children are missing is another way to say so.
            continue
        message = of_schema(fault.message)
        if (fault.element, message) not in seen and not _said_elsewhere(manifest, fault):
            seen.add((fault.element, message))
            yield at(manifest, fault.element, message)


@manifest_rule("M12-order", Severity.ERROR)
def order(manifest: Manifest) -> Iterator[Finding]:
    """Elements stand in the order of the schema: a title before items, items before metadata.

    Mend: move the element. Breaks: ADL's conformance suite, and readers that go through the file
    once. Source: the XSDs use sequences throughout; Content Aggregation Model 1.2, section 2.3.
    """
    for element in manifest.all(*CHILDREN):
        found = children(element)
        names = [named(one) for one in found]
        for position, side, name in misplaced(local(element), names):
            other = f"<{name}>" if name else "elements of other namespaces"
            message = f"<{_shown(found[position])}> has to stand {side} {other}"
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


def _shown(element: Element) -> str:
    return f"{element.prefix}:{local(element)}" if element.prefix else local(element)


def _too_many(manifest: Manifest) -> int:
    """How many faults a large manifest has, if they are so many that to find each takes minutes."""
    if len(manifest) <= _LARGE:
        return 0
    identifiers = [one.get("identifier") for one in manifest.elements()]
    named = [identifier for identifier in identifiers if identifier is not None]
    count = faults(manifest.xml.mended.encode(), schema()) + len(named) - len(set(named))
    return count if count > _MOST_PLACED else 0


def _said_elsewhere(manifest: Manifest, fault: Refusal) -> bool:
    """Whether a rule of its own tells of the very same, always."""
    element, kind = fault.element, fault.kind
    if namespace(element) == ns.MD:
        return fault.attribute == _LANGUAGE and kind in _VALUES  # D07
    if fault.attribute and _is_judged_scormtype(element, fault.attribute):
        return True  # M25
    if kind in _VALUES:
        return _is_judged(manifest, element, fault.attribute)
    if kind in _UNDECLARED:
        name = fault.attribute or element.tag
        # M08, M09, M43
        return name[1:].partition("}")[0] not in _OWN
    if kind == _MISSING:
        named = _MISSING_ATTRIBUTE.search(fault.message)
        whose = (f"{{{ns.CP}}}resource", f"{{{ns.ADLCP}}}prerequisites")
        return named is not None and named[1] == "type" and element.tag in whose  # M24, M39
    if kind in (UNEXPECTED, _TEXT):
        around = element if kind == _TEXT else element.getparent()
        return around is not None and around.tag == f"{{{ns.CP}}}dependency"  # M29
    return False


def _is_judged(manifest: Manifest, element: Element, attribute: str) -> bool:
    """Whether a rule of its own judges a value: that of an attribute, or of the element itself."""
    name = local(element)
    if namespace(element) == ns.CP:
        if not attribute:
            metadata = child(manifest.root, "metadata")
            version = metadata is not None and child(metadata, name) is element
            return name == "title" or (name in ("schema", "schemaversion") and version)  # M19, M10
        if attribute == "identifier":
            return name in ("manifest", "organization", "item", "resource")  # M13, M14
        if attribute == "default":
            return bool(children(element, "organization"))  # M16
        judged = (("item", "isvisible"), ("item", "parameters"), ("resource", "type"))
        return (name, attribute) in judged  # M32, M33, M24
    if namespace(element) == ns.ADLCP:
        # M36, M39, M37, M38
        if name == "maxtimeallowed":
            # M36 judges it without white space around, which the schema does not allow.
            return not attribute and text(element) == text(element).strip()
        if attribute:
            return (name, attribute) == ("prerequisites", "type")
        return name in ("prerequisites", "timelimitaction", "datafromlms")
    return False


def _is_judged_scormtype(element: Element, attribute: str) -> bool:
    """Whether an attribute is the one that M25 judges."""
    if element.tag != f"{{{ns.CP}}}resource":
        return False
    found = scormtype(element)
    return found is not None and found.name == attribute
