"""What an LMS keeps of a quiz's answers reads well in the report of a teacher."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.quizzing import HALF, answer_all, hand_in
from tests.browser.test_quiz import EVERY_KIND, RAW
from tests.browser.test_units import held
from tests.lms.player import Player
from tests.lms.teachers_report import table

pytestmark = pytest.mark.browser

REPORT = """\
id                    | type       | student_response | right     | result  | weighting
every-kind_where      | choice     | a                | a         | correct | 2
every-kind_feed       | choice     | a                | {a,b}     | 0.5     | 1
every-kind_doors      | true-false | f                | t         | wrong   | 1
every-kind_gas        | fill-in    | helium           | oxygen    | wrong   | 1
every-kind_length     | numeric    | 59               | 60        | correct | 1
every-kind_steps      | sequencing | b,a,c            | a,b,c     | 0.5     | 1
every-kind_roles      | matching   | a.a,b.c          | {a.a,b.b} | 0.5     | 1
every-kind_confidence | likert     | b                |           | neutral | 0
"""


def test_every_kind_of_question_in_a_teachers_report(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, HALF)
        hand_in(run.sco).click()
        run.wait_for(RAW, "56.25")
        values = run.record()["values"]
    assert table(values) == REPORT
    for name, value in values.items():
        if re.fullmatch(r"cmi\.interactions\.\d+\.time", name):
            assert re.fullmatch(r"\d\d:\d\d:\d\d", value)


def test_scorm_again_takes_every_kind_of_answer(quiz_player: Player, node_modules: object) -> None:
    """Somebody else's data model takes every call, and what it kept is enough to go on from."""
    quiz_player.lms = "scorm-again"
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, HALF)
        hand_in(run.sco).click()
        run.page.wait_for_function("window.player.snapshot().core.score.raw === '56.25'")
        record: Any = run.leave()
        assert run.finished()
    kept = record["cmi"]["interactions"]
    told = [one["id"] for one in (kept.values() if isinstance(kept, dict) else kept)]
    assert told[:8] == [line.split()[0] for line in REPORT.splitlines()[1:]]
    with held(quiz_player.launch(EVERY_KIND, record)) as again:
        again.sco.get_by_role("region", name="Result").wait_for()
        assert again.sets(RAW) == []
