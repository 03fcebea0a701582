"""The examples on the page about quizzes are what it says: each is read, and nothing is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder.quiz.attributes import FLAGS, VALUES
from tests.quiz.reading import Read, read

PAGE = (Path(__file__).parents[2] / "docs/quizzes.md").read_text("utf-8")
# The grammar's part of the page: what is written in a list or a bank has other examples.
EXAMPLES = re.findall(r"^````markdown\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)


def read_example(text: str) -> Read:
    below = text.split("---\n", 2)[2] if text.startswith("---\n") else text
    return read(below, in_page=".question" in below)


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_is_read_without_a_finding(text: str) -> None:
    done = read_example(text)
    assert done.questions
    assert (done.said, done.messages) == ([], [])


def test_the_first_example_has_every_kind() -> None:
    kinds = [one.kind for one in read_example(EXAMPLES[0]).questions]
    assert sorted(kinds) == sorted(
        (
            "choice",
            "multiple",
            "true-false",
            "fill-in",
            "numeric",
            "sequencing",
            "matching",
            "likert",
        )
    )


@pytest.mark.parametrize(
    "mark", [*(f".{flag}" for flag in FLAGS), *(f"{name}=" for name in VALUES)]
)
def test_every_mark_is_explained(mark: str) -> None:
    assert re.search(rf"^\| `{re.escape(mark)}", PAGE, re.MULTILINE)
