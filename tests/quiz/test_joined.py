"""A typed answer that reads as several is one, and nobody would type it: that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.reading import asked
from tests.quiz.telling import told


@pytest.mark.parametrize(
    "answers",
    [
        "Answer: paris; london",
        "Answer: Paris / London",
        "Answer: Paris | London",
        "Answer: Paris;London;Rome",
        "Answer: *Paris* / Lutetia",
        "Answer:\n\n- Paris; London\n- Rome",
    ],
)
def test_several_in_one(answers: str) -> None:
    done = asked(f"{answers}\n", "Which city? {#q}")
    line = 5 if "\n" in answers else 3
    assert [one.partition(":")[0] for one in done.said] == [str(line)]
    assert done.said[0].endswith(" S451")
    assert "write each as an item of a list" in done.messages[0]
    assert done.questions[0].accepted


@pytest.mark.parametrize(
    "answers",
    [
        "Answer: `paris; london`",
        "Answer: `/paris|london/`",
        "Answer: km/h",
        "Answer: and/or",
        "Answer: oxygen;",
        "Answer: 1,5",
        "Answer: Paris, Texas",
        "Answer: /usr/bin",
        "Answer: a `b; c`",
        "Answer:\n\n- Paris\n- London",
        "Answer: AT&T",
    ],
)
def test_one_answer(answers: str) -> None:
    assert asked(f"{answers}\n", "Which? {#q}").said == []


def test_in_a_list_in_yaml(tmp_path: Path) -> None:
    text = "type: quiz\ntitle: Q\nquestions:\n  - {id: a, text: A, answers: [b, c; d, '`e; f`']}\n"
    found = [one for one in told(tmp_path, {"01-q.yaml": text}) if "S451" in one]
    assert [one.partition(" ")[0] for one in found] == ["01-q.yaml:4:35"]


def test_a_bank_says_it_as_moodle_would_take_it(tmp_path: Path) -> None:
    files = {"01-q.yaml": "type: quiz\ntitle: Q\nsource: b.gift\n", "b.gift": "::q::Q? {=a; b}\n"}
    assert not [one for one in told(tmp_path, files) if "S451" in one]
