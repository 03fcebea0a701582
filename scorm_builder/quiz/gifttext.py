"""Texts of a GIFT file as Markdown: their escapes, and their four formats.

HTML stays HTML, so that what is cleaned in Markdown is cleaned in it, too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Literal

from scorm_builder.markdown import rawhtml

Format = Literal["moodle", "html", "markdown", "plain"]
_ESCAPED = re.compile(r"\\([~=#{}:n\\])")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# What Markdown would read, in text between tags; & and " mean the same in both. It becomes
# entities, which unlike backslashes are read within HTML blocks, too.
_SIGNS = re.compile(r"[\\`*_{}\[\]#+\-!|~$^=>]")
_LISTS = re.compile(r"^([ \t]*)(\d*)([.):])", re.MULTILINE)
_FORMULA = re.compile(r"\$\$(?P<one>.+?)\$\$|\\\((?P<other>.+?)\\\)", re.DOTALL)
_BLOCKS = ("p", "div")
_BLANK = r"(?:\s|&nbsp;|&#160;|&#xa0;)"
_MARGIN = re.compile(rf"\A{_BLANK}+|{_BLANK}+\Z", re.IGNORECASE)
_HEADING = re.compile(
    r"\s*(?:<h(?P<level>[1-6])\b[^>]*>(?P<inside>.*?)</h(?P=level)\s*>"
    r"|\#{1,6}[ \t]+(?P<behind>.*?)(?:[ \t]+\#+)?[ \t]*(?:\n|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


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
    paragraphs = (_paragraph(lines) for lines in _paragraphs(rawhtml.pieces(lines)))
    return "\n\n".join(said for said in paragraphs if said)


def without_heading(text: str) -> str:
    """A question in Markdown; a heading that it begins with, in HTML or not, is a paragraph."""
    heading = _HEADING.match(text)
    if not heading:
        return text
    return f"{heading['inside'] or heading['behind'] or ''}\n\n{text[heading.end() :]}"


def plain(text: str, form: Format) -> str:
    """An answer that learners type: its words alone."""
    if form in ("moodle", "html"):
        parts = [part for part in rawhtml.pieces(text) if isinstance(part, str)]
        text = html.unescape("".join(parts))
    return " ".join(text.split())


def _paragraphs(parts: Iterable[rawhtml.Tag | str]) -> list[list[str]]:
    """The lines of each paragraph: tags stay, but those that only part texts."""
    made = [[""]]
    for part in parts:
        if isinstance(part, str):
            first, *others = _EMPTY_LINES.split(_between_tags(part))
            made[-1][-1] += first
            made += [[other] for other in others]
        elif part.name in _BLOCKS:
            made.append([""])
        elif part.name == "br":
            made[-1].append("")
        else:
            made[-1][-1] += part.source
    return made


def _paragraph(lines: list[str]) -> str:
    """Without the lines at its begin and its end that hold no words: editors leave them there."""
    trimmed = [_MARGIN.sub("", line) for line in lines]
    filled = [at for at, line in enumerate(trimmed) if line]
    return "<br>\n".join(trimmed[filled[0] : filled[-1] + 1]) if filled else ""


def _between_tags(text: str) -> str:
    done = 0
    said = ""
    for formula in _FORMULA.finditer(text):
        said += _literal(text[done : formula.start()])
        said += f"${(formula['one'] or formula['other']).strip()}$"
        done = formula.end()
    return said + _literal(text[done:])


def _literal(text: str) -> str:
    text = _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)
    return _LISTS.sub(lambda item: f"{item[1]}{item[2]}&#{ord(item[3])};", text)
