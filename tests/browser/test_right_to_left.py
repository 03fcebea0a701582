"""Pages of a language that runs from right to left: everything runs that way but what does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.specimens import build_arabic, pages
from tests.lms.serve import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_arabic(tmp_path_factory.mktemp("right-to-left"))


@contextmanager
def opened(browser: Browser, package: Path, unit: str) -> Iterator[Page]:
    with serving(package.parent) as url:
        page = browser.new_page(viewport={"width": 1000, "height": 700}, reduced_motion="reduce")
        page.goto(f"{url}/package/arabic/units/{unit}/index.html")
        page.locator("#unit-status [data-role=progress]:not(:empty)").wait_for(state="attached")
        yield page
        page.close()


def left(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["x"]


def words(element: Locator, *parts: str) -> list[float]:
    """How far from the left each of these words of an element is drawn."""
    found: list[float] = element.evaluate(
        """(element, parts) => parts.map((part) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(part);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + part.length);
            return range.getBoundingClientRect().left;
          }
          throw new Error(`no ${part} in ${element.textContent}`);
        })""",
        list(parts),
    )
    return found


def test_every_page_begins_at_the_right(browser: Browser, package: Path) -> None:
    for unit in pages(package):
        with opened(browser, package, unit) as page:
            assert page.locator("html").get_attribute("dir") == "rtl"
            title = page.locator("h1").evaluate(
                """(h1) => {
                  const range = document.createRange();
                  range.selectNodeContents(h1);
                  return h1.getBoundingClientRect().right - range.getBoundingClientRect().right;
                }"""
            )
            assert abs(title) < 2, unit
            bar = page.locator("#unit-status")
            assert left(bar.locator("[data-role=requirement]")) > left(
                bar.locator("[data-role=progress]")
            )


def test_text_runs_to_the_left_and_code_and_formulas_to_the_right(
    browser: Browser, package: Path
) -> None:
    with opened(browser, package, "page") as page:
        warning = page.locator(".alert")
        assert warning.evaluate("e => getComputedStyle(e).borderRightWidth") == "4px"
        assert (
            left(page.locator(".task .box").first) > words(page.locator(".task").first, "قرأتُ")[0]
        )
        assert left(page.locator("th").first) > left(page.locator("th").last)
        code = page.locator("pre")
        assert code.evaluate("e => getComputedStyle(e).direction") == "ltr"
        name, kind = words(code, "floor", "str")
        assert name < kind
        formula = page.locator(".formula math")
        assert formula.evaluate("e => getComputedStyle(e).direction") == "ltr"
        # A file's name in a sentence reads as it is written, numbers too, which take the direction
        # of what is around them.
        number, name, ending = words(page.locator("p code"), "01", "README", ".md")
        assert number < name < ending


def test_what_comes_next_is_at_the_left(browser: Browser, package: Path) -> None:
    for unit, first in (("screens", "الشاشة"), ("deck", "الشريحة")):
        with opened(browser, package, unit) as page:
            onward, back = (page.locator(f"[data-action={d}]") for d in ("next", "previous"))
            assert left(onward) < left(back)
            position = page.locator("[data-role=position]")
            expect(position).to_contain_text(f"{first} 1 من")
            page.keyboard.press("ArrowLeft")
            expect(position).to_contain_text(f"{first} 2 من")
            page.keyboard.press("ArrowRight")
            expect(position).to_contain_text(f"{first} 1 من")


def test_thumbnails_are_counted_from_the_right(browser: Browser, package: Path) -> None:
    with opened(browser, package, "deck") as page:
        thumbs = page.locator(".thumbs a")
        assert left(thumbs.nth(0)) > left(thumbs.nth(1)) > left(thumbs.nth(2))


def test_a_size_reads_in_its_order(browser: Browser, package: Path) -> None:
    """Kind, number, unit, from the right: without a mark the number would stand before the kind."""
    with opened(browser, package, "document") as page:
        kind, number, measure = words(page.locator("[data-role=download]"), "PDF", "19", "ك.ب")
        assert kind > number > measure


def test_a_unit_reads_as_it_is_written(browser: Browser, package: Path) -> None:
    with opened(browser, package, "quiz") as page:
        unit = page.get_by_role("group", name="كم تكون درجة الحرارة").locator(".typing-unit")
        degree, celsius = words(unit, "°", "C")
        assert degree < celsius


def test_a_film_keeps_its_way(browser: Browser, package: Path) -> None:
    """A player's buttons run as they do everywhere; the text beside it runs as the page."""
    with opened(browser, package, "clip") as page:
        track = page.locator("video track")
        assert track.get_attribute("srclang") == "ar"
        assert track.get_attribute("label") == "العربية"
        transcript = page.locator(".transcript-text")
        assert transcript.evaluate("e => getComputedStyle(e).direction") == "rtl"
