"""What is told of a folder of courses, and not of one course by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import build


def course(folder: Path, keys: str = "title: Fire safety\n") -> None:
    folder.mkdir(parents=True)
    (folder / "course.yaml").write_text(keys, "utf-8")
    (folder / "01-a.md").write_text("# A\n", "utf-8")


def told(source: Path, out: Path) -> list[str]:
    found = build(str(source), out).report.diagnostics
    return [f"{one.code} {Path(one.span.path).relative_to(source)}" for one in found]


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    (tmp_path / "courses").mkdir()
    return tmp_path / "courses"


def test_a_folder_without_a_course(courses: Path, tmp_path: Path) -> None:
    (courses / "01-a.md").write_text("# A\n", "utf-8")
    assert told(courses, tmp_path / "out") == ["S001 ."]


def test_folders_beside_a_course_need_be_none(courses: Path, tmp_path: Path) -> None:
    course(courses / "safety", "title: Safety\ndescription: What to do.\nkeywords: [fire]\n")
    (courses / "pictures").mkdir()
    assert told(courses, tmp_path / "out") == []


def test_two_courses_that_would_become_one_zip(courses: Path, tmp_path: Path) -> None:
    course(courses / "a", "title: Fire safety\ndescription: What.\nkeywords: [fire]\n")
    course(courses / "b", "title: Fire Safety!\ndescription: What.\nkeywords: [fire]\n")
    assert told(courses, tmp_path / "out") == ["S025 a/course.yaml", "S025 b/course.yaml"]
    assert list((tmp_path / "out").glob("*.zip")) == [], "which of them is meant nobody knows"


def test_a_course_of_the_same_id_never_takes_the_place_of_a_zip(
    courses: Path, tmp_path: Path
) -> None:
    course(courses / "b", "title: Fire safety\ndescription: What.\nkeywords: [fire]\n")
    assert told(courses, tmp_path / "out") == []
    before = (tmp_path / "out/fire-safety.zip").read_bytes()
    course(courses / "a", "title: Fire safety\nversion: 2\n")
    told(courses, tmp_path / "out")
    assert (tmp_path / "out/fire-safety.zip").read_bytes() == before


def test_two_courses_of_one_title_with_ids_of_their_own(courses: Path, tmp_path: Path) -> None:
    course(courses / "a", "title: Safety\ndescription: What.\nkeywords: [fire]\n")
    course(courses / "b", "title: Safety\nid: b\ndescription: What.\nkeywords: [fire]\n")
    assert told(courses, tmp_path / "out") == []


def test_a_package_of_a_further_language_is_nobody_elses(courses: Path, tmp_path: Path) -> None:
    """What the language of a course is, its defaults may say."""
    (courses / "defaults.yaml").write_text("language: de\n", "utf-8")
    more = "description: What.\nkeywords: [fire]\n"
    course(courses / "a", f"title: Brand\nid: fire\nlanguages: [en]\n{more}")
    course(courses / "b", f"title: Brand\nid: fire-en\n{more}")
    found = told(courses, tmp_path / "out")
    assert [one for one in found if "S025" in one] == ["S025 a/course.yaml", "S025 b/course.yaml"]
