"""The language of ``adlcp:prerequisites``: which items have to be done before another opens.

Content Aggregation Model 1.2, section 2.3.2.5.1, after AICC's CMI001::

    expr   := term ( '|' term )*
    term   := factor ( '&' factor )*
    factor := '~' factor | '(' expr ')' | set | test | id
    set    := number '*' '{' id ( ',' id )* '}'
    test   := id ( '=' | '<>' ) status
    status := passed | completed | browsed | failed | incomplete | not attempted, its first letter,
              or one of these in quotes

``&`` binds closer than ``|``, as Moodle has it; the standard does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

STATUSES = frozenset(
    ("passed", "completed", "browsed", "failed", "incomplete", "not attempted", *"pcbfin")
)
MOST_DEPTH = 50

_TOKEN = re.compile(
    r"""\s*(?:(?P<sign><>|[&|~(){},=*])|"(?P<quoted>[^"]*)"|(?P<word>[^\s&|~(){},=*<>"]+))"""
)


class ScriptError(Exception):
    """The script does not follow the grammar; the message says what was expected where."""


@dataclass(frozen=True, slots=True)
class Script:
    """What a script refers to.

    ``ids`` are the items that it names, in order, each once. ``needs_all`` tells whether every one
    of them has to be done: nothing but bare ids and ``&``. ``mixes`` tells whether ``&`` and ``|``
    stand side by side without brackets; ``blank_in_set`` whether a set holds a blank (Moodle does
    not find the items then).
    """

    ids: tuple[str, ...]
    needs_all: bool
    mixes: bool
    blank_in_set: bool


def parse(script: str) -> Script:
    """What ``script`` refers to. Raises :class:`ScriptError`."""
    parser = _Parser(_tokens(script))
    parser.expression(0)
    if parser.kind:
        raise ScriptError(f"{parser.value!r} is not expected there")
    blank = any(re.search(r"\s", inner) for inner in re.findall(r"\{([^}]*)\}", script))
    needs_all = not re.search(r"[|~*=<]", script)
    return Script(tuple(dict.fromkeys(parser.ids)), needs_all, parser.mixes, blank)


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

    def expression(self, depth: int) -> None:
        """``expr``; ``depth`` counts the brackets and negations around it."""
        has_and = self._term(depth)
        has_or = False
        while self._takes("|"):
            has_or = True
            has_and |= self._term(depth)
        self.mixes |= has_and and has_or

    def _term(self, depth: int) -> bool:
        """``term``; whether it holds an ``&``."""
        self._factor(depth)
        has_and = False
        while self._takes("&"):
            has_and = True
            self._factor(depth)
        return has_and

    def _factor(self, depth: int) -> None:
        if depth > MOST_DEPTH:
            raise ScriptError("its brackets are nested too deeply")
        if self._takes("~"):
            self._factor(depth + 1)
        elif self._takes("("):
            self.expression(depth + 1)
            self._needs(")")
        else:
            self._operand()

    def _operand(self) -> None:
        word = self._word("an item's identifier")
        if self._takes("*"):
            if not word.isdecimal():
                raise ScriptError(f"before '*' a number is expected, not {word!r}")
            self._needs("{")
            self.ids.append(self._word("an item's identifier"))
            while self._takes(","):
                self.ids.append(self._word("an item's identifier"))
            self._needs("}")
            return
        self.ids.append(word)
        if self._takes("=") or self._takes("<>"):
            self._status()

    def _status(self) -> None:
        quoted = self.kind == "quoted"
        words = [self._word("a status", ("word", "quoted"))]
        # Authors leave the quotes away where a status is two words.
        while not quoted and self.kind == "word":
            words.append(self._word("a status"))
        status = " ".join(words)
        if status not in STATUSES:
            raise ScriptError(f"{status!r} is no status; there are {_statuses()}")

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


def _statuses() -> str:
    return ", ".join(sorted(status for status in STATUSES if len(status) > 1))
