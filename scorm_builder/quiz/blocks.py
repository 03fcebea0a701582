"""The blocks of a document, one inside the other: what questions are found in."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from scorm_builder.markdown import flat, plain, rawhtml

# What stands in these is read apart from what stands before.
_APART = ("br", "dd", "div", "dt", "li", "p", "td", "th")
_LITERAL = ("fence", "code_block", "math_block")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its opening token, what it holds, its closing one; or one token alone."""

    tokens: tuple[Token, ...]

    @property
    def type(self) -> str:
        """``paragraph``, ``heading``, ``bullet_list``, ``blockquote``, ``table``, ``hr``, ..."""
        return self.tokens[0].type.removesuffix("_open")

    @property
    def lines(self) -> tuple[int, int]:
        """The first line, from 0, and the one behind the last."""
        found = next((token.map for token in self.tokens if token.map), None) or [0, 1]
        return found[0], found[1]

    @property
    def line(self) -> int:
        return self.lines[0]

    @property
    def inline(self) -> Token:
        """What stands in a paragraph, a heading or a cell."""
        return self.tokens[1]

    @property
    def children(self) -> list[Token]:
        return self.inline.children or []

    @property
    def level(self) -> int:
        """The level of a heading as written."""
        mark = self.tokens[0].markup
        return {"=": 1, "-": 2}.get(mark, len(mark))

    def inside(self) -> tuple[Block, ...]:
        """The blocks that this one holds."""
        return tuple(blocks(self.tokens[1:-1]))


def blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """The outermost blocks of ``tokens``. What was a comment is none."""
    began = depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            if not (began == at and is_nothing(token)):
                yield Block(tuple(tokens[began : at + 1]))
            began = at + 1


def is_nothing(token: Token) -> bool:
    """Whether it shows nothing: an emptied comment, blanks."""
    return token.type in ("html_block", "html_inline", "text") and not token.content.strip()


def text_of(tokens: Sequence[Token]) -> str:
    """What blocks say, without markup; pictures say their alternative text."""
    said: list[str] = []
    for token in tokens:
        if token.type in _LITERAL:
            said.append(token.content)
        elif token.type == "html_block":
            said.append(plain([*_as_text(token)]))
        else:
            said.append(plain([one for child in token.children or [] for one in _as_text(child)]))
    return " ".join(" ".join(said).split())


def _as_text(token: Token) -> Iterator[Token]:
    """Pictures that were written as HTML by their alternative texts; all else as it is."""
    if token.type not in ("html_block", "html_inline"):
        yield token
        return
    for piece in rawhtml.pieces(token.content):
        if isinstance(piece, str):
            yield Token("text", "", 0, content=html.unescape(piece))
        elif piece.name == "img" and piece.get("alt"):
            yield Token("text", "", 0, content=f" {piece.get('alt')} ")
        elif piece.name in _APART:
            yield Token("text", "", 0, content=" ")


def marked_inside(children: Sequence[Token]) -> list[str]:
    """Marks that touch the picture, code or link that a text ends in, and are read as its own."""
    # Nothing but blanks may be left behind it, of marks that were taken.
    last = next((one for one in reversed(children) if not is_nothing(one)), None)
    if last is not None and last.type == "link_close":
        last = next(one for one in reversed(children) if one.type == "link_open")
    if last is None or last.type not in ("image", "code_inline", "link_open"):
        return []
    names = [f".{name}" for name in str(last.attrs.get("class", "")).split()]
    values = [f"{name}=" for name in last.meta.get("insecure_attrs", ())]
    return [*([f"#{last.attrs['id']}"] if "id" in last.attrs else []), *names, *values]


def left_open(tokens: Sequence[Token]) -> str:
    """The name of an HTML element that begins in ``tokens`` and does not end there."""
    still: list[str] = []
    for one in flat(tokens):
        if one.type in ("html_block", "html_inline"):
            for tag in rawhtml.tags(one.content):
                still = rawhtml.open_after(still, tag)
    return still[-1] if still else ""
