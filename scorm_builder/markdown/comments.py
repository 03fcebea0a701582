"""HTML comments in Markdown, emptied before the text is parsed.

Authors keep notes and answers in comments, and CommonMark alone does not hide all of them: a blank
line inside a comment that does not begin its own line ends the HTML, and the rest of the note
becomes a paragraph for everybody to read. So a comment reaches from ``<!--`` to the next ``-->``,
as authors mean it; only in code it is text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_OPENING = "<!--"
# `<!-->` and `<!--->` are whole comments (CommonMark 0.31, section 6.6).
_COMMENT = re.compile(r"<!--(?:-?>|(?P<inside>.*?)-->)", re.DOTALL)
_BACKTICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


@dataclass(frozen=True, slots=True)
class Emptied:
    """The text with empty comments, line for line as long; and where comments never end.

    ``unclosed`` holds lines and columns: lines from 0, columns from 1.
    """

    text: str
    unclosed: tuple[tuple[int, int], ...]


def empty(text: str, code_lines: Collection[int]) -> Emptied:
    """Takes out what stands in comments; ``code_lines`` (from 0) are blocks of code."""
    out: list[str] = []
    unclosed: list[tuple[int, int]] = []
    done = 0
    for at in _openings(text, code_lines):
        if at < done:
            continue
        match = _COMMENT.match(text, at)
        if match is None:
            line = text.count("\n", 0, at)
            unclosed.append((line, at - text.rfind("\n", 0, at)))
            continue
        out += text[done:at], _hollow(match["inside"] or "")
        done = match.end()
    out.append(text[done:])
    return Emptied("".join(out), tuple(unclosed))


def _hollow(inside: str) -> str:
    """An empty comment with as many line ends; those that would end a block stand behind it."""
    ends = "\n" * inside.count("\n")
    return f"<!---->{ends}" if _BLANK_LINE.search(f"\n{inside}\n") else f"<!--{ends}-->"


def _openings(text: str, code_lines: Collection[int]) -> Iterator[int]:
    """Every ``<!--`` that stands neither in code nor behind a backslash."""
    at = line = 0
    fresh = True
    while at < len(text):
        if fresh and line in code_lines:
            at = _next_line(text, at)
            line += 1
            continue
        fresh = False
        char = text[at]
        if char == "\n":
            line += 1
            fresh = True
        elif char == "\\":
            at += text[at + 1 : at + 2] != "\n"
        elif ticks := _BACKTICKS.match(text, at):
            end = _code_span_end(text, ticks)
            line += text.count("\n", at, end)
            at = end
            continue
        elif text.startswith(_OPENING, at):
            yield at
            match = _COMMENT.match(text, at)
            end = match.end() if match else at + len(_OPENING)
            line += text.count("\n", at, end)
            at = end
            continue
        at += 1


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _code_span_end(text: str, opening: re.Match[str]) -> int:
    """Behind the code span that these backticks begin; behind themselves if they begin none."""
    paragraph = _BLANK_LINE.search(text, opening.end())
    limit = paragraph.start() if paragraph else len(text)
    for closing in _BACKTICKS.finditer(text, opening.end(), limit):
        if len(closing[0]) == len(opening[0]):
            return closing.end()
    return opening.end()
