"""Abbreviations: ``*[HTML]: Hypertext Markup Language``, said once, shown wherever it occurs.

The syntax is that of PHP Markdown Extra.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_DEFINITION = re.compile(r"\*\[(?P<short>[^\[\]]+)\]:[ \t]+(?P<long>\S.*)")


@dataclass(slots=True)
class Abbreviation:
    """What it stands for, the line (from 0) that says so, and whether the text has it."""

    long: str
    line: int
    used: bool = False


def plugin(parser: MarkdownIt) -> None:
    """Adds abbreviations to a parser; ``env["abbreviations"]`` then holds them by their letters."""
    parser.block.ruler.before(
        "reference", "abbreviation", _define, {"alt": ["paragraph", "reference"]}
    )
    parser.core.ruler.after("text_join", "abbreviations", _mark)


def unused(env: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Abbreviations that occur nowhere, each with its line from 0."""
    for short, one in env.get("abbreviations", {}).items():
        if not one.used:
            yield short, one.line


def _define(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    match = _DEFINITION.fullmatch(state.src[begin:end])
    if match is None or state.is_code_block(line):
        return False
    if not silent:
        known = state.env.setdefault("abbreviations", {})
        known.setdefault(match["short"].strip(), Abbreviation(match["long"].strip(), line))
        state.line = line + 1
    return True


def _mark(state: StateCore) -> None:
    known: dict[str, Abbreviation] = state.env.get("abbreviations", {})
    if not known:
        return
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_split(token.children, pattern, known))


def _split(
    tokens: list[Token], pattern: re.Pattern[str], known: Mapping[str, Abbreviation]
) -> Iterator[Token]:
    for token in tokens:
        if token.type != "text":
            yield token
            continue
        for i, part in enumerate(pattern.split(token.content)):
            if i % 2:
                known[part].used = True
                yield Token("abbr_open", "abbr", 1, attrs={"title": known[part].long})
                yield token.copy(content=part)
                yield Token("abbr_close", "abbr", -1)
            elif part:
                yield token.copy(content=part)
