"""Authors keep notes and answers in comments: none of it ever reaches the package."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markdown.rendering import findings, lead, shown

HIDDEN = {
    "on a line": "a\n\n<!-- SECRET -->\n\nb",
    "in a sentence": "a <!-- SECRET --> b",
    "over lines": "a <!-- SECRET\nSECRET --> b",
    "over blank lines": "<!-- SECRET\n\nSECRET -->\n\nb",
    "a blank line in a sentence": "a <!-- SECRET\n\nSECRET --> b",
    "a blank line in a block of HTML": "<div>\n<!-- SECRET\n\nSECRET -->\n</div>",
    "in a list": "- a\n  <!-- SECRET\n\nSECRET -->\n- b",
    "between items": "- a\n<!-- SECRET -->\n- b",
    "in a quote": "> a <!-- SECRET\n> SECRET -->",
    "in a cell": "| a | b |\n| - | - |\n| x <!-- SECRET | SECRET --> | y |",
    "with code in it": "<!--\n```\nSECRET\n```\n-->",
    "with a fence in a block of HTML": "<div>\n<!--\n\n```\nSECRET\n```\n\n-->\n</div>",
    "with a code span in it": "a <!-- `SECRET --> b",
    "in a heading": "text\n\n## A <!-- SECRET -->",
    "in a footnote": "a[^1]\n\n[^1]: x <!-- SECRET -->",
    "in an attribute": '<b title="<!-- SECRET -->">x</b>',
    "right behind another": "<!-- SECRET --><!-- SECRET -->",
    "with dashes": "a <!-- SECRET -- SECRET --> b",
    "with an arrow in front": "a <!-- -> SECRET --> b",
    "after an unfinished code span": "a ` b <!-- SECRET --> c",
    "a code span does not reach over paragraphs": "a ` b\n\n<!-- SECRET --> c ` d",
    "at the start of a line, where no code span reaches": "a `x\n<!-- SECRET `\n\nSECRET -->",
    "processing instruction": "<?php SECRET ?>",
    "declaration": "<!DOCTYPE SECRET>",
    "CDATA": "<![CDATA[SECRET]]>",
}


@pytest.mark.parametrize("source", HIDDEN.values(), ids=HIDDEN.keys())
def test_nothing_of_it_is_shown(source: str) -> None:
    html = shown(source)
    assert "SECRET" not in html
    assert "<!--" not in html
    assert "--&gt;" not in html


def test_nor_in_the_opening_heading() -> None:
    assert lead("# A <!-- SECRET -->") == '<h1 id="a-">A </h1>'


SHOWN = {
    "fence": "```html\n<!-- NOTE -->\n```",
    "fence of tildes in a list": "- a\n\n  ~~~\n  <!-- NOTE -->\n  ~~~",
    "indented code": "a\n\n    <!-- NOTE -->",
    "code span": "Write `<!-- NOTE -->` for that.",
    "code span over two lines": "Write `x\ny <!-- NOTE -->` for that.",
    "two backticks": "Write ``<!-- ` NOTE -->`` for that.",
    "escaped": r"Write \<!-- NOTE --> for that.",
}


@pytest.mark.parametrize("source", SHOWN.values(), ids=SHOWN.keys())
def test_a_comment_in_code_is_code(source: str) -> None:
    assert "NOTE" in shown(source)
    assert findings(source) == []


def test_the_text_around_it_stays() -> None:
    assert shown("one <!-- x --> two") == "<p>one  two</p>"
    assert shown("<!-- x -->\n*two*") == "<p><em>two</em></p>"
    assert shown("one <!--> two <!-- x --> three") == "<p>one  two  three</p>"


def test_places_below_it_stay_right() -> None:
    source = "a <!-- x\n\ny --> b\n\n# C\n\n# D"
    assert findings(source) == ["5:1 S201", "7:1 S201"]


def test_one_that_never_ends_is_an_error_where_it_begins() -> None:
    assert findings("a\n\nb <!-- SECRET\n\nc", line=10) == ["12:3 S212"]


@given(
    st.lists(
        st.sampled_from(
            ["a", "\n", "\n\n", "`", "```\n", "- ", "> ", "<div>", "    ", "|", "\\", "[", "*"]
        ),
        max_size=12,
    ),
    st.lists(st.sampled_from(["SECRET", "\n", "\n\n", "`", "```", "- ", "|"]), max_size=6),
)
def test_a_comment_is_shown_only_as_code(before: list[str], inside: list[str]) -> None:
    """Whatever stands around it: what is shown of a comment is shown as code or was escaped."""
    html = shown(f"{''.join(before)}\n\n<!--SECRET{''.join(inside)}-->\n\nend")
    if "SECRET" in html:
        assert "<code" in html or "\\" in before
