"""Writes a question's id behind its heading, so that the heading may change and the id stays."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ATX = re.compile(r"(?P<text> {0,3}#{1,6}[ \t].*?)(?P<end>(?:[ \t]+#+)?[ \t]*)")
_BRACES = re.compile(r"\{(?P<inside>[^{}]*)\}[ \t]*$")


def pin(text: str, ids: Mapping[int, str]) -> str:
    """``text`` with the id of each question whose heading stands on a line (from 1) of ``ids``.

    Nothing else changes: neither the ends of lines nor what attributes the heading has.
    """
    lines = text.splitlines(keepends=True)
    for number, wanted in ids.items():
        line = lines[number - 1]
        bare = line.rstrip("\r\n")
        lines[number - 1] = _pinned(bare, wanted) + line[len(bare) :]
    return "".join(lines)


def _pinned(line: str, wanted: str) -> str:
    if braces := _BRACES.search(line):
        inside = braces["inside"].strip()
        return f"{line[: braces.start()]}{{#{wanted}{' ' if inside else ''}{inside}}}"
    heading = _ATX.fullmatch(line)
    if heading is None:
        # Underlined: the text has its line to itself.
        return f"{line.rstrip()} {{#{wanted}}}"
    return f"{heading['text'].rstrip()} {{#{wanted}}}"
