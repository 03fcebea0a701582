"""The ordered log of API calls, held to a written one in which each line says why it is there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_units import DOCUMENT, HAND, PAGE, SLIDES, STATUS, VIDEO, complete
from tests.lms.player import Player

pytestmark = pytest.mark.browser

LOGS = Path(__file__).parent / "logs"


def written(name: str) -> list[str]:
    """The calls of a log, what follows ``#`` left out."""
    lines = (LOGS / f"{name}.txt").read_text("utf-8").splitlines()
    return [line.partition(" # ")[0].strip() for line in lines]


def said(log: list[dict[str, Any]]) -> list[str]:
    """The calls as they are written; times and states, which no two runs share, as their names."""
    return [f"{c['call']}({', '.join(_shown(c['args']))})" for c in log]


def _shown(arguments: list[str]) -> list[str]:
    values = list(arguments)
    if values[0] == "cmi.core.session_time":
        assert re.fullmatch(r"\d{4}:[0-5]\d:[0-5]\d\.\d\d", values[1])
        values[1] = "<time>"
    elif values[0] == "cmi.suspend_data" and len(values) > 1:
        assert re.fullmatch(r"1[A-Za-z0-9._~-]{1,4000}", values[1])
        values[1] = "<state>"
    elif values[0] == "cmi.core.lesson_location" and len(values) > 1:
        # How far a page was scrolled and a film played is no matter of policy.
        values[1] = re.sub(r"^([pv])\.[1-9]\d*$", r"\1.<n>", values[1])
    return [json.dumps(value) for value in values]


def test_each_line_names_the_rule_it_obeys() -> None:
    for log in LOGS.glob("*.txt"):
        for line in log.read_text("utf-8").splitlines():
            assert re.search(r" # R(0[1-9]|1[0-5])\b", line), f"{log.name}: {line}"


def test_opened_and_closed(player: Player) -> None:
    with player.launch(SLIDES) as run:
        run.leave()
        assert said(run.log()) == written("opened-and-closed")


def test_finished_and_relaunched(player: Player) -> None:
    with player.launch(SLIDES) as run:
        # Time is told in whole seconds: let one pass.
        run.page.wait_for_timeout(1200)
        complete(SLIDES, run)
        run.wait_for(STATUS, "completed")
        run.page.wait_for_timeout(1100)
        record = run.leave()
        log = said(run.log())
    assert log == written("slides-finished")
    with player.launch(SLIDES, record) as run:
        run.leave()
        assert said(run.log()) == written("relaunched-when-done")


@pytest.mark.parametrize(
    ("sco", "name"),
    [
        (PAGE, "page-finished"),
        (HAND, "done-by-hand"),
        (DOCUMENT, "document-finished"),
        (VIDEO, "video-finished"),
    ],
)
def test_finished(sco: str, name: str, player: Player) -> None:
    with player.launch(sco) as run:
        run.page.wait_for_timeout(1200)
        complete(sco, run)
        run.wait_for(STATUS, "completed")
        run.page.wait_for_timeout(1100)
        run.leave()
        assert said(run.log()) == written(name)


def test_killed_half_way_and_resumed(player: Player) -> None:
    with player.launch(SLIDES) as run:
        run.page.wait_for_timeout(1200)
        run.sco.locator('[data-action="next"]').click()
        run.page.wait_for_timeout(10_500)
        record = run.record()
        assert said(run.log()) == written("killed-half-way")
    with player.launch(SLIDES, record, entry="") as run:
        run.page.wait_for_timeout(1100)
        run.leave()
        assert said(run.log()) == written("resumed")


def test_reviewed(player: Player) -> None:
    with player.launch(SLIDES, mode="review", credit="no-credit") as run:
        complete(SLIDES, run)
        run.page.wait_for_timeout(1100)
        run.leave()
        assert said(run.log()) == written("reviewed")
