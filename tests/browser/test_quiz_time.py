"""A quiz with a time limit, on a clock that the test turns."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.quizzing import answer, focus, hand_in, seen
from tests.browser.test_quiz import RAW, result
from tests.browser.test_units import STATUS, held
from tests.lms.player import Launch, Player

pytestmark = pytest.mark.browser

TIMED = "quizzes/units/in-time/index.html"
PRODUCT, SUM = "What is 6 × 7?", "And 6 + 7?"


def start(run: Launch) -> None:
    run.sco.get_by_role("button", name="Start").click()


def face(run: Launch) -> str:
    return run.sco.locator("[data-role=clock]").inner_text()


def said(run: Launch) -> str:
    return run.sco.locator("[data-role=warning]").text_content() or ""


def test_the_rule_is_said_and_nothing_is_asked_before_it_starts(quiz_player: Player) -> None:
    with held(quiz_player.launch(TIMED, clock=True)) as run:
        main = run.sco.locator("main")
        assert "Time: 5\u00a0min from when you press “Start”." in main.inner_text()
        assert "You need a calculator." in main.inner_text()
        assert seen(run.sco) == {}
        expect(hand_in(run.sco)).to_have_count(0)
        run.page.clock.run_for(600_000)
        assert seen(run.sco) == {}, "no time runs before it starts"
        start(run)
        assert list(seen(run.sco)) == [PRODUCT, SUM]
        assert face(run) == "Time left: 5:00"
        assert focus(run.sco)["question"] == PRODUCT
        expect(run.sco.get_by_role("button", name="Start")).to_have_count(0)


def test_the_clock_is_shown_and_heard_twice(quiz_player: Player) -> None:
    with held(quiz_player.launch(TIMED, clock=True)) as run:
        start(run)
        clock = run.sco.get_by_role("timer")
        assert clock.get_attribute("aria-live") == "off"
        run.page.clock.run_for(100_000)
        assert (face(run), said(run)) == ("Time left: 3:20", "")
        run.page.clock.run_for(139_000)
        assert said(run) == ""
        run.page.clock.run_for(1000)
        assert (face(run), said(run)) == ("Time left: 1:00", "Time left: 60\u00a0s")


def test_at_the_end_it_is_handed_in_and_said(quiz_player: Player) -> None:
    with held(quiz_player.launch(TIMED, clock=True)) as run:
        start(run)
        answer(run.sco, PRODUCT, "42")
        run.page.clock.run_for(299_000)
        assert run.sets(RAW) == []
        run.page.clock.run_for(1000)
        run.wait_for(RAW, "50")
        run.wait_for(STATUS, "passed")
        assert result(run.sco)[1:4] == [
            "Time is up. What you had answered was handed in.",
            "Passed",
            "Score: 50\u00a0%",
        ]
        assert focus(run.sco)["name"] == "Result"
        expect(run.sco.get_by_role("timer")).to_have_count(0)


def test_time_stands_still_while_the_page_is_closed_and_goes_on_after(
    quiz_player: Player,
) -> None:
    with held(quiz_player.launch(TIMED, clock=True)) as run:
        start(run)
        answer(run.sco, PRODUCT, "42")
        run.page.clock.run_for(200_000)
        record = run.leave()
    with held(quiz_player.launch(TIMED, record, clock=True)) as again:
        assert face(again) == "Time left: 1:40"
        assert seen(again.sco)[PRODUCT]["typed"] == "42"
        again.page.clock.run_for(100_000)
        again.wait_for(RAW, "50")
        again.sco.get_by_role("button", name="Try again").click()
        assert face(again) == "Time left: 5:00"
        assert said(again) == ""


def test_a_clock_that_was_asleep_counts_what_it_missed(quiz_player: Player) -> None:
    with held(quiz_player.launch(TIMED, clock=True)) as run:
        start(run)
        sleep(run.page, 400)
        run.wait_for(RAW, "0")
        assert "Time is up. What you had answered was handed in." in result(run.sco)


def sleep(page: Page, seconds: int) -> None:
    """As a laptop does: time goes by, and what was due fires once."""
    page.clock.fast_forward(seconds * 1000)
