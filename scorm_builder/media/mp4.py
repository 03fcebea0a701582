"""What an MP4 says of itself, picture or sound, read by its boxes (ISO 14496-12).

Only the index is read, never the pictures.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from scorm_builder.media.facts import Facts, UnplayableError

# An index larger than this is no index.
_MOST = 64_000_000
# Kinds of box with which a file may begin.
_FIRST = (b"ftyp", b"moov", b"free", b"mdat", b"wide", b"skip")
# Profiles of H.264 with more than eight bits or finer colour than browsers show (ITU-T H.264, A.2).
_STUDIO_PROFILES = {110: "avc1 High 10", 122: "avc1 High 4:2:2", 244: "avc1 High 4:4:4"}
# Before the boxes of a sample entry of a picture.
_PICTURE_HEAD = 78


def probe(handle: BinaryIO, otherwise: str) -> Facts:
    """The facts of an MP4; ``otherwise`` is what to say of a file that is none.

    Raises ``UnplayableError``, ``struct.error``, ``IndexError``.
    """
    size = handle.seek(0, 2)
    at = 0
    index = None
    media_at = index_at = size
    while at + 8 <= size:
        handle.seek(at)
        head = handle.read(16)
        length, kind, begin = _box(head, 0)
        if at == 0 and kind not in _FIRST:
            raise UnplayableError(otherwise)
        length = length or size - at
        if length < 8 or at + length > size:
            raise UnplayableError("is cut off")
        if kind == b"moov" and length < _MOST:
            handle.seek(at + begin)
            index, index_at = handle.read(length - begin), at
        if kind == b"mdat":
            media_at = min(media_at, at)
        at += length
    if index is None:
        raise UnplayableError("is cut off: it has no index" if at else otherwise)
    return _facts(index, late=media_at < index_at)


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


def _facts(index: bytes, *, late: bool) -> Facts:
    seconds = 0.0
    width = height = 0
    codecs: dict[bytes, str] = {}
    for kind, content in _boxes(index):
        if kind == b"mvhd":
            # Version 1 has times and length of eight bytes.
            form, at = (">II", 12) if content[0] == 0 else (">IQ", 20)
            scale, length = struct.unpack_from(form, content, at)
            unknown = 0xFFFFFFFF if content[0] == 0 else 0xFFFFFFFFFFFFFFFF
            seconds = length / scale if scale and length != unknown else 0.0
        handler = _inside(content, b"mdia", b"hdlr")[8:12] if kind == b"trak" else b""
        if handler in (b"vide", b"soun") and handler not in codecs:
            described = _inside(content, b"mdia", b"minf", b"stbl", b"stsd")
            codecs[handler] = _codec(described)
            if handler == b"vide":
                width, height = _shown_size(_inside(content, b"tkhd"))
    picture, sound = codecs.get(b"vide", ""), codecs.get(b"soun", "")
    return Facts(width, height, seconds, picture, sound, late)


def _codec(described: bytes) -> str:
    """The name of the first sample entry, and its profile where that decides who can play it."""
    name = described[12:16].decode("latin-1")
    if name in ("avc1", "avc3"):
        profile = _inside(described[16 + _PICTURE_HEAD :], b"avcC")[1:2]
        return _STUDIO_PROFILES.get(profile[0], name) if profile else name
    return name


def _shown_size(header: bytes) -> tuple[int, int]:
    """Width and height as shown: phones film upright and have the picture turned by a matrix."""
    at = 76 if header[0] == 0 else 88
    width, height = (round(side / 65536) for side in struct.unpack_from(">II", header, at))
    turned = struct.unpack_from(">i", header, at - 36)[0] == 0
    return (height, width) if turned else (width, height)
