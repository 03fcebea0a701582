"""Whether every file keeps its name, its place and its bytes when an LMS unpacks the archive."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Member, Package
from scorm_builder.package.container import UTF8_NAME
from scorm_builder.rules import Finding, at_files, listed, rule
from scorm_builder.spec.filenames import DRIVE, alike, is_of_systems, leads_out, meant

_STRIPPED = re.compile("[&<>\"'`|:*?\x00-\x1f\x7f-\x9f]")
_IDLE = re.compile(r"(?:\A|[/\\])\.?(?:[/\\]|\Z)")
"""A part of a path that is empty or a point."""
_PLAIN = re.compile(r"[A-Za-z0-9._/\\-]*")


@rule("Z08-traversal", Severity.ERROR)
def traversal(package: Package) -> Iterator[Finding]:
    """No name leads out of the folder that the archive is unpacked into.

    Names that hold ``..``, begin with ``/`` or with a drive letter write elsewhere ("zip slip").
    Careful unpackers refuse the whole archive or leave the file out.

    Mend: zip with names relative to the course's folder. Breaks: scormhost refuses; others skip the
    file. Source: APPNOTE 4.4.17.
    """
    absolute = []
    for member in package.members:
        path = next(filter(leads_out, _readings(member)), None)
        if path is None:
            continue
        if path and path == member.name and ".." not in re.split(r"[/\\]", path):
            absolute.append(path)
            continue
        instead = "" if path == member.name else f", which {quoted(member.name)} is called too,"
        message = f"{quoted(path)}{instead} leads out of the package"
        yield Finding(package.span(member.name), f"{message}: names have to be relative to it")
    if absolute:
        message = f"names that begin with '/' or a drive, and so lead out: {listed(absolute)}"
        yield at_files(package, absolute, f"{message}: they have to be relative to the package")


@rule("Z09-backslash", Severity.ERROR)
def backslash(package: Package) -> Iterator[Finding]:
    r"""Folders in names are parted by ``/``, never by ``\``.

    Some Windows programs (.NET before 4.6.1) write backslashes. On Linux they make one file with an
    odd name instead of a folder with a file in it.

    Mend: zip again with another program. Breaks: Chamilo (issue 2946), Java on Linux; Moodle
    converts. Source: APPNOTE 4.4.17.
    """
    found = [member.name for member in package.members if "\\" in member.name]
    if found:
        message = f"names with a backslash, which has to be '/': {listed(found)}"
        yield at_files(package, found, message)


@rule("Z11-dup-name", Severity.ERROR)
def duplicate_name(package: Package) -> Iterator[Finding]:
    """No two files have the same path, once they are unpacked.

    One of them wins: the first in Moodle, the last elsewhere. ``./a.html`` and ``a.html`` are one
    path too, and so are names that differ in slashes and backslashes.

    Mend: take one out. Breaks: learners see another file than the author. Source: IMS Content
    Packaging 1.1.2 identifies files by name.
    """
    paths: dict[str, list[str]] = defaultdict(list)
    for member in package.members:
        if not member.is_folder:
            paths[meant(member.name)].append(member.name)
    for first, *others in paths.values():
        if others:
            written = [name for name in dict.fromkeys(others) if name != first]
            message = f"{quoted(first)} is in the zip {len(others) + 1} times"
            message += f", also as {listed(written)}" if written else ""
            yield Finding(package.span(first), f"{message}: which one is meant?")


@rule("Z12-case-collision", Severity.WARNING)
def case_collision(package: Package) -> Iterator[Finding]:
    """Names differ in more than capitals and the way accents are written.

    On Windows and macOS servers ``Logo.png`` and ``logo.png`` are one file: one overwrites the
    other. A file ``IMG`` beside the folder ``img`` cannot be written there.

    Mend: rename one. Breaks: LMSs and offline players on Windows and macOS. Source: names are
    compared with capitals told apart; file systems differ.
    """
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for member in package.members:
        if not member.is_folder:
            path = meant(member.name)
            groups[alike(path)].setdefault(path, member.name)
    for names in groups.values():
        if len(names) > 1:
            first, *others = names.values()
            message = f"{quoted(first)} and {listed(others)} are one file on Windows and macOS"
            yield at_files(package, [*names.values()], f"{message}: rename one")
    for file, inside in _also_folders(package, alike):
        if not meant(inside).startswith(f"{meant(file)}/"):
            message = f"{quoted(file)} and the folder of {quoted(inside)} have one name"
            yield at_files(package, [file, inside], f"{message} on Windows and macOS: rename one")


@rule("Z13-file-dir-clash", Severity.ERROR)
def file_and_folder(package: Package) -> Iterator[Finding]:
    """No name is a file and a folder at once.

    With ``a`` and ``a/b.html`` one of them cannot be written.

    Mend: rename one. Breaks: unpacking, everywhere. Source: follows from APPNOTE 4.4.17.
    """
    for name, _ in _also_folders(package, str):
        message = f"{quoted(name)} is a file, and a folder that holds others: rename one"
        yield Finding(package.span(name), message)


@rule("Z14-name-encoding", Severity.ERROR)
def name_encoding(package: Package) -> Iterator[Finding]:
    """Names beyond ASCII are UTF-8, and say so (general purpose flag, bit 11).

    Without the flag each reader guesses: code page 437, that of the country, or UTF-8. The file
    then has another name than the link to it. A Unicode Path field (WinZip, older 7-Zip), which
    says the name beside one in a code page, is as good to most.

    Mend: zip with a program that sets the flag (7-Zip with ``-mcu=on``, Python), or use ASCII
    names. Breaks: openEQUELLA (issue 1868) and other Java readers refuse;
    Moodle guesses. Source: APPNOTE 4.4.4, appendix D.
    """
    unflagged, invalid = [], []
    for member in package.members:
        if member.raw.isascii():
            continue
        if member.unicode_path and not member.flags & UTF8_NAME:
            continue
        if not member.flags & UTF8_NAME:
            unflagged.append(member.name)
        elif not _is_utf8(member.raw):
            invalid.append(member.name)
    if unflagged:
        message = f"names beyond ASCII that do not say they are UTF-8: {listed(unflagged)}"
        yield at_files(package, unflagged, f"{message}; LMSs will guess")
    if invalid:
        message = f"names that say they are UTF-8 and are not: {listed(invalid)}"
        yield at_files(package, invalid, message)


@rule("Z15-nonascii-name", Severity.WARNING)
def non_ascii_name(package: Package) -> Iterator[Finding]:
    """Names are ASCII.

    Accents, umlauts and other scripts in names meet every encoding mistake there is between a zip,
    a server's disk and a URL.

    Mend: rename, and mend the links. Breaks: Docebo, LatitudeLearning, some offline players.
    Source: their documentation; SCORM allows them percent-encoded in the manifest.
    """
    found = [member.name for member in package.members if not member.name.isascii()]
    if found:
        message = f"names beyond ASCII, which some LMSs spoil: {listed(found)}"
        yield at_files(package, found, message)


@rule("Z16-nfd-name", Severity.WARNING)
def decomposed_name(package: Package) -> Iterator[Finding]:
    """Accented letters in names are one character each (Unicode form NFC).

    Zips made on macOS may hold ``e`` and a combining accent; the link holds the one letter. They
    look alike and are not the same file.

    Mend: rename on Linux or Windows, or use ASCII names. Breaks: Moodle turns names into NFC, so
    that a link in the other form leads nowhere. Source: Moodle's zip packer.
    """
    found = [
        member.name
        for member in package.members
        if unicodedata.normalize("NFC", member.name) != member.name
    ]
    if found:
        message = f"names whose accents are written apart (NFD), as macOS does: {listed(found)}"
        yield at_files(package, found, message)


@rule("Z17-bad-chars", Severity.ERROR)
def bad_characters(package: Package) -> Iterator[Finding]:
    """Names are made of letters, digits, ``.``, ``_``, ``-`` and ``/``.

    Errors: ``& < > " ' | : * ?``, the backtick and control characters. Moodle drops most of them
    from names as it unpacks (``a&b.html`` becomes ``ab.html``), so that links lead nowhere and
    files overwrite each other; Windows forbids the others. Warnings: blanks and all else, which
    work unless somebody forgets to percent-encode them (``#``, ``%`` and ``+`` above all); parts
    that say nothing (``./a.html``, ``a//b.html``), which some unpackers leave out and others look
    for: an error if the manifest is called so, which is looked for by its plain name.

    Mend: rename, and mend the links. Breaks: Moodle 4.5 (seen), Windows servers; scormhost and
    wagtail-lms, to which ``./imsmanifest.xml`` is none. Source: Moodle's PARAM_PATH; RFC 3986,
    section 2.2.
    """
    odd, dotted = [], []
    spoilt: dict[str, list[str]] = defaultdict(list)
    for member in package.members:
        # What is to be left out need not be renamed.
        if is_of_systems(member.name):
            continue
        name = member.name[2:] if DRIVE.match(member.name) else member.name
        if found := " ".join(dict.fromkeys(_visible(c) for c in _stripped(member, name))):
            spoilt[found].append(member.name)
        elif not _PLAIN.fullmatch("".join(c for c in name if c.isascii())):
            odd.append(member.name)
        if _IDLE.search(name) and not member.is_folder and not leads_out(name):
            dotted.append(member.name)
    for signs, names in spoilt.items():
        hold = "holds" if len(names) == 1 else "hold"
        message = f"{listed(names)} {hold} {signs}, which LMSs drop or refuse: rename"
        yield at_files(package, names, f"{message} {'it' if len(names) == 1 else 'them'}")
    if odd:
        message = f"names with blanks or signs that mean something in a URL: {listed(odd)}"
        yield at_files(package, odd, message, Severity.WARNING)
    if dotted:
        message = "names with parts that say nothing, which unpackers read in two ways: "
        hidden = package.manifest_name and package.files[package.manifest_name].name in dotted
        severity = Severity.ERROR if hidden else Severity.WARNING
        yield at_files(package, dotted, message + listed(dotted), severity)


def _readings(member: Member) -> Iterator[str]:
    """All that unpackers may take for the name; beyond ASCII, what of it leads anywhere."""
    yield member.name
    if member.unicode_path:
        yield member.unicode_path
        yield member.raw.decode("latin-1")


def _also_folders(package: Package, key: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The files whose paths are those of folders too, each with a name in the folder; paths are
    compared as ``key`` makes them.
    """
    paths = sorted(
        (key(meant(one.name)) + "/" * one.is_folder, one.name) for one in package.members
    )
    for path, name in paths:
        if path.endswith("/"):
            continue
        after = bisect_left(paths, (f"{path}/", ""))
        if after < len(paths) and paths[after][0].startswith(f"{path}/"):
            yield name, paths[after][1]


def _stripped(member: Member, name: str) -> list[str]:
    # Of what says that it is UTF-8 and is not, nobody knows what is no letter.
    unknown = member.flags & UTF8_NAME and not _is_utf8(member.raw)
    return [one for one in _STRIPPED.findall(name) if one.isascii() or not unknown]


def _visible(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
