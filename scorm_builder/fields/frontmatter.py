"""The lines of YAML that may stand at the top of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scorm_builder.fields.keys import UNIT

FENCE = "---"
# A line of dashes, though not the first or not of three, and a key below it.
_NEARLY = re.compile(rf"\s*-{{2,}}[ \t]*\n(?:{'|'.join(sorted(UNIT))}):[ \n]")


@dataclass(frozen=True, slots=True)
class Split:
    """A file in two: ``front`` begins on its line 2, ``text`` on its line ``line``.

    ``problem`` says what is wrong with the front matter, if anything is.
    """

    front: str
    text: str
    line: int
    problem: str = ""


def split(whole: str) -> Split:
    """Front matter and text. It is there only if the very first line is ``---``."""
    lines = whole.split("\n")
    if lines[0].rstrip() != FENCE:
        problem = (
            "front matter begins on the very first line, with ---" if _NEARLY.match(whole) else ""
        )
        return Split("", whole, 1, problem)
    for at, line in enumerate(lines[1:], 1):
        if line.rstrip() in (FENCE, "..."):
            return Split("\n".join(lines[1:at]), "\n".join(lines[at + 1 :]), at + 2)
    return Split(
        "", "", len(lines), "the front matter that begins here is not closed by a line ---"
    )
