"""Sizes of files as people write them."""

from __future__ import annotations

import re

_UNITS = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?([kKmMgG]?[iI]?[bB])")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,3})?")


def size(text: str) -> int | None:
    """A size in bytes; None if it is none. A bare number is none: of what?

    >>> [size(text) for text in ("50 MB", "1.5GiB", "800 kB", "50", "large")]
    [50000000, 1610612736, 800000, None, None]
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None or match[2].lower() not in _UNITS:
        return None
    return round(float(match[1]) * _UNITS[match[2].lower()])


def is_bare(text: str) -> bool:
    """Whether this is a number to which only the unit is missing."""
    return bool(_NUMBER.fullmatch(text.strip()))


def shown(size_in_bytes: int) -> str:
    """A size for people, as shops and LMSs count: 1 MB is a million bytes."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_in_bytes >= factor:
            return f"{size_in_bytes / factor:.1f} {unit}"
    return f"{size_in_bytes} B"


def pattern() -> str:
    """What :func:`size` reads and is not 0, as a regular expression of ECMA-262."""
    units = "|".join(("[bB]", "[kKmMgG][bB]", "[kKmMgG][iI][bB]"))
    return rf"^(?=.*[1-9])\d{{1,9}}(?:\.\d{{1,3}})? ?(?:{units})$"
