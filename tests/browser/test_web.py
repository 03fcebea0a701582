"""Somebody's page in a frame: what it can say to the unit around it, and what it cannot do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.test_units import STATUS, WEB, held, solve
from tests.lms.player import Launch, Player
from tests.lms.serve import serving

pytestmark = pytest.mark.browser

DONE = "{scormBuilder: 1, complete: true}"
TRACKS_ITSELF = """<!doctype html>
<title>Brings its own tracking</title>
<script>
var win = window, api = null;
while (!api && win) { api = win.API; win = win.parent === win ? null : win.parent; }
window.said = [api.LMSInitialize(""), api.LMSSetValue("cmi.core.lesson_status", "failed"),
  api.LMSSetValue("cmi.core.score.raw", "3"), api.LMSCommit(""), api.LMSFinish("")];
</script>
<p>x
"""


def inside(run: Launch, script: str) -> object:
    """Runs ``script`` in the page in the frame."""
    return run.sco.frame_locator('[data-role="web"]').locator("body").evaluate(script)


def stays_open(run: Launch, act: Callable[[], object]) -> None:
    act()
    run.page.wait_for_timeout(300)
    assert run.value(STATUS) == "incomplete"


def test_a_page_in_the_frame_says_that_it_is_done_and_it_stays_so(player: Player) -> None:
    with held(player.launch(WEB)) as run:
        solve(run)
        run.wait_for(STATUS, "completed")
        assert run.record()["values"][STATUS] == "completed", "at once"
        assert run.sets("cmi.core.score.raw") == [], "nothing is graded"
        record = run.leave()
    with held(player.launch(WEB, record)) as again:
        again.sco.locator(".is-done [data-role=tick]").wait_for()
        assert again.sco.locator('[data-role="complete"]').is_hidden()


def test_the_button_completes_it_too(player: Player) -> None:
    with held(player.launch(WEB)) as run:
        run.sco.locator('[data-role="complete"]').click()
        run.wait_for(STATUS, "completed")


@pytest.mark.parametrize(
    "message",
    [
        "{scormBuilder: 1, complete: 'true'}",
        "{scormBuilder: 1, complete: false}",
        "{scormBuilder: 1, complete: true, score: 101}",
        "{scormBuilder: 1, complete: true, score: '80'}",
        "{scormBuilder: 1, complete: true, passed: true}",
        "{scormBuilder: 2, complete: true}",
        "{complete: true}",
        "JSON.stringify({scormBuilder: 1, complete: true})",
        "null",
    ],
)
def test_a_message_of_another_form_does_nothing(message: str, player: Player) -> None:
    with held(player.launch(WEB)) as run:
        stays_open(run, lambda: inside(run, f"() => parent.postMessage({message}, '*')"))
        inside(run, f"() => parent.postMessage({DONE}, '*')")
        run.wait_for(STATUS, "completed")


def test_only_the_frame_of_the_unit_is_heard(player: Player) -> None:
    """Not the LMS around the unit, not the unit's page itself, not a frame within the frame."""
    to_unit = "document.getElementById('sco').contentWindow"
    nested = """() => new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.onload = () => {
        const script = frame.contentDocument.createElement("script");
        script.textContent = "parent.parent.postMessage(%s, '*')";
        frame.contentDocument.body.append(script);
        done();
      };
      document.body.append(frame);
    })"""
    with held(player.launch(WEB)) as run:
        stays_open(run, lambda: run.page.evaluate(f"{to_unit}.postMessage({DONE}, '*')"))
        own = f"() => window.postMessage({DONE}, '*')"
        stays_open(run, lambda: run.sco.locator("body").evaluate(own))
        stays_open(run, lambda: inside(run, nested % DONE))
        stays_open(run, lambda: run.page.evaluate(f"window.postMessage({DONE}, '*')"))


def test_its_own_scorm_calls_do_not_reach_the_lms(
    browser: Browser, guard: Guard, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    (folder / "01-game").mkdir(parents=True)
    (folder / "course.yaml").write_text("title: Game\n", "utf-8")
    (folder / "01-game" / "index.html").write_text(TRACKS_ITSELF, "utf-8")
    assert build(folder, tmp_path / "out").packages
    with (
        serving(tmp_path / "out") as url,
        held(Player(browser, url, guard).launch("game/units/game/index.html")) as run,
    ):
        assert inside(run, "() => window.said") == ["true"] * 5
        assert (run.value(STATUS), run.finished()) == ("incomplete", False)
        assert run.sets("cmi.core.score.raw") == []
        run.sco.locator('[data-role="complete"]').click()
        run.wait_for(STATUS, "completed")
