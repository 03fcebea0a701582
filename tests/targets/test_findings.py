"""What the target finds before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scorm_builder.diagnostics import Severity
from scorm_builder.model import CourseInfo, Output
from scorm_builder.targets import scorm12
from tests.targets import courses
from tests.targets.courses import HERE, Given, given, info, module, unit

DESCRIBED = info(description="What to do.", keywords=("fire",))


def found(given: Given) -> list[str]:
    return [str(one) for one in scorm12.plan(given.course, given.rendered, given.shared)[1]]


def test_a_sound_course_gives_nothing_to_say(tmp_path: Path) -> None:
    assert found(courses.whole(tmp_path)) == []


@pytest.mark.parametrize(
    ("of", "lacks"),
    [
        (info(), "description and keywords"),
        (info(keywords=("fire",)), "description"),
        (info(description="What to do."), "keywords"),
    ],
)
def test_no_record_says_what_is_missing(of: CourseInfo, lacks: str, tmp_path: Path) -> None:
    assert found(given(tmp_path, unit("a"), of=of)) == [
        f"{HERE}: info[S303] no metadata record is written: course.yaml lacks {lacks}"
    ]


@pytest.mark.parametrize(
    ("title", "finding"),
    [
        ("0", "error[S023] Moodle drops the title '0': say more"),
        (" 0\n", "error[S023] Moodle drops the title '0': say more"),
        ("", "error[S023] the title '' shows nothing: say what this is about"),
        (
            " \u200b\u2060 ",
            "error[S023] the title ' \\u200b\\u2060 ' shows nothing: say what this is about",
        ),
        ("x" * 201, "error[S015] the title has 201 characters; the standard allows 200"),
        ("Bell \a", "error[S305] 'Bell \\x07' holds U+0007, which no manifest can: delete it"),
        ("\ufffeX", "error[S305] '\\ufffeX' holds U+FFFE, which no manifest can: delete it"),
        (
            "Half \ud83d",
            "error[S305] 'Half \\ud83d' holds U+D83D, which no manifest can: delete it",
        ),
    ],
)
def test_titles_that_lmss_cannot_show(title: str, finding: str, tmp_path: Path) -> None:
    course = given(tmp_path, unit("a", title or " "), of=DESCRIBED).course
    course = replace(course, children=(replace(next(course.units()), title=title),))
    page = courses.page("a")
    shared = given(tmp_path, unit("a")).shared
    assert found(Given(course, (page,), shared)) == [f"course_src/x/a.md: {finding}"]

    in_module = module("m", unit("a"))
    course = replace(course, children=(replace(in_module, title=title),))
    assert found(Given(course, (page,), shared)) == [f"course_src/x/m: {finding}"]

    course = replace(course, info=replace(DESCRIBED, title=title), children=(unit("a"),))
    assert found(Given(course, (page,), shared)) == [f"{HERE}: {finding}"]


@pytest.mark.parametrize("title", ["x" * 200, "00", "0.", "?", "é", " \t" + "x" * 200 + "\n"])
def test_titles_that_they_can(title: str, tmp_path: Path) -> None:
    assert found(given(tmp_path, unit("a", title), of=replace(DESCRIBED, title=title))) == []


@pytest.mark.parametrize("key", ["description", "rights", "version", "keywords", "contributors"])
def test_characters_that_no_manifest_can_hold(key: str, tmp_path: Path) -> None:
    value = ("fire", "a\x00b") if key in ("keywords", "contributors") else "a\x00b"
    of = CourseInfo(**{**fields(DESCRIBED), key: value})  # type: ignore[arg-type]
    assert found(given(tmp_path, unit("a"), of=of)) == [
        f"{HERE}: error[S305] 'a\\x00b' holds U+0000, which no manifest can: delete it"
    ]


def fields(of: CourseInfo) -> dict[str, object]:
    return {name: getattr(of, name) for name in CourseInfo.__slots__}


def test_a_version_longer_than_the_standard_allows(tmp_path: Path) -> None:
    assert found(given(tmp_path, unit("a"), of=replace(DESCRIBED, version="1" * 20))) == []
    assert found(given(tmp_path, unit("a"), of=replace(DESCRIBED, version="1" * 21))) == [
        f"{HERE}: error[S015] the version has 21 characters; the standard allows 20"
    ]


@pytest.mark.parametrize(
    ("state", "severity"),
    [(3498, None), (3499, Severity.WARNING), (3999, Severity.WARNING), (4000, Severity.ERROR)],
)
def test_progress_has_to_fit(state: int, severity: Severity | None, tmp_path: Path) -> None:
    lone = given(tmp_path, unit("a"), of=DESCRIBED)
    page = replace(lone.rendered[0], state=state)
    _, says = scorm12.plan(lone.course, (page,), lone.shared)
    assert [one.severity for one in says] == ([severity] if severity else [])
    if severity:
        expected = f"its progress may take {state + 1} of 4000 characters: split the unit"
        assert (says[0].code, says[0].message) == ("S304", expected)
        assert says[0].span.path == "course_src/x/a.md"


def test_the_files_of_all_units_have_to_fit_together(tmp_path: Path) -> None:
    both = given(tmp_path, unit("a"), unit("b"), of=DESCRIBED, uses={"a": ["x"]})
    first, second = both.rendered
    clashing = Output("assets/X", b"other", second.outputs[0].origin)
    rendered = (first, replace(second, outputs=(*second.outputs, clashing)))
    assert [one.split(" ")[1] for one in found(replace(both, rendered=rendered))] == ["error[S301]"]
