"""How questions look: to axe, on a small phone, in large letters, on paper, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.quizzing import HALF, STEPS, WHERE, answer, answer_all, group, hand_in
from tests.browser.test_accessible import TAGS
from tests.browser.test_appearance import CUT_OR_COVERED, FORCED, PAPER

pytestmark = pytest.mark.browser

QUIZZES = ("every-kind", "each-at-once", "in-time", "rich", "opinions")
# Between them they have every control, and everything that is said of an answer.
TELLING = ("every-kind", "rich")
SMALLEST = 44
# These ask for a number.
COUNTING = ("every-kind", "each-at-once", "in-time")


def begun(page: Page) -> None:
    start = page.get_by_role("button", name="Start")
    if start.is_visible():
        start.click()


def pointed_out(page: Page) -> None:
    begun(page)
    hand_in(page).click()


def checked(page: Page) -> None:
    """Each question answered with the first there is, and checked if it can be."""
    begun(page)
    for question in page.locator("[data-question]").all():
        fields = question.locator("input, select, [data-move='1']")
        first = fields.first
        kind = question.get_attribute("data-kind")
        if kind in ("fill-in", "numeric"):
            first.fill("7")
        elif kind == "matching":
            for one in fields.all():
                one.select_option(index=1)
        else:
            first.click()
        check = question.get_by_role("button", name="Check")
        if check.is_visible():
            check.click()


def mistyped(page: Page) -> None:
    """Words in every field for a number, which have been left."""
    begun(page)
    for field in page.locator("[data-kind=numeric] input").all():
        field.fill("sixty or so")
        field.press("Tab")
    expect(
        page.get_by_text("cannot be read as a number").locator("visible=true")
    ).not_to_have_count(0)


def handed_in(page: Page) -> None:
    checked(page)
    hand_in(page).click()
    expect(page.get_by_role("heading", name="Result")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "fresh": lambda page: None,
    "pointed out": pointed_out,
    "checked": checked,
    "mistyped": mistyped,
    "handed in": handed_in,
}


def states(unit: str) -> list[str]:
    """A page for practice is never handed in, and not every unit asks for a number."""
    if unit == "practice":
        return ["fresh", "checked"]
    return [state for state in STATES if state != "mistyped" or unit in COUNTING]


@contextmanager
def opened(browser: Browser, address: str, unit: str, **settings: Any) -> Iterator[Page]:
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, **settings})
    page.goto(f"{address}/package/quizzes/units/{unit}/index.html")
    page.locator("html.js").wait_for(state="attached")
    page.locator("#unit-status [data-role=progress]:not(:empty)").wait_for(state="attached")
    yield page
    page.close()


def in_every_state(
    browser: Browser,
    address: str,
    look: Callable[[Page], list[str]],
    units: tuple[str, ...] = (*QUIZZES, "practice"),
    **settings: Any,
) -> list[str]:
    """What ``look`` finds in every state of these units, with where that was."""
    found = []
    for unit in units:
        for state in states(unit):
            with opened(browser, address, unit, **settings) as page:
                STATES[state](page)
                found += [f"{unit}, {state}: {line}" for line in look(page)]
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(
    scheme: Literal["light", "dark"], browser: Browser, quizzes: str, node_modules: Path
) -> None:
    axe = (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")

    def look(page: Page) -> list[str]:
        page.evaluate(axe)
        result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
        return [
            f"{one['id']}: {[node['html'][:100] for node in one['nodes']]}"
            for one in result["violations"]
        ]

    width = 390 if scheme == "dark" else 1280
    viewport = {"width": width, "height": 800}
    assert in_every_state(browser, quizzes, look, color_scheme=scheme, viewport=viewport) == []


def fits(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*(["scrolls sideways"] if wide else []), *page.evaluate(CUT_OR_COVERED)]


def test_nothing_scrolls_sideways_nor_is_cut_at_320_pixels(browser: Browser, quizzes: str) -> None:
    viewport = {"width": 320, "height": 640}
    assert in_every_state(browser, quizzes, fits, viewport=viewport) == []


def test_letters_of_twice_the_size_fit(browser: Browser, quizzes: str) -> None:
    def look(page: Page) -> list[str]:
        page.add_style_tag(content="html { font-size: 200% !important; }")
        return fits(page)

    viewport = {"width": 640, "height": 800}
    assert in_every_state(browser, quizzes, look, TELLING, viewport=viewport) == []


def test_with_forced_colours_nothing_is_lost(browser: Browser, quizzes: str) -> None:
    def look(page: Page) -> list[str]:
        return list(page.evaluate(FORCED))

    assert in_every_state(browser, quizzes, look, TELLING, forced_colors="active") == []


# Whatever takes an answer, with the label around it if there is one.
TARGETS = """() => Array.from(document.querySelectorAll(
    '[data-question] :is(input, select, button), .quiz > * button'))
  .filter((e) => e.checkVisibility())
  .map((e) => [e.outerHTML.slice(0, 80), (e.closest('label') || e).getBoundingClientRect()])
  .filter(([, box]) => box.height < SMALLEST || box.width < SMALLEST)
  .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""


def test_a_finger_hits_what_it_means(browser: Browser, quizzes: str) -> None:
    def look(page: Page) -> list[str]:
        return list(page.evaluate(TARGETS.replace("SMALLEST", str(SMALLEST))))

    units = (*TELLING, "in-time")
    viewport = {"width": 390, "height": 800}
    assert in_every_state(browser, quizzes, look, units, viewport=viewport) == []


def test_controls_are_named_by_the_author_s_words(browser: Browser, quizzes: str) -> None:
    with opened(browser, quizzes, "every-kind") as page:
        question = group(page, WHERE)
        expect(question.get_by_role("radio")).to_have_count(3)
        expect(question.get_by_role("radio", name="To the lift")).to_have_count(1)
        expect(question.get_by_role("heading", name=WHERE, exact=True)).to_have_count(1)
        wardens = group(page, "What belongs together?").get_by_role("combobox", name="Warden Task")
        expect(wardens).to_have_count(1)
        length = group(page, "How long is the escape route?").get_by_role("textbox")
        expect(length).to_have_accessible_name("Answer")
        expect(length).to_have_accessible_description("m")
        # The pad of figures of some phones has no minus, no letter and no power of ten; and a whole
        # keyboard for some numbers only would give away which ones need it.
        assert length.evaluate("field => field.inputMode") in ("", "text")
    with opened(browser, quizzes, "rich") as page:
        picture = page.get_by_role("radio", name="A plan of the ground floor")
        expect(picture).to_have_count(1)
        moved = page.get_by_role("button", name="Move up: Three")
        if moved.get_attribute("aria-disabled") == "true":
            # By chance it stands first.
            page.get_by_role("button", name="Move down: Three").click()
        while moved.get_attribute("aria-disabled") == "false":
            moved.click()
        expect(page.locator("[data-role=moved]")).to_have_text("Three: now 1 of 4")


def test_what_a_list_cannot_show_is_shown_below_it(browser: Browser, quizzes: str) -> None:
    with opened(browser, quizzes, "rich") as page:
        question = group(page, "What is the same?")
        shown = question.locator(".targets > li:visible")
        expect(shown).to_have_count(3)
        picks = question.get_by_role("combobox", name="One half").locator("option")
        numbers = [text.partition(".")[0] for text in picks.all_inner_texts()[1:]]
        assert numbers == ["1", "2", "3"], "in the order of the numbers below"
        keys = [item.get_attribute("data-target") for item in shown.all()]
        assert keys == [pick.get_attribute("value") for pick in picks.all()[1:]]


# What is asked, and is not on the sheet.
LOST = """() => Array.from(document.querySelectorAll('.question-heading, .option-text, .pair-left'))
  .filter((e) => !e.checkVisibility()).map((e) => `lost: ${e.textContent}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper(scheme: Literal["light", "dark"], browser: Browser, quizzes: str) -> None:
    def look(page: Page) -> list[str]:
        page.emulate_media(media="print", color_scheme=scheme)
        return [*page.evaluate(PAPER), *page.evaluate(LOST)]

    assert in_every_state(browser, quizzes, look, (*TELLING, "practice")) == []


def test_a_sheet_can_be_filled_in_with_a_pencil(browser: Browser, quizzes: str) -> None:
    with opened(browser, quizzes, "every-kind") as page:
        page.emulate_media(media="print")
        roles = group(page, "What belongs together?")
        expect(roles.locator(".targets > li:visible")).to_have_count(3)
        expect(group(page, STEPS).locator(".blank:visible")).to_have_count(3)


def test_a_result_can_be_printed(browser: Browser, quizzes: str) -> None:
    with opened(browser, quizzes, "every-kind") as page:
        answer_all(page, HALF)
        hand_in(page).click()
        page.emulate_media(media="print")
        box = page.get_by_role("region", name="Result")
        assert "Score: 56.25\u00a0%" in box.inner_text()
        assert "Look at the plan again." not in group(page, WHERE).inner_text()
        assert "Well done." in group(page, WHERE).inner_text()
        expect(group(page, STEPS).locator(".blank:visible")).to_have_count(0)
        expect(page.get_by_role("button")).to_have_count(0)


def test_without_scripts_it_can_be_read_and_says_why_not_answered(
    browser: Browser, quizzes: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for unit in (*QUIZZES, "practice"):
        page.goto(f"{quizzes}/package/quizzes/units/{unit}/index.html")
        expect(page.get_by_text("Answering needs JavaScript").first).to_be_visible()
        questions = page.locator("[data-question]")
        for question in questions.all():
            assert question.is_visible(), unit
        expect(page.get_by_role("button")).to_have_count(0)
    page.goto(f"{quizzes}/package/quizzes/units/every-kind/index.html")
    expect(group(page, WHERE).get_by_role("radio")).to_have_count(3)
    context.close()


def test_nothing_moves_nor_is_loaded_from_elsewhere(browser: Browser, quizzes: str) -> None:
    """The page's own policy, and the letters of an LMS that sends a strict one."""
    with opened(browser, quizzes, "every-kind") as page:
        assert page.locator("[style]").count() == 0
        answer(page, STEPS, ["Leave", "Raise the alarm", "Be counted"])
        hand_in(page).click()
        hand_in(page).click()
        assert page.locator("[style]").count() == 0
        assert page.evaluate("document.getAnimations().length") == 0
