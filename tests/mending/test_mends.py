"""Each mend on the bad package of its own rule: the fault is gone, and nothing else has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mending import copies
from tests.mending.copies import mended
from tests.rules.archives import zipped
from tests.rules.test_rules import ARCHIVES, GOOD, HERE, archive, tree

MANIFEST = "imsmanifest.xml"

# After these the rule finds nothing.
WHOLE = [
    "D01-manifest-md/bad",
    "D01-manifest-md/bad-no-version",
    "F02-case/bad",
    "F05-unlisted/bad",
    "M02-encoding/bad-latin",
    "M02-encoding/bad-silent",
    "M02-encoding/bad-utf16",
    "M03-bom-leading/bad",
    "M03-bom-leading/bad-white",
    "M07-prefix-default/bad",
    "M08-adlcp-ns/bad",
    "M08-adlcp-ns/bad-late",
    "M08-adlcp-ns/bad-uri",
    "M10-schema/bad",
    "M12-order/bad",
    "M25-scormtype/bad-prefix",
    "M28-launch-in-files/bad",
    "M31-xml-base/bad",
    "M46-version-attr/bad",
    "Z03-wrapper-folder/bad",
    "Z04-manifest-case/bad",
    "Z07-zip64-split/bad",
    "Z09-backslash/bad",
    "Z20-header-mismatch/bad-around",
    "Z20-header-mismatch/bad-numbers",
    "Z28-timestamp/bad",
]
# In these some of the findings are mechanical, and the author has to see to the others.
PARTLY = {
    "M02-encoding/bad-unknown": 0,
    "M25-scormtype/bad": 1,
    "M32-isvisible/bad": 1,
    "F03-href-form/bad": 3,
    "Z21-junk/bad": 1,
}
# What nobody can mend who does not know what was meant.
NOT_MECHANICAL = [
    "F01-file-missing/bad",
    "M02-encoding/bad",
    "M13-id-unique/bad",
    "M14-id-syntax/bad",
    "M16-default-org/bad",
    "M21-item-ref/bad",
    "M30-unused-resource/bad",
    "M32-isvisible/bad-hidden",
]
REFUSED = [
    "K01-other-standard/bad",
    "K01-other-standard/bad-cmi5",
    "Z01-not-zip/bad",
    "Z01-not-zip/bad-cut",
    "Z01-not-zip/bad-empty",
    "Z02-no-manifest/bad",
    "Z04-manifest-case/bad-two",
    "Z05-encrypted/bad",
    "Z06-method/bad",
    "Z08-traversal/bad",
    "Z10-symlink/bad",
    "Z11-dup-name/bad",
    "Z13-file-dir-clash/bad",
    "Z14-name-encoding/bad",
    "Z18-bomb/bad",
    "Z18-bomb/bad-same",
    "Z18-bomb/bad-quoting",
    "Z19-crc/bad",
    "Z20-header-mismatch/bad",
]


def before(case: str) -> dict[str, bytes]:
    """The files of a bad package, by the names that they have in a mended one."""
    if case not in ARCHIVES:
        return {**GOOD, **tree(HERE / case)}
    return dict(GOOD)


@pytest.mark.parametrize("case", [*WHOLE, *PARTLY])
def test_the_fault_is_mended_and_nothing_else_changes(case: str, tmp_path: Path) -> None:
    rule = case.partition("-")[0]
    found = mended(tmp_path, archive(case))
    old = copies.findings(tmp_path / "p.zip")
    new = copies.findings(found.copy)

    assert rule in found.done, "it is said what was done"
    assert sum(n for (code, _), n in new.items() if code == rule) == PARTLY.get(case, 0)
    # A page that another resource lists is listed twice then, which breaks nothing.
    extra = {("F06", "info")} if rule == "M28" else set()
    assert set(new) - set(old) <= extra, "new findings"
    files, was = found.files(), before(case)
    for name, data in files.items():
        if name != MANIFEST and name in was:
            assert data == was[name], f"{name} has other bytes"
    missing = {name for name in was if name not in files}
    assert missing.isdisjoint(GOOD)
    assert not missing or rule == "Z21"
    opened = copies.launched(copies.whole(was[MANIFEST]))
    assert copies.launched(files[MANIFEST]) == opened
    assert {page for _, page in opened if page} <= {name.lower() for name in files}
    assert copies.identities(files[MANIFEST]) == copies.identities(copies.whole(was[MANIFEST]))


@pytest.mark.parametrize("case", [*WHOLE, *PARTLY])
def test_a_mended_copy_has_nothing_more_to_mend(case: str, tmp_path: Path) -> None:
    first = mended(tmp_path, archive(case))
    (tmp_path / "again").mkdir()
    again = mended(tmp_path / "again", first.copy.read_bytes())
    assert (again.fixed.path, again.fixed.mends, again.fixed.problem) == ("", (), "")


@pytest.mark.parametrize("case", NOT_MECHANICAL)
def test_what_only_the_author_can_know_is_left(case: str, tmp_path: Path) -> None:
    rule = case.partition("-")[0]
    found = mended(tmp_path, archive(case))
    assert rule not in found.done
    assert rule in found.left


@pytest.mark.parametrize("case", REFUSED)
def test_the_hostile_the_broken_and_the_ambiguous_are_refused(case: str, tmp_path: Path) -> None:
    found = mended(tmp_path, archive(case))
    assert found.fixed.problem
    assert found.fixed.path == ""
    assert found.verdict.fails()
    assert [one.name for one in tmp_path.iterdir()] == ["p.zip"]


def test_a_good_package_needs_no_copy(tmp_path: Path) -> None:
    found = mended(tmp_path, zipped(GOOD))
    assert found.fixed.mends == ()
    assert found.fixed.problem == ""
    assert [one.name for one in tmp_path.iterdir()] == ["p.zip"]


def test_several_faults_at_once(tmp_path: Path) -> None:
    text = GOOD[MANIFEST].decode()
    text = text.replace(' isvisible="true"', "").replace(' version="1.0"\n', "\n", 1)
    text = (
        text.replace(">1.2<", "> 1.2\n<").replace("adlcp:", "a:").replace("xmlns:adlcp", "xmlns:a")
    )
    text = text.replace('href="alarm.html"', 'href="Alarm.HTML"')
    files = {**GOOD, MANIFEST: b"\xef\xbb\xbf" + text.encode(), "shared/more.css": b"p {}"}
    names = {name: f"course\\{name}".replace("/", "\\") for name in files}
    names[MANIFEST] = "course\\ImsManifest.xml"
    strange = {names[name]: data for name, data in files.items()}
    found = mended(tmp_path, zipped(strange, {"__MACOSX/._course": b"\0", "Thumbs.db": b"\0"}))
    assert found.done == {
        *("Z09", "Z03", "Z04", "Z21", "M03", "M08", "M10", "M46", "M32", "F02", "F05"),
    }
    assert found.left == set()
    files = {name: data for name, data in files.items() if name != MANIFEST}
    assert {n: d for n, d in found.files().items() if n != MANIFEST} == files


def test_the_copy_has_a_plain_name(tmp_path: Path) -> None:
    found = mended(tmp_path, zipped(GOOD), name="Fire safety (2).zip")
    assert found.done == {"Z29"}
    assert found.left == set()
    assert (tmp_path / "Fire-safety-2.fixed.zip").is_file()
