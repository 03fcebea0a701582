"""Which units an LMS is given a mark of, and how the mark is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scorm_builder.course.mastery import mastery_score, obstacle
from scorm_builder.model import Completion, Course, Unit
from scorm_builder.spec.namespaces import ADLCP, CP
from tests.targets import courses
from tests.targets.courses import Given
from tests.targets.test_manifest import parsed

QUIZ = replace(
    courses.unit("quiz"),
    type="quiz",
    report="passed-failed",
    passing=80.0,
    completion=Completion("passed"),
)


@pytest.mark.parametrize(
    ("passing", "written"),
    [(80.0, "80"), (100.0, "100"), (66.67, "66.67"), (1.0, "1"), (0.01, "0.01"), (70.5, "70.5")],
)
def test_a_mark_is_written_in_full(passing: float, written: str) -> None:
    assert mastery_score(replace(QUIZ, passing=passing)) == written


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"report": "completed", "passing": None}, "gives no score"),
        ({"report": "completed-graded", "passing": None}, "has no passing_score"),
        ({"report": "completed-graded"}, "'report: completed-graded'"),
        # It would make "failed" of what is to stay "incomplete" until no attempt is left.
        ({"report": "passed"}, "'report: passed'"),
        # It would pass whoever has the points and was not there long enough.
        ({"completion": Completion("time", 600.0)}, "'completion: time'"),
    ],
)
def test_a_unit_that_would_say_something_else_has_none(changes: Any, lacks: str) -> None:
    unit = replace(QUIZ, **changes)
    assert mastery_score(unit) == ""
    assert lacks in obstacle(unit)


def test_what_is_done_when_handed_in_can_have_one() -> None:
    assert mastery_score(replace(QUIZ, completion=Completion("submitted"))) == "80"


def given(unit: Unit, **info: Any) -> Given:
    return Given(
        Course(courses.info(**info), (courses.unit("text"), courses.module("more", unit))),
        (courses.page("text"), courses.page(unit.id)),
    )


@pytest.mark.parametrize(
    ("unit", "info", "marks"),
    [
        (QUIZ, {}, {"quiz": "80"}),
        (QUIZ, {"mastery_score": True}, {"quiz": "80"}),
        (QUIZ, {"mastery_score": False}, {}),
        (replace(QUIZ, report="passed"), {}, {}),
    ],
)
def test_the_manifest_has_it_behind_the_title_of_its_item(
    unit: Unit, info: dict[str, object], marks: dict[str, str]
) -> None:
    manifest = parsed(given(unit, **info))
    found = manifest.findall(f".//{{{ADLCP}}}masteryscore")
    assert {mark.getparent().get("identifier"): mark.text for mark in found} == marks
    for mark in found:
        assert mark.getprevious().tag == f"{{{CP}}}title"
        assert mark.getnext() is None
