"""Makes the media of the tour; see ``course_src/_making/README.md``."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "_making"))

import film  # noqa: E402
import paper  # noqa: E402

COURSE = HERE.parent

paper.write_pdf(HERE / "deck.html", COURSE / "03-media" / "03-deck.pdf")
paper.write_pdf(HERE / "handout.html", COURSE / "files" / "checklist-before-publishing.pdf")
film.make(HERE / "film.yaml", COURSE / "03-media" / "01-clip.mp4", "../../_making/slides.css")

way = paper.pictures((HERE / "way.html").read_text("utf-8"), HERE, 900)[0]
way.quantize(32).save(COURSE / "pictures" / "from-folder-to-learner.png", optimize=True)
