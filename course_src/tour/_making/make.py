"""Makes the media of the tour; see ``course_src/_making/README.md``."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "_making"))

import film  # noqa: E402 - found by the line above
import paper  # noqa: E402 - found by the line above
import recording  # noqa: E402 - found by the line above

COURSE = HERE.parent

paper.write_pdf(HERE / "deck.html", COURSE / "03-media" / "03-deck.pdf")
paper.write_pdf(HERE / "handout.html", COURSE / "files" / "checklist-before-publishing.pdf")
film.make(HERE / "film.yaml", COURSE / "03-media" / "01-clip.mp4", "../../_making/slides.css")
media = COURSE / "03-media"
recording.make(media / "07-a-recording.en.txt", media / "07-a-recording.mp3")

way = paper.pictures((HERE / "way.html").read_text("utf-8"), HERE, 900)[0]
way.quantize(32).save(COURSE / "pictures" / "from-folder-to-learner.png", optimize=True)

# The same drawing once more, step by step.
for number, step in enumerate(("folder", "package", "learner"), 1):
    left = 10 + 320 * (number - 1)
    still = way.crop((left, 75, left + 240, 250)).quantize(32)
    still.save(media / "08-three-pictures" / f"{number:02}-{step}.png", optimize=True)
