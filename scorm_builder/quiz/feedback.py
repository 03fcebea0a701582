"""The feedback of a question: a block quote whose paragraphs may be for right or wrong answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.markdown import Document
from scorm_builder.quiz import Feedback
from scorm_builder.quiz.answers import behind_colon
from scorm_builder.quiz.blocks import Block
from scorm_builder.quiz.sheet import Sheet

_LABEL = re.compile(
    r"(?P<bold>\*\*|__)?(?P<label>correct|wrong)(?(bold)(?:\s?:(?P=bold)|(?P=bold)\s?:)|\s?:)",
    re.IGNORECASE,
)


def read(quote: Block, sheet: Sheet) -> Feedback:
    """What a block quote says, and when."""
    said: dict[str, list[Block]] = {"": [], "correct": [], "wrong": []}
    for block in quote.inside():
        lines = _lines(block, quote) if block.type == "paragraph" else []
        label = _label(lines[0][1]) if lines else ""
        told = _without_label(block) if label else block
        _check(told, lines, label, sheet)
        said[label].append(told)
    if not any(said.values()):
        message = "this feedback says nothing: write some, or take it out"
        sheet.say(codes.BAD_FEEDBACK, quote.line, message)
    return Feedback(*(_document(quote, said[name], sheet) for name in ("", "correct", "wrong")))


def _label(source: str) -> str:
    match = _LABEL.match(source)
    return match["label"].lower() if match else ""


def _without_label(block: Block) -> Block:
    opening, inline, closing = block.tokens
    return Block((opening, inline.copy(children=behind_colon(block.children)), closing))


def _lines(paragraph: Block, quote: Block) -> list[tuple[int, str]]:
    """The lines of a paragraph with their numbers; that of an alert's sign is none of it."""
    lines = [*enumerate(paragraph.inline.content.split("\n"), paragraph.line)]
    is_sign = quote.tokens[0].meta.get("alert") and paragraph.line == quote.line
    return lines[1:] if is_sign else lines


def _check(block: Block, lines: list[tuple[int, str]], label: str, sheet: Sheet) -> None:
    for number, line in lines[1:]:
        if name := _label(line):
            message = "this belongs to the paragraph above: write a line with > alone between them"
            sheet.say(codes.BAD_FEEDBACK, number, message, line[: len(name)])
    if label and not any(child.content.strip() or child.children for child in block.children):
        message = f"nothing is said behind {label.capitalize()}: write it in the same paragraph"
        sheet.say(codes.BAD_FEEDBACK, lines[0][0], message, lines[0][1][: len(label)])


def _document(quote: Block, blocks: Iterable[Block], sheet: Sheet) -> Document | None:
    tokens: list[Token] = [token for block in blocks for token in block.tokens]
    if not tokens:
        return None
    if quote.tokens[0].meta.get("alert"):
        tokens = [quote.tokens[0], *tokens, quote.tokens[-1]]
    return sheet.part(tokens)
