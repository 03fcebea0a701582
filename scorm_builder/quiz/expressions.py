"""Regular expressions that mean the same in Python and in browsers, and never take long.

An expression is for the whole answer. What could be matched in so many ways that a browser would
stand still is refused, by an upper bound of their number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from scorm_builder.quiz.patterns import Choice, ExpressionError, Node, Repeated, Row, Signs, parse

__all__ = ["ExpressionError", "check", "compiled"]

_MOST_WAYS = 1_000_000
_SIGNS = 0x110000


def check(text: str, length: int) -> None:
    """Raises if ``text`` cannot be used on answers of at most ``length`` signs."""
    node = parse(text)
    if _shortest(node) > length:
        raise ExpressionError(f"it fits no answer of at most {length} signs: write max_length=")
    _Ways(node, length).check()


def compiled(text: str, *, any_case: bool) -> re.Pattern[str]:
    """``text`` for Python, with the meaning that it has in a browser; for ``fullmatch``."""
    return re.compile(_python(parse(text)), re.IGNORECASE if any_case else 0)


def _python(node: Node) -> str:
    match node:
        case Signs(ranges, negated):
            inside = "".join(f"{_sign(low)}-{_sign(high)}" for low, high in ranges)
            return f"[{'^' if negated else ''}{inside}]"
        case Repeated(inner, least, most):
            return f"(?:{_python(inner)}){{{least},{'' if most is None else most}}}"
        case Row(parts):
            return "".join(map(_python, parts))
        case Choice(parts):
            return f"(?:{'|'.join(map(_python, parts))})"


def _sign(code: int) -> str:
    return f"\\U{code:08x}"


def _shortest(node: Node) -> int:
    """How many signs it takes at least."""
    match node:
        case Signs():
            return 1
        case Repeated(inner, least, _):
            return least * _shortest(inner)
        case Row(parts):
            return sum(map(_shortest, parts))
        case Choice(parts):
            return min(map(_shortest, parts))


class _Ways:
    """In how many ways an expression can be tried on an answer, at most."""

    def __init__(self, node: Node, length: int) -> None:
        self._node = node
        self._length = length
        # Signs between two of these are alike to the whole expression.
        ends = {0, *chain.from_iterable((low, high + 1) for low, high in _ranges(node))}
        letters = (ord(c) for end in ends if end < _SIGNS for c in chr(end).swapcase())
        self._samples = sorted({one for one in (*ends, *letters) if one < _SIGNS})

    def check(self) -> None:
        # Behind the last sign there is none that it could be taken for.
        if self._of(self._node, frozenset) > _MOST_WAYS:
            raise ExpressionError(
                "it can be tried in so many ways that a page would stand still: write several"
                " answers, or fewer of * + ? {m,n}"
            )

    def _of(self, node: Node, behind: Callable[[], frozenset[int]]) -> int:
        """The ways of ``node``; ``behind`` are the signs that what follows may begin with."""
        match node:
            case Signs():
                return 1
            case Choice(parts):
                return sum(self._of(part, behind) for part in parts)
            case Row(parts):
                ways = 1
                for at, part in enumerate(parts):
                    rest = Row(parts[at + 1 :])
                    ways *= self._of(part, partial(self._first, rest, behind))
                return ways
            case Repeated(inner, least, most):
                return self._of_repeated(inner, least, most, behind)

    def _of_repeated(
        self, inner: Node, least: int, most: int | None, behind: Callable[[], frozenset[int]]
    ) -> int:
        if most == 1 and least == 1:
            return self._of(inner, behind)
        again = self._first(inner, frozenset)
        if most != 1 and not self._goes_one_way(inner):
            raise ExpressionError(
                "what is repeated varies in itself, so that a page could stand still: write a group"
                " of one length in it, or several answers"
            )
        within = self._of(inner, lambda: again | behind()) if most == 1 else 1
        # Where it goes on is plain from the next sign alone.
        if not again & behind():
            return within
        times = self._length // max(_shortest(inner), 1) if most is None else most
        return within * (max(min(times, self._length) - least, 0) + 1)

    def _goes_one_way(self, node: Node) -> bool:
        """Whether what it matches is plain from its signs, one after the other."""
        match node:
            case Signs():
                return True
            case Repeated(inner, least, most):
                return least > 0 and least == most and self._goes_one_way(inner)
            case Row(parts):
                return bool(parts) and all(map(self._goes_one_way, parts))
            case Choice(parts):
                met: set[int] = set()
                for part in parts:
                    first = self._first(part, frozenset)
                    if met & first or not self._goes_one_way(part):
                        return False
                    met |= first
                return True

    def _first(self, node: Node, behind: Callable[[], frozenset[int]]) -> frozenset[int]:
        """Signs that ``node`` may begin with, and those behind it if it may be empty."""
        match node:
            case Signs():
                return frozenset(code for code in self._samples if node.has(code))
            case Repeated(inner, least, _):
                own = self._first(inner, frozenset)
                return own | behind() if least == 0 or _shortest(inner) == 0 else own
            case Choice(parts):
                return frozenset().union(*(self._first(part, behind) for part in parts))
            case Row(parts):
                own = frozenset()
                for part in parts:
                    own |= self._first(part, frozenset)
                    if _shortest(part):
                        return own
                return own | behind()


def _ranges(node: Node) -> Iterator[tuple[int, int]]:
    match node:
        case Signs(ranges, _):
            yield from ranges
        case Repeated(inner, _, _):
            yield from _ranges(inner)
        case Row(parts) | Choice(parts):
            for part in parts:
                yield from _ranges(part)
