"""Options and cells that say nothing are told what they lack, in the words of their own text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.reading import asked
from tests.quiz.telling import told

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
BY_WORDS = "by which screen readers and reports call it: write"
IN_MARKDOWN = f"this picture has no words, {BY_WORDS} ![what it shows](path)"
IN_HTML = f'this picture has no words, {BY_WORDS} alt="what it shows" into its <img>'
EMPTY = "nothing stands in this option: write what it says, or take it out"


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("- [x] ![](a.svg)\n- [ ] b\n", IN_MARKDOWN),
        ('- [x] <img src="a.svg" alt="">\n- [ ] b\n', IN_HTML),
        ("- [x] <!-- later -->\n- [ ] b\n", EMPTY),
        ("- [x] <br>\n- [ ] b\n", f"this option has no words, {BY_WORDS} some"),
        ("Order:\n\n1. a\n2. ![](a.svg)\n", IN_MARKDOWN),
        ("Match:\n\n| a | b |\n|---|---|\n| ![](a.svg) | c |\n| ![](b.svg) | d |\n", IN_MARKDOWN),
        ("Match:\n\n| a | b |\n|---|---|\n| c | ![](a.svg) |\n| d | e |\n", IN_MARKDOWN),
    ],
)
def test_in_markdown(answers: str, message: str) -> None:
    done = asked(answers, "Which? {#q}")
    assert {one.partition(" ")[2] for one in done.said} <= {"S419", "S202"}
    assert "S419" in done.said[0]
    assert message in done.messages


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ('=<p><img src\\="a.svg" alt\\="" width\\="20"></p> ~b', IN_HTML),
        ("~=a", EMPTY),
        ('=<img src\\="a.svg" alt\\=""> -> b =c -> d', IN_HTML),
    ],
)
def test_in_a_bank(answers: str, message: str, tmp_path: Path) -> None:
    bank = f"::a::Fine? {{T}}\n\n::q::[html]<p>Which?</p>{{{answers}}}\n"
    files = {"01-q.yaml": "type: quiz\ntitle: Q\nsource: b.gift\n", "b.gift": bank}
    found = told(tmp_path, {**files, "a.svg": PICTURE})
    assert [one.partition(" ")[2] for one in found if " S4" in one] == [f"S419 {message}"]


def test_a_row_without_a_left_cell_still_belongs_to_none() -> None:
    rows = "| a | b |\n|---|---|\n| c | d |\n| e | f |\n|   | g |\n"
    done = asked(f"Match:\n\n{rows}", "Which? {#q}")
    assert done.said == []
    assert [target.text for target in done.one.targets] == ["d", "f", "g"]
