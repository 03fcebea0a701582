"""Blocks that lose something on their way to the page, or are not what they were meant to be.

A code block that never ends takes the rest of the page; a table row drops what has no column; a
table whose second row does not fit stays text. CommonMark and GFM call none of it an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.markdown.rawhtml import Tag
from scorm_builder.markdown.unread import Unread

_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"[\s>]*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
# A frame, or an outside program, has no words of its own; an input needs those beside it.
_NAMES = {
    "iframe": (("title", "aria-label"), 'title="what it shows"'),
    "object": (("title", "aria-label"), 'aria-label="what it shows"'),
    "embed": (("title", "aria-label"), 'title="what it shows"'),
    "input": (("aria-label", "aria-labelledby", "title", "id"), 'aria-label="what it asks"'),
    "select": (("aria-label", "aria-labelledby", "title", "id"), 'aria-label="what it asks"'),
    "textarea": (("aria-label", "aria-labelledby", "title", "id"), 'aria-label="what it asks"'),
}


def unclosed_code(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[int, Unread]]:
    """Fences without an end, each with the index of its token."""
    for at, token in enumerate(tokens):
        if token.type != "fence" or not token.map:
            continue
        first, end = token.map
        last = lines[min(end, len(lines)) - 1].lstrip("> \t").rstrip()
        closed = end - first > 1 and set(last) == {token.markup[0]}
        if not (closed and len(last) >= len(token.markup)):
            message = f"this code never ends: write {token.markup} on a line of its own below it"
            yield at, Unread(codes.UNCLOSED_CODE, token.markup, message)


def lost_cells(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[int, Unread]]:
    """Cells of table rows that have no column, each with the index of its row."""
    columns = 0
    for at, token in enumerate(tokens):
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            line = lines[token.map[0]]
            lost = _beyond(line, columns)
            if lost:
                message = f"this table has {columns} columns: what stands beyond is not shown"
                column = len(line.rstrip()) - len(lost) + 1
                yield at, Unread(codes.LOST_CELL, lost, message, column)


def _beyond(line: str, columns: int) -> str:
    """What stands in a row behind its last column, to the end of the line."""
    pipes = [match.end() for match in _PIPE.finditer(line)]
    if pipes and not line[: pipes[0] - 1].strip(" \t>"):
        del pipes[0]
    return line[pipes[columns - 1] :].strip() if len(pipes) >= columns else ""


def no_table(token: Token, lines: Sequence[str]) -> Iterator[Unread]:
    """A paragraph that was meant as a table: its second line has dashes and pipes."""
    if token.type != "paragraph_open" or not token.map or token.map[1] - token.map[0] < 2:
        return
    for first, second in zip(
        lines[token.map[0] :], lines[token.map[0] + 1 : token.map[1]], strict=False
    ):
        bare = first.strip(" \t>"), second.strip(" \t>")
        if all(re.fullmatch(r"\|[^|]+\|(?:[^|]+\|)+", row) for row in bare):
            message = "this is no table: write a row of dashes, | --- | --- |, below its first row"
            yield Unread(codes.NO_TABLE, bare[0], message)
            return
        if "|" in first and "|" in second and _DELIMITER.fullmatch(second):
            message = "this is no table: give its second row as many columns as its first"
            yield Unread(codes.NO_TABLE, second.strip(" \t>"), message)


def nameless(tag: Tag) -> Iterator[Unread]:
    """An element that a screen reader could not call by any name."""
    if tag.closing or tag.name not in _NAMES or tag.get("type") in ("hidden", "submit", "button"):
        return
    keys, cure = _NAMES[tag.name]
    if not any((tag.get(key) or "").strip() for key in keys):
        message = f"this <{tag.name}> has no name for those who cannot see it: write {cure}"
        yield Unread(codes.NAMELESS, tag.source, message)
