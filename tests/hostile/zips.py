"""Archives made to harm whoever opens them; all by hand, since no library would write them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from scorm_builder.spec.namespaces import ADLCP, CP

HEAD = (
    f'<manifest identifier="m" version="1" xmlns="{CP}" xmlns:adlcp="{ADLCP}">'
    "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
)
ORGANIZATION = (
    '<organizations default="o"><organization identifier="o"><title>T</title>'
    '<item identifier="i" identifierref="r" isvisible="true"><title>T</title></item>'
    "</organization></organizations>"
)
RESOURCE = (
    '<resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="a.html">'
    '<file href="a.html"/></resource>'
)
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
MANIFEST = f"{PROLOG}{HEAD}{ORGANIZATION}<resources>{RESOURCE}</resources></manifest>"
PAGE = "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>T</title><p>Hello</p></html>"
MIB = 1 << 20


@dataclass(frozen=True)
class Entry:
    """One file as both headers tell of it; what is 0 is made of ``packed``."""

    name: bytes
    packed: bytes = b""
    size: int = 0
    crc: int = 0
    method: int = 0
    flags: int = 0
    mode: int = 0

    @property
    def local(self) -> bytes:
        return (
            struct.pack(
                "<4sHHHHHIIIHH",
                *(b"PK\3\4", 20, self.flags, self.method, 0, 33, self.crc),
                *(len(self.packed), self.size, len(self.name), 0),
            )
            + self.name
        )

    def central(self, offset: int, length: int = -1) -> bytes:
        return (
            struct.pack(
                "<4sBBHHHHHIIIHHHHHII",
                *(b"PK\1\2", 20, 3, 20, self.flags, self.method, 0, 33, self.crc),
                *(
                    len(self.packed) if length < 0 else length,
                    self.size,
                    len(self.name),
                    0,
                    0,
                    0,
                    0,
                ),
                *(self.mode << 16, offset),
            )
            + self.name
        )


def stored(name: str | bytes, data: str | bytes = b"", flags: int = 0x800, mode: int = 0) -> Entry:
    raw = name.encode() if isinstance(name, str) else name
    whole = data.encode() if isinstance(data, str) else data
    return Entry(raw, whole, len(whole), zlib.crc32(whole), 0, flags, mode)


def course(*more: Entry) -> list[Entry]:
    """A course that is as it should be, and what is added to it."""
    return [stored("imsmanifest.xml", MANIFEST), stored("a.html", PAGE), *more]


def joined(entries: Iterable[Entry]) -> bytes:
    """A zip of entries."""
    body, directory, count = bytearray(), bytearray(), 0
    for entry in entries:
        directory += entry.central(len(body))
        body += entry.local + entry.packed
        count += 1
    return bytes(body + directory + end(count, len(directory), len(body)))


def end(count: int, length: int, start: int) -> bytes:
    short = count % 0x1_0000
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, short, short, length, start, 0)


def zipped(files: dict[str, str | bytes]) -> bytes:
    """What the standard library makes of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def zeros(mebibytes: int) -> bytes:
    """So many mebibytes of zeros, deflated: one is, and then repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return one * mebibytes + packer.flush()


def swelling(said: int) -> bytes:
    """Three gibibytes of zeros, of which the zip says another size."""
    return joined(course(Entry(b"film.mp4", zeros(3 << 10), said, 0, 8)))


def many_small_bombs() -> bytes:
    packed = zeros(1)
    return joined(course(*(Entry(b"%d.mp4" % n, packed, MIB, 0, 8) for n in range(2000))))


def swelling_manifest() -> bytes:
    return joined([Entry(b"imsmanifest.xml", zeros(90), 90 * MIB, 0, 8)])


def nested() -> bytes:
    """Zips within zips, five deep, sixteen of each: 42.zip."""
    inner = joined([Entry(b"0", zeros(64), 64 * MIB, 0, 8)])
    for _ in range(5):
        names = (f"{number}.zip" for number in range(16))
        inner = zipped(dict.fromkeys(names, inner))
    return zipped({"imsmanifest.xml": MANIFEST, "a.html": PAGE, "all.zip": inner})


def overlapping() -> bytes:
    """Fifield's: every file quotes the header of the next, and with it all that follows."""
    kernel = zeros(20)
    packed, size = kernel, 20 * MIB
    parts: list[tuple[Entry, int]] = []
    body = b""
    for number in reversed(range(250)):
        entry = Entry(b"%03d.mp4" % number, b"", size, 0, 8)
        length = len(packed) if not parts else parts[-1][1] + 5 + len(body)
        head = bytearray(entry.local)
        struct.pack_into("<I", head, 18, length)
        quoted = struct.pack("<BHH", 0, len(body), len(body) ^ 0xFFFF) if parts else b""
        parts.append((entry, length))
        packed = bytes(head) + quoted + packed
        body = bytes(head)
        size += len(head)
    parts.reverse()
    front = b"".join(entry.local + entry.packed for entry in course())
    directory, at = bytearray(), 0
    for entry in course():
        directory += entry.central(at)
        at += len(entry.local) + len(entry.packed)
    step = 5 + 30 + len(b"000.mp4")
    for number, (entry, length) in enumerate(parts):
        directory += entry.central(at + number * step, length)
    whole = front + packed
    return whole + bytes(directory) + end(252, len(directory), len(whole))


def one_for_all() -> bytes:
    """Ten thousand names of the same bytes."""
    film = Entry(b"film.mp4", zeros(20), 20 * MIB, 0, 8)
    body = film.local + film.packed
    directory = b"".join(
        Entry(b"%04d.mp4" % n, film.packed, film.size, 0, 8).central(0) for n in range(10_000)
    )
    return body + directory + end(10_000, len(directory), len(body))


def huge_by_zip64() -> bytes:
    """Sizes and an offset that no number of any language holds."""
    entry = stored("a.bin", b"x")
    whole = bytearray(joined(course(entry)))
    at = whole.rindex(b"PK\1\2")
    extra = struct.pack("<HHQQQ", 1, 24, (1 << 64) - 1, (1 << 64) - 1, (1 << 64) - 1)
    struct.pack_into("<II", whole, at + 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", whole, at + 30, len(extra))
    struct.pack_into("<I", whole, at + 42, 0xFFFFFFFF)
    stop = whole.rindex(b"PK\5\6")
    length = int.from_bytes(whole[stop + 12 : stop + 16], "little") + len(extra)
    whole[stop:stop] = extra
    struct.pack_into("<I", whole, stop + len(extra) + 12, length)
    return bytes(whole)


def endless_directory() -> bytes:
    """A zip64 end that speaks of more than there is."""
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1 << 60, 1 << 60, (1 << 64) - 1, 0
    )
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    last = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return record + locator + last


def crowd(count: int) -> bytes:
    """So many pages, told of by the zip64 records that they need."""
    page = stored("", PAGE)
    pages = (replace(page, name=b"files/%d.html" % number) for number in range(count))
    plain = joined(course(*pages))
    at = plain.rindex(b"PK\5\6")
    length, start = struct.unpack_from("<II", plain, at + 12)
    record = struct.pack(
        "<4sQHHIIQQQQ",
        *(b"PK\6\6", 44, 45, 45, 0, 0, count + 2, count + 2, length, start),
    )
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, at, 1)
    return plain[:at] + record + locator + plain[at:]


def end_in_every_byte() -> bytes:
    """A comment of nothing but ends of zips."""
    whole = joined(course())
    comment = b"PK\5\6" * 16_000
    return whole[:-2] + struct.pack("<H", len(comment)) + comment + b"x"


def named(*names: str | bytes) -> bytes:
    return joined(course(*(stored(name) for name in names)))


ZIPS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a bomb that tells its size": (lambda: swelling(3 << 30), {"Z18"}),
    "a bomb that hides its size": (lambda: swelling(1000), {"Z19"}),
    "a bomb that tells half of its size": (lambda: swelling(50 * MIB), {"Z19"}),
    "a bomb in two thousand pieces": (many_small_bombs, {"Z18"}),
    "a bomb for a manifest": (swelling_manifest, {"Z18"}),
    "bombs in bombs": (nested, {"Z18"}),
    "a bomb that overlaps": (overlapping, {"Z18"}),
    "a bomb under ten thousand names": (one_for_all, {"Z18"}),
    "numbers of 64 bits": (huge_by_zip64, {"Z07", "Z18"}),
    "a directory without end": (endless_directory, {"Z01"}),
    "seventy thousand files": (lambda: crowd(70_000), {"Z07", "Z18"}),
    "two hundred thousand files": (lambda: crowd(200_000), {"Z01"}),
    "ends in every byte": (end_in_every_byte, {"Z01"}),
    "beginnings in every gap": (
        lambda: (b"PK\3\4\x14" + bytes(5)) * 2_000_000 + zipped({"a.html": PAGE}),
        {"Z20", "Z02"},
    ),
    "names that lead out": (
        lambda: named("../../etc/cron.d/x", "/etc/passwd", "C:\\x.dll", "a\\..\\..\\x", "//h/s/x"),
        {"Z08", "Z09"},
    ),
    "an encrypted file": (lambda: joined(course(stored("x.html", PAGE, flags=1))), {"Z05"}),
    "links and devices": (
        lambda: joined(
            course(
                *(
                    stored(f"x{mode:o}", "/etc/passwd", mode=mode)
                    for mode in (0o120777, 0o060666, 0o020666, 0o010666, 0o140777)
                )
            )
        ),
        {"Z10"},
    ),
    "one name twenty thousand times": (lambda: named(*["x.html"] * 20_000), {"Z11"}),
    "names that differ in capitals": (
        lambda: named(*(f"{n:014b}".translate({48: "x", 49: "X"}) for n in range(1 << 14))),
        {"Z12"},
    ),
    "names with nul": (lambda: named("a.html\0.exe", "\0", "imsmanifest.xml\0"), {"Z17"}),
    "names that a terminal acts on": (
        lambda: named(
            "\x1b]0;x\x07.html", "\x9b31m.html", "\u202elmth.exe", "a\r\nb: error[Z00] x"
        ),
        {"Z17"},
    ),
    "names of no encoding": (lambda: named(b"\xff\xfe\x80.html", b"\xed\xa0\x80.txt"), {"Z14"}),
    "a file that is the folder of ten thousand": (
        lambda: named("x", *(f"x/{n}/y" for n in range(10_000))),
        {"Z13"},
    ),
    "names as long as can be": (
        lambda: named(*(b"%05d" % n + b"n" * 65_000 for n in range(250))),
        {"Z24"},
    ),
    "long names with one character above all planes": (
        lambda: named(*(b"%05d" % n + "\U0001f525".encode() + b"N" * 65_000 for n in range(250))),
        {"Z24"},
    ),
    "folders without end": (lambda: named(*(f"{n}" + "/a" * 30_000 for n in range(60))), {"Z24"}),
    "a name without a letter": (lambda: named("", "/", ".", "..", "a//b", "./a"), {"Z08"}),
    "no file at all": (lambda: end(0, 0, 0), {"Z02"}),
}
