"""Whether identifiers identify: an LMS keys the learner's record on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.manifest import Element, Manifest, local
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec import namespaces as ns

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NCNAME = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_HARMFUL = re.compile(r"""[\s"'&<]""")


@manifest_rule("M13-id-unique", Severity.ERROR)
def unique(manifest: Manifest) -> Iterator[Finding]:
    """Every ``identifier`` in the manifest is given once.

    Manifest, organizations, items and resources share one space of names.

    Mend: rename one of them, and what refers to it. Breaks: Moodle keeps the later of two items,
    silently; OpenOLAT refuses. Source: the XSD's type xs:ID.
    """
    first: dict[str, Element] = {}
    for element, identifier in _identified(manifest):
        other = first.setdefault(identifier, element)
        if other is not element:
            where = f"<{local(other)}> on line {manifest.span(other).line}"
            message = f"the identifier {quoted(identifier)} is that of {where} too"
            yield at(manifest, element, message)


@manifest_rule("M14-id-syntax", Severity.WARNING)
def syntax(manifest: Manifest) -> Iterator[Finding]:
    """An identifier is an XML name; best of ``A-Za-z0-9_-``, begun with a letter or ``_``.

    Errors: identifiers that are empty, or hold blanks, quotes, ``&`` or ``<``. Warnings: others
    that the schema refuses, such as those that begin with a digit or hold commas or brackets;
    Articulate Storyline makes them of titles, and LMSs bear them. Notes: dots and letters beyond
    ASCII, which are names but not to every LMS. (SuccessFactors tells courses apart by the first 15
    characters of the manifest's identifier.)

    Mend: rename (in Storyline: the title and the LMS identifier); note that an LMS then takes the
    item for a new one. Breaks: quotes break OpenOLAT; blanks MarineLMS and prerequisites; dots
    LatitudeLearning and MarineLMS. Source: XSD type xs:ID.
    """
    found: dict[tuple[Severity, str], dict[str, Element]] = {}
    for element, identifier in _identified(manifest):
        if fault := _fault(identifier):
            found.setdefault(fault, {}).setdefault(identifier, element)
    for (severity, what), named in found.items():
        first = next(iter(named.values()))
        yield at(manifest, first, f"identifiers {what}: {listed(list(named))}", severity)


def _fault(identifier: str) -> tuple[Severity, str] | None:
    """What is wrong with an identifier, if anything is, and how bad that is."""
    if not identifier or _HARMFUL.search(identifier):
        return Severity.ERROR, "that are empty, or hold blanks, quotes, & or <"
    if not _NCNAME.fullmatch(identifier):
        return Severity.WARNING, "that are no XML names (a letter or _, then letters, digits, _, -)"
    if not _PLAIN.fullmatch(identifier):
        return Severity.INFO, "with dots or letters beyond ASCII, which some LMSs refuse"
    return None


@manifest_rule("M15-id-length", Severity.WARNING)
def length(manifest: Manifest) -> Iterator[Finding]:
    """An identifier has at most 100 characters; more than 255 are an error.

    100 is what every reader has to support; 255 is the width of the columns in Moodle's database.

    Mend: shorten. Breaks: Moodle's import ends with a database error above 255. Source: Content
    Packaging 1.1.2, smallest permitted maxima; seen in Moodle.
    """
    for element, identifier in _identified(manifest):
        if len(identifier) > ns.IDENTIFIER_SPM:
            hard = len(identifier) > ns.IDENTIFIER_MOST
            most = ns.IDENTIFIER_MOST if hard else ns.IDENTIFIER_SPM
            message = (
                f"the identifier {quoted(identifier[:20])}... has {len(identifier)} characters"
            )
            severity = Severity.ERROR if hard else None
            yield at(manifest, element, f"{message}, more than {most}: shorten it", severity)


def _identified(manifest: Manifest) -> Iterator[tuple[Element, str]]:
    for element in manifest.all("manifest", "organization", "item", "resource"):
        identifier = element.get("identifier")
        if identifier is not None:
            yield element, identifier
