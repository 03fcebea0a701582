"""Questions as a learner sees and answers them: found by their words, never by their answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page

from scorm_builder import build

SOURCE = Path(__file__).parent / "quizzes"
ROOT = Path(__file__).resolve().parent.parent.parent

Answer = str | Sequence[str] | Mapping[str, str]

WHERE = "Where do you go when the alarm rings?"
FEED = "Which of these feed a fire?"
DOORS = "Fire doors stay closed."
GAS = "The gas that a flame needs is …"
LENGTH = "How long is the escape route?"
STEPS = "Put the steps in order."
ROLES = "What belongs together?"
CONFIDENCE = "I know what to do."

RIGHT: Mapping[str, Answer] = {
    WHERE: "To the assembly point",
    FEED: ["Paper", "Air"],
    DOORS: "True",
    GAS: "  OXYGEN ",
    LENGTH: "60,5 m",
    STEPS: ["Raise the alarm", "Leave", "Be counted"],
    ROLES: {"Warden": "Counts", "Fire brigade": "Fights the fire"},
    CONFIDENCE: "Fully",
}
WRONG: Mapping[str, Answer] = {
    WHERE: "To the lift",
    FEED: ["Water"],
    DOORS: "False",
    GAS: "helium",
    LENGTH: "62",
    STEPS: ["Be counted", "Leave", "Raise the alarm"],
    ROLES: {"Warden": "Fetches the coats", "Fire brigade": "Counts"},
    CONFIDENCE: "Not at all",
}
# Points: 2 of 2, 1/2, 0, 0, 1, 1/2, 1/2; 4.5 of 8.
HALF: Mapping[str, Answer] = {
    WHERE: "To the assembly point",
    FEED: ["Paper"],
    DOORS: "False",
    GAS: "helium",
    LENGTH: "59",
    STEPS: ["Leave", "Raise the alarm", "Be counted"],
    ROLES: {"Warden": "Counts", "Fire brigade": "Fetches the coats"},
    CONFIDENCE: "Somewhat",
}


def build_quizzes(folder: Path) -> Path:
    """The course ``quizzes/``, built into ``folder``; gives the folder of its package."""
    result = build(SOURCE, folder)
    assert not result.report.fails(), result.report.text()
    return folder


# Of every question, in the order in which they stand: what is to be seen of it.
SEEN = """root => Array.from(root.querySelectorAll('[data-question]')).filter((q) =>
  q.checkVisibility()).map((q) => {
    const shown = (e) => e && e.checkVisibility() ? e.innerText.trim() : '';
    const rows = Array.from(q.querySelectorAll('[data-option]'));
    return {
      name: q.querySelector('.question-heading').innerText,
      options: rows.map((row) => (row.querySelector('.option-text') ||
        row.querySelector('.pair-left')).innerText.trim()),
      chosen: rows.flatMap((row) => {
        const control = row.querySelector('input, select');
        if (control && control.type !== 'select-one') return control.checked
          ? [row.querySelector('.option-text').innerText.trim()] : [];
        return control ? [control.selectedOptions[0].text] : [];
      }),
      typed: Array.from(q.querySelectorAll('input[type=text]'), (field) => field.value).join(),
      words: shown(q.querySelector('.verdict-words')),
      said: shown(q.querySelector('[data-role=feedback]')),
      right: shown(q.querySelector('.verdict .right-answer')),
      marks: rows.map((row) => shown(row.querySelector('.option-mark'))),
      options_said: rows.map((row) => shown(row.querySelector('.option-feedback'))),
      can_change: Array.from(q.querySelectorAll('input, select, [data-move]')).some((e) =>
        !e.disabled && e.checkVisibility()),
    };
  })"""


def seen(sco: FrameLocator | Page) -> dict[str, dict[str, Any]]:
    """What is to be seen of each question, by its name, in their order."""
    found: list[dict[str, Any]] = sco.locator("main").evaluate(SEEN)
    return {one["name"]: one for one in found}


def group(sco: FrameLocator | Page, name: str) -> Locator:
    """A question by its words, whichever of how many it is."""
    called = re.compile(rf"^(Question \d+ of \d+: )?{re.escape(name)}$")
    return sco.get_by_role("group", name=called)


def hand_in(sco: FrameLocator | Page) -> Locator:
    return sco.get_by_role("button", name="Hand in")


def answer_all(sco: FrameLocator | Page, answers: Mapping[str, Answer]) -> None:
    for name, wanted in answers.items():
        answer(sco, name, wanted)


def answer(sco: FrameLocator | Page, name: str, wanted: Answer) -> None:
    """Answers a question by mouse, and by keyboard where something is typed."""
    question = group(sco, name)
    kind = question.get_attribute("data-kind")
    if kind == "matching":
        assert isinstance(wanted, Mapping)
        for left, right in wanted.items():
            question.get_by_role("combobox", name=left).select_option(label=right)
    elif kind == "sequencing":
        arrange(question, list(wanted))
    elif kind in ("fill-in", "numeric"):
        assert isinstance(wanted, str)
        question.get_by_role("textbox", name="Answer").fill(wanted)
    else:
        for text in [wanted] if isinstance(wanted, str) else wanted:
            question.locator("label").filter(has_text=text).click()


def lines(question: Locator) -> list[str]:
    texts: list[str] = question.locator(".sequence .option-text").all_inner_texts()
    return texts


def arrange(question: Locator, wanted: list[str]) -> None:
    """Moves each line up to its place."""
    for place, text in enumerate(wanted):
        while lines(question).index(text) > place:
            question.get_by_role("button", name=f"Move up: {text}").click()
    # What is an order already is answered by a move and its way back.
    question.get_by_role("button", name=f"Move down: {wanted[0]}").click()
    question.get_by_role("button", name=f"Move up: {wanted[0]}").click()
    assert lines(question) == wanted


# What has the focus: of which question, which control, and what it is called.
FOCUS = """() => {
  const e = document.activeElement;
  const question = e.closest('[data-question]');
  const row = e.closest('[data-option]');
  return {
    question: question ? question.querySelector('.question-heading').innerText : '',
    name: row ? (row.querySelector('.option-text') || row.querySelector('.pair-left')).innerText
      : e.innerText,
    type: e.type || '',
    move: e.dataset.move || '',
    checked: Boolean(e.checked),
  };
}"""


def focus(sco: FrameLocator | Page) -> dict[str, Any]:
    found: dict[str, Any] = sco.locator("body").evaluate(FOCUS)
    return found


def answer_by_keyboard(page: Page, sco: FrameLocator, answers: Mapping[str, Answer]) -> None:
    """From where the focus is to the button that hands in, with nothing but the keyboard."""
    keys, moved = page.keyboard, False
    for _ in range(60):
        keys.press("Tab")
        here = focus(sco)
        if here["name"] == "Hand in":
            return
        wanted = answers.get(here["question"])
        if wanted is None:
            continue
        if here["type"] == "radio":
            _radio(page, sco, str(wanted))
        elif here["type"] == "checkbox":
            if here["name"] in wanted:
                keys.press("Space")
        elif here["type"] == "text":
            keys.type(str(wanted))
        elif here["type"] == "select-one":
            assert isinstance(wanted, Mapping)
            keys.type(wanted[here["name"]])
        elif here["move"] == "-1":
            moved |= _up(page, sco, here, list(wanted))
        elif here["move"] == "1" and not moved:
            moved = _there_and_back(page, sco, here)
    raise AssertionError("the button that hands in is not reached")


def _radio(page: Page, sco: FrameLocator, wanted: str) -> None:
    page.keyboard.press("Space")
    for _ in range(12):
        here = focus(sco)
        if here["checked"] and here["name"] == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{wanted} is not reached")


def _up(page: Page, sco: FrameLocator, here: dict[str, Any], wanted: list[str]) -> bool:
    """Moves a line up past those that come after it; the focus must go with it. Whether it did."""
    question = group(sco, here["question"])
    moved = False
    while True:
        now = lines(question)
        place = now.index(here["name"])
        if place == 0 or wanted.index(now[place - 1]) < wanted.index(here["name"]):
            return moved
        moved = True
        page.keyboard.press("Enter")
        assert focus(sco)["name"] == here["name"]


def _there_and_back(page: Page, sco: FrameLocator, here: dict[str, Any]) -> bool:
    """What is an order already is answered by a move of its last line, and its way back."""
    question = group(sco, here["question"])
    before = lines(question)
    if here["name"] != before[-1]:
        return False
    for key in ("Shift+Tab", "Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    assert lines(question) == before
    assert focus(sco)["name"] == here["name"]
    return True
