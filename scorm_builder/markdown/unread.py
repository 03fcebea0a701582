"""What an author meant as markup and CommonMark takes as text, or drops.

A link whose path holds a blank, a footnote that is defined nowhere, an alert of an unknown kind:
Markdown calls none of these an error, and the learner would read the raw signs. Code and what is
escaped are let alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.diagnostics import Code
from scorm_builder.fields import nearest
from scorm_builder.markdown import abbreviations
from scorm_builder.markdown.formulas import FormulaError, mathml
from scorm_builder.markdown.rawhtml import is_script_url
from scorm_builder.markdown.reshape import ALERTS

# Stands for whatever is no text: markup, code, an escaped sign.
MARKUP = "\N{OBJECT REPLACEMENT CHARACTER}"
_LINK = re.compile(
    r"(?P<mark>!?)\[[^\[\]]*\](?P<gap> ?)\((?P<inner>[^\n]*?)(?P<end>\)|$)", re.MULTILINE
)
_LOOKS_LIKE_A_TARGET = re.compile(r"[\w/]\.[A-Za-z]\w{1,4}\b|^\w+:|[\w.]/\w|^#\w|^/|\.\./")
_IS_A_TARGET = re.compile(r"[^\s()]+\.[A-Za-z]\w{1,4}(?:#\S*)?|\w+://\S+")
_TITLED = re.compile(r"(?P<path>.*?)(?P<title> +(?:\"[^\"]*\"|'[^']*'))? *")
_BY_NAME = re.compile(r"(?<!\w)!?\[([^\[\]]+)\]\[([^\[\]]*)\]")
_FOOTNOTE = re.compile(r"\[\^([^\s\[\]^]+)\]")
# Right behind markup any word in braces; behind a blank only what can be nothing else.
_BRACES = re.compile(
    rf"(?:(?<={MARKUP})|[ \t](?=\{{[^{{}}]*[.#=]))"
    r"(?P<braces>\{ ?[.#]?[A-Za-z][\w-]*(?:=[^{}\s]*)?"
    r"(?: +[.#]?[A-Za-z][\w-]*(?:=[^{}\s]*)?)* ?\})(?=\n|$)"
)
_ALERT = re.compile(r"\[!([^\]\n]*)\][^\n]*")
_STARS = re.compile(
    r"\*\*(?=\S)(?=[^*\n]*[^\W\d_])[^*\n]+\*\*|\*\*(?=[^*\n]*[^\W\d_])[^*\n]+(?<=\S)\*\*"
)
_TIGHT_LIST = re.compile(
    r"(?P<mark>-|\*|\d+[.)])(?=[^\W\d_\[])[^\n]*\n(?:-|\*|\d+[.)])(?=[^\W\d_\[])[^\n]*"
)
_UNENDED = re.compile(r"^\$\$(?!\$)", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})[^\W\d_][^\n]*")


@dataclass(frozen=True, slots=True)
class Unread:
    """A finding: ``words`` are the text it stands at, as the source has it.

    ``column``, from 1, is said where the words stand more than once in the first line of the block.
    """

    code: Code
    words: str
    message: str
    column: int = 0


def remember_text(state: StateCore) -> None:
    """A rule for the parser: keeps each block's text apart from its escapes and its markup.

    It must run before the parser joins escaped signs with the text around them.
    """
    for token in state.tokens:
        if token.type == "inline":
            token.meta["text"] = "".join(_sign(child) for child in token.children or [])


def _sign(token: Token) -> str:
    if token.type == "text":
        return token.content
    return "\n" if token.type in ("softbreak", "hardbreak") else MARKUP


def unread(tokens: Sequence[Token], at: int, env: Mapping[str, Any]) -> Iterator[Unread]:
    """What was meant and not read in the inline token ``tokens[at]``; ``env`` is the parser's."""
    text = str(tokens[at].meta.get("text", ""))
    if _UNENDED.search(text):
        message = "this formula has no end: write $$ below it, without an empty line between"
        yield Unread(codes.BAD_FORMULA, "$$", message)
    if "[" in text:
        yield from _links(text)
        yield from _names(text, env.get("references", {}))
        yield from _footnotes(text, env)
    if tokens[at - 1].type != "heading_open":
        yield from attributes(text)
    if match := _STARS.search(text):
        message = "these stars are shown: let ** touch its words, and only signs or blanks touch **"
        yield Unread(codes.NO_EMPHASIS, match[0], message)
    if tokens[at - 1].type == "paragraph_open" and (match := _TIGHT_LIST.match(text)):
        mark = match["mark"]
        message = f"this is no list: write {mark} and a blank before each item"
        yield Unread(codes.NO_LIST, match[0].split("\n")[0], message)
    if tokens[at - 1].type == "paragraph_open" and at > 1:
        yield from _alerts(text, tokens[at - 2])
    if tokens[at - 1].type == "paragraph_open" and (match := _HEADING.match(text)):
        marks = match[1]
        cure = f"write {marks} and a blank before the title, or \\{marks} for the sign itself"
        yield Unread(codes.NO_HEADING, match[0], f"this is no heading: {cure}")


def formulas(token: Token) -> Iterator[Unread]:
    """Formulas in a token that cannot be shown; those that can have their ``mathml`` after this."""
    inside = [token, *(token.children or [])]
    for one in inside:
        if one.type == "fence" and one.info.strip() == "math":
            # GitHub's other way to write a formula on lines of its own.
            one.type = "math_block"
        if one.type not in ("math_inline", "math_inline_double", "math_block"):
            continue
        try:
            one.meta["mathml"] = mathml(one.content, display=one.type != "math_inline")
        except FormulaError as error:
            words = one.markup if one.type == "math_block" else f"{one.markup}{one.content}"
            yield Unread(codes.BAD_FORMULA, words, f"this formula cannot be shown: {error}")


def wordless(tokens: Sequence[Token], known: Mapping[str, Token]) -> Iterator[Unread]:
    """Links without words; one that leads to a figure takes the figure's number for them."""
    for token in tokens:
        children = token.children or []
        for opening, closing in pairwise(children):
            if (opening.type, closing.type) != ("link_open", "link_close"):
                continue
            target = str(opening.attrs["href"])
            figure = known.get(target.removeprefix("#")) if target.startswith("#") else None
            if figure is not None:
                opening.meta["figure"] = figure
            elif target:
                message = f"this link has no words: write [what it leads to]({target})"
                yield Unread(codes.WORDLESS_LINK, f"[]({target}", message)


def attributes(text: str) -> Iterator[Unread]:
    """Braces behind markup, or at the end of a block, that were meant as attributes."""
    for match in _BRACES.finditer(text):
        if text.startswith(":::", text.rfind("\n", 0, match.start()) + 1):
            continue  # A box of another tool, which is told as that.
        message = "these are no attributes: a class is {.wide}, an id {#plan}, a size {width=400}"
        yield Unread(codes.NO_ATTRIBUTES, match["braces"], message)


def _links(text: str) -> Iterator[Unread]:
    for match in _LINK.finditer(text):
        # An address in it may have become a link by itself.
        inner = match["inner"].replace(MARKUP, "").strip()
        image = bool(match["mark"]) and not match["gap"]
        what = "image" if image else "link"
        tail = match[0][match[0].rindex("](" if not match["gap"] else "] (") :].replace(MARKUP, "")
        if match["gap"]:
            if _IS_A_TARGET.fullmatch(inner):
                message = f"this is no {what}: take out the blank between ] and ("
                yield Unread(codes.NO_LINK, tail, message)
        elif is_script_url(inner):
            message = "a page runs no script from a link: take it out"
            yield Unread(codes.LEFT_OUT, tail, message)
        elif (image and inner) or _LOOKS_LIKE_A_TARGET.search(inner):
            yield Unread(codes.NO_LINK, tail, f"this is no {what}: {_cure(inner, match['end'])}")


def _cure(inner: str, end: str) -> str:
    if not end:
        return "its ) is missing"
    titled = _TITLED.fullmatch(inner)
    path = titled["path"] if titled else inner
    if " " in path and not path.startswith("<"):
        title = (titled["title"] or "") if titled else ""
        return f"its path holds a blank: write (<{path}>{title}), or rename the file"
    return "write [text](path), and <> around a path with blanks or brackets"


def _names(text: str, known: Collection[str]) -> Iterator[Unread]:
    for match in _BY_NAME.finditer(text):
        label = match[2] or match[1]
        if not label.strip() or label.startswith("^") or MARKUP in label:
            continue
        near = nearest(label.casefold(), [name.casefold() for name in known])
        cure = f"write [{label}]: and its path on a line of its own, or \\[ for the sign itself"
        yield Unread(codes.NO_DEFINITION, match[0], f"{label!r} is defined nowhere{near}: {cure}")


def _footnotes(text: str, env: Mapping[str, Any]) -> Iterator[Unread]:
    for match in _FOOTNOTE.finditer(text):
        known = [name[1:] for name in env.get("footnotes", {}).get("refs", {})]
        near = nearest(match[1], known)
        cure = f"write {match[0]}: and its text on a line of its own, or \\[ for the sign itself"
        yield Unread(
            codes.NO_DEFINITION, match[0], f"there is no footnote {match[1]!r}{near}: {cure}"
        )


def unused_footnotes(env: Mapping[str, Any]) -> Iterator[Unread]:
    """Footnotes that nothing refers to: CommonMark's extension drops them."""
    for name, place in env.get("footnotes", {}).get("refs", {}).items():
        if place < 0:
            message = f"the footnote {name[1:]!r} is not shown, since nothing refers to it"
            cure = f"write [^{name[1:]}] where it belongs"
            yield Unread(codes.UNUSED_FOOTNOTE, f"[^{name[1:]}]:", f"{message}: {cure}")


def unused_abbreviations(env: Mapping[str, Any]) -> Iterator[Unread]:
    """Abbreviations that the text does not have."""
    for short, _ in abbreviations.unused(env):
        message = f"the abbreviation {short!r} occurs nowhere: take it out, or write it so"
        yield Unread(codes.UNUSED_ABBREVIATION, f"*[{short}]:", message)


def _alerts(text: str, before: Token) -> Iterator[Unread]:
    if before.type != "blockquote_open" or not (match := _ALERT.match(text)):
        return
    kind = match[1].lower()
    if kind in ALERTS and match[0] == f"[!{match[1]}]":
        return
    message = f"there is no alert {match[1]!r}{nearest(kind, ALERTS)}: " + ", ".join(ALERTS)
    if kind in ALERTS:
        message = f"this is no alert: let [!{match[1]}] stand alone on its line"
    yield Unread(codes.NO_ALERT, match[0].split(MARKUP)[0], message)
