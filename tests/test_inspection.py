"""``inspect``: what is in a package, told of anybody's and of our own."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scorm_builder import __version__, cli
from scorm_builder.inspection import files as bounds
from scorm_builder.inspection import looking

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
        "",
        "not shown, since an LMS takes the first: Not this",
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


def test_a_package_that_lies_in_a_folder_of_the_zip_is_found(tmp_path: Path) -> None:
    files = {f"course/{name}": text for name, text in FILES.items()}
    assert "what lies in 'course' may be one" in run(packed(tmp_path, files).as_posix(), code=1)


def test_a_package_without_a_menu(tmp_path: Path) -> None:
    empty = re.sub("<organizations.*</organizations>", "<organizations/>", FOREIGN, flags=re.DOTALL)
    told = run(packed(tmp_path, {**FILES, "imsmanifest.xml": empty}).as_posix())
    assert told.splitlines()[-1] == "(its menu is empty)"


def test_a_package_of_scorm_2004(tmp_path: Path) -> None:
    files = {**FILES, "imsmanifest.xml": FOREIGN}
    for old, new in (
        (
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "http://www.imsglobal.org/xsd/imscp_v1p1",
        ),
        ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "http://www.adlnet.org/xsd/adlcp_v1p3"),
        ("scormtype", "scormType"),
        (">1.2<", ">2004 4th Edition<"),
    ):
        files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(old, new)
    files["shared/api.js"] = 'SetValue("cmi.completion_status"); SetValue("cmi.score.scaled")'
    told = run(packed(tmp_path, files).as_posix())
    assert "SCORM 2004 4th Edition, 1 SCO" in told
    assert "status, score; passed from 75" in told


def test_what_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("not a zip", "utf-8")
    assert run((tmp_path / "x.zip").as_posix(), code=1).count("\n") >= 2


def test_a_title_cannot_play_with_the_terminal(tmp_path: Path) -> None:
    files = {**FILES, "imsmanifest.xml": FOREIGN.replace("Putting", "Put\u202eting&#x9b;2J")}
    told = run(packed(tmp_path, files).as_posix())
    assert "\u202e" not in told
    assert "\x9b" not in told


def controls(told: str) -> set[str]:
    return {c for c in told if not c.isprintable() and c != "\n"}


def test_nothing_of_a_package_can_play_with_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b[2J\x9b\u202e"
    made: dict[str, Any] = {
        "tool": {"name": evil, "version": "\ud800"},
        "engines": {evil: evil},
        "units": [{"id": evil, "identifier": "I2", "questions": [{"id": evil}]}],
    }
    hidden = "&#x9b;&#x202e;"
    manifest = FOREIGN.replace('"I3"', f'"I3{hidden}"').replace(">75<", f">75{hidden}<")
    manifest = manifest.replace('"rules%20book', f'"rules%20book{hidden}')
    files = {**FILES, "imsmanifest.xml": manifest, "scorm-builder/record.json": json.dumps(made)}
    path = packed(tmp_path, files)
    assert not controls(run(path.as_posix()))
    told = run(path.as_posix(), "--format", "json")
    assert not controls(told)
    # Half a pair of UTF-16 is no character: readers of JSON refuse it even if it is escaped.
    made["tool"]["version"] = "\\ud800"
    assert json.loads(told)["record"] == made


@pytest.mark.parametrize(
    "made",
    [
        "[" * 50_000,
        '{"units": ' * 900 + "1" + "}" * 900,
        '{"a": [' + "[]," * (3 << 20) + "1]}",
        '{"units": [{"id": "a", "identifier": "I2", "questions": 5}]}',
        '{"units": [{"id": "a", "identifier": ["I2"], "questions": [1, "b"]}]}',
    ],
    ids=["nested", "nested as well", "long", "no list", "no questions"],
)
def test_a_record_cannot_break_the_tool(made: str, tmp_path: Path) -> None:
    path = packed(tmp_path, {**FILES, "scorm-builder/record.json": made})
    assert "Putting" in run(path.as_posix())
    json.loads(run(path.as_posix(), "--format", "json"))


def test_a_title_that_has_no_end_is_cut(tmp_path: Path) -> None:
    entries = "".join(f'<item identifier="A{n}"><title>A</title></item>' for n in range(500))
    manifest = FOREIGN.replace("Putting", "Put" * 100_000).replace(
        "</organization>\n  </organizations>", f"{entries}</organization>\n  </organizations>"
    )
    told = run(packed(tmp_path, {**FILES, "imsmanifest.xml": manifest}).as_posix())
    assert "PutPutPut" in told
    assert len(told) < 200_000


def test_what_depends_on_itself_and_on_all_else_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ways through what depends on what: as many as there are, each is gone once."""
    count = 40
    depends = "".join(f'<dependency identifierref="D{n}"/>' for n in range(count))
    resources = "".join(
        f'<resource identifier="D{n}" type="webcontent" adlcp:scormtype="sco" href="shared/api.js">'
        f'<file href="shared/api.js"/>{depends}</resource>'
        for n in range(count)
    )
    manifest = FOREIGN.replace("</resources>", f"{resources}</resources>")
    manifest = manifest.replace('identifierref="R2"', 'identifierref="D0"')
    path = packed(tmp_path, {**FILES, "imsmanifest.xml": manifest})
    whole = looking.inspect(path)
    assert not whole.partly
    assert whole.entries[0].children[1].size == len(FILES["shared/api.js"])
    monkeypatch.setattr(bounds, "MOST_STEPS", 50)
    assert looking.inspect(path).partly
    assert "There is too much in it" in run(path.as_posix())


def test_scripts_are_read_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path, FILES)
    monkeypatch.setattr(bounds, "MOST_SCRIPTS", len(FILES["shared/api.js"]) - 1)
    seen = looking.inspect(path)
    assert seen.partly
    assert seen.entries[0].children[0].reports == ()


def test_a_menu_of_five_thousand_lines_nested_as_deep_as_may_be(tmp_path: Path) -> None:
    deep = '<item identifier="D{}"><title>Deep</title>'
    items = "".join(deep.format(n) for n in range(240)) + "</item>" * 240
    items += "".join(f'<item identifier="W{n}" identifierref="R1"/>' for n in range(5000))
    manifest = FOREIGN.replace("</item>\n    </organization>", f"</item>{items}</organization>")
    path = packed(tmp_path, {**FILES, "imsmanifest.xml": manifest})
    assert "SCORM 1.2, 5001 SCOs" in run(path.as_posix())
    assert len(json.loads(run(path.as_posix(), "--format", "json"))["entries"]) == 5002


def test_of_ours_the_record_is_told(courses: Path) -> None:
    seen = looking.inspect(courses / "minimal.zip")
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
