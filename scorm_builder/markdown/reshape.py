"""What a document's tokens become before HTML is written of them.

One heading of level 1 a page, alignment without styles, GitHub's alerts, figures with captions.
"""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it.token import Token

ALERTS = ("note", "tip", "important", "warning", "caution")

_ALERT = re.compile(rf"\[!({'|'.join(ALERTS)})\]\s*$", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def take_lead(tokens: list[Token]) -> list[Token]:
    """Takes an opening heading of level 1 out of ``tokens``; emptied comments may precede it."""
    first = next((i for i, t in enumerate(tokens) if not _is_nothing(t)), None)
    if first is None or tokens[first].type != "heading_open" or tokens[first].tag != "h1":
        return []
    lead = tokens[first : first + 3]
    del tokens[first : first + 3]
    return lead


def _is_nothing(token: Token) -> bool:
    return token.type == "html_block" and not token.content.strip()


def reshape(tokens: list[Token]) -> dict[str, Token]:
    """Changes the tokens below the leading heading to what a page shows.

    Gives the figures that have an id. Where there are several, or a link without words leads to
    one, each has its ``number``, from 1.
    """
    _shift_headings(tokens)
    for i, token in enumerate(tokens):
        if token.type in ("th_open", "td_open"):
            _align_by_class(token)
        elif token.type == "blockquote_open":
            _alert(tokens, i)
        elif token.type == "list_item_open":
            _task(tokens, i)
        elif token.type == "paragraph_open" and not token.hidden:
            _figure(tokens, i)
    return _number_figures(tokens)


def _shift_headings(tokens: list[Token]) -> None:
    """A further heading of level 1 goes one down, and takes what belongs to it along."""
    shift = 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            shift = shift or int(token.tag == "h1")
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"


def _align_by_class(cell: Token) -> None:
    """Alignment of table cells as a class: a style attribute would break strict servers."""
    if "style" in cell.attrs:
        side = str(cell.attrs.pop("style")).partition(":")[2]
        cell.attrJoin("class", f"align-{side}")


def _alert(tokens: list[Token], at: int) -> None:
    """``> [!NOTE]`` as on GitHub: the marker becomes the kind of the quote."""
    if tokens[at + 1].type != "paragraph_open":
        return
    inline = tokens[at + 2]
    children = inline.children or []
    if not children or children[0].type != "text":
        return
    match = _ALERT.match(children[0].content)
    if not match or (len(children) > 1 and children[1].type not in ("softbreak", "hardbreak")):
        return
    inline.children = children[2:]
    if not inline.children:
        tokens[at + 1].hidden = tokens[at + 3].hidden = True
    level = tokens[at].level
    closing = next(t for t in tokens[at:] if t.type == "blockquote_close" and t.level == level)
    tokens[at].meta["alert"] = closing.meta["alert"] = match[1].lower()


def _task(tokens: list[Token], at: int) -> None:
    """``- [x] done`` as on GitHub: the box becomes a sign that has a name."""
    if tokens[at + 1].type != "paragraph_open":
        return
    inline = tokens[at + 2]
    match = _TASK.match(str(inline.meta.get("text", "")))
    if match and inline.children and inline.children[0].type == "text":
        first = inline.children[0]
        first.content = first.content[match.end() :]
        box = Token("task_box", "span", 0, meta={"done": match[1] != " "})
        inline.children.insert(0, box)
        tokens[at].attrJoin("class", "task")


def _figure(tokens: list[Token], at: int) -> None:
    """An image with a title, alone in its paragraph or in a link there, is a figure."""
    children = tokens[at + 1].children or []
    shown = [t for t in children if t.type not in ("link_open", "link_close")]
    if len(shown) == 1 and shown[0].type == "image" and shown[0].attrs.get("title"):
        shown[0].meta["captioned"] = True
        tokens[at].tag = tokens[at + 2].tag = "figure"
        # One value for both, so that the caption's number is said once.
        tokens[at].meta = tokens[at + 2].meta = {"caption": shown[0].attrs["title"]}
        tokens[at].meta["id"] = shown[0].attrs.get("id", "")


def _number_figures(tokens: list[Token]) -> dict[str, Token]:
    figures = [t for t in tokens if t.nesting > 0 and "caption" in t.meta]
    linked = {
        str(child.attrs["href"])
        for token in tokens
        for child, after in pairwise(token.children or [])
        if (child.type, after.type) == ("link_open", "link_close")
    }
    named = {str(figure.meta["id"]): figure for figure in figures if figure.meta["id"]}
    if len(figures) > 1 or any(f"#{name}" in linked for name in named):
        for number, figure in enumerate(figures, 1):
            figure.meta["number"] = number
    return named
