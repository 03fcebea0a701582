"""Other kinds of packages that people take for SCORM 1.2, and the signs by which they are known.

Sources: the root namespaces and ``schemaversion`` of ADL SCORM 2004 (Content Aggregation Model
1.3, section 3.4), of IMS Common Cartridge 1.0 to 1.3 and Content Packaging 1.1; the files that
AICC CMI001, cmi5, the xAPI package of Rustici, H5P, EPUB 3 and Open Packaging ask for.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

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
    (re.compile(r"(IMS )?QTI|QTIv2", re.IGNORECASE), "an IMS QTI package of questions"),
    (re.compile(r"IMS (LD|Learning Design)\b", re.IGNORECASE), "an IMS Learning Design package"),
)
_PLAIN = (
    (
        re.compile(r"IMS Content", re.IGNORECASE),
        "a plain IMS content package, which tracks nothing",
    ),
)
# By files in the root, where there is no manifest; the first that fits counts.
_FILES = (
    (re.compile(r"cmi5\.xml"), "a cmi5 package"),
    (re.compile(r"tincan\.xml"), "an xAPI (Tin Can) package"),
    (re.compile(r"h5p\.json"), "an H5P package"),
    (re.compile(r"moodle_backup\.xml"), "a backup of a Moodle course"),
    (re.compile(r"meta-inf/container\.xml"), "an EPUB book"),
    (re.compile(r"\[content_types\]\.xml"), "an Office document"),
)
_AICC = (".crs", ".des", ".au", ".cst")


def by_manifest(root_namespace: str, schema: str, version: str) -> str:
    """What a manifest says that it is, in words with an article; "" if SCORM 1.2 or unknown.

    Its schema counts for more than its version, which others than ADL have too, and that for more
    than its namespaces: where they differ the package is of two standards at once, which is for
    other rules.
    """
    if said := _first(_SCHEMAS, schema):
        return said
    if version == "1.2":
        return ""
    if SCORM_2004.fullmatch(version):
        return f"a SCORM 2004 package ({version})"
    if version == "1.1" and "SCORM" in schema:
        return "a SCORM 1.1 package"
    if said := _first(_PLAIN, schema):
        return said
    if version == "1.1":
        return ""
    return next((what for uri, what in _NAMESPACES if root_namespace.startswith(uri)), "")


def by_files(names: Iterable[str]) -> str:
    """What files without a manifest are, in words with an article; "" if nothing known.

    They may all lie in one folder, which is then told too.
    """
    lower = [name.lower() for name in names]
    tops = {name.partition("/")[0] for name in lower if "/" in name}
    folder = f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name in lower) else ""
    for around in dict.fromkeys(("", folder)):
        inside = [name.removeprefix(around) for name in lower]
        found = next((what for form, what in _FILES if any(map(form.fullmatch, inside))), "")
        if not found and any("/" not in names[0] for names in aicc_courses(inside)):
            found = "an AICC package"
        if found:
            return f"{found}, in the folder '{around[:-1]}'" if around else found
    return ""


def aicc_courses(names: Iterable[str]) -> Iterator[list[str]]:
    """Files that make a course: two kinds or more of one name, since ``.au`` alone is sound."""
    courses: dict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        stem, suffix = posixpath.splitext(name.lower())
        if suffix in _AICC:
            courses[stem].setdefault(suffix, name)
    return ([*kinds.values()] for kinds in courses.values() if len(kinds) > 1)


def _first(table: tuple[tuple[re.Pattern[str], str], ...], said: str) -> str:
    return next((what for form, what in table if form.match(said)), "")
