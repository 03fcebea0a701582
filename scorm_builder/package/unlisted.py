"""Finds entries that lie in a zip and are not in its directory, as those see them who read it from
its beginning.

Gaps between files are no fault: programs that change a zip in place leave them, and a program may
stand before it. What counts is a whole header with its data.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from scorm_builder.package.container import CHUNK, UTF8_NAME

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_DESCRIPTOR = 0x8
# The mark, a version of the format that there is, any flags, a method that there is (4.4.3, 4.4.5).
_BEGINNING = re.compile(rb"PK\x03\x04[\x00-\x3f]\x00..[\x00-\x13\x5d-\x63]\x00", re.DOTALL)
_LONGEST_BEGINNING = 10
MOST_MARKS = 100_000

Read = Callable[[int, int], bytes]
"""The bytes from an offset on, at most so many."""


def entries(read: Read, taken: Iterable[tuple[int, int]], directory: int) -> Iterator[str]:
    """The names of entries before ``directory`` that lie outside of all that is ``taken``.

    No more than ``MOST_MARKS`` places that may begin one are looked at.
    """
    places = islice(_places(read, taken, directory), MOST_MARKS)
    end = 0
    for at, stop in places:
        # What lies in an entry that was found may be a zip that was stored in it.
        if at >= end:
            name, end = _entry(read, at, stop)
            if name:
                yield name


def _places(
    read: Read, taken: Iterable[tuple[int, int]], directory: int
) -> Iterator[tuple[int, int]]:
    """Where headers may begin in gaps, each with the end of its gap."""
    end = 0
    for start, stop in (*sorted(taken), (directory, directory)):
        while start - end > _HEADER.size:
            chunk = read(end, min(CHUNK, start - end))
            for found in _BEGINNING.finditer(chunk):
                yield end + found.start(), start
            # A header may begin in the last bytes and go on in the next.
            end += max(len(chunk) - _LONGEST_BEGINNING + 1, 1)
        end = max(end, stop)


def _entry(read: Read, at: int, stop: int) -> tuple[str, int]:
    """The name of the entry at ``at`` and where it ends; "" if it is none that ends before
    ``stop``, and where to look on.
    """
    head = read(at, _HEADER.size)
    nothing = "", at + 1
    if len(head) < _HEADER.size:
        return nothing
    _, _, flags, _, _, _, _, packed, _, length, extra = _HEADER.unpack(head)
    begin = at + _HEADER.size + length + extra
    end = begin if flags & _DESCRIPTOR else begin + packed
    if not length or end > stop:
        return nothing
    raw = read(at + _HEADER.size, length)
    if min(raw) < ord(" "):
        return nothing
    return raw.decode("utf-8" if flags & UTF8_NAME else "cp437", "replace"), end
