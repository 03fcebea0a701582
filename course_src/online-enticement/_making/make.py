"""Makes the media of this course; see ``README.md`` beside this file."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "_making"))

import film  # noqa: E402 - found by the line above
import paper  # noqa: E402 - found by the line above

MEDIA = HERE.parent / "media"

paper.write_pdf(HERE / "deck.html", MEDIA / "online-enticement-slides.pdf")
paper.write_pdf(HERE / "workbook.html", MEDIA / "online-enticement-workbook.pdf")
film.make(HERE / "film.yaml", MEDIA / "online-enticement-recording.mp4", "../../_making/slides.css")
