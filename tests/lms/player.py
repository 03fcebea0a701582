"""Plays a SCO in the strict LMS (or scorm-again) in a real browser, launch after launch.

with serving(folder_with_zips) as url:
    player = Player(browser, url, Guard())
    with player.launch("course/units/x/index.html") as run:
        run.sco.get_by_role("button", name="Done").click()
        run.wait_for("cmi.core.lesson_status", "completed")
        record = run.leave()                  # or run.kill(): what is left after a crash
    with player.launch("course/units/x/index.html", record, profile="blank-entry") as run:
        assert run.value("cmi.suspend_data")  # what the learner did is still there
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page

from tests.browser.guard import Guard


@dataclass(slots=True)
class Launch:
    """One launch: the page of the player, and the SCO in its frame."""

    page: Page
    context: BrowserContext

    @property
    def sco(self) -> FrameLocator:
        return self.page.frame_locator("#sco")

    def log(self) -> list[dict[str, Any]]:
        """Every call so far: n, at, call, args, result, error."""
        calls: list[dict[str, Any]] = self.page.evaluate("window.player.log()")
        return calls

    def sets(self, element: str) -> list[str]:
        """The values that were set for an element, in order."""
        sets = [c["args"] for c in self.log() if c["call"] == "LMSSetValue"]
        return [args[1] for args in sets if args[0] == element]

    def value(self, element: str) -> str:
        """What the strict LMS holds now, committed or not."""
        value: str = self.page.evaluate("window.player.snapshot()")[element]
        return value

    def record(self) -> Any:
        """What is committed: what is left if the browser is gone the next moment."""
        return self.page.evaluate("window.player.record()")

    def finished(self) -> bool:
        over: bool = self.page.evaluate("window.player.finished()")
        return over

    def wait_for(self, element: str, value: str, seconds: float = 15) -> None:
        """Until the LMS holds ``value``."""
        self.page.wait_for_function(
            "([e, v]) => window.player.snapshot()[e] === v",
            arg=[element, value],
            timeout=seconds * 1000,
        )

    def leave(self) -> Any:
        """Leaves as an LMS does, by sending the frame elsewhere; gives what is kept."""
        self.page.evaluate("window.player.leave()")
        return self.record()

    def kill(self) -> Any:
        """The browser is gone, as by a crash or an empty battery; gives what the LMS has then.

        What handlers of ``pagehide`` may still do comes too late: the record is read before.
        """
        record = self.record()
        self.context.close()
        return record


@dataclass(slots=True)
class Player:
    """A browser, a server of packages, and the guard that watches every page."""

    browser: Browser
    url: str
    guard: Guard
    lms: str = "strict"

    @contextmanager
    def launch(
        self,
        sco: str,
        record: Any = None,
        *,
        width: int = 1280,
        height: int = 800,
        clock: bool | datetime = False,
        ready: str = "html.js",
        **options: Any,
    ) -> Iterator[Launch]:
        """Launches ``sco`` (``course/units/x/index.html``) in a fresh context.

        ``record`` is what an earlier launch left. ``options`` go to ``window.player.launch`` of
        player.js: ``mode``, ``credit``, ``entry``, ``profile``, ``student``, ``launch``. ``clock``
        lets the test turn the page's time by hand, from that moment on. ``ready`` is the element
        that shows that the SCO has begun. The context is closed when the block is left.
        """
        context = self.browser.new_context(viewport={"width": width, "height": height})
        self.guard.watch(context)
        try:
            page = context.new_page()
            page.set_default_timeout(10_000)
            if clock:
                page.clock.install(time=None if clock is True else clock)
            page.goto(f"{self.url}/player/player.html")
            page.wait_for_function("window.player")
            wanted = {"sco": f"/package/{sco}", "lms": self.lms, "record": record, **options}
            page.evaluate(f"window.player.launch({json.dumps(wanted)})")
            page.frame_locator("#sco").locator(ready).wait_for(state="attached")
            yield Launch(page, context)
        finally:
            context.close()
