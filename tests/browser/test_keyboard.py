"""Pages without a mouse: Tab reaches what can be pressed, in the order in which it is seen.

WCAG 2.2: 2.1.1 and 2.1.2 (everything by keyboard, nothing traps), 2.4.3 (order), 2.4.7 and 2.4.11
(the focus is seen, and not hidden behind the bar at the foot).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.specimens import Specimen

pytestmark = pytest.mark.browser

MOST_STOPS = 80

# What can be pressed or scrolled by keyboard, in the order of the page.
CONTROLS = """() => {
  const all = 'a[href], button, summary, input, select, video, audio, iframe, [tabindex="0"]';
  const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true });
  // Of radio buttons that belong together one is a stop; arrows go through the rest.
  const first = (e) => e.type !== 'radio'
    || document.querySelector(`[name="${e.name}"]`) === e;
  const controls = Array.from(document.querySelectorAll(all)).filter(shown).filter(first);
  controls.forEach((e, index) => { e.dataset.stop = String(index); });
  // Whether Tab stops at a frame with nothing to press in it is the browser's affair.
  return controls.map((e) => e.tagName === 'IFRAME' && /[.]pdf([?#]|$)/.test(e.src));
}"""

# Where the focus is, and whether somebody who looks for it finds it.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const bar = document.getElementById('unit-status').getBoundingClientRect();
  const below = e.closest('#unit-status') ? innerHeight : Math.min(bar.top, innerHeight);
  const style = getComputedStyle(e);
  return {
    stop: e.dataset.stop === undefined ? -1 : Number(e.dataset.stop),
    name: `<${e.tagName.toLowerCase()}> ${e.textContent.trim().slice(0, 30)}`,
    frame: ['IFRAME', 'VIDEO', 'AUDIO'].includes(e.tagName),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inView: box.bottom > 0 && box.top < below,
    top: box.top + scrollY, left: box.left, right: box.right, bottom: box.bottom + scrollY,
    bar: Boolean(e.closest('#unit-status')),
  };
}"""


@dataclass(slots=True)
class Walk:
    """The stops of a learner who presses Tab from the top of a page to its end."""

    stops: list[Any]
    controls: list[int]
    viewers: list[int]
    trapped: bool


def walk(page: Page, specimen: Specimen) -> Walk:
    page.goto(specimen.url)
    page.locator("#unit-status [data-role=progress]:not(:empty)").wait_for(state="attached")
    is_viewer = page.evaluate(CONTROLS)
    viewers = [number for number, viewer in enumerate(is_viewer) if viewer]
    controls = [number for number, viewer in enumerate(is_viewer) if not viewer]
    stops: list[Any] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        stop = page.evaluate(FOCUS)
        # Outside of the page, or in a frame that tells nothing.
        if stop is None:
            continue
        # A frame or a player has stops of its own in it.
        if stops and stop["frame"] and stop["stop"] == stops[-1]["stop"]:
            continue
        if stops and stop["stop"] == stops[0]["stop"]:
            return Walk(stops, controls, viewers, trapped=False)
        stops.append(stop)
    return Walk(stops, controls, viewers, trapped=True)


@pytest.mark.parametrize("width", [1000, 320])
def test_tab_goes_through_everything_once_in_order_and_out_again(
    width: int, browser: Browser, looked_at: list[Specimen]
) -> None:
    found = []
    # Without motion a page that scrolls has scrolled when we look.
    page = browser.new_page(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    # The browser's own viewer takes and gives the focus whenever it is ready: not in this walk.
    page.route("**/*.pdf", lambda route: route.fulfill(content_type="text/html", body="<p>"))
    for specimen in looked_at:
        way = walk(page, specimen)
        numbers = [stop["stop"] for stop in way.stops if stop["stop"] not in way.viewers]
        if numbers != way.controls:
            found.append(f"{specimen}: the controls are {way.controls}, reached {numbers}")
        if way.trapped:
            found.append(f"{specimen}: never back at the first after {numbers}")
        for stop in way.stops:
            if not stop["ring"] and not stop["frame"]:
                found.append(f"{specimen}: no ring around {stop['name']}")
            if not stop["inView"]:
                found.append(f"{specimen}: out of view: {stop['name']}")
        rtl = specimen.course == "arabic"
        for one, other in zip(way.stops, way.stops[1:], strict=False):
            if one["bar"] != other["bar"]:
                continue
            above = other["bottom"] <= one["top"]
            aside = other["left"] >= one["right"] if rtl else other["right"] <= one["left"]
            if above or (aside and other["top"] < one["bottom"] and one["top"] < other["bottom"]):
                found.append(f"{specimen}: {other['name']} comes after {one['name']}")
    page.close()
    assert not found, "\n".join(found)


def by_kind(looked_at: list[Specimen], kind: str) -> Specimen:
    return next(s for s in looked_at if s.kind == kind and s.course == "tour")


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize(("kind", "first"), [("page-screens", "Screen"), ("slides", "Slide")])
def test_a_deck_and_screens_are_turned_by_their_buttons(
    kind: str, first: str, key: str, browser: Browser, looked_at: list[Specimen]
) -> None:
    page = browser.new_page()
    page.goto(by_kind(looked_at, kind).url)
    onward, position = page.locator("[data-action=next]"), page.locator("[data-role=position]")
    onward.focus()
    page.keyboard.press(key)
    expect(position).to_contain_text(f"{first} 2 of")
    # At the end the button says that it cannot be pressed, and does not throw the focus away.
    for _ in range(6):
        onward.focus()
        page.keyboard.press(key)
    expect(onward).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("document.activeElement !== document.body")
    page.close()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_what_is_folded_unfolds(key: str, browser: Browser, looked_at: list[Specimen]) -> None:
    page = browser.new_page()
    page.goto(by_kind(looked_at, "video").url)
    page.locator("summary").focus()
    page.keyboard.press(key)
    expect(page.locator("details")).not_to_have_attribute("open", "")
    page.keyboard.press(key)
    expect(page.locator("details")).to_have_attribute("open", "")
    page.close()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_done_by_hand_is_done_and_the_focus_stays_near(
    key: str, browser: Browser, looked_at: list[Specimen]
) -> None:
    page = browser.new_page()
    page.goto(by_kind(looked_at, "web").url)
    page.locator("[data-role=complete]").focus()
    page.keyboard.press(key)
    expect(page.locator("[data-role=progress]")).to_have_text("Completed")
    expect(page.locator("[data-role=progress]")).to_be_focused()
    page.close()


def test_a_thumbnail_leads_to_its_slide(browser: Browser, looked_at: list[Specimen]) -> None:
    page = browser.new_page()
    page.goto(by_kind(looked_at, "slides").url)
    page.locator(".thumbs [data-slide='3']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#slide-3")).to_be_focused()
    page.close()
