"""Whether the manifest lists the files of the package, and SCOs open pages among them."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from contextlib import suppress

from scorm_builder.crawl import Page, Site
from scorm_builder.crawl.addresses import Names
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.package.hrefs import asked, readings
from scorm_builder.package.manifest import Element, Manifest, text
from scorm_builder.package.references import base, files
from scorm_builder.rules import Finding, at, listed, manifest_rule, site_rule
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.filenames import is_junk

_WORTH_TELLING = 100_000
_PAGES_TOO = (".xhtml", ".xht")
_PAGES = (".html", ".htm")


@manifest_rule("F05-unlisted", Severity.WARNING)
def unlisted(manifest: Manifest) -> Iterator[Finding]:
    """Every file of the package is listed as ``<file>`` of some resource.

    Left aside: the manifest, control documents in the root, metadata files that are referred to,
    what does not belong into a package (Z21), and what is listed in another spelling (F02, F03,
    F12).

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
        name = asked(base(element.getparent()) + href)
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
    pages that a server has to make (``.php``, ``.asp``, ``.shtml``) come as their source. XHTML is
    a note. An empty file is told by Z27.

    Mend: put a page around it, or make an asset of it. Breaks: every LMS: no progress; or a
    download instead of a course. Source: Content Aggregation Model 1.2, section 2.2.3 (SCO).
    """
    for name, sco in {one.launch: one for one in site.scos if one.is_sco}.items():
        page = site.pages.get(name)
        ending = posixpath.splitext(name)[1].lower()
        message = ""
        if ending not in _PAGES:
            message = f"{quoted(name)} is opened as a SCO and does not end in .html or .htm"
        elif page is not None and package.files[name].size and not _is_html(page):
            message = f"{quoted(name)} is opened as a SCO and has no HTML in it"
        if message:
            severity = Severity.INFO if ending in _PAGES_TOO else None
            span = package.span(package.manifest_name, sco.line, sco.column)
            yield Finding(span, message, severity)


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
    names = Names(manifest.names)
    # What is written in another way than it is called has been told by its own rule.
    listed_names = {names.find(readings(one.target)) for one in files(manifest) if one.is_local}
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


def _is_html(page: Page) -> bool:
    """Whether there are tags in a page, and not in texts of a file of JSON."""
    if page.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            json.loads(page.text)
            return False
    return page.head.is_page


def _is_control_document(name: str) -> bool:
    return name.lower() == ns.MANIFEST or (
        "/" not in name and name.lower().endswith((".xsd", ".dtd"))
    )
