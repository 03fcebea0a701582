"""Whether titles and values survive the way into an LMS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.manifest import Element, Manifest, child, local, namespace, text
from scorm_builder.rules import Finding, at, manifest_rule
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.characters import MARKUP, shows


@manifest_rule("M18-title", Severity.ERROR)
def title(manifest: Manifest) -> Iterator[Finding]:
    """Every organization and every item has a title that is not blank.

    It is what the learner sees in the menu. One of characters that show nothing is a warning.

    Mend: add ``<title>`` as the first child. Breaks: Open edX cannot open the package; ADL's
    conformance suite. Source: Content Aggregation Model 1.2, section 2.3.4 (mandatory there).
    """
    for element in manifest.all("organization", "item"):
        title = text(child(element, "title")).strip()
        if not title:
            yield at(manifest, element, f"{_named(element)} has no title: add <title>")
        elif not shows(title):
            message = f"the title of {_named(element)} has nothing in it that can be seen"
            yield at(manifest, element, message, Severity.WARNING)


@manifest_rule("M19-title-length", Severity.ERROR)
def title_form(manifest: Manifest) -> Iterator[Finding]:
    """A title has at most 200 characters, on one line, and is plain text.

    Errors: more than 200 characters. Warnings: the title ``0``, white space around the title, line
    breaks in it, HTML in it. A note: what seems to be escaped twice, as ``&amp;eacute;``.

    Mend: shorten; write it on one line without markup. Breaks: Moodle drops ``0`` and ends with a
    database error above 255; ILIAS glues the words at a line break together; markup is shown as
    text or lost. Source: the XSD's maxLength; Moodle's and ILIAS's code.
    """
    for element in manifest.all("title"):
        value = text(element)
        if len(value) > ns.TITLE:
            message = f"the title has {len(value)} characters, more than {ns.TITLE}: shorten it"
            yield at(manifest, element, message)
        if not value.strip():
            continue
        if problem := _oddity(value):
            message = f"the title {quoted(value.strip())} {problem}"
            yield at(manifest, element, message, Severity.WARNING)
        elif entity := _escaped_twice(value):
            message = (
                f"the title {quoted(value.strip())} holds {entity} as text: was it escaped twice?"
            )
            yield at(manifest, element, message, Severity.INFO)


@manifest_rule("M20-title-entity", Severity.WARNING)
def one_text(manifest: Manifest) -> Iterator[Finding]:
    """Titles, the version and ADL's values are one piece of text, characters as themselves.

    Character references (``&#233;``), CDATA and comments mean the same to an XML parser; what LMSs
    do with its pieces differs.

    Mend: write the character itself, in UTF-8; ``&amp;``, ``&lt;`` and ``&gt;`` are fine. Breaks:
    Moodle shows ``&#233;`` as these six characters; Chamilo loses a value that holds a comment or
    CDATA. Source: seen in Moodle 4.5; Chamilo's code.
    """
    for element in manifest.elements():
        is_text = namespace(element) == ns.CP and local(element) in _TEXTS
        if not is_text and namespace(element) != ns.ADLCP:
            continue
        inner = manifest.inner(element)
        for sign, what in _PIECES:
            if sign in inner:
                message = f"<{local(element)}> holds {what}: write plain text instead"
                yield at(manifest, element, message)
                break


_TEXTS = frozenset(("title", "schema", "schemaversion"))
_ENTITY = re.compile(r"&(#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_PIECES = (("<!--", "a comment"), ("<![CDATA[", "CDATA"), ("&#", "a character reference"))


def _oddity(value: str) -> str:
    if value == "0":
        return "is dropped by Moodle: write a word"
    if "\n" in value.strip() or "\r" in value.strip():
        return "is broken over lines: ILIAS glues the words together; write it on one line"
    if value != value.strip():
        return "has white space around it, which Moodle keeps: take it out"
    if MARKUP.search(value):
        return "holds markup, which is shown as it is or lost: write plain text"
    return ""


def _escaped_twice(value: str) -> str:
    """What is a character in HTML and was text for the XML parser; a title on HTML may mean it."""
    found = (entity for entity in _ENTITY.finditer(value))
    return next((one[0] for one in found if one[1].startswith("#") or one[1] in html5), "")


def _named(element: Element) -> str:
    identifier = element.get("identifier", "")
    return f"<{local(element)}> {quoted(identifier)}" if identifier else f"<{local(element)}>"
