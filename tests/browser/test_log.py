"""The ordered log of API calls, held to a written one in which each line says why it is there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_screens import SCREENS, read_all, to_its_end
from tests.browser.test_units import (
    DOCUMENT,
    HAND,
    PAGE,
    SLIDES,
    STATUS,
    VIDEO,
    WEB,
    complete,
    seek_and_play,
    settled,
    stand_still,
)
from tests.lms.player import Launch, Player

pytestmark = pytest.mark.browser

LOGS = Path(__file__).parent / "logs"
AUDIO = "tour/units/recording/index.html"
IMAGES = "tour/units/pictures-deck/index.html"
UNITS = {
    "audio": AUDIO,
    "document": DOCUMENT,
    "hand": HAND,
    "images": IMAGES,
    "page": PAGE,
    "screens": SCREENS,
    "slides": SLIDES,
    "video": VIDEO,
    "web": WEB,
    "web-by-hand": WEB,
}
# What learners can do a part of, and what they do with a button, which a review does not show.
HALVES = ("audio", "images", "screens", "slides", "web")
BY_HAND = {"hand", "web-by-hand"}


def written(name: str, kind: str = "") -> list[str]:
    """The calls of a log, what follows ``#`` left out.

    The policy is the same for all; where more can be said of a kind of unit it has its own log.
    """
    own = LOGS / f"{kind}-{name}.txt"
    lines = (own if own.is_file() else LOGS / f"{name}.txt").read_text("utf-8").splitlines()
    return [line.partition(" # ")[0].strip() for line in lines]


def said(log: list[dict[str, Any]], kind: str) -> list[str]:
    """The calls as they are written; times and states, which no two runs share, as their names."""
    return [f"{c['call']}({', '.join(_shown(c['args'], kind))})" for c in log]


def _shown(arguments: list[str], kind: str) -> list[str]:
    values = list(arguments)
    if values[0] == "cmi.core.session_time":
        assert re.fullmatch(r"\d{4}:[0-5]\d:[0-5]\d\.\d\d", values[1])
        values[1] = "<time>"
    elif values[0] == "cmi.suspend_data" and len(values) > 1:
        assert re.fullmatch(r"1[A-Za-z0-9._~-]{1,4000}", values[1])
        values[1] = "<state>"
    elif values[0] == "cmi.core.lesson_location" and len(values) > 1 and kind != "screens":
        # How far a page was scrolled and a film played is no matter of policy.
        values[1] = re.sub(r"^([apv])\.[1-9]\d*$", r"\1.<n>", values[1])
    return [json.dumps(value) for value in values]


def test_each_line_names_the_rule_it_obeys() -> None:
    for log in LOGS.glob("*.txt"):
        for line in log.read_text("utf-8").splitlines():
            assert re.search(r" # R(0[1-9]|1[0-5])\b", line), f"{log.name}: {line}"


def begin(kind: str, run: Launch) -> None:
    """A while passes, since time is told in whole seconds; then it stands still, if it may."""
    if kind in ("audio", "video"):
        run.page.clock.run_for(2000)  # what is played needs the time of the browser
    else:
        stand_still(run)


def end(run: Launch) -> Any:
    """Time goes on before the page is left, so that there is some to tell."""
    run.page.clock.run_for(2000)
    run.page.clock.resume()
    return run.leave()


def pass_seconds(run: Launch) -> None:
    """The seconds that a text asks for, one after the other, and no more than it asks for."""
    for _ in range(5):
        if run.value(STATUS) != "completed":
            run.page.clock.run_for(1000)


def do(kind: str, run: Launch) -> None:
    """All that a unit of this kind asks for."""
    if kind == "page":
        # In one go: what came on the screen after the end would be news of its own.
        run.sco.locator("#unit-end").evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
        settled(run)
        pass_seconds(run)
    elif kind == "audio":
        # The end is not rushed: when enough was played is seen some time before it.
        medium = run.sco.locator("#medium")
        length = medium.evaluate("m => m.duration")
        seek_and_play(run, 0, 0.85 * length, rate=4)
        seek_and_play(run, 0.85 * length, length)
    elif kind == "images":
        for _ in range(2):
            run.sco.locator('[data-action="next"]').click()
    elif kind == "screens":
        read_all(run)
        pass_seconds(run)
    elif kind == "web-by-hand":
        run.sco.locator('[data-role="complete"]').click()
    else:
        complete(UNITS[kind], run)


def do_half(kind: str, run: Launch) -> None:
    """Some of what a unit of this kind asks for."""
    if kind == "audio":
        seek_and_play(run, 2, 2)
    elif kind == "web":
        run.sco.frame_locator('[data-role="web"]').locator("input").first.check()
    else:
        if kind == "screens":
            to_its_end(run)
        run.sco.locator('[data-action="next"]').click()


@pytest.mark.parametrize("kind", [*HALVES, "document", "video"])
def test_opened_and_closed(kind: str, player: Player) -> None:
    # In so low a window no screen of a page is seen to its end by opening it.
    with player.launch(UNITS[kind], height=330) as run:
        run.leave()
        assert said(run.log(), kind) == written("opened-and-closed", kind)


@pytest.mark.parametrize("kind", UNITS)
def test_finished_and_relaunched(kind: str, player: Player) -> None:
    with player.launch(UNITS[kind], clock=True) as run:
        begin(kind, run)
        do(kind, run)
        run.wait_for(STATUS, "completed")
        record = end(run)
        assert said(run.log(), kind) == written("finished", kind)
    with player.launch(UNITS[kind], record) as run:
        run.leave()
        told = said(run.log(), kind)
        if kind == "page":
            # What the screen shows may be known before the page is left, and is then kept.
            told = [line for line in told if not re.search("Set.*(suspend_data|location)", line)]
        assert told == written("relaunched-when-done", kind)


@pytest.mark.parametrize("kind", HALVES)
def test_killed_half_way_and_resumed(kind: str, player: Player) -> None:
    with player.launch(UNITS[kind], clock=True) as run:
        begin(kind, run)
        do_half(kind, run)
        run.page.clock.run_for(10_500)
        record = run.record()
        assert said(run.log(), kind) == written("killed-half-way", kind)
    with player.launch(UNITS[kind], record, entry="", clock=True) as run:
        end(run)
        assert said(run.log(), kind) == written("resumed", kind)


@pytest.mark.parametrize("kind", sorted(UNITS.keys() - BY_HAND))
def test_reviewed(kind: str, player: Player) -> None:
    with player.launch(UNITS[kind], mode="review", credit="no-credit", clock=True) as run:
        do(kind, run)
        end(run)
        assert said(run.log(), kind) == written("reviewed", kind)
