"""A recording, a deck of images and a player in the text, in a real browser and the strict LMS."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.test_units import (
    STATUS,
    deck,
    goes_on_where_it_was,
    held,
    play_all,
    reopened,
    stays_done,
)
from tests.lms.player import Player
from tests.lms.serve import serving
from tests.units.making import picture, wav

pytestmark = pytest.mark.browser

SOUND = "sounds/units/talk/index.html"
DECK = "sounds/units/ways/index.html"
TEXT = "sounds/units/text/index.html"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sounds")
    source = folder / "source"
    source.mkdir()
    (source / "course.yaml").write_text("title: Sounds\n")
    (source / "01-talk.wav").write_bytes(wav(20))
    (source / "01-talk.en.txt").write_text("Nothing is heard for twenty seconds.\n")
    images = source / "02-ways"
    images.mkdir()
    (images / "module.yaml").write_text("type: slides\n")
    for number, name in enumerate(("door", "stairs", "yard"), 1):
        size = (100, 900) if name == "yard" else (320, 200)
        (images / f"{number}-{name}.png").write_bytes(picture("PNG", size))
        (images / f"{number}-{name}.txt").write_text(f"This is the {name}.\n")
    (source / "bell.wav").write_bytes(wav(3))
    (source / "03-text.md").write_text("# Text\n\nThe bell: ![A bell](bell.wav)\n")
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
    stays_done(listener, SOUND, record)


def test_killed_half_way_it_goes_on_where_it_was(listener: Player) -> None:
    record = goes_on_where_it_was(listener, SOUND)
    assert record["values"]["cmi.core.lesson_location"].startswith("a.")


def test_a_deck_of_images_is_done_when_all_were_seen(listener: Player) -> None:
    with held(listener.launch(DECK, clock=True)) as run:
        assert run.sco.get_by_text("This is the door.").is_visible()
        run.sco.locator('[data-action="next"]').click()
        assert run.value(STATUS) == "incomplete"
        run.page.clock.run_for(10_500)
        before, record = deck(run), run.record()
    assert before == {
        "shown": ["2"],
        "seen": ["1", "2"],
        "current": ["2"],
        "position": "Slide 2 of 3",
    }
    with reopened(listener, DECK, record, before) as again:
        again.sco.locator('[data-action="next"]').click()
        again.wait_for(STATUS, "completed")


def test_a_tall_image_is_no_taller_than_the_others_in_the_overview(listener: Player) -> None:
    with held(listener.launch(DECK)) as run:
        boxes = [one.bounding_box() for one in run.sco.locator(".thumbs img").all()]
    heights = [box["height"] for box in boxes if box]
    assert len(heights) == 3
    assert max(heights) <= 200


def test_a_player_in_the_text_plays_and_counts_nothing(listener: Player) -> None:
    with held(listener.launch(TEXT, height=300)) as run:
        sound = run.sco.get_by_label("A bell")
        assert sound.evaluate("m => m.paused"), "nothing begins by itself"
        place = run.value("cmi.core.lesson_location")
        sound.evaluate("m => { m.muted = true; m.playbackRate = 4; return m.play(); }")
        expect(sound).to_have_js_property("ended", True)
        assert run.value("cmi.core.lesson_location") == place
