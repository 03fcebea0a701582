"""Whether the package is of SCORM 1.2 at all: what is of another standard is told so, once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity
from scorm_builder.package import Package
from scorm_builder.package.manifest import Element, children, local, namespace, text
from scorm_builder.rules import Finding, rule
from scorm_builder.spec import standards
from scorm_builder.spec.filenames import is_junk

_LONGEST = 40
_MOST_READ = 1 << 16
_SAID = re.compile(r"<(?:[\w.-]+:)?(schema|schemaversion)(?:\s[^<>]*)?>([^<>]{1,99})<")


@rule("K01-other-standard", Severity.ERROR, fatal=True)
def other_standard(package: Package) -> Iterator[Finding]:
    """The package is of SCORM 1.2, not of another standard and no document.

    Known are SCORM 2004 and 1.1, IMS Common Cartridge, Content Packaging, QTI and Learning Design,
    AICC, cmi5, xAPI, H5P, backups of Moodle courses, Office documents and EPUB books. Each of them
    is a format of its own, with other files and another API. What is asked of SCORM 1.2 does not
    apply to them, so that nothing else is said of such a package.

    Mend: upload it as what it is, if the LMS takes that; else publish again and choose "SCORM 1.2".
    Breaks: LMSs that take SCORM 1.2 only, such as TalentLMS, wagtail-lms and scormhost; others take
    it by another way. Source: the signs that each standard asks for (``spec/standards.py``).
    """
    if package.contents.problem:
        return
    at = package.span()
    if package.manifest is not None:
        root = package.manifest.root
        schema, version = _said(root, "schema"), _said(root, "schemaversion")
        what = standards.by_manifest(namespace(root), schema, version)
        at = package.manifest.span(root)
    elif package.xml is not None:
        what = standards.by_manifest("", *_written(package.xml.text))
        at = package.span(package.manifest_name)
    elif package.manifest_name:
        what = ""
    else:
        what = standards.by_files(name for name in package.files if not is_junk(name))
    if what:
        yield Finding(at, f"this is {what}, not a SCORM 1.2 package, and is not judged as one")


def _said(root: Element, name: str) -> str:
    """What the manifest's metadata say under this name, in whatever namespace."""
    for metadata in children(root):
        for one in children(metadata) if local(metadata) == "metadata" else ():
            if local(one) == name:
                return text(one).strip()[:_LONGEST]
    return ""


def _written(manifest: str) -> tuple[str, str]:
    """The schema and its version in a manifest of which there is no tree; "" where none is."""
    said = {name: value.strip() for name, value in reversed(_SAID.findall(manifest[:_MOST_READ]))}
    return said.get("schema", ""), said.get("schemaversion", "")
