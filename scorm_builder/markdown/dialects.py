"""Markup of other tools that read Markdown, which is text here.

Each tool has its own signs for highlights, boxes and notes. Learners would read them; every one is
told, with what is written here instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.markdown.unread import MARKUP, Unread

_WIKI = re.compile(r"!?\[\[[^\[\]\n]+\]\]")
# With something in it that only formulas have: "\(see above\)" is prose with brackets.
_LATEX = re.compile(
    r"\\\((?=[^)\n]*(?:[\^_=]|\\[A-Za-z]))[^\n]+?\\\)|\\\[(?=[^\]\n]*(?:[\^_=]|\\[A-Za-z]))[^\n]+?\\\]"
)
_BOXES = (
    "abstract attention bug caution danger error example failure help hint important info note"
    " question quote success summary tip todo warning"
).replace(" ", "|")
_BOX = re.compile(
    rf"^(?::{{3,}} ?\{{?[.A-Za-z]|(?:!!!|\?\?\?\+?) (?:{_BOXES})\b)[^\n]*", re.MULTILINE
)
_CONTENTS = re.compile(r"\[TOC\]", re.IGNORECASE)
_NOTE = re.compile(r"(?<![\w%])%%(?!%)(?=[^%]*[^\W\d])[^%]+%%(?![\w%])")
_INSTRUCTION = re.compile(r"\{%[^%\n]+%\}")
_PICTURE_BY_NAME = re.compile(r"(?<!\S):[a-z]+(?:_[a-z]+)*:(?![\w:])")
# What each pair of signs around words is in HTML.
_PAIRS = (
    (re.compile(r"(?<![=\w])==(?=[^\s=])(?=[^=\n]*\w)([^=\n]*)(?<=\S)==(?![=\w])"), "mark"),
    (re.compile(r"(?<=[A-Za-z)])~([\w+-]{1,4})~(?!~)"), "sub"),
    (re.compile(r"(?<=[\w)])\^([\w+-]{1,10})\^"), "sup"),
)
_DEFINITION = re.compile(r"(?<=\n):(?![\w+-]+:)[^\W\d_][^\n]*")
_WORDS_IN_BRACES = re.compile(r"[ \t](\{ ?[A-Za-z][\w-]*(?: +[A-Za-z][\w-]*)* ?\})$")


def dialects(tokens: Sequence[Token], at: int) -> Iterator[Unread]:
    """What the inline token ``tokens[at]`` holds of other tools' markup."""
    text = str(tokens[at].meta.get("text", ""))
    for match in _WIKI.finditer(text):
        cure = "![what it shows](path)" if match[0].startswith("!") else "[its words](path)"
        yield Unread(codes.NO_LINK, match[0], f"this is no link here: write {cure}")
    for match in _LATEX.finditer(tokens[at].content):
        message = "this is no formula: write $...$ in a line, $$ on lines of their own"
        yield Unread(codes.BAD_FORMULA, match[0], message)
    yield from _pairs(text)
    for pattern, cure in (
        (_BOX, "no box begins here: write > [!NOTE], and > before each line below it"),
        (_NOTE, "this is no comment here, and learners read it: write <!-- --> around it"),
        (_INSTRUCTION, "nothing is filled in here: write what should stand in the page"),
        (_PICTURE_BY_NAME, "this is shown as it stands: type the sign itself"),
    ):
        for match in pattern.finditer(text):
            yield _foreign(match[0], cure)
    yield from _whole(text, tokens[at - 1].type)


def _whole(text: str, before: str) -> Iterator[Unread]:
    """What a paragraph or heading is as a whole; ``before`` is the type of what opens it."""
    if before == "paragraph_open" and _CONTENTS.fullmatch(text):
        yield _foreign(text, "no table of contents is made here: take it out")
    if before == "paragraph_open" and (match := _DEFINITION.search(text)):
        message = "this is no definition: write : and a blank before it"
        yield Unread(codes.NO_LIST, match[0], message)
    if before == "heading_open" and (match := _WORDS_IN_BRACES.search(text)):
        message = "these are no attributes: an id is {#plan}, a class {.wide}, the sign itself \\{"
        yield Unread(codes.NO_ATTRIBUTES, match[1], message)


def _pairs(text: str) -> Iterator[Unread]:
    for pattern, element in _PAIRS:
        for match in pattern.finditer(text):
            words = match[1] if MARKUP not in match[1] else "..."
            cure = f"these signs are shown: write <{element}>{words}</{element}>"
            yield _foreign(match[0], cure)


def _foreign(words: str, message: str) -> Unread:
    return Unread(codes.FOREIGN_MARKUP, words.split(MARKUP)[0].split("\n")[0], message)
