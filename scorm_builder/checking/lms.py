"""What weighs otherwise in which LMS, and how we know.

Up where that LMS breaks on what others bear; down where it is known to bear what breaks others: an
error becomes a warning, since the standard still says no, and a warning a note. A quiet rule is run
where a profile names it. Where nothing is known of an LMS, nothing is shifted. Every shift cites
the LMS's code, its documentation, or what was seen in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorm_builder.diagnostics import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Shift:
    """What findings of a rule weigh here that have the rule's usual weight, why, and who says so.

    ``why`` is one sentence without its point; ``source`` a file, an issue, a document.
    """

    severity: Severity
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """For whom packages are judged, in one line, and what weighs otherwise there, by rule."""

    about: str
    shifts: Mapping[str, Shift]


def _all(severity: Severity, why: str, source: str, *ids: str) -> dict[str, Shift]:
    """One reason for several rules."""
    return dict.fromkeys(ids, Shift(severity, why, source))


_SUITE = "ADL's SCORM 1.2 Conformance Test Suite 1.2.7"
_ADL = {
    **_all(
        ERROR,
        "Metadata records, in the manifest or beside it, are tested with the package: whole, "
        "valid, with the words of the vocabularies",
        f"{_SUITE}, test of metadata",
        *("D02", "D03", "D04", "D05", "D06"),
    ),
    **_all(
        ERROR,
        "The manifest has to be complete: what is delivered and what is listed are compared",
        f"{_SUITE}, test of the package; Army acceptance criteria",
        *("F05", "M28"),
    ),
    **_all(
        ERROR,
        "The manifest is validated against the control documents, which have to be in the root",
        f"{_SUITE}, test of the package, validity",
        *("M43", "M44", "M45"),
    ),
    "D01": Shift(
        ERROR,
        "What says schema and schemaversion is mandatory",
        f"{_SUITE}, test of the package, multiplicity",
    ),
    "M14": Shift(
        ERROR,
        "Identifiers are of the type xs:ID, by which the manifest is validated",
        f"{_SUITE}, test of the package, validity",
    ),
    "M29": Shift(
        ERROR,
        "A dependency has to be found among the resources",
        f"{_SUITE}, test of the package, references",
    ),
    "M32": Shift(
        ERROR, "The words of isvisible are 'true' and 'false'", f"{_SUITE}, test of vocabularies"
    ),
    "H13": Shift(
        ERROR, "A SCO that sets what is refused with 405 fails", f"{_SUITE}, test of SCOs, log"
    ),
    "H29": Shift(ERROR, "A SCO launches no other SCO", f"{_SUITE}, test of SCOs, label SCO-RTE1"),
    "Z07": Shift(
        ERROR,
        "The interchange file is a zip of PKZip 2.04g, which is older than zip64",
        "SCORM 1.2 Conformance Requirements, ADLCP-PIF1",
    ),
    "D09": Shift(
        WARNING,
        "What is longer than the smallest permitted maximum is warned of",
        f"{_SUITE}, test of metadata",
    ),
    "F10": Shift(
        NOTE,
        "Of an absolute address only the form is looked at",
        f"{_SUITE}, test of the package, files",
    ),
    "M17": Shift(
        NOTE,
        "A package has one organization or more",
        f"{_SUITE}, test of the package, multiplicity",
    ),
    "M31": Shift(
        NOTE,
        "An xml:base is put before the href when its file is looked for",
        f"{_SUITE}, test of the package, files",
    ),
    "M42": Shift(
        NOTE,
        "An item may name a manifest inside the manifest",
        f"{_SUITE}, test of the package, references",
    ),
}

_SCORMLIB = "Moodle, mod/scorm/datamodels/scormlib.php"
_LOCALLIB = "Moodle, mod/scorm/locallib.php"
_MOODLE = {
    "M32": Shift(
        ERROR,
        "Only the word 'true' is visible: an item with '1' is hidden",
        "seen in Moodle 4.5; mod/scorm/datamodels/scormlib.php",
    ),
    "M11": Shift(
        WARNING,
        "The manifest is read by expat, and no schema is looked at",
        _SCORMLIB,
    ),
    "Z09": Shift(
        WARNING,
        "Backslashes become slashes when the zip is read",
        "Moodle, lib/filestorage/zip_archive.php",
    ),
    "D01": Shift(NOTE, "Without a schemaversion it takes the package for 1.2", _SCORMLIB),
    "M29": Shift(NOTE, "Dependencies are not read", _SCORMLIB),
    "Z15": Shift(
        NOTE,
        "Names beyond ASCII are kept where the zip says that they are UTF-8",
        "seen in Moodle 4.5; lib/filestorage/zip_archive.php",
    ),
    "F12": Shift(
        NOTE,
        "Names get their accents as one character each (NFC) when the zip is read",
        "Moodle, lib/filestorage/zip_archive.php",
    ),
    "Z22": Shift(NOTE, "It reads the manifest in the root and looks for no other", _LOCALLIB),
    "Z30": Shift(NOTE, "Files of AICC count only where there is no imsmanifest.xml", _LOCALLIB),
    "M17": Shift(
        NOTE,
        "It shows the default organization",
        _SCORMLIB,
    ),
    "M27": Shift(
        NOTE,
        "It launches what the menu names, in whatever order resources stand",
        _SCORMLIB,
    ),
    **_all(
        NOTE,
        "It unpacks the whole archive and does not read lists of files",
        _SCORMLIB,
        *("F05", "M28"),
    ),
    **_all(
        NOTE,
        "It reads no metadata beside schema and schemaversion",
        _SCORMLIB,
        *("D02", "D03", "D04", "D05", "D06", "D08"),
    ),
    **_all(
        NOTE,
        "It reads no control documents",
        _SCORMLIB,
        *("M44", "M45"),
    ),
}

_XBLOCK = "openedx-scorm-xblock 19.0.5, scormxblock.py"
_OPENEDX = {
    "M27": Shift(ERROR, "It launches the first resource with an href, not the menu", _XBLOCK),
    "M31": Shift(ERROR, "It passes xml:base over, and so opens an address of no file", _XBLOCK),
    "M48": Shift(NOTE, "It shows the first SCO alone, unless its menu is turned on", _XBLOCK),
    "Z03": Shift(WARNING, "It takes the first manifest in the zip, in any folder", _XBLOCK),
    "Z22": Shift(ERROR, "It takes the first manifest in the zip for the course's", _XBLOCK),
    **_all(
        WARNING,
        "It looks at no attribute of a resource but its href",
        _XBLOCK,
        *("M08", "M24", "M25"),
    ),
    "M11": Shift(WARNING, "It validates nothing", _XBLOCK),
    "M16": Shift(WARNING, "Which organization is the default plays no role", _XBLOCK),
    **_all(
        WARNING,
        "It reads no prerequisites, mastery scores, launch data or time limits",
        _XBLOCK,
        *("M35", "M36", "M37", "M38", "M39", "M40"),
    ),
    "D01": Shift(NOTE, "Without a schemaversion it takes the package for 1.2", _XBLOCK),
    "M29": Shift(NOTE, "Dependencies are not read", _XBLOCK),
    "M41": Shift(NOTE, "It reads no prerequisites", _XBLOCK),
    **_all(
        NOTE,
        "It unpacks the whole archive and does not read lists of files",
        _XBLOCK,
        *("F05", "M28"),
    ),
    **_all(NOTE, "It reads no control documents", _XBLOCK, "M44", "M45"),
    "H13": Shift(NOTE, "LMSSetValue answers 'true' to any value", _XBLOCK),
    "H14": Shift(NOTE, "Values are sent as they are set, and LMSCommit does nothing", _XBLOCK),
}

_MODELS = "wagtail-lms 0.11.1, models.py"
_WAGTAIL = {
    "M27": Shift(ERROR, "It launches the first resource of type webcontent", _MODELS),
    "M31": Shift(ERROR, "It passes xml:base over, and so opens an address of no file", _MODELS),
    "M48": Shift(NOTE, "It shows the first SCO and no other", _MODELS),
    "M25": Shift(WARNING, "It does not ask whether a resource is a SCO", _MODELS),
    **_all(
        WARNING, "It knows elements by their namespaces, whatever the prefix", _MODELS, "M07", "M08"
    ),
    **_all(
        WARNING,
        "It reads no prerequisites, mastery scores, launch data or time limits",
        _MODELS,
        *("M35", "M36", "M37", "M38", "M39", "M40"),
    ),
    "M41": Shift(NOTE, "It reads no prerequisites", _MODELS),
    **_all(NOTE, "It reads no control documents", _MODELS, "M44", "M45"),
    "H14": Shift(
        NOTE,
        "Every value is sent as it is set",
        "wagtail-lms 0.11.1, templates/wagtail_lms/scorm_player.html",
    ),
}

_HOST = "scormhost 0.1.0, manifest.py"
_SCORMHOST = {
    "M31": Shift(ERROR, "It passes xml:base over, and so opens an address of no file", _HOST),
    **_all(WARNING, "It compares names without their prefixes", _HOST, "M07", "M08"),
    **_all(WARNING, "It does not ask of what type a resource is", _HOST, "M24", "M25"),
    "M16": Shift(WARNING, "It takes the first organization, whatever the default", _HOST),
    **_all(
        WARNING,
        "It reads no prerequisites, mastery scores, launch data or time limits",
        _HOST,
        *("M35", "M36", "M37", "M38", "M39", "M40"),
    ),
    "M41": Shift(NOTE, "It reads no prerequisites", _HOST),
    "D01": Shift(NOTE, "Without a schemaversion it takes the package for 1.2", _HOST),
    "M27": Shift(NOTE, "It launches what the menu names", _HOST),
    **_all(NOTE, "It reads no control documents", _HOST, "M44", "M45"),
    "H13": Shift(
        NOTE, "What is set is kept without a look at it", "scormhost 0.1.0, static/scorm12-api.js"
    ),
}

_PARSER = "ILIAS, Modules/ScormAicc, class.ilSCORMPackageParser.php"
_ILIAS = {
    "M46": Shift(WARNING, "It reads version unasked, and PHP warns where there is none", _PARSER),
    "M03": Shift(NOTE, "It takes the mark away before it reads", _PARSER),
    "M27": Shift(NOTE, "It launches what the menu names", _PARSER),
    **_all(NOTE, "It validates, if asked to, by copies of its own", _PARSER, "M44", "M45"),
}

_LP = "Chamilo, public/main/lp/scorm.class.php"
_CHAMILO = {
    "Z03": Shift(WARNING, "It takes the manifest that is nearest to the root, in any folder", _LP),
    "Z22": Shift(NOTE, "It takes the manifest that is nearest to the root", _LP),
    "M27": Shift(NOTE, "It launches what the menu names", _LP),
    **_all(NOTE, "It reads no control documents", _LP, "M44", "M45"),
    "H13": Shift(NOTE, "Its API looks at no format", "Chamilo, public/main/lp/scorm_api.php"),
}

_TREE = "OpenOLAT, ScormCPManifestTreeModel.java"
_OPENOLAT = {
    "M31": Shift(ERROR, "It passes xml:base over, and so opens an address of no file", _TREE),
    "Z03": Shift(
        WARNING, "It looks for the manifest in all folders", "OpenOLAT, ScormCPFileResource.java"
    ),
    "M27": Shift(NOTE, "It launches what the menu names", _TREE),
    **_all(NOTE, "It reads no control documents", _TREE, "M44", "M45"),
}

_RUSTICI = {
    **_all(
        WARNING,
        "What the schema says no to is shown as a warning of the import",
        "documentation of SCORM Cloud and Blackboard: parser warnings",
        *("M11", "M12", "D07"),
    ),
}

_CANVAS = {
    **_RUSTICI,
    "H18": Shift(
        ERROR,
        "It shows courses from another host than its own, where reading parent throws",
        "documentation of Canvas: content host, signed launch links",
    ),
}

_DOCEBO = {
    "Z26": Shift(
        ERROR, "It refuses an archive with such endings", "Docebo's documentation: extensions"
    ),
}

_CORNERSTONE = {
    "H15": Shift(
        ERROR,
        "Its LMSCommit fails with 391 while the page is unloaded",
        "adapt_framework, issue 2222",
    ),
}

_SUCCESSFACTORS = {
    "H14": Shift(
        ERROR, "A session ends after 30 minutes, and what was not committed with it", "KBA 2978409"
    ),
}

_LATITUDE = {
    "Z29": Shift(
        ERROR,
        "The zip's name has to be of letters, digits, '-' and '_'",
        "LatitudeLearning's documentation: packages",
    ),
}

PROFILES: Mapping[str, Profile] = {
    "generic": Profile("any LMS: what breaks somewhere counts", {}),
    "adl": Profile("ADL's conformance suite: the standard to the letter", _ADL),
    "moodle": Profile("Moodle 4.5, with its default settings", _MOODLE),
    "openedx": Profile("Open edX, with the SCORM XBlock", _OPENEDX),
    "ilias": Profile("ILIAS", _ILIAS),
    "chamilo": Profile("Chamilo", _CHAMILO),
    "openolat": Profile("OpenOLAT", _OPENOLAT),
    "cloud": Profile("SCORM Cloud, Blackboard and others with Rustici's engine", _RUSTICI),
    "canvas": Profile("Canvas, which has Rustici's engine on another host", _CANVAS),
    "docebo": Profile("Docebo", _DOCEBO),
    "successfactors": Profile("SAP SuccessFactors Learning", _SUCCESSFACTORS),
    "cornerstone": Profile("Cornerstone OnDemand", _CORNERSTONE),
    "latitude": Profile("LatitudeLearning", _LATITUDE),
    "wagtail": Profile("wagtail-lms", _WAGTAIL),
    "scormhost": Profile("scormhost", _SCORMHOST),
}
