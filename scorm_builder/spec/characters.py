"""Which characters a manifest can hold (XML 1.0, section 2.2), and what a line of text is."""

from __future__ import annotations

import re
import unicodedata

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no XML document can hold, not even as a reference."""

MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
"""What LMSs take for HTML where a text is to be plain."""


def line(text: str) -> str:
    """``text`` on one line, trimmed, without what XML cannot hold.

    Some LMSs do not trim, and ILIAS glues together what a line break parts.
    """
    return " ".join(ILLEGAL.sub("", text).split())


def shows(text: str) -> bool:
    """Whether a reader sees anything: a letter, digit, mark, sign or symbol."""
    return any(unicodedata.category(character)[0] in "LMNPS" for character in text)
