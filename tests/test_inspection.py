"""``inspect``: what is in a package, told of anybody's and of our own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scorm_builder import __version__, cli, inspection

FOREIGN = """<?xml version="1.0"?>
<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="O2">
    <organization identifier="O1"><title>Not this</title></organization>
    <organization identifier="O2"><title>Golf
      explained</title>
      <item identifier="I1"><title>Play</title>
        <item identifier="I2" identifierref="R1"><title>Putting</title>
          <adlcp:masteryscore>75</adlcp:masteryscore></item>
        <item identifier="I3" identifierref="R2"><title>Rules</title></item>
        <item identifier="I4" identifierref="R9"><title>Lost</title></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="putt/index.html?x=1">
      <file href="putt/index.html"/><dependency identifierref="R3"/></resource>
    <resource identifier="R2" type="webcontent" adlcp:scormtype="asset" href="rules%20book.html">
      <file href="rules%20book.html"/></resource>
    <resource identifier="R3" type="webcontent" adlcp:scormtype="asset">
      <file href="shared/api.js"/><dependency identifierref="R3"/></resource>
  </resources>
</manifest>
"""
FILES = {
    "imsmanifest.xml": FOREIGN,
    "putt/index.html": "<!doctype html><title>Putting</title>",
    "shared/api.js": 'set("cmi.core.lesson_status", x); set("cmi.core.score.raw", 3);',
    "rules book.html": "cmi.interactions, but no SCO",
}


def packed(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "foreign.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(cli.cli, ["inspect", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_of_any_package_the_menu_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path, FILES)
    size = len(FILES["putt/index.html"]) + len(FILES["shared/api.js"])
    assert run(path.as_posix()).splitlines() == [
        path.as_posix(),
        f"SCORM 1.2, 1 SCO, 4 files, {sum(map(len, FILES.values())) / 1000:.1f} kB unpacked",
        "",
        "Golf explained",
        "└─ Play                                                     I1",
        f"   ├─ Putting  sco    {size} B  status, score; passed from 75  I2",
        "   ├─ Rules    asset  28 B                                  I3",
        "   └─ Lost                                                  I4",
    ]


def test_programs_get_the_same(tmp_path: Path) -> None:
    told: Any = json.loads(run(packed(tmp_path, FILES).as_posix(), "--format", "json"))
    assert (told["title"], told["version"], told["files"]) == ("Golf explained", "1.2", 4)
    [play] = told["entries"]
    putting, rules, lost = play["children"]
    assert putting["launch"] == "putt/index.html?x=1"
    assert putting["reports"] == ["status", "score"]
    assert putting["mastery"] == "75"
    assert (rules["kind"], rules["reports"], rules["size"]) == ("asset", [], 28)
    assert (lost["kind"], lost["launch"], lost["size"]) == ("", "", 0)
    assert told["record"] is None


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"index.html": "x"}, "it holds no imsmanifest.xml: this is no SCORM package"),
        ({"imsmanifest.xml": "<manifest"}, "its imsmanifest.xml cannot be read: "),
        (
            {"imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>'},
            "its imsmanifest.xml cannot be read: its document type is not to be trusted",
        ),
    ],
)
def test_why_there_is_no_menu(files: dict[str, str], told: str, tmp_path: Path) -> None:
    assert told in run(packed(tmp_path, files).as_posix(), code=1)


def test_what_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("not a zip", "utf-8")
    assert run((tmp_path / "x.zip").as_posix(), code=1).count("\n") >= 2


def test_a_title_cannot_play_with_the_terminal(tmp_path: Path) -> None:
    files = {**FILES, "imsmanifest.xml": FOREIGN.replace("Putting", "Put\u202eting&#x9b;2J")}
    told = run(packed(tmp_path, files).as_posix())
    assert "\u202e" not in told
    assert "\x9b" not in told


def test_of_ours_the_record_is_told(courses: Path) -> None:
    seen = inspection.inspect(courses / "minimal.zip")
    assert seen.record is not None
    assert seen.record["tool"] == {"name": "scorm-builder", "version": __version__}
    assert [one.reports for one in seen.scos()] == [("status", "time", "resume")]
    assert f"made by scorm-builder {__version__}" in run((courses / "minimal.zip").as_posix())


def test_a_record_that_is_none_of_ours_is_passed_over(tmp_path: Path) -> None:
    for text in ("[]", "{", '{"units": 3}', '{"units": [1, {"identifier": "I2"}], "tool": 1}'):
        run(packed(tmp_path, {**FILES, "scorm-builder/record.json": text}).as_posix())


def test_an_unpacked_package_is_looked_into_as_well(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / name).write_text(text, "utf-8")
    assert "Golf explained" in run((tmp_path / "p").as_posix())
