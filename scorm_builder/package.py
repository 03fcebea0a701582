"""Opens a package to judge it: a zip or an unpacked folder, never extracted, read within bounds.

Nothing here raises for what a package holds: what is wrong with it becomes a value that the rules
judge. (``zipwriter.py`` is the other direction.)
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from lxml import etree

from scorm_builder.spec.namespaces import MANIFEST

READ_LIMIT = 64 << 20
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_END = b"PK\x05\x06"
_ZIP64_END = b"PK\x06\x07"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the package, as its container describes it.

    ``name`` is decoded, ``raw`` is the name's bytes; ``local`` those of the local header (None
    where there is none); ``mode`` is the Unix mode, 0 where it is not known.
    """

    name: str
    raw: bytes
    size: int
    packed: int = 0
    flags: int = 0
    method: int = 0
    mode: int = 0
    needed: int = 20
    local: bytes | None = None

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


@dataclass(frozen=True, slots=True)
class Manifest:
    """``imsmanifest.xml``: its bytes; its root, or why there is none and where."""

    data: bytes
    root: Any = None
    problem: str = ""
    line: int = 0
    column: int = 0


@dataclass(eq=False)
class Package:
    """What rules judge. ``problem`` says why the container could not be opened at all."""

    path: Path
    entries: tuple[Entry, ...]
    problem: str = ""
    zip64: bool = False
    disks: bool = False
    _archive: zipfile.ZipFile | None = field(default=None, repr=False)
    _infos: dict[str, zipfile.ZipInfo] = field(default_factory=dict, repr=False)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all files; folders left out."""
        return frozenset(entry.name for entry in self.entries if not entry.is_folder)

    def read(self, name: str, limit: int = READ_LIMIT) -> bytes | None:
        """The bytes of a file, at most ``limit``; None if it cannot be read."""
        try:
            if self._archive is None:
                with (self.path / name).open("rb") as handle:
                    return handle.read(limit)
            with self._archive.open(self._infos[name]) as member:
                return member.read(limit)
        except (OSError, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError):
            return None
        except zipfile.BadZipFile:
            return None

    @cached_property
    def manifest(self) -> Manifest | None:
        """The parsed manifest; None where the package has none."""
        data = self.read(MANIFEST) if MANIFEST in self.names else None
        return None if data is None else _parse(data)

    def close(self) -> None:
        if self._archive is not None:
            self._archive.close()

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open(path: Path) -> Package:  # noqa: A001 - package.open reads as what it does
    """The package at ``path``. Raises ``OSError`` only if there is nothing to read there."""
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file())
        names = [(p.relative_to(path).as_posix(), p.stat()) for p in files]
        entries = (Entry(name, name.encode(), stat.st_size) for name, stat in names)
        return Package(path, tuple(entries))
    with path.open("rb") as handle:
        handle.read(1)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        return Package(path, (), problem=str(error) or "it is no zip")
    infos = {info.filename: info for info in archive.infolist()}
    with path.open("rb") as handle:
        entries = tuple(_entry(info, handle) for info in archive.infolist())
        tail = _tail(handle)
    zip64 = _ZIP64_END in tail or any(e.needed >= 45 for e in entries)
    end = tail.rfind(_END)
    disks = end >= 0 and tail[end + 4 : end + 8] != b"\0\0\0\0"
    return Package(path, entries, "", zip64, disks, archive, infos)


def _entry(info: zipfile.ZipInfo, handle: Any) -> Entry:
    raw = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    mode = info.external_attr >> 16 if info.create_system == 3 else 0
    name = info.orig_filename
    return Entry(
        name, raw, info.file_size, info.compress_size, info.flag_bits, info.compress_type, mode,
        info.extract_version, _local_name(handle, info.header_offset),
    )  # fmt: skip


def _local_name(handle: Any, offset: int) -> bytes | None:
    handle.seek(max(offset, 0))
    head = handle.read(_LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        return None
    length = _LOCAL.unpack(head)[9]
    name: bytes = handle.read(length)
    return name


def _tail(handle: Any) -> bytes:
    """The end of the file, where the end records are (a comment has 65,535 bytes at most)."""
    handle.seek(0, 2)
    handle.seek(max(handle.tell() - 66_000, 0))
    data: bytes = handle.read()
    return data


def _parse(data: bytes) -> Manifest:
    """Reads XML from anybody: no network, no DTD, no entities but the five of XML."""
    parser = etree.XMLParser(
        no_network=True, load_dtd=False, resolve_entities=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position if error.position else (0, 0)
        return Manifest(data, None, str(error.msg), line or 0, column or 0)
    return Manifest(data, root)

