"""Cuts a document into screens, at each thematic break that stands between its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.diagnostics import Code
from scorm_builder.markdown import Document, flat, rawhtml
from scorm_builder.markdown.notes import share_notes, without_notes


@dataclass(frozen=True, slots=True)
class Told:
    """Something that looks like a break and is none, or leads to nothing; ``line`` from 0."""

    code: Code
    line: int
    message: str


def split(document: Document, text: str) -> tuple[tuple[Document, ...], list[Told]]:
    """The screens of a document that was read from ``text``, and what is odd about its breaks.

    A screen without anything on it is none. Fewer than two screens are no screens at all. A
    footnote goes to the screen that refers to it first.
    """
    lines = text.split("\n")
    tokens, notes = without_notes(document.tokens)
    told = list(_underlined(tokens, lines))
    screens: list[list[Token]] = [[]]
    breaks: list[int] = []
    for token, inside in _with_elements(tokens):
        at = token.map[0] if token.map else 0
        if token.type != "hr" or token.level > 0:
            screens[-1].append(token)
        elif inside:
            screens[-1].append(token)
            message = f"a break inside <{inside}> divides no screens: put it before or behind that"
            told.append(Told(codes.NO_BREAK, at, message))
        else:
            screens.append([])
            breaks.append(at)
    filled = [any(not _is_nothing(token) for token in screen) for screen in screens]
    if sum(filled) < 2:
        if not told:
            message = "a page of screens needs a break between two of them: write --- on a line"
            told.append(Told(codes.ONE_SCREEN, breaks[0] if breaks else -1, message))
        return (), told
    for number, full in enumerate(filled):
        if not full:
            is_last = number == len(breaks)
            if is_last and not filled[number - 1]:
                continue  # The finding on the screen before names both.
            both = number == len(breaks) - 1 and not filled[-1]
            which = "screen below" if is_last else "screen above"
            which, verb = ("screens above and below", "are") if both else (which, "is")
            message = f"the {which} this break {verb} empty and {verb} left out: take the break out"
            told.append(Told(codes.EMPTY_SCREEN, breaks[number - is_last], message))
    kept = [screen for screen, full in zip(screens, filled, strict=True) if full]
    parts = zip(kept, share_notes(kept, notes), strict=True)
    cut = tuple(replace(document, tokens=(*screen, *notes)) for screen, notes in parts)
    return cut, sorted(told, key=lambda one: one.line)


def opening_anchor(screen: Document) -> str:
    """The anchor of the first heading of a screen; empty if it has none."""
    headings = (token for token in screen.tokens if token.type == "heading_open")
    first = next(headings, None)
    return str(first.attrs["id"]) if first else ""


def _is_nothing(token: Token) -> bool:
    return token.type == "html_block" and not token.content.strip()


def _underlined(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Told]:
    """Dashes right under text, which make a heading of it."""
    for token in tokens:
        if token.type == "heading_open" and token.level == 0 and token.markup == "-" and token.map:
            at = token.map[1] - 1
            if len(lines[at].strip()) >= 3:
                message = "right under text, dashes make a heading of it: put a blank line above"
                yield Told(codes.NO_BREAK, at, f"{message} to begin a screen, or write ## Heading")


def _with_elements(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Each token with the name of the HTML element, written by the author, that it lies in."""
    still: list[str] = []
    for token in tokens:
        yield token, still[-1] if still else ""
        for one in flat([token]):
            if one.type in ("html_block", "html_inline"):
                for tag in rawhtml.tags(one.content):
                    still = rawhtml.open_after(still, tag)
