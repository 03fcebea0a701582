"""The lines of YAML that may stand at the top of a Markdown file."""

from __future__ import annotations

from dataclasses import dataclass

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Split:
    """A file in two: ``front`` begins on its line 2, ``text`` on its line ``line``."""

    front: str
    text: str
    line: int
    closed: bool = True


def split(whole: str) -> Split:
    """Front matter and text. It is there only if the very first line is ``---``."""
    lines = whole.split("\n")
    if lines[0].rstrip() != FENCE:
        return Split("", whole, 1)
    for at, line in enumerate(lines[1:], 1):
        if line.rstrip() in (FENCE, "..."):
            return Split("\n".join(lines[1:at]), "\n".join(lines[at + 1 :]), at + 2)
    return Split("", "", len(lines), closed=False)
