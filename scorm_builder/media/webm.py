"""What a WebM says of itself, read by its EBML elements (RFC 8794, RFC 9559)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from scorm_builder.media.facts import NOT_A_VIDEO, Facts, UnplayableError

# Elements that hold what is looked for, and those that are it.
_FOLDERS = {0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0}
_SCALE, _LENGTH, _CODEC = 0x2AD7B1, 0x4489, 0x86
_WIDTH, _HEIGHT = 0xB0, 0xBA
_CLUSTER = 0x1F43B675
_NANOSECOND = 1e-9


def probe(handle: BinaryIO) -> Facts:
    """The facts of a WebM. Raises ``UnplayableError``, ``struct.error``, ``IndexError``."""
    if handle.read(4) != b"\x1aE\xdf\xa3":
        raise UnplayableError(NOT_A_VIDEO)
    handle.seek(_number(handle, keep_marker=False), 1)
    found: dict[int, bytes] = {}
    codecs: dict[str, str] = {}
    for name, content in _elements(handle):
        found.setdefault(name, content)
        if name == _CODEC:
            codec = content.decode("latin-1").rstrip("\0")
            codecs.setdefault(codec[:2], codec)
    if not found:
        raise UnplayableError("is cut off: it has no index")
    scale = int.from_bytes(found.get(_SCALE, b"\x0f\x42\x40"))
    length = found.get(_LENGTH, b"")
    ticks = struct.unpack(">f" if len(length) == 4 else ">d", length)[0] if length else 0.0
    return Facts(
        width=int.from_bytes(found.get(_WIDTH, b"")),
        height=int.from_bytes(found.get(_HEIGHT, b"")),
        seconds=ticks * scale * _NANOSECOND,
        codec=codecs.get("V_", ""),
        sound=codecs.get("A_", ""),
    )


def _elements(handle: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The small elements before the first cluster, those of folders too."""
    wanted = {_SCALE, _LENGTH, _CODEC, _WIDTH, _HEIGHT}
    while (name := _number(handle, keep_marker=True)) and name != _CLUSTER:
        length = _number(handle, keep_marker=False)
        if name in _FOLDERS:
            continue
        if name in wanted and length < 1000:
            yield name, handle.read(length)
        else:
            handle.seek(length, 1)


def _number(handle: BinaryIO, *, keep_marker: bool) -> int:
    """A number of variable width (RFC 8794, 4); 0 at the end of the file."""
    first = handle.read(1)
    if not first or not first[0]:
        return 0
    width = 9 - first[0].bit_length()
    value = first[0] if keep_marker else first[0] & (0xFF >> width)
    return int.from_bytes(bytes([value]) + handle.read(width - 1))
