"""Plays a SCO in the strict LMS (or scorm-again) in a real browser, launch after launch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
        return [
            c["args"][1] for c in self.log() if c["call"] == "LMSSetValue" and c["args"][0] == element
        ]

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
        clock: bool = False,
        **options: Any,
    ) -> Iterator[Launch]:
        """Launches ``sco`` (``course/units/x/index.html``) in a fresh context.

        Leaving the block without ``leave()`` kills the browser context: no ``pagehide`` handler
        gets a say in what is kept, since the record is read before. ``clock`` lets the test turn
        the page's time by hand.
        """
        context = self.browser.new_context(viewport={"width": width, "height": height})
        self.guard.watch(context)
        try:
            page = context.new_page()
            if clock:
                page.clock.install()
            page.goto(f"{self.url}/player/player.html")
            page.wait_for_function("window.player")
            wanted = {"sco": f"/package/{sco}", "lms": self.lms, "record": record, **options}
            page.evaluate(f"window.player.launch({json.dumps(wanted)})")
            page.frame_locator("#sco").locator("html.js").wait_for(state="attached")
            yield Launch(page, context)
        finally:
            context.close()
