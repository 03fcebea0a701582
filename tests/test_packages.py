"""``packaging: packages``: each unit in a package of its own, the same unit as in one for all."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from scorm_builder import build
from scorm_builder.checking import check
from scorm_builder.spec.namespaces import CP

COURSE = {
    "course.yaml": "title: {en: Safety, de: Schutz}\nlanguages: [de]\nid: safety\n"
    "description: {en: What to do., de: Was zu tun ist.}\nkeywords: {en: [fire], de: [Feuer]}\n",
    "02-rooms/module.yaml": "title: {en: Rooms, de: Orte}\n",
    "01-welcome.md": "# Welcome\n\nText.\n",
    "01-welcome.de.md": "# Willkommen\n\nText.\n",
    "02-rooms/01-hall.md": "# The hall\n\n![A door](door.svg)\n",
    "02-rooms/01-hall.de.md": "# Die Halle\n\n![Eine Tür](door.svg)\n",
    "02-rooms/door.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return written(tmp_path / "safety", COURSE)


def files_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_each_unit_of_each_language_is_a_package(course: Path, tmp_path: Path) -> None:
    built = build(course, tmp_path / "out", packaging="packages")
    assert not built.report.diagnostics, built.report.text()
    assert [one.path.name for one in built.packages] == [
        "safety-welcome.zip",
        "safety-rooms-hall.zip",
        "safety-welcome-de.zip",
        "safety-rooms-hall-de.zip",
    ]
    for one in built.packages:
        assert check(one.path).report.diagnostics == (), one.path.name


def test_a_unit_is_the_same_in_either_packaging(course: Path, tmp_path: Path) -> None:
    """Its page, byte for byte, and what an LMS knows it by."""
    build(course, tmp_path / "one")
    build(course, tmp_path / "each", packaging="packages")
    together = files_of(tmp_path / "one" / "safety.zip")
    apart = files_of(tmp_path / "each" / "safety-rooms-hall.zip")
    pages = [name for name in apart if name.endswith((".html", ".svg", ".js", ".css"))]
    assert len(pages) >= 4
    assert {name: apart[name] for name in pages} == {name: together[name] for name in pages}
    root = etree.fromstring(apart["imsmanifest.xml"])
    (item,) = root.iter(f"{{{CP}}}item")
    assert item.get("identifier") == "rooms-hall"
    titles = [title.text for title in root.iter(f"{{{CP}}}title")]
    assert titles == ["The hall", "The hall"]


def test_a_package_holds_what_its_unit_needs_and_no_more(course: Path, tmp_path: Path) -> None:
    build(course, tmp_path / "out", packaging="packages")
    welcome = files_of(tmp_path / "out" / "safety-welcome.zip")
    assert not [name for name in welcome if "hall" in name or "door" in name]
    (unit,) = json.loads(welcome["scorm-builder/record.json"])["units"]
    assert unit["identifier"] == "welcome"


def test_packages_that_would_have_one_name_are_refused(tmp_path: Path) -> None:
    """Of a course and of another course's unit: neither may replace the other."""
    page = {"01-welcome.md": "# Welcome\n\nText.\n"}
    written(
        tmp_path / "src" / "a", {"course.yaml": "title: A\nid: fire\npackaging: packages\n", **page}
    )
    written(tmp_path / "src" / "b", {"course.yaml": "title: B\nid: fire-welcome\n", **page})
    built = build(tmp_path / "src", tmp_path / "out")
    assert "S025" in {one.code for one in built.report.diagnostics}
    assert len(built.packages) == 1
