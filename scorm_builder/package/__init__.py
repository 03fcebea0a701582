"""Opens a package to judge it: a zip or an unpacked folder, never extracted, read within bounds.

Nothing here raises for what a package holds: what is wrong with it becomes a value that the rules
judge. (``zipwriter.py`` is the other direction.)
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from scorm_builder.diagnostics import Span
from scorm_builder.package import xmltext
from scorm_builder.package.container import Container, Contents, Folder, Member, UnreadableError
from scorm_builder.package.known import NOTHING, Known
from scorm_builder.package.manifest import Fault, Manifest, parse
from scorm_builder.package.xmltext import XmlText
from scorm_builder.package.ziparchive import Local, ZipArchive
from scorm_builder.spec.filenames import leads_out, meant
from scorm_builder.spec.namespaces import MANIFEST

__all__ = [
    "Fault",
    "Known",
    "Local",
    "Manifest",
    "Member",
    "Package",
    "UnreadableError",
    "XmlText",
    "open",
]

MOST_MANIFEST = 8 << 20
"""Bytes of a manifest that is still parsed; one with 70,000 files has about half of it."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Package:
    """What rules judge. ``label`` is the package as findings show it.

    ``root`` is the folder, with its slash, in which the manifest lies; "" if that is the root of
    the package, or if there are several that may be meant. ``files`` has all that lies in it: every
    member that is no folder, by the path from there that hrefs have, the last of those of one path.
    ``manifest_name`` is ``imsmanifest.xml``, or what stands in its place in another case, or "".
    ``xml`` is the manifest's text, ``manifest`` its tree; where one of them is None, ``fault`` says
    why, unless a document type with declarations of its own forbade parsing. ``known`` is what is
    known beyond that, of a package that was just made.
    """

    label: str
    is_zip: bool
    contents: Contents
    root: str
    files: Mapping[str, Member]
    manifest_name: str
    xml: XmlText | None
    manifest: Manifest | None
    fault: Fault | None
    _container: Container
    known: Known = NOTHING

    @property
    def members(self) -> tuple[Member, ...]:
        return self.contents.members

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file. Raises :class:`UnreadableError`, also if above ``limit`` bytes."""
        return _read(self._container, self.files[name], limit)

    def verify(self, member: Member) -> None:
        """Reads a member and lets it go. Raises :class:`UnreadableError` if that cannot be done.

        Of a folder's file no more than the beginning is read: there is no checksum to compare.
        """
        for _ in self._container.chunks(member):
            if not self.is_zip:
                return

    def head(self, name: str, most: int) -> bytes:
        """The first bytes of a file, and a few more. Raises :class:`UnreadableError`."""
        pieces: list[bytes] = []
        for piece in self._container.chunks(self.files[name]):
            pieces.append(piece)
            if sum(map(len, pieces)) >= most:
                break
        return b"".join(pieces)

    def local(self, member: Member) -> Local | None:
        """What stands before a member's data; None in a folder, or if nothing stands there."""
        if isinstance(self._container, ZipArchive):
            return self._container.local(member)
        return None

    def unlisted(self, taken: Iterable[tuple[int, int]]) -> Iterator[str]:
        """The names of entries of a zip that its directory does not have, beside what is ``taken``
        by files, from one offset to another.
        """
        if isinstance(self._container, ZipArchive):
            yield from self._container.unlisted(taken)

    def renamed(self, names: Mapping[str, str]) -> Package:
        """The package with files under other names; those that have none are left out.

        It reads from the same file, and is of use as long as this one is open.
        """
        kept = [(one, names[name]) for name, one in self.files.items() if name in names]
        members = tuple(replace(one, name=name) for one, name in kept)
        contents = replace(self.contents, members=members)
        return _package(self._container, self.label, self.is_zip, contents, NOTHING)

    def span(self, name: str = "", line: int = 0, column: int = 0) -> Span:
        """A place in a file of the package, called as in ``files`` or as in the zip; the package
        itself without a name.

        Where the file is that of a source, byte for byte, it is the place there.
        """
        if name in self.known.sources:
            return Span(self.known.sources[name], line, column)
        member = self.files.get(name)
        shown = name if member is None else member.name
        return replace(_place(self.label, self.is_zip, shown), line=line, col=column)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._container.close()


def open(  # noqa: A001 - package.open reads as what it does
    path: Path, label: str = "", known: Known = NOTHING
) -> Package:
    """The package at ``path``, shown as ``label`` in findings (else as ``path``).

    Raises ``OSError`` only if there is nothing that can be read at ``path``, or if its manifest or
    a folder in it is one that the system does not let be read.
    """
    container = _container(path)
    try:
        is_zip = isinstance(container, ZipArchive)
        return _package(container, label or path.as_posix(), is_zip, container.contents, known)
    except BaseException:
        container.close()
        raise


def _container(path: Path) -> Container:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return Folder(path)
    if stat.S_ISREG(mode):
        return ZipArchive(path)
    # Not to be opened: what is at the other end of a pipe may never come.
    raise OSError(errno.EINVAL, "it is neither a file nor a folder", str(path))


def _package(
    container: Container, label: str, is_zip: bool, contents: Contents, known: Known
) -> Package:
    everything = {
        meant(one.name): one
        for one in contents.members
        if not one.is_folder and not leads_out(one.name)
    }
    root = _root(everything)
    files = {
        name.removeprefix(root): one for name, one in everything.items() if name.startswith(root)
    }
    name = _manifest_name(files)
    xml: XmlText | None = None
    found: Manifest | Fault | None = None
    if name:
        place = _place(label, is_zip, files[name].name)
        try:
            xml = xmltext.read(_read(container, files[name], MOST_MANIFEST))
        except UnreadableError as error:
            if isinstance(error.__cause__, OSError):
                # That is no fault of the manifest.
                raise error.__cause__ from error
            found = Fault(str(error), xmltext.Place(0, 0))
        else:
            found = None if xml.subset else parse(xml, place, frozenset(files))
    return Package(
        label=label,
        is_zip=is_zip,
        contents=contents,
        root=root,
        files=files,
        manifest_name=name,
        xml=xml,
        manifest=found if isinstance(found, Manifest) else None,
        fault=found if isinstance(found, Fault) else None,
        _container=container,
        known=known,
    )


def _root(names: Iterable[str]) -> str:
    """The folder of the one manifest that lies nearest to the root; that of macOS is no folder."""
    found = [
        name.rpartition("/")[0]
        for name in names
        if name.lower().rpartition("/")[2] == MANIFEST and not name.startswith("__MACOSX/")
    ]
    least = min((_depth(folder) for folder in found), default=0)
    nearest = {folder for folder in found if _depth(folder) == least}
    return f"{nearest.pop()}/" if least and len(nearest) == 1 else ""


def _depth(folder: str) -> int:
    return folder.count("/") + 1 if folder else 0


def _manifest_name(files: Mapping[str, Member]) -> str:
    if MANIFEST in files:
        return MANIFEST
    return min((name for name in files if name.lower() == MANIFEST), default="")


def _read(container: Container, member: Member, limit: int) -> bytes:
    pieces = []
    left = limit
    for piece in container.chunks(member):
        left -= len(piece)
        if left < 0:
            raise UnreadableError(f"it is larger than {limit} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _place(label: str, is_zip: bool, name: str) -> Span:
    """The package, or with a name the file of that name in it."""
    if is_zip:
        return Span(label, entry=name)
    return Span(f"{label}/{name}" if name else label)
