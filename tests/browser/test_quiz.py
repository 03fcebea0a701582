"""A quiz as a learner takes it: answered, handed in, told what came of it, and tried again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser import quizzing
from tests.browser.quizzing import (
    CONFIDENCE,
    DOORS,
    FEED,
    GAS,
    HALF,
    LENGTH,
    RIGHT,
    ROLES,
    STEPS,
    WHERE,
    WRONG,
    Answer,
    answer,
    answer_all,
    focus,
    group,
    hand_in,
    seen,
)
from tests.browser.test_units import STATUS, held
from tests.lms.player import Launch, Player

pytestmark = pytest.mark.browser

RAW = "cmi.core.score.raw"
EVERY_KIND = "quizzes/units/every-kind/index.html"
DRAWN = "quizzes/units/drawn/index.html"
OPINIONS = "quizzes/units/opinions/index.html"


def result(sco: FrameLocator) -> list[str]:
    """The lines of the result, its heading first."""
    box = sco.get_by_role("region", name="Result")
    return [line for line in box.inner_text().splitlines() if line.strip()]


def verdicts(sco: FrameLocator) -> dict[str, str]:
    return {name: one["words"] for name, one in seen(sco).items()}


@pytest.mark.parametrize(
    ("answers", "score", "words", "status"),
    [
        (RIGHT, "100", ["Right"] * 7, "passed"),
        (WRONG, "0", ["Wrong"] * 7, "incomplete"),
        (
            HALF,
            "56.25",
            ["Right", "Partly right", "Wrong", "Wrong", "Right", "Partly right", "Partly right"],
            "incomplete",
        ),
    ],
    ids=["right", "wrong", "half"],
)
def test_every_kind(
    answers: Mapping[str, Answer],
    score: str,
    words: list[str],
    status: str,
    quiz_player: Player,
) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, answers)
        hand_in(run.sco).click()
        run.wait_for(RAW, score)
        run.wait_for(STATUS, status)
        assert run.record()["values"][RAW] == score, "committed at once"
        passed = "Passed" if status == "passed" else "Not passed"
        right = str(words.count("Right"))
        assert result(run.sco) == [
            "Result",
            passed,
            f"Score: {score}\u00a0%",
            f"Questions: 8. Answered: 8. Right: {right}.",
            "Attempts left: 2",
            "Try again",
        ]
        assert list(verdicts(run.sco).values()) == [*words, ""], "opinions are not marked"
        assert not any(one["can_change"] for one in seen(run.sco).values())
        assert focus(run.sco)["name"] == "Result"


def test_what_was_right_is_told_where_it_was_not_answered_so(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, WRONG)
        hand_in(run.sco).click()
        told = seen(run.sco)
    assert told[WHERE]["marks"] == ["Right answer", "Wrong", ""]
    assert told[WHERE]["options_said"] == ["", "A lift stops when the power fails.", ""]
    assert told[WHERE]["said"] == "Look at the plan again."
    assert told[FEED]["marks"] == ["Right answer", "Right answer", "Wrong"]
    assert told[DOORS]["marks"] == ["Right answer", "Wrong"]
    assert told[GAS]["right"].split() == ["Right", "answer:", "oxygen"]
    # Isolated, so that a minus stays before its figures from right to left as well.
    assert told[LENGTH]["right"].split()[-2:] == ["\u2068\u206660\u2069", "m\u2069"]
    assert told[STEPS]["right"].splitlines()[0] == "Right order:"
    assert [line for line in told[STEPS]["right"].splitlines() if line.strip()][1:] == RIGHT[STEPS]
    assert told[ROLES]["marks"] == ["Wrong. Right answer:"] * 2


def test_nothing_is_told_before_it_is_handed_in(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, HALF)
        for one in seen(run.sco).values():
            assert [one["words"], one["said"], one["right"]] == ["", "", ""]
            assert not any(one["marks"] + one["options_said"])
        expect(run.sco.get_by_role("button", name="Check")).to_have_count(0)
        html = run.sco.locator("html").evaluate("e => e.outerHTML")
        assert "A lift stops" not in html, "feedback does not lie in the page"


def test_by_keyboard_alone(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        run.sco.locator("h1").click()
        typed = {**RIGHT, LENGTH: "60.5"}
        quizzing.answer_by_keyboard(run.page, run.sco, typed)
        said = run.sco.locator("[data-role=moved]")
        moved = said.text_content() or ""
        run.page.keyboard.press("Enter")
        run.wait_for(RAW, "100")
        assert re.fullmatch(r"(Raise the alarm|Leave|Be counted): now [12] of 3", moved)
        assert said.get_attribute("aria-live") == "polite"
        run.page.keyboard.press("Tab")
        assert focus(run.sco)["name"] == "Try again", "the result has the focus"


def test_left_half_way_everything_is_there_again(quiz_player: Player) -> None:
    half = {name: HALF[name] for name in (WHERE, FEED, GAS, STEPS, ROLES)}
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, half)
        before = seen(run.sco)
        record = run.leave()
    with held(quiz_player.launch(EVERY_KIND, record, entry="")) as again:
        assert seen(again.sco) == before
        assert "5 of 8 answered" in again.sco.locator("#unit-status").inner_text()
        answer_all(again.sco, {name: RIGHT[name] for name in RIGHT if name not in half})
        hand_in(again.sco).click()
        # 2 + 1/2 + 1 + 0 + 1 + 1/2 + 1/2 of 8.
        again.wait_for(RAW, "68.75")


def test_what_is_not_answered_is_pointed_out_once(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, {name: RIGHT[name] for name in RIGHT if name not in (GAS, ROLES)})
        hand_in(run.sco).click()
        box = group(run.sco, "Not answered yet:")
        expect(box).to_be_focused()
        links = box.get_by_role("link")
        assert links.all_inner_texts() == [f"4. {GAS}", f"7. {ROLES}"]
        assert run.sets(RAW) == [], "nothing is handed in yet"
        links.first.click()
        expect(group(run.sco, GAS)).to_be_focused()
        expect(group(run.sco, GAS)).to_be_in_viewport()
        answer(run.sco, GAS, "o2")
        assert links.all_inner_texts() == [f"7. {ROLES}"], "what is answered now is taken off"
        hand_in(run.sco).click()
        run.wait_for(RAW, "87.5")
        expect(box).to_be_hidden()
        assert verdicts(run.sco)[ROLES] == "Not answered"


def test_handed_in_it_shows_its_result_when_it_is_opened_again(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, HALF)
        hand_in(run.sco).click()
        before, told = seen(run.sco), result(run.sco)
        record = run.leave()
    with held(quiz_player.launch(EVERY_KIND, record)) as again:
        assert seen(again.sco) == before
        assert result(again.sco) == told
        assert again.sets(RAW) == []
        at = again.sco.locator("body").evaluate("() => document.activeElement.tagName")
        assert at == "BODY", "opening a page takes no focus"
        status = again.sco.locator("#unit-status").inner_text()
        assert "To complete: score at least 80\u00a0%." in status
        assert "56\u00a0% so far" in status


def test_tried_again_until_it_is_passed(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        answer_all(run.sco, HALF)
        hand_in(run.sco).click()
        run.sco.get_by_role("button", name="Try again").click()
        expect(group(run.sco, WHERE)).to_be_focused()
        fresh = seen(run.sco)
        assert all(not one["typed"] and not one["words"] for one in fresh.values())
        assert all(one["can_change"] for one in fresh.values())
        assert fresh[WHERE]["chosen"] == []
        answer_all(run.sco, WRONG)
        hand_in(run.sco).click()
        told = result(run.sco)
        assert told[1:3] == ["Not passed", "Score of this attempt: 0\u00a0%"]
        assert told[3] == "Recorded: 56.25\u00a0%, the best score."
        assert run.value(RAW) == "56.25", "the best score stays"
        run.sco.get_by_role("button", name="Try again").click()
        answer_all(run.sco, RIGHT)
        hand_in(run.sco).click()
        run.wait_for(STATUS, "passed")
        assert result(run.sco)[1] == "Passed"
        assert "Attempts left: 0" in result(run.sco)
        expect(run.sco.get_by_role("button", name="Try again")).to_have_count(0)
        # It is known since when a question was on the screen, in each attempt anew.
        taken = re.findall(r"interactions\.(\d+)\.latency", " ".join(run.record()["values"]))
        assert {int(n) // len(RIGHT) for n in taken} == {0, 1, 2}


def drawn(run: Launch) -> Any:
    return [(name, one["options"]) for name, one in seen(run.sco).items()]


def test_drawn_and_mixed_it_is_the_same_after_a_break_and_another_next_time(
    quiz_player: Player,
) -> None:
    with held(quiz_player.launch(DRAWN)) as run:
        first = drawn(run)
        assert len(first) == 4
        numbers = [name[-1] for name, _ in first]
        for name in list(seen(run.sco))[:2]:
            answer(run.sco, name, f"Wrong {name[-1]}")
        record = run.leave()
    with held(quiz_player.launch(DRAWN, record, entry="")) as again:
        assert drawn(again) == first
        assert [one["chosen"] for one in seen(again.sco).values()][:2] == [
            [f"Wrong {number}"] for number in numbers[:2]
        ]
        hand_in(again.sco).click()
        hand_in(again.sco).click()
        assert set(verdicts(again.sco).values()) == {"Wrong", "Not answered"}
        told = [one["marks"] for one in seen(again.sco).values()]
        assert not any(map(any, told)), "the answers are shown to those who pass"
        again.sco.get_by_role("button", name="Try again").click()
        assert drawn(again) != first


def test_a_browser_that_is_killed_does_not_draw_again(quiz_player: Player) -> None:
    with quiz_player.launch(DRAWN) as run:
        first = drawn(run)
        assert len(first) == 4
        record = run.kill()
    with held(quiz_player.launch(DRAWN, record)) as again:
        assert drawn(again) == first


def test_opinions_are_handed_in_and_not_marked(quiz_player: Player) -> None:
    with held(quiz_player.launch(OPINIONS)) as run:
        answer(run.sco, "I feel safe here.", "Fully")
        answer(run.sco, "What should change?", ["More drills"])
        hand_in(run.sco).click()
        run.wait_for(STATUS, "completed")
        assert result(run.sco) == [
            "Result",
            "Your answers are handed in.",
            "Questions: 2. Answered: 2.",
            "Try again",
        ]
        assert set(verdicts(run.sco).values()) == {""}
        assert run.sets(RAW) == []
        assert run.sco.locator("#unit-status .tick").is_visible()


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_looked_at_again_nothing_is_recorded(mode: str, quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND, mode=mode)) as run:
        answer_all(run.sco, RIGHT)
        hand_in(run.sco).click()
        assert result(run.sco)[1] == "Passed"
        assert run.sets(RAW) == []
        assert run.sets(STATUS) == []


def test_without_credit_the_answers_are_kept_and_no_score_told(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND, credit="no-credit")) as run:
        answer(run.sco, WHERE, "To the lift")
        answer(run.sco, CONFIDENCE, "Fully")
        record = run.leave()
    with held(quiz_player.launch(EVERY_KIND, record, credit="no-credit")) as again:
        assert seen(again.sco)[WHERE]["chosen"] == ["To the lift"]
        hand_in(again.sco).click()
        hand_in(again.sco).click()
        assert result(again.sco)[1] == "Not passed"
        assert again.sets(RAW) == []
