"""Regular expressions as trees: the part of their language that all programs read alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Signs that mean something, and can be meant themselves behind a backslash (ECMA-262, flag u).
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_CLASSES = {
    "d": ((0x30, 0x39),),
    "w": ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)),
    # WhiteSpace and LineTerminator of ECMA-262.
    "s": (
        *((0x9, 0xD), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A)),
        *((0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
    ),
}
_LINE_ENDS = ((0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029))
_COUNT = re.compile(r"\{(\d{1,3})(,?)(\d{0,3})\}")
_LONGEST = 500
_DEEPEST = 20

Ranges = tuple[tuple[int, int], ...]


class ExpressionError(ValueError):
    """Says why an expression cannot be used."""


@dataclass(frozen=True, slots=True)
class Signs:
    """One sign out of ``ranges``, or one that is in none of them."""

    ranges: Ranges
    negated: bool = False

    def has(self, code: int) -> bool:
        # In any case: what differs only in case is taken for the same by the flag i.
        near = {code, *(ord(c) for c in (chr(code).lower(), chr(code).upper()) if len(c) == 1)}
        inside = any(low <= one <= high for one in near for low, high in self.ranges)
        return inside is not self.negated or (self.negated and len(near) > 1)


@dataclass(frozen=True, slots=True)
class Repeated:
    """``inner`` from ``least`` to ``most`` times; any number of times if ``most`` is None."""

    inner: Node
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One after the other."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    parts: tuple[Node, ...] = ()


Node = Signs | Repeated | Row | Choice


def parse(text: str) -> Node:
    """The expression ``text`` as a tree; raises if it is none of those that are known."""
    if len(text) > _LONGEST:
        raise ExpressionError(f"it is longer than {_LONGEST} signs: write several answers")
    return _Parser(text).whole()


class _Parser:
    """Reads one expression from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._choice()
        if self._next():
            raise ExpressionError("a ) has no ( before it: write \\) for the sign itself")
        return node

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _choice(self) -> Node:
        rows = [self._row()]
        while self._next() == "|":
            self._at += 1
            rows.append(self._row())
        return rows[0] if len(rows) == 1 else Choice(tuple(rows))

    def _row(self) -> Node:
        parts: list[Node] = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return Row(tuple(parts))

    def _repeated(self, inner: Node) -> Node:
        sign = self._next()
        match = _COUNT.match(self._text, self._at) if sign == "{" else None
        if match:
            least = int(match[1])
            most = int(match[3]) if match[3] else None if match[2] else least
            self._at = match.end()
        elif sign and sign in "*+?":
            least, most = int(sign == "+"), 1 if sign == "?" else None
            self._at += 1
        else:
            return inner
        if most is not None and most < least:
            raise ExpressionError(f"{match[0] if match else ''} ends below where it begins")
        if self._next() and self._next() in "*+?{":
            raise ExpressionError("two signs of repetition follow each other: take one out")
        return Repeated(inner, least, most)

    def _atom(self) -> Node:
        sign = self._next()
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class()
        self._at += 1
        if sign == "\\":
            return self._escaped()
        if sign == ".":
            return Signs(_LINE_ENDS, negated=True)
        if sign in "^$":
            raise ExpressionError(f"it is for the whole answer anyway: take {sign} out")
        if sign in "*+?{":
            raise ExpressionError(f"{sign} repeats nothing: write \\{sign} for the sign itself")
        if sign in "]}":
            raise ExpressionError(f"{sign} closes nothing: write \\{sign} for the sign itself")
        return Signs(((ord(sign), ord(sign)),))

    def _group(self) -> Node:
        self._at += 1
        if self._text.startswith("?:", self._at):
            self._at += 2
        elif self._next() == "?":
            raise ExpressionError("there are groups (...) and (?:...) only, none that look around")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError("its groups are too deep: write several answers")
        node = self._choice()
        if self._next() != ")":
            raise ExpressionError("a ( is never closed: write ), or \\( for the sign itself")
        self._at += 1
        self._depth -= 1
        return node

    def _escaped(self) -> Signs:
        sign = self._next()
        self._at += 1
        if sign in _CLASSES:
            return Signs(_CLASSES[sign])
        if sign and sign in _SYNTAX:
            return Signs(((ord(sign), ord(sign)),))
        if sign.isdigit():
            raise ExpressionError(f"\\{sign} refers back to a group, which is not possible here")
        raise ExpressionError(f"\\{sign} is not known here: there are \\d, \\w and \\s")

    def _class(self) -> Signs:
        self._at += 1
        negated = self._next() == "^"
        self._at += negated
        ranges: list[tuple[int, int]] = []
        while (sign := self._next()) != "]":
            if not sign:
                raise ExpressionError("a [ is never closed: write ], or \\[ for the sign itself")
            if sign == "[":
                raise ExpressionError("a [ stands inside [...]: write \\[ for the sign itself")
            first = self._class_sign()
            following = self._text[self._at + 1 : self._at + 2]
            if self._next() == "-" and following not in ("", "]"):
                self._at += 1
                last = self._class_sign()
                if len(first) > 1 or len(last) > 1 or first[0][0] > last[0][0]:
                    raise ExpressionError("the - in [...] goes from one sign to a later one")
                first = ((first[0][0], last[0][0]),)
            ranges += first
        self._at += 1
        if not ranges:
            raise ExpressionError("[] fits nothing: write the signs that are meant")
        return Signs(tuple(ranges), negated)

    def _class_sign(self) -> Ranges:
        """A sign in a class; of a class of signs, which begins no range, its ranges."""
        sign = self._next()
        self._at += 1
        if sign != "\\":
            return ((ord(sign), ord(sign)),)
        if self._next() == "-":
            self._at += 1
            return ((0x2D, 0x2D),)
        known = self._escaped().ranges
        # Twice, so that it is no single sign.
        return known if len(known) > 1 or known[0][0] == known[0][1] else known * 2
