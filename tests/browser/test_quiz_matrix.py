"""Each kind of question, right, wrong and half, left and resumed, handed in and retried, in one go.

Once by mouse in the strict LMS, where axe looks at every state on the way, and once by keyboard on
a phone in scorm-again. Every value is held to the table of the data model, and what the LMS has in
the end to what was answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.spec import cmi
from tests.browser.quizzing import (
    HALF,
    LENGTH,
    RIGHT,
    WRONG,
    Answer,
    answer_all,
    answer_by_keyboard,
    hand_in,
    seen,
)
from tests.browser.test_accessible import TAGS
from tests.browser.test_quiz import EVERY_KIND, result
from tests.browser.test_quiz_checked import COUNT, EACH, FLAME, LIKED, WHERE, check
from tests.browser.test_quiz_time import TIMED, said, start
from tests.browser.test_units import held
from tests.lms.player import Launch, Player
from tests.lms.teachers_report import table

pytestmark = pytest.mark.browser

# What a teacher reads, attempt after attempt: RTE 3.4 has the forms.
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
every-kind_where      | choice     | b                | a         | wrong   | 2
every-kind_feed       | choice     | c                | {a,b}     | wrong   | 1
every-kind_doors      | true-false | f                | t         | wrong   | 1
every-kind_gas        | fill-in    | helium           | oxygen    | wrong   | 1
every-kind_length     | numeric    | 62               | 60        | wrong   | 1
every-kind_steps      | sequencing | c,b,a            | a,b,c     | wrong   | 1
every-kind_roles      | matching   | a.c,b.a          | {a.a,b.b} | wrong   | 1
every-kind_confidence | likert     | a                |           | neutral | 0
every-kind_where      | choice     | a                | a         | correct | 2
every-kind_feed       | choice     | a,b              | {a,b}     | correct | 1
every-kind_doors      | true-false | t                | t         | correct | 1
every-kind_gas        | fill-in    | OXYGEN           | oxygen    | correct | 1
every-kind_length     | numeric    | 60.5             | 60        | correct | 1
every-kind_steps      | sequencing | a,b,c            | a,b,c     | correct | 1
every-kind_roles      | matching   | a.a,b.b          | {a.a,b.b} | correct | 1
every-kind_confidence | likert     | c                |           | neutral | 0
"""


def by_mouse(run: Launch, answers: Mapping[str, Answer]) -> None:
    answer_all(run.sco, answers)


def by_keyboard(run: Launch, answers: Mapping[str, Answer]) -> None:
    # From the top of the page, where a click gives nothing the focus.
    run.sco.locator("h1").click()
    answer_by_keyboard(run.page, run.sco, answers)


def broken(run: Launch, axe: str) -> list[str]:
    """What axe finds in the unit as it is now."""
    (unit,) = (frame for frame in run.page.frames if "/units/" in frame.url)
    unit.evaluate(axe)
    found = unit.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:100]}" for one in found]


@dataclass(slots=True)
class Learner:
    """Somebody with one way of answering, and what axe found and an LMS was told on the way."""

    act: Callable[[Launch, Mapping[str, Answer]], None]
    axe: str = ""
    told: dict[str, str] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def look(self, run: Launch, state: str) -> None:
        if self.axe:
            self.found += [f"{state}: {line}" for line in broken(run, self.axe)]

    def hand_in(self, run: Launch, state: str) -> str:
        """Hands in what is answered; gives the score of this attempt that the page shows."""
        self.press(run, hand_in(run.sco))
        run.sco.get_by_role("region", name="Result").wait_for()
        self.look(run, state)
        score = re.search(r"([\d.]+)\u00a0%", " ".join(result(run.sco)))
        return score[1] if score else ""

    def retry(self, run: Launch) -> None:
        self.press(run, run.sco.get_by_role("button", name="Try again"))

    def press(self, run: Launch, button: Any) -> None:
        if self.act is by_mouse:
            button.click()
        else:
            button.focus()
            run.page.keyboard.press("Enter")

    def hear(self, run: Launch) -> None:
        """What was set, each value as the table wants it and as the LMS took it."""
        for call in run.log():
            if call["call"] != "LMSSetValue":
                continue
            element, value = call["args"]
            kind = self.told.get(f"{'.'.join(element.split('.')[:3])}.type", "")
            assert cmi.valid(element, value, kind), f"{element} = {value!r}"
            assert str(call["result"]) == "true", element
            self.told[element] = value


@pytest.fixture(scope="module")
def axe(node_modules: Path) -> str:
    return (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("act", "lms", "width"),
    [(by_mouse, "strict", 1280), (by_keyboard, "scorm-again", 390)],
    ids=["mouse, strict LMS", "keyboard, scorm-again"],
)
def test_every_kind_in_every_state(
    act: Callable[[Launch, Mapping[str, Answer]], None],
    lms: str,
    width: int,
    axe: str,
    quiz_player: Player,
) -> None:
    quiz_player.lms = lms
    learner = Learner(act, axe if act is by_mouse else "")
    first, rest = dict(list(HALF.items())[:4]), dict(list(HALF.items())[4:])
    with held(quiz_player.launch(EVERY_KIND, width=width)) as run:
        learner.act(run, first)
        learner.look(run, "half-way")
        before = seen(run.sco)
        record = run.leave()
        learner.hear(run)
    with held(quiz_player.launch(EVERY_KIND, record, width=width)) as run:
        assert seen(run.sco) == before
        learner.look(run, "resumed")
        learner.act(run, rest)
        before = seen(run.sco)
        record = run.leave()
        learner.hear(run)
    with held(quiz_player.launch(EVERY_KIND, record, width=width)) as run:
        assert seen(run.sco) == before
        assert learner.hand_in(run, "half right") == "56.25"
        learner.retry(run)
        learner.look(run, "retried")
        learner.act(run, WRONG)
        assert learner.hand_in(run, "wrong") == "0"
        learner.retry(run)
        learner.act(run, {**RIGHT, LENGTH: "60.5"})
        assert learner.hand_in(run, "right") == "100"
        before = seen(run.sco)
        record = run.leave()
        learner.hear(run)
    with held(quiz_player.launch(EVERY_KIND, record, width=width)) as run:
        assert seen(run.sco) == before
        learner.look(run, "opened again")
        assert run.sets("cmi.core.score.raw") == []
    assert learner.found == []
    assert table(learner.told) == REPORT
    assert kept(record) == [line.split(" | ")[2].strip() for line in REPORT.splitlines()[1:]]


def kept(record: Any) -> list[str]:
    """The answers that are left in the LMS when all is over."""
    if "values" in record:
        lines = table(record["values"]).splitlines()[1:]
        return [line.split(" | ")[2].strip() for line in lines]
    rows = record["cmi"]["interactions"]
    rows = list(rows.values()) if isinstance(rows, dict) else rows
    return [row["student_response"] for row in rows if isinstance(row, dict)]


def test_axe_finds_nothing_while_time_runs_out(axe: str, quiz_player: Player) -> None:
    with held(quiz_player.launch(TIMED, clock=True, width=390)) as run:
        start(run)
        run.page.clock.run_for(240_000)
        assert said(run) == "Time left: 60\u00a0s"
        found = broken(run, axe)
        run.page.clock.run_for(60_000)
        run.sco.get_by_text("Time is up.").wait_for()
        assert found + broken(run, axe) == []


def test_axe_finds_nothing_where_the_wrong_ones_are_asked_again(
    axe: str, quiz_player: Player
) -> None:
    with held(quiz_player.launch(EACH)) as run:
        answer_all(run.sco, {WHERE: "Out", FLAME: "helium", COUNT: "5", LIKED: "Yes"})
        check(run.sco, FLAME)
        hand_in(run.sco).click()
        run.sco.get_by_role("button", name="Try the wrong ones again").click()
        assert seen(run.sco)[WHERE]["words"] == "Right, kept from the attempt before"
        assert broken(run, axe) == []
