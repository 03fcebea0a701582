"""Archives that say one thing to one reader and another to the next, or only seem to be zips.

As in ``archives.py``, each function takes the files of the good package and gives a zip.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, cast

from tests.rules.archives import Files, listed, zipped
from tests.rules.damaged import CENTRAL, END, LOCAL, Pipe, changed, streamed

_FLAGS = 6
UNICODE_PATH = 0x7075


def with_unicode_path(raw: bytes, path: str) -> tuple[zipfile.ZipInfo, bytes]:
    """An entry with a Unicode Path field, as WinZip writes it."""
    info = zipfile.ZipInfo(raw.decode("latin-1"))
    data = b"\1" + struct.pack("<I", zlib.crc32(raw)) + path.encode()
    info.extra = struct.pack("<HH", UNICODE_PATH, len(data)) + data
    return info, b"x"


def another_path(good: Files) -> bytes:
    listing = listed(good, "a.txt", "b.txt", "c.txt")["imsmanifest.xml"]
    stale = with_unicode_path(b"c.txt", "other.txt")
    stale[0].extra = stale[0].extra.replace(struct.pack("<I", zlib.crc32(b"c.txt")), b"gone")
    return zipped(
        {**good, "imsmanifest.xml": listing},
        with_unicode_path(b"a.txt", "evil.php"),
        with_unicode_path(b"b.txt", "b.txt"),
        stale,
    )


def path_leading_out(good: Files) -> bytes:
    listing = listed(good, "a.txt")["imsmanifest.xml"]
    return zipped({**good, "imsmanifest.xml": listing}, with_unicode_path(b"a.txt", "../evil.php"))


def hidden(good: Files) -> bytes:
    """An entry between the last file and the directory, of which the directory does not know."""
    archive = zipped(good)
    end = archive.rindex(END)
    _, start = struct.unpack_from("<II", archive, end + 12)
    entry = struct.pack("<4sHHHHHIIIHH", LOCAL, 20, 0, 0, 0, 33, zlib.crc32(b"x"), 1, 1, 8, 0)
    whole = bytearray(archive[:start] + entry + b"evil.php" + b"x" + archive[start:])
    struct.pack_into("<I", whole, whole.rindex(END) + 16, start + len(entry) + 9)
    return bytes(whole)


def with_gaps(good: Files) -> bytes:
    """What a program left that changed the zip in place, a header's mark among it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in good.items():
            archive.writestr(zipfile.ZipInfo(name), data)
            stream.write(b"PK\3\4 is the mark of a header, " + bytes(70_000))
            archive.start_dir = stream.tell()
    return stream.getvalue()


def secret_inside(good: Files) -> bytes:
    archive = zipped(good)
    return changed(archive, LOCAL, b"alarm.html", _FLAGS, "<H", 1)


def wrong_behind(good: Files) -> bytes:
    archive = streamed(good)
    data = bytearray(archive)
    data[archive.index(b"PK\7\x08") + 4] ^= 1
    return bytes(data)


def streamed_and_stored(good: Files) -> bytes:
    pipe = Pipe()
    with zipfile.ZipFile(cast("BinaryIO", pipe), "w") as archive:
        for name, data in good.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return pipe.written.getvalue()


def without_marks(good: Files) -> bytes:
    """The numbers behind the last file without the mark that need not stand before them."""
    archive = streamed(good)
    at = archive.rindex(b"PK\7\x08")
    whole = bytearray(archive[:at] + archive[at + 4 :])
    end = whole.rindex(END)
    (start,) = struct.unpack_from("<I", whole, end + 16)
    struct.pack_into("<I", whole, end + 16, start - 4)
    return bytes(whole)


def impossible_size(good: Files) -> bytes:
    archive = zipped(good)
    for at, value in ((20, 500), (24, 0xFFFF_FFFE)):
        archive = changed(archive, CENTRAL, b"alarm.html", at, "<I", value)
    return archive


def first_part(good: Files) -> bytes:
    return b"PK\7\x08" + zipped(good)[:300]


def padded(good: Files) -> bytes:
    return zipped(good) + bytes(70_000)


def cut_behind_a_zip(good: Files) -> bytes:
    """The end is missing; what looks like one is that of a zip that is stored within."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in {**good, "a.zip": zipped(good), "film.mp4": bytes(3000)}.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()[:-2500]


def _of(data: bytes) -> Callable[[Files], bytes]:
    return lambda _good: data


def linked_manifest(good: Files) -> bytes:
    link = zipfile.ZipInfo("imsmanifest.xml")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    rest = {name: data for name, data in good.items() if name != "imsmanifest.xml"}
    return zipped(rest, (link, b"/etc/passwd"))


def called_twice(good: Files) -> bytes:
    """Names with parts that say nothing, of which two are one file."""
    return zipped({**good, **listed(good, "a/b.txt"), "a//b.txt": b"other", "./c.txt~": b""})


def all_dotted(good: Files) -> bytes:
    return zipped({f"./{name}": data for name, data in good.items()})


def spoilt_alike(good: Files) -> bytes:
    names = ("it's.txt", "that's.txt", "a\x85b.txt")
    return zipped({**good, **listed(good, *names)})


def file_like_folder(good: Files) -> bytes:
    return zipped({**good, **listed(good, "SHARED")})


def deep(good: Files) -> bytes:
    return zipped({**good, **listed(good, "a/b/c/d/e/f/g/h/i.txt", "1/2/3/4/5/6/7/8/9/10.txt")})


def boxed(good: Files) -> bytes:
    return zipped(
        {"For the LMS/course.zip": zipped(good), "README.txt": b"Upload it.", ".DS_Store": b""}
    )


def boxed_twice(good: Files) -> bytes:
    return zipped({"a.zip": zipped(good), "b.zip": zipped(good)})


TWOFACED: dict[str, Callable[[Files], bytes]] = {
    "Z01-not-zip/bad-html": _of(b"\xef\xbb\xbf\n<!DOCTYPE html><title>Log in</title>"),
    "Z01-not-zip/bad-inner": cut_behind_a_zip,
    "Z01-not-zip/bad-padded": padded,
    "Z01-not-zip/bad-tar": _of(b"imsmanifest.xml".ljust(257, b"\0") + b"ustar\0".ljust(800, b"\0")),
    "Z01-not-zip/bad-xml": _of(b'\xef\xbb\xbf<manifest identifier="m"/>'),
    "Z02-no-manifest/bad-boxed": boxed,
    "Z02-no-manifest/bad-boxes": boxed_twice,
    "Z07-zip64-split/bad-part": first_part,
    "Z08-traversal/bad-unicode": path_leading_out,
    "Z10-symlink/bad-manifest": linked_manifest,
    "Z11-dup-name/bad-dots": called_twice,
    "Z12-case-collision/bad-folder": file_like_folder,
    "Z17-bad-chars/bad-alike": spoilt_alike,
    "Z17-bad-chars/bad-dots": all_dotted,
    "Z18-bomb/bad-lie": impossible_size,
    "Z20-header-mismatch/bad-descriptor": wrong_behind,
    "Z20-header-mismatch/bad-hidden": hidden,
    "Z20-header-mismatch/bad-secret": secret_inside,
    "Z20-header-mismatch/bad-unicode": another_path,
    "Z20-header-mismatch/good-gaps": with_gaps,
    "Z20-header-mismatch/good-stored": streamed_and_stored,
    "Z20-header-mismatch/good-unmarked": without_marks,
    "Z24-path-length/bad-deep": deep,
}
