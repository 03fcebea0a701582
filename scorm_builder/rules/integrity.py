"""Whether the archive can be unpacked safely and whole, and by every reader to the same files."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Local, Member, Package, UnreadableError
from scorm_builder.package.layout import overlapping
from scorm_builder.package.ziparchive import DEFLATED, ENCRYPTED, STORED
from scorm_builder.rules import Finding, listed, rule

MOST_UNPACKED = 2 << 30
MOST_SWOLLEN = 100 << 20
USUAL_RATIO = 100
USUAL_MEMBERS = 50_000
_MIB = 1 << 20

_DESCRIPTOR = 0x8
_FULL32 = 0xFFFF_FFFF
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
    dangers = list(_dangers(package))
    yield from dangers
    count = len(package.members)
    if count > USUAL_MEMBERS:
        message = f"{count:,} files: unpacking takes servers minutes, some give up"
        yield Finding(package.span(), message, Severity.WARNING)
    large = [member.name for member in _swollen(package) if member.size > _MIB]
    if large and not dangers:
        message = f"these unpack to more than {USUAL_RATIO} times their size: {listed(large)}"
        yield Finding(package.span(large[0]), message, Severity.INFO)
    inside = [name for name in package.files if name.lower().endswith(_ARCHIVES)]
    if inside:
        message = f"archives in the package, which are not looked into: {listed(inside)}"
        yield Finding(package.span(inside[0]), message, Severity.INFO)


@rule("Z19-crc", Severity.ERROR)
def checksum(package: Package) -> Iterator[Finding]:
    """Every file can be unpacked, and its checksum is right.

    A zip that was damaged on its way (a broken upload, a full disk, a transfer in text mode) still
    lists all its files; only reading them shows it.

    Mend: make the zip again, or fetch it again in binary mode. Breaks: every LMS: import fails, or
    the file is missing. Source: APPNOTE 4.4.7.
    """
    if next(_dangers(package), None):
        return
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
            message = f"{quoted(member.name)} cannot be unpacked: {error}"
            yield Finding(package.span(member.name), message)


@rule("Z20-header-mismatch", Severity.ERROR)
def header_mismatch(package: Package) -> Iterator[Finding]:
    """What stands before each file says the same as the directory at the end of the zip.

    A zip tells the names, sizes and methods of its files twice. Most readers go by the directory,
    those that unpack while they receive go by what stands before each file. Where the two differ,
    one finds other files than the other: a virus scanner, say, than the LMS. Errors: another name
    or method. Warnings: other numbers; bytes before the first file, as in self-extracting zips, or
    behind the end; a directory that holds more or fewer files than its end says.

    Mend: unpack and zip again. Breaks: Java's ZipInputStream (openEQUELLA and others) reads from
    the first byte and by the headers before the files; ``unzip`` complains. Source: APPNOTE 4.3.6,
    4.3.7.
    """
    if not package.is_zip or package.contents.problem:
        return
    numbers = []
    for member in package.members:
        local = package.local(member)
        if local is None:
            continue
        if local.raw != member.raw:
            other = local.raw.decode("utf-8", "backslashreplace")
            message = f"{quoted(member.name)} is called {quoted(other)} right before its data"
            yield Finding(package.span(member.name), message)
        elif local.method != member.method:
            message = f"{quoted(member.name)} is said to be packed by two different methods"
            yield Finding(package.span(member.name), message)
        elif _differs(member, local):
            numbers.append(member.name)
    if numbers:
        message = f"the zip tells two different sizes or checksums of {listed(numbers)}"
        yield Finding(package.span(numbers[0]), message, Severity.WARNING)
    yield from _around(package)


def _dangers(package: Package) -> Iterator[Finding]:
    """Why nothing of the archive should be unpacked; sizes are those that reading holds it to."""
    if not package.is_zip:
        return
    total = sum(member.size for member in package.members)
    if total > MOST_UNPACKED:
        message = f"it unpacks to {total / 1e9:.1f} GB: more than {MOST_UNPACKED >> 30} GiB"
        yield Finding(package.span(), f"{message} are too much for a course")
    swollen = _swollen(package)
    if sum(member.size for member in swollen) > MOST_SWOLLEN:
        names = listed([member.name for member in swollen])
        message = f"a zip bomb: files that unpack to more than {USUAL_RATIO} times their size"
        yield Finding(package.span(), f"{message}, {MOST_SWOLLEN >> 20} MiB and more: {names}")
    if shared := overlapping(package.contents):
        names = listed([member.name for member in shared])
        message = f"a zip bomb, or damaged: files that share bytes with others: {names}"
        yield Finding(package.span(), message)


def _swollen(package: Package) -> list[Member]:
    if not package.is_zip:
        return []
    return [member for member in package.members if member.size > USUAL_RATIO * member.packed]


def _differs(member: Member, local: Local) -> bool:
    """Whether numbers differ that are there: they may stand behind the data, or in zip64 fields."""
    if local.flags & _DESCRIPTOR:
        return False
    pairs = ((local.crc, member.crc), (local.packed, member.packed), (local.size, member.size))
    return any(here not in (there, _FULL32) for here, there in pairs)


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
