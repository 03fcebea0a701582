"""Writes a plan as a zip, the same bytes every time; media is streamed.

The format is PKZip 2.04g's (APPNOTE 4.3): stored or deflated entries, no zip64, no encryption, no
extra fields. Times, modes and flags are fixed, so nothing of the machine is in the zip. (The reader
is ``package/``; putting a finished zip in its place is ``publishing.py``.)
"""

from __future__ import annotations

import errno
import os
import struct
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from scorm_builder.model import Output, Plan
from scorm_builder.spec.namespaces import MANIFEST

MOST_ENTRIES = 65_535
MOST_BYTES = 0xFFFF_FFFF
MOST_NAME = 0xFFFF
CHUNK = 1 << 20
LEVEL = 6
MOST_DEFLATED = 16 << 20
"""Bytes of a file that is still deflated, which happens in memory; larger ones are streamed."""

# Kinds of files that are packed already; deflating them again costs time and wins nothing.
_PACKED = frozenset(
    (
        *(".avif", ".gif", ".heic", ".jpeg", ".jpg", ".jxl", ".png", ".webp"),
        *(".aac", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wma"),
        *(".avi", ".m4v", ".mkv", ".mov", ".mp4", ".ogv", ".webm", ".wmv"),
        *(".docx", ".epub", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".xlsx"),
        *(".7z", ".br", ".bz2", ".gz", ".rar", ".xz", ".zip", ".zst"),
        *(".woff", ".woff2"),
    )
)
_EARLIEST, _LATEST = 315_532_800, 4_354_819_198  # 1980-01-01 and 2107-12-31, as far as a zip tells
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_UTF8 = 0x800
_UNIX_20 = 0x0314  # made on Unix, by version 2.0 of the format
_NEEDED = 20
_MODE = 0o100644 << 16
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it lies packed in another zip: ``length`` bytes of ``source`` from ``start`` on.

    They are copied as they are, and taken for what ``method``, ``crc`` and ``size`` say.
    """

    path: str
    source: Path
    start: int
    length: int
    method: int
    crc: int
    size: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """What both headers say of one file. Sizes in bytes; ``stamp`` is DOS time and date."""

    name: bytes
    stamp: tuple[int, int]
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def flags(self) -> int:
        return 0 if self.name.isascii() else _UTF8

    def local(self) -> bytes:
        head = _LOCAL.pack(
            0x04034B50, _NEEDED, self.flags, self.method, *self.stamp, self.crc, self.packed,
            self.size, len(self.name), 0,
        )  # fmt: skip
        return head + self.name

    def central(self) -> bytes:
        head = _CENTRAL.pack(
            0x02014B50, _UNIX_20, _NEEDED, self.flags, self.method, *self.stamp, self.crc,
            self.packed, self.size, len(self.name), 0, 0, 0, 0, _MODE, self.offset,
        )  # fmt: skip
        return head + self.name


def order(plan: Plan) -> list[Output]:
    """The manifest first, where scanners look, then by the code points of the path."""
    return sorted(plan.outputs.values(), key=_place)


def size_of(output: Output | Packed) -> int:
    """Bytes of an output before packing, or of what is packed already."""
    if isinstance(output, Packed):
        return output.length
    return len(output.data) if isinstance(output.data, bytes) else output.data.stat().st_size


def write(plan: Plan, destination: Path) -> None:
    """Writes ``plan`` as a zip at ``destination``: see :func:`write_all`."""
    write_all(plan.outputs.values(), destination)


def write_all(files: Iterable[Output | Packed], destination: Path) -> None:
    """Writes files as a zip at ``destination``, on the disk when it returns.

    Raises ``OSError`` if a file cannot be read or written, if a source changes while it is read,
    and, before anything is written, if they do not fit into a zip without zip64. What stands
    at ``destination`` then is of no use.
    """
    outputs = sorted(files, key=_place)
    stamp = _stamp()
    _refuse_too_much(outputs, destination)
    with destination.open("wb") as stream:
        entries = [_add(output, stream, stamp) for output in outputs]
        start = stream.tell()
        for entry in entries:
            stream.write(entry.central())
        length = stream.tell() - start
        stream.write(_END.pack(0x06054B50, 0, 0, len(entries), len(entries), length, start, 0))
        stream.flush()
        os.fsync(stream.fileno())


def _place(output: Output | Packed) -> tuple[bool, str]:
    return output.path != MANIFEST, output.path


def _refuse_too_much(outputs: Iterable[Output | Packed], destination: Path) -> None:
    count = total = 0
    for output in outputs:
        name = len(output.path.encode())
        if name > MOST_NAME:
            raise OSError(errno.ENAMETOOLONG, "the name is too long for a zip", output.path[:80])
        count += 1
        total += size_of(output) + _LOCAL.size + _CENTRAL.size + 2 * name
    if count > MOST_ENTRIES:
        message = f"{count} files are more than a zip holds ({MOST_ENTRIES}): split the course"
        raise OSError(errno.EFBIG, message, str(destination))
    if total + _END.size > MOST_BYTES:
        message = f"{total / 1e9:.1f} GB are more than a zip holds (4.2 GB): split the course"
        raise OSError(errno.EFBIG, message, str(destination))


def _stamp() -> tuple[int, int]:
    """DOS time and date: 1980-01-01, or ``SOURCE_DATE_EPOCH`` in UTC, as near as a zip can tell."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip() or str(_EARLIEST)
    try:
        epoch = int(given)
    except ValueError:
        message = f"SOURCE_DATE_EPOCH has to be a whole number of seconds, not {given!r}"
        raise OSError(errno.EINVAL, message) from None
    at = time.gmtime(min(max(epoch, _EARLIEST), _LATEST))
    date = (at.tm_year - 1980) << 9 | at.tm_mon << 5 | at.tm_mday
    return at.tm_hour << 11 | at.tm_min << 5 | at.tm_sec // 2, date


def _add(output: Output | Packed, stream: BinaryIO, stamp: tuple[int, int]) -> _Entry:
    name, offset = output.path.encode(), stream.tell()
    if isinstance(output, Packed):
        sizes = output.length, output.size
        entry = _Entry(name, stamp, output.method, output.crc, *sizes, offset)
        _copy(output, stream, entry)
        return entry
    is_packed = PurePosixPath(output.path).suffix.lower() in _PACKED
    if isinstance(output.data, Path) and (is_packed or size_of(output) > MOST_DEFLATED):
        return _add_streamed(output.data, stream, _Entry(name, stamp, _STORED, 0, 0, 0, offset))
    data = b"".join(_pieces(output.data)) if isinstance(output.data, Path) else output.data
    method, packed = _STORED, data
    if data and not is_packed and len(data) <= MOST_DEFLATED:
        import deflate

        deflated = bytes(deflate.deflate_compress(data, LEVEL))
        if len(deflated) < len(data):
            method, packed = _DEFLATED, deflated
    entry = _Entry(name, stamp, method, zlib.crc32(data), len(packed), len(data), offset)
    stream.write(entry.local())
    stream.write(packed)
    return entry


def _add_streamed(source: Path, stream: BinaryIO, blank: _Entry) -> _Entry:
    """A stored entry; its header is written again when the checksum is known."""
    stream.write(blank.local())
    crc = size = 0
    for piece in _pieces(source):
        crc = zlib.crc32(piece, crc)
        size += len(piece)
        stream.write(piece)
    entry = _Entry(blank.name, blank.stamp, _STORED, crc, size, size, blank.offset)
    end = stream.tell()
    stream.seek(blank.offset)
    stream.write(entry.local())
    stream.seek(end)
    return entry


def _copy(packed: Packed, stream: BinaryIO, entry: _Entry) -> None:
    stream.write(entry.local())
    left = packed.length
    with packed.source.open("rb") as file:
        file.seek(packed.start)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            stream.write(piece)
    if left:
        raise OSError(errno.EIO, "it ends before its last file does", str(packed.source))


def _pieces(source: Path) -> Iterator[bytes]:
    """The bytes of a file, which has to keep its size: a file half saved is no file."""
    with source.open("rb", buffering=0) as file:
        expected = os.fstat(file.fileno()).st_size
        left = expected
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
        if left or os.fstat(file.fileno()).st_size != expected:
            message = "it changed while it was packed: build again when it is saved"
            raise OSError(errno.EBUSY, message, str(source))
