"""What is typed for a number: read with good will, and what is none is said at the field."""

from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from tests.browser.quizzing import LENGTH, focus, group, hand_in, seen
from tests.browser.test_quiz import EVERY_KIND, RAW, verdicts
from tests.browser.test_quiz_checked import COUNT, EACH, check
from tests.browser.test_units import held
from tests.lms.player import Player

pytestmark = pytest.mark.browser

SAID = (
    "This cannot be read as a number, so it does not count as an answer."
    " Write it in figures, for example 12.5."
)
UNIT = " Only “\N{FIRST STRONG ISOLATE}m\N{POP DIRECTIONAL ISOLATE}” may stand behind it."


def field(sco: FrameLocator, name: str) -> Locator:
    return group(sco, name).get_by_role("textbox")


def note(sco: FrameLocator, name: str) -> Locator:
    return group(sco, name).locator("[data-role=note]")


def is_said(sco: FrameLocator, name: str, words: str = SAID) -> None:
    expect(note(sco, name)).to_have_text(words)
    expect(note(sco, name)).to_be_visible()
    expect(field(sco, name)).to_have_attribute("aria-invalid", "true")
    assert note(sco, name).locator("..").get_attribute("aria-live") == "polite"


def is_not_said(sco: FrameLocator, name: str) -> None:
    expect(note(sco, name)).to_be_hidden()
    expect(field(sco, name)).not_to_have_attribute("aria-invalid", "true")


def test_by_keyboard_a_wrong_entry_is_told_on_leaving_and_mended(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        length, keys = field(run.sco, LENGTH), run.page.keyboard
        length.focus()
        keys.type("60 metres")
        is_not_said(run.sco, LENGTH)
        keys.press("Tab")
        is_said(run.sco, LENGTH, SAID + UNIT)
        expect(length).to_have_accessible_description(f"m {SAID}{UNIT}")
        keys.press("Shift+Tab")
        keys.press("End")
        for _ in "etre":
            keys.press("Backspace")
        is_said(run.sco, LENGTH, SAID + UNIT)
        keys.press("Backspace")
        is_not_said(run.sco, LENGTH)
        expect(length).to_have_accessible_description("m")
        expect(length).to_have_value("60 m")


def test_what_was_typed_is_there_again_and_counts_as_not_answered(quiz_player: Player) -> None:
    with quiz_player.launch(EVERY_KIND) as run:
        field(run.sco, LENGTH).fill("60 metres")
        record = run.leave()
    with held(quiz_player.launch(EVERY_KIND, record)) as again:
        expect(field(again.sco, LENGTH)).to_have_value("60 metres")
        is_said(again.sco, LENGTH, SAID + UNIT)
        hand_in(again.sco).click()
        open_ones = again.sco.locator("[data-role=open-list]")
        expect(open_ones).to_contain_text(LENGTH)
        field(again.sco, LENGTH).fill("60 M")
        expect(open_ones).not_to_contain_text(LENGTH)
        is_not_said(again.sco, LENGTH)


def test_handed_in_anyway_it_is_not_answered_and_not_called_wrong(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        field(run.sco, LENGTH).fill("about 60")
        hand_in(run.sco).click()
        hand_in(run.sco).click()
        run.wait_for(RAW, "0")
        assert verdicts(run.sco)[LENGTH] == "Not answered"
        result = run.sco.get_by_role("region", name="Result")
        expect(result).to_contain_text("Questions: 8. Answered: 0. Right: 0.")
        expect(field(run.sco, LENGTH)).to_have_value("about 60")
        values = run.record()["values"]
    (place,) = [
        name.removesuffix(".id") for name, value in values.items() if value == "every-kind_length"
    ]
    assert values[f"{place}.result"] == "unanticipated"
    assert f"{place}.student_response" not in values


def test_what_can_be_read_is_told_as_plain_figures(quiz_player: Player) -> None:
    with held(quiz_player.launch(EVERY_KIND)) as run:
        field(run.sco, LENGTH).fill("6,05 x 10^1 M")
        hand_in(run.sco).click()
        hand_in(run.sco).click()
        run.wait_for(RAW, "12.5")
        assert verdicts(run.sco)[LENGTH] == "Right"
        values = run.record()["values"]
    told = [value for name, value in values.items() if name.endswith("student_response")]
    assert told == ["60.5"]


def test_a_check_does_not_take_it_and_leads_to_the_field(quiz_player: Player) -> None:
    with held(quiz_player.launch(EACH)) as run:
        doors = field(run.sco, COUNT)
        doors.fill("6e")
        check(run.sco, COUNT)
        is_said(run.sco, COUNT)
        expect(doors).to_be_focused()
        assert verdicts(run.sco)[COUNT] == ""
        doors.fill("four")
        doors.press("Enter")
        is_said(run.sco, COUNT)
        assert focus(run.sco)["question"] == COUNT
        assert seen(run.sco)[COUNT]["can_change"]
        doors.fill("4")
        doors.press("Enter")
        assert verdicts(run.sco)[COUNT] == "Right"
        is_not_said(run.sco, COUNT)


def test_a_mouse_hits_the_button_that_it_is_pressed_on(quiz_player: Player) -> None:
    """What appears on leaving a field must not move away what the mouse is pressed on."""
    with held(quiz_player.launch(EACH)) as run:
        field(run.sco, COUNT).fill("many")
        button = group(run.sco, COUNT).get_by_role("button", name="Check")
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box is not None
        run.page.mouse.move(box["x"] + 9, box["y"] + 9)
        run.page.mouse.down()
        run.page.mouse.up()
        is_said(run.sco, COUNT)
        expect(field(run.sco, COUNT)).to_be_focused()
