"""Whether the manifest and the files of the package agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scorm_builder.diagnostics import Severity
from scorm_builder.package.hrefs import DRIVE, is_external, readings, without_query
from scorm_builder.package.manifest import Element, Manifest, text
from scorm_builder.package.references import base
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec import namespaces as ns

_SCHEMA_LOCATION = f"{{{ns.XSI}}}schemaLocation"
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class _Reference:
    """A local href with the element that has it; ``target`` with ``xml:base`` before it."""

    element: Element
    href: str
    target: str


@manifest_rule("F01-file-missing", Severity.ERROR)
def missing(manifest: Manifest) -> Iterator[Finding]:
    """Every file that the manifest names is in the package.

    ``?`` and ``#`` and what follows are left aside; the name is looked for as it stands and with
    its percent-signs decoded.

    Mend: add the file, or take the entry out. Breaks: the learner sees "404"; SCORM Cloud and ADL's
    conformance suite refuse. Source: Content Aggregation Model 1.2, section 2.3.4.
    """
    folded = {name.casefold() for name in manifest.names}
    seen = set()
    for reference in _local(manifest):
        forms = readings(reference.target)
        known = any(form in manifest.names or form.casefold() in folded for form in forms)
        if not known and forms[0] not in seen:
            seen.add(forms[0])
            message = f"{reference.href[:_SHOWN]!r} is not in the package"
            yield at(manifest, reference.element, message)


@manifest_rule("F02-case", Severity.ERROR)
def case(manifest: Manifest) -> Iterator[Finding]:
    """Names in the manifest are written with the capitals that the files have.

    On Windows they are found regardless; on servers they are not.

    Mend: write the file's name as it is. Breaks: every LMS on Linux or S3, Canvas, SCORM Cloud:
    404. Source: URIs tell capitals apart, RFC 3986, section 6.2.2.1.
    """
    folded = {name.casefold(): name for name in sorted(manifest.names, reverse=True)}
    seen = set()
    for reference in _local(manifest):
        forms = readings(reference.target)
        if any(form in manifest.names for form in forms) or forms[0] in seen:
            continue
        twin = next((folded[form.casefold()] for form in forms if form.casefold() in folded), None)
        if twin is not None:
            seen.add(forms[0])
            message = f"{reference.href[:_SHOWN]!r} is {twin!r} in the package: capitals count"
            yield at(manifest, reference.element, message)


@manifest_rule("F03-href-form", Severity.ERROR)
def form(manifest: Manifest) -> Iterator[Finding]:
    """A local ``href`` is a path from the package's root, with ``/``, and stays in the package.

    No leading ``/``, no backslash, no drive, no ``file:``, and no ``..``, which LMSs that compare
    strings do not undo.

    Mend: write the path as it is in the zip. Breaks: ADL's conformance suite 1.2.7 on a leading
    ``/``; all LMSs on the others. Source: Content Packaging 1.1.2, section 3.5.
    """
    for element, href in _hrefs(manifest):
        if problem := _malformed(href):
            yield at(manifest, element, f"{href[:_SHOWN]!r} {problem}")


@manifest_rule("F04-href-escape", Severity.WARNING)
def escapes(manifest: Manifest) -> Iterator[Finding]:
    """An ``href`` reads the same with and without percent-decoding.

    Blanks and letters beyond ASCII have to be percent-encoded in a URI; LMSs that compare it with
    the names in the zip as it stands then do not find the file. Plain names are the way out.

    Mend: rename the file to letters, digits, ``.``, ``_`` and ``-``. Breaks: Moodle and wagtail-lms
    use it as it stands, OpenOLAT decodes, scormhost compares. Source: their code; RFC 3986.
    """
    odd: dict[str, Element] = {}
    for element, href in _hrefs(manifest):
        path = without_query(href)
        if not is_external(href) and (not path.isascii() or " " in path or "%" in path):
            odd.setdefault(href[:_SHOWN], element)
    if odd:
        first = next(iter(odd.values()))
        message = (
            f"hrefs that LMSs read differently, for a blank, a % or an accent: {listed([*odd])}"
        )
        yield at(manifest, first, message)


@manifest_rule("F05-unlisted", Severity.WARNING)
def unlisted(manifest: Manifest) -> Iterator[Finding]:
    """Every file of the package is listed as ``<file>`` of some resource.

    Left aside: the manifest, control documents in the root, metadata files that are referred to.

    Mend: add ``<file href="..."/>`` to the resource that needs it, or take the file out. Breaks:
    ADL's "complete manifest"; tools that copy what is listed. Source: Content Packaging 1.1.2,
    section 3.5; Army acceptance criteria.
    """
    listed_names = {name for one in _local(manifest) for name in readings(one.target)}
    for element in manifest.elements():
        if element.tag == f"{{{ns.ADLCP}}}location":
            listed_names.update(readings(text(element).strip()))
    for location in manifest.root.get(_SCHEMA_LOCATION, "").split():
        listed_names.update(readings(location))
    rest = sorted(
        name
        for name in manifest.names
        if name not in listed_names and not _is_control_document(name)
    )
    if rest:
        yield at(manifest, manifest.root, f"files that no resource lists: {listed(rest)}")


def _hrefs(manifest: Manifest) -> Iterator[tuple[Element, str]]:
    for element in manifest.all("resource", "file"):
        if href := element.get("href", "").strip():
            yield element, href


def _local(manifest: Manifest) -> Iterator[_Reference]:
    """References to files of the package; those of bad form, which F03 tells, left out."""
    for element, href in _hrefs(manifest):
        if not is_external(href) and not _malformed(href):
            resource = element if element.tag.endswith("}resource") else element.getparent()
            target = base(resource) + href
            if not is_external(target):
                yield _Reference(element, href, target)


def _malformed(href: str) -> str:
    path = without_query(href)
    if DRIVE.match(href) or href.lower().startswith("file:"):
        return "is a place on somebody's disk: write the path from the package's root"
    if is_external(href):
        return ""
    if "\\" in path:
        return "has a backslash: write /"
    if path.startswith("/"):
        return "begins with /, which is the server's root: leave it away"
    if ".." in path.split("/"):
        return "has '..' in it: write the path as it is in the zip"
    return ""


def _is_control_document(name: str) -> bool:
    return name.lower() == ns.MANIFEST or (
        "/" not in name and name.lower().endswith((".xsd", ".dtd"))
    )
