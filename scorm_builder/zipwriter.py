"""Writes a plan as a zip, the same bytes every time; media is streamed.

The format is PKZip 2.04g's (APPNOTE 4.3): stored or deflated entries, no zip64, no encryption, no
extra fields. Times, modes and flags are fixed, so nothing of the machine is in the zip.
"""

from __future__ import annotations

import os
import shutil
import struct
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scorm_builder.model import Output, Plan

MANIFEST = "imsmanifest.xml"
MOST_ENTRIES = 65_535
MOST_BYTES = 0xFFFF_FFFF
CHUNK = 1 << 20
LEVEL = 6

# Files that are packed already; deflating them again costs time and wins nothing.
_STORED = frozenset(
    ".avif .gif .gz .jpeg .jpg .m4a .m4v .mp3 .mp4 .ogg .pdf .png .webm .webp .woff .woff2 "
    ".zip".split()
)
_EARLIEST = 315532800  # 1980-01-01, the first moment that a zip can tell
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_UTF8 = 0x800
_UNIX_20 = 0x0314  # made on Unix, by version 2.0 of the format
_NEEDED = 20
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the central directory says of one file."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def order(plan: Plan) -> list[Output]:
    """The manifest first, where scanners look, then by path."""
    return sorted(plan.outputs.values(), key=lambda output: (output.path != MANIFEST, output.path))


def size_of(output: Output) -> int:
    """Bytes of an output before packing."""
    return len(output.data) if isinstance(output.data, bytes) else output.data.stat().st_size


def write(plan: Plan, destination: Path) -> None:
    """Writes ``plan`` as a zip. Raises ``OSError`` if a file cannot be read or written.

    The plan fits into a zip without zip64: the target has seen to that.
    """
    with destination.open("wb") as stream:
        _write(order(plan), stream)


def _write(outputs: list[Output], stream: BinaryIO) -> None:
    date, clock = _moment()
    entries = [_add(output, stream, date, clock) for output in outputs]
    start = stream.tell()
    for entry in entries:
        stream.write(
            _CENTRAL.pack(
                0x02014B50, _UNIX_20, _NEEDED, entry.flags, entry.method, clock, date, entry.crc,
                entry.packed, entry.size, len(entry.name), 0, 0, 0, 0, _MODE, entry.offset,
            )
        )  # fmt: skip
        stream.write(entry.name)
    length = stream.tell() - start
    stream.write(_END.pack(0x06054B50, 0, 0, len(entries), len(entries), length, start, 0))


def _moment() -> tuple[int, int]:
    """DOS date and time: 1980-01-01, or ``SOURCE_DATE_EPOCH`` in UTC."""
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", _EARLIEST))
    at = time.gmtime(min(max(epoch, _EARLIEST), 4354819198))  # up to 2107-12-31
    date = (at.tm_year - 1980) << 9 | at.tm_mon << 5 | at.tm_mday
    return date, at.tm_hour << 11 | at.tm_min << 5 | at.tm_sec // 2


def _add(output: Output, stream: BinaryIO, date: int, clock: int) -> _Entry:
    """One entry: header, data, and then the header again with what is known only now."""
    name = output.path.encode()
    flags = 0 if output.path.isascii() else _UTF8
    offset = stream.tell()
    blank = _LOCAL.pack(0x04034B50, _NEEDED, flags, 0, clock, date, 0, 0, 0, len(name), 0)
    stream.write(blank + name)
    method, crc, packed, size = _put(output, stream)
    end = stream.tell()
    stream.seek(offset)
    stream.write(
        _LOCAL.pack(
            0x04034B50, _NEEDED, flags, method, clock, date, crc, packed, size, len(name), 0
        )
    )
    stream.seek(end)
    return _Entry(name, flags, method, crc, packed, size, offset)


def _put(output: Output, stream: BinaryIO) -> tuple[int, int, int, int]:
    """Method, CRC, packed size and size of what was written."""
    if isinstance(output.data, Path) and output.data.suffix.lower() in _STORED:
        crc = size = 0
        with output.data.open("rb") as source:
            while chunk := source.read(CHUNK):
                crc = zlib.crc32(chunk, crc)
                size += len(chunk)
                stream.write(chunk)
        return 0, crc, size, size
    data = output.data if isinstance(output.data, bytes) else output.data.read_bytes()
    crc = zlib.crc32(data)
    if Path(output.path).suffix not in _STORED and data:
        import deflate

        packed = deflate.deflate_compress(data, LEVEL)
        if len(packed) < len(data):
            stream.write(packed)
            return 8, crc, len(packed), len(data)
    stream.write(data)
    return 0, crc, len(data), len(data)


def write_folder(plan: Plan, destination: Path) -> None:
    """Writes ``plan`` as a folder of the same files."""
    for output in order(plan):
        path = destination / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(output.data, bytes):
            path.write_bytes(output.data)
        else:
            shutil.copyfile(output.data, path)


def replace(draft: Path, destination: Path, aside: Path) -> None:
    """Puts a finished zip or folder in the place of what was there.

    A zip takes one rename. A folder takes two, since a folder that is not empty cannot be renamed
    over: the old one waits in ``aside``, which does not exist yet, and comes back if the second
    fails.
    """
    if not destination.is_dir():
        os.replace(draft, destination)
        return
    os.replace(destination, aside)
    try:
        os.replace(draft, destination)
    except OSError:
        os.replace(aside, destination)
        raise
