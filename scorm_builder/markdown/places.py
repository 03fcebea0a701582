"""Where in a text something stands that its tokens tell without a column."""

from __future__ import annotations

import re

_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_NO_WORDS = r"\]\((?:<>)?\)"
# What comes right before the target of a link, in Markdown and in HTML.
_BEFORE_TARGET = r"(?:\]\(\s*<?|=\s*[\"']?|<)"
_AFTER_TARGET = r"(?=[\s)>\"',]|$)"

Place = tuple[int, int]
"""Line from 0, column from 1; column 0 where it is not known."""


class Places:
    """Finds words in a text, each time they are asked for one further on."""

    def __init__(self, text: str) -> None:
        # Nothing that is asked for stands in code.
        self._lines = [_CODE.sub(_blank, line) for line in text.split("\n")]
        self._met: dict[tuple[int, str, bool], Place] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def find(self, block: tuple[int, int], words: str, *, target: bool = False) -> Place:
        """Where ``words`` stand inside the lines of a block, first and last but one.

        What stands twice in a block is found twice. A ``target`` is that of a link: a mention of
        the same words is none, and that of a reference link stands where it is defined.
        """
        words = words.split("\n", 1)[0]
        if not words:
            # A link to nothing stands where its brackets do.
            return self._next(block, _NO_WORDS, words, target) or (block[0], 0)
        exact = re.escape(words)
        start = r"(?<![\w./-])" if re.match(r"[\w./-]", words) else ""
        if target:
            place = self._next(
                block, f"{_BEFORE_TARGET}(?P<it>{exact}){_AFTER_TARGET}", words, target
            )
            place = place or self._definition(exact)
            if place:
                return place
        return (
            self._next(block, start + exact, words, False)
            or self._definition(exact)
            or (block[0], 0)
        )

    def opening(self, place: Place) -> Place:
        """Where the bracket opens (a ``!`` before it counted in) that closes at ``place``."""
        line, column = place
        before = self._lines[line][: max(column - 1, 0)]
        at = before.rfind("[")
        return (line, at + 1 - before[:at].endswith("!")) if at >= 0 else place

    def _next(self, block: tuple[int, int], exact: str, words: str, target: bool) -> Place | None:
        key = (block[0], words, target)
        at, column = self._met.get(key, (block[0], 0))
        pattern = re.compile(exact)
        for number in range(at, min(block[1], len(self._lines))):
            if match := pattern.search(self._lines[number], column if number == at else 0):
                self._met[key] = (number, match.end())
                begin = match.start("it") if "it" in pattern.groupindex else match.start()
                return number, begin + 1
        return None

    def _definition(self, exact: str) -> Place | None:
        pattern = re.compile(rf"\s*\[[^\]]+\]:\s*<?({exact})")
        for number, line in enumerate(self._lines):
            if match := pattern.match(line):
                return number, match.start(1) + 1
        return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
