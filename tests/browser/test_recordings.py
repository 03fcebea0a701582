"""A sound recording, played by a learner in a real browser inside the strict LMS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.test_units import STATUS, held, play_all, position, seek_and_play
from tests.lms.player import Player
from tests.lms.serve import serving
from tests.units.making import wav

pytestmark = pytest.mark.browser

SOUND = "sounds/units/talk/index.html"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sounds")
    source = folder / "source"
    source.mkdir()
    (source / "course.yaml").write_text("title: Sounds\n")
    (source / "01-talk.wav").write_bytes(wav(20))
    (source / "01-talk.en.txt").write_text("Nothing is heard for twenty seconds.\n")
    report = build(source, folder / "dist").report
    assert not report.fails(), report.text()
    with serving(folder / "dist") as url:
        yield url


@pytest.fixture
def listener(browser: Browser, address: str, guard: Guard) -> Player:
    return Player(browser, address, guard)


def test_played_to_the_end_it_is_completed_and_stays_so(listener: Player) -> None:
    with held(listener.launch(SOUND)) as run:
        assert run.value(STATUS) == "incomplete"
        assert run.sco.get_by_text("Nothing is heard").is_visible()
        play_all(run)
        run.wait_for(STATUS, "completed")
        assert run.record()["values"][STATUS] == "completed", "completion is committed at once"
        record = run.leave()
    with held(listener.launch(SOUND, record)) as again:
        again.sco.locator(".is-done [data-role=tick]").wait_for()
        assert again.sets(STATUS) == []


def test_killed_half_way_it_goes_on_where_it_was(listener: Player) -> None:
    with held(listener.launch(SOUND)) as run:
        seek_and_play(run, 4, 3)
        run.page.wait_for_timeout(10_500)
        before = run.sco.locator('[data-role="progress"]').inner_text()
        at = position(run)
        record = run.record()
    assert at == pytest.approx(7, abs=1)
    assert record["values"]["cmi.core.lesson_location"].startswith("a.")
    with held(listener.launch(SOUND, record, entry="")) as again:
        again.page.wait_for_timeout(800)
        assert position(again) == pytest.approx(at, abs=0.3)
        assert again.sco.locator('[data-role="progress"]').inner_text() == before
