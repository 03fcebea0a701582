"""Archives that bombs, damage, clutter and odd names have made, and ones that only look so.

As in ``archives.py``, each function takes the files of the good package and gives a zip.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from typing import BinaryIO, cast

from tests.rules.archives import Files, listed, zipped

LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def header(archive: bytes, magic: bytes, name: bytes) -> int:
    """Where the header of a file begins, of those that begin with ``magic``."""
    length = {LOCAL: 30, CENTRAL: 46}[magic]
    at = archive.index(magic)
    while archive[at + length : at + length + len(name)] != name:
        at = archive.index(magic, at + 1)
    return at


def changed(archive: bytes, magic: bytes, name: bytes, at: int, form: str, value: int) -> bytes:
    """The archive with another number in a header of a file."""
    data = bytearray(archive)
    struct.pack_into(form, data, header(archive, magic, name) + at, value)
    return bytes(data)


def same_in_other_folders(good: Files) -> bytes:
    """One name in several folders, one file by two names, and the entry of a folder twice."""
    names = ("a/b.txt", "c/b.txt", "b.txt", "ab.txt", "a/b.txt.txt")
    files = {**good, **listed(good, *names), "c/b.txt": b"a/b.txt"}
    return zipped({"notes/": b"", "note5/": b""}, files).replace(b"note5/", b"notes/")


def alike_elsewhere(good: Files) -> bytes:
    """Names that are alike but for capitals, in folders that are not, and the other way about."""
    return zipped({**good, **listed(good, "a/Logo.txt", "b/logo.txt", "img/c.txt", "IMG/d.txt")})


def comments_of_a_country(good: Files) -> bytes:
    """ASCII names: one says it is UTF-8, one has a comment in a code page, as the zip has one."""
    noted = zipfile.ZipInfo("a.txt")
    noted.comment = "F\u00fcr alle".encode("cp437")
    files = {**good, "imsmanifest.xml": listed(good, "a.txt")["imsmanifest.xml"]}
    stream = io.BytesIO(zipped(files, (noted, b"a.txt")))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = "F\u00fcr alle".encode("cp437")
    flagged = changed(stream.getvalue(), LOCAL, b"alarm.html", 6, "<H", 0x800)
    return changed(flagged, CENTRAL, b"alarm.html", 8, "<H", 0x800)


def accents_in_the_texts(good: Files) -> bytes:
    """ASCII names of what has accents: in the titles, in the pages, in the files."""
    return _spoken(good, "T\u00fcr", "xn--tr-xka.txt", "u00fc.txt", "tuer.txt")


def accents_apart_in_the_texts(good: Files) -> bytes:
    """Accents written apart, but in titles and texts, where they are to be seen and no more."""
    return _spoken(good, "Tu\u0308r", "tu-r.txt")


def _spoken(good: Files, word: str, *names: str) -> bytes:
    """The word in the titles and texts; further files of these names."""
    files = {**good, **listed(good, *names), **dict.fromkeys(names, word.encode())}
    for name in ("imsmanifest.xml", "alarm.html", "way-out.html"):
        files[name] = files[name].replace(b"The way out", word.encode())
    assert word.encode() in files["imsmanifest.xml"]
    return zipped(files)


def bare_marks(good: Files) -> bytes:
    """Names of points and strokes, entries of folders, and signs that are only in the texts."""
    names = ("-", "__", "-r.txt", "a...b", "0", "a-/_b/.c-d_e.f", "amp.txt")
    return zipped({"./": b"", "a-/": b""}, {**good, **listed(good, *names), "amp.txt": b"a&b:?*"})


def swelling(good: Files) -> bytes:
    return zipped({**good, **listed(good, "film.raw"), "film.raw": bytes(101 << 20)})


def quoting(good: Files) -> bytes:
    """One file's bytes, and its header, are within another that begins before it."""
    archive = zipped({**good, **listed(good, "a.txt", "b.txt")})
    start, other = header(archive, LOCAL, b"a.txt"), header(archive, LOCAL, b"b.txt")
    length = other - start
    return changed(archive, CENTRAL, b"a.txt", 20, "<I", length)


def twice_the_same(good: Files) -> bytes:
    """Two names in the directory for the same bytes."""
    archive = zipped({**good, **listed(good, "a.txt", "b.txt")})
    return changed(archive, CENTRAL, b"b.txt", 42, "<I", header(archive, LOCAL, b"a.txt"))


def enormous(good: Files) -> bytes:
    """More than two gigabytes, by the directory."""
    film = zipfile.ZipInfo("film.mp4")
    manifest = listed(good, "film.mp4")["imsmanifest.xml"]
    archive = zipped({**good, "imsmanifest.xml": manifest}, (film, bytes(22_000_000)))
    return changed(archive, CENTRAL, b"film.mp4", 24, "<I", 2_180_000_000)


def crowded(good: Files) -> bytes:
    return zipped(good, {f"f/{number}.txt": b"" for number in range(50_001)})


def boxed(good: Files) -> bytes:
    swollen = {"silence.wav": bytes(2 << 20), "inside.ZIP": zipped({"x": b"x"})}
    return zipped({**good, **listed(good, *swollen), **swollen})


def roomy(good: Files) -> bytes:
    """Much of little, and little of much; a name that only looks like that of an archive."""
    files = {
        "blank.txt": bytes(900_000),
        "words.txt": "".join(f"{n * n} words\n" for n in range(200_000)).encode(),
        "azip": b"",
    }
    return zipped({**good, **listed(good, *files), **files})


def flipped(good: Files) -> bytes:
    """One bit of a stored file, and of a packed one."""
    files = {**good, "imsmanifest.xml": listed(good, "a.txt")["imsmanifest.xml"]}
    archive = bytearray(zipped(files, (zipfile.ZipInfo("a.txt"), b"The alarm rings.")))
    archive[archive.index(b"The alarm")] ^= 1
    archive[header(bytes(archive), LOCAL, b"shared/style.css") + 30 + len("shared/style.css")] ^= (
        0x06
    )
    return bytes(archive)


class Pipe(io.RawIOBase):
    """Cannot seek, so that sizes and checksums are written behind the data."""

    def __init__(self) -> None:
        self.written = io.BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self.written.write(cast("bytes", data))


def streamed(good: Files) -> bytes:
    pipe = Pipe()
    with zipfile.ZipFile(cast("BinaryIO", pipe), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in good.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return pipe.written.getvalue()


def renamed_inside(good: Files) -> bytes:
    archive = zipped({**good, **listed(good, "a.txt", "b.txt")})
    at = header(archive, LOCAL, b"a.txt") + 30
    archive = archive[:at] + b"\x1b\xff.sh"[:5] + archive[at + 5 :]
    return changed(archive, LOCAL, b"b.txt", 8, "<H", 0)


def two_numbers(good: Files) -> bytes:
    return changed(zipped(good), LOCAL, b"alarm.html", 22, "<I", 7)


def surrounded(good: Files) -> bytes:
    archive = zipped(good)
    end = archive.rindex(END)
    more = struct.pack("<HH", len(good) + 2, len(good) + 2)
    return b"MZ a program" + archive[: end + 8] + more + archive[end + 12 :] + b"tail"


def with_comment(good: Files) -> bytes:
    stream = io.BytesIO(streamed(good))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = b"Made by hand"
    return stream.getvalue()


def strewn(good: Files) -> bytes:
    names = (
        "__MACOSX/x.txt", "a/._alarm.html", ".DS_Store", "a/Thumbs.db", "desktop.ini",
        ".git/HEAD", "lib/node_modules/x.js", "alarm.html.BAK", "alarm.html~", ".alarm.html.swp",
        "CVS/Root", ".Trashes/x", ".fseventsd/x", ".Spotlight-V100/x", "@eaDir/x", "x.orig",
        "art.psd",
    )  # fmt: skip
    return zipped({**good, **listed(good, *names), "Icon\r": b""})


def tidy(good: Files) -> bytes:
    names = (
        "macosx/x.txt",
        "git/a.txt",
        "my-thumbs.db",
        "desktop.ini.html",
        "alarm.bak.html",
        "_.txt",
        "cvs/anna.pdf",
        "Icon",
        "psd.html",
    )
    return zipped({**good, **listed(good, *names)})


def second_manifest(good: Files) -> bytes:
    inner = {"old/IMSmanifest.xml": good["imsmanifest.xml"]}
    return zipped({**good, **listed(good, *inner), **inner})


def first_manifest(good: Files) -> bytes:
    inner = {"old/imsmanifest.xml": good["imsmanifest.xml"]}
    return zipped(inner, {**good, "imsmanifest.xml": listed(good, *inner)["imsmanifest.xml"]})


def near_manifest(good: Files) -> bytes:
    return zipped({**good, **listed(good, "old/imsmanifest.xml.txt", "imsmanifest.xml.old")})


def large(good: Files) -> bytes:
    film = zipfile.ZipInfo("film.mp4")
    manifest = listed(good, "film.mp4")["imsmanifest.xml"]
    return zipped({**good, "imsmanifest.xml": manifest}, (film, bytes(100_000_001)))


def large_within(good: Files) -> bytes:
    """More than a hundred megabytes, of which the zip makes less than three."""
    noise = random.Random(1).randbytes(25_000)
    data = (noise + bytes(975_000)) * 34
    names = ("a.dat", "b.dat", "c.dat")
    return zipped({**good, **listed(good, *names), **dict.fromkeys(names, data)})


def long_names(good: Files) -> bytes:
    names = ("a" * 97 + ".txt", "/".join(["b" * 64] * 3) + "/b.txt", "c" * 252 + ".txt")
    return zipped({**good, **listed(good, *names)})


def just_short_enough(good: Files) -> bytes:
    return zipped({**good, **listed(good, "a" * 96 + ".txt", "/".join(["b" * 64] * 3) + "/.txt")})


def devices(good: Files) -> bytes:
    return zipped({**good, **listed(good, "AUX.js", "a/con", "com1.tar.txt", "end./a.txt", "b..")})


def no_devices(good: Files) -> bytes:
    return zipped(
        {**good, **listed(good, "auxiliary.js", "console", "com10.txt", "com.txt", ".a.b")}
    )


def programs(good: Files) -> bytes:
    more = ("a.phar", "b.pht", "c.jspx", "d.cfm", "e.asa", "Web.config", "f.php.")
    return zipped(
        {**good, **listed(good, "a/get.php", "a/.htaccess", "run.PY", "setup.exe", *more)}
    )


def no_programs(good: Files) -> bytes:
    return zipped({**good, **listed(good, "run.py.txt", "php", "what.is.php.html", "htaccess.txt")})


def nothing_in_it(good: Files) -> bytes:
    empty = dict.fromkeys(
        ("blank.HTML", "film.mp4", "user.js", "a.m4v", "a.oga", "a.aac", "a.avif", "a.bmp"), b""
    )
    return zipped({**good, **listed(good, *empty), **empty})


def allowed_to_be_empty(good: Files) -> bytes:
    empty = dict.fromkeys(("user.css", "notes.txt", "html", "film.vtt"), b"")
    return zipped({**good, **listed(good, *empty), **empty})


def _dated(good: Files, *stamps: tuple[int, int]) -> bytes:
    """Files of these DOS times and dates."""
    names = [f"d{number}.txt" for number, _ in enumerate(stamps)]
    archive = zipped({**good, **listed(good, *names)})
    for name, (clock, date) in zip(names, stamps, strict=True):
        for magic, at in ((LOCAL, 10), (CENTRAL, 12)):
            archive = changed(archive, magic, name.encode(), at, "<I", date << 16 | clock)
    return archive


def _date(year: int, month: int, day: int) -> int:
    return (year - 1980) << 9 | month << 5 | day


def never(good: Files) -> bytes:
    may = _date(2024, 5, 17)
    return _dated(
        good,
        *((0, 0), (0, _date(2023, 2, 29)), (0, _date(2024, 4, 31)), (0, _date(2024, 13, 1))),
        *((24 << 11, may), (60 << 5, may), (30, may), (0, _date(2024, 5, 0))),
    )


def some_time(good: Files) -> bytes:
    last = 23 << 11 | 59 << 5 | 29
    return _dated(
        good, (0, _date(1980, 1, 1)), (last, _date(2024, 2, 29)), (0, _date(2107, 12, 31))
    )


def other_courses(good: Files) -> bytes:
    return zipped({**good, **listed(good, "tincan.xml", "Cmi5.XML", "c.crs", "C.AU", "c.des")})


def one_course(good: Files) -> bytes:
    return zipped({**good, **listed(good, "c.au", "old.cst", "x/tincan.xml", "tincan.xml.txt")})


def plain(good: Files) -> bytes:
    return zipped(good)


DAMAGED: dict[str, Callable[[Files], bytes]] = {
    "Z11-dup-name/good": same_in_other_folders,
    "Z12-case-collision/good": alike_elsewhere,
    "Z14-name-encoding/good": comments_of_a_country,
    "Z15-nonascii-name/good": accents_in_the_texts,
    "Z16-nfd-name/good": accents_apart_in_the_texts,
    "Z17-bad-chars/good": bare_marks,
    "Z18-bomb/bad": swelling,
    "Z18-bomb/bad-quoting": quoting,
    "Z18-bomb/bad-same": twice_the_same,
    "Z18-bomb/bad-enormous": enormous,
    "Z18-bomb/bad-crowded": crowded,
    "Z18-bomb/bad-boxed": boxed,
    "Z18-bomb/good": roomy,
    "Z19-crc/bad": flipped,
    "Z19-crc/good": streamed,
    "Z20-header-mismatch/bad": renamed_inside,
    "Z20-header-mismatch/bad-numbers": two_numbers,
    "Z20-header-mismatch/bad-around": surrounded,
    "Z20-header-mismatch/good": with_comment,
    "Z21-junk/bad": strewn,
    "Z21-junk/good": tidy,
    "Z22-nested-manifest/bad": second_manifest,
    "Z22-nested-manifest/bad-first": first_manifest,
    "Z22-nested-manifest/good": near_manifest,
    "Z23-size/bad": large,
    "Z23-size/good": large_within,
    "Z24-path-length/bad": long_names,
    "Z24-path-length/good": just_short_enough,
    "Z25-win-reserved/bad": devices,
    "Z25-win-reserved/good": no_devices,
    "Z26-exec-ext/bad": programs,
    "Z26-exec-ext/good": no_programs,
    "Z27-empty/bad": nothing_in_it,
    "Z27-empty/good": allowed_to_be_empty,
    "Z28-timestamp/bad": never,
    "Z28-timestamp/good": some_time,
    "Z29-zip-name/bad": plain,
    "Z29-zip-name/good": plain,
    "Z30-aicc-mix/bad": other_courses,
    "Z30-aicc-mix/good": one_course,
}

LABELS = {"Z29-zip-name/bad": "out/Fire safety (2).zip", "Z29-zip-name/good": "out of/a_B-1.2.zip"}
"""What those zips are called whose name is judged; all others: "package"."""
