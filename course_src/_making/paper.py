"""HTML with a style sheet becomes a PDF with embedded fonts and real text, or pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import weasyprint

HERE = Path(__file__).resolve().parent


def write_pdf(html: Path, target: Path) -> None:
    """The page ``html`` as a tagged PDF; its style sheets stand beside it or in this folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    page = weasyprint.HTML(filename=html)
    # A fixed identifier: the same text gives the same bytes.
    page.write_pdf(
        target,
        pdf_variant="pdf/ua-1",
        pdf_identifier=target.name.encode(),
        pdf_forms=True,
    )


def pictures(html: str, base: Path, width: int) -> list[Any]:
    """Every printed page of ``html`` as a Pillow image ``width`` pixels wide."""
    data = weasyprint.HTML(string=html, base_url=str(base)).write_pdf()
    with pypdfium2.PdfDocument(data) as document:
        return [
            page.render(scale=width / page.get_width()).to_pil().convert("RGB") for page in document
        ]
