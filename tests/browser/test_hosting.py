"""Where pages end up: under a strict policy, on a disk, without LMS or scripts, on paper."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.guard import Guard
from tests.browser.test_units import (
    DOCUMENT,
    EVERY,
    PLAYING,
    SLIDES,
    STATUS,
    VIDEO,
    check,
    complete,
)
from tests.lms.player import Player
from tests.lms.serve import serving

pytestmark = pytest.mark.browser

NO_LMS = "No learning platform found: progress is kept in this browser."


@pytest.fixture(scope="module")
def strict_url(courses: Path) -> Iterator[str]:
    with serving(courses, policy="default-src 'self'") as address:
        yield address


@pytest.mark.parametrize("sco", EVERY)
def test_under_a_strict_content_security_policy(
    sco: str, browser: Browser, strict_url: str, guard: Guard
) -> None:
    """The guard fails on the browser's complaint about anything that the policy forbids."""
    player = Player(browser, strict_url, guard)
    with player.launch(sco, clock="clock" in sco) as run:
        complete(sco, run)
        run.wait_for(STATUS, "completed")
        run.leave()
        check(run.log())


@pytest.mark.parametrize("sco", EVERY)
def test_from_a_disk(sco: str, context: BrowserContext, unpacked: Path, guard: Guard) -> None:
    if sco in (VIDEO, PLAYING):
        # Chromium reads no caption file from a disk; the transcript is on the page.
        guard.allowed = ("Unsafe attempt to load URL", "Access to text track", "file:")
    page = context.new_page()
    page.goto((unpacked / sco).as_uri())
    expect(page.locator('[data-role="mode"]')).to_have_text(NO_LMS)
    expect(page.locator('[data-role="requirement"]')).to_contain_text("To complete")


def test_without_an_lms_progress_stays_in_the_browser(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    page.goto(f"{url}/package/{SLIDES}")
    page.locator('[data-action="next"]').click()
    page.locator('[data-action="next"]').click()
    expect(page.locator('[data-role="position"]')).to_have_text("Slide 3 of 4")
    page.goto("about:blank")
    page.goto(f"{url}/package/{SLIDES}")
    expect(page.locator('[data-role="position"]')).to_have_text("Slide 3 of 4")
    expect(page.locator('[data-role="progress"]')).to_contain_text("3 of 4")


def test_where_the_browser_keeps_nothing_the_page_still_works(
    context: BrowserContext, url: str
) -> None:
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    page.goto(f"{url}/package/{SLIDES}")
    page.locator('[data-action="next"]').click()
    expect(page.locator('[data-role="position"]')).to_have_text("Slide 2 of 4")
    expect(page.locator('[data-role="mode"]')).to_have_text(
        "No learning platform found: progress is not kept."
    )


@pytest.mark.parametrize("sco", EVERY)
def test_with_scripts_off_all_is_there_to_read(sco: str, browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/package/{sco}")
    assert page.locator("h1").count() == 1
    assert page.locator('[data-role="requirement"]').inner_text().startswith("To complete")
    if sco == SLIDES:
        slides = page.locator(".slide")
        assert all(slides.nth(i).is_visible() for i in range(4))
        assert page.locator('[data-role="controls"]').is_hidden()
    if sco == DOCUMENT:
        assert page.locator('[data-role="open"]').is_visible()
    context.close()


def test_the_deck_needs_no_pdf(browser: Browser, courses: Path, tmp_path: Path) -> None:
    """With the PDF taken out of the zip every slide and its text is still shown."""
    with (
        zipfile.ZipFile(courses / "tour.zip") as whole,
        zipfile.ZipFile(tmp_path / "tour.zip", "w") as without,
    ):
        for name in whole.namelist():
            if not name.endswith(".pdf"):
                without.writestr(name, whole.read(name))
    with serving(tmp_path) as url:
        page = browser.new_page()
        page.goto(f"{url}/package/{SLIDES}")
        for number in range(1, 5):
            image = page.locator(f"#slide-{number} > img")
            expect(image).to_be_visible()
            assert image.evaluate("i => i.decode().then(() => i.naturalWidth)") >= 1200
            assert page.locator(f"#slide-{number} .slide-text p").first.inner_text().strip()
            page.keyboard.press("ArrowRight")
        page.close()


def test_on_paper_every_slide_is_printed(context: BrowserContext, url: str) -> None:
    page = context.new_page()
    page.goto(f"{url}/package/{SLIDES}")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert [page.locator(f"#slide-{n}").is_visible() for n in range(1, 5)] == [True] * 4
    assert page.locator("#unit-status").is_hidden()


@pytest.mark.parametrize(
    ("unit", "script", "most"),
    [
        ("pages-text", "runtime", 100_000),
        ("quizzes-on-a-page", "practice", 135_000),
        ("quizzes-every-kind", "quiz", 145_000),
    ],
)
def test_what_a_launch_costs(unit: str, script: str, most: int, courses: Path) -> None:
    """Page, style sheet and runtime, unpacked: of text, of a page with questions, of a quiz."""
    with zipfile.ZipFile(courses / "tour.zip") as archive:
        parts = [
            f"units/{unit}/index.html",
            "scorm-builder/style.css",
            f"scorm-builder/{script}.js",
        ]
        assert parts[2].split("/")[1] in archive.read(parts[0]).decode()
        assert sum(archive.getinfo(part).file_size for part in parts) < most
