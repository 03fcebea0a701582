"""A typed answer that reads as several: it is one, and only all of it together would be right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.markdown import plain
from scorm_builder.quiz.sheet import Sheet

# "km/h" and "and/or" are one; so is what stands in code, which is taken as it stands.
_JOINED = re.compile(r"\w\W?\s*[;|]\s*\w|\w\W?\s+/\s+\w")


def told_joined(shown: Sequence[Token], line: int, sheet: Sheet) -> None:
    """Says so of an accepted answer, a part of which nobody would be given right for."""
    if any(token.type == "code_inline" for token in shown):
        return
    text = plain(shown)
    if _JOINED.search(text):
        message = f"{text!r} is one answer, and right is only who types all of it: write each as an"
        message += " item of a list, or this in backticks if it is meant so"
        sheet.say(codes.JOINED, line, message)
