"""What a video file says of itself: size of the picture, length, codec.

MP4 is read by its boxes (ISO 14496-12), WebM by its EBML elements (RFC 8794, RFC 9559); only the
index is read, never the pictures.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# An index larger than this is no index.
_MOST = 64_000_000
# Elements of WebM that hold what is looked for, and those that are it.
_WEBM_FOLDERS = {0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0}
_WEBM_SCALE, _WEBM_LENGTH, _WEBM_CODEC = 0x2AD7B1, 0x4489, 0x86
_WEBM_WIDTH, _WEBM_HEIGHT = 0xB0, 0xBA
_WEBM_CLUSTER = 0x1F43B675
_NANOSECOND = 1e-9
_NOT_ITSELF = "is not the video that its name says"


class UnplayableError(Exception):
    """The file is not what its name says, or is cut off; the text says which."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Pixels and seconds, 0 where the file leaves them open; the codec's name in the file."""

    width: int = 0
    height: int = 0
    seconds: float = 0.0
    codec: str = ""


def probe(file: Path) -> Facts:
    """The facts of an ``.mp4``, ``.m4v`` or ``.webm``. Raises ``UnplayableError``."""
    with file.open("rb") as handle:
        try:
            if file.suffix.lower() == ".webm":
                return _webm(handle)
            return _mp4(handle)
        except (struct.error, IndexError) as error:
            raise UnplayableError("is damaged") from error


def _mp4(handle: BinaryIO) -> Facts:
    size = handle.seek(0, 2)
    at = 0
    index = None
    while at + 8 <= size:
        handle.seek(at)
        head = handle.read(16)
        length, kind, begin = _box(head, 0)
        if at == 0 and kind not in (b"ftyp", b"moov", b"free", b"mdat", b"wide", b"skip"):
            raise UnplayableError(_NOT_ITSELF)
        length = length or size - at
        if length < 8 or at + length > size:
            raise UnplayableError("is cut off")
        if kind == b"moov" and length < _MOST:
            handle.seek(at + begin)
            index = handle.read(length - begin)
        at += length
    if index is None:
        raise UnplayableError("is cut off: it has no index" if at else _NOT_ITSELF)
    return _mp4_facts(index)


def _box(data: bytes, at: int) -> tuple[int, bytes, int]:
    """Length, kind, and length of the head of the box at ``at``."""
    length, kind = struct.unpack_from(">I4s", data, at)
    if length == 1:
        return struct.unpack_from(">Q", data, at + 8)[0], kind, 16
    return length, kind, 8


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length, kind, begin = _box(data, at)
        if length < begin:
            return
        yield kind, data[at + begin : at + length]
        at += length


def _inside(data: bytes, *path: bytes) -> bytes:
    """What the first box at the end of ``path`` holds; empty if there is none."""
    for wanted in path:
        data = next((content for kind, content in _boxes(data) if kind == wanted), b"")
    return data


def _mp4_facts(index: bytes) -> Facts:
    seconds = 0.0
    for kind, content in _boxes(index):
        if kind == b"mvhd":
            # Version 1 has times and length of eight bytes.
            form, at = (">II", 12) if content[0] == 0 else (">IQ", 20)
            scale, length = struct.unpack_from(form, content, at)
            unknown = 0xFFFFFFFF if content[0] == 0 else 0xFFFFFFFFFFFFFFFF
            seconds = length / scale if scale and length != unknown else 0.0
    for kind, track in _boxes(index):
        if kind == b"trak" and _inside(track, b"mdia", b"hdlr")[8:12] == b"vide":
            width, height = _shown_size(_inside(track, b"tkhd"))
            described = _inside(track, b"mdia", b"minf", b"stbl", b"stsd")
            return Facts(width, height, seconds, described[12:16].decode("latin-1"))
    return Facts(seconds=seconds)


def _shown_size(header: bytes) -> tuple[int, int]:
    """Width and height as shown: phones film upright and have the picture turned by a matrix."""
    at = 76 if header[0] == 0 else 88
    width, height = (round(side / 65536) for side in struct.unpack_from(">II", header, at))
    turned = struct.unpack_from(">i", header, at - 36)[0] == 0
    return (height, width) if turned else (width, height)


def _webm(handle: BinaryIO) -> Facts:
    if handle.read(4) != b"\x1aE\xdf\xa3":
        raise UnplayableError(_NOT_ITSELF)
    handle.seek(_number(handle, keep_marker=False), 1)
    found: dict[int, bytes] = {}
    for name, content in _elements(handle):
        found.setdefault(name, content)
    if not found:
        raise UnplayableError("is cut off: it has no index")
    scale = int.from_bytes(found.get(_WEBM_SCALE, b"\x0f\x42\x40"))
    length = found.get(_WEBM_LENGTH, b"")
    ticks = struct.unpack(">f" if len(length) == 4 else ">d", length)[0] if length else 0.0
    return Facts(
        width=int.from_bytes(found.get(_WEBM_WIDTH, b"")),
        height=int.from_bytes(found.get(_WEBM_HEIGHT, b"")),
        seconds=ticks * scale * _NANOSECOND,
        codec=found.get(_WEBM_CODEC, b"").decode("latin-1"),
    )


def _elements(handle: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The small elements before the first cluster, those of folders too."""
    wanted = {_WEBM_SCALE, _WEBM_LENGTH, _WEBM_CODEC, _WEBM_WIDTH, _WEBM_HEIGHT}
    while (name := _number(handle, keep_marker=True)) and name != _WEBM_CLUSTER:
        length = _number(handle, keep_marker=False)
        if name in _WEBM_FOLDERS:
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
