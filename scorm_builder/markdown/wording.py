"""Words that a learner cannot do without and cannot use: of headings, links, pictures and tables.

A screen reader lists the headings of a page, and its links, without what stands around them. A
level that is passed over sounds like something missed; "here" says nothing by itself; and a file
name read out for a picture is noise.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.markdown import players, rawhtml
from scorm_builder.markdown.unread import Unread

# In every language the program speaks, whatever the course is written in: authors borrow.
_SAY_NOTHING = frozenset(
    """
    here|click here|just here|right here|see here|tap here|press here|click|this|this link|link
    |follow this link|click this link|more|read more|learn more|find out more
    |hier|hier klicken|klick hier|klicke hier|klicken sie hier|dieser link|diesen link
    |diesem link|mehr|mehr erfahren|mehr lesen|weiterlesen
    |ici|cliquez ici|clique ici|cliquer ici|lien|ce lien|en savoir plus|lire la suite
    |aquí|aqui|haz clic aquí|haga clic aquí|pulsa aquí|pulse aquí|enlace|este enlace
    |leer más|ver más|saber más
    |هنا|انقر هنا|اضغط هنا|رابط|هذا الرابط|المزيد|اقرأ المزيد
    """.replace("\n    ", " ")
    .strip()
    .replace(" |", "|")
    .split("|")
)
_IS_A_PICTURE = frozenset(
    "image img picture pic photo photograph graphic figure fig screenshot alt"
    " bild foto grafik abbildung abb bildschirmfoto"
    " photographie illustration capture"
    " imagen fotografía gráfico figura ilustración captura"
    " صورة شكل".split()
)
_COUNTED = re.compile(r"(.*?)[\s_.-]*\d*")
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|mp4|m4v|webm)", re.IGNORECASE)
# A name that is a word may well be what the picture shows: "plan" for plan.svg.
_NO_WORD = re.compile(r"[\d_-]")
_EDGES = " \t\n.,:;!?…»«›‹>→\"'“”„()[]"


def headings(tokens: Sequence[Token]) -> Iterator[tuple[int, Unread]]:
    """Headings that pass over a level, each with the index of its token.

    A page has its title at level 1, be it written there or not. What counts are the levels as
    written: a further heading of level 1 takes what belongs to it along when it goes down.
    """
    before = 1
    for at, token in enumerate(tokens):
        for level, words in _levels(token):
            if level > before + 1:
                marks = f"<h{before + 1}>" if words.startswith("<") else "#" * (before + 1)
                above = "the title" if before == 1 else f"a heading of level {before}"
                message = f"a heading of level {level} right below {above}: write {marks}"
                yield at, Unread(codes.HEADING_JUMP, words, message)
            before = level


def _levels(token: Token) -> Iterator[tuple[int, str]]:
    if token.type == "heading_open":
        yield int(token.tag[1]), token.markup
    for inside in [token, *(token.children or [])]:
        if inside.type in ("html_block", "html_inline"):
            for tag in rawhtml.tags(inside.content):
                if not tag.closing and re.fullmatch("h[1-6]", tag.name):
                    yield int(tag.name[1]), tag.source


def wording(token: Token) -> Iterator[Unread]:
    """Links and pictures in a token whose words say nothing, and players that lack a name, too."""
    yield from players.players(token)
    yield from _links(token.children or [*_inline(token)])
    for inside in [token, *(token.children or [])]:
        if inside.type == "image":
            yield from _picture(inside.content, str(inside.attrs["src"]), f"![{inside.content}]")
        elif inside.type in ("html_block", "html_inline"):
            for tag in rawhtml.tags(inside.content):
                if tag.name == "img" and (text := tag.get("alt")):
                    yield from _picture(text, tag.get("src") or "", tag.source)


def _inline(token: Token) -> Iterator[Token]:
    """What lies in a block of HTML as the tokens that it would be in a line of Markdown."""
    for piece in rawhtml.pieces(token.content) if token.type == "html_block" else ():
        if isinstance(piece, rawhtml.Tag):
            yield Token("html_inline", "", 0, content=piece.source)
        else:
            yield Token("text", "", 0, content=piece)


def _links(tokens: Sequence[Token]) -> Iterator[Unread]:
    for at, opening in enumerate(tokens):
        if (name := _opens(opening)) is None:
            continue
        inside = tokens[at + 1 : at + 1 + _length(tokens[at + 1 :])]
        source = "".join(_written(one) for one in inside)
        text = html.unescape("".join(_written(one) for one in inside if one.type != "html_inline"))
        if any(_is_image(one) for one in inside) or not says_nothing(text):
            continue
        if name:
            words = name + source
        elif all(one.type in ("text", "softbreak") for one in inside):
            words = f"[{text}]"
        else:
            words = f"]({opening.attrs['href']}"
        shown = " ".join(text.split())
        message = f"the link {shown!r} says nothing by itself: let its words name what it leads to"
        yield Unread(codes.EMPTY_WORDS, words, message)


def _opens(token: Token) -> str | None:
    """The source of an HTML tag that opens a link; empty for Markdown's, None for anything else."""
    if token.type == "link_open":
        return ""
    if token.type == "html_inline":
        for tag in rawhtml.tags(token.content):
            # One with a label of its own is named by it.
            if tag.name == "a" and not tag.closing and tag.get("href"):
                return tag.source if not tag.get("aria-label") else None
    return None


def _length(tokens: Sequence[Token]) -> int:
    ends = (
        at
        for at, one in enumerate(tokens)
        if one.type == "link_close"
        or (one.type == "html_inline" and any(tag.name == "a" for tag in rawhtml.tags(one.content)))
    )
    return next(ends, len(tokens))


def _is_image(token: Token) -> bool:
    is_html = token.type == "html_inline"
    return token.type == "image" or (
        is_html and any(tag.name in ("img", "svg") for tag in rawhtml.tags(token.content))
    )


def _written(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def says_nothing(text: str) -> bool:
    """Whether a link called ``text`` would be called so wherever it leads."""
    return " ".join(text.casefold().split()).strip(_EDGES) in _SAY_NOTHING


def _picture(text: str, target: str, words: str) -> Iterator[Unread]:
    said = " ".join(text.split())
    file = re.split("[?#]", target)[0].rpartition("/")[2]
    stem = file.rpartition(".")[0]
    if _FILE.fullmatch(said) or (said == stem and _NO_WORD.search(said)):
        message = f"the text of the image {target!r} is a file name: write what it shows"
    elif (match := _COUNTED.fullmatch(said.casefold())) and match[1] in _IS_A_PICTURE:
        message = f"the text {said!r} of the image {target!r} says nothing: write what it shows"
    else:
        return
    yield Unread(codes.EMPTY_ALT, words, message)


def tables(tokens: Sequence[Token]) -> Iterator[tuple[int, Unread]]:
    """Tables in whose header no cell has words, each with the index of its token."""
    for at, token in enumerate(tokens):
        if token.type == "html_block":
            for tag in _headless(token.content):
                message = "this table has no words in its header: name its columns in <th>...</th>"
                yield at, Unread(codes.EMPTY_HEADER, tag.source, message)
        if token.type != "thead_open":
            continue
        end = next(i for i in range(at, len(tokens)) if tokens[i].type == "thead_close")
        cells = [one for one in tokens[at:end] if one.type == "inline"]
        if not any(one.content.strip() for one in cells):
            message = "this table has an empty header: name its columns in its first line"
            yield at, Unread(codes.EMPTY_HEADER, "|", message)


def _headless(content: str) -> Iterator[rawhtml.Tag]:
    """The tags of tables in a piece of HTML that have no words in any header cell."""
    table: rawhtml.Tag | None = None
    is_header = False
    for piece in rawhtml.pieces(content):
        if not isinstance(piece, rawhtml.Tag):
            table = None if is_header and piece.strip() else table
        elif piece.name == "table" and not piece.closing:
            # One that only sets things in columns may say so.
            table = None if piece.get("role") in ("presentation", "none") else piece
        elif piece.name == "table" and table is not None:
            yield table
            table = None
        elif piece.name in ("th", "td", "tr"):
            is_header = piece.name == "th" and not piece.closing
        elif is_header and piece.get("alt"):
            table = None
