"""How quizzes are taken, and what an LMS is told of them, by what authors write and leave out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scorm_builder.model import Completion
from scorm_builder.quiz import Rules
from tests.quiz.telling import told
from tests.units.making import Made, make

QUESTIONS = """
## Where to? {#where pool=easy}

- [x] Out
- [ ] Up

## How? {#how pool=easy}

- [x] Walk
- [ ] Run

## Why? {#why pool=hard}

Answer: fire
"""
OPINION = "\n## I know what to do. {#know}\n\nScale:\n\n- No\n- Yes\n"


def quiz(folder: Path, front: str = "", *, text: str = QUESTIONS) -> Made:
    return make(folder, {"01-m/01-q.md": f"---\ntype: quiz\n{front}---\n# Check\n{text}"})


def rules(made: Made) -> Rules:
    assert made.findings == ()
    body: Any = made.unit("m-q").body
    assert isinstance(body.rules, Rules)
    return body.rules


def test_without_a_word_nobody_passes_or_fails(tmp_path: Path) -> None:
    """Contract, 1.17: submitted, unless there is a passing score."""
    made = quiz(tmp_path)
    assert rules(made) == Rules()
    unit = made.unit("m-q")
    assert unit.completion == Completion("submitted")
    assert (unit.report, unit.passing) == ("completed-graded", None)


def test_a_passing_score_makes_it_a_test(tmp_path: Path) -> None:
    made = quiz(tmp_path, "passing_score: 80\n")
    assert rules(made).passing_score == 80
    assert rules(made).show_answers == "passed", "answers are not given away to who tries again"
    unit = made.unit("m-q")
    assert unit.completion == Completion("passed")
    assert (unit.report, unit.passing) == ("passed", 80)


def test_every_rule_is_read(tmp_path: Path) -> None:
    front = (
        "passing_score: 66.67 %\nattempts: 3\nshuffle: both\ndraw: {easy: 1, hard: 1}\n"
        "feedback: each\nshow_answers: never\nretry: wrong\nscore: last\ntime_limit: 10 min\n"
        "points_wrong: 0.25\n"
    )
    assert rules(quiz(tmp_path, front)) == Rules(
        passing_score=66.67,
        attempts=3,
        shuffle="both",
        draw={"easy": 1, "hard": 1},
        feedback="each",
        show_answers="never",
        retry="wrong",
        score="last",
        time_limit=600,
        points_wrong=0.25,
    )


def test_one_number_draws_from_all(tmp_path: Path) -> None:
    assert rules(quiz(tmp_path, "draw: 2\n")).draw == {"": 2}


def test_quizzes_take_over_what_is_said_above(tmp_path: Path) -> None:
    """Contract, 1.18: unit over module over course over defaults."""
    above = {
        "course.yaml": "title: T\nlanguage: en\npassing_score: 50\nattempts: 2\nshuffle: both\n",
        "01-m/module.yaml": "title: M\npassing_score: 60\nfeedback: each\n",
    }
    page = f"---\ntype: quiz\npassing_score: 70\n---\n# Check\n{QUESTIONS}"
    made = make(tmp_path, {"01-m/01-q.md": page, **above})
    said = rules(made)
    assert (said.passing_score, said.attempts, said.shuffle, said.feedback) == (
        70,
        2,
        "both",
        "each",
    )


def test_what_was_said_above_can_be_taken_back(tmp_path: Path) -> None:
    above = "title: T\nlanguage: en\npassing_score: 50\nattempts: 2\n"
    front = "passing_score: none\nattempts: unlimited\n"
    page = f"---\ntype: quiz\n{front}---\n# Check\n{QUESTIONS}"
    said = rules(make(tmp_path, {"01-m/01-q.md": page, "course.yaml": above}))
    assert (said.passing_score, said.attempts) == (None, 0)


def test_a_passing_score_of_the_course_does_not_concern_its_pages(tmp_path: Path) -> None:
    course = "title: T\nlanguage: en\npassing_score: 50\nreport: passed-failed\n"
    made = make(tmp_path, {"course.yaml": course, "01-a.md": "# A\n\nText.\n"})
    assert made.findings == ()
    assert (made.unit("a").report, made.unit("a").passing) == ("completed", None)


@pytest.mark.parametrize("front", ["", "show_answers: never\n", "passing_score: 50\n"])
def test_without_feedback_right_answers_need_not_be_forbidden(front: str, tmp_path: Path) -> None:
    assert rules(quiz(tmp_path, f"feedback: never\n{front}")).feedback == "never"


@pytest.mark.parametrize(
    ("front", "report", "passing"),
    [
        ("report: completed\n", "completed", None),
        ("report: completed-graded\n", "completed-graded", None),
        ("passing_score: 80\nreport: passed-failed\n", "passed-failed", 80),
        ("passing_score: 80\nreport: completed\n", "completed", 80),
        ("passing_score: 80\ncompletion: submitted\n", "completed-graded", 80),
        ("passing_score: 80\ncompletion: submitted\nreport: passed-failed\n", "passed-failed", 80),
    ],
)
def test_what_an_lms_is_told(
    front: str, report: str, passing: float | None, tmp_path: Path
) -> None:
    made = quiz(tmp_path, front)
    assert made.findings == ()
    assert (made.unit("m-q").report, made.unit("m-q").passing) == (report, passing)


def test_opinions_are_no_score(tmp_path: Path) -> None:
    unit = quiz(tmp_path, text=OPINION).unit("m-q")
    assert (unit.report, unit.completion) == ("completed", Completion("submitted"))


@pytest.mark.parametrize(
    ("front", "finding"),
    [
        ("passing_score: 180\n", "01-m/01-q.md:3:16 S014"),
        ("passing_score: most\n", "01-m/01-q.md:3:16 S014"),
        ("attempts: 0\n", "01-m/01-q.md:3:11 S014"),
        ("attempts: 1.5\n", "01-m/01-q.md:3:11 S014"),
        ("time_limit: 10\n", "01-m/01-q.md:3:13 S014"),
        ("time_limit: soon\n", "01-m/01-q.md:3:13 S014"),
        ("time_limit: 30 h\n", "01-m/01-q.md:3:13 S014"),
        ("time_limit: 0 s\n", "01-m/01-q.md:3:13 S014"),
        ("time_limit: 0\n", "01-m/01-q.md:3:13 S014"),
        ("time_limit: 0.4 s\n", "01-m/01-q.md:3:13 S014"),
        ("show_answers: end\nfeedback: never\n", "01-m/01-q.md:3:15 S014"),
        ("show_answers: passed\npassing_score: 50\nfeedback: never\n", "01-m/01-q.md:3:15 S014"),
        ("points_wrong: -1\n", "01-m/01-q.md:3:15 S014"),
        ("draw: 4\n", "01-m/01-q.md:3:7 S432"),
        ("draw: {esay: 1}\n", "01-m/01-q.md:3:8 S432"),
        ("draw: {hard: 2}\n", "01-m/01-q.md:3:8 S432"),
        ("draw: none\n", "01-m/01-q.md:3:7 S432"),
        ("draw: [1]\n", "01-m/01-q.md:3:7 S013"),
        ("report: passed\n", "01-m/01-q.md:3:9 S431"),
        ("completion: passed\n", "01-m/01-q.md:3:13 S431"),
        ("show_answers: passed\n", "01-m/01-q.md:3:15 S431"),
        (
            "report: passed\npassing_score: 80\ncompletion: submitted\n",
            "01-m/01-q.md:3:9 S430",
        ),
    ],
)
def test_what_cannot_be_is_told_where_it_stands(front: str, finding: str, tmp_path: Path) -> None:
    assert quiz(tmp_path, front).findings == (finding,)


def pooled(names: str) -> str:
    """Questions by their pools, ``-`` for none; one with a ``!`` asks for an opinion."""
    answers = {False: "Answer: true\n", True: "Scale:\n\n- No\n- Yes\n"}
    asked = []
    for at, name in enumerate(names.split()):
        pool = name.strip("!-")
        marks = f"#q{at} pool={pool}" if pool else f"#q{at}"
        asked.append(f"\n## Number {at}? {{{marks}}}\n\n{answers[name.endswith('!')]}")
    return "".join(asked)


@pytest.mark.parametrize(
    ("draw", "pools", "tell"),
    [
        ("1", "- -!", True),
        ("2", "- -! -!", True),
        ("2", "- - -!", False),
        ("{a: 1}", "a a!", True),
        ("{a: 1, b: 1}", "a a! b!", True),
        ("{a: 1, b: 1}", "a a! b", False),
        ("{a: 2}", "a a a!", False),
        ("{a: 1}", "a a! -", False),
        ("{a: 1}", "a a! b", False),
        ("{a: 1}", "a a! -!", True),
        ("{b: 1}", "a b! b!", False),
    ],
)
def test_a_draw_that_may_leave_nothing_to_pass_is_told(
    draw: str, pools: str, tell: bool, tmp_path: Path
) -> None:
    """By chance one would be asked for opinions alone. What is in no pool is always asked."""
    rules = f"draw: {draw}\n"
    made = quiz(tmp_path / "marked", f"passing_score: 50\n{rules}", text=pooled(pools))
    assert made.findings == (("01-m/01-q.md:4:7 S446",) if tell else ())
    made = quiz(tmp_path / "free", rules, text=pooled(pools))
    assert made.findings == (), "without a mark there is nothing to pass anyhow"


def test_a_page_cannot_pass(tmp_path: Path) -> None:
    text = "---\nreport: passed\npassing_score: 80\n---\n# A\n\nText.\n"
    made = make(tmp_path, {"01-a.md": text})
    assert sorted(made.findings) == ["01-a.md:2:9 S430", "01-a.md:3:1 S012"]


@pytest.mark.parametrize(
    ("front", "cure"),
    [
        ("type: quiz\ngraded: true\n", "take graded: out"),
        ("graded: true\n", "write type: quiz instead, or {.question}"),
    ],
)
def test_what_makes_a_quiz_ask_nothing_is_named(front: str, cure: str, tmp_path: Path) -> None:
    """By graded: it is a page, whose headings are questions only where they say so."""
    page = f"---\n{front}---\n# Check\n{QUESTIONS}"
    (said,) = [one for one in told(tmp_path, {"01-q.md": page}) if "S417" in one]
    line = front.count("\n") + 1
    assert said.startswith(f"01-q.md:{line}:9 S417 this quiz asks nothing: by graded: ")
    assert cure in said
