"""Of questions whose records would be one by their keys the later one gets a longer key."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import locking
from scorm_builder.quiz import Quiz
from scorm_builder.units import page, quiz
from tests.units.making import Made, make

# Ids whose SHA-256 begin with the same 18 bits, and with 24 bits that differ.
FIRST, SECOND = "q83", "q332"
SHORT = "75-"
LONG = {FIRST: "75-7", SECOND: "75-O"}
# The first shares 18 bits with the two others, and these have 24 in common.
THREE = ("q25131", "q4918", "q18184")


def asking(*ids: str) -> str:
    return "".join(f"\n## {one}? {{#{one}}}\n\nAnswer: true\n" for one in ids)


def a_quiz(folder: Path, *ids: str, **files: str) -> Made:
    return make(folder, {"01-q.md": f"---\ntype: quiz\n---\n# Q\n{asking(*ids)}", **files})


def keys(made: Made) -> dict[str, str]:
    assert made.findings == ()
    body = made.unit("q").body
    if isinstance(body, page.Page):
        assert body.practice
        body = body.practice
    assert isinstance(body, Quiz)
    return {one.id: one.key for one in body.questions()}


def test_the_later_one_in_the_source_gets_the_longer_key(tmp_path: Path) -> None:
    assert keys(a_quiz(tmp_path, FIRST, "other", SECOND)) == {
        FIRST: SHORT,
        "other": "2Sm",
        SECOND: LONG[SECOND],
    }
    assert keys(a_quiz(tmp_path / "turned", SECOND, FIRST)) == {SECOND: SHORT, FIRST: LONG[FIRST]}


def test_a_question_that_was_released_keeps_its_key(tmp_path: Path) -> None:
    """Whatever comes later, and above it."""
    a_quiz(tmp_path, FIRST)
    assert locking.lock(tmp_path).paths
    later = a_quiz(tmp_path, SECOND, FIRST)
    assert keys(later) == {SECOND: LONG[SECOND], FIRST: SHORT}


def test_a_longer_key_stays_when_the_other_question_goes(tmp_path: Path) -> None:
    a_quiz(tmp_path, FIRST, SECOND)
    assert locking.lock(tmp_path).paths
    assert keys(a_quiz(tmp_path, SECOND)) == {SECOND: LONG[SECOND]}
    assert locking.lock(tmp_path, drop=True).paths
    assert keys(a_quiz(tmp_path, FIRST, SECOND)) == {FIRST: SHORT, SECOND: LONG[SECOND]}


def test_the_lock_says_which_key_is_a_longer_one(tmp_path: Path) -> None:
    a_quiz(tmp_path, FIRST, SECOND)
    locking.lock(tmp_path)
    lock = (tmp_path / "course.lock").read_text("utf-8")
    assert f"  q:\n    - {SECOND} {LONG[SECOND]}\n    - {FIRST}\n" in lock
    assert not locking.lock(tmp_path).report.fails()


def test_a_renamed_question_has_the_key_of_its_oldest_name(tmp_path: Path) -> None:
    a_quiz(tmp_path, SECOND, FIRST)
    locking.lock(tmp_path)
    text = asking(FIRST, SECOND).replace(f"{{#{FIRST}}}", f"{{#new was={FIRST}}}")
    made = make(tmp_path, {"01-q.md": f"---\ntype: quiz\n---\n# Q\n{text}"})
    assert keys(made) == {"new": LONG[FIRST], SECOND: SHORT}


def test_a_key_that_no_such_question_can_have_is_none(tmp_path: Path) -> None:
    a_quiz(tmp_path, FIRST, SECOND)
    locking.lock(tmp_path)
    lock = tmp_path / "course.lock"
    lock.write_text(lock.read_text().replace(LONG[SECOND], "aaaa"), "utf-8")
    assert keys(a_quiz(tmp_path, FIRST, SECOND)) == {FIRST: SHORT, SECOND: LONG[SECOND]}


def test_however_questions_are_written(tmp_path: Path) -> None:
    """Of the text, the list and the bank of one unit."""
    front = f"type: quiz\nsource: b.gift\nquestions: [{{id: {SECOND}, text: B, answers: b}}]\n"
    files = {"01-q.md": f"---\n{front}---\n# Q\n\n## A {{#a}}\n\nAnswer: a\n"}
    bank = f"::{FIRST}::C? {{T}}\n"
    assert keys(make(tmp_path, {**files, "b.gift": bank})) == {
        "a": "ype",
        SECOND: SHORT,
        FIRST: LONG[FIRST],
    }


@pytest.mark.parametrize("paging", ["scroll", "screens"])
def test_questions_for_practice(paging: str, tmp_path: Path) -> None:
    """On screens, too: they are the questions of the whole page."""
    text = asking(FIRST, SECOND).replace("}\n", " .question}\n").replace("\n##", "\n---\n\n##")
    made = make(tmp_path, {"01-q.md": f"---\npaging: {paging}\n---\n# Q\n\nText.\n{text}"})
    assert keys(made) == {FIRST: SHORT, SECOND: LONG[SECOND]}
    body = made.unit("q").body
    assert isinstance(body, page.Page)
    shown = [one for parts in body.parts for one in Quiz(parts).questions()]
    if paging == "screens":
        assert [one.key for one in shown] == [SHORT, LONG[SECOND]]


def test_where_even_the_longer_keys_meet_an_id_has_to_change(tmp_path: Path) -> None:
    made = a_quiz(tmp_path, *THREE)
    assert made.findings == ("01-q.md:14:1 S412",)


def test_the_bound_counts_the_character_more(tmp_path: Path) -> None:
    """docs/state.md: an entry is 1 + 3 + 2 + 1 and the answer, with a longer key one more."""
    body = a_quiz(tmp_path, FIRST, SECOND).unit("q").body
    assert isinstance(body, Quiz)
    assert quiz.state_bound(body) == 35 + 8 + 9
