"""A page that is read screen by screen, played by a learner in a real browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.browser.test_units import STATUS, held, settled
from tests.lms.player import Launch, Player

pytestmark = pytest.mark.browser

SCREENS = "tour/units/pages-screens/index.html"
COUNT = 5


def where(run: Launch) -> Any:
    """All that a learner sees of where they are."""
    return run.sco.locator("body").evaluate(
        """body => ({
          shown: Array.from(body.querySelectorAll('[data-screen]'))
            .flatMap((s, i) => (s.offsetHeight > 0 ? [i + 1] : [])),
          position: body.querySelector('[data-role=position]').textContent,
          progress: body.querySelector('[data-role=progress]').textContent,
        })"""
    )


def focused(run: Launch) -> str:
    """The text of what has the focus, or its name."""
    text: str = run.sco.locator("body").evaluate(
        """() => {
          const focus = document.activeElement;
          return focus.getAttribute('aria-label') || focus.textContent;
        }"""
    )
    return text


def to_its_end(run: Launch) -> None:
    """Scrolls to the end of the screen, and waits until it counts."""
    end = run.sco.locator(".screen:not([hidden]) [data-role=screen-end]")
    end.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    settled(run)


def read_all(run: Launch) -> None:
    for number in range(COUNT):
        to_its_end(run)
        if number < COUNT - 1:
            run.sco.locator('[data-action="next"]').click()


@pytest.mark.parametrize("lms", ["strict", "scorm-again"])
def test_read_to_completion_and_opened_again(
    lms: str, player: Player, node_modules: object
) -> None:
    player.lms = lms
    with held(player.launch(SCREENS)) as run:
        assert (
            "To complete: see all screens to the end."
            in run.sco.locator("#unit-status").inner_text()
        )
        read_all(run)
        run.sco.locator(".is-done [data-role=tick]").wait_for()
        if lms == "strict":
            assert run.record()["values"][STATUS] == "completed", "committed at once"
        record = run.leave()
    with held(player.launch(SCREENS, record)) as again:
        again.sco.locator(".is-done [data-role=tick]").wait_for()
        assert where(again)["shown"] == [COUNT]
        if lms == "strict":
            assert again.sets(STATUS) == [], "a finished status is left alone"


def test_loading_or_leafing_through_completes_nothing(player: Player) -> None:
    with held(player.launch(SCREENS, height=330, clock=True)) as run:
        run.sco.locator("h1").click()
        for _ in range(COUNT - 1):
            run.page.keyboard.press("ArrowRight")
        run.page.clock.run_for(60_000)
        assert where(run)["shown"] == [COUNT]
        assert run.value(STATUS) == "incomplete"


def test_killed_half_way_it_comes_back_to_its_screen(player: Player) -> None:
    with held(player.launch(SCREENS, clock=True)) as run:
        to_its_end(run)
        run.sco.locator('[data-action="next"]').click()
        to_its_end(run)
        run.sco.locator('[data-action="next"]').click()
        run.page.clock.run_for(10_500)
        before = where(run)
        record = run.record()
    assert before["shown"] == [3]
    assert before["position"] == "Screen 3 of 5"
    with held(player.launch(SCREENS, record, entry="")) as again:
        settled(again)
        after = where(again)
        assert (after["shown"], after["position"]) == (before["shown"], before["position"])
        assert after["progress"] in (before["progress"], "3 of 5 so far")
        assert focused(again) != "What counts", "opening a page takes no focus"


def test_turning_takes_the_focus_along_and_is_said(player: Player) -> None:
    with held(player.launch(SCREENS)) as run:
        run.sco.locator('[data-action="next"]').click()
        assert focused(run) == "A ruled line is a break"
        run.sco.locator('[data-action="next"]').click()
        run.sco.locator('[data-action="next"]').click()
        assert focused(run) == "Screen 4 of 5", "a screen without a heading"
        said = run.sco.locator("[data-role=position]")
        assert said.get_attribute("aria-live") == "polite"
        assert said.inner_text() == "Screen 4 of 5"
        run.sco.locator('[data-action="previous"]').click()
        assert focused(run) == "What counts"


def test_arrows_turn_but_scroll_what_is_wider_than_the_page(player: Player) -> None:
    with held(player.launch(SCREENS)) as run:
        keyboard = run.page.keyboard
        run.sco.locator("h1").click()
        keyboard.press("ArrowLeft")
        assert where(run)["shown"] == [1], "there is nothing before it"
        keyboard.press("ArrowRight")
        assert where(run)["shown"] == [2]
        code = run.sco.locator("pre:visible").first
        code.evaluate("e => (e.style.width = '8rem')")
        code.press("ArrowRight")
        assert where(run)["shown"] == [2], "code is scrolled with the arrows"
        code.evaluate("e => (e.style.width = '')")
        code.press("End")
        keyboard.press("PageUp")
        assert where(run)["shown"] == [2], "these move about in the screen"
        keyboard.press("ArrowLeft")
        assert where(run)["shown"] == [1]


def test_a_long_screen_is_left_for_the_top_of_the_next(player: Player) -> None:
    with held(player.launch(SCREENS, width=390, height=500)) as run:
        next_button = run.sco.locator('[data-action="next"]')
        next_button.scroll_into_view_if_needed()
        next_button.click()
        top = run.sco.locator(".screen:not([hidden]) h2").evaluate(
            "e => e.getBoundingClientRect().top"
        )
        assert 0 <= top < 250


def test_a_link_opens_the_screen_that_it_leads_to(player: Player) -> None:
    with held(player.launch(SCREENS)) as run:
        for _ in range(3):
            run.sco.locator('[data-action="next"]').click()
        run.sco.get_by_role("link", name="what counts").click()
        assert where(run)["shown"] == [3]
        heading = run.sco.locator("#what-counts")
        assert heading.evaluate("e => e.matches(':target')")
        assert heading.evaluate("e => e.getBoundingClientRect().top") >= 0


def test_a_page_opened_at_a_heading_shows_its_screen(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 500})
    page.goto(f"{url}/package/{SCREENS}#when-to-use-it")
    heading = page.locator("#when-to-use-it")
    heading.wait_for()
    assert page.locator("[data-role=position]").inner_text() == "Screen 5 of 5"
    assert page.locator("[data-screen]:visible").count() == 1
    # Back and forth in the history, as a link on the page would do it.
    page.evaluate("location.hash = '#what-counts'")
    page.locator("#what-counts").wait_for()
    page.go_back()
    heading.wait_for()
    page.close()


def test_a_search_turns_to_the_screen_with_the_words(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 500})
    page.goto(f"{url}/package/{SCREENS}")
    position = page.locator("[data-role=position]")
    assert position.inner_text() == "Screen 1 of 5"
    words = page.locator("#what-counts + p").text_content() or ""
    page.goto("about:blank")
    # A link to words finds them as a search in the page does.
    page.goto(f"{url}/package/{SCREENS}#:~:text={quote(' '.join(words.split()[:4]))}")
    page.locator("#what-counts").wait_for()
    assert position.inner_text() == "Screen 3 of 5"
    assert page.locator("[data-screen]:visible").count() == 1
    page.locator('[data-action="previous"]').click()
    assert position.inner_text() == "Screen 2 of 5"
    assert page.locator("[data-screen]:visible").count() == 1
    page.close()


def test_what_is_not_shown_takes_no_room_and_has_no_voice(player: Player) -> None:
    with held(player.launch(SCREENS)) as run:
        hidden = run.sco.locator("[data-screen][hidden]")
        assert hidden.count() == COUNT - 1
        for screen in hidden.all():
            assert screen.evaluate("e => e.offsetHeight") == 0
        assert run.sco.get_by_role("group", name="Screen").count() == 1


def test_paper_and_browsers_without_scripts_show_all(browser: Browser, url: str) -> None:
    page = browser.new_page()
    page.goto(f"{url}/package/{SCREENS}")
    page.locator("[data-role=position]").wait_for()
    assert page.locator("[data-screen]:visible").count() == 1
    page.emulate_media(media="print")
    assert page.locator("[data-screen]:visible").count() == COUNT
    assert page.locator(".screen-controls:visible").count() == 0
    page.close()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{url}/package/{SCREENS}")
    assert plain.locator("[data-screen]:visible").count() == COUNT
    assert plain.locator(".screen-controls:visible").count() == 0
    context.close()
