"""Finds entries that lie in a zip and are not in its directory, as those see them who read it from
its beginning.

Gaps between files are no fault: programs that change a zip in place leave them, and a program may
stand before it. What counts is a whole header with its data.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator

from scorm_builder.package.container import CHUNK, UTF8_NAME

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_MAGIC = b"PK\x03\x04"
_DESCRIPTOR = 0x8
_NEWEST = 63
"""The newest version of the format that a header may ask for (APPNOTE 4.4.3)."""
_METHODS = frozenset((*range(20), *range(93, 100)))

Read = Callable[[int, int], bytes]
"""The bytes from an offset on, at most so many."""


def entries(read: Read, taken: Iterable[tuple[int, int]], directory: int) -> Iterator[str]:
    """The names of entries before ``directory`` that lie outside of all that is ``taken``."""
    end = 0
    for start, stop in (*sorted(taken), (directory, directory)):
        yield from _between(read, end, start)
        end = max(end, stop)


def _between(read: Read, start: int, stop: int) -> Iterator[str]:
    while stop - start > _HEADER.size:
        chunk = read(start, min(CHUNK, stop - start))
        found = chunk.find(_MAGIC)
        if found < 0:
            # The last three bytes may be the beginning of what is looked for.
            start += max(len(chunk) - len(_MAGIC) + 1, 1)
            continue
        at = start + found
        name, end = _entry(read, at, stop)
        if name:
            yield name
        start = end


def _entry(read: Read, at: int, stop: int) -> tuple[str, int]:
    """The name of the entry at ``at`` and where it ends; "" if it is none that ends before
    ``stop``, and where to look on.
    """
    head = read(at, _HEADER.size)
    nothing = "", at + len(_MAGIC)
    if len(head) < _HEADER.size:
        return nothing
    _, needed, flags, method, _, _, _, packed, _, length, extra = _HEADER.unpack(head)
    begin = at + _HEADER.size + length + extra
    end = begin if flags & _DESCRIPTOR else begin + packed
    if not length or end > stop or needed > _NEWEST or method not in _METHODS:
        return nothing
    raw = read(at + _HEADER.size, length)
    if min(raw) < ord(" "):
        return nothing
    return raw.decode("utf-8" if flags & UTF8_NAME else "cp437", "replace"), end
