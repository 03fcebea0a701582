"""Other kinds of packages that people take for SCORM 1.2, and the signs by which they are known.

Sources: the root namespaces and ``schemaversion`` of ADL SCORM 2004 (Content Aggregation Model
1.3, section 3.4), of IMS Common Cartridge 1.0 to 1.3 and Content Packaging 1.1; the files that
AICC CMI001, cmi5, the xAPI package of Rustici, H5P, EPUB 3 and Open Packaging ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SCORM_2004 = re.compile(r"(CAM )?1\.3|2004\b.*")
_NAMESPACES = (
    ("http://www.imsglobal.org/xsd/imscc", "an IMS Common Cartridge"),
    ("http://www.imsglobal.org/xsd/imsccv1p", "an IMS Common Cartridge"),
    ("http://ltsc.ieee.org/xsd/imscc", "an IMS Common Cartridge"),
    ("http://www.imsglobal.org/xsd/imscp_v1p1", "a SCORM 2004 package"),
    ("http://www.imsproject.org/content", "a SCORM 1.1 package"),
)
_SCHEMAS = (
    (re.compile(r"IMS (Thin )?(Common Cartridge|CC)", re.IGNORECASE), "an IMS Common Cartridge"),
    (
        re.compile(r"IMS Content", re.IGNORECASE),
        "a plain IMS content package, which tracks nothing",
    ),
    (re.compile(r"(IMS )?QTI|QTIv2", re.IGNORECASE), "an IMS QTI package of questions"),
)
# By files in the root, where there is no manifest; the first that fits counts.
_FILES = (
    (re.compile(r"cmi5\.xml"), "a cmi5 package"),
    (re.compile(r"tincan\.xml"), "an xAPI (Tin Can) package"),
    (re.compile(r"h5p\.json"), "an H5P package"),
    (re.compile(r"moodle_backup\.xml"), "a backup of a Moodle course"),
    (re.compile(r"meta-inf/container\.xml"), "an EPUB book"),
    (re.compile(r"\[content_types\]\.xml"), "an Office document"),
    (re.compile(r"[^/]+\.(au|crs|cst|des)"), "an AICC package"),
)


def by_manifest(root_namespace: str, schema: str, version: str) -> str:
    """What a manifest says that it is, in words with an article; "" if SCORM 1.2 or unknown.

    What it says of its version counts for more than its namespaces: where they differ the package
    is of two standards at once, which is for other rules.
    """
    if version == "1.2":
        return ""
    if SCORM_2004.fullmatch(version):
        return f"a SCORM 2004 package ({version})"
    if version == "1.1":
        return "a SCORM 1.1 package" if "SCORM" in schema else _first(_SCHEMAS, schema)
    if said := _first(_SCHEMAS, schema):
        return said
    return next((what for uri, what in _NAMESPACES if root_namespace.startswith(uri)), "")


def by_files(names: Iterable[str]) -> str:
    """What files without a manifest are, in words with an article; "" if nothing known."""
    lower = [name.lower() for name in names]
    found = (what for form, what in _FILES if any(map(form.fullmatch, lower)))
    return next(found, "")


def _first(table: tuple[tuple[re.Pattern[str], str], ...], said: str) -> str:
    return next((what for form, what in table if form.match(said)), "")
