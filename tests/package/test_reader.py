"""The reader takes what it is given: it answers, in bounds, and neither crashes nor obeys."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder import package, rules
from scorm_builder.package import UnreadableError
from scorm_builder.spec.namespaces import ADLCP, CP
from tests.rules.damaged import Pipe

HEAD = (
    f'<manifest identifier="m" xmlns="{CP}" xmlns:adlcp="{ADLCP}">'
    "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
)
MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n{HEAD}<organizations default="o">'
    '<organization identifier="o"><title>T</title><item identifier="i" identifierref="r">'
    "<title>T</title></item></organization></organizations><resources>"
    '<resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="a.html">'
    '<file href="a.html"/></resource></resources></manifest>'
)


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def codes(path: Path) -> list[str]:
    with package.open(path) as opened:
        return [one.code for one in rules.check(opened)]


def judged(data: bytes, folder: Path) -> list[str]:
    path = folder / "p.zip"
    path.write_bytes(data)
    return codes(path)


PLAIN = zipped({"imsmanifest.xml": MANIFEST, "a.html": "<p>Hello</p>" * 20})


def patched(data: bytes, magic: bytes, at: int, form: str, *values: int) -> bytes:
    """The archive with other numbers in the last header that begins with ``magic``."""
    changed = bytearray(data)
    struct.pack_into(form, changed, data.rindex(magic) + at, *values)
    return bytes(changed)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_damage_is_survived(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broken = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        how = data.draw(st.sampled_from(["flip", "cut", "insert", "full"]))
        if how == "flip":
            broken[at] = data.draw(st.integers(0, 255))
        elif how == "cut":
            del broken[at : at + data.draw(st.integers(1, 40))]
        elif how == "insert":
            broken[at:at] = data.draw(st.binary(max_size=40))
        else:
            broken[at : at + 4] = b"\xff\xff\xff\xff"
        if not broken:
            break
    path = tmp_path_factory.getbasetemp() / "broken.zip"
    path.write_bytes(broken)
    codes(path)
    with package.open(path) as opened:
        for name in opened.files:
            try:
                assert len(opened.read(name, 10_000)) <= 10_000
            except UnreadableError as why:
                assert str(why)


@settings(max_examples=200, deadline=None)
@given(xml=st.binary(max_size=300), prefix=st.sampled_from([b"", MANIFEST.encode()[:600]]))
def test_any_bytes_as_manifest_are_survived(
    xml: bytes, prefix: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    judged(zipped({"imsmanifest.xml": prefix + xml}), tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\nexit\n"], ids=["plain", "self-extracting"])
@pytest.mark.parametrize("comment", [b"", b"PK made by hand " * 9], ids=["no-comment", "comment"])
def test_the_directory_reads_as_in_the_standard_library(
    before: bytes, comment: bytes, tmp_path: Path
) -> None:
    files = {"imsmanifest.xml": MANIFEST, "d/": "", "d/\u00fc.txt": "x" * 999, "nothing": ""}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.comment = comment
    path = tmp_path / "p.zip"
    path.write_bytes(before + stream.getvalue())
    with zipfile.ZipFile(path) as theirs, package.open(path) as ours:
        told = [(i.filename, i.file_size, i.compress_size, i.CRC) for i in theirs.infolist()]
        assert [(m.name, m.size, m.packed, m.crc) for m in ours.members] == told
        assert {name: ours.read(name, 9999) for name in ours.files} == {
            name: theirs.read(name) for name in files if name != "d/"
        }


def test_the_unicode_path_is_the_name_of_what_has_one_in_a_code_page(tmp_path: Path) -> None:
    raw, name = b"f\x81r.txt", "f\u00fcr.txt"
    field = b"\1" + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    entry = zipfile.ZipInfo("fXr.txt")
    entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("a.html", "<p>Hello</p>")
        archive.writestr(entry, "x")
    path = tmp_path / "p.zip"
    path.write_bytes(stream.getvalue().replace(b"fXr.txt", raw))
    with package.open(path) as opened:
        assert name in opened.files
        assert [one.code for one in rules.check(opened, ["Z"])] == ["Z15"]
    path.write_bytes(stream.getvalue().replace(b"fXr.txt", b"f\x81r.php"))
    with package.open(path) as opened:
        assert name not in opened.files, "the field is of another name, and so is stale"


def test_numbers_behind_the_data_may_be_wide(tmp_path: Path) -> None:
    pipe = Pipe()
    with zipfile.ZipFile(cast("BinaryIO", pipe), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"imsmanifest.xml": MANIFEST, "a.html": "<p>Hello</p>"}.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(text.encode())
    path = tmp_path / "p.zip"
    path.write_bytes(pipe.written.getvalue())
    with package.open(path) as opened:
        assert [one.code for one in rules.check(opened, ["Z"])] == ["Z07"]


def test_zip64_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        for number in range(70_000):
            archive.writestr(f"f/{number}.txt", b"")
    start = time.process_time()
    with package.open(path) as opened:
        assert len(opened.members) == 70_001
        found = rules.check(opened)
    assert time.process_time() - start < 20
    assert {"Z07", "F05", "F01"} <= {one.code for one in found}
    assert len(found) < 30


def bomb(size: int) -> bytes:
    """A zip of a thousandth of what it unpacks to."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()
    name = b"imsmanifest.xml"
    crc = 0
    for _ in range(size >> 20):
        crc = zlib.crc32(bytes(1 << 20), crc)
    local = struct.pack(
        "<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0
    )
    head = struct.pack(
        "<4sHHHHHHIIIHHHHHII",
        *(b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, 0),
    )
    start = len(local) + len(name) + len(packed)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(head) + len(name), start, 0)
    return local + name + packed + head + name + end


def test_a_bomb_goes_off_in_bounds(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(bomb(256 << 20))
    start = time.process_time()
    tracemalloc.start()
    with package.open(path) as opened:
        with pytest.raises(UnreadableError, match="larger than 1000 bytes"):
            opened.read("imsmanifest.xml", 1000)
        assert [one.code for one in rules.check(opened)] == ["Z18"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 << 20
    assert time.process_time() - start < 5


SIZE, PACKED, CRC, METHOD, OFFSET, FLAGS = 24, 20, 16, 10, 42, 8


@pytest.mark.parametrize(
    ("at", "form", "value", "why"),
    [
        (SIZE, "<I", 10, "larger than the 10 bytes"),
        (SIZE, "<I", 10_000, "ends after 240 of 10000 bytes"),
        (PACKED, "<I", 3, "cut short"),
        (CRC, "<I", 1, "checksum is wrong"),
        (METHOD, "<H", 14, "packed by method 14"),
        (FLAGS, "<H", 1, "encrypted"),
        (OFFSET, "<I", 5, "not where the zip's directory says"),
        (OFFSET, "<I", 0xFFFFFFF0, "not where the zip's directory says"),
    ],
)
def test_a_header_that_lies_is_found_out(
    at: int, form: str, value: int, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(patched(PLAIN, b"PK\1\2", at, form, value))
    with package.open(path) as opened, pytest.raises(UnreadableError, match=why):
        opened.read("a.html", 1 << 20)


def test_packed_rubbish_is_found_out(tmp_path: Path) -> None:
    start = PLAIN.index(b"a.html") + len("a.html")
    path = tmp_path / "p.zip"
    path.write_bytes(PLAIN[:start] + b"\xff" * 8 + PLAIN[start + 8 :])
    with package.open(path) as opened, pytest.raises(UnreadableError, match="damaged"):
        opened.read("a.html", 1 << 20)


def test_the_local_header_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(PLAIN.replace(b"a.html", b"b.html", 1))
    with package.open(path) as opened:
        member = opened.files["a.html"]
        local = opened.local(member)
        assert local is not None
        assert (member.raw, local.raw) == (b"a.html", b"b.html")


@pytest.mark.parametrize("cut", range(1, 120, 7))
def test_a_zip_cut_anywhere_near_its_end_is_no_zip(cut: int, tmp_path: Path) -> None:
    found = judged(PLAIN[:-cut], tmp_path)
    assert found == ["Z01"]


def test_a_name_is_kept_whole_with_what_stands_behind_nul(tmp_path: Path) -> None:
    data = zipped({"imsmanifest.xml": MANIFEST, "a.html#.exe": b""})
    path = tmp_path / "p.zip"
    path.write_bytes(data.replace(b"a.html#.exe", b"a.html\0.exe"))
    with package.open(path) as opened:
        assert [member.name for member in opened.members][1] == "a.html\0.exe"
        found = rules.check(opened)
    assert {"Z17", "F01"} <= {one.code for one in found}
    assert "\0" not in "".join(str(one) for one in found)


def test_terminal_codes_in_names_are_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(zipped({"imsmanifest.xml": MANIFEST, "\x1b[31m\u202etxt.html": b""}))
    with package.open(path) as opened:
        shown = "".join(str(one) for one in rules.check(opened))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


XML_ATTACKS: dict[str, tuple[str, set[str]]] = {
    "entity from a file": (
        f'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}&x;</manifest>',
        {"M04"},
    ),
    "dtd from the network": (
        f'<!DOCTYPE manifest SYSTEM "http://127.0.0.1:9/evil.dtd">{HEAD}</manifest>',
        {"M04"},
    ),
    "a billion laughs": (
        '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "'
        + "&a;" * 99
        + '"><!ENTITY c "'
        + "&b;" * 99
        + f'">]>{HEAD}'
        + "&c;" * 9999
        + "</manifest>",
        {"M04"},
    ),
    "laughs in an attribute": (
        f'<!DOCTYPE m [<!ENTITY a "{"ha" * 999}">]>{HEAD}<x y="{"&a;" * 999}"/></manifest>',
        {"M04"},
    ),
    "items ten thousand deep": (
        HEAD + "<item>" * 10_000 + "</item>" * 10_000 + "</manifest>",
        {"M01"},
    ),
    "an attribute of two megabytes": (f'{HEAD}<x y="{"a" * (2 << 20)}"/></manifest>', {"M11"}),
    "an attribute of twelve megabytes": (f'{HEAD}<x y="{"a" * (12 << 20)}"/></manifest>', {"M01"}),
    "a prolog of blanks": (" " * 500_000 + HEAD, {"M01"}),
    "a document type without end": ("<!DOCTYPE " + "'\"" * 200_000, {"M04"}),
    "comments without end": ("<!-- " * 100_000, {"M01"}),
    "a hundred thousand attributes": (
        HEAD + "<x " + " ".join(f'a{n}=""' for n in range(100_000)) + "/></manifest>",
        {"M11"},
    ),
    "five thousand items": (
        HEAD
        + '<organizations><organization identifier="o">'
        + "".join(f'<item identifier="i{n}" identifierref="r{n}"/>' for n in range(5_000))
        + "</organization></organizations><resources>"
        + "".join(
            f'<resource identifier="r{n}"><dependency identifierref="r{n + 1}"/></resource>'
            for n in range(5_000)
        )
        + "</resources></manifest>",
        {"M18", "M24", "M25"},
    ),
    "references to no character": (f"{HEAD}{'&#0;' * 200_000}</manifest>", {"M05"}),
}


@pytest.mark.parametrize("name", XML_ATTACKS)
def test_an_attack_by_xml_ends_in_a_finding_and_soon(name: str, tmp_path: Path) -> None:
    xml, expected = XML_ATTACKS[name]
    start = time.process_time()
    found = judged(zipped({"imsmanifest.xml": xml}), tmp_path)
    assert time.process_time() - start < 10
    assert expected <= set(found)


MEASURE = """
import sys
from pathlib import Path
from scorm_builder import package, rules
with package.open(Path(sys.argv[1])) as opened:
    rules.check(opened)
# The peak of this program alone, in KiB: ru_maxrss would hold that of the process it came from.
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize(
    "make",
    [
        lambda: bomb(64 << 20),
        lambda: zipped({"imsmanifest.xml": f"{HEAD}{'<file/>' * 1_100_000}</manifest>"}),
        lambda: zipped({"imsmanifest.xml": f"{HEAD}{'<file/>' * 140_000}</manifest>"}),
    ],
    ids=["bomb", "eight megabytes of elements", "as many elements as are parsed"],
)
def test_memory_stays_below_256_mib(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path], check=True, capture_output=True, text=True
    )
    assert int(done.stdout) < 256 << 10


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_links_in_a_folder_are_told_and_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "imsmanifest.xml").write_text(MANIFEST)
    (folder / "a.html").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    (folder / "dangling").symlink_to("nowhere")
    with package.open(folder) as opened:
        assert [member.name for member in opened.members] == [
            "a.html",
            "dangling",
            "imsmanifest.xml",
            "loop",
        ]
        with pytest.raises(UnreadableError, match="a link or a device"):
            opened.read("a.html", 100)
        (one,) = rules.check(opened, ["Z10"])
        places = [place.path for place in (one.span, *one.places)]
    assert places == [f"{folder}/a.html", f"{folder}/dangling", f"{folder}/loop"]


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "imsmanifest.xml")
    assert codes(tmp_path) == ["Z10"]


def test_what_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        package.open(tmp_path / "gone.zip")


def test_a_finding_shows_the_name_that_the_user_knows(tmp_path: Path) -> None:
    path = tmp_path / "draft.zip"
    path.write_bytes(PLAIN)
    with package.open(path, "dist/course.zip") as opened:
        spans = {str(one.span) for one in rules.check(opened)}
    assert "dist/course.zip!imsmanifest.xml:2:1" in spans
    assert all(span.startswith("dist/course.zip") for span in spans)
