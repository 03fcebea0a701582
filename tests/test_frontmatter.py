"""Where front matter begins and ends."""

from __future__ import annotations

import pytest

from scorm_builder.fields.frontmatter import Split, split


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("# A\n", Split("", "# A\n", 1)),
        ("", Split("", "", 1)),
        ("---\nid: a\n---\n# A\n", Split("id: a", "# A\n", 4)),
        ("---  \nid: a\n...\n# A", Split("id: a", "# A", 4)),
        ("---\n---\n# A", Split("", "# A", 3)),
        ("---\nid: a\n---", Split("id: a", "", 4)),
        ("# A\n\n---\n\ntitle: b\n\n---\n", Split("", "# A\n\n---\n\ntitle: b\n\n---\n", 1)),
        ("----\nNote: read this\n", Split("", "----\nNote: read this\n", 1)),
    ],
)
def test_front_matter_and_text(whole: str, expected: Split) -> None:
    assert split(whole) == expected


@pytest.mark.parametrize(
    "whole",
    ["---\ntitle: A\n# A\n", "\n---\ntitle: A\n---\n", "----\nid: a\n---\n", "--\ndraft: true\n"],
)
def test_front_matter_that_is_none(whole: str) -> None:
    assert split(whole).problem
