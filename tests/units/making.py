"""Small courses with media made on the spot, and what becomes of them."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scorm_builder import load, render, source
from scorm_builder.model import Job, Rendered, Unit
from scorm_builder.pipeline import jobs_of


@dataclass(frozen=True, slots=True)
class Made:
    """A course as loaded, and its findings as ``path:line code``."""

    jobs: Mapping[str, Job]
    findings: tuple[str, ...]

    def unit(self, name: str) -> Unit:
        return self.jobs[name].unit

    def render(self, name: str) -> Rendered:
        return render.render_job(self.jobs[name])

    def page(self, name: str) -> str:
        """The launch page as text."""
        rendered = self.render(name)
        data = next(o.data for o in rendered.outputs if o.path == rendered.launch)
        assert isinstance(data, bytes)
        return data.decode()

    def data(self, name: str) -> Any:
        """What the page tells the runtime."""
        _, _, rest = self.page(name).partition('id="unit-data">')
        return json.loads(rest.partition("</script>")[0])


def make(folder: Path, files: Mapping[str, str | bytes]) -> Made:
    """The course of ``files``, which need no ``course.yaml``."""
    for name, content in {"course.yaml": "title: Fire safety\nlanguage: en\n", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    tree, found = source.scan(folder, "")
    courses, more = load.editions(tree, {})
    told = tuple(f"{d.span} {d.code}" for d in [*found, *more] if d.code != "S303")
    jobs = {job.unit.id: job for course in courses for job in jobs_of(course)}
    return Made(jobs, told)


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of an MP4 file (ISO 14496-12, 4.2)."""
    data = b"".join(content)
    return struct.pack(">I4s", len(data) + 8, kind) + data


def film(
    width: int = 320,
    height: int = 180,
    seconds: float = 2.0,
    *,
    upright: bool = False,
    codec: bytes = b"avc1",
    sound: bytes = b"",
    data: int = 100,
    early: bool = False,
) -> bytes:
    """The smallest file that says it is an MP4 with one video track.

    ``sound`` is the codec of a sound track, if there is to be one; ``data`` are the bytes of the
    media, which stand behind the index where that comes ``early``.
    """
    times = struct.pack(">IIII", 0, 0, 1000, int(seconds * 1000))
    matrix = (0, 1, 0, -1, 0, 0, 0, 0, 1) if upright else (1, 0, 0, 0, 1, 0, 0, 0, 1)
    scaled = [n * (0x40000000 if i % 3 == 2 else 0x10000) for i, n in enumerate(matrix)]
    track = box(
        b"trak",
        box(b"tkhd", bytes(40), struct.pack(">9i", *scaled),
            struct.pack(">II", width << 16, height << 16)),
        box(b"mdia",
            box(b"hdlr", bytes(8), b"vide", bytes(13)),
            box(b"minf", box(b"stbl", box(b"stsd", bytes(8), box(codec, bytes(78)))))),
    )  # fmt: skip
    heard = sound_track(sound) if sound else b""
    index = box(b"moov", box(b"mvhd", bytes(4), times, bytes(80)), track, heard)
    parts = [box(b"mdat", bytes(data)), index]
    head = box(b"ftyp", b"isom", bytes(4), b"isom")
    return head + b"".join(reversed(parts) if early else parts)


def sound_track(codec: bytes) -> bytes:
    """A sound track of an MP4 (ISO 14496-12, 8.3)."""
    return box(
        b"trak",
        box(b"tkhd", bytes(84)),
        box(b"mdia",
            box(b"hdlr", bytes(8), b"soun", bytes(13)),
            box(b"minf", box(b"stbl", box(b"stsd", bytes(8), box(codec, bytes(28)))))),
    )  # fmt: skip


def m4a(seconds: float = 2.0, codec: bytes = b"mp4a") -> bytes:
    """The smallest MP4 that says it holds nothing but sound."""
    times = struct.pack(">IIII", 0, 0, 1000, int(seconds * 1000))
    index = box(b"moov", box(b"mvhd", bytes(4), times, bytes(80)), sound_track(codec))
    return box(b"ftyp", b"M4A ", bytes(4), b"isom") + index + box(b"mdat", bytes(100))


def mp3(frames: int = 77, *, tag: bytes = b"") -> bytes:
    """Frames of layer III, version 1, 128 kbit/s, 44,100 Hz: 417 bytes and 1152 samples each."""
    return tag + frames * (b"\xff\xfb\x90\x64" + bytes(413))


def ogg(head: bytes, last: int, *, serial: int = 7) -> bytes:
    """Two pages of one Ogg stream (RFC 3533): its first packet, and one that ends at ``last``."""
    pages = b""
    for kind, position, packet in ((2, 0, head), (4, last, b"sound")):
        fixed = struct.pack("<4sBBQIIIB", b"OggS", 0, kind, position, serial, 0, 0, 1)
        pages += fixed + bytes([len(packet)]) + packet
    return pages


def opus(seconds: float = 2.0) -> bytes:
    """An Ogg Opus stream (RFC 7845, 5.1) that leaves out its first 312 ticks."""
    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48000, 0, 0)
    return ogg(head, int(seconds * 48000) + 312)


def vorbis(seconds: float = 2.0) -> bytes:
    """An Ogg Vorbis stream (Vorbis I, 4.2.2)."""
    head = b"\x01vorbis" + struct.pack("<IBIIIIBB", 0, 1, 44100, 0, 0, 0, 0xB8, 1)
    return ogg(head, int(seconds * 44100))


def wav(seconds: float = 2.0, *, form: int = 1, rate: int = 8000) -> bytes:
    """Silence of one channel and eight bits a sample."""
    sound = b"\x80" * int(seconds * rate)
    fmt = struct.pack("<HHIIHH", form, 1, rate, rate, 1, 8)
    chunks = b"fmt " + struct.pack("<I", len(fmt)) + fmt
    chunks += b"junk" + struct.pack("<I", 3) + b"abc\0"
    chunks += b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def pdf(
    pages: Sequence[str | Sequence[str]], *, size: tuple[int, int] = (320, 180), font: str = ""
) -> bytes:
    """A PDF by hand (ISO 32000-1, 7.5): each page the given lines of text, or none.

    Its font is not embedded; with ``font`` the file says so under that name.
    """
    name = font or "Helvetica"
    objects: dict[int, str] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        3: f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>",
    }
    kids: list[str] = []
    for lines in pages:
        number = 4 + 2 * len(kids)
        kids.append(f"{number} 0 R")
        shown = [lines] if isinstance(lines, str) else list(lines)
        text = " ".join(f"({line}) Tj 0 -24 Td" for line in shown if line)
        stream = f"BT /F1 12 Tf 20 150 Td {text} ET" if text else "1 0 0 rg 10 10 80 80 re f"
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Contents {number + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects[number + 1] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    starts = []
    for number in sorted(objects):
        starts.append(out.tell())
        out.write(f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("latin-1"))
    table = out.tell()
    rows = "".join(f"{start:010} 00000 n \n" for start in starts)
    out.write(
        f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n{rows}"
        f"trailer\n<< /Size {len(starts) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return out.getvalue()


def picture(form: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """An image file of one colour."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, (200, 60, 20)).save(out, form)
    return out.getvalue()
