"""Where in a script a name is the script's own: inside the function that declares it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from scorm_builder.crawl import expressions as js
from scorm_builder.crawl.tokens import Kind, Tokens

_MOST = 50
"""Places at which one name is declared; one that is declared more often is taken to be own."""
_MOST_NAMES = 20_000
_MOST_USES = 200
_DEEPEST = 12
_NAMING = ("var", "let", "const")
_WINDOWS = ("window", "self", "globalThis")


class Scope:
    """The places of a script at which ``word`` is a name of its own, and not the window's."""

    def __init__(self, tokens: Tokens, word: str) -> None:
        self._tokens = tokens
        whole = [(0, len(tokens))]
        names = list(islice(tokens.names(word), _MOST_NAMES))
        declared = list(islice(self._declared(names), _MOST + 1))
        is_beyond = len(names) == _MOST_NAMES or len(declared) > _MOST
        self._parts = whole if is_beyond else _joined(declared)
        for number in names:
            is_set = tokens[number + 1] == "=" and (
                not tokens.is_property(number) or tokens[number - 2] in _WINDOWS
            )
            if is_set and number not in self:
                # It is declared in another script, or is a property of the window now.
                self._parts = whole
                break

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._parts, (number, len(self._tokens))) - 1
        return at >= 0 and number <= self._parts[at][1]

    def _declared(self, names: list[int]) -> Iterator[tuple[int, int]]:
        tokens = self._tokens
        for number in names:
            if tokens.is_property(number):
                continue
            before, behind = tokens[number - 1], tokens[number + 1]
            if behind == "=>":
                yield number, _end(tokens, number + 1)
            elif (opening := js.parameters(tokens, number)) >= 0:
                yield opening, _end(tokens, tokens.partner(opening) + 1)
            elif before in js.DECLARING or (before in ("{", ",") and behind in (",", "}")):
                yield around(tokens, number)


def _joined(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places by parts that do not overlap, in their order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def around(tokens: Tokens, number: int) -> tuple[int, int]:
    """The body of the function that a token stands in; the whole script, if that is not known."""
    at = number
    for _ in range(_DEEPEST):
        at = js.around(tokens, at)
        if at < 0:
            break
        if tokens[at] == "{" and _is_body(tokens, at):
            return at, tokens.partner(at)
    return 0, len(tokens)


def aliases(tokens: Tokens, number: int, start: int) -> Iterator[int]:
    """Where a variable is used that is made to mean the name ending in token ``number``.

    That name begins at token ``start``. A variable that is given anything else is not followed.
    """
    behind = tokens.kind(number + 1) in (Kind.SPACE, Kind.NAME) or tokens[number + 1] in (";", ",")
    if not behind or tokens[start - 1] != "=" or tokens[start - 3] not in _NAMING:
        return
    name = tokens[start - 2]
    uses = [use for use in islice(tokens.names(name), _MOST_USES) if not tokens.is_property(use)]
    given = [use for use in uses if tokens[use + 1] == "=" or _binds(tokens, use)]
    first, last = around(tokens, start)
    if given == [start - 2] and len(uses) < _MOST_USES:
        yield from (use for use in uses if first <= use <= last and use > start)


def _binds(tokens: Tokens, number: int) -> bool:
    is_named = tokens[number - 1] in js.DECLARING or tokens[number + 1] == "=>"
    return is_named or js.parameters(tokens, number) >= 0


def _is_body(tokens: Tokens, brace: int) -> bool:
    if tokens[brace - 1] == "=>":
        return True
    opening = tokens.partner(brace - 1) if tokens[brace - 1] == ")" else -1
    return opening >= 0 and tokens[opening - 1] not in js.CONTROL and tokens[opening - 1] != "catch"


def _end(tokens: Tokens, at: int) -> int:
    """Where the body ends that begins at an arrow or a brace."""
    at += tokens[at] == "=>"
    return tokens.partner(at) if tokens[at] == "{" else js.end_of_value(tokens, at)
