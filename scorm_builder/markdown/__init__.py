"""Markdown as documents: CommonMark with tables, strikethrough, footnotes, attributes and alerts.

``parse`` reads a text once and says what it met: its title, headings, links and images, each with
its place. ``html.py`` writes the HTML. HTML comments never come through: authors keep notes in
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Diagnostic, Severity, Span
from scorm_builder.markdown import (
    abbreviations,
    blocks,
    comments,
    dialects,
    elsewhere,
    formulas,
    marks,
    rawhtml,
    sanitize,
    unread,
    wording,
)
from scorm_builder.markdown.anchors import Anchors, anchor
from scorm_builder.markdown.places import Place, Places
from scorm_builder.markdown.reshape import reshape, take_lead
from scorm_builder.media import recordings

Locate = Callable[[int, int], Span]

_ALLOWED_ATTRIBUTES = ("class", "id", "lang", "dir", "width", "height", "start")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOUNS = {"video": "film", "audio": "recording"}
_EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 to 6 as written, its plain text, its anchor, its line in the file."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or something that is shown: its target as written, and where it stands."""

    kind: rawhtml.Kind
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed Markdown text.

    ``lead`` is the heading of level 1 that opens the text, ``title`` its plain text; ``tokens`` is
    everything below it. ``ids`` are those that the author gave to anything but headings. Of a
    ``sanitized`` one the HTML is cleaned as a whole when it is written.
    """

    path: str
    title: str
    lead: tuple[Token, ...]
    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]
    ids: frozenset[str]
    tokens: tuple[Token, ...]
    sanitized: bool = False

    def anchors(self) -> frozenset[str]:
        """Every anchor that a link may name."""
        return self.ids | {heading.anchor for heading in self.headings}


def split_target(target: str) -> tuple[str, str]:
    """Path and fragment of a link as written, percent signs decoded: ``a%20b.md#x``."""
    path, _, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment)


def is_external(target: str) -> bool:
    """Whether a link leaves the course: ``https:``, ``mailto:``, ``//host``."""
    return bool(_EXTERNAL.match(target))


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True, "xhtmlOut": False})
    made.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    made.use(formulas.plugin).use(abbreviations.plugin).use(gfm_autolink_plugin)
    made.use(attrs_plugin, allowed=_ALLOWED_ATTRIBUTES)
    made.use(attrs_block_plugin, allowed=_ALLOWED_ATTRIBUTES)
    # The target is kept as written; what it means is decided by the loader.
    setattr(made, "normalizeLink", lambda url: url)  # noqa: B010 - a method by its type
    setattr(made, "validateLink", lambda url: not rawhtml.is_script_url(url))  # noqa: B010
    made.core.ruler.before("text_join", "remember_text", unread.remember_text)
    return made


def parse(
    text: str,
    path: str,
    line: int,
    locate: Locate,
    *,
    sanitized: bool = False,
    quiz: bool = False,
) -> tuple[Document, list[Diagnostic]]:
    """The document in ``text``, whose first line is line ``line`` of the file ``path``.

    ``sanitized``: its author is not trusted, so raw HTML is kept only where it is harmless.
    ``quiz``: its headings of level 2 are questions.
    """
    reading = _Reading(text, line, locate)
    env: dict[str, Any] = {}
    tokens = _parser().parse(reading.without_comments(), env)
    marks.take(tokens, quiz=quiz)
    reading.characters()
    reading.clean(tokens, sanitized)
    reading.unread(tokens, env)
    reading.balance(tokens)
    reading.wording(tokens)
    lead = take_lead(tokens)
    ids = reading.ids(tokens)
    headings = tuple(reading.headings([*lead, *tokens], ids))
    title = headings[0].text if lead else ""
    references = tuple(reading.references([*lead, *tokens]))
    reading.extra_h1(headings[1:] if lead else headings)
    figures = reshape(tokens)
    reading.wordless([*lead, *tokens], figures)
    document = Document(
        path, title, tuple(lead), headings, references, frozenset(ids), tuple(tokens), sanitized
    )
    return document, reading.found


def without_comments(text: str) -> str:
    """Markdown without what its authors noted for themselves."""
    return _emptied(text).text


def _emptied(text: str) -> comments.Emptied:
    if "<!--" not in text:
        return comments.Emptied(text, ())
    code = {
        number
        for token in _parser().parse(text, {})
        if token.type in ("fence", "code_block") and token.map
        for number in range(*token.map)
    }
    return comments.empty(text, code)


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens and all that lie inside them."""
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def plain(tokens: Sequence[Token]) -> str:
    """The text of inline tokens without markup; images give their alternative text."""
    return " ".join(_text(tokens, images=True, line_end=" ").split())


def _text(tokens: Sequence[Token], *, images: bool, line_end: str) -> str:
    out = []
    for token in tokens:
        if token.type in ("text", "code_inline", "math_inline", "math_inline_double"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append(line_end)
        elif token.type == "image" and images:
            out.append(_text(token.children or [], images=True, line_end=line_end))
    return "".join(out)


class _Reading:
    """One text while it is read: its findings, and where in it things stand."""

    def __init__(self, text: str, line: int, locate: Locate) -> None:
        self._text = text
        self._places = Places(text)
        self._lines = text.split("\n")
        self._first = line
        self._locate = locate
        self.found: list[Diagnostic] = []

    def _report(
        self, code: Code, place: tuple[int, int], message: str, severity: Severity | None = None
    ) -> None:
        self.found.append(code.at(self._span(place), message, severity))

    def _span(self, place: tuple[int, int]) -> Span:
        return self._locate(self._first + place[0], place[1])

    def _place(self, block: tuple[int, int], words: str, *, target: bool = False) -> Place:
        return self._places.find(block, words, target=target)

    def without_comments(self) -> str:
        """The text with every comment emptied, line for line as long; unclosed ones are told."""
        emptied = _emptied(self._text)
        for place in emptied.unclosed:
            message = "the comment that begins here is never closed: end it with -->"
            self._report(codes.UNCLOSED_COMMENT, place, message)
        return emptied.text

    def clean(self, tokens: list[Token], sanitized: bool) -> None:
        """Leaves out what a page cannot keep, and says so."""
        for block, token in _located(tokens):
            if token.type in ("html_block", "html_inline"):
                judge = sanitize.Judge() if sanitized else None
                token.content, gone = rawhtml.clean(token.content, judge)
                places: dict[str, tuple[int, int]] = {}
                for part in gone:
                    if part.source not in places:
                        places[part.source] = self._place(block, part.source)
                    message = f"{part.what} is left out: {part.why}"
                    self._report(codes.LEFT_OUT, places[part.source], message)
            for key in token.meta.get("insecure_attrs", ()):
                message = f"the attribute {key!r} is left out: use a class, an id or a language"
                self._report(codes.LEFT_OUT, self._place(block, f"{key}="), message)

    def characters(self) -> None:
        """Says which characters no page can show: they come from copying, and vanish or spoil."""
        for number, line in enumerate(self._lines):
            if match := _CONTROL.search(line):
                sign = f"U+{ord(match[0]):04X}"
                message = f"the control character {sign} cannot be shown: take it out"
                self._report(codes.CONTROL_CHARACTER, (number, match.start() + 1), message)

    def unread(self, tokens: list[Token], env: Mapping[str, Any]) -> None:
        """Says what was meant as markup and is text."""
        for at, token in enumerate(tokens):
            block = _lines(tokens, at)
            told = [*unread.formulas(token)]
            if token.children:
                told += chain(unread.unread(tokens, at, env), dialects.dialects(tokens, at))
            for one in told:
                place = self._place(block, one.words)
                if one.words.startswith("]"):
                    place = self._places.opening(place)
                self._report(one.code, place, one.message)
            for one in blocks.no_table(token, self._lines):
                self._report(one.code, self._place(block, one.words), one.message)
        lost = (blocks.unclosed_code(tokens, self._lines), blocks.lost_cells(tokens, self._lines))
        for at, one in chain(*lost):
            block = _lines(tokens, at)
            place = (block[0], one.column) if one.column else self._place(block, one.words)
            self._report(one.code, place, one.message)
        for one in chain(unread.unused_footnotes(env), unread.unused_abbreviations(env)):
            place = self._place((0, len(self._places)), one.words)
            self._report(one.code, place, one.message)

    def wordless(self, tokens: list[Token], figures: Mapping[str, Token]) -> None:
        """Says which links have no words; those to figures are given theirs."""
        for at, token in enumerate(tokens):
            for one in unread.wordless([token], figures):
                self._report(one.code, self._place(_lines(tokens, at), one.words), one.message)

    def wording(self, tokens: list[Token]) -> None:
        """Says which headings, links, pictures and tables have words that help nobody."""
        told = [(at, one) for at, token in enumerate(tokens) for one in wording.wording(token)]
        for at, one in chain(told, wording.headings(tokens), wording.tables(tokens)):
            place = self._place(_lines(tokens, at), one.words)
            if one.words.startswith("]("):
                place = self._places.opening(place)
            self._report(one.code, place, one.message)

    def balance(self, tokens: list[Token]) -> None:
        """Says which HTML elements would swallow the rest of the page, or end too much of it."""
        every = [(block, tag) for block, token in _located(tokens) for tag in _tags(token)]
        for block, tag in every:
            for one in blocks.nameless(tag):
                self._report(one.code, self._place(block, one.words), one.message)
        for (block, tag), message in rawhtml.unbalanced(every):
            self._report(codes.UNBALANCED, self._place(block, tag.source), message)

    def ids(self, tokens: list[Token]) -> list[str]:
        """The ids that an author gave to anything but headings."""
        ids: dict[str, object] = {}
        for block, token in _located(tokens):
            for name, source in _ids(token):
                if name in ids:
                    if ids[name] == (block, source):
                        self._place(block, source)  # that of the first
                    message = f"the id {name!r} stands twice in this page: give one another name"
                    self._report(codes.SAME_ANCHOR, self._place(block, source), message)
                ids[name] = None if name in ids else (block, source)
        return list(ids)

    def headings(self, tokens: list[Token], taken: list[str]) -> Iterator[Heading]:
        """Gives every heading its anchor: its own, else the one that GitHub gives it."""
        anchors = Anchors(taken)
        for i, token in enumerate(tokens):
            if token.type != "heading_open":
                continue
            inline = tokens[i + 1].children or []
            own = str(token.attrs.get("id") or "")
            place = (token.map or [0])[0]
            wanted = own or anchor(_text(inline, images=False, line_end=""))
            name = anchors.unique(wanted)
            if own and name != own:
                message = f"the id {own!r} stands twice in this page: give one another name"
                self._report(codes.SAME_ANCHOR, (place, 1), message)
            token.attrSet("id", name)
            yield Heading(int(token.tag[1]), plain(inline), name, self._first + place)

    def extra_h1(self, headings: Sequence[Heading]) -> None:
        for heading in headings:
            if heading.level == 1:
                name = repr(heading.text)
                message = f"a second heading of level 1, {name}: write ## (it is shown so)"
                self._report(codes.EXTRA_H1, (heading.line - self._first, 1), message)

    def references(self, tokens: list[Token]) -> Iterator[Reference]:
        """Every link and image, with findings on those that not everybody could see."""
        for block, token in _located(tokens):
            for kind, target in _targets(token):
                place = self._place(block, target, target=True)
                if kind != "link" and is_external(target):
                    message, severity = elsewhere.told(kind, target)
                    self._report(codes.FROM_ELSEWHERE, place, message, severity)
                if token.type == "image" and not plain(token.children or []):
                    noun = _NOUNS.get(recordings.type_of(target).partition("/")[0], "image")
                    what = "what it shows" if noun == "image" else "what it is"
                    message = f"the {noun} {target!r} has no text: write ![{what}]({target})"
                    self._report(codes.MISSING_ALT, place, message)
                yield Reference(kind, target, self._span(place))
            for tag in _tags(token):
                if tag.name == "img" and not tag.closing and tag.get("alt") is None:
                    message = 'this <img> has no text: write alt="what it shows"'
                    self._report(codes.MISSING_ALT, self._place(block, tag.source), message)
                if tag.name == "h1" and not tag.closing:
                    message = "a second heading of level 1: write <h2> (it is shown so)"
                    self._report(codes.EXTRA_H1, self._place(block, tag.source), message)


def _located(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, int], Token]]:
    """Every token with the lines (from 0) of the block it stands in."""
    block = (0, 1)
    for token in tokens:
        if token.map:
            block = (token.map[0], token.map[1])
        yield block, token
        for child in flat(token.children or []):
            yield block, child


def _lines(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The lines of the innermost block that says so and holds ``tokens[at]``."""
    own = next((token.map for token in reversed(tokens[: at + 1]) if token.map), [0, 1])
    return own[0], own[1]


def _tags(token: Token) -> Iterator[rawhtml.Tag]:
    if token.type in ("html_block", "html_inline"):
        yield from rawhtml.tags(token.content)


def _ids(token: Token) -> Iterator[tuple[str, str]]:
    """Each id that a token gives, and the text it stands at."""
    if token.type != "heading_open" and "id" in token.attrs:
        yield str(token.attrs["id"]), f"#{token.attrs['id']}"
    for tag in _tags(token):
        if name := tag.get("id") or (tag.get("name") if tag.name == "a" else None):
            yield name, tag.source


def _targets(token: Token) -> Iterator[tuple[rawhtml.Kind, str]]:
    if token.type == "image":
        yield "image", str(token.attrs["src"])
    elif token.type == "link_open":
        yield "link", str(token.attrs["href"])
    for tag in _tags(token):
        yield from rawhtml.references(tag)
