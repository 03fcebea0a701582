"""What files say of themselves: films by their index, images by their header."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from scorm_builder.media import images, recordings
from tests.units.making import box, film, picture


def facts(folder: Path, data: bytes, name: str = "a.mp4") -> recordings.Facts:
    file = folder / name
    file.write_bytes(data)
    return recordings.probe(file)


def test_mp4(tmp_path: Path) -> None:
    found = facts(tmp_path, film(640, 360, 12.5))
    assert found == recordings.Facts(640, 360, 12.5, "avc1", late=True)


def test_mp4_with_long_times_and_a_long_box(tmp_path: Path) -> None:
    """Version 1 of ``mvhd`` (ISO 14496-12, 8.2.2) and a 64-bit box length (4.2)."""
    header = bytes([1, 0, 0, 0]) + struct.pack(">QQIQ", 0, 0, 600, 900) + bytes(80)
    wide = struct.pack(">I4sQ", 1, b"mdat", 16 + 10) + bytes(10)
    data = box(b"ftyp", b"isom", bytes(4)) + wide + box(b"moov", box(b"mvhd", header))
    assert facts(tmp_path, data) == recordings.Facts(0, 0, 1.5, "", late=True)


def element(name: int, data: bytes) -> bytes:
    """An element of WebM with a length of eight bytes (RFC 8794, 4)."""
    width = (name.bit_length() + 7) // 8
    return name.to_bytes(width) + bytes([0x01]) + len(data).to_bytes(7) + data


def webm() -> bytes:
    info = element(0x2AD7B1, b"\x0f\x42\x40") + element(0x4489, struct.pack(">d", 2500.0))
    picture = element(0xB0, b"\x02\x80") + element(0xBA, b"\x01\x68")
    track = element(0xAE, element(0x86, b"V_VP9") + element(0xE0, picture))
    segment = element(0x1549A966, info) + element(0x1654AE6B, track) + element(0x1F43B675, b"x")
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    # A live recording does not know its length.
    return head + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + segment


def test_webm(tmp_path: Path) -> None:
    assert facts(tmp_path, webm(), "a.webm") == recordings.Facts(640, 360, 2.5, "V_VP9")


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.mp4", "is not the video"),
        (b"hello", "a.mp4", "is not the video"),
        (webm(), "a.mp4", "is not the video"),
        (film(), "a.webm", "is not the video"),
        (film()[:60], "a.mp4", "is cut off"),
        (box(b"ftyp", b"isom", bytes(4)), "a.mp4", "is cut off: it has no index"),
        (box(b"moov", box(b"mvhd", bytes(4))), "a.mp4", "is damaged"),
        (webm()[:40], "a.webm", "is cut off"),
    ],
)
def test_what_is_no_film(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    with pytest.raises(recordings.UnplayableError, match=f"^{reason}"):
        facts(tmp_path, data, name)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_size_of_an_image(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form.lower()}"
    file.write_bytes(picture(form, (40, 30)))
    assert images.size(file) == (40, 30)
    file.write_bytes(b"no image")
    assert images.size(file) is None


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="30.4px"', (40, 30)),
        ('width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 40 30"', (40, 30)),
        ('viewBox="0,0,40,30" width="80"', (80, 60)),
        ('viewBox="0 0 40 30" height="15"', (20, 15)),
        ('viewBox="0 0 40 30" width="100%" height="100%"', (40, 30)),
        ('width="50%"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_size_of_an_svg(tmp_path: Path, attributes: str, expected: tuple[int, int]) -> None:
    file = tmp_path / "a.svg"
    file.write_text(f'<?xml version="1.0"?><!-- x --><svg {attributes}><g/></svg>')
    assert images.size(file) == expected


@pytest.mark.parametrize("text", ["", "<html></html>", "<svg", "\x89PNG"])
def test_what_is_no_svg(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.svg"
    file.write_text(text)
    assert images.size(file) is None


def test_an_svg_that_would_swell_or_fetch_is_read_no_further_than_its_root(tmp_path: Path) -> None:
    swell = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    file = tmp_path / "a.svg"
    file.write_text(
        f'<!DOCTYPE svg [<!ENTITY e0 "x">{swell}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        '<svg width="4" height="3"><text>&e11;&f;</text></svg>'
    )
    assert images.size(file) == (4, 3)
