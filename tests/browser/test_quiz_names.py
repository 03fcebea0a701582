"""By what name screen readers call a question: its number, of how many, and its words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.quizzing import RIGHT, answer_all, group, hand_in
from tests.browser.test_quiz_looks import opened

pytestmark = pytest.mark.browser


def names(page: Page) -> list[str]:
    """The groups of a page's questions as they are called, in their order."""
    said = re.findall(r'group "((?:[^"\\]|\\.)*)"', page.locator("main").aria_snapshot())
    return [one for one in said if "Code" not in one]


def test_questions_of_every_kind_say_which_of_how_many_they_are(
    browser: Browser, quizzes: str
) -> None:
    with opened(browser, quizzes, "every-kind") as page:
        expected = [f"Question {n} of {len(RIGHT)}: {text}" for n, text in enumerate(RIGHT, 1)]
        assert names(page) == expected
        answer_all(page, RIGHT)
        hand_in(page).click()
        assert names(page) == expected, "after they were handed in, too"


def test_of_a_draw_they_say_how_many_are_asked(browser: Browser, quizzes: str) -> None:
    with opened(browser, quizzes, "drawn") as page:
        found = [re.sub(r"Question number \d+", "…", name) for name in names(page)]
    assert found == [f"Question {n} of 4: …" for n in (1, 2, 3, 4)]


def test_in_a_page_several_are_numbered(browser: Browser, quizzes: str) -> None:
    with opened(browser, quizzes, "practice") as page:
        assert names(page) == [
            "Question 1 of 2: May a fire door be wedged open?",
            "Question 2 of 2: What does smoke do?",
        ]
        page.locator("[data-question] [data-role=number]").first.evaluate("e => e.remove()")
        assert group(page, "May a fire door be wedged open?").count() == 1


def test_the_number_is_in_no_heading_and_not_read_twice(browser: Browser, quizzes: str) -> None:
    with opened(browser, quizzes, "practice") as page:
        heading = page.get_by_role("heading", name="What does smoke do?", exact=True)
        assert heading.count() == 1
        assert "Question 2 of 2" not in page.locator("main").inner_text()
