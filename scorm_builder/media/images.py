"""The size of an image in pixels, read from its header."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*")
# CSS pixels in a unit of length.
_PIXELS = {
    None: 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96,
}


def size(file: Path) -> tuple[int, int] | None:
    """Width and height in pixels; (0, 0) for an SVG that leaves them open; None if it is none."""
    if file.suffix.lower() == ".svg":
        return _svg(file)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as image:
            return image.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _svg(file: Path) -> tuple[int, int] | None:
    """Read with expat, which opens nothing from outside, and only up to the root element."""
    root: dict[str, str] = {}

    class Found(Exception):  # noqa: N818 - it ends the parse; it is no error
        pass

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "svg":
            root.update(attributes, found="yes")
        raise Found

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        with file.open("rb") as handle:
            parser.ParseFile(handle)
    except Found:
        if "found" not in root:
            return None
    except expat.ExpatError:
        return None
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    box = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        if width and not height:
            height = width * box[3] / box[2]
        elif height and not width:
            width = height * box[2] / box[3]
        elif not width:
            width, height = box[2], box[3]
    return (round(width), round(height)) if width and height else (0, 0)


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _PIXELS[match[2]] if match else 0.0
