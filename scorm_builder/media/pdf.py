"""PDF pages as pictures and text, the same bytes on every run (pypdfium2 and Pillow, pinned)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scorm_builder.media import pdftext, stills
from scorm_builder.media.stills import LONG_EDGE, Slide


class UnreadableError(Exception):
    """The file is no PDF, damaged, or locked by a password."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF brings: pages, fonts that it uses and lacks, pages (from 1) without any text."""

    pages: int
    missing_fonts: tuple[str, ...]
    without_text: tuple[int, ...]


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    """The document while it is open; whatever pdfium cannot do with it is ``UnreadableError``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        reason = "it is locked by a password" if "password" in str(error).lower() else str(error)
        raise UnreadableError(reason) from error


def page_count(file: Path) -> int:
    """The number of pages, at least one. Raises ``UnreadableError``."""
    with _opened(file) as document:
        if not len(document):
            raise UnreadableError("it has no page")
        return len(document)


def look(file: Path) -> Facts:
    """The facts of a PDF, every page read once. Raises ``UnreadableError``."""
    import pypdfium2.raw as pdfium

    fonts: set[str] = set()
    without_text = []
    with _opened(file) as document:
        for number, page in enumerate(document, 1):
            if min(page.get_size()) <= 0:
                raise UnreadableError(f"page {number} has no size")
            for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,)):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                if font and pdfium.FPDFFont_GetIsEmbedded(font) == 0:
                    fonts.add(_font_name(font))
            if not pdftext.paragraphs(page):
                without_text.append(number)
            page.close()
    return Facts(page_count(file), tuple(sorted(fonts)), tuple(without_text))


def _font_name(font: Any) -> str:
    import ctypes

    import pypdfium2.raw as pdfium

    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def slides(file: Path) -> Iterator[Slide]:
    """Every page, one after another, so that only one is in memory. Raises ``UnreadableError``."""
    with _opened(file) as document:
        for page in document:
            yield _slide(page)
            page.close()


def _slide(page: Any) -> Slide:
    scale = LONG_EDGE / max(page.get_size())
    picture = page.render(scale=scale).to_pil().convert("RGB")
    return stills.of_page(picture, pdftext.paragraphs(page))
