"""PDF pages as pictures and text, the same bytes on every run (pypdfium2 and Pillow, pinned)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONG_EDGE = 1600
THUMBNAIL_EDGE = 240
JPEG_QUALITY = 82


class UnreadableError(Exception):
    """The file is no PDF, damaged, or locked by a password."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One page: the picture, its size in pixels, a small picture, and its text by lines."""

    picture: bytes
    ending: str
    width: int
    height: int
    thumbnail: bytes
    lines: tuple[str, ...]


def page_count(file: Path) -> int:
    """The number of pages. Raises ``UnreadableError``."""
    with _opened(file) as document:
        return len(document)


class _opened:  # noqa: N801 - used like a function
    """The document as a context: pypdfium2 wants it closed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> Any:
        import pypdfium2

        try:
            self._document = pypdfium2.PdfDocument(self._file)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(str(error)) from error
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()


def unembedded_fonts(file: Path) -> tuple[str, ...]:
    """Names of fonts that pages use and the file does not bring."""
    import pypdfium2.raw as pdfium

    names: set[str] = set()
    with _opened(file) as document:
        for page in document:
            for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,)):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                if font and pdfium.FPDFFont_GetIsEmbedded(font) == 0:
                    names.add(_font_name(font))
            page.close()
    return tuple(sorted(names))


def _font_name(font: Any) -> str:
    import ctypes

    import pypdfium2.raw as pdfium

    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def slides(file: Path) -> Iterator[Slide]:
    """Every page, one after another, so that only one is in memory."""
    with _opened(file) as document:
        for page in document:
            yield _slide(page)
            page.close()


def _slide(page: Any) -> Slide:
    scale = LONG_EDGE / max(page.get_size())
    picture = page.render(scale=scale).to_pil().convert("RGB")
    data, ending = _smaller(picture)
    small = picture.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    thumbnail = _encoded(small, "JPEG", quality=70, optimize=True)
    text = page.get_textpage()
    lines = _lines(text.get_text_range())
    text.close()
    return Slide(data, ending, picture.width, picture.height, thumbnail, lines)


def _smaller(picture: Any) -> tuple[bytes, str]:
    """PNG where it is smaller than JPEG: charts and text are, photographs are not."""
    jpeg = _encoded(picture, "JPEG", quality=JPEG_QUALITY, optimize=True)
    colours = picture.getcolors(256)
    png_source = picture.convert("P", palette=1, colors=256) if colours else picture
    png = _encoded(png_source, "PNG", optimize=True)
    return (png, "png") if len(png) <= len(jpeg) else (jpeg, "jpg")


def _encoded(picture: Any, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _lines(text: str) -> tuple[str, ...]:
    """Lines in reading order; words that the PDF broke at a line's end are joined.

    pdfium marks a hyphen that only breaks a line with U+FFFE or U+0002.
    """
    joined = re.sub(r"[\ufffe\u0002]\s*", "", text.replace("\r\n", "\n"))
    lines: list[str] = []
    for raw in joined.split("\n"):
        line = " ".join(raw.split())
        # A line that begins small goes on with the sentence of the line above.
        if lines and line[:1].islower() and lines[-1][-1] not in ".!?:":
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
    return tuple(lines)
