"""Questions that are checked one by one: in a quiz with ``feedback: each``, and in a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser.quizzing import answer, focus, group, hand_in, seen
from tests.browser.test_quiz import RAW, result, verdicts
from tests.browser.test_units import STATUS, held, to_the_end
from tests.lms.player import Player

pytestmark = pytest.mark.browser

EACH = "quizzes/units/each-at-once/index.html"
PRACTICE = "quizzes/units/practice/index.html"
WHERE, FLAME = "Where do you go?", "Which gas feeds a flame?"
COUNT, LIKED = "How many doors are there?", "I liked this."
WEDGED, SMOKE = "May a fire door be wedged open?", "What does smoke do?"


def check(sco: FrameLocator, name: str) -> None:
    group(sco, name).get_by_role("button", name="Check").click()


def test_what_is_checked_is_told_and_cannot_be_changed(quiz_player: Player) -> None:
    with held(quiz_player.launch(EACH)) as run:
        answer(run.sco, WHERE, "Up")
        assert not any(verdicts(run.sco).values()), "an answer may still be changed"
        answer(run.sco, WHERE, "Out")
        check(run.sco, WHERE)
        told = seen(run.sco)[WHERE]
        assert (told["words"], told["said"]) == ("Right", "Well done.")
        assert told["options_said"] == ["There you are counted.", ""]
        assert not told["can_change"]
        question = group(run.sco, WHERE)
        expect(question.get_by_role("button", name="Check")).to_have_count(0)
        assert question.locator("[data-role=verdict]").get_attribute("aria-live") == "polite"
        assert focus(run.sco)["question"] == WHERE
        run.page.keyboard.press("Tab")
        assert focus(run.sco)["question"] == FLAME, "on it goes with the next question"


def test_what_was_checked_stays_so_when_the_browser_is_killed(quiz_player: Player) -> None:
    with quiz_player.launch(EACH) as run:
        answer(run.sco, WHERE, "Up")
        check(run.sco, WHERE)
        assert verdicts(run.sco)[WHERE] == "Wrong"
        record = run.kill()
    with held(quiz_player.launch(EACH, record)) as again:
        assert verdicts(again.sco)[WHERE] == "Wrong"
        assert not seen(again.sco)[WHERE]["can_change"]


def test_the_right_answer_is_not_given_away_by_a_check(quiz_player: Player) -> None:
    with held(quiz_player.launch(EACH)) as run:
        answer(run.sco, WHERE, "Up")
        check(run.sco, WHERE)
        told = seen(run.sco)[WHERE]
        assert (told["words"], told["said"]) == ("Wrong", "Look at the plan again.")
        assert told["options_said"] == ["", "Smoke rises."]
        assert not any(told["marks"])
        assert told["right"] == ""


def test_enter_checks_what_is_typed(quiz_player: Player) -> None:
    with held(quiz_player.launch(EACH)) as run:
        field = group(run.sco, FLAME).get_by_role("textbox")
        field.press("Enter")
        assert verdicts(run.sco)[FLAME] == "Not answered"
        field.fill("Oxygen")
        field.press("Enter")
        assert verdicts(run.sco)[FLAME] == "Right"
        assert focus(run.sco)["question"] == FLAME


def test_nothing_to_tell_nothing_to_check(quiz_player: Player) -> None:
    with held(quiz_player.launch(EACH)) as run:
        expect(run.sco.get_by_role("button", name="Check")).to_have_count(3)
        expect(group(run.sco, LIKED).get_by_role("button", name="Check")).to_have_count(0)


def test_the_wrong_ones_are_tried_again(quiz_player: Player) -> None:
    with held(quiz_player.launch(EACH)) as run:
        for name, text in ((WHERE, "Out"), (FLAME, "helium"), (COUNT, "5"), (LIKED, "Yes")):
            answer(run.sco, name, text)
        check(run.sco, FLAME)
        hand_in(run.sco).click()
        run.wait_for(RAW, "33.33")
        record = run.leave()
    with held(quiz_player.launch(EACH, record)) as again:
        assert result(again.sco)[1:3] == ["Not passed", "Score: 33.33\u00a0%"]
        again.sco.get_by_role("button", name="Try the wrong ones again").click()
        now = seen(again.sco)
        assert now[WHERE]["words"] == "Right, kept from the attempt before"
        assert [name for name, one in now.items() if one["can_change"]] == [FLAME, COUNT, LIKED]
        assert (now[FLAME]["typed"], now[LIKED]["chosen"]) == ("", ["Yes"])
        answer(again.sco, FLAME, "oxygen")
        answer(again.sco, COUNT, "5")
        hand_in(again.sco).click()
        again.wait_for(STATUS, "passed")
        assert again.value(RAW) == "66.67"


def test_in_a_page_each_is_tried_as_often_as_one_likes(quiz_player: Player) -> None:
    with held(quiz_player.launch(PRACTICE)) as run:
        expect(hand_in(run.sco)).to_have_count(0)
        answer(run.sco, WEDGED, "True")
        check(run.sco, WEDGED)
        told = seen(run.sco)[WEDGED]
        assert (told["words"], told["said"]) == ("Wrong", "Read the sentence above again.")
        assert told["marks"] == ["Wrong", "Right answer"]
        assert told["can_change"]
        answer(run.sco, WEDGED, "False")
        assert verdicts(run.sco)[WEDGED] == ""
        check(run.sco, WEDGED)
        assert verdicts(run.sco)[WEDGED] == "Right"
        answer(run.sco, SMOKE, "It stays.")
        before = seen(run.sco)
        record = run.leave()
    with held(quiz_player.launch(PRACTICE, record, entry="")) as again:
        assert seen(again.sco) == before
        assert again.sets(RAW) == []
        assert again.value(STATUS) == "incomplete", "practice counts for nothing"


def test_a_page_with_questions_is_done_by_reading_it(quiz_player: Player) -> None:
    with held(quiz_player.launch(PRACTICE)) as run:
        to_the_end(run)
        run.wait_for(STATUS, "completed")
