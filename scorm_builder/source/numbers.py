"""The numbers that names begin with: they make content of files and folders, and its order."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"([0-9]{1,3})[-_ ](.+)", re.DOTALL)


def split_number(name: str) -> tuple[int | None, str]:
    """``("03-fire drill.md")`` is 3 and ``"fire drill.md"``; None where it is not numbered."""
    match = _NUMBERED.fullmatch(name)
    return (int(match[1]), match[2]) if match else (None, name)
