"""The text of a PDF page as paragraphs to read, in the order in which the page writes it.

A PDF knows lines at most. Two lines are one paragraph where the second goes on in the middle of a
sentence, or where it had to be wrapped: the same letters, close below, and its first word would not
have fitted above.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# pdfium's marks for a hyphen that only breaks a word at the end of a line.
_BROKEN = ("\ufffe", "\u0002")
_ENDS = (".", "!", "?", ":", "…", "。", "؟")
_BULLETS = ("•", "◦", "▪", "‣", "–", "—", "*")
# In sizes of the letters: how far apart lines of one paragraph are at most (items of a list stand
# further apart), and how wide a blank is.
_LEADING = 1.25
_BLANK = 0.25


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where its letters stand and how large they are, in points, y upwards.

    ``first_word`` is the width of its first word.
    """

    text: str
    y: float
    size: float
    left: float
    right: float
    first_word: float


def paragraphs(page: Any) -> tuple[str, ...]:
    """The paragraphs of a page of pypdfium2."""
    textpage = page.get_textpage()
    try:
        return joined(list(_lines(textpage)))
    finally:
        textpage.close()


def joined(lines: list[Line]) -> tuple[str, ...]:
    """Lines as paragraphs."""
    out: list[str] = []
    above: Line | None = None
    edge = 0.0
    for line in lines:
        together = above is not None and _is_one_block(above, line)
        edge = max(edge, line.right) if together else line.right
        if above is None or not _goes_on(above, line, edge if together else None):
            out.append(line.text)
        elif above.text.endswith(_BROKEN):
            out[-1] = out[-1][:-1] + line.text
        elif above.text.endswith("-"):
            out[-1] += line.text
        else:
            out[-1] += f" {line.text}"
        above = line
    return tuple(text for raw in out if (text := _without_marks(raw)))


def _without_marks(text: str) -> str:
    for mark in _BROKEN:
        text = text.replace(mark, "")
    return text.strip()


def _is_one_block(above: Line, line: Line) -> bool:
    """Whether two lines have the same letters and stand close below each other."""
    size = max(line.size, above.size)
    near = 0 < above.y - line.y <= _LEADING * size
    aligned = abs(above.left - line.left) <= size
    centred = abs((above.left + above.right) - (line.left + line.right)) <= 2 * size
    return near and abs(line.size - above.size) <= 0.1 * size and (aligned or centred)


def _goes_on(above: Line, line: Line, edge: float | None) -> bool:
    """Whether ``line`` goes on where ``above`` stopped; ``edge`` is the right edge of its block."""
    if above.text.endswith(_BROKEN):
        return True
    if above.text.endswith(_ENDS) or line.text.startswith(_BULLETS):
        return False
    if line.text[0].islower():
        return abs(line.size - above.size) <= 0.1 * max(line.size, above.size)
    needed = above.right + _BLANK * line.size + line.first_word
    return edge is not None and needed > edge


def _lines(textpage: Any) -> Iterator[Line]:
    start = 0
    count = textpage.count_chars()
    for index in range(count + 1):
        if index == count or _char(textpage, index) in "\r\n":
            if line := _line(textpage, start, index):
                yield line
            start = index + 1


def _char(textpage: Any, index: int) -> str:
    import pypdfium2.raw as pdfium

    return chr(pdfium.FPDFText_GetUnicode(textpage.raw, index))


def _line(textpage: Any, start: int, end: int) -> Line | None:
    import pypdfium2.raw as pdfium

    seen = [i for i in range(start, end) if not _char(textpage, i).isspace()]
    if not seen:
        return None
    text = " ".join(textpage.get_text_range(start, end - start).split())
    if not text:
        return None
    boxes = [textpage.get_charbox(index) for index in seen]
    word = next((n for n, i in enumerate(seen) if i != seen[0] + n), len(seen))
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage.raw, seen[0], x, y)
    return Line(
        text=text,
        y=y.value,
        size=max(pdfium.FPDFText_GetFontSize(textpage.raw, index) for index in seen),
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        first_word=boxes[word - 1][2] - boxes[0][0],
    )
