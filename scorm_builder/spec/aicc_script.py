"""The language of ``adlcp:prerequisites``: which items have to be done before another opens.

Content Aggregation Model 1.2, section 2.3.2.5.1, after AICC's CMI001::

    expr   := term ( '|' term )*
    term   := factor ( '&' factor )*
    factor := '~' factor | '(' expr ')' | set | test | id
    set    := number '*' '{' id ( ',' id )* '}'
    test   := id ( '=' | '<>' ) status
    status := passed | completed | browsed | failed | incomplete | not attempted, its first letter,
              or one of these in quotes

``&`` binds closer than ``|``, as Moodle has it; the standard does not say. An id alone is met
once its item is passed or completed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NOT_ATTEMPTED = "not attempted"
"""What every item is before anybody opens it."""
DONE = frozenset(("passed", "completed"))
EVERY = DONE | {"browsed", "failed", "incomplete", NOT_ATTEMPTED}
_STATUSES = {name: name for name in EVERY} | {name[0]: name for name in EVERY}
MOST_DEPTH = 50

_TOKEN = re.compile(
    r"""\s*(?:(?P<sign><>|[&|~(){},=*])|"(?P<quoted>[^"]*)"|(?P<word>[^\s&|~(){},=*<>"]+))"""
)
# How Moodle cuts a script, and what it then takes for a set.
_CUT = re.compile(r"[&|()~]")
_SET = re.compile(r"\s*[0-9]+\*\{[^\s}]+\}\s*")
# More than any script has; Python would not take a number of any length.
_LONGEST_NUMBER = 9


class ScriptError(Exception):
    """The script does not follow the grammar; the message says what was expected where."""


@dataclass(frozen=True, slots=True)
class ItemTest:
    """Whether an item has one of some statuses."""

    id: str
    statuses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Several:
    """Whether at least ``needs`` of some conditions are met: all of them, one, or a number."""

    needs: int
    of: tuple[Condition, ...]


Condition = ItemTest | Several


@dataclass(frozen=True, slots=True)
class Script:
    """What a script asks for.

    ``condition`` is free of negations: these are carried to the tests. ``ids`` are the items that
    it names, in order, each once. ``mixes`` tells whether ``&`` and ``|`` stand side by side
    without brackets; ``odd_set`` whether a set is written as Moodle does not know it: with a blank,
    or a number in other digits than 0 to 9.
    """

    condition: Condition
    ids: tuple[str, ...]
    mixes: bool
    odd_set: bool


def parse(script: str) -> Script:
    """What ``script`` asks for. Raises :class:`ScriptError`."""
    parser = _Parser(_tokens(script))
    condition = parser.expression(0, False)
    if parser.kind:
        raise ScriptError(f"{parser.value!r} is not expected there")
    odd = any("{" in part and not _SET.fullmatch(part) for part in _CUT.split(script))
    return Script(condition, tuple(dict.fromkeys(parser.ids)), parser.mixes, odd)


def _negated(test: ItemTest) -> ItemTest:
    return ItemTest(test.id, EVERY - test.statuses)


def _several(needs: int, of: list[Condition], negated: bool) -> Condition:
    """At least ``needs`` of conditions; of conditions negated already if the whole is.

    That not so many are met means that of their opposites one more than the rest are.
    """
    if negated:
        needs = len(of) - needs + 1
    if len(of) == 1 and needs == 1:
        return of[0]
    if needs == len(of):
        allowed: dict[str, frozenset[str]] = {}
        for one in of:
            if isinstance(one, ItemTest):
                allowed[one.id] = allowed.get(one.id, EVERY) & one.statuses
        if not all(allowed.values()):
            return _NEVER
    return Several(needs, tuple(of))


_NEVER = Several(1, ())


def _tokens(script: str) -> list[tuple[str, str]]:
    """Pairs of kind (``sign``, ``quoted``, ``word``) and value, and an empty one at the end."""
    tokens = []
    at = 0
    stop = len(script.rstrip())
    while at < stop:
        found = _TOKEN.match(script, at)
        if found is None:
            raise ScriptError(f"{script[at:stop].strip()[0]!r} is not expected there")
        kind = str(found.lastgroup)
        tokens.append((kind, found[kind]))
        at = found.end()
    return [*tokens, ("", "the end")]


class _Parser:
    """Recursive descent over the tokens; collects what the script refers to."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = iter(tokens)
        self.ids: list[str] = []
        self.mixes = False
        self.kind, self.value = next(self._tokens)

    def expression(self, depth: int, negated: bool) -> Condition:
        """``expr``; ``depth`` counts the brackets and negations around it."""
        terms: list[Condition] = []
        has_and = False
        while not terms or self._takes("|"):
            term, joined = self._term(depth, negated)
            terms.append(term)
            has_and |= joined
        self.mixes |= has_and and len(terms) > 1
        return _several(1, terms, negated)

    def _term(self, depth: int, negated: bool) -> tuple[Condition, bool]:
        """``term``, and whether it holds an ``&``."""
        factors: list[Condition] = []
        while not factors or self._takes("&"):
            factors.append(self._factor(depth, negated))
        return _several(len(factors), factors, negated), len(factors) > 1

    def _factor(self, depth: int, negated: bool) -> Condition:
        if depth > MOST_DEPTH:
            raise ScriptError("its brackets are nested too deeply")
        if self._takes("~"):
            return self._factor(depth + 1, not negated)
        if self._takes("("):
            inner = self.expression(depth + 1, negated)
            self._needs(")")
            return inner
        return self._operand(negated)

    def _operand(self, negated: bool) -> Condition:
        word = self._word("an item's identifier")
        if self._takes("*"):
            return self._set(word, negated)
        self.ids.append(word)
        statuses = DONE
        if self._takes("="):
            statuses = frozenset((self._status(),))
        elif self._takes("<>"):
            statuses = EVERY - {self._status()}
        test = ItemTest(word, statuses)
        return _negated(test) if negated else test

    def _set(self, number: str, negated: bool) -> Condition:
        if not number.isdecimal() or len(number) > _LONGEST_NUMBER:
            raise ScriptError(f"before '*' a number is expected, not {number!r}")
        self._needs("{")
        members = [self._word("an item's identifier")]
        while self._takes(","):
            members.append(self._word("an item's identifier"))
        self._needs("}")
        self.ids += members
        tests = [ItemTest(member, EVERY - DONE if negated else DONE) for member in members]
        return _several(int(number), list(tests), negated)

    def _status(self) -> str:
        quoted = self.kind == "quoted"
        words = [self._word("a status", ("word", "quoted"))]
        # Authors leave the quotes away where a status is two words.
        while not quoted and self.kind == "word":
            words.append(self._word("a status"))
        status = " ".join(words)
        if status not in _STATUSES:
            raise ScriptError(f"{status!r} is no status; there are {', '.join(sorted(EVERY))}")
        return _STATUSES[status]

    def _takes(self, sign: str) -> bool:
        if (self.kind, self.value) != ("sign", sign):
            return False
        self.kind, self.value = next(self._tokens)
        return True

    def _needs(self, sign: str) -> None:
        if not self._takes(sign):
            raise ScriptError(f"{sign!r} is expected before {self.value!r}")

    def _word(self, what: str, kinds: tuple[str, ...] = ("word",)) -> str:
        if self.kind not in kinds:
            raise ScriptError(f"{what} is expected before {self.value!r}")
        word = self.value
        self.kind, self.value = next(self._tokens)
        return word
