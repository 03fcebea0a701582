"""Addresses that a script sets: where it sends a window, and what it has elements load."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scorm_builder.crawl import Kind
from scorm_builder.crawl import expressions as js
from scorm_builder.crawl.endings import kind_of
from scorm_builder.crawl.tokens import Kind as Token
from scorm_builder.crawl.tokens import Tokens

_WINDOWS = ("window", "self", "globalThis", "document", "top", "parent")
_SENDING = ("replace", "assign")
_SETTING = ("setAttribute", "attr", "prop")
_ATTRIBUTES = ("src", "href")
# What surely is an address, whatever it ends in.
_HOST = re.compile(r"(?:(?:https?|wss?|ftp):)?//\w", re.IGNORECASE)
_PLACE = re.compile(r"\.\.?/|/(?:\w|$)|file:|[A-Za-z]:[/\\]|\\\\\w", re.IGNORECASE)
_BEHIND = re.compile(r"[?#].*", re.DOTALL)
_ELEMENTS = {
    "script": Kind.SCRIPT,
    "img": Kind.IMAGE,
    "iframe": Kind.FRAME,
    "frame": Kind.FRAME,
    "embed": Kind.OBJECT,
    "audio": Kind.MEDIA,
    "video": Kind.MEDIA,
    "source": Kind.MEDIA,
    "track": Kind.TRACK,
    "link": Kind.STYLE,
    "a": Kind.LINK,
    "area": Kind.LINK,
    "Image": Kind.IMAGE,
    "Audio": Kind.MEDIA,
}
_MOST_BACK = 400
"""Tokens before an address in which the element is looked for that gets it."""


@dataclass(frozen=True, slots=True)
class Move:
    """A window that is sent elsewhere: ``name`` is what is set or called, as ``top.location.href``.

    ``number`` is the token of the word ``location``, ``at`` the one with which the address begins.
    ``window`` is ``_top``, ``_parent``, or "" for the page's own.
    """

    name: str
    number: int
    at: int
    window: str


def moves(tokens: Tokens) -> Iterator[Move]:
    """Every place where the script sends its own window, or one around it, elsewhere."""
    is_own = js.binds(tokens, "location")
    for number in tokens.names("location"):
        name, start = js.dotted(tokens, number)
        owners = name.split(".")[:-1]
        if any(one not in _WINDOWS for one in owners) or tokens[start - 1] in js.DECLARING:
            continue
        if at := 0 if is_own and not owners else _address(tokens, number):
            window = "_top" if "top" in owners else "_parent" if "parent" in owners else ""
            behind = "".join(tokens[step] for step in range(number + 1, at - 1))
            yield Move(name + behind, number, at, window)


def _address(tokens: Tokens, number: int) -> int:
    """Where the address begins that ``location`` is given; 0 if it is given none."""
    if tokens[number + 1] == "=":
        return number + 2
    if tokens[number + 1] in (".", "?."):
        word, behind = tokens[number + 2], tokens[number + 3]
        if (word == "href" and behind == "=") or (word in _SENDING and behind == "("):
            return number + 4
    return 0


def addresses(tokens: Tokens) -> Iterator[tuple[int, str, Kind]]:
    """Every address that is written where it is set: its token, the address, what it is for.

    One that is put together counts if all that is put behind it is a query or a fragment.
    """
    for move in moves(tokens):
        if (written := _written(tokens, move.at)) and (_is_sure(written) or kind_of(written)):
            yield move.at, written, Kind.REFRESH
    for attribute in _ATTRIBUTES:
        for number in tokens.names(attribute):
            is_set = tokens.is_property(number) and tokens[number + 1] == "="
            if is_set and tokens[number - 2] != "location":
                yield from _loaded(tokens, attribute, number - 2, number + 2)
    for word in _SETTING:
        for call in js.calls(tokens, word):
            if (name := call.argument(0)) in _ATTRIBUTES and tokens[call.number + 3] == ",":
                yield from _loaded(tokens, name or "", call.number - 2, call.number + 4)


def _loaded(tokens: Tokens, attribute: str, owner: int, at: int) -> Iterator[tuple[int, str, Kind]]:
    written = _written(tokens, at)
    kind = _kind(attribute, written, _element(tokens, owner)) if written else None
    if kind:
        yield at, written, kind


def _written(tokens: Tokens, at: int) -> str:
    """The address that begins at a token, if it is known; else ""."""
    kind, behind = tokens.kind(at), tokens.kind(at + 1)
    if kind == Token.HOLE:
        known = js.cooked(tokens[at][:-1])
    elif kind in (Token.STRING, Token.TEMPLATE):
        known = js.cooked(tokens[at])
        # A name behind a value begins the next line.
        is_next = behind == Token.NAME and tokens[at + 1] not in ("in", "instanceof")
        if is_next or behind in (Token.SPACE, Token.CLOSE) or tokens[at + 1] in (";", ","):
            return known
        if tokens[at + 1] != "+":
            return ""
    else:
        return ""
    return known if _BEHIND.search(known) else ""


def _is_sure(written: str) -> bool:
    return bool(_HOST.match(written) or _PLACE.match(written))


def _kind(attribute: str, written: str, element: str) -> Kind | None:
    """What an address is for that an element gets; None if that is no address, or not known."""
    path = _BEHIND.sub("", written)
    by_ending = kind_of(posixpath.basename(path)) if _is_sure(written) else kind_of(written)
    if not by_ending and not _is_sure(written):
        return None
    kind = _ELEMENTS.get(element)
    if attribute == "href":
        if kind is Kind.STYLE and by_ending is Kind.IMAGE:
            return Kind.ICON
        if kind is Kind.STYLE or by_ending is Kind.STYLE:
            return Kind.STYLE
        # Where a link to a host opens, or whether it is one, is not known.
        return None if element == "base" or _HOST.match(written) else Kind.LINK
    if kind:
        return kind
    return Kind.FRAME if by_ending is Kind.LINK else by_ending or Kind.FETCH


def _element(tokens: Tokens, owner: int) -> str:
    """The name of the element that a variable was last given, as far as it is new; or ""."""
    if tokens.kind(owner) != Token.NAME:
        # new Image().src
        return _made(tokens, tokens.partner(owner) - 2) if tokens[owner] == ")" else ""
    found = ""
    for number in tokens.names(tokens[owner], max(owner - _MOST_BACK, -1), owner):
        if tokens[number + 1] == "=":
            found = _made(tokens, number + 2) or found
    return found


def _made(tokens: Tokens, at: int) -> str:
    """The element that is made by what begins at a token."""
    if tokens[at] == "new" and tokens[at + 1] in _ELEMENTS:
        return tokens[at + 1]
    for number in range(at, at + 6):
        if tokens[number] == "createElement" and tokens.kind(number + 2) == Token.STRING:
            return js.cooked(tokens[number + 2]).lower()
    return ""
