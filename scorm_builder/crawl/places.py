"""Where in a text something stands: offsets become lines and columns."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n?|\n")


class Places:
    """The lines of one text; both numbers count from 1, columns in characters."""

    def __init__(self, text: str) -> None:
        self._starts = array("I", [0])
        self._starts.extend(end.end() for end in _LINE_END.finditer(text))

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of what stands at ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
