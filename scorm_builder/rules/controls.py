"""Whether the control documents, the XSDs of a package, are where and what they should be."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.diagnostics import Severity
from scorm_builder.package import Package, UnreadableError
from scorm_builder.package.hrefs import is_external, readings
from scorm_builder.rules import Finding, at, listed, rule
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.schema import is_genuine

_MOST = 1 << 20


@rule("M45-control-docs", Severity.WARNING)
def control_documents(package: Package) -> Iterator[Finding]:
    """The XSDs that ``xsi:schemaLocation`` names lie in the root, and are those of SCORM 1.2.

    That one of them has been altered is a note: no LMS reads them from the package, but a
    conformance test judges the manifest by them.

    Mend: put the four files, as published, beside ``imsmanifest.xml``. Breaks: ADL's conformance
    suite. Source: Content Aggregation Model 1.2, section 2.3; package interchange file.
    """
    manifest = package.manifest
    if manifest is None or not manifest.is_content_packaging:
        return
    named = manifest.root.get(ns.SCHEMA_LOCATION, "").split()[1::2]
    there = [
        next((name for name in readings(one) if name in manifest.names), "")
        for one in named
        if not is_external(one)
    ]
    if deep := [name for name in there if "/" in name]:
        message = f"control documents belong into the root of the package: {listed(deep)}"
        yield at(manifest, manifest.root, message)
    standard = frozenset(ns.CONTROL_DOCUMENTS.values())
    found = [name for name in manifest.names if name.rpartition("/")[2] in standard]
    if altered := [name for name in sorted(found) if not _is_genuine(package, name)]:
        message = f"these are not as they were published: {listed(altered)}"
        yield at(manifest, manifest.root, message, Severity.INFO)


def _is_genuine(package: Package, name: str) -> bool:
    try:
        return is_genuine(package.read(name, _MOST), name.rpartition("/")[2])
    except UnreadableError:
        return False
