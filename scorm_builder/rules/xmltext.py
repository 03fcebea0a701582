"""Whether ``imsmanifest.xml`` is XML that every parser takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.package.xmltext import Place, XmlText
from scorm_builder.rules import Finding, rule
from scorm_builder.spec.plainwords import of_parser

_PAGE = re.compile(
    r"(?>\s+|<!--(?>.*?-->)|<\?(?>.*?>))*(?:<!doctype\s+html|<html)\b",
    re.IGNORECASE | re.DOTALL,
)


@rule("M01-wellformed", Severity.ERROR)
def well_formed(package: Package) -> Iterator[Finding]:
    """The manifest is well-formed XML.

    A tag that is not closed, an ``&`` that is not written ``&amp;``, a prefix that is not declared:
    an XML parser has to stop there. A declaration of XML 1.1 is a warning: .NET's parser, for one,
    refuses it.

    Mend: look at the place named. Breaks: every LMS; Acendre and others report it as "import
    refused". Source: XML 1.0, section 2.1; Namespaces in XML 1.0.
    """
    # That a manifest is no file but a link is told by Z10.
    if package.fault is not None and not package.files[package.manifest_name].is_special:
        line, column = package.fault.place.line, package.fault.place.column
        span = package.span(package.manifest_name, line, column)
        why = of_parser(package.fault.message)
        if package.xml is not None and _is_page(package.xml):
            why = "it is an HTML page, perhaps that of an error, saved under its name"
        yield Finding(span, f"the manifest cannot be read: {why}")
    elif package.xml is not None and package.xml.version not in ("", "1.0"):
        message = f"it is of XML {package.xml.version}, which many parsers refuse: write 1.0"
        yield _found(package, Place(1, 1), message, Severity.WARNING)


@rule("M02-encoding", Severity.ERROR)
def encoding(package: Package) -> Iterator[Finding]:
    """The manifest is in the encoding that it declares, best UTF-8.

    Bytes that are not of the declared encoding are an error, as are an encoding that no parser
    knows, UTF-32, and a mark of UTF-8 or UTF-16 in a file that says it is of another. Anything but
    UTF-8 is a warning: PHP's parser, and so Moodle, knows three encodings. So is a code page that
    is declared where all bytes are those of UTF-8: the learner reads "F\u00c3\u00aate" for
    "F\u00eate". That the declaration does not name one is a note.

    Mend: save the file as UTF-8 and let it begin with ``<?xml version="1.0" encoding="UTF-8"?>``.
    Breaks: Moodle, ILIAS and Chamilo convert on their own, with other results. Source: XML 1.0,
    section 4.3.3.
    """
    xml = package.xml
    if xml is None:
        return
    is_ours = not _is_page(xml)
    if xml.unknown:
        message = f"no parser knows the encoding {quoted(xml.declared)}: save as UTF-8 and say so"
        yield _found(package, Place(1, 1), message)
    elif xml.contradicted:
        found = f"the manifest is in {_name(xml.encoding)} and says it is {quoted(xml.declared)}"
        message = f"{found}, which parsers refuse or read wrongly: save it as UTF-8"
        yield _found(package, Place(1, 1), message)
    elif xml.encoding.startswith("utf-32"):
        message = "the manifest is in UTF-32, which hardly any parser reads: save it as UTF-8"
        yield _found(package, Place(1, 1), message)
    elif xml.undecodable is not None:
        said = xml.declared or "UTF-8"
        message = f"these bytes are not {said}, as the file says it is: save it as UTF-8"
        yield _found(package, xml.undecodable, message)
    elif xml.is_utf8:
        message = f"the manifest says it is in {xml.declared}, and seems to be in UTF-8: say so"
        yield _found(package, Place(1, 1), message, Severity.WARNING)
    elif xml.encoding not in ("utf-8", "ascii"):
        called = xml.declared or _name(xml.encoding)
        message = f"the manifest is in {called}; not every LMS reads it: save it as UTF-8"
        yield _found(package, Place(1, 1), message, Severity.WARNING)
    elif not xml.declared and is_ours and package.fault is None:
        begin = '<?xml version="1.0" encoding="UTF-8"?>'
        message = f"the manifest does not name its encoding: begin it with {begin}"
        yield _found(package, Place(1, 1), message, Severity.INFO)


@rule("M03-bom-leading", Severity.WARNING)
def nothing_before(package: Package) -> Iterator[Finding]:
    """Nothing stands before ``<?xml``: no byte order mark, no blank, no empty line.

    A mark is allowed by the standard and trips some readers. White space before the declaration is
    not allowed: it is an error.

    Mend: save as "UTF-8 without BOM"; take out what stands before the declaration. Breaks:
    Claroline (mark); every strict parser (white space). Source: XML 1.0, sections 2.8 and 4.3.3.
    """
    xml = package.xml
    if xml is None:
        return
    if xml.bom and xml.encoding == "utf-8":
        message = "the manifest begins with a byte order mark: save it as UTF-8 without BOM"
        yield _found(package, Place(1, 1), message)
    if xml.lead:
        message = "white space stands before <?xml: the declaration has to be the first thing"
        yield _found(package, Place(1, 1), message, Severity.ERROR)


@rule("M04-doctype", Severity.ERROR)
def no_doctype(package: Package) -> Iterator[Finding]:
    """The manifest has no document type, and so no entities of its own.

    The schema says what a manifest is; a document type can make a parser read other files or grow
    without bound, so that careful LMSs refuse it. One with declarations inside is not parsed here:
    other findings may wait behind this one.

    Mend: delete ``<!DOCTYPE ...>`` and write entities as characters. Breaks: parsers that guard
    against XXE. Source: OWASP XML External Entity Prevention; SCORM 1.2 binds to XML Schema.
    """
    # That the root is that of HTML is for M06 to say.
    xml = package.xml
    if xml is not None and xml.doctype is not None and not _is_page(xml):
        message = "the manifest has a document type; careful LMSs refuse it: delete <!DOCTYPE ...>"
        yield _found(package, xml.doctype, message)


@rule("M05-xml-chars", Severity.ERROR)
def characters(package: Package) -> Iterator[Finding]:
    """Every character is one that XML allows, references to characters included.

    Control characters come in with text pasted from elsewhere.

    Mend: delete the character. Breaks: every parser stops; in SuccessFactors completion fails (KBA
    3332061). Source: XML 1.0, section 2.2.
    """
    if package.xml is None:
        return
    for illegal in package.xml.illegal:
        message = f"the character {illegal.written} is not allowed in XML: delete it"
        yield _found(package, illegal.place, message)


def _found(
    package: Package, place: Place, message: str, severity: Severity | None = None
) -> Finding:
    span = package.span(package.manifest_name, place.line, place.column)
    return Finding(span, message, severity)


def _name(encoding: str) -> str:
    """The name that people have for one of Python's."""
    return encoding.upper().removesuffix("-LE").removesuffix("-BE")


def _is_page(xml: XmlText) -> bool:
    """Whether it is an HTML page that stands in the place of a manifest."""
    return _PAGE.match(xml.text) is not None
