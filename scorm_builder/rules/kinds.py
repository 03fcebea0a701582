"""Whether the package is of SCORM 1.2 at all: what is of another standard is told so, once."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.diagnostics import Severity
from scorm_builder.package import Package
from scorm_builder.package.manifest import Element, children, local, namespace, text
from scorm_builder.rules import Finding, rule
from scorm_builder.spec import standards

_LONGEST = 40


@rule("K01-other-standard", Severity.ERROR, fatal=True)
def other_standard(package: Package) -> Iterator[Finding]:
    """The package is of SCORM 1.2, not of SCORM 2004, Common Cartridge, AICC, cmi5, xAPI or H5P.

    Each of them is a format of its own, with other files and another API. What is asked of SCORM
    1.2 does not apply to them, so that nothing else is said of such a package.

    Mend: upload it as what it is, if the LMS takes that; else publish again and choose "SCORM 1.2".
    Breaks: LMSs that take SCORM 1.2 only, such as TalentLMS, wagtail-lms and scormhost; others take
    it by another way. Source: the signs that each standard asks for (``spec/standards.py``).
    """
    if package.contents.problem:
        return
    if package.manifest is None:
        what = "" if package.manifest_name else standards.by_files(package.files)
        at = package.span()
    else:
        root = package.manifest.root
        schema, version = _said(root, "schema"), _said(root, "schemaversion")
        what = standards.by_manifest(namespace(root), schema, version)
        at = package.manifest.span(root)
    if what:
        yield Finding(at, f"this is {what}, not a SCORM 1.2 package, and is not judged as one")


def _said(root: Element, name: str) -> str:
    """What the manifest's metadata say under this name, in whatever namespace."""
    for metadata in children(root):
        for one in children(metadata) if local(metadata) == "metadata" else ():
            if local(one) == name:
                return text(one).strip()[:_LONGEST]
    return ""
