"""A deck: every page as a picture with its text, whole without its PDF, the same on every run."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.media import pdf as pdf_tool
from tests.units.making import Made, make, pdf

SIDECAR = "type: slides\ntitle: The deck\n"


def deck(folder: Path, data: bytes, sidecar: str = SIDECAR) -> Made:
    return make(folder, {"01-deck.pdf": data, "01-deck.yaml": sidecar})


def made_files(made: Made) -> dict[str, bytes]:
    outputs = made.render("deck").outputs
    return {o.path.rpartition("/")[2]: o.data for o in outputs if isinstance(o.data, bytes)}


def image(data: bytes) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(data))


def test_every_page_is_a_slide(tmp_path: Path) -> None:
    made = deck(tmp_path, pdf([["Fire safety", "One & all"], "Second"]))
    page = made.page("deck")
    assert made.data("deck")["body"] == {"slides": 2}
    slides = r'class="slide" id="(.*?)" data-slide="(.)" role="group" aria-label="(.*?)"'
    assert re.findall(slides, page) == [
        ("slide-1", "1", "Slide 1 of 2"),
        ("slide-2", "2", "Slide 2 of 2"),
    ]
    assert '<img src="slide-001.png" width="1600" height="900" alt="">' in page
    assert '<img src="slide-002.png" width="1600" height="900" alt="" loading="lazy">' in page
    assert '<p dir="auto">Fire safety</p>' in page
    assert '<p dir="auto">One &amp; all</p>' in page
    assert page.count('<details class="slide-text" open>') == 2
    assert "To complete: see every slide." in page


def test_pictures_are_1600_pixels_along_their_long_edge(tmp_path: Path) -> None:
    wide = made_files(deck(tmp_path / "a", pdf(["a"], size=(400, 300))))
    assert image(wide["slide-001.png"]).size == (1600, 1200)
    tall = made_files(deck(tmp_path / "b", pdf(["a"], size=(300, 400))))
    assert image(tall["slide-001.png"]).size == (1200, 1600)


def test_thumbnails_lead_to_their_slides(tmp_path: Path) -> None:
    made = deck(tmp_path, pdf(["a", "b"]))
    assert image(made_files(made)["thumb-002.jpg"]).size == (240, 135)
    assert (
        '<a href="#slide-2" data-slide="2"><img src="thumb-002.jpg" width="240" height="135" '
        'alt="Slide 2" loading="lazy">'
    ) in made.page("deck")


def test_the_smaller_of_png_and_jpeg_is_kept(tmp_path: Path) -> None:
    from PIL import Image

    noise = Image.merge("RGB", [Image.effect_noise((800, 450), 90) for _ in range(3)])
    paper = io.BytesIO()
    noise.save(paper, "PDF")
    assert "slide-001.jpg" in made_files(deck(tmp_path / "a", paper.getvalue()))
    assert "slide-001.png" in made_files(deck(tmp_path / "b", pdf(["text"])))


def test_without_the_pdf_the_deck_is_whole(tmp_path: Path) -> None:
    made = deck(tmp_path, pdf(["Way out", "Assembly"]))
    body, _, download = made.page("deck").partition('<p><a class="button"')
    assert ".pdf" not in body
    assert "Way out" in body
    assert "Assembly" in body
    assert 'download="01-deck.pdf">Download the slides (PDF, 1\u00a0kB)' in download
    files = made_files(made)
    assert set(re.findall(r'src="((?:slide|thumb)-.*?)"', body)) == set(files) - {"index.html"}


def test_the_pdf_may_be_kept_back(tmp_path: Path) -> None:
    made = deck(tmp_path, pdf(["a"]), SIDECAR + "download: false\n")
    assert ".pdf" not in made.page("deck")
    assert not [o for o in made.render("deck").outputs if o.path.endswith(".pdf")]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    data = pdf([["a", "b"], "c"])
    assert made_files(deck(tmp_path / "a", data)) == made_files(deck(tmp_path / "b", data))


def test_a_page_may_stand_above_the_deck(tmp_path: Path) -> None:
    text = "---\ntype: slides\nsource: d.pdf\n---\n# Our deck\n\nLook *closely*.\n"
    page = make(tmp_path, {"01-a.md": text, "d.pdf": pdf(["x"])}).page("a")
    assert '<h1 id="our-deck">Our deck</h1>' in page
    assert page.index("<em>closely</em>") < page.index('id="deck"')


def test_a_slide_without_text_is_told_and_says_so(tmp_path: Path) -> None:
    made = deck(tmp_path, pdf(["a", "", "c", ""]))
    assert "01-deck.pdf S214" in made.findings
    assert made.page("deck").count("<p>This slide has no text.</p>") == 2


def test_a_font_that_is_not_embedded_is_told(tmp_path: Path) -> None:
    made = deck(tmp_path, pdf(["a"], font="Garamond"))
    assert made.findings == ("01-deck.pdf S208",)
    file = tmp_path / "01-deck.pdf"
    assert pdf_tool.look(file).missing_fonts == ("Garamond",)


@pytest.mark.parametrize(
    "data",
    [b"", b"no pdf", pdf(["a"])[:200], pdf([]), b"%PDF-1.4\n%%EOF\n"],
    ids=["empty", "text", "cut off", "no page", "no object"],
)
def test_what_is_no_deck(tmp_path: Path, data: bytes) -> None:
    made = deck(tmp_path, data)
    assert "01-deck.pdf S207" in made.findings
    assert not made.jobs


def test_a_password_is_told_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "locked.pdf"
    file.write_bytes(LOCKED)
    with pytest.raises(pdf_tool.UnreadableError, match="password"):
        pdf_tool.look(file)


# A PDF of one empty page that opens with a password only (ISO 32000-1, 7.6, revision 2, made with
# random key material): what matters is that nobody can read it without.
LOCKED = (
    b"%PDF-1.4\n"
    b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>\nendobj\n"
    b"4 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -44 /Length 40 /O <"
    + b"5a" * 32
    + b"> /U <"
    + b"a5" * 32
    + b"> >>\nendobj\n"
    b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R "
    b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] >>\n%%EOF\n"
)
