"""Words that help nobody: told where they stand; words that only look so are let alone."""

from __future__ import annotations

import pytest

from scorm_builder.diagnostics import Span
from scorm_builder.markdown import parse


def told(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of what wording finds in ``text``."""
    _, found = parse(text, "a.md", 1, lambda line, col: Span("a.md", line, col))
    return [(one.code, one.span.line, one.span.col) for one in found if "S270" <= one.code < "S280"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("# Title\n\n### Deep\n", 3, 1),
        ("### Deep at once: the title made of the file's name is of level 1\n", 1, 1),
        ("# Title\n\n## A\n\n#### B\n", 5, 1),
        ("# Title\n\n## A\n\n> #### B\n", 5, 3),
        ("# Title\n\n# Another\n\n### B\n", 5, 1),
        ("# Title\n\n## A\n\n<h4>B</h4>\n", 5, 1),
    ],
)
def test_a_heading_that_passes_over_a_level(text: str, line: int, column: int) -> None:
    assert told(text) == [("S270", line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\n## A\n\n### B\n\n## C\n\n### D\n\n#### E\n\n## F\n",
        "## A page without a title of its own\n",
        "# Title\n\n# Another\n\n## B\n\n### C\n",
        "# Title\n\n```\n#### no heading\n```\n",
    ],
)
def test_levels_that_go_down_one_by_one_and_up_as_they_like(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("See [here](a.md).\n", 1, 5),
        ("See [Click  here!](a.md).\n", 1, 5),
        ("It stands [**here**](a.md).\n", 1, 11),
        ("It stands [here][there].\n\n[there]: a.md\n", 1, 11),
        ("You may [click\nhere](a.md).\n", 1, 9),
        ('See <a href="a.md">here</a>.\n', 1, 5),
        ("- one\n- [mehr erfahren](a.md)\n", 2, 3),
        ("[Ici](a.md)\n", 1, 1),
        ("[aquí](<a b.md>)\n", 1, 1),
        ("[هنا](a.md)\n", 1, 1),
        ("[Read more →](a.md)\n", 1, 1),
        ('<p>\nSee <a href="a.md">here</a>.\n</p>\n', 2, 5),
        ('<div><a href="a.md" class="x">\n  <b>Read&nbsp;more</b>\n</a></div>\n', 1, 6),
        ('<ul>\n<li><a href="a.md">The plan</a>\n<li><a href="a.md">hier</a></ul>\n', 3, 5),
    ],
)
def test_a_link_that_says_nothing(text: str, line: int, column: int) -> None:
    assert told(text) == [("S271", line, column)]


def test_the_same_words_twice_are_told_twice_each_in_its_place() -> None:
    assert told("[here](a.md) and [here](b.md)\n") == [("S271", 1, 1), ("S271", 1, 18)]


@pytest.mark.parametrize(
    "text",
    [
        "[Here is the plan](a.md)\n",
        "[More on doors](a.md)\n",
        "`[here](a.md)`\n",
        "\\[here](a.md)\n",
        "[![Here](a.png)](a.md)\n",
        'See <a href="a.md">the <abbr>plan</abbr> here</a>.\n',
        'You are <a id="x">here</a>.\n',
        '<p>See <a href="a.md">the <b>plan</b> here</a>, <a id="x">here</a>.</p>\n',
        '<p><a href="a.md"><img src="a.png" alt="Plan"> here</a></p>\n',
        '<p><a href="a.md" aria-label="The plan">here</a></p>\n',
        "<p>here</p>\n\n```html\n<a href='a.md'>here</a>\n```\n",
    ],
)
def test_links_that_say_where_they_lead(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("![plan.svg](plan.svg)\n", 1, 1),
        ("Text ![IMG_1234](media/IMG_1234.jpg)\n", 1, 6),
        ("![fire-door](fire-door.png)\n", 1, 1),
        ("![another.PNG](plan.svg)\n", 1, 1),
        ("![Image](plan.svg)\n", 1, 1),
        ("![image 12](plan.svg)\n", 1, 1),
        ("![Bild](plan.svg)\n", 1, 1),
        ('Text\n<img src="plan.svg" alt="photo">\n', 2, 1),
    ],
)
def test_an_image_whose_text_says_nothing(text: str, line: int, column: int) -> None:
    assert told(text) == [("S272", line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "![Plan](Plan.svg)\n",
        "![Image of the ground floor](plan.svg)\n",
        "![The file plan.svg in the editor](editor.png)\n",
        '<img src="line.svg" alt="">\n',
        "![Figure of speech](speech.png)\n",
    ],
)
def test_images_whose_text_says_what_they_show(text: str) -> None:
    assert told(text) == []


def test_a_table_without_words_in_its_header() -> None:
    assert told("Text\n\n|   |   |\n|---|---|\n| a | b |\n") == [("S273", 3, 1)]


@pytest.mark.parametrize(
    "table",
    [
        "<table>\n<tr><td>Warden<td>Counts\n</table>\n",
        "<table>\n<tr><th></th><th> </th></tr>\n<tr><td>a</td></tr>\n</table>\n",
        "<table>\n<thead><tr><td>Role<td>Task</thead>\n<tr><td>Warden<td>Counts</table>\n",
        "<table>\n<tr><th><td>Warden\n</table>\n",
    ],
)
def test_nor_in_html(table: str) -> None:
    assert told(f"# A\n\n<div>\n{table}</div>\n") == [("S273", 4, 1)]


@pytest.mark.parametrize(
    "table",
    [
        "<table>\n<tr><th>Role<th>Task\n<tr><td>Warden<td>Counts\n</table>\n",
        "<table>\n<tr><th><b>Warden</b></th><td>Counts</td></tr>\n</table>\n",
        '<table>\n<tr><th><img src="a.png" alt="Role"></th></tr>\n</table>\n',
        '<table role="presentation">\n<tr><td>Warden\n</table>\n',
        "```html\n<table><tr><td>Warden</table>\n```\n",
    ],
)
def test_a_table_in_html_with_words_in_its_header(table: str) -> None:
    assert told(table) == []


def test_a_table_may_leave_the_corner_empty() -> None:
    assert told("|   | Monday |\n|---|---|\n| 9:00 | Doors |\n") == []
