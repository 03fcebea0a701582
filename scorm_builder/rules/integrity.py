"""Whether the archive can be unpacked safely and whole, and by every reader to the same files."""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Local, Member, Package, UnreadableError
from scorm_builder.package.container import UTF8_NAME
from scorm_builder.package.layout import overlapping
from scorm_builder.package.ziparchive import DEFLATED, DESCRIPTOR, ENCRYPTED, STORED
from scorm_builder.rules import Finding, at_files, listed, rule

MOST_UNPACKED = 2 << 30
MOST_SWOLLEN = 100 << 20
USUAL_RATIO = 100
USUAL_MEMBERS = 50_000
_MIB = 1 << 20

_FULL32 = 0xFFFF_FFFF
_MARK = b"PK\x07\x08"
_MOST_HIDDEN = 1000
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".jar")


@rule("Z18-bomb", Severity.ERROR, fatal=True)
def bomb(package: Package) -> Iterator[Finding]:
    """The archive unpacks to what a server can hold.

    Errors, after which nothing of it is read: more than 2 GiB when unpacked; more than 100 MiB of
    files that shrank to less than a hundredth, as no course's do; files that share bytes of the
    zip, which is how a small one is made to unpack to terabytes. A warning: more than 50,000 files.
    Notes: single files that swell so much, and archives inside, which are not looked into.

    Mend: what is large and empty (silent WAV, uncompressed bitmaps) in a format that is packed
    itself; film on a media server; several courses. If the course is not yours, do not unpack it.
    Breaks: scormhost refuses what unpacks to more than three times the largest upload; virus
    scanners and unpackers that guard against bombs; disks. Source: scormhost 0.1.0; D. Fifield, "A
    better zip bomb" (2019).
    """
    danger = _danger(package)
    if danger:
        yield Finding(package.span(), danger)
    count = len(package.members)
    if count > USUAL_MEMBERS:
        message = f"{count:,} files: unpacking takes servers minutes, some give up"
        yield Finding(package.span(), message, Severity.WARNING)
    large = [member.name for member in _swollen(package) if member.size > _MIB]
    if large and not danger:
        message = f"these unpack to more than {USUAL_RATIO} times their size: {listed(large)}"
        yield at_files(package, large, message, Severity.INFO)
    inside = [name for name in package.files if name.lower().endswith(_ARCHIVES)]
    # Where there is no manifest, the course may be what lies inside: Z02 tells.
    if inside and package.manifest_name:
        message = f"archives in the package, which are not looked into: {listed(inside)}"
        yield at_files(package, inside, message, Severity.INFO)


@rule("Z19-crc", Severity.ERROR)
def checksum(package: Package) -> Iterator[Finding]:
    """Every file can be unpacked, and its checksum is right.

    A zip that was damaged on its way (a broken upload, a full disk, a transfer in text mode) still
    lists all its files; only reading them shows it.

    Mend: make the zip again, or fetch it again in binary mode. Breaks: every LMS: import fails, or
    the file is missing. Source: APPNOTE 4.4.7.
    """
    if _danger(package):
        return
    broken: dict[str, list[str]] = defaultdict(list)
    for member in package.members:
        # What is encrypted, packed by other methods or no file has rules of its own.
        told = (
            member.flags & ENCRYPTED
            or member.method not in (STORED, DEFLATED)
            or member.is_special
            or member.is_folder
        )
        if told:
            continue
        try:
            package.verify(member)
        except UnreadableError as error:
            broken[str(error)].append(member.name)
    for why, names in broken.items():
        message = f"{listed(names)} cannot be unpacked: {why}"
        yield at_files(package, names, message)


@rule("Z20-header-mismatch", Severity.ERROR)
def header_mismatch(package: Package) -> Iterator[Finding]:
    """What stands before each file says the same as the directory at the end of the zip.

    A zip tells the names, sizes and methods of its files twice. Most readers go by the directory,
    those that unpack while they receive go by what stands before each file. Where the two differ,
    one finds other files than the other: a virus scanner, say, than the LMS. Errors: another name,
    method or encryption; a file that is in the zip and not in its directory; another name in the
    Unicode Path field, which some readers take for the name and others pass over. Warnings: other
    numbers, before the data or behind them; bytes before the first file, as in self-extracting
    zips, or behind the end; a directory that holds more or fewer files than its end says.

    Mend: unpack and zip again. Breaks: Java's ZipInputStream (openEQUELLA and others) reads from
    the first byte and by the headers before the files; libzip, and so PHP and Moodle, takes the
    Unicode path, older Pythons do not; ``unzip`` complains. Source: APPNOTE 4.3.6, 4.3.7, 4.3.9,
    4.6.9.
    """
    if not package.is_zip or package.contents.problem:
        return
    taken = []
    methods, secrets, numbers = [], [], []
    for member in package.members:
        local = package.local(member)
        if name := _other_name(member, local):
            yield Finding(package.span(member.name), f"{quoted(member.name)} is called {name}")
        if local is None:
            continue
        taken.append((member.offset, local.data + member.packed))
        if local.method != member.method:
            methods.append(member.name)
        elif local.flags & ENCRYPTED and not member.flags & ENCRYPTED:
            secrets.append(member.name)
        elif _differs(member, local):
            numbers.append(member.name)
    if methods:
        message = f"said to be packed by two different methods: {listed(methods)}"
        yield at_files(package, methods, message)
    if secrets:
        message = f"encrypted, it says right before the data alone: {listed(secrets)}"
        yield at_files(package, secrets, message)
    yield from _around(package)
    # A zip bomb's numbers and places are no truth to hold anything against.
    if _danger(package):
        return
    if numbers:
        message = f"the zip tells two different sizes or checksums of {listed(numbers)}"
        yield at_files(package, numbers, message, Severity.WARNING)
    if hidden := list(islice(package.unlisted(taken), _MOST_HIDDEN)):
        message = (
            f"in the zip, but not in its directory, so that only some find it: {listed(hidden)}"
        )
        yield Finding(package.span(), message)


def _other_name(member: Member, local: Local | None) -> str:
    """Another name of the file than the one in the directory, and where it stands; or ""."""
    if member.unicode_path and _is_another(member.unicode_path, member):
        return f"{quoted(member.unicode_path)} in its Unicode Path field, by which some unpack"
    if local is None:
        return ""
    if local.raw != member.raw:
        other = local.raw.decode("utf-8", "backslashreplace")
        return f"{quoted(other)} right before its data"
    if local.unicode_path and _is_another(local.unicode_path, member):
        return f"{quoted(local.unicode_path)} in a Unicode Path field right before its data"
    return ""


def _is_another(path: str, member: Member) -> bool:
    """Whether a Unicode path is no way to write the name in the header.

    Of names in a code page nobody says in which; folders and endings are the same in all of them.
    """
    if member.raw.isascii() or member.flags & UTF8_NAME:
        return path != member.raw.decode("utf-8", "replace")
    return _frame(path) != _frame(member.raw.decode("latin-1"))


def _frame(name: str) -> str:
    """What of a name all code pages have in the same place."""
    ending = name.rpartition(".")[2]
    return "".join(re.findall("[/.]", name)) + (ending if ending.isascii() else "")


def _danger(package: Package) -> str:
    """Why nothing of the archive should be unpacked, or ""; sizes are those that reading holds it
    to. The first reason is enough: one number that is no truth makes all of them come true.
    """
    if not package.is_zip:
        return ""
    if shared := overlapping(package.contents):
        names = listed([member.name for member in shared])
        return f"a zip bomb, or damaged: files that share bytes with others: {names}"
    swollen = _swollen(package)
    if sum(member.size for member in swollen) > MOST_SWOLLEN:
        names = listed([member.name for member in swollen])
        message = f"a zip bomb: files that unpack to more than {USUAL_RATIO} times their size"
        return f"{message}, {MOST_SWOLLEN >> 20} MiB and more: {names}"
    total = sum(member.size for member in package.members)
    if total > MOST_UNPACKED:
        message = f"it unpacks to {total / 1e9:.1f} GB: more than {MOST_UNPACKED >> 30} GiB"
        return f"{message} are too much for a course"
    return ""


def _swollen(package: Package) -> list[Member]:
    if not package.is_zip:
        return []
    return [member for member in package.members if member.size > USUAL_RATIO * member.packed]


def _differs(member: Member, local: Local) -> bool:
    """Whether numbers differ that are there: they may stand behind the data, or in zip64 fields."""
    numbers = member.crc, member.packed, member.size
    here = local.crc, local.packed, local.size
    if local.flags & DESCRIPTOR and here != numbers:
        return not _described(local.descriptor, *numbers)
    return any(one not in (there, _FULL32) for one, there in zip(here, numbers, strict=True))


def _described(descriptor: bytes, crc: int, packed: int, size: int) -> bool:
    """Whether a data descriptor says these numbers: with its mark or without, wide or narrow."""
    narrow = struct.pack("<III", crc, packed & _FULL32, size & _FULL32)
    wide = struct.pack("<IQQ", crc, packed, size)
    return descriptor.removeprefix(_MARK).startswith((narrow, wide)) or descriptor.startswith(
        (narrow, wide)
    )


def _around(package: Package) -> Iterator[Finding]:
    """What the zip holds beside its files."""
    contents = package.contents
    before = min((member.offset for member in contents.members), default=0)
    if before > 0:
        message = f"{before:,} bytes stand before the first file, as in a self-extracting zip"
        yield Finding(package.span(), message, Severity.WARNING)
    if contents.after:
        message = f"{contents.after:,} bytes stand behind the end of the zip"
        yield Finding(package.span(), message, Severity.WARNING)
    # Before zip64 there were programs that just let the count run over.
    if (contents.count - len(contents.members)) % 0x1_0000:
        message = f"the zip lists {len(contents.members):,} files, its end says {contents.count:,}"
        yield Finding(package.span(), message, Severity.WARNING)
