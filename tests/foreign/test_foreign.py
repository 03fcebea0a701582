"""Packages of other people's tools, and what is said of each: judged by hand, one reason a line.

A finding is in the table if it is true and its author is better off for it. What only drowns the
reader is a fault of the rule: it is mended there, and never left out here.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scorm_builder.checking import check
from scorm_builder.diagnostics import Severity
from tests.foreign import samples, tools
from tests.foreign.pieces import Files
from tests.rules.archives import zipped

HERE = Path(__file__).parent
E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - as on a report

MADE: Mapping[str, Callable[[], Files]] = {
    one.__name__: one
    for one in (
        tools.storyline,
        tools.rise,
        tools.captivate,
        tools.ispring,
        tools.exelearning,
        tools.adapt,
        tools.tour,
        samples.template,
        samples.bare,
        samples.exercises,
        samples.golf,
        samples.generated,
        samples.sphinx,
        samples.from_a_mac,
        samples.openedx_sample,
        samples.scormhost_sample,
    )
}

EXPECTED: Mapping[str, list[tuple[str, Severity]]] = {
    "storyline": [
        ("D04", W),  # the record lacks what SCORM asks of one: ADL's suite fails the package
        ("D08", W),  # PT0H0M0S is a duration of a later LOM: ADL's suite warns
        ("M14", W),  # identifiers made of the title: no XML names, and borne by LMSs all the same
        ("H09", W),  # screen readers are not told in which language the page is
        ("H15", W),  # onbeforeunload and onunload alone: what is saved on leaving is lost on phones
        ("H17", W),  # where no LMS is found the driver says so by alert: not shown in many frames
        ("H20", I),  # an onload in the page
    ],
    "rise": [
        ("H17", W),  # the driver's alert again
        ("F08", I),  # course.json is fetched: IIS has to be told of .json
    ],
    "captivate": [
        ("H09", W),  # no language, and no viewport: an old player, made for desktops
        ("H15", W),  # window.onunload alone
        ("H20", I),  # <body onload>
        ("H20", I),  # document.write of a style
    ],
    "ispring": [],
    "exelearning": [
        ("M44", W),  # issue 915 of eXeLearning: XSDs are named and not shipped
        ("D02", W),  # imslrm.xml is of another LOM than SCORM 1.2 has
        ("M46", I),  # the manifest has no version, which ILIAS reads
        ("H15", W),  # onunload alone: scores are lost in Moodle (issue 1831 of eXeLearning)
        ("H20", I),  # <body onload onunload>
    ],
    "adapt": [
        ("F05", W),  # three files are listed, the rest is not
        ("F08", I),  # course.json is fetched
    ],
    "tour": [
        ("Z17", W),  # "Roboto Black.woff": a blank in a name
        ("F04", W),  # ... and in its href, where it has to be %20
        ("M02", I),  # no encoding is declared
        ("M14", I),  # dots in the identifier, which is that of a template
        ("M44", W),  # XSDs are named and not there
        ("H15", W),  # beforeunload alone
    ],
    "template": [
        ("M02", W),  # Windows' encoding
        ("M28", W),  # the launch page is not listed
        ("F05", W),  # and neither is the picture
        ("M44", W),  # XSDs are named and not there
        ("D02", W),  # metadata.xml is named and not there: SCORM Cloud warns
    ],
    "bare": [
        ("M28", W),  # the launch page is not listed
        ("F05", W),  # and neither is its script
    ],
    "exercises": [
        ("D01", W),  # neither schema nor schemaversion: LMSs guess
        ("D04", W),  # an empty record
        ("D05", W),  # with an identifier that LOM reserved
        ("M18", E),  # an item without a title: Open edX cannot open it
        ("M20", W),  # a title in references to characters: Moodle shows these
        ("M44", W),  # XSDs are named and not there
        ("M46", I),  # no version
        ("F05", W),  # the script is not listed
        ("H15", W),  # onunload alone
    ],
    "golf": [
        ("M14", I),  # dots in the identifier
    ],
    "generated": [
        ("M44", W),  # XSDs are named and not there
        ("H05", W),  # a font from Google
        ("H15", W),  # beforeunload alone
        ("H17", W),  # alert
        ("H20", I),  # onclick
    ],
    "sphinx": [
        ("M32", I),  # a nested item leaves isvisible out
        ("H05", W),  # icons from a CDN
        ("H09", W),  # no doctype: laid out as in 1998; nor title, language, viewport
        ("H15", W),  # unload alone
    ],
    "from_a_mac": [
        ("Z03", E),  # the folder was zipped, not what is in it
        ("Z21", W),  # what Finder leaves
        ("M44", W),  # and what "generated" above has, which it is
        ("H05", W),
        ("H15", W),
        ("H17", W),
        ("H20", I),
    ],
    "openedx_sample": [
        ("M02", I),  # no encoding is declared
        ("M06", E),  # no namespace, and so nothing that says what it is
    ],
    "scormhost_sample": [
        ("M02", I),  # no encoding is declared
        ("M44", W),  # no schemaLocation
        ("M46", I),  # no version
        ("H09", W),  # no doctype, title, language, viewport
        ("H10", E),  # a SCO that never talks to the LMS
    ],
}
PACKAGER = [
    ("M11", E),  # <metadata> in <resources>, where the schema has none
    ("M34", E),  # masteryscore stands before the item's metadata: not valid by the schema
    ("D02", W),  # metadata.xml is of the LOM of 2004
    ("M14", I),  # identifiers hold the dots of M.Company.Title
]


def found(path: Path) -> Counter[tuple[str, Severity]]:
    return Counter((one.code, one.severity) for one in check(path).report.diagnostics)


@pytest.mark.parametrize("name", MADE)
def test_the_verdict_is_what_a_person_would_say(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.zip"
    path.write_bytes(zipped(MADE[name]()))
    assert found(path) == Counter(EXPECTED[name])


def test_simple_scorm_packager(node: str, node_modules: Path, tmp_path: Path) -> None:
    command = [node, str(HERE / "packager.cjs"), str(node_modules), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    (path,) = tmp_path.glob("*.zip")
    assert found(path) == Counter(PACKAGER)


def test_there_is_little_to_read() -> None:
    """What tools ship every day is said in a few lines, or nobody reads the one that matters."""
    counts = [len(rows) for rows in EXPECTED.values()]
    assert max(counts) < 10
    assert sum(counts) / len(counts) < 6
