"""What the page about quizzes says of rules, reports, lists and banks: one course, as shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder import build
from scorm_builder.fields.keys import COURSE
from scorm_builder.quiz import rules
from tests.units.making import make

PAGE = (Path(__file__).parents[2] / "docs/quizzes.md").read_text("utf-8")
# A line that is only a path in backticks names the block below it.
FILES = dict(re.findall(r"^`([^`\n]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_the_examples_are_a_course_without_a_finding(tmp_path: Path) -> None:
    assert {Path(name).suffix for name in FILES} == {".md", ".yaml", ".gift"}
    for name, text in FILES.items():
        (tmp_path / "course").mkdir(exist_ok=True)
        (tmp_path / "course" / name).write_text(text, "utf-8")
    result = build(tmp_path / "course", tmp_path / "out")
    assert [str(one) for one in result.report.diagnostics if one.code != "S303"] == []
    assert len(result.packages) == 1


def test_the_examples_are_what_the_page_says(tmp_path: Path) -> None:
    made = make(tmp_path, FILES)
    reports = {name: (job.unit.report, job.unit.passing) for name, job in made.jobs.items()}
    assert reports == {
        "drill": ("passed", 66.67),
        "leaving": ("passed-failed", 80.0),
        "list": ("passed", 80.0),
        "bank": ("completed-graded", None),
    }
    assert made.data("leaving")["body"]["quiz"]["questions"][0]["objective"] == "leave"


@pytest.mark.parametrize("key", sorted(rules.KEYS))
def test_every_rule_is_in_the_table(key: str) -> None:
    assert re.search(rf"^\| `{key}: ", PAGE, re.MULTILINE)


def test_every_report_and_every_way_of_telling_is_named() -> None:
    for word in COURSE["report"].choices:
        assert re.search(rf"^\| `{word}`", PAGE, re.MULTILINE)
    told = PAGE.partition("`interactions:`")[2]
    assert all(f"`{word}`" in told for word in COURSE["interactions"].choices)
