"""Texts of a GIFT file as Markdown: their escapes, and their four formats.

HTML stays HTML, so that what is cleaned in Markdown is cleaned in it, too.
"""

from __future__ import annotations

import html
import re
from typing import Literal

from scorm_builder.markdown import rawhtml

Format = Literal["moodle", "html", "markdown", "plain"]
_ESCAPED = re.compile(r"\\([~=#{}:n\\])")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# What Markdown would read, in text between tags; & and " mean the same in both.
_SIGNS = re.compile(r"[\\`*_{}\[\]#+\-!|~$^=>]")
_LISTS = re.compile(r"^([ \t]*)(\d*)([.):])", re.MULTILINE)
_FORMULA = re.compile(r"\$\$(?P<one>.+?)\$\$|\\\((?P<other>.+?)\\\)", re.DOTALL)
_BLOCKS = ("p", "div")


def unescaped(text: str) -> str:
    """A text as it is meant: a backslash before ~ = # { } : takes their meaning from them."""
    return _ESCAPED.sub(lambda sign: "\n" if sign[1] == "n" else sign[1], text)


def markdown(text: str, form: Format) -> str:
    """A text of a question, its escapes undone, as Markdown."""
    if form == "markdown":
        return text.strip()
    lines = "\n".join(line.strip() for line in text.strip().split("\n"))
    if form == "plain":
        return _PUNCTUATION.sub(r"\\\g<0>", lines)
    return "".join(_part(part) for part in rawhtml.pieces(lines)).strip()


def plain(text: str, form: Format) -> str:
    """An answer that learners type: its words alone."""
    if form in ("moodle", "html"):
        parts = [part for part in rawhtml.pieces(text) if isinstance(part, str)]
        text = html.unescape("".join(parts))
    return " ".join(text.split())


def _part(part: rawhtml.Tag | str) -> str:
    """Tags stay; those that only part texts become the lines that do so in Markdown."""
    if isinstance(part, str):
        return _between_tags(part)
    if part.name in _BLOCKS:
        return "\n\n"
    return "\\\n" if part.name == "br" else part.source


def _between_tags(text: str) -> str:
    done = 0
    said = ""
    for formula in _FORMULA.finditer(text):
        said += _literal(text[done : formula.start()])
        said += f"${(formula['one'] or formula['other']).strip()}$"
        done = formula.end()
    return said + _literal(text[done:])


def _literal(text: str) -> str:
    return _LISTS.sub(r"\1\2\\\3", _SIGNS.sub(r"\\\g<0>", text))
