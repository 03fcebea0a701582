"""Whether the manifest uses the namespaces of SCORM 1.2, under the prefixes that LMSs look for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.hrefs import is_external, readings
from scorm_builder.package.manifest import Element, Manifest, local, namespace, text
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec import namespaces as ns

_ATTRIBUTE = re.compile(
    r"""\s(?P<prefix>[^\s:='"]+):(?P<name>[^\s:='"]+)\s*=\s*(?:"[^"]*"|'[^']*')"""
)
_KNOWN = frozenset((ns.CP, ns.ADLCP, ns.MD, ns.XSI, ns.XML))


@manifest_rule("M06-root-ns", Severity.ERROR, any_root=True)
def root_namespace(manifest: Manifest) -> Iterator[Finding]:
    """The root is ``manifest`` in the namespace of Content Packaging 1.1.2.

    An LMS tells the version of the standard by it. Where it is another one, the remaining rules on
    the manifest are not run: they speak of SCORM 1.2.

    Mend: write ``xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"``, or publish as SCORM 1.2.
    Breaks: wagtail-lms, scormhost, OpenOLAT; others guess the version. Source: Content Aggregation
    Model 1.2, section 2.3.
    """
    if manifest.is_content_packaging:
        return
    root = manifest.root
    if local(root) != "manifest":
        message = f"the root element is {quoted(local(root))}, where 'manifest' is expected"
    else:
        given = f"the namespace {quoted(namespace(root))}" if namespace(root) else "no namespace"
        message = f"the manifest has {given}; that of SCORM 1.2 is {quoted(ns.CP)}"
    yield at(manifest, root, message)


@manifest_rule("M07-prefix-default", Severity.ERROR)
def no_prefix(manifest: Manifest) -> Iterator[Finding]:
    """IMS elements are written without a prefix.

    ``<imscp:manifest>`` means the same to an XML parser; but the readers of several LMSs compare
    names as they are written.

    Mend: make Content Packaging the default namespace (``xmlns="..."``). Breaks: Moodle 4.5 imports
    "without error" a course with no version and no SCO; ILIAS, Chamilo. Source: seen in Moodle.
    """
    found = [one for one in manifest.elements() if namespace(one) == ns.CP and one.prefix]
    if found:
        message = f"IMS elements have the prefix '{found[0].prefix}:'; Moodle does not see them so"
        yield at(manifest, found[0], f"{message}: make theirs the default namespace")


@manifest_rule("M08-adlcp-ns", Severity.ERROR)
def adlcp_namespace(manifest: Manifest) -> Iterator[Finding]:
    """ADL's names are written ``adlcp:...``, with its namespace, declared on the root.

    Moodle and ILIAS compare the prefix as written, other LMSs the namespace: only both together are
    understood by all.

    Mend: ``xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"`` on ``<manifest>``. Breaks:
    Moodle takes every SCO for an asset (nothing is tracked); OpenOLAT refuses if it is not on the
    root. Source: Content Aggregation Model 1.2, section 2.3.2.5; seen in Moodle.
    """
    root = manifest.root
    wrong: dict[str, Element] = {}
    for element in manifest.elements():
        for prefix, uri in _prefixes(manifest, element):
            if uri == ns.ADLCP and prefix != "adlcp":
                shown = f"prefix {quoted(prefix)}" if prefix else "no prefix"
                message = f"ADL's elements and attributes have {shown}; LMSs look for 'adlcp:'"
                wrong.setdefault(message, element)
            elif prefix == "adlcp" and uri != ns.ADLCP and uri not in ns.FOREIGN_STANDARDS:
                message = f"'adlcp' stands for {quoted(uri)}; in SCORM 1.2 it is {quoted(ns.ADLCP)}"
                wrong.setdefault(message, element)
            elif (prefix, uri) == ("adlcp", ns.ADLCP) and root.nsmap.get("adlcp") != uri:
                wrong.setdefault("'adlcp' has to be declared on <manifest>", element)
    for message, element in wrong.items():
        yield at(manifest, element, message)


@manifest_rule("M09-version-mix", Severity.ERROR, any_root=True)
def one_version(manifest: Manifest) -> Iterator[Finding]:
    """A package that says it is SCORM 1.2 uses no namespace of another version.

    LMSs tell the version by different signs. With signs of two, one LMS offers the API of 1.2 and
    another that of 2004, and the course finds neither.

    Mend: publish again as SCORM 1.2. Breaks: any LMS may guess wrongly. Source: the namespaces of
    SCORM 1.1, 1.2 and 2004.
    """
    version = next((one for one in manifest.elements() if local(one) == "schemaversion"), None)
    # Where no version is told, the namespace of the root tells it.
    silent = version is None and manifest.is_content_packaging
    if not silent and text(version).strip() != ns.SCHEMA_VERSION:
        return
    seen: dict[str, Element] = {}
    for element in manifest.elements():
        for uri in _used(element):
            if uri in ns.FOREIGN_STANDARDS:
                seen.setdefault(uri, element)
    for uri, element in seen.items():
        message = (
            f"the package says it is SCORM 1.2 and uses {quoted(uri)}, which is of another version"
        )
        yield at(manifest, element, message)


@manifest_rule("M43-foreign-elements", Severity.WARNING)
def foreign_elements(manifest: Manifest) -> Iterator[Finding]:
    """Every element and attribute is of a namespace that SCORM 1.2 knows.

    The schema allows others only where their schema is known too; hardly any LMS knows it.

    Mend: leave vendors' extensions out. Breaks: importers that validate (ILIAS on request, SCORM
    Cloud warns). Source: Content Packaging 1.1.2, wildcards with strict processing.
    """
    seen: dict[str, Element] = {}
    for element in manifest.elements():
        for prefix, uri in _prefixes(manifest, element):
            # A namespace bound to adlcp is judged by M08, one of another version by M09.
            known = uri in _KNOWN or uri in ns.FOREIGN_STANDARDS
            if not known and prefix != "adlcp":
                seen.setdefault(uri, element)
    for uri, element in seen.items():
        shown = f"of the namespace {quoted(uri)}" if uri else "without a namespace"
        yield at(manifest, element, f"an element or attribute {shown}, which importers do not know")


@manifest_rule("M44-schema-location", Severity.WARNING)
def schema_location(manifest: Manifest) -> Iterator[Finding]:
    """``xsi:schemaLocation`` names a file for every namespace in use, and these files are there.

    The standard asks that a package carries its control documents (the XSDs) in its root. No LMS
    studied reads them; conformance tests do.

    Mend: list pairs of namespace and file name, and put the files beside the manifest. Breaks:
    ADL's conformance suite; eXeLearning issue 915. Source: Content Aggregation Model 1.2, section
    2.3; XML Schema 1, section 4.3.2.
    """
    root = manifest.root
    given = root.get(ns.SCHEMA_LOCATION, "").split()
    if not given:
        message = "there is no xsi:schemaLocation: name the control document of each namespace"
        yield at(manifest, root, message)
        return
    if len(given) % 2:
        message = f"xsi:schemaLocation is made of pairs, and has {len(given)} parts"
        yield at(manifest, root, message)
        return
    pairs = dict(zip(given[::2], given[1::2], strict=True))
    used = dict.fromkeys(uri for one in manifest.elements() for uri in _used(one))
    for uri in used:
        if uri in (ns.CP, ns.ADLCP, ns.MD) and uri not in pairs:
            yield at(manifest, root, f"xsi:schemaLocation names no file for {quoted(uri)}")
    for uri, location in pairs.items():
        usual, name = ns.CONTROL_DOCUMENTS.get(uri), location.rpartition("/")[2]
        if usual and name != usual and name in ns.CONTROL_DOCUMENTS.values():
            message = f"xsi:schemaLocation names {quoted(name)} for {quoted(uri)}: write {usual}"
            yield at(manifest, root, message)
    gone = [
        location
        for location in pairs.values()
        if not is_external(location) and not set(readings(location)) & manifest.names
    ]
    if gone:
        message = f"xsi:schemaLocation names what is not in the package: {listed(gone)}"
        yield at(manifest, root, message)


def _used(element: Element) -> list[str]:
    """The namespaces of an element and its attributes; "" only for an element that has none."""
    names = (name for name in element.attrib if name.startswith("{"))
    return [namespace(element), *(name[1:].partition("}")[0] for name in names)]


def _prefixes(manifest: Manifest, element: Element) -> Iterator[tuple[str, str]]:
    """Pairs of prefix and namespace that an element and its attributes are written with."""
    yield element.prefix or "", namespace(element)
    for name in element.attrib:
        uri = name[1:].partition("}")[0] if name.startswith("{") else ""
        if not uri:
            continue
        bound = [prefix for prefix, of in element.nsmap.items() if of == uri and prefix]
        if len(bound) < 2:
            yield next(iter(bound), ""), uri
            continue
        # lxml keeps no prefix of an attribute; where several are bound, the text tells.
        for found in _ATTRIBUTE.finditer(manifest.opening(element)):
            if found["prefix"] in bound and found["name"] == name.rpartition("}")[2]:
                yield found["prefix"], uri
