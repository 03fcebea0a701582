"""Quizzes as the loader gives them to the grammar: as files that editors write."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import build

QUIZ = """---
type: quiz
---
# Quiz

## Which? {#a}

- [x] this {.lsat}
  > Right.

- [ ] that

> Correct: Well.
> Wrong: No.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_those_of_the_file(end: str, mark: str, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "course.yaml").write_text("title: Safety\n")
    (folder / "01-quiz.md").write_bytes((mark + QUIZ.replace("\n", end)).encode())
    found = build(folder, tmp_path / "out").report.diagnostics
    told = [(one.span.line, one.span.col, one.code) for one in found if one.code.startswith("S4")]
    assert told == [(8, 13, "S411"), (14, 3, "S416")]
