"""Whether what the manifest writes for files is what browsers get them by."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from scorm_builder.crawl.addresses import Names
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.hrefs import (
    DRIVE,
    asked,
    asking_for,
    is_external,
    readings,
    without_query,
)
from scorm_builder.package.manifest import Element, Manifest
from scorm_builder.package.references import FileReference, files
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec.filenames import alike

_WITHOUT_HOST = re.compile(r"https?:(?!//)", re.IGNORECASE)
_PAGE_ELSEWHERE = re.compile(r"(https?:)?//", re.IGNORECASE)


@manifest_rule("F01-file-missing", Severity.ERROR)
def missing(manifest: Manifest) -> Iterator[Finding]:
    """Every file that the manifest names is in the package.

    ``?`` and ``#`` and what follows are left aside; the name is looked for as it stands and with
    its percent-signs decoded. What is there by another name is told by F02, F03 and F12. What
    names a folder, or nothing (``#top``), is a warning as a mere ``<file>``: nobody opens that.

    Mend: add the file, or take the entry out. Breaks: the learner sees "404"; SCORM Cloud and ADL's
    conformance suite refuse. Source: Content Aggregation Model 1.2, section 2.3.4.
    """
    names = _names(manifest.names)
    seen = set()
    for reference in _local(manifest):
        name = asked(reference.target)
        if name in seen or names.find(readings(reference.target)):
            continue
        seen.add(name)
        severity = None if reference.is_of_resource else Severity.WARNING
        if name.strip("/") == "":
            what = "names no file"
        elif any(one.startswith(f"{name.rstrip('/')}/") for one in manifest.names):
            what = "is a folder: write the file in it that is meant"
        else:
            what, severity = "is not in the package", None
        yield at(manifest, reference.element, f"{quoted(reference.target)} {what}", severity)


@manifest_rule("F02-case", Severity.ERROR)
def case(manifest: Manifest) -> Iterator[Finding]:
    """Names in the manifest are written with the capitals and accents that the files have.

    On Windows they are found regardless; on servers they are not. An accent can be written as one
    character or as two, which look the same and are not; F12 tells of the files that have two.

    Mend: write the file's name as it is. Breaks: every LMS on Linux or S3, Canvas, SCORM Cloud:
    404. Source: URIs tell capitals apart, RFC 3986, section 6.2.2.1.
    """
    for reference, name, twin in _of_other_spelling(manifest):
        if _is_apart(name, twin):
            continue
        if name.lower() == twin.lower():
            message = f"is {quoted(twin)} in the package: capitals count"
        elif unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", twin):
            message = "has its accents written apart (NFD), and the file has not: write it anew"
        else:
            message = f"is {quoted(twin)} in the package: capitals count, and how accents are made"
        yield at(manifest, reference.element, f"{quoted(reference.href)} {message}")


@manifest_rule("F03-href-form", Severity.ERROR)
def form(manifest: Manifest) -> Iterator[Finding]:
    r"""A local ``href`` is the file's path from the package's root, as a browser asks for it.

    No leading ``/``, no backslash, no drive, no ``file:``, and no ``..``, which LMSs that compare
    strings do not undo. ``#``, ``?`` and ``%`` in a name are written ``%23``, ``%3F``, ``%25``:
    browsers ask for what stands before ``#`` and ``?``, and servers decode, so that for
    ``a%20b.html`` there has to be an ``a b.html``. ``%5C`` and ``%2F`` are no ``/``. Blanks around
    it are part of the address once an LMS has put its own path before it. These, signs and blanks,
    are errors where a resource opens them, and warnings in a list of files, for which no browser
    asks.

    A ``<file>`` with an empty ``href`` is a warning. A note: ``./`` and ``//``, which browsers or
    servers undo, and what compares strings does not.

    Mend: write the path as it is in the zip. Breaks: ADL's conformance suite 1.2.7 on a leading
    ``/``; Open edX on blanks and bare ``#``; all LMSs on most others. Source: Content Packaging
    1.1.2, section 3.5; URL Standard, "path state"; openedx-scorm-xblock, which puts its own path
    before the ``href``.
    """
    seen = set()
    for reference in files(manifest):
        problem = _ill_formed(manifest, reference)
        if problem and reference.href not in seen:
            seen.add(reference.href)
            is_asked = reference.is_of_resource or _malformed(reference.href)
            severity = None if is_asked else Severity.WARNING
            yield at(manifest, reference.element, f"{quoted(reference.href)} {problem}", severity)
    blank, roundabout = _written_oddly(manifest)
    for is_opened, found in blank.items():
        severity = None if is_opened else Severity.WARNING
        message = f"hrefs with blanks around them, which LMSs keep: {listed([*found])}"
        yield at(manifest, next(iter(found.values())), message, severity)
    if roundabout:
        message = f"hrefs with './' or '//': write the path in the zip: {listed([*roundabout])}"
        yield at(manifest, next(iter(roundabout.values())), message, Severity.INFO)
    empty = [one for one in manifest.all("file") if not one.get("href", "-").strip()]
    if empty:
        yield at(manifest, empty[0], "a <file> names no file: its href is empty", Severity.WARNING)


@manifest_rule("F04-href-escape", Severity.WARNING)
def escapes(manifest: Manifest) -> Iterator[Finding]:
    """An ``href`` reads the same with and without percent-decoding.

    Blanks and letters beyond ASCII have to be percent-encoded in a URI; LMSs that compare it with
    the names in the zip as it stands then do not find the file. Plain names are the way out.

    Mend: rename the file to letters, digits, ``.``, ``_`` and ``-``. Breaks: Moodle and wagtail-lms
    use it as it stands, OpenOLAT decodes, scormhost compares. Source: their code; RFC 3986.
    """
    odd: dict[str, Element] = {}
    for reference in files(manifest):
        path = without_query(reference.href)
        is_odd = not path.isascii() or " " in path or "%" in path
        if is_odd and not is_external(reference.href) and not _ill_formed(manifest, reference):
            odd.setdefault(reference.href, reference.element)
    if odd:
        first = next(iter(odd.values()))
        message = (
            f"hrefs that LMSs read differently, for a blank, a % or an accent: {listed([*odd])}"
        )
        yield at(manifest, first, message)


@manifest_rule("F10-external-href", Severity.WARNING)
def elsewhere(manifest: Manifest) -> Iterator[Finding]:
    """What the manifest names is in the package, not on another server, and is a file.

    A page of another server finds no LMS beside it, since browsers part the two. By ``http:`` it is
    not even shown in an LMS with ``https:``, which is an error. So is a resource that opens what
    is no page of any server: ``javascript:``, ``data:``, ``mailto:``, or a name with a colon,
    which reads as such an address. An ``xml:base`` counts.

    Mend: put the files into the package; link to a place elsewhere from a page. Breaks: tracking,
    in every LMS; http: everywhere; scormhost refuses ``javascript:`` and ``data:``. Source: HTML,
    7.1.1 (origin); Mixed Content, section 5.1.
    """
    found: dict[tuple[Severity | None, str], dict[str, Element]] = defaultdict(dict)
    for reference in files(manifest):
        if reference.is_local or _malformed(reference.href):
            continue
        target = reference.target
        severity = Severity.ERROR if reference.is_of_resource else None
        if _WITHOUT_HOST.match(target):
            what = "addresses that name no server: write the path alone, or https://"
        elif target.lower().startswith("http:"):
            what, severity = "on another server, without https", Severity.ERROR
        elif _PAGE_ELSEWHERE.match(target):
            what, severity = "on another server", None
        elif "." in target.partition(":")[0] or target in manifest.names:
            what = "names with a colon, which makes them addresses: rename the files"
        else:
            what = "neither a file of the package nor a page of a server"
        found[severity, what].setdefault(target, reference.element)
    for (severity, what), hrefs in found.items():
        first = next(iter(hrefs.values()))
        yield at(manifest, first, f"{what}: {listed(list(hrefs))}", severity)


@manifest_rule("F12-accents-apart", Severity.ERROR)
def accents(manifest: Manifest) -> Iterator[Finding]:
    """Files that the manifest names have their accents as one character each (NFC), as it has.

    Zips made on macOS may hold ``e`` and a combining accent where the manifest has the one letter.
    They look alike, and are not the same file on a server.

    Mend: rename the file on Linux or Windows, or use ASCII names. Breaks: every LMS on Linux or S3:
    404; Moodle gives the file the manifest's name as it unpacks. Source: RFC 3987, section 5.3.2.2.
    """
    for reference, name, twin in _of_other_spelling(manifest):
        if _is_apart(name, twin):
            message = "is there with its accents written apart (NFD), as macOS does: rename it"
            yield at(manifest, reference.element, f"{quoted(reference.href)} {message}")


def _local(manifest: Manifest) -> Iterator[FileReference]:
    """References to files of the package; those of bad form, which F03 tells, left out."""
    for reference in files(manifest):
        if reference.is_local and not _malformed(reference.href):
            yield reference


def _of_other_spelling(manifest: Manifest) -> Iterator[tuple[FileReference, str, str]]:
    """References to files that are there in another spelling: what is named, what is there."""
    names = _names(manifest.names)
    seen = set()
    for reference in _local(manifest):
        forms = readings(reference.target)
        twin = names.find(forms)
        if twin and twin not in forms and forms[0] not in seen:
            seen.add(forms[0])
            yield reference, next(one for one in forms if alike(one) == alike(twin)), twin


def _is_apart(name: str, twin: str) -> bool:
    """Whether ``twin`` is ``name``, which has its accents as one character each, written apart."""
    return unicodedata.normalize("NFC", twin) == name


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
    if ".." in unquote(path).split("/"):
        return "has '..' in it: write the path as it is in the zip"
    return ""


def _ill_formed(manifest: Manifest, reference: FileReference) -> str:
    """What is wrong with the form of a reference, or with how it names a file that is there.

    "" if nothing is, or if what it names is not there at all.
    """
    if problem := _malformed(reference.href):
        return problem
    if not reference.is_local:
        return ""
    forms = readings(reference.target)
    name = next((form for form in forms if form in manifest.names), "")
    has_coded_slash = "%2f" in without_query(reference.href).lower()
    if not name or (name == forms[0] and not has_coded_slash):
        return ""
    base = reference.target.removesuffix(reference.href)
    right = quoted(asking_for(name.removeprefix(base), reference.href))
    if name == forms[0]:
        return f"has %2F in it, which servers refuse: write {right}"
    return f"asks for {quoted(forms[0])}, which is not there: write {right}"


_Places = dict[str, Element]


def _written_oddly(manifest: Manifest) -> tuple[dict[bool, _Places], _Places]:
    """Hrefs with blanks around, by whether they are opened, and those with ``./`` or ``//``."""
    blank: dict[bool, _Places] = defaultdict(dict)
    roundabout: _Places = {}
    for reference in _local(manifest):
        written = reference.element.get("href", "")
        is_opened = reference.is_of_resource
        if written != reference.href and (is_opened or written not in blank.get(True, ())):
            blank[is_opened].setdefault(written, reference.element)
        parts = without_query(reference.href).split("/")
        if "." in parts[:-1] or "" in parts[:-1]:
            roundabout.setdefault(reference.href, reference.element)
    return blank, roundabout


@lru_cache(maxsize=1)
def _names(names: frozenset[str]) -> Names:
    return Names(names)
