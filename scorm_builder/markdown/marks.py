"""Marks in braces, ``{#plan .wide}``, at the end of a heading, a question or one of its options.

They are taken out of the text before anything else reads it: anchors are made without them, and
nobody takes them for a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

# What marks said, kept at the token that they were taken from; and what they are, as written.
MARKS = "marks"
_AT_THE_END = re.compile(r"\s*(?P<braces>\{[^{}\n]*\}(?:[ \t]*\{[^{}\n]*\})*)\s*$")
_ID_OR_CLASS = re.compile(r"[#.][\w-]+")
_SAYS_SOMETHING = re.compile(r"[#.]\S+|[\w-]+=\S*")
_OF_OPTIONS = re.compile(r"[#.]\S+|last")

# The level of a paragraph in an item of a list that lies in nothing else, and of a table's cell.
_IN_A_LIST = 2
_IN_A_TABLE = 3


def take(tokens: Sequence[Token], *, quiz: bool) -> None:
    """Takes the marks out of all headings, and out of the options of questions.

    In a ``quiz`` each heading of level 2 is a question, elsewhere one with ``{.question}``.
    """
    asking = 0
    for opening, inline in _marked(tokens):
        if opening.type != "heading_open":
            if asking and (words := _words(inline)) and all(map(_OF_OPTIONS.fullmatch, words)):
                _take(inline)
            continue
        level = int(opening.tag[1])
        if level <= asking or (quiz and level == 2):
            asking = 0
        words = _words(inline)
        is_question = quiz and level == 2
        if is_question or ".question" in words:
            _take_of_question(opening, inline, words)
            asking = 0 if ".text" in str(opening.meta.get(MARKS, "")).split() else level
        elif words and all(map(_ID_OR_CLASS.fullmatch, words)):
            _take(inline)
            _set(opening, words)


def taken(token: Token) -> list[str]:
    """The words of the marks that were taken from a heading or an option."""
    return str(token.meta.get(MARKS, "")).split()


def _marked(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """What may have marks, with its text: headings, items of lists, cells of tables."""
    for at, token in enumerate(tokens):
        in_a_list = token.type == "paragraph_open" and token.level == _IN_A_LIST
        if token.type == "heading_open" or (token.type == "td_open" and token.level == _IN_A_TABLE):
            yield token, tokens[at + 1]
        elif in_a_list and tokens[at - 1].type == "list_item_open":
            yield tokens[at - 1], tokens[at + 1]


def _find(inline: Token) -> re.Match[str] | None:
    """Braces at the end of a text; escaped ones, and those of code and formulas, are none."""
    match = _AT_THE_END.search(str(inline.meta.get("text", "")))
    last = inline.children[-1] if inline.children else None
    if match and last and last.type == "text" and last.content.endswith(match[0]):
        return match
    return None


def _words(inline: Token) -> list[str]:
    match = _find(inline)
    return re.sub("[{}]", " ", match["braces"]).split() if match else []


def _take(inline: Token) -> None:
    match = _find(inline)
    if match and inline.children:
        last = inline.children[-1]
        last.content = last.content[: len(last.content) - len(match[0])]
        text = str(inline.meta["text"])
        inline.meta["text"] = text[: match.start()]
        inline.meta[MARKS] = " ".join(re.sub("[{}]", " ", match["braces"]).split())


def _take_of_question(opening: Token, inline: Token, words: list[str]) -> None:
    match = _find(inline)
    # Right behind a word it may be part of it: "sizeof{int}".
    apart = bool(match and match[0][0] != "{") or all(map(_SAYS_SOMETHING.fullmatch, words))
    if words and apart:
        _take(inline)
        _set(opening, [word for word in words if word.startswith("#")][:1])
    # A line of marks above a heading was read by the parser.
    above = [f"#{opening.attrs['id']}"] if "id" in opening.attrs else []
    above += [f".{name}" for name in str(opening.attrs.pop("class", "")).split()]
    own = str(inline.meta.get(MARKS, "")).split()
    opening.meta[MARKS] = " ".join(dict.fromkeys([*above, *own]))


def _set(opening: Token, words: Sequence[str]) -> None:
    for word in words:
        if word.startswith("#"):
            opening.attrSet("id", word[1:])
        else:
            opening.attrJoin("class", word[1:])
