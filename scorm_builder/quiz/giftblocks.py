"""A GIFT file in pieces: its questions, their parts, and where in the file each stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scorm_builder.diagnostics import Span
from scorm_builder.quiz import gifttext
from scorm_builder.quiz.gifttext import Format
from scorm_builder.quiz.pieces import Piece

Spot = Callable[[int, int], Span]
_COMMENT = re.compile(r"\s*//(?P<said>.*)")
_ID = re.compile(r"\[id:(?P<id>[^\]]+)\]")
_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(?P<path>.+?)\s*")
_FORMAT = re.compile(r"\s*\[(?P<form>html|moodle|plain|markdown)\]", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[~=#{}:n\\]")


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a question as written. ``masked`` is as long, without what is escaped."""

    text: str
    masked: str
    line: int
    col: int
    spot: Spot

    @property
    def span(self) -> Span:
        """Where its first sign stands."""
        blank = len(self.text) - len(self.text.lstrip())
        return self.at(0 if blank == len(self.text) else blank)

    def at(self, offset: int) -> Span:
        line, col = self._place(offset)
        return self.spot(line, col)

    def _place(self, offset: int) -> tuple[int, int]:
        before = self.text[:offset]
        newline = before.rfind("\n")
        col = offset - newline if newline >= 0 else self.col + offset
        return self.line + before.count("\n"), col

    def part(self, begin: int, end: int | None = None) -> Cut:
        line, col = self._place(begin)
        return Cut(self.text[begin:end], self.masked[begin:end], line, col, self.spot)

    def parted(self, mark: str) -> tuple[Cut, Cut | None]:
        """What stands before and behind the first ``mark``; None without one."""
        at = self.masked.find(mark)
        if at < 0:
            return self, None
        return self.part(0, at), self.part(at + len(mark))

    def joined(self, between: str, behind: Cut) -> Cut:
        """One text of it, ``between`` and ``behind``, with the blanks that are written."""
        text = f"{self.text}{between}{behind.text}"
        masked = f"{self.masked}{between}{behind.masked}"
        return Cut(text, masked, self.line, self.col, self.spot)

    def is_blank(self) -> bool:
        return not self.text.strip()

    def formatted(self, usual: Format) -> tuple[Cut, Format]:
        """The text behind its format in brackets, which else is the usual one."""
        match = _FORMAT.match(self.masked)
        if not match:
            return self, usual
        names: dict[str, Format] = {
            "html": "html",
            "moodle": "moodle",
            "plain": "plain",
            "markdown": "markdown",
        }
        return self.part(match.end()), names[match["form"].lower()]

    def said(self) -> str:
        """The text, its escapes undone."""
        # Empty lines are those of comments.
        return gifttext.unescaped(re.sub(r"\n{2,}", "\n", self.text))

    def piece(self, usual: Format) -> Piece:
        """The text as Markdown."""
        inside, form = self.formatted(usual)
        text = gifttext.markdown(inside.said(), form)
        first, _ = inside._place(len(inside.text) - len(inside.text.lstrip()))
        last = self.line + self.text.count("\n")
        return Piece(
            text, inside.span, lambda line, _col: self.spot(min(first + line - 1, last), 0)
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One question, or text between questions; ``category`` is a path, ``id`` that of a comment."""

    whole: Cut
    category: str
    id: str


def entries(text: str, spot: Spot) -> Iterator[Entry]:
    """What stands between empty lines; ``spot`` gives the place of a line and column, from 1."""
    category = name = ""
    first, lines = 0, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        comment = _COMMENT.fullmatch(line)
        found = _CATEGORY.fullmatch(line) if not lines else None
        if comment:
            match = _ID.search(comment["said"])
            name = match["id"].strip() if match else name
            # It leaves its line, so that places stay what they are.
            lines += [""] if lines else []
        elif found:
            category = found["path"]
        elif line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            whole = "\n".join(lines)
            masked = _ESCAPE.sub("\0\0", whole)
            yield Entry(Cut(whole, masked, first, 1, spot), category, name)
            lines, name = [], ""
