"""A time limit cannot be had twice: the browser is gone while the clock runs, and comes back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.quizzing import answer, hand_in, seen
from tests.browser.test_quiz import RAW, result
from tests.browser.test_quiz_time import PRODUCT, SUM, TIMED, face, said, start
from tests.browser.test_units import STATUS, held
from tests.lms.player import Launch, Player

pytestmark = pytest.mark.browser

LIMIT = 300
MORNING = datetime(2030, 5, 2, 9, 0)
NEXT_DAY = MORNING + timedelta(days=1)
# What changes is told an LMS every ten seconds; as much may be lost.
LOST = 10


def left(run: Launch) -> int:
    """The seconds that the clock on the page shows."""
    minutes, seconds = face(run).removeprefix("Time left: ").split(":")
    return 60 * int(minutes) + int(seconds)


@pytest.mark.parametrize("silent", [200, 299])
def test_time_that_passed_in_silence_is_spent(silent: int, quiz_player: Player) -> None:
    """Nothing is done, and no event tells that the page goes away."""
    with quiz_player.launch(TIMED, clock=MORNING) as run:
        start(run)
        run.page.clock.run_for(1000 * silent)
        record = run.kill()
    with held(quiz_player.launch(TIMED, record, clock=NEXT_DAY)) as again:
        assert LIMIT - silent <= left(again) <= LIMIT - silent + LOST, "a night is not counted"
        answer(again.sco, SUM, "13")
        assert again.sets(RAW) == []
        again.page.clock.run_for(1000 * left(again))
        again.wait_for(RAW, "50")
        assert "Time is up. What you had answered was handed in." in result(again.sco)


def test_killed_as_often_as_one_likes_there_is_not_more_time(quiz_player: Player) -> None:
    with quiz_player.launch(TIMED, clock=MORNING) as run:
        start(run)
        answer(run.sco, PRODUCT, "42")
        run.page.clock.run_for(90_000)
        record = run.kill()
    with quiz_player.launch(TIMED, record, clock=NEXT_DAY) as run:
        assert seen(run.sco)[PRODUCT]["typed"] == "42"
        run.page.clock.run_for(90_000)
        record = run.kill()
    with held(quiz_player.launch(TIMED, record, clock=NEXT_DAY)) as last:
        assert LIMIT - 180 <= left(last) <= LIMIT - 180 + 2 * LOST
        assert said(last) == ""
        last.page.clock.run_for(1000 * (left(last) - 60))
        assert said(last) == "Time left: 60\u00a0s"


def test_killed_the_moment_that_time_is_up_it_is_handed_in(quiz_player: Player) -> None:
    with quiz_player.launch(TIMED, clock=MORNING) as run:
        start(run)
        answer(run.sco, PRODUCT, "42")
        run.page.clock.run_for(1000 * LIMIT)
        record = run.kill()
    assert (record["values"][RAW], record["values"][STATUS]) == ("50", "passed")
    with held(quiz_player.launch(TIMED, record, clock=NEXT_DAY)) as again:
        assert "Score: 50\u00a0%" in result(again.sco)
        expect(hand_in(again.sco)).to_be_hidden()
        assert again.sets(RAW) == []
