"""Pages of screens: what is shown on which, what it is known by, and what the learner reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder.course.identity import state_key
from tests.units.making import make, pdf

FRONT = "---\npaging: screens\n---\n"
THREE = f"{FRONT}# Way\n\nOne.\n\n---\n\n## Two\n\nText.\n\n***\n\nThree.\n\n### Late\n"


def screens(page: str) -> list[str]:
    """The text of each screen, markup and blanks between the lines aside."""
    found = re.split(r'<div class="screen"', page)[1:]
    parts = (re.sub(r"^[^>]*>|<[^>]+>", " ", part.partition("<nav")[0]) for part in found)
    return [" ".join(part.split()) for part in parts]


def test_a_break_begins_a_screen(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": THREE})
    assert made.findings == ()
    page = made.page("a")
    assert screens(page) == ["One.", "Two Text.", "Three. Late"]
    assert page.count("<hr") == 0
    assert page.index("<h1") < page.index('class="screen"'), "the title stands above all screens"
    assert [f"Screen {n} of 3" in page for n in (0, 1, 3, 4)] == [False, True, True, False]
    keys = ["", state_key("two"), state_key("late")]
    assert made.data("a")["body"] == {"screens": keys}, "known by the first heading"


def test_all_is_readable_without_scripts(tmp_path: Path) -> None:
    page = make(tmp_path, {"01-a.md": THREE}).page("a")
    hidden = re.findall(r"<(\w+)[^>]*\shidden[\s>]", page.partition("<footer")[0])
    assert hidden == ["nav"], "only the buttons, which would do nothing"


@pytest.mark.parametrize("front", ["", "---\npaging: scroll\n---\n"])
def test_without_the_key_a_break_is_a_ruled_line(front: str, tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": f"{front}# A\n\nx\n\n---\n\ny\n"})
    assert made.findings == ()
    assert made.page("a").count("<hr>") == 1
    assert made.data("a")["body"] == {}
    assert "To complete: read to the end." in made.page("a")


@pytest.mark.parametrize(
    ("completion", "words"),
    [
        ("end", "To complete: see all screens to the end."),
        ("{end: 30s}", "To complete: see all screens to the end, for 30 s or longer."),
        ("{time: 30s}", "To complete: spend 30 s here."),
    ],
)
def test_the_learner_reads_what_counts(completion: str, words: str, tmp_path: Path) -> None:
    text = THREE.replace("screens", f"screens\ncompletion: {completion}", 1)
    assert words in make(tmp_path, {"01-a.md": text}).page("a").replace("\xa0", " ")


def test_a_break_inside_something_divides_nothing(tmp_path: Path) -> None:
    text = "# A\n\n> q\n>\n> ---\n\n- x\n\n  ---\n\n---\n\n"
    text += "<div>\n\n---\n\n</div>\n\n<p>x\n\n---\n\ny\n"
    made = make(tmp_path, {"01-a.md": FRONT + text})
    assert made.findings == ("01-a.md:18:1 S240",)
    assert screens(made.page("a")) == ["q x", "x", "y"]


@pytest.mark.parametrize(
    ("text", "findings", "shown"),
    [
        ("# A\n\n---\n\nx\n\n---\n\ny\n", ["6 S241"], ["x", "y"]),
        ("# A\n\nx\n\n---\n\n---\n\ny\n", ["10 S241"], ["x", "y"]),
        ("# A\n\nx\n\n---\n\ny\n\n---\n", ["12 S241"], ["x", "y"]),
        ("# A\n\nx\n\n---\n\ny\n\n---\n\n---\n", ["14 S241"], ["x", "y"]),
        ("# A\n\nx\n\n---\n\n<!-- note -->\n\n---\n\ny\n", ["12 S241"], ["x", "y"]),
        ("# A\n\nx\n\n---\n\n---\n", ["8 S242"], []),
        ("# A\n\nx\n", ["2 S242"], []),
        ("# A\n\nx\n---\n\ny\n", ["7 S240"], []),
        ("# A\n\nx\n\n---\n\ny\nz\n---\n", ["12 S240"], ["x", "y z"]),
        ("# A\n\nx\n\n---\n\n## y\n\nz\n-\n", [], ["x", "y z"]),
        ("A\n===\n\nx\n\n---\n\ny\n", [], ["x", "y"]),
        ("A\n---\n\nx\n\n---\n\ny\n", ["5 S240"], ["A x", "y"]),
    ],
)
def test_breaks_that_lead_to_nothing(
    text: str, findings: list[str], shown: list[str], tmp_path: Path
) -> None:
    made = make(tmp_path, {"01-a.md": FRONT + text})
    found = [f.removeprefix("01-a.md:").replace(":1 ", " ") for f in made.findings]
    assert [f.replace("2:9 ", "2 ") for f in found if "S017" not in f] == findings
    assert screens(made.page("a")) == shown
    assert not made.page("a").count("<hr") or not shown


def test_a_footnote_stands_on_the_screen_that_refers_to_it_first(tmp_path: Path) -> None:
    text = (
        "# A\n\none[^b]\n\n---\n\nno note\n\n---\n\ntwo[^a] three[^b]\n\n"
        "[^a]: first, as[^c]\n[^b]: second\n[^c]: third\n"
    )
    page = make(tmp_path, {"01-a.md": FRONT + text}).page("a")
    parts = [
        re.findall(r'<li id="fn:(\d)" value="(\d)"', part) for part in page.split("data-screen")
    ]
    assert parts[1] == [("1", "1")]
    assert parts[2] == []
    assert sorted(parts[3]) == [("2", "2"), ("3", "3")]
    assert page.count('id="fn:1"') == 1


def test_two_screens_with_one_heading_are_two(tmp_path: Path) -> None:
    text = "# A\n\n## Step\n\n---\n\n## Step\n\n---\n\n## 日本\n"
    keys = make(tmp_path, {"01-a.md": FRONT + text}).data("a")["body"]["screens"]
    assert keys == [state_key("step"), state_key("step-1"), state_key("日本")]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{3}", key) for key in keys)


def test_the_words_around_foreign_text_say_their_language(tmp_path: Path) -> None:
    page = make(tmp_path, {"01-a.md": THREE.replace("screens", "screens\nlanguage: th", 1)}).page(
        "a"
    )
    assert page.count('role="group" lang="en" dir="ltr"') == 3
    assert page.count('<div class="screen-text" lang="th" dir="ltr">') == 3


def test_screens_are_for_pages(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.pdf": pdf(["x"]), "01-a.yaml": "title: A\npaging: screens\n"})
    assert [f for f in made.findings if "S012" in f] == ["01-a.yaml:2:1 S012"]
