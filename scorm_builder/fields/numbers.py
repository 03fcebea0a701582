"""Shares and counts as people write them."""

from __future__ import annotations

import re

_SHARE = r"(100(?:\.0+)?|0*[1-9]?\d(?:\.\d{1,2})?) ?%?"
_COUNT = r"0*([1-9]\d{0,3})"
_AMOUNT = r"(\d{1,6}(?:\.\d{1,4})?)"


def share(text: str) -> float | None:
    """A share of 100 above 0, with ``%`` or without; None if it is none.

    >>> [share(text) for text in ("80", "66.67 %", "100%", "0", "180", "most")]
    [80.0, 66.67, 100.0, None, None, None]
    """
    match = re.fullmatch(_SHARE, text.strip())
    return float(match[1]) or None if match else None


def count(text: str) -> int | None:
    """A whole number from 1 to 9999; None if it is none.

    >>> [count(text) for text in ("3", "03", "0", "2.5", "three")]
    [3, 3, None, None, None]
    """
    match = re.fullmatch(_COUNT, text.strip())
    return int(match[1]) if match else None


def amount(text: str) -> float | None:
    """A number that is not below 0; None if it is none.

    >>> [amount(text) for text in ("0.5", "2", "0", "-1", "half")]
    [0.5, 2.0, 0.0, None, None]
    """
    match = re.fullmatch(_AMOUNT, text.strip())
    return float(match[1]) if match else None


def share_pattern() -> str:
    """What :func:`share` reads, as a regular expression of ECMA-262."""
    return rf"^(?=.*[1-9])\s*{_SHARE}\s*$"


def count_pattern() -> str:
    """What :func:`count` reads, as a regular expression of ECMA-262."""
    return rf"^\s*{_COUNT}\s*$"
