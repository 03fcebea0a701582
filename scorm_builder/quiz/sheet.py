"""The text that questions are read from: where things stand in it, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from markdown_it.token import Token

from scorm_builder.diagnostics import Code, Span
from scorm_builder.markdown import Document

Spot = Callable[[int, int], Span]
"""The place of a line, from 0, and a column, from 1, of the text."""
Report = Callable[[Code, Span, str], None]


class Sheet:
    """One text while its questions are read."""

    def __init__(self, document: Document, text: str, spot: Spot, report: Report) -> None:
        self._empty = replace(document, title="", lead=(), tokens=())
        self._lines = text.split("\n")
        self._spot = spot
        self._report = report

    def span(self, line: int, words: str = "", *, last: bool = False) -> Span:
        """Where ``words`` stand in a line, the first or the ``last`` time; else its first sign."""
        written = self._lines[line] if line < len(self._lines) else ""
        at = (written.rfind(words) if last else written.find(words)) if words else -1
        if at < 0:
            at = len(written) - len(written.lstrip())
        return self._spot(line, at + 1)

    def say(
        self, code: Code, line: int, message: str, words: str = "", *, last: bool = False
    ) -> None:
        """Files a finding at ``words`` in a line."""
        self._report(code, self.span(line, words, last=last), message)

    def part(self, tokens: Iterable[Token]) -> Document:
        """Some of the text as a document of its own."""
        return replace(self._empty, tokens=tuple(tokens))
