"""A page that is done by what it plays, in a real browser and the strict LMS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.test_accessible import TAGS
from tests.browser.test_units import (
    STATUS,
    held,
    play_all,
    scroll_to,
    seek_and_play,
    settled,
    stays_done,
    there_again,
)
from tests.lms.player import Launch, Player
from tests.lms.serve import serving
from tests.units.making import wav

pytestmark = pytest.mark.browser

BOTH = "heard/units/both/index.html"
SCREENS = "heard/units/screens/index.html"
TALK, BELL = "[aria-label='A talk']", "[aria-label='A bell']"
TEXT = "\n\n".join(f"Paragraph {number} of a text that is longer." for number in range(30))
FRONT = "---\ncompletion: {watched: 90%}\n---\n"
PLAYERS = "![A talk](talk.wav)", "![A bell](bell.wav){.no-speech}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("heard")
    source = folder / "source"
    source.mkdir()
    (source / "course.yaml").write_text("title: Heard\n")
    (source / "talk.wav").write_bytes(wav(20))
    (source / "talk.en.md").write_text("## What is said\n\nNothing, for twenty seconds.\n")
    (source / "bell.wav").write_bytes(wav(6))
    text = f"# Both\n\n{PLAYERS[0]}\n\n{TEXT}\n\n{PLAYERS[1]}\n"
    (source / "01-both.md").write_text(FRONT + text)
    front = FRONT.replace("---\n", "---\npaging: screens\n", 1)
    text = f"# Screens\n\n{PLAYERS[0]}\n\n---\n\n## Then\n\n{PLAYERS[1]}\n"
    (source / "02-screens.md").write_text(front + text)
    report = build(source, folder / "dist").report
    assert not report.fails(), report.text()
    with serving(folder / "dist") as url:
        yield url


@pytest.fixture
def listener(browser: Browser, address: str, guard: Guard) -> Player:
    return Player(browser, address, guard)


def progress(run: Launch) -> str:
    return run.sco.locator('[data-role="progress"]').inner_text()


def positions(run: Launch) -> list[Any]:
    return [run.sco.locator(medium).evaluate("m => m.currentTime") for medium in (TALK, BELL)]


def test_done_when_each_was_played_and_not_before(listener: Player) -> None:
    with held(listener.launch(BOTH)) as run:
        run.sco.locator("#unit-end").scroll_into_view_if_needed()
        run.page.wait_for_timeout(300)
        play_all(run, TALK)
        run.page.wait_for_timeout(300)
        assert run.value(STATUS) == "incomplete", "the end was seen, and one of two was played"
        assert progress(run) == "1 of 2 done, 45 % so far"
        play_all(run, BELL)
        run.wait_for(STATUS, "completed")
        assert run.record()["values"][STATUS] == "completed", "completion is committed at once"
        record = run.leave()
    stays_done(listener, BOTH, record)


def test_jumping_to_the_end_of_each_completes_nothing(listener: Player) -> None:
    with held(listener.launch(BOTH)) as run:
        for medium, end in ((TALK, 18.5), (BELL, 4.5)):
            seek_and_play(run, end, 1, medium=medium)
        run.page.wait_for_timeout(300)
        assert run.value(STATUS) == "incomplete"


def test_half_played_and_killed_each_goes_on_where_it_was(listener: Player) -> None:
    with held(listener.launch(BOTH, height=500, clock=True)) as run:
        seek_and_play(run, 4, 3, medium=TALK)
        seek_and_play(run, 1, 2, medium=BELL)
        scroll_to(run, 900)
        run.page.clock.run_for(10_500)
        before, at = progress(run), positions(run)
        place = run.value("cmi.core.lesson_location")
        record = run.record()
    assert place.startswith("p.")
    assert place != "p.0"
    with held(listener.launch(BOTH, record, entry="", height=500)) as again:
        for medium, place_in_it in zip((TALK, BELL), at, strict=True):
            there_again(again, medium, place_in_it)
        expect(again.sco.locator('[data-role="progress"]')).to_have_text(before)
        settled(again)
        assert again.value("cmi.core.lesson_location") == place, "the page keeps its own place"
        for medium in (TALK, BELL):
            play_all(again, medium)
        assert again.value(STATUS) == "incomplete", "what comes before was not played"
        seek_and_play(again, 0, 1.2, medium=BELL)
        seek_and_play(again, 0, 4.2, medium=TALK)
        again.wait_for(STATUS, "completed")


def test_on_screens_the_one_that_is_turned_falls_silent(listener: Player) -> None:
    with held(listener.launch(SCREENS)) as run:
        run.sco.locator(TALK).evaluate("m => { m.muted = true; return m.play(); }")
        run.sco.locator('[data-action="next"]').click()
        assert run.sco.locator(TALK).evaluate("m => m.paused")
        play_all(run, BELL)
        run.page.wait_for_timeout(300)
        assert run.value(STATUS) == "incomplete"
        run.sco.locator('[data-action="previous"]').click()
        play_all(run, TALK)
        run.wait_for(STATUS, "completed")
        record = run.leave()
    stays_done(listener, SCREENS, record)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("unit", [BOTH, SCREENS])
def test_axe_finds_nothing_on_it(
    unit: str, width: int, scheme: Any, browser: Browser, address: str, node_modules: Path
) -> None:
    axe = (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
    viewport: Any = {"width": width, "height": 700}
    page = browser.new_page(viewport=viewport, color_scheme=scheme)
    page.goto(f"{address}/package/{unit}")
    page.get_by_text("Transcript: A talk").click()
    assert page.get_by_text("Nothing, for twenty seconds.").is_visible()
    page.evaluate(axe)
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert [(one["id"], one["nodes"][0]["html"]) for one in result["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
