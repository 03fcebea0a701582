"""What of a JavaScript text is code, and what is comment, string, template or regular expression.

Just enough of ECMA-262 (12, lexical grammar) to find the statements of our own modules safely. It
is no parser: node judges the result.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["code", "comment", "literal"]

_STRING = re.compile(r"'(?:[^'\\\n]|\\[\s\S])*'|\"(?:[^\"\\\n]|\\[\s\S])*\"")
_COMMENT = re.compile(r"//[^\n]*|/\*[\s\S]*?\*/")
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/[a-z]*")
# A slash after one of these begins a regular expression; after anything else it divides.
_BEFORE_REGEX = re.compile(
    r"(?:^|[(,=:\[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|delete|void|throw|new|do|else))\s*$"
)


class UnreadableError(ValueError):
    """The text ends inside a literal or comment; ``line`` is where that began, from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text of one kind; ``start`` is its offset in characters."""

    kind: Kind
    start: int
    text: str


def pieces(text: str) -> Iterator[Piece]:
    """The text cut into pieces, complete and in order. Raises ``UnreadableError``."""
    end = yield from _code(text, 0, nested=False)
    if end < len(text):
        raise UnreadableError(
            text.count("\n", 0, end) + 1, "a closing brace without an opening one"
        )


def code(text: str) -> str:
    """The text with every character that is not code as a blank; line ends stay."""
    return "".join(
        piece.text if piece.kind == "code" else re.sub(r"[^\n]", " ", piece.text)
        for piece in pieces(text)
    )


def _code(text: str, at: int, nested: bool) -> Generator[Piece, None, int]:
    """Code from ``at`` to the end, or to the brace that closes a template's hole."""
    start, depth, last = at, 0, ""
    while at < len(text):
        char = text[at]
        if nested and char == "}" and depth == 0:
            break
        depth += (char == "{") - (char == "}")
        if not nested and depth < 0:
            break
        found = _literal(text, at, last + text[start:at])
        if found is None and char != "`":
            at += 1
            continue
        if at > start:
            yield Piece("code", start, text[start:at])
            last = text[start:at]
        if found is None:
            at = yield from _template(text, at)
            last = "`"
        else:
            kind, end = found
            yield Piece(kind, at, text[at:end])
            last = last if kind == "comment" else "0"
            at = end
        start = at
    if at > start:
        yield Piece("code", start, text[start:at])
    return at


def _literal(text: str, at: int, before: str) -> tuple[Kind, int] | None:
    char = text[at]
    if char in "'\"":
        if match := _STRING.match(text, at):
            return "literal", match.end()
        raise UnreadableError(
            text.count("\n", 0, at) + 1, "a string that is not closed in its line"
        )
    if char != "/":
        return None
    if match := _COMMENT.match(text, at):
        return "comment", match.end()
    if text.startswith("/*", at):
        raise UnreadableError(text.count("\n", 0, at) + 1, "a comment that is not closed")
    if _BEFORE_REGEX.search(before[-200:]) and (match := _REGEX.match(text, at)):
        return "literal", match.end()
    return None


def _template(text: str, at: int) -> Generator[Piece, None, int]:
    begin = start = at
    at += 1
    while at < len(text):
        if text[at] == "`":
            yield Piece("literal", start, text[start : at + 1])
            return at + 1
        if text[at] == "\\":
            at += 2
        elif text.startswith("${", at):
            yield Piece("literal", start, text[start : at + 2])
            at = yield from _code(text, at + 2, nested=True)
            start = at
        else:
            at += 1
    raise UnreadableError(text.count("\n", 0, begin) + 1, "a template that is not closed")
