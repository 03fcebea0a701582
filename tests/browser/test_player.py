"""The player page and its Python face, by a SCO of ten lines: what every other browser test trusts.

The SCO counts its launches in ``suspend_data``, writes what it is told by its buttons, and says on
its page what it was given.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.guard import Guard
from tests.lms.player import Player
from tests.lms.serve import serving

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>SCO</title>
<script src="sco.js"></script><body><p id="said"></p><button>Done</button></body></html>"""
SCRIPT = """
const API = parent.API;
API.LMSInitialize("");
const given = ["entry", "lesson_mode", "credit", "student_name"]
  .map((name) => API.LMSGetValue("cmi.core." + name));
const visits = Number(API.LMSGetValue("cmi.suspend_data") || 0) + 1;
API.LMSSetValue("cmi.suspend_data", String(visits));
API.LMSSetValue("cmi.core.exit", "suspend");
API.LMSCommit("");
addEventListener("DOMContentLoaded", () => {
  document.getElementById("said").textContent = [visits, ...given].join("|");
  document.querySelector("button").onclick = () =>
    API.LMSSetValue("cmi.core.lesson_status", "completed");
  document.documentElement.className = "js";
});
addEventListener("pagehide", () => {
  API.LMSSetValue("cmi.core.lesson_location", "left");
  API.LMSFinish("");
});
"""
SCO = "tiny/a/index.html"
STATUS = "cmi.core.lesson_status"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the package of one small SCO."""
    folder = tmp_path_factory.mktemp("tiny")
    with zipfile.ZipFile(folder / "tiny.zip", "w") as archive:
        archive.writestr("a/index.html", PAGE)
        archive.writestr("a/sco.js", SCRIPT)
    with serving(folder, "default-src 'self'") as address:
        yield address


@pytest.fixture
def plays(browser: Browser, tiny: str, guard: Guard) -> Player:
    return Player(browser, tiny, guard)


def test_left_and_launched_again(plays: Player) -> None:
    with plays.launch(SCO) as run:
        assert run.sco.locator("#said").inner_text() == "1|ab-initio|normal|credit|Doe, Jane"
        run.sco.get_by_role("button").click()
        run.wait_for(STATUS, "completed")
        assert run.sets(STATUS) == ["completed"]
        assert run.record()["values"][STATUS] == "not attempted", "not committed yet"
        assert not run.finished()
        record = run.leave()
        assert run.finished()
        assert [c["call"] for c in run.log()][:2] == ["LMSInitialize", "LMSGetValue"]
        assert run.log()[-1]["call"] == "LMSFinish"
    assert record["values"]["cmi.core.lesson_location"] == "left"
    with plays.launch(SCO, record) as again:
        assert again.sco.locator("#said").inner_text() == "2|resume|normal|credit|Doe, Jane"
        assert again.value(STATUS) == "completed"


def test_killed_and_launched_again(plays: Player) -> None:
    """Only what was committed is left, and nothing that a handler of pagehide would have said."""
    with plays.launch(SCO) as run:
        run.sco.get_by_role("button").click()
        run.wait_for(STATUS, "completed")
        record = run.kill()
    assert record["values"]["cmi.core.lesson_location"] == ""
    assert record["values"][STATUS] == "not attempted"
    with plays.launch(SCO, record, profile="blank-entry") as again:
        assert again.sco.locator("#said").inner_text() == "2||normal|credit|Doe, Jane"
        # The LMS noticed that the SCO was gone without a status: RTE 3.4 makes it completed.
        assert again.value(STATUS) == "completed"


def test_the_launch_says_mode_credit_and_learner(plays: Player) -> None:
    student = {"id": "x", "name": "Zhang, Wei"}
    with plays.launch(SCO, mode="review", student=student) as run:
        assert run.sco.locator("#said").inner_text() == "1|ab-initio|review|no-credit|Zhang, Wei"


def test_scorm_again_plays_it_too(plays: Player, node_modules: Path) -> None:
    plays.lms = "scorm-again"
    with plays.launch(SCO) as run:
        run.sco.get_by_role("button").click()
        record = run.leave()
        assert run.finished()
        assert {c["error"] for c in run.log()} == {"0"}
    assert record["cmi"]["core"]["lesson_status"] == "completed"
    with plays.launch(SCO, record, entry="", mode="browse") as again:
        assert again.sco.locator("#said").inner_text().startswith("2||browse|")


def test_a_query_launches_and_keeps_the_record_in_the_tab(
    context: BrowserContext, tiny: str
) -> None:
    page = context.new_page()
    query = f"?sco=/package/{SCO}&title=Tiny&keep=tiny&mode=browse&masteryScore=80"
    for visit in ("1|ab-initio|browse|no-credit", "2|resume|browse|no-credit"):
        page.goto(f"{tiny}/player/player.html{query}")
        page.frame_locator("#sco").get_by_text(visit).wait_for()
    assert page.title() == "Tiny"
    assert page.evaluate("window.player.snapshot()")["cmi.student_data.mastery_score"] == "80"


def test_a_link_to_the_player_runs_nothing_from_elsewhere(
    context: BrowserContext, tiny: str, guard: Guard
) -> None:
    guard.allowed = ("is not of this server",)
    page = context.new_page()
    for address in ("javascript:alert(1)", "https://example.org/", "//example.org/x.html"):
        with page.expect_event("pageerror") as refused:
            page.goto(f"{tiny}/player/player.html?sco={address}")
        assert "is not of this server" in str(refused.value)
        assert page.locator("#sco").get_attribute("src") is None
