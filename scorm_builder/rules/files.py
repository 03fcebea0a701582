"""Whether the manifest and the files of the package agree."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from scorm_builder.crawl import Site
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.package.hrefs import DRIVE, is_external, readings, without_query
from scorm_builder.package.manifest import Element, Manifest, text
from scorm_builder.package.references import base
from scorm_builder.rules import Finding, at, listed, manifest_rule, site_rule
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.filenames import is_junk

_WORTH_TELLING = 100_000
_PAGES_TOO = (".xhtml", ".xht", ".shtml")
_PAGES = (".html", ".htm")


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
            message = f"{quoted(reference.href)} is not in the package"
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
            message = f"{quoted(reference.href)} is {quoted(twin)} in the package: capitals count"
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
            yield at(manifest, element, f"{quoted(href)} {problem}")


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
            odd.setdefault(href, element)
    if odd:
        first = next(iter(odd.values()))
        message = (
            f"hrefs that LMSs read differently, for a blank, a % or an accent: {listed([*odd])}"
        )
        yield at(manifest, first, message)


@manifest_rule("F05-unlisted", Severity.WARNING)
def unlisted(manifest: Manifest) -> Iterator[Finding]:
    """Every file of the package is listed as ``<file>`` of some resource.

    Left aside: the manifest, control documents in the root, metadata files that are referred to,
    and what does not belong into a package (Z21).

    Mend: add ``<file href="..."/>`` to the resource that needs it, or take the file out. Breaks:
    ADL's "complete manifest"; tools that copy what is listed. Source: Content Packaging 1.1.2,
    section 3.5; Army acceptance criteria.
    """
    if rest := unlisted_names(manifest):
        yield at(manifest, manifest.root, f"files that no resource lists: {listed(rest)}")


@manifest_rule("F06-dup-file", Severity.INFO)
def listed_twice(manifest: Manifest) -> Iterator[Finding]:
    """A file is listed by one resource only; what several need is a resource of its own.

    Mend: make an asset of what is shared, and name it by ``<dependency>``. Breaks: nothing that is
    known; tools that reckon the size of a unit count twice. Source: Content Aggregation Model 1.2,
    section 2.3.2.5 (dependency).
    """
    holders: dict[str, list[Element]] = {}
    for element in manifest.all("file"):
        href = element.get("href", "").strip()
        name = readings(base(element.getparent()) + href)[0] if href else ""
        known = holders.setdefault(name, [])
        if name and element.getparent() not in (one.getparent() for one in known):
            known.append(element)
    twice = [name for name, elements in holders.items() if len(elements) > 1]
    if twice:
        message = f"files that several resources list: {listed(twice)}"
        yield at(manifest, holders[twice[0]][1], message)


@site_rule("F07-launch-html", Severity.WARNING)
def launch(package: Package, site: Site) -> Iterator[Finding]:
    """What a SCO opens is a page: its name ends in ``.html`` or ``.htm``, and HTML is in it.

    Servers tell browsers by the ending what a file is. What is no page cannot talk to the LMS, and
    pages that a server has to make (``.php``, ``.asp``) come as their source.

    Mend: put a page around it, or make an asset of it. Breaks: every LMS: no progress; or a
    download instead of a course. Source: Content Aggregation Model 1.2, section 2.2.3 (SCO).
    """
    for name, sco in {one.launch: one for one in site.scos if one.is_sco}.items():
        page = site.pages.get(name)
        ending = posixpath.splitext(name)[1].lower()
        message = ""
        if ending not in _PAGES:
            message = f"{quoted(name)} is opened as a SCO and does not end in .html or .htm"
        elif page is not None and not page.head.is_page:
            message = f"{quoted(name)} is opened as a SCO and has no HTML in it"
        if message:
            severity = Severity.INFO if ending in _PAGES_TOO else None
            span = package.span(package.manifest_name, sco.line, sco.column)
            yield Finding(span, message, severity)


@manifest_rule("F10-external-href", Severity.WARNING)
def elsewhere(manifest: Manifest) -> Iterator[Finding]:
    """What the manifest names is in the package, not on another server.

    A page of another server finds no LMS beside it, since browsers part the two. By ``http:`` it is
    not even shown in an LMS with ``https:``, which is an error.

    Mend: put the files into the package; link to a place elsewhere from a page. Breaks: tracking,
    in every LMS; http: everywhere. Source: HTML, 7.1.1 (origin); Mixed Content, section 5.1.
    """
    found: dict[bool, dict[str, Element]] = {True: {}, False: {}}
    for element, href in _hrefs(manifest):
        if is_external(href) and not _malformed(href):
            found[href.lower().startswith("http:")].setdefault(href, element)
    for is_open, hrefs in found.items():
        if hrefs:
            what = "on another server, without https" if is_open else "on another server"
            severity = Severity.ERROR if is_open else None
            first = next(iter(hrefs.values()))
            yield at(manifest, first, f"{what}: {listed(list(hrefs))}", severity)


@site_rule("F11-unused", Severity.INFO)
def unused(package: Package, site: Site) -> Iterator[Finding]:
    """Every file of the package is named by the manifest or by some page, style sheet or script.

    What is named nowhere only makes the package larger; or its name is put together by a script,
    which cannot be seen. Said from 100 KB on, and not where the pages were too many to read all.

    Mend: take it out if it is not needed. Breaks: nothing; time and space. Source: Content
    Packaging 1.1.2, section 3.5.
    """
    manifest = package.manifest
    if manifest is None or site.partly:
        return
    rest = [name for name in unlisted_names(manifest) if name not in site.reached]
    size = sum(package.files[name].size for name in rest)
    if size > _WORTH_TELLING:
        message = f"files that nothing names ({size:,} bytes): {listed(rest)}"
        yield Finding(package.span(rest[0]), message)


def unlisted_names(manifest: Manifest) -> list[str]:
    """The files that no resource lists, without those that need not be listed."""
    listed_names = {name for one in _local(manifest) for name in readings(one.target)}
    for element in manifest.elements():
        if element.tag == f"{{{ns.ADLCP}}}location":
            listed_names.update(readings(text(element).strip()))
    for location in manifest.root.get(ns.SCHEMA_LOCATION, "").split():
        listed_names.update(readings(location))
    return sorted(
        name
        for name in manifest.names
        if name not in listed_names and not _is_control_document(name) and not is_junk(name)
    )


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
