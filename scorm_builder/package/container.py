"""What rules need of a container, be it a zip or a folder: its files, and their bytes in bounds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CHUNK = 1 << 16
UTF8_NAME = 0x800


class UnreadableError(Exception):
    """The bytes of a file cannot be had; the message says why, to follow its name and a colon."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a package as its container describes it; nothing here has been verified.

    ``name`` is decoded as well as may be, ``raw`` the bytes that stand for it; ``unicode_path`` is
    what a field beside them says it is, or ""; sizes in bytes; ``mode`` is the Unix mode, type
    included, 0 where it is not known; ``stamp`` the DOS date, and below it, in 16 bits, the DOS
    time; ``offset`` that of the local header in the file. Of a folder's files only name, size and
    mode mean anything.
    """

    name: str
    raw: bytes
    size: int
    mode: int = 0
    stamp: int = 0x0021_0000
    packed: int = 0
    crc: int = 0
    flags: int = UTF8_NAME
    method: int = 0
    needed: int = 20
    zip64: bool = False
    offset: int = 0
    unicode_path: str = ""

    @property
    def is_folder(self) -> bool:
        return self.raw.endswith(b"/") or (self.raw.endswith(b"\\") and not self.size)

    @property
    def is_special(self) -> bool:
        """Whether it is a link, a device or the like: no plain file and no folder."""
        return stat.S_IFMT(self.mode) not in (0, stat.S_IFREG, stat.S_IFDIR)


@dataclass(frozen=True, slots=True)
class Contents:
    """All members in the order of the container; ``problem`` says why there are none.

    The rest is of zips: whether the end records use zip64 and how many members they speak of; the
    size of the file, where in it the directory begins, and how many bytes stand behind the zip's
    end; whether the file is but one part of a zip.
    """

    members: tuple[Member, ...] = ()
    problem: str = ""
    zip64: bool = False
    count: int = 0
    size: int = 0
    directory: int = 0
    after: int = 0
    split: bool = False


class Container(Protocol):
    """Where the bytes of members come from."""

    contents: Contents

    def chunks(self, member: Member) -> Iterator[bytes]:
        """The member's bytes, in pieces of bounded size. Raises :class:`UnreadableError`."""

    def close(self) -> None:
        """Lets go of the file."""


class Folder:
    """An unpacked package. Links are listed, never followed.

    Raises ``OSError`` if a folder in it cannot be looked into: what lies there is not missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        members = sorted(_walk(path), key=lambda member: member.raw)
        self.contents = Contents(tuple(members))

    def chunks(self, member: Member) -> Iterator[bytes]:
        if member.is_special:
            raise UnreadableError("it is a link or a device, not a file")
        try:
            # The name came from walking the folder, so that it cannot lead out of it.
            with (self._path / os.fsdecode(member.raw)).open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise UnreadableError(error.strerror or str(error)) from error

    def close(self) -> None:
        """Nothing is held open."""


def _walk(path: Path) -> Iterator[Member]:
    for folder, folders, files in os.walk(path, onerror=_raise):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *links):
            file = Path(folder) / name
            found = file.lstat()
            raw = os.fsencode(file.relative_to(path).as_posix())
            yield Member(_decoded(raw), raw, found.st_size, found.st_mode)


def _raise(error: OSError) -> None:
    raise error


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
