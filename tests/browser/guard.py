"""What no learner should ever meet: watched on every page, and failing the test."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page


@dataclass
class Guard:
    """What went wrong in a context: exceptions, console errors, dialogs, requests outside."""

    seen: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    def watch(self, context: BrowserContext) -> None:
        context.on("page", self._page)
        context.on("weberror", lambda error: self.seen.append(f"exception: {error.error}"))
        context.on("request", lambda request: self._request(request.url))

    def _page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("dialog", self._dialog)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.seen.append(f"console {message.type}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        inside = ("http://127.0.0.1:", "about:", "blob:", "file:", "chrome-extension:", "chrome:")
        if not url.startswith(inside):
            self.seen.append(f"request outside: {url}")

    def check(self) -> None:
        bad = [s for s in self.seen if not any(a in s for a in self.allowed)]
        assert not bad, "\n".join(bad)
