"""Texts and questions as one value that a template may go through, or print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class Parts(list[dict[str, Any]]):
    """The parts of a page in their order; printed they are what ``html`` makes of them."""

    def __init__(self, parts: Iterable[dict[str, Any]], html: Callable[..., str]) -> None:
        super().__init__(parts)
        self._html = html

    def __html__(self) -> str:
        return self._html(parts=self)
