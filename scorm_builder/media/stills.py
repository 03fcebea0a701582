"""The pictures of a deck: as large as a screen needs, and small ones; the same bytes on every run.

Pillow, pinned, makes them, of pages of a PDF and of images alike.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONG_EDGE = 1600
THUMBNAIL_EDGE = 240
JPEG_QUALITY = 82
# Turned by a note of the camera's, which not everything obeys (Exif 2.3, 4.6.4: Orientation).
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: the picture and its size in pixels, a small one and its, the text by paragraphs.

    ``picture`` is empty where the file itself can be shown as it is.
    """

    picture: bytes
    ending: str
    width: int
    height: int
    thumbnail: bytes
    thumbnail_size: tuple[int, int]
    text: tuple[str, ...] = ()


def of_page(picture: Any, text: tuple[str, ...]) -> Slide:
    """The slide of a page drawn by a PDF engine, a Pillow image in RGB."""
    data, ending = _smaller(picture)
    thumbnail, size = _small(picture)
    return Slide(data, ending, picture.width, picture.height, thumbnail, size, text)


def of_image(file: Path) -> Slide:
    """The slide of an image file; it is kept as it is unless it is too large or lies on its side.

    Raises ``OSError``, ``SyntaxError`` or ``ValueError`` if the image is damaged.
    """
    from PIL import Image, ImageOps

    with Image.open(file) as opened:
        turned = opened.getexif().get(_ORIENTATION, 1) != 1
        picture = ImageOps.exif_transpose(opened) if turned else opened
        seen = _on_white(picture)
    thumbnail, small = _small(seen)
    if not turned and max(seen.size) <= LONG_EDGE:
        return Slide(b"", "", seen.width, seen.height, thumbnail, small)
    seen.thumbnail((LONG_EDGE, LONG_EDGE))
    data, ending = _smaller(seen)
    return Slide(data, ending, seen.width, seen.height, thumbnail, small)


def _on_white(picture: Any) -> Any:
    """The image in RGB; what is transparent becomes paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, layer).convert("RGB")


def _small(picture: Any) -> tuple[bytes, tuple[int, int]]:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return _encoded(small, "JPEG", quality=70, optimize=True), small.size


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
