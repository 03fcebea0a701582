"""Writes a question's id where the question stands, so that its words may change and the id stays.

Behind a heading it is a mark, in a list of questions a key, in a bank in GIFT a comment. Nothing
else of the text changes, neither the ends of its lines nor what marks the heading has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_ATX = re.compile(r"(?P<text> {0,3}#{1,6}[ \t].*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_MARKS = re.compile(r"(?<!\\)\{(?P<words>[^{}]*)\}[ \t]*$")
_IS_A_MARK = re.compile(r"[#.]\S+|[\w-]+=\S*")
_BEGINS_A_KEY = re.compile(r"[\w\"']")

Place = tuple[int, int]
"""Line and column of a question, from 1."""


def pin(text: str, ids: Mapping[Place, str], *, first: int = 1) -> str:
    """``text`` with the id of each question that begins at one of ``ids``.

    Headings stand from the line ``first`` on; above it is YAML.
    """
    lines = _LINE.findall(text)
    # From the end on, so that a line more changes no place that is still to come.
    for (number, col), wanted in sorted(ids.items(), reverse=True):
        at = number - 1
        if number >= first:
            at = _end_of_heading(lines, at)
            bare = lines[at].rstrip("\r\n")
            lines[at] = _marked(bare, wanted) + lines[at][len(bare) :]
        else:
            lines[at] = _keyed(lines[at], col - 1, wanted)
    return "".join(lines)


def pin_bank(text: str, ids: Mapping[Place, str]) -> str:
    """The same of a bank in GIFT: a comment above a question, as Moodle writes it.

    A title would be what is asked where a question begins with a picture, and its name in Moodle.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE.findall(text.removeprefix(mark))
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines), "") or "\n"
    for (number, _), wanted in sorted(ids.items(), reverse=True):
        lines.insert(number - 1, f"// [id:{wanted}]{end}")
    return mark + "".join(lines)


def _end_of_heading(lines: list[str], at: int) -> int:
    """The last line of the words of a heading; one that is underlined may have several."""
    if _ATX.fullmatch(lines[at].rstrip("\r\n")):
        return at
    below = range(at, len(lines) - 1)
    ends = (n for n in below if _UNDERLINE.fullmatch(lines[n + 1].rstrip("\r\n")))
    return next(ends, at)


def _marked(line: str, wanted: str) -> str:
    if marks := _MARKS.search(line):
        words = marks["words"].split()
        if not words or not all(map(_IS_A_MARK.fullmatch, words)):
            # Braces of its words, as in "sizeof{int}": marks behind them would be read with them.
            return line
        return f"{line[: marks.start()]}{{#{wanted} {' '.join(words)}}}"
    heading = _ATX.fullmatch(line)
    return f"{(heading['text'] if heading else line).rstrip()} {{#{wanted}}}"


def _keyed(line: str, at: int, wanted: str) -> str:
    before, entry = line[:at], line[at:]
    if entry.startswith("{"):
        return f"{before}{{id: {wanted}, {entry[1:].lstrip()}"
    if not _BEGINS_A_KEY.match(entry):
        return line
    end = line[len(line.rstrip("\r\n")) :] or "\n"
    return f"{before}id: {wanted}{end}{' ' * at}{entry}"
