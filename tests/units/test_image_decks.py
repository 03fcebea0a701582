"""A deck of numbered images: one slide an image, its text beside it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from tests.units.making import Made, make, picture

DECK = "title: Ways out\ntype: slides\n"


def course(folder: Path, files: dict[str, str | bytes] | None = None) -> Made:
    return make(
        folder,
        {
            "01-ways/module.yaml": DECK,
            "01-ways/1-door.png": picture("PNG"),
            "01-ways/1-door.md": "# The door\n\nIt opens *outward*.\n",
            "01-ways/02-stairs.jpg": picture("JPEG", (60, 40)),
            "01-ways/02-stairs.txt": "Down *the* stairs.\n\nNo lift.\n",
            "01-ways/10-yard.webp": picture("WEBP"),
            "01-ways/10-yard.md": "The yard.\n",
            **(files or {}),
        },
    )


def photograph(size: tuple[int, int], orientation: int = 1) -> bytes:
    from PIL import Image

    image, out = Image.new("RGB", size, (10, 90, 160)), io.BytesIO()
    exif = image.getexif()
    exif[0x0112] = orientation
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_an_image_is_a_slide_in_the_order_of_the_numbers(tmp_path: Path) -> None:
    made = course(tmp_path)
    assert made.findings == ()
    assert made.unit("ways").title == "Ways out"
    page = made.page("ways")
    assert re.findall(r'role="group"[^>]*>\s*<img src="([^"]+)" width="(\d+)"', page) == [
        ("../../assets/01-ways/1-door.png", "40"),
        ("../../assets/01-ways/02-stairs.jpg", "60"),
        ("../../assets/01-ways/10-yard.webp", "40"),
    ]
    assert made.data("ways")["body"] == {"slides": 3}
    assert made.data("ways")["completion"]["rule"] == "all-slides"
    assert "download" not in page.partition("<main")[2]


def test_the_text_of_a_slide_stands_beside_it(tmp_path: Path) -> None:
    page = course(tmp_path).page("ways")
    assert "<p><strong>The door</strong></p>" in page
    assert "<p>It opens <em>outward</em>.</p>" in page
    assert '<p dir="auto">Down *the* stairs.</p>\n<p dir="auto">No lift.</p>' in page
    assert page.count("<h1") == 1


def test_thumbnails_are_made(tmp_path: Path) -> None:
    outputs = {o.path: o.data for o in course(tmp_path).render("ways").outputs}
    for number in (1, 2, 3):
        data = outputs[f"units/ways/thumb-00{number}.jpg"]
        assert isinstance(data, bytes)
        assert data.startswith(b"\xff\xd8")


def test_a_photograph_is_made_smaller_and_upright(tmp_path: Path) -> None:
    from PIL import Image

    files: dict[str, str | bytes] = {
        "01-ways/1-door.jpg": photograph((3000, 2000), orientation=6),
        "01-ways/02-stairs.jpg": photograph((300, 200), orientation=6),
    }
    made = course(tmp_path, files)
    (tmp_path / "01-ways/1-door.png").unlink()
    page = course(tmp_path, files | {"01-ways/1-door.png": picture("PNG")}).page("ways")
    assert 'width="1067" height="1600"' in page
    assert 'width="200" height="300"' in page
    outputs = {o.path: o.data for o in made.render("ways").outputs}
    data = next(d for p, d in outputs.items() if re.search(r"slide-00\d", p))
    assert isinstance(data, bytes)
    assert not Image.open(io.BytesIO(data)).getexif()


def test_what_is_transparent_becomes_paper_in_the_small_picture(tmp_path: Path) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "PNG")
    made = course(tmp_path, {"01-ways/1-door.png": out.getvalue()})
    data = {o.path: o.data for o in made.render("ways").outputs}["units/ways/thumb-001.jpg"]
    assert isinstance(data, bytes)
    colour = Image.open(io.BytesIO(data)).getpixel((5, 5))
    assert colour == (255, 255, 255)


def test_a_slide_without_text_is_told(tmp_path: Path) -> None:
    made = course(tmp_path, {"01-ways/03-roof.png": picture("PNG")})
    assert made.findings == ("01-ways/03-roof.png S214",)


@pytest.mark.parametrize(
    ("name", "content", "findings"),
    [
        ("03-x.svg", "<svg/>", ("01-ways/03-x.svg S009",)),
        ("03-x.md", "Lost.\n", ("01-ways/03-x.md S209",)),
        ("10-yard.webp", "none", ("01-ways/10-yard.webp S203",)),
        ("module.yaml", DECK + "source: a.pdf\n", ("01-ways/module.yaml:3:1 S014",)),
        ("module.yaml", DECK + "completion: end\n", ("01-ways/module.yaml:3:13 S108",)),
        ("module.yaml", DECK.replace("slides", "audio"), ("01-ways/module.yaml:2:7 S014",)),
        ("plan.png", picture("PNG"), ("01-ways/plan.png S031",)),
    ],
)
def test_what_is_wrong_with_it(
    tmp_path: Path, name: str, content: str | bytes, findings: tuple[str, ...]
) -> None:
    assert course(tmp_path, {f"01-ways/{name}": content}).findings == findings


def test_a_deck_needs_an_image(tmp_path: Path) -> None:
    assert make(tmp_path, {"01-a/module.yaml": DECK}).findings == ("01-a/module.yaml:2:7 S209",)


def test_a_draft_of_a_deck_is_left_out(tmp_path: Path) -> None:
    files = {"01-ways/module.yaml": DECK + "draft: true\n", "02-a.md": "# A\n\nText.\n"}
    made = course(tmp_path, dict(files))
    assert (made.findings, list(made.jobs)) == ((), ["a"])


def test_a_deck_may_be_listed_and_linked_to(tmp_path: Path) -> None:
    made = course(
        tmp_path,
        {
            "course.yaml": "title: A\ncontents: [text.md, 01-ways]\n",
            "text.md": "# A\n\nSee [the ways](01-ways).\n",
        },
    )
    assert made.findings == ()
    assert 'data-unit="ways"' in made.page("text")
