"""A real Chromium, and a guard on every page: what no learner should ever meet fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Without these a stock Chromium looks for its maker's servers at every start.
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--autoplay-policy=no-user-gesture-required",
]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


@dataclass(slots=True)
class Guard:
    """What went wrong in a context: exceptions, console errors, dialogs, requests outside."""

    seen: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    def watch(self, context: BrowserContext) -> None:
        context.on("page", self._watch_page)
        context.on("weberror", lambda error: self.seen.append(f"exception: {error.error}"))
        context.on("dialog", lambda dialog: (self.seen.append("dialog"), dialog.dismiss()))
        context.on("request", lambda request: self._request(request.url))

    def _watch_page(self, page: Page) -> None:
        page.on(
            "console",
            lambda message: (
                self.seen.append(f"console {message.type}: {message.text}")
                if message.type in ("error", "warning")
                else None
            ),
        )

    def _request(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "about:", "blob:", "file:")):
            self.seen.append(f"request outside: {url}")

    def check(self) -> None:
        bad = [s for s in self.seen if not any(a in s for a in self.allowed)]
        assert not bad, "\n".join(bad)


@pytest.fixture
def guard() -> Iterator[Guard]:
    watching = Guard()
    yield watching
    watching.check()


@pytest.fixture
def context(browser: Browser, guard: Guard) -> Iterator[BrowserContext]:
    fresh = browser.new_context(viewport={"width": 1280, "height": 800})
    guard.watch(fresh)
    yield fresh
    fresh.close()


@pytest.fixture(scope="session")
def unpacked(courses: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every built course as a folder, for pages opened without a server."""
    import zipfile

    out = tmp_path_factory.mktemp("unpacked")
    for zipped in courses.glob("*.zip"):
        with zipfile.ZipFile(zipped) as archive:
            archive.extractall(out / zipped.stem)
    return out
