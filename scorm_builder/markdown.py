"""Markdown as documents: CommonMark with tables, strikethrough, footnotes, attributes and alerts.

``parse`` reads a text once and says what it met: its title, headings, links and images, each with
its place. ``html.py`` writes the HTML. HTML comments never come through: authors keep notes in
them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from scorm_builder import codes
from scorm_builder.diagnostics import Diagnostic, Span

Locate = Callable[[int, int], Span]

ALERTS = ("note", "tip", "important", "warning", "caution")
_ALLOWED_ATTRIBUTES = ("class", "id", "lang", "dir", "width", "height", "start")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
RAW_REFERENCE = re.compile(r"""(?P<head>\s(?P<name>src|href|poster)\s*=\s*)(["'])(?P<url>.*?)\3""")
_HEADING_ATTRIBUTES = re.compile(r"\s*\{(?P<inner>(?:[#.][\w-]+\s*)+)\}\s*$")
_ALERT = re.compile(rf"\[!({'|'.join(ALERTS)})\]\s*$", re.IGNORECASE)
_EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 to 6, its plain text, its anchor, its line in the file."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or an image: its target as written, and where it stands."""

    kind: Literal["link", "image"]
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed Markdown text.

    ``lead`` is the inline content of a heading of level 1 that opens the text, ``title`` its plain
    text; ``tokens`` is everything below it.
    """

    path: str
    title: str
    lead: tuple[Token, ...]
    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]
    tokens: tuple[Token, ...]

    def anchors(self) -> frozenset[str]:
        """Every anchor that a link may name."""
        return frozenset(h.anchor for h in self.headings) | {
            str(t.attrs["id"]) for t in _flat(self.tokens) if "id" in t.attrs
        }


def split_target(target: str) -> tuple[str, str]:
    """Path and fragment of a link as written, percent signs decoded: ``a%20b.md#x``."""
    path, _, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment)


def is_external(target: str) -> bool:
    """Whether a link leaves the course: ``https:``, ``mailto:``, ``//host``."""
    return bool(_EXTERNAL.match(target))


@cache
def parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(attrs_plugin, allowed=_ALLOWED_ATTRIBUTES)
    parser.use(attrs_block_plugin, allowed=_ALLOWED_ATTRIBUTES)
    # The target is kept as written; what it means is decided by the loader.
    setattr(parser, "normalizeLink", lambda url: url)  # noqa: B010 - a method by its type
    setattr(parser, "validateLink", _is_harmless)  # noqa: B010
    return parser


def _is_harmless(url: str) -> bool:
    return not url.lower().startswith(("javascript:", "vbscript:"))


def parse(text: str, path: str, line: int, locate: Locate) -> tuple[Document, list[Diagnostic]]:
    """The document in ``text``, whose first line is line ``line`` of the file ``path``."""
    found: list[Diagnostic] = []
    lines = text.split("\n")
    tokens = parser().parse(text, {})
    lead, title = _take_lead(tokens)
    headings = list(_anchored(tokens, line, title if lead else None))
    for heading in headings[1 if lead else 0 :]:
        if heading.level == 1:
            message = f"a second heading of level 1, {heading.text!r}: write ## (it is shown so)"
            found.append(codes.EXTRA_H1.at(locate(heading.line, 1), message))
    references = []
    for block, token in _located(tokens):
        for kind, target in _targets(token):
            at, column = _find(lines, block, target)
            references.append(Reference(kind, target, locate(line + at, column)))
            if kind == "image" and token.type == "image" and not plain(token.children or []):
                message = f"the image {target!r} has no text: write ![what it shows]({target})"
                found.append(codes.MISSING_ALT.at(locate(line + at, column), message))
    for change in (_drop_comments, _shift_h1, _align_by_class, _alerts, _figures):
        change(tokens)
    document = Document(path, title, tuple(lead), tuple(headings), tuple(references), tuple(tokens))
    return document, found


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def plain(tokens: Sequence[Token]) -> str:
    """The text of inline tokens without markup; images give their alternative text."""
    out = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif token.type == "image":
            out.append(plain(token.children or []))
    return "".join(out).strip()


def _take_lead(tokens: list[Token]) -> tuple[list[Token], str]:
    """Takes an opening heading of level 1 out of ``tokens``; comments may stand before it."""
    first = next((i for i, t in enumerate(tokens) if not _is_comment(t)), None)
    if first is None or tokens[first].type != "heading_open" or tokens[first].tag != "h1":
        return [], ""
    inline = tokens[first + 1]
    _heading_attributes(tokens[first], inline)
    del tokens[first : first + 3]
    return [inline], plain(inline.children or [])


def _is_comment(token: Token) -> bool:
    return token.type == "html_block" and not _COMMENT.sub("", token.content).strip()


def _heading_attributes(opening: Token, inline: Token) -> None:
    """``## Title {#id .class}``: attributes at the end of a heading."""
    last = inline.children[-1] if inline.children else None
    if last is None or last.type != "text" or not (m := _HEADING_ATTRIBUTES.search(last.content)):
        return
    last.content = last.content[: m.start()]
    for word in m["inner"].split():
        if word.startswith("#"):
            opening.attrSet("id", word[1:])
        else:
            opening.attrJoin("class", word[1:])


def anchor(text: str) -> str:
    """The anchor that GitHub gives a heading: letters, digits, ``_`` and ``-``, blanks as ``-``."""
    kept = (
        c
        for c in unicodedata.normalize("NFC", text).strip().lower()
        if c in " -_" or unicodedata.category(c)[0] in "LNM"
    )
    return "".join(kept).replace(" ", "-")


def _anchored(tokens: list[Token], line: int, lead: str | None) -> Iterator[Heading]:
    """Gives every heading its id; a repeated one gets ``-1``, ``-2`` as on GitHub."""
    seen: dict[str, int] = {}

    def unique(wanted: str) -> str:
        name = wanted
        while name in seen:
            seen[wanted] += 1
            name = f"{wanted}-{seen[wanted]}"
        seen[name] = 0
        return name

    if lead is not None:
        yield Heading(1, lead, unique(anchor(lead)), line)
    for i, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        _heading_attributes(token, tokens[i + 1])
        text = plain(tokens[i + 1].children or [])
        name = unique(str(token.attrs.get("id") or anchor(text)))
        token.attrSet("id", name)
        yield Heading(int(token.tag[1]), text, name, line + (token.map or [0])[0])


def _located(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, int], Token]]:
    """Every token with the lines (from 0) of the block it stands in."""
    block = (0, 1)
    for token in tokens:
        if token.map:
            block = (token.map[0], token.map[1])
        yield block, token
        for child in _flat(token.children or []):
            yield block, child


def _targets(token: Token) -> Iterator[tuple[Literal["link", "image"], str]]:
    if token.type == "image":
        yield "image", str(token.attrs["src"])
    elif token.type == "link_open":
        yield "link", str(token.attrs["href"])
    elif token.type in ("html_block", "html_inline"):
        for match in RAW_REFERENCE.finditer(_COMMENT.sub("", token.content)):
            kind: Literal["link", "image"] = "link" if match["name"] == "href" else "image"
            yield kind, html.unescape(match["url"])


def _find(lines: list[str], block: tuple[int, int], target: str) -> tuple[int, int]:
    """Line (from 0) and column (from 1; 0 if not found) of a target inside its block."""
    for at in range(block[0], min(block[1], len(lines))):
        column = lines[at].find(target)
        if target and column >= 0:
            return at, column + 1
    return block[0], 0


def _drop_comments(tokens: list[Token]) -> None:
    for token in _flat(tokens):
        if token.type in ("html_block", "html_inline"):
            token.content = _COMMENT.sub("", token.content)


def _shift_h1(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"


def _align_by_class(tokens: list[Token]) -> None:
    """Alignment of table cells as a class: a style attribute would break strict servers."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            side = str(token.attrs.pop("style")).partition(":")[2]
            token.attrJoin("class", f"align-{side}")


def _alerts(tokens: list[Token]) -> None:
    """``> [!NOTE]`` as on GitHub: the marker becomes the kind of the quote."""
    for i, token in enumerate(tokens):
        if token.type != "blockquote_open" or tokens[i + 1].type != "paragraph_open":
            continue
        inline = tokens[i + 2]
        children = inline.children or []
        if not children or children[0].type != "text":
            continue
        match = _ALERT.match(children[0].content)
        if match and (len(children) == 1 or children[1].type == "softbreak"):
            token.meta["alert"] = match[1].lower()
            inline.children = children[2:]
            closing = _closing(tokens, i)
            closing.meta["alert"] = True
            if not inline.children:
                tokens[i + 1].hidden = tokens[i + 3].hidden = True


def _closing(tokens: list[Token], opening: int) -> Token:
    level = tokens[opening].level
    return next(t for t in tokens[opening:] if t.type == "blockquote_close" and t.level == level)


def _figures(tokens: list[Token]) -> None:
    """An image with a title, alone in its paragraph, is a figure; the title is its caption."""
    for i, token in enumerate(tokens):
        if token.type != "paragraph_open" or token.hidden:
            continue
        children = tokens[i + 1].children or []
        if len(children) == 1 and children[0].type == "image" and children[0].attrs.get("title"):
            token.tag = tokens[i + 2].tag = "figure"
