"""Pieces of JavaScript, read from its tokens: constants, calls, names, what a script declares.

No syntax tree: each question is answered from the tokens around one place, in steps that are
bounded by what is asked for.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from scorm_builder.crawl.tokens import Kind, Tokens

HOLE = "\0"
"""In a text that a script puts together: what only a run would tell."""
MOST_ARGUMENTS = 4
"""Of a call that are read: no call of interest here has more."""
_MOST_STEPS = 64
_MOST_LOOKED_AT = 2000
_WINDOWS = ("window", "self", "globalThis")

_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|(\r\n|[\s\S]))"
)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_LINE_ENDS = ("\n", "\r", "\r\n", "\u2028", "\u2029")
DECLARING = ("var", "let", "const", "function", "class", "import", "as", "async")
CONTROL = ("if", "while", "for", "with", "switch")


@dataclass(frozen=True, slots=True)
class Call:
    """A call: ``name`` as written, ``window.open``; ``.open`` where it is called on no plain name.

    ``arguments`` are the first ones; None where a constant tells nothing. ``number`` is the token
    of the last word of the name; ``is_new``: it makes an object.
    """

    name: str
    arguments: tuple[str | None, ...]
    number: int
    is_new: bool = False

    @property
    def word(self) -> str:
        """The last word of the name."""
        return self.name.rpartition(".")[2]

    @property
    def is_global(self) -> bool:
        """Whether it is a function of the window, as far as the name tells."""
        owner, _, _ = self.name.rpartition(".")
        return self.name == self.word or owner in _WINDOWS

    def argument(self, index: int) -> str | None:
        """A constant argument; None if there is none."""
        return self.arguments[index] if index < len(self.arguments) else None


def cooked(literal: str) -> str:
    """What a string, or the text of a template without holes, means; quotes go."""
    inner = literal[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return "" if found[4] in _LINE_ENDS else _PLAIN.get(found[4], found[4])


def end_of_value(tokens: Tokens, start: int, limit: int = 10_000) -> int:
    """Where the value that begins at a token ends: the number of the comma or bracket after it."""
    at = start
    for _ in range(limit):
        kind = tokens.kind(at)
        if kind in (Kind.SPACE, Kind.CLOSE) or tokens[at] in (",", ";"):
            return at
        if kind in (Kind.OPEN, Kind.HOLE):
            at = after(tokens, at)
        else:
            at += 1
    return at


def after(tokens: Tokens, bracket: int) -> int:
    """The number of the token behind an opening bracket or a template and all that it holds."""
    partner = tokens.partner(bracket)
    while partner >= 0 and tokens.kind(partner) == Kind.HOLE and tokens.partner(partner) > partner:
        partner = tokens.partner(partner)
    return partner + 1 if partner >= 0 else len(tokens)


def constant(tokens: Tokens, start: int, end: int) -> str | None:
    """The value of the tokens from ``start`` up to ``end`` as a text, with a ``HOLE`` for each part
    that is none; None if no part is.
    """
    if end - start <= 2 and tokens[start] in ("-", "!"):
        operand = tokens[start + 1]
        if tokens[start] == "!" and operand in ("0", "1"):
            return "true" if operand == "0" else "false"
        return f"-{operand}" if tokens.kind(start + 1) == Kind.NUMBER else None
    if end - start == 1 and tokens[start] in ("true", "false", "null"):
        return tokens[start]
    parts: list[str] = []
    at = start
    for _ in range(_MOST_STEPS):
        if at >= end:
            break
        part, at = _part(tokens, at, end)
        parts.append(part)
        if at < end and tokens[at] != "+":
            return None
        at += 1
    text = "".join(parts) if at >= end else ""
    return re.sub(f"{HOLE}+", HOLE, text) if text.strip(HOLE) or parts == [""] else None


def _part(tokens: Tokens, at: int, end: int) -> tuple[str, int]:
    """One operand of a sum, and where it ends."""
    kind = tokens.kind(at)
    if kind in (Kind.STRING, Kind.TEMPLATE, Kind.NUMBER) and (
        at + 1 >= end or tokens[at + 1] == "+"
    ):
        return (tokens[at] if kind == Kind.NUMBER else cooked(tokens[at])), at + 1
    if kind == Kind.HOLE:
        texts = []
        while tokens.kind(at) == Kind.HOLE and (partner := tokens.partner(at)) > at:
            texts.append(cooked(tokens[at][:-1]))
            at = partner
        return HOLE.join([*texts, cooked(tokens[at])]), at + 1
    for _ in range(_MOST_STEPS):
        if at >= end or tokens[at] == "+":
            break
        at = after(tokens, at) if tokens.kind(at) in (Kind.OPEN, Kind.HOLE) else at + 1
    return HOLE, at


def dotted(tokens: Tokens, number: int) -> tuple[str, int]:
    """The name that ends in this word with all before its dots, and where it begins."""
    words = [tokens[number]]
    for _ in range(_MOST_STEPS):
        if not tokens.is_property(number):
            return ".".join(reversed(words)), number
        number -= 2
        if tokens.kind(number) != Kind.NAME:
            break
        words.append(tokens[number])
    return ".".join(["", *reversed(words)]), number


def call_at(tokens: Tokens, number: int) -> Call | None:
    """The call of the function whose name this word ends; None if it is not called here."""
    opening = number + 1
    if tokens[opening] == "?.":
        opening += 1
    if tokens[opening] != "(" or tokens.kind(opening) != Kind.OPEN:
        return None
    name, start = dotted(tokens, number)
    before = tokens[start - 1]
    if before in ("function", "*") or (
        tokens[after(tokens, opening)] == "{" and not tokens.is_property(number)
    ):
        return None
    arguments: list[str | None] = []
    at = opening + 1
    while len(arguments) < MOST_ARGUMENTS and tokens.kind(at) not in (Kind.CLOSE, Kind.SPACE):
        end = end_of_value(tokens, at)
        arguments.append(constant(tokens, at, end))
        at = end + 1
        if tokens[end] != ",":
            break
    return Call(name, tuple(arguments), number, is_new=before == "new")


def calls(tokens: Tokens, word: str) -> Iterator[Call]:
    """Every call of a function whose name is, or ends in, this word."""
    for number in tokens.names(word):
        if found := call_at(tokens, number):
            yield found


def is_free(tokens: Tokens, number: int) -> bool:
    """Whether a name, where it stands, may be that of a property of the window: it is no key, no
    property of something else and no name that is being declared.
    """
    before, behind = tokens[number - 1], tokens[number + 1]
    if tokens.is_property(number):
        return tokens[number - 2] in _WINDOWS and not tokens.is_property(number - 2)
    return behind != ":" and before not in DECLARING


def declares(tokens: Tokens, word: str) -> bool:
    """Whether the script gives this name a meaning of its own somewhere."""
    for number in islice(tokens.names(word), _MOST_LOOKED_AT):
        if tokens[number + 1] == "=" and (
            not tokens.is_property(number) or tokens[number - 2] in _WINDOWS
        ):
            return True
    return binds(tokens, word)


def binds(tokens: Tokens, word: str) -> bool:
    """Whether the script declares a variable, a parameter, a function or a class of this name."""
    for number in islice(tokens.names(word), _MOST_LOOKED_AT):
        before, behind = tokens[number - 1], tokens[number + 1]
        if tokens.is_property(number):
            continue
        if before in DECLARING or behind == "=>" or parameters(tokens, number) >= 0:
            return True
        if before in ("{", ",") and behind in (",", "}"):
            return True
    return False


def around(tokens: Tokens, number: int) -> int:
    """The bracket or template that a token stands in; -1 of none, and of one far away."""
    for _ in range(_MOST_LOOKED_AT):
        number -= 1
        kind = tokens.kind(number)
        if kind in (Kind.OPEN, Kind.HOLE):
            return number
        if kind == Kind.SPACE:
            break
        if kind in (Kind.CLOSE, Kind.TEMPLATE) and tokens.partner(number) >= 0:
            number = tokens.partner(number)
    return -1


def parameters(tokens: Tokens, number: int) -> int:
    """The bracket that opens the parameters of a function if a name is one of them; else -1."""
    if tokens[number - 1] not in ("(", ",", "...") or tokens[number + 1] not in (",", ")", "="):
        return -1
    at = number
    for _ in range(_MOST_STEPS):
        at -= 1
        kind = tokens.kind(at)
        if kind == Kind.CLOSE and tokens.partner(at) >= 0:
            at = tokens.partner(at)
        elif kind == Kind.OPEN:
            break
        elif kind == Kind.SPACE:
            return -1
    if tokens[at] != "(" or tokens.partner(at) < 0:
        return -1
    behind, before = tokens[tokens.partner(at) + 1], tokens[at - 1]
    return at if behind == "=>" or (behind == "{" and before not in CONTROL) else -1


class Guarded:
    """What stands in a ``try`` that has a ``catch``."""

    def __init__(self, tokens: Tokens) -> None:
        self._starts = array("I")
        self._ends = array("I")
        for number in tokens.names("try"):
            opening = number + 1
            if tokens[opening] != "{" or tokens.is_property(number):
                continue
            end = tokens.partner(opening)
            is_inner = bool(self._ends) and opening < self._ends[-1]
            if end >= 0 and tokens[end + 1] == "catch" and not is_inner:
                self._starts.append(opening)
                self._ends.append(end)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._starts, number) - 1
        return at >= 0 and number < self._ends[at]


def function_body(tokens: Tokens, at: int) -> tuple[int, int]:
    """The braces of the function that begins at a token, or is named by it; of one without braces
    its arrow and the last token that may be in it; (-1, -1) if unknown.
    """
    start = at
    if tokens.kind(at) == Kind.NAME and tokens[at + 1] in (",", ")", ";", ""):
        start = _declared_at(tokens, tokens[at])
    for step in range(start, start + _MOST_STEPS) if start >= 0 else ():
        if tokens[step] == "{" and tokens[step - 1] in (")", "=>"):
            return step, tokens.partner(step)
        if tokens[step] == "=>" and tokens[step + 1] != "{":
            return step, min(end_of_value(tokens, step + 1), len(tokens) - 1)
        if tokens[step] in (";", "}", ""):
            break
    return -1, -1


def _declared_at(tokens: Tokens, name: str) -> int:
    """Where a function of this name is made; -1 if it is not in this script."""
    for number in islice(tokens.names(name), _MOST_LOOKED_AT):
        if tokens[number - 1] == "function":
            return number
        if tokens[number + 1] == "=" and tokens[number + 2] in ("function", "async", "("):
            return number + 2
    return -1
