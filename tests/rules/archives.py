"""Archives whose faults no folder can hold: names, flags and headers of the zip itself.

Each function takes the files of the good package and gives the bytes of a zip. What the standard
library cannot write is made by patching what it wrote.
"""

from __future__ import annotations

import bz2
import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping

Files = Mapping[str, bytes]
_FLAGS_LOCAL, _FLAGS_CENTRAL = 6, 8


def zipped(*parts: Files | tuple[zipfile.ZipInfo, bytes]) -> bytes:
    """A plain zip of files, in order; single entries may bring a header of their own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            if isinstance(part, tuple):
                archive.writestr(*part)
                continue
            for name, data in part.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _renamed(archive: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a name of the same length in both headers."""
    assert len(old) == len(new)
    assert archive.count(old) == 2
    return archive.replace(old, new)


def _flagged(archive: bytes, name: bytes, flags: int) -> bytes:
    """The archive with other flags in both headers of a file."""
    data = bytearray(archive)
    for magic, header, at in ((b"PK\3\4", 30, _FLAGS_LOCAL), (b"PK\1\2", 46, _FLAGS_CENTRAL)):
        start = archive.index(magic)
        while archive[start + header : start + header + len(name)] != name:
            start = archive.index(magic, start + 1)
        struct.pack_into("<H", data, start + at, flags)
    return bytes(data)


def not_zip(_good: Files) -> bytes:
    return b"%PDF-1.7\nThis is a document."


def cut_short(good: Files) -> bytes:
    return zipped(good)[:-200]


def empty(_good: Files) -> bytes:
    return b""


def without_manifest(good: Files) -> bytes:
    return zipped({name: data for name, data in good.items() if name != "imsmanifest.xml"})


def wrapped(good: Files) -> bytes:
    junk = {"__MACOSX/._imsmanifest.xml": b"\0"}
    return zipped({f"fire-safety/{name}": data for name, data in good.items()}, junk)


def capital_manifest(good: Files) -> bytes:
    return _renamed(zipped(good), b"imsmanifest.xml", b"IMSManifest.xml")


def two_capital_manifests(good: Files) -> bytes:
    others = {name: data for name, data in good.items() if name != "imsmanifest.xml"}
    names = ("ImsManifest.xml", "IMSMANIFEST.XML")
    return zipped({**others, **dict.fromkeys(names, good["imsmanifest.xml"])})


def encrypted(good: Files) -> bytes:
    return _flagged(zipped(good), b"alarm.html", 1)


def other_methods(good: Files) -> bytes:
    packed = zipfile.ZipInfo("shared/style.css")
    packed.compress_type = zipfile.ZIP_LZMA
    rest = {name: data for name, data in good.items() if name != "shared/style.css"}
    return zipped(rest, (packed, good["shared/style.css"]))


def zip64(good: Files) -> bytes:
    """The end records that a zip of more than 65,535 files has, on a small one."""
    plain = zipped(good)
    end = plain.rindex(b"PK\5\6")
    count, length, offset = struct.unpack_from("<HII", plain, end + 10)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, offset)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    full = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, length, 0xFFFFFFFF, 0)
    return plain[:end] + record + locator + full


def split(good: Files) -> bytes:
    plain = bytearray(zipped(good))
    struct.pack_into("<HH", plain, plain.rindex(b"PK\5\6") + 4, 2, 2)
    return bytes(plain)


def commented(good: Files) -> bytes:
    """A comment that looks like an end record, behind the true one."""
    stream = io.BytesIO(zipped(good))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = b"PK\5\6 made by hand, and not the end"
    return stream.getvalue()


def leading_out(good: Files) -> bytes:
    return zipped(good, {"../up.txt": b"", "/root.txt": b"", "C:/disk.txt": b"", "a/../b.c": b""})


def dotted(good: Files) -> bytes:
    return zipped({**good, **listed(good, "..a/b..c", "...d", "a/.b")})


def backslashes(good: Files) -> bytes:
    return _renamed(zipped(good), b"shared/style.css", b"shared\\style.css")


def linked(good: Files) -> bytes:
    link = zipfile.ZipInfo("shared/link.css")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    listing = listed(good, "shared/link.css")
    return zipped({**good, "imsmanifest.xml": listing["imsmanifest.xml"]}, (link, b"/etc/passwd"))


def twice(good: Files) -> bytes:
    archive = zipped(good, {"alarm.htmX": good["alarm.html"]})
    return archive.replace(b"alarm.htmX", b"alarm.html")


def capitals(good: Files) -> bytes:
    return zipped({**good, **listed(good, "Alarm.html")})


def file_and_folder(good: Files) -> bytes:
    return zipped({**good, **listed(good, "shared")})


def with_folders(good: Files) -> bytes:
    """Entries for folders, as many programs write them; and a name that only begins alike."""
    return zipped({"shared/": b"", **good, **listed(good, "shared.css")})


def unflagged(good: Files) -> bytes:
    archive = zipped({**good, **listed(good, "f\u00fcr.txt", "na\u00efve.txt")})
    archive = _flagged(archive, "f\u00fcr.txt".encode(), 0)
    return _renamed(archive, "na\u00efve.txt".encode(), b"na\xe9\x80ve.txt")


def accents(good: Files) -> bytes:
    return zipped({**good, **listed(good, "f\u00fcr.txt")})


def accents_apart(good: Files) -> bytes:
    return zipped({**good, **listed(good, "fu\u0308r.txt")})


def odd_characters(good: Files) -> bytes:
    names = ("a&b.html", "it's.txt", "what?.txt", "way out.txt", "a+b.txt", "nul_.txt")
    archive = zipped({**good, **listed(good, *names)})
    return archive.replace(b"nul_.txt", b"nul\0.txt")


def listed(good: Files, *names: str) -> dict[str, bytes]:
    """Further files with their names in them, and the manifest that lists them."""
    hrefs = "".join(f'<file href="{_escaped(name)}"/>' for name in names)
    manifest = good["imsmanifest.xml"].decode()
    listing = manifest.replace("</resource>\n  </resources>", f"{hrefs}</resource>\n  </resources>")
    return {"imsmanifest.xml": listing.encode(), **{name: name.encode() for name in names}}


def unused(good: Files) -> bytes:
    return zipped({**good, "old/talk.wav": _sound(120_000)})


def unused_but_listed(good: Files) -> bytes:
    return zipped({**good, **listed(good, "old/talk.wav"), "old/talk.wav": _sound(120_000)})


def _sound(size: int) -> bytes:
    """Bytes that no zip makes smaller."""
    return random.Random(1).randbytes(size)


def _escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("?", "%3F")


def manifest_last(good: Files) -> bytes:
    """The manifest behind all else, where nobody sees it who reads the beginning only."""
    last = "imsmanifest.xml"
    rest = {name: data for name, data in good.items() if name != last}
    return zipped(rest, {last: good[last]})


def content_in_a_folder(good: Files) -> bytes:
    """A folder is first in the zip and holds all but what belongs in the root."""
    at_root = {name: data for name, data in good.items() if name.endswith((".xml", ".xsd"))}
    manifest = at_root["imsmanifest.xml"].replace(b' href="', b' href="fire-safety/')
    content = {f"fire-safety/{name}": good[name] for name in good if name not in at_root}
    return zipped({"fire-safety/": b"", **content, **at_root, "imsmanifest.xml": manifest})


def almost_manifests(good: Files) -> bytes:
    """Names that hold that of the manifest in capitals, and are no other spelling of it."""
    names = ("docs/ImsManifest.xml.txt", "IMSManifest.txt", "Old-ImsManifest.xml")
    return zipped({**good, **listed(good, *names, "docs/IMSMANIFEST.XML/a.txt")})


def as_if_encrypted(good: Files) -> bytes:
    """Flags that tell how hard it was deflated (APPNOTE 4.4.4), and bytes without a pattern."""
    archive = zipped({**good, **listed(good, "talk.wav"), "talk.wav": _sound(3000)})
    for name, flags in ((b"alarm.html", 2), (b"way-out.html", 4), (b"shared/style.css", 6)):
        archive = _flagged(archive, name, flags)
    return archive


def both_methods(good: Files) -> bytes:
    """Stored beside deflated; what grew by it; what was packed by bzip2 before it was stored."""
    files = {"talk.wav": _sound(3000), "words.dat": bz2.compress(b"The alarm rings. " * 50)}
    deflated = {**good, **listed(good, *files), **files}
    stored = {name: deflated.pop(name) for name in ("alarm.html", "words.dat")}
    return zipped(deflated, *_headed(stored))


def by_a_newer_program(good: Files) -> bytes:
    """Made by what knows zip64 (7-Zip says 6.3), but in need of 2.0 only; marks of zip64 and of
    split zips within a file.
    """
    marks = b"PK\7\x08" + b"PK\6\6" + bytes(52) + b"PK\6\7" + bytes(16)
    files = {**good, **listed(good, "marks.dat"), "marks.dat": marks}
    return zipped(*_headed(files, create_version=63))


def made_on_windows(good: Files) -> bytes:
    """Backslashes in comments, where they part nothing that is unpacked."""
    comment = rb"C:\courses\fire-safety"
    stream = io.BytesIO(zipped(*_headed(good, create_system=0, comment=comment)))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = comment
    return stream.getvalue()


def with_modes(good: Files) -> bytes:
    """Modes of Unix that make no link: of a folder, of a program, without a type; and a file of
    which only the bytes are what a link would hold.
    """
    more = listed(good, "shared/link.txt", "alarm.lnk")
    programs = {**good, "imsmanifest.xml": more.pop("imsmanifest.xml")}
    untyped = {**more, "shared/link.txt": b"../alarm.html"}
    modes = (
        ({"shared/": b""}, stat.S_IFDIR | 0o755),
        (programs, stat.S_IFREG | 0o755),
        (untyped, 0o644),
    )
    return zipped(
        *(
            entry
            for files, mode in modes
            for entry in _headed(files, create_system=3, external_attr=mode << 16)
        )
    )


def _headed(files: Files, **fields: int | bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """Entries, stored, with other values in some fields of their headers."""
    entries = []
    for name, data in files.items():
        info = zipfile.ZipInfo(name)
        for field, value in fields.items():
            setattr(info, field, value)
        entries.append((info, data))
    return entries


ARCHIVES: dict[str, Callable[[Files], bytes]] = {
    "F11-unused/bad": unused,
    "F11-unused/good": unused_but_listed,
    "Z01-not-zip/bad": not_zip,
    "Z01-not-zip/bad-cut": cut_short,
    "Z01-not-zip/bad-empty": empty,
    "Z01-not-zip/good": commented,
    "Z02-no-manifest/bad": without_manifest,
    "Z02-no-manifest/good": manifest_last,
    "Z03-wrapper-folder/bad": wrapped,
    "Z03-wrapper-folder/good": content_in_a_folder,
    "Z04-manifest-case/bad": capital_manifest,
    "Z04-manifest-case/bad-two": two_capital_manifests,
    "Z04-manifest-case/good": almost_manifests,
    "Z05-encrypted/bad": encrypted,
    "Z05-encrypted/good": as_if_encrypted,
    "Z06-method/bad": other_methods,
    "Z06-method/good": both_methods,
    "Z07-zip64-split/bad": zip64,
    "Z07-zip64-split/bad-split": split,
    "Z07-zip64-split/good": by_a_newer_program,
    "Z08-traversal/bad": leading_out,
    "Z08-traversal/good": dotted,
    "Z09-backslash/bad": backslashes,
    "Z09-backslash/good": made_on_windows,
    "Z10-symlink/bad": linked,
    "Z10-symlink/good": with_modes,
    "Z11-dup-name/bad": twice,
    "Z12-case-collision/bad": capitals,
    "Z13-file-dir-clash/bad": file_and_folder,
    "Z13-file-dir-clash/good": with_folders,
    "Z14-name-encoding/bad": unflagged,
    "Z15-nonascii-name/bad": accents,
    "Z16-nfd-name/bad": accents_apart,
    "Z17-bad-chars/bad": odd_characters,
}
