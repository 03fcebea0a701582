"""Reads a zip that may be hostile: its directory as it stands, its files within bounds.

The directory is parsed here and not by ``zipfile``, which cuts names at NUL, refuses the whole
archive for one bad name, and hides what rules have to judge. Sources: PKWARE APPNOTE 4.3 and 4.5.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from scorm_builder.package import strangers, unlisted
from scorm_builder.package.container import CHUNK, UTF8_NAME, Contents, Member, UnreadableError

MOST_DIRECTORY = 16 << 20
MOST_MEMBERS = 100_000
"""So many names are judged within 256 MiB; without zip64 there can be 65,535."""
STORED, DEFLATED = 0, 8
ENCRYPTED, DESCRIPTOR = 0x1, 0x8

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sBBHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_LOCATOR = struct.Struct("<4sIQI")
_END64 = struct.Struct("<4sQHHIIQQQQ")
_UNIX, _MACOS = 3, 19
_FULL16, _FULL32 = 0xFFFF, 0xFFFF_FFFF
_MOST_COMMENT = 0xFFFF

_WIDE, _UNICODE_PATH = 0x0001, 0x7075
_MOST_DESCRIPTOR = 24
_MOST_DISKS = 1000
_MOST_PADDING = 64 << 20
_CUT = "the end of the zip is missing: it was cut short, fetch it again"


class _DamagedError(Exception):
    """The directory cannot be read; the message says why."""


class _SplitError(Exception):
    """The file is one of several that make a zip; the message says which."""


@dataclass(frozen=True, slots=True)
class Local:
    """The header that stands before a member's data, as far as it may contradict the directory.

    ``unicode_path`` is as in a :class:`Member`.
    """

    raw: bytes
    unicode_path: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    data: int
    """Where in the file the data begin."""
    descriptor: bytes
    """What stands behind the data, if the numbers are said to stand there; of uncertain length."""


class ZipArchive:
    """A zip file, open for reading. Nothing is ever written to disk."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb")
        try:
            self._size = self._stream.seek(0, 2)
            self.contents = self._contents()
        except BaseException:
            self._stream.close()
            raise

    def close(self) -> None:
        self._stream.close()

    def local(self, member: Member) -> Local | None:
        """The local header of a member; None if there is none where the directory says."""
        head = self._at(member.offset, _LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            return None
        _, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack(head)
        start = member.offset + _LOCAL.size
        behind = self._at(start, name + extra)
        raw, path = behind[:name], _unicode_path(behind[:name], behind[name:])
        data = start + name + extra
        after = self._at(data + member.packed, _MOST_DESCRIPTOR) if flags & DESCRIPTOR else b""
        return Local(raw, path, flags, method, crc, packed, size, data, after)

    def unlisted(self, taken: Iterable[tuple[int, int]]) -> Iterator[str]:
        """The names of entries that the directory does not have and that lie beside what is
        ``taken``, from one offset to another.
        """
        return unlisted.entries(self._at, taken, self.contents.directory)

    def chunks(self, member: Member) -> Iterator[bytes]:
        """The member's bytes, never more than the directory says; their CRC is verified last."""
        if member.is_special:
            raise UnreadableError("it is a link or a device, not a file")
        if member.flags & ENCRYPTED:
            raise UnreadableError("it is encrypted")
        local = self.local(member)
        if local is None:
            raise UnreadableError("it is not where the zip's directory says")
        if member.method not in (STORED, DEFLATED):
            raise UnreadableError(f"it is packed by method {member.method}, not stored or deflated")
        crc = size = 0
        pieces = _inflated if member.method == DEFLATED else _plain
        for piece in pieces(self._packed(local.data, member.packed)):
            size += len(piece)
            if size > member.size:
                raise UnreadableError(f"it is larger than the {member.size} bytes it says")
            crc = zlib.crc32(piece, crc)
            yield piece
        if size < member.size:
            raise UnreadableError(f"it ends after {size} of {member.size} bytes")
        if crc != member.crc:
            raise UnreadableError("its checksum is wrong: the zip is damaged")

    def _packed(self, start: int, length: int) -> Iterator[bytes]:
        """Bytes of the file. Each read seeks, since several members may be read by turns."""
        while length > 0 and (chunk := self._at(start, min(length, CHUNK))):
            yield chunk
            start += len(chunk)
            length -= len(chunk)

    def _at(self, offset: int, length: int) -> bytes:
        if not 0 <= offset < self._size:
            return b""
        self._stream.seek(offset)
        return self._stream.read(length)

    def _contents(self) -> Contents:
        if not self._size:
            return Contents(problem="the file is empty")
        try:
            return self._directory()
        except _DamagedError as damage:
            return Contents(problem=str(damage), size=self._size)
        except _SplitError as part:
            return Contents(problem=str(part), size=self._size, split=True)

    def _directory(self) -> Contents:
        end = self._end()
        fields = _END.unpack(self._at(end, _END.size))
        _, disk, first_disk, _, count, length, offset, comment = fields
        disks = max(disk, first_disk) + 1
        stop, zip64 = end, False
        locator = self._at(end - _LOCATOR.size, _LOCATOR.size)
        if locator[:4] == b"PK\x06\x07":
            zip64 = True
            stop, count, length, offset, disks = self._end64(locator, end)
        elif disk == _FULL16 or _FULL32 in (length, offset):
            raise _DamagedError("its end points to a zip64 record that is missing: it is damaged")
        if disks > _MOST_DISKS:
            raise _DamagedError("it cannot have as many parts as its end says: it is damaged")
        if disks > 1:
            raise _SplitError(f"it is the last of the {disks} parts of a split zip")
        start = stop - length
        if start < 0 or length > MOST_DIRECTORY:
            raise _DamagedError("the size of its directory cannot be right: it is cut or damaged")
        # Offsets count from where the zip begins, which is later if something was put before it.
        shift = start - offset
        members = tuple(islice(_members(self._at(start, length), shift), MOST_MEMBERS + 1))
        if len(members) > MOST_MEMBERS:
            raise _DamagedError(f"it holds more than {MOST_MEMBERS:,} files, which no course has")
        if count and not members:
            raise _DamagedError("its directory is not where its end says: it is cut or damaged")
        after = self._size - end - _END.size - comment
        first = min((member.offset for member in members), default=0)
        if after and first > 0 and self._at(0, 4) == b"PK\x03\x04":
            # What was found is a zip that is stored within the one of which the end is missing.
            raise _DamagedError(_CUT)
        return Contents(members, "", zip64, count, self._size, start, after)

    def _end(self) -> int:
        """Where the end record is: exactly at the end of the file, else the last that fits."""
        tail_start = max(self._size - _MOST_COMMENT - _END.size, 0)
        tail = self._at(tail_start, _MOST_COMMENT + _END.size)
        best = -1
        at = tail.rfind(b"PK\x05\x06")
        while at >= 0:
            if at + _END.size <= len(tail):
                comment = int.from_bytes(tail[at + 20 : at + 22], "little")
                after = len(tail) - at - _END.size - comment
                if after == 0:
                    return tail_start + at
                if after > 0 and best < 0:
                    best = tail_start + at
            at = tail.rfind(b"PK\x05\x06", 0, at)
        if best >= 0:
            return best
        raise self._without_end()

    def _without_end(self) -> _DamagedError | _SplitError:
        """Why there is no end record in reach."""
        head = self._at(0, strangers.LEAST_HEAD)
        if head[:4] == b"PK\x07\x08":
            return _SplitError("it is one part of a split zip")
        if head[:4] == b"PK\x03\x04":
            if padding := self._padding_behind_end():
                said = f"{padding:,} bytes of padding stand behind its end, where none looks for it"
                return _DamagedError(f"{said}: cut them off, or make it again")
            return _DamagedError(_CUT)
        kind = strangers.kind(head)
        return _DamagedError(f"it is {kind}, not a zip" if kind else "it is not a zip")

    def _padding_behind_end(self) -> int:
        """How many bytes of zero stand behind an end record that is out of reach; 0 if none is."""
        stop = self._size
        while stop > max(self._size - _MOST_PADDING, 0):
            start = max(stop - CHUNK, 0)
            left = self._at(start, stop - start).rstrip(b"\0")
            stop = start + len(left)
            if left:
                break
        # The record may end in zeros itself.
        start = max(stop - _END.size, 0)
        found = self._at(start, _END.size).rfind(b"PK\x05\x06")
        return 0 if found < 0 else self._size - start - found - _END.size

    def _end64(self, locator: bytes, end: int) -> tuple[int, int, int, int, int]:
        """Where the directory stops; its count, length and offset; how many disks."""
        _, _, where, disks = _LOCATOR.unpack(locator)
        # Beside the locator first: that place is right even where something was put before the zip.
        for at in (end - _LOCATOR.size - _END64.size, where):
            record = self._at(at, _END64.size)
            if len(record) == _END64.size and record[:4] == b"PK\x06\x06":
                _, _, _, _, _, _, _, count, length, offset = _END64.unpack(record)
                return at, count, length, offset, disks
        raise _DamagedError("its zip64 record is missing: it is cut or damaged")


def _members(directory: bytes, shift: int) -> Iterator[Member]:
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02":
        if at + _CENTRAL.size > len(directory):
            raise _DamagedError("its directory is cut short")
        (
            _, _, system, needed, flags, method, clock, date, crc, packed, size, name_length,
            extra_length, comment_length, _, _, attributes, offset,
        ) = _CENTRAL.unpack_from(directory, at)  # fmt: skip
        at += _CENTRAL.size
        raw = directory[at : at + name_length]
        extra = directory[at + name_length : at + name_length + extra_length]
        at += name_length + extra_length + comment_length
        if at > len(directory):
            raise _DamagedError("its directory is cut short")
        size, packed, offset, zip64 = _widened(size, packed, offset, extra)
        path = _unicode_path(raw, extra)
        # No page of codes has to be guessed where the name stands there in Unicode.
        unsaid = not raw.isascii() and not flags & UTF8_NAME
        yield Member(
            name=path if path and unsaid else _decoded(raw, flags),
            raw=raw,
            unicode_path=path,
            size=size,
            mode=attributes >> 16 if system in (_UNIX, _MACOS) else 0,
            stamp=date << 16 | clock,
            packed=packed,
            crc=crc,
            flags=flags,
            method=method,
            needed=needed,
            zip64=zip64,
            offset=offset + shift,
        )


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of a header, each by its kind; what is cut short as far as it goes."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _widened(size: int, packed: int, offset: int, extra: bytes) -> tuple[int, int, int, bool]:
    """Sizes and offset as the zip64 extra field gives them, and whether there is one."""
    for kind, data in _fields(extra):
        if kind == _WIDE:
            wide = iter(struct.unpack_from(f"<{len(data) // 8}Q", data))
            values = [
                next(wide, value) if value == _FULL32 else value for value in (size, packed, offset)
            ]
            return values[0], values[1], values[2], True
    return size, packed, offset, False


def _unicode_path(raw: bytes, extra: bytes) -> str:
    """The name in the Unicode Path field (APPNOTE 4.6.9), if it was made for this very ``raw``."""
    for kind, data in _fields(extra):
        if kind == _UNICODE_PATH and data[:5] == b"\1" + zlib.crc32(raw).to_bytes(4, "little"):
            return data[5:].decode("utf-8", "replace")
    return ""


def _decoded(raw: bytes, flags: int) -> str:
    """UTF-8 if it is, whatever the flag says; else code page 437, which is what no flag means.

    What wrongly claims to be UTF-8 is taken for Latin-1, so that names that differ stay different.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1" if flags & UTF8_NAME else "cp437")


def _plain(pieces: Iterator[bytes]) -> Iterator[bytes]:
    return pieces


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Deflate undone, never more than a chunk at a time however well it was packed."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in pieces:
            full = True
            while full and not stream.eof:
                out = stream.decompress(piece, CHUNK)
                yield out
                piece = stream.unconsumed_tail
                # A full chunk may hide more, even where all of the input was taken.
                full = len(out) == CHUNK or bool(piece)
            if stream.eof:
                return
    except zlib.error as error:
        raise UnreadableError("its packed data are damaged") from error
    raise UnreadableError("its packed data are cut short")
