"""Whether the metadata records say what SCORM 1.2 asks of them, in words that it knows.

No LMS studied shows a record to anybody; some warn at import, and ADL's conformance suite fails a
package for an incomplete one. What one tool does to every record is said once.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.package.hrefs import readings
from scorm_builder.package.manifest import Element, Manifest, child, children, local, text
from scorm_builder.package.records import Record, inside, path, records
from scorm_builder.rules import Finding, at, listed, manifest_rule, rule
from scorm_builder.spec import lomprofile, schema
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.languages import IS_CODE, TAG
from scorm_builder.spec.plainwords import of_schema

_LANGUAGE = f"{{{ns.XML}}}lang"
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)"
    r"(?:[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_LENGTH = re.compile(r"\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?", re.ASCII)
_CARD = re.compile(r"BEGIN:VCARD\s.*\sEND:VCARD", re.DOTALL | re.IGNORECASE | re.ASCII)
_BLANKS = " \t\r\n"
_DURATIONS = ("technical/duration/datetime", "educational/typicallearningtime/datetime")


@manifest_rule("D01-manifest-md", Severity.WARNING)
def manifest_metadata(manifest: Manifest) -> Iterator[Finding]:
    """The manifest has ``metadata`` that say ``schema`` and ``schemaversion``.

    They are how an LMS knows that this is SCORM, and of which version. A warning, though they are
    mandatory: without them all LMSs that were looked at guess 1.2.

    Mend: ``<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`` as
    the first child of ``<manifest>``. Breaks: ADL's conformance suite. Source: Content Aggregation
    Model 1.2, section 2.3.3; the code of Moodle, Open edX and scormhost.
    """
    metadata = child(manifest.root, "metadata")
    wanted = {"schema": ns.SCHEMA, "schemaversion": ns.SCHEMA_VERSION}
    gone = [
        f"<{name}>{value}</{name}>"
        for name, value in wanted.items()
        if metadata is None or child(metadata, name) is None
    ]
    if gone:
        place = manifest.root if metadata is None else metadata
        what = "no <metadata> that says" if metadata is None else "no"
        yield at(manifest, place, f"there is {what} {' and '.join(gone)}")


@rule("D02-location-exists", Severity.WARNING)
def locations(package: Package) -> Iterator[Finding]:
    r"""What ``adlcp:location`` names is in the package, listed, and a metadata record.

    It is a relative URI: no ``\``, no ``/`` in front. The file is XML that every parser takes, as
    M01 to M05 ask of the manifest, with ``<lom>`` as its root.

    Mend: add the file and list it as a ``<file>`` of a resource, or take the element out. Breaks:
    SCORM Cloud warns at import; ADL's conformance suite. Source: Content Aggregation Model 1.2,
    section 2.3.2.5; eXeLearning issue 915.
    """
    manifest = package.manifest
    if manifest is None:
        return
    listed_names = {name for one in manifest.all("file") for name in readings(one.get("href", ""))}
    first: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for one in records(package).locations:
        problem = one.problem
        if not problem and one.name and one.name not in listed_names:
            problem = "is no <file> of any resource: list it"
        if problem:
            message = f"{quoted(one.written)} {problem}"
            counts[message] += 1
            found = at(manifest, one.element, message)
            if one.place is not None:
                span = package.span(one.name, one.place.line, one.place.column)
                found = replace(found, span=span, pointer="")
            first.setdefault(message, found)
    for message, found in first.items():
        count = counts[message]
        often = f" (named in {count} places)" if count > 1 else ""
        yield replace(found, message=f"{message}{often}")


@rule("D03-lom-schema", Severity.WARNING)
def valid(package: Package) -> Iterator[Finding]:
    """A record in a file of its own is valid by the schema of LOM.

    (Records in the manifest are judged with it, by M11; what ``xml:lang`` says by D07.) A warning,
    since no LMS studied reads it.

    Mend: see the message; elements stand in a fixed order. Breaks: SCORM Cloud warns at import;
    ADL's conformance suite. Source: the XSD imsmd_rootv1p2p1.
    """
    judge = schema.schema()
    for one in records(package).locations:
        if one.record is None or judge.validate(one.record.lom):
            continue
        log: Any = judge.error_log
        found = [error for error in log if not schema.is_of_language(error)]
        if found:
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            place = _place(one.record.lom, found[0].path)
            yield at(one.record.document, place, f"{of_schema(found[0].message)}{more}")


def _place(lom: Element, found: str | None) -> Element:
    """The element at libxml2's path, which has the prefixes of the file."""
    prefixes = {p: uri for one in lom.iter("*") for p, uri in one.nsmap.items() if p}
    elements = lom.xpath(found, namespaces=prefixes) if found else []
    return elements[0] if elements else lom


@rule("D04-lom-profile", Severity.WARNING)
def complete(package: Package) -> Iterator[Finding]:
    """A record has every element that SCORM asks of what it describes.

    A record may be left out, but one that is there must be whole. Which elements are asked differs
    for assets, SCOs and whole courses. An element without any text in it is not there.

    Mend: add them, or take the record out: no LMS misses it. Breaks: ADL's conformance suite fails
    the package. Source: Content Aggregation Model 1.2, section 2.2.4.
    """
    yield from _once(_incomplete(one) for one in records(package).all)


def _incomplete(record: Record) -> Iterator[Finding]:
    spoken = _spoken(record.lom)
    there = {path(element) for element in inside(record) if element in spoken}
    missing: list[str] = []
    for one in lomprofile.MANDATORY[record.profile]:
        if one not in there and not one.startswith(tuple(f"{other}/" for other in missing)):
            missing.append(one)
    if missing:
        what = f"the record of {_article(record.profile)}"
        yield at(record.document, record.lom, f"{what} lacks {listed(missing, 8)}")
    schemes = [one for one in inside(record) if path(one) == "metametadata/metadatascheme"]
    if schemes and lomprofile.SCHEME not in {text(one).strip() for one in schemes}:
        message = f"no <metadatascheme> is {quoted(lomprofile.SCHEME)}"
        yield at(record.document, schemes[0], message)


def _spoken(lom: Element) -> set[Element]:
    """The elements of a record that hold text, themselves or in what is in them."""
    spoken: set[Element] = set()
    for node in lom.iter():
        own = node.text if isinstance(node.tag, str) else None
        for element, said in ((node, own), (node.getparent(), node.tail)):
            if not said or not said.strip():
                continue
            while element is not None and element not in spoken:
                spoken.add(element)
                element = element.getparent()
    return spoken


@rule("D05-lom-reserved", Severity.WARNING)
def reserved(package: Package) -> Iterator[Finding]:
    """``general/identifier`` and ``metametadata/identifier`` are not used: LOM reserved them.

    Mend: leave them out; name the course in ``catalogentry``. Breaks: ADL's conformance suite fails
    the package. Source: Content Aggregation Model 1.2, section 2.2.4; LOM 1.0 draft 6.1.
    """
    yield from _once(
        [
            at(record.document, element, f"<{path(element)}> is reserved: leave it out")
            for element in inside(record)
            if path(element) in lomprofile.RESERVED
        ]
        for record in records(package).all
    )


@rule("D06-lom-vocab", Severity.WARNING)
def vocabulary(package: Package) -> Iterator[Finding]:
    """Words of a closed vocabulary are among its words, and from ``LOMv1.0``.

    Capitals count. A requirement of type ``Browser`` names a browser, one of type ``Operating
    System`` a system. Vocabularies of best practice may be added to and are not judged.

    Mend: write one of the words. Breaks: ADL's conformance suite. Source: Content Aggregation Model
    1.2, section 2.2.3.
    """
    yield from _once(_words(one) for one in records(package).all)


def _words(record: Record) -> Iterator[Finding]:
    for element in inside(record):
        words = lomprofile.VOCABULARIES.get(path(element))
        if words is None:
            continue
        if path(element) == lomprofile.REQUIRED_NAME:
            kinds = [one for one in children(element.getparent()) if local(one) == "type"]
            said = [value for one in kinds for value in _said(one, "value")]
            words = lomprofile.REQUIRED.get(said[0] if said else "", words)
        for value in _said(element, "value"):
            if value not in words:
                message = f"<{local(element)}> is {quoted(value)}, none of {listed(words, 8)}"
                yield at(record.document, element, message)
        for source in _said(element, "source"):
            if source != lomprofile.SOURCE:
                message = f"the source of <{local(element)}> is {quoted(source)}, and has to be"
                yield at(record.document, element, f"{message} {quoted(lomprofile.SOURCE)}")


def _said(element: Element, name: str) -> list[str]:
    """The texts of a child of this name: one, where the record is valid."""
    holders = [one for one in children(element) if local(one) == name]
    return [text(one).strip() for holder in holders for one in _texts(holder)]


def _texts(element: Element) -> list[Element]:
    """The texts of an element in their languages; the element itself where it has none."""
    return [one for one in children(element) if local(one) == "langstring"] or [element]


@rule("D07-lom-lang", Severity.ERROR)
def languages(package: Package) -> Iterator[Finding]:
    """``xml:lang`` is a language tag, and a text is there once in each language.

    An empty one, or one such as ``en_GB``, is not valid by the schema. Warnings, for no LMS was
    seen to break: what passes the schema and is no tag (``english``, blanks around), and a language
    that is there twice; ``en`` and ``EN`` are one. ``x-none`` says that a text is in no language.

    Mend: write ``en``, ``pt-BR``, or leave the attribute out. Breaks: ILIAS where it validates;
    ADL's conformance suite. Source: the XSD's xs:language; RFC 5646, which came after RFC 1766.
    """
    yield from _once(_languages(one) for one in records(package).all)


def _languages(record: Record) -> Iterator[Finding]:
    for element in inside(record):
        texts = [one for one in children(element) if local(one) == "langstring"]
        tags = [one.get(_LANGUAGE) for one in texts]
        for one, tag in zip(texts, tags, strict=True):
            if tag is not None and not TAG.fullmatch(tag):
                # The schema does not see blanks around.
                plain = tag.strip(_BLANKS)
                severity = Severity.WARNING if IS_CODE.fullmatch(plain) else Severity.ERROR
                said = f"{quoted(tag)}, which is no language tag"
                if not plain:
                    said = "empty: leave it out"
                elif TAG.fullmatch(plain):
                    said = f"{quoted(tag)}: take the blanks away"
                yield at(record.document, one, f"xml:lang is {said}", severity)
        counts = Counter(tag.strip(_BLANKS).lower() for tag in tags if tag)
        twice = [tag for tag, count in counts.items() if count > 1 and tag]
        if twice:
            message = f"<{local(element)}> has several texts in {listed(twice)}"
            yield at(record.document, element, message, Severity.WARNING)


@rule("D08-lom-dates", Severity.WARNING)
def dates(package: Package) -> Iterator[Finding]:
    """Dates are ``YYYY-MM-DD`` and durations ``hh:mm:ss``.

    Days are of the calendar, minutes and seconds below 60. A year or a month alone, and a time of
    day behind the date, are taken too, as ISO 8601 and the model of IMS have them; ADL's suite
    warns of these. (Durations of ISO 8601, such as ``PT1H30M``, are of LOM 1.0: they pass the
    schema and are told here.)

    Mend: write ``2026-11-24``, ``01:30:00``. Breaks: ADL's conformance suite warns. Source: Content
    Aggregation Model 1.2, section 2.2.3.
    """
    yield from _once(_dates(one) for one in records(package).all)


def _dates(record: Record) -> Iterator[Finding]:
    for element in inside(record):
        if local(element) != "datetime":
            continue
        value = text(element).strip()
        if path(element) in _DURATIONS:
            if not _LENGTH.fullmatch(value):
                message = f"{quoted(value)} is no duration of the form hh:mm:ss"
                yield at(record.document, element, message)
        elif not _is_date(value):
            message = f"{quoted(value)} is no date of the form YYYY-MM-DD"
            yield at(record.document, element, message)


def _is_date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    if found is None:
        return False
    year, month, day = (int(found[part] or 1) for part in (1, 2, 3))
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


@rule("D09-lom-spm", Severity.INFO)
def lengths(package: Package) -> Iterator[Finding]:
    """Texts and lists are no longer than every reader must be able to hold.

    What is longer is allowed, and may be cut.

    Mend: shorten, if it matters. Breaks: ADL's conformance suite warns. Source: the smallest
    permitted maximums of Content Aggregation Model 1.2, section 2.2.3.
    """
    yield from _once(_lengths(one) for one in records(package).all)


def _lengths(record: Record) -> Iterator[Finding]:
    counts: Counter[tuple[Element, str]] = Counter()
    for element in inside(record):
        where = path(element)
        counts[element.getparent(), where] += 1
        if where in lomprofile.COUNTS and counts[element.getparent(), where] == (
            lomprofile.COUNTS[where] + 1
        ):
            message = f"more than {lomprofile.COUNTS[where]} of <{where}>"
            yield at(record.document, element, message)
        longest = max(len(text(one).strip()) for one in _texts(element))
        if longest > lomprofile.LENGTHS.get(where, longest):
            message = f"<{where}> has {longest} characters, more than {lomprofile.LENGTHS[where]}"
            yield at(record.document, element, message)


@rule("D10-vcard", Severity.INFO)
def cards(package: Package) -> Iterator[Finding]:
    """Who contributed is given as a vCard: from ``BEGIN:VCARD`` to ``END:VCARD``.

    Capitals do not count.

    Mend: ``BEGIN:VCARD``, ``FN:Name``, ``END:VCARD``, a line each. Breaks: readers that look for a
    name. Source: Content Aggregation Model 1.2, section 2.2.3 (centity, person); RFC 2426.
    """
    message = "this is no vCard: it has to begin with BEGIN:VCARD and to end with END:VCARD"
    yield from _once(
        [
            at(record.document, element, message)
            for element in inside(record)
            if local(element) == "vcard" and not _CARD.fullmatch(text(element).strip())
        ]
        for record in records(package).all
    )


def _article(profile: str) -> str:
    return f"an {profile}" if profile == lomprofile.ASSET else f"a {profile}"


def _once(found: Iterable[Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of many records; of those that say the same, the first, with their number."""
    first: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for findings in found:
        for message, finding in {one.message: one for one in findings}.items():
            first.setdefault(message, finding)
            counts[message] += 1
    for message, finding in first.items():
        more = counts[message] - 1
        said = (
            f"{message} (so in {more} other record{'s' if more > 1 else ''})" if more else message
        )
        yield Finding(finding.span, said, finding.severity, finding.pointer)
