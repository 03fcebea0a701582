"""The anchors of headings, by the rule that GitHub's own headings follow.

The text is lowered, everything but letters, marks, digits, connectors (``_``), hyphens and blanks
is left out, and blanks become hyphens, one each. What stands twice is counted: ``-1``, ``-2``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Letters to Unicode (property Alphabetic) that are symbols by their category: circled and squared.
_LETTERLIKE = (
    range(0x24B6, 0x24EA),
    range(0x1F130, 0x1F14A),
    range(0x1F150, 0x1F16A),
    range(0x1F170, 0x1F18A),
)


def anchor(text: str) -> str:
    """The anchor of a heading with the text ``text``, before it is made unique."""
    kept = (c for c in text.lower() if c in " -" or _is_word(c))
    return "".join(kept).replace(" ", "-")


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    if category[0] in "LM" or category in ("Nd", "Nl", "Pc"):
        return True
    return category == "So" and any(ord(char) in letters for letters in _LETTERLIKE)


class Anchors:
    """Gives every anchor of a page once; ``taken`` are those that stand elsewhere in it."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._counts = dict.fromkeys(taken, 0)

    def unique(self, wanted: str) -> str:
        """``wanted``, with the next free number if it is in use."""
        name = wanted
        while name in self._counts:
            self._counts[wanted] += 1
            name = f"{wanted}-{self._counts[wanted]}"
        self._counts[name] = 0
        return name
