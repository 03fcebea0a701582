"""The build record: the same for the same source, and nothing in it that concerns nobody."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import scorm_builder

COURSE = "title: Fire\nid: fire\nlanguage: en\ncontributors: [Ada Lovelace]\n"


def built(folder: Path) -> Any:
    result = scorm_builder.build(folder / "course", folder / "out")
    assert not result.report.fails(), result.report.text()
    with zipfile.ZipFile(folder / "out/fire.zip") as archive:
        return json.loads(archive.read("scorm-builder/record.json"))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course/01-secret"
    folder.mkdir(parents=True)
    (folder.parent / "course.yaml").write_text(COURSE, "utf-8")
    (folder / "01-alarm.md").write_text("# Alarm\n\n[Plan](plan.txt)\n", "utf-8")
    (folder / "02-doors.md").write_text("---\nid: doors\nwas: gates\n---\n# Doors\n", "utf-8")
    (folder / "plan.txt").write_text("A plan", "utf-8")
    return tmp_path


def sources(record: Any) -> dict[str, str]:
    return {unit["id"]: unit["source"] for unit in record["units"]}


def test_it_says_what_learners_records_hang_on(course: Path) -> None:
    made = built(course)
    assert made["course"] == {"id": "fire", "language": "en", "version": "1.0"}
    assert made["modules"] == ["secret"]
    assert [(u["id"], u["identifier"]) for u in made["units"]] == [
        ("secret-alarm", "secret-alarm"),
        ("doors", "gates"),
    ]


def test_it_names_the_engines_that_are_pinned(course: Path, root: Path) -> None:
    """Whatever is pinned exactly in pyproject.toml has a say in the bytes of a package."""
    pinned = {
        line.strip(' ",\n').partition("==")[0]: line.strip(' ",\n').partition("==")[2]
        for line in (root / "pyproject.toml")
        .read_text("utf-8")
        .partition("[project.optional")[0]
        .splitlines()
        if "==" in line
    }
    assert pinned
    assert built(course)["engines"] == pinned


def test_no_path_and_no_name_is_in_it(course: Path) -> None:
    text = json.dumps(built(course))
    for word in ("Ada", "plan.txt", "alarm.md", "01-", str(course)):
        assert word not in text


def test_a_digest_changes_with_what_the_unit_is_made_of_and_only_then(course: Path) -> None:
    before = sources(built(course))
    (course / "course/01-secret/plan.txt").write_text("Another plan", "utf-8")
    after = sources(built(course))
    assert after["doors"] == before["doors"]
    assert after["secret-alarm"] != before["secret-alarm"]
    (course / "course/01-secret/02-doors.md").rename(course / "course/01-secret/07-doors.md")
    assert sources(built(course)) == after
