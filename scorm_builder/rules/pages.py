"""Whether browsers read a page as it was meant: its characters, its head, its scripts."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.crawl import Page, Site
from scorm_builder.crawl.encodings import DECLARED_WITHIN
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.rules import Finding, at_files, listed, site_rule

_TURNED = 'letters beyond ASCII turn into others: write <meta charset="utf-8">'
_VIEWPORT = '<meta name="viewport">'


@site_rule("H08-charset", Severity.WARNING)
def charset(package: Package, site: Site) -> Iterator[Finding]:
    """A page says by which encoding it is to be read, says it early, and is written in that.

    ``<meta charset="utf-8">`` has to stand within the first 1024 bytes. Without it browsers read
    windows-1252, and scripts and style sheets with the page; with another one than the bytes are
    in, letters turn into signs. Encodings of old that are declared are a note: a server that sends
    everything as UTF-8, and many do, overrules the page.

    Mend: save the page as UTF-8, and write ``<meta charset="utf-8">`` first in its ``<head>``.
    Breaks: every browser, for all letters beyond ASCII. Source: HTML, 4.2.5.4 and 13.2.3.2.
    """
    pages = site.pages.values()
    silent = [one for one in pages if not one.declared and _beyond_ascii(site, one)]
    for one in silent:
        if one.unknown:
            message = f"no browser knows the encoding {quoted(one.unknown)}, and {_TURNED}"
            yield Finding(package.span(one.name), message)
    silent = [one for one in silent if not one.unknown]
    if silent:
        names = [one.name for one in silent]
        within = f"within the first {DECLARED_WITHIN} bytes"
        message = f"no <meta charset> {within}, and letters beyond ASCII, which turn into others: "
        yield at_files(package, names, message + listed(names))
    for one in pages:
        if one.declared and one.misread:
            message = f"this is not {one.encoding}, as it says: save it as UTF-8"
            if one.is_utf8:
                message = f"this says {one.encoding} and is UTF-8, and {_TURNED}"
            yield Finding(package.span(one.name), message)
    old = [
        one
        for one in pages
        if one.declared and not _is_unicode(one) and not one.text.isascii() and not one.is_utf8
    ]
    if old:
        shown = listed([f"{one.name} ({one.encoding})" for one in old])
        message = f"in an encoding that servers may overrule; UTF-8 is safe: {shown}"
        yield at_files(package, [one.name for one in old], message, Severity.INFO)


@site_rule("H09-doctype-lang", Severity.WARNING)
def head(package: Package, site: Site) -> Iterator[Finding]:
    """Every page has a doctype and a language; a launch page has a title and fits on a phone.

    Without a doctype, or with one of those before HTML 4.01, browsers lay the page out as they did
    in 1998; without ``lang`` a screen reader reads it in the accent of the learner's computer
    (``xml:lang`` counts in XHTML only); the title is what a window of its own is called. That the
    viewport is left to the phone, which then shows a page of a desktop's width, is a note, for in a
    frame it means nothing.

    Mend: begin with ``<!doctype html><html lang="en">``, and write ``<title>`` and ``<meta
    name="viewport" content="width=device-width, initial-scale=1">``. Breaks: screen readers; old
    layouts; phones. Source: WCAG 2.2, 2.4.2 and 3.1.1; HTML, 13.2.6.4.1.
    """
    launches = {sco.launch for sco in site.scos}
    lacking: dict[tuple[str, ...], list[str]] = {}
    for page in site.pages.values():
        # Where there is not one tag, F07 has said so.
        if lacks := tuple(_lacks(page, is_launch=page.name in launches)):
            lacking.setdefault(lacks, []).append(page.name)
    for lacks, names in lacking.items():
        severity = Severity.INFO if lacks == (_VIEWPORT,) else None
        yield at_files(package, names, f"no {', no '.join(lacks)}: {listed(names)}", severity)


def _lacks(page: Page, *, is_launch: bool) -> Iterator[str]:
    """What a page should have, and this one has not."""
    head = page.head
    if not head.is_page:
        return
    if not head.has_doctype or head.is_quirky:
        yield "doctype of today" if head.has_doctype else "doctype"
    if not head.language:
        yield '<html lang="...">'
    if is_launch and not head.title:
        yield "<title>"
    if is_launch and not head.has_viewport and not head.is_frameset:
        yield _VIEWPORT


def _beyond_ascii(site: Site, page: Page) -> bool:
    """Whether the page, or a script or style sheet that is read like it, has more than ASCII."""
    if not page.text.isascii():
        return True
    loaded = (one.target for one in page.references)
    return any(not script.code.isascii() for name in loaded if (script := site.scripts.get(name)))


def _is_unicode(page: Page) -> bool:
    return page.encoding.startswith("utf-")
