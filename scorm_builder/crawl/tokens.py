"""The tokens of a JavaScript text: all of them, in linear time, whatever the text is.

One compiled pattern cuts the text; what it cannot know, whether a slash divides or begins a regular
expression and which brace ends a hole of a template, is decided by the tokens before (ECMA-262,
clause 12, has one lexical grammar for each). Nothing raises: a text that is no JavaScript has a
``fault``, and its tokens still are the whole text. Repeats are possessive, so that no text makes
the patterns go back.
"""

from __future__ import annotations

import enum
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from scorm_builder.crawl.places import Places


class Kind(enum.IntEnum):
    """What a token is. A ``HOLE`` is the part of a template up to ``${``, a ``TEMPLATE`` its end
    or a whole one; ``OPEN`` and ``CLOSE`` are brackets, ``MARK`` are all other punctuators.
    """

    SPACE = 0
    NAME = 1
    OPEN = 2
    CLOSE = 3
    MARK = 4
    STRING = 5
    NUMBER = 6
    REGEX = 7
    TEMPLATE = 8
    HOLE = 9
    COMMENT = 10
    BROKEN = 11


MOST_TOKENS = 3_000_000
"""Of a script that are read, comments among them: those of eight megabytes as bundlers write."""

_SPACES = "\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_LINE = r"[^\n\r\u2028\u2029]"
_LETTER = rf"[^\x00-#%-/:-@\[-^`{{-\x7f{_SPACES}]"
_ESCAPE = r"\\u(?:[0-9A-Fa-f]{4}|\{[0-9A-Fa-f]++\})"
# The numbers of the first six groups are those of their kinds.
_ANY = re.compile(
    rf"""[{_SPACES}]*+(?:
      (\#?+(?![0-9])(?:{_LETTER}++|{_ESCAPE})(?:{_LETTER}++|{_ESCAPE})*+)
    | ([(\[{{])
    | ([)\]])
    | (\.(?![0-9])(?:\.\.)?+ | [;,:~@] | =(?:==?|>)?+ | \?(?:\?=?|\.(?![0-9]))?+ | !(?:==?)?+
      | &&?=?+ | \|\|?=?+ | \+[+=]?+ | -(?:-(?!>)|=|(?!->))  | \*\*?=?+ | <(?!!--)(?:<?=?)
      | >>?>?=?+ | [%^]=?+ )
    | ("(?:[^"\\\n\r]++|\\(?:\r\n|[\s\S]))*+" | '(?:[^'\\\n\r]++|\\(?:\r\n|[\s\S]))*+')
    | (0[xXoObB][0-9A-Fa-f_]++n?+
      | (?:[0-9][0-9_]*+(?:\.[0-9_]*+)?+ | \.[0-9][0-9_]*+)(?:[eE][-+]?+[0-9][0-9_]*+)?+n?+)
    | (?P<comment> //{_LINE}*+ | /\*(?:[^*]++|\*(?!/))*+\*/ )
    | (?P<slash> / )
    | (?P<brace> \}} )
    | (?P<tick> ` )
    | (?P<html> <!-- | --> )
    | (?P<broken> ["']{_LINE}*+ | [\s\S] )
    | (?P<end> \Z ) )""",
    re.VERBOSE,
)
_COMMENT, _SLASH, _BRACE, _TICK, _HTML, _BROKEN, _END = (
    _ANY.groupindex[name] for name in ("comment", "slash", "brace", "tick", "html", "broken", "end")
)
_REGEX = re.compile(
    r"/(?:[^/\\\[\n\r\u2028\u2029]++|\\[^\n\r\u2028\u2029]"
    r"|\[(?:[^\]\\\n\r\u2028\u2029]++|\\[^\n\r\u2028\u2029])*+\])++"
    rf"/(?:{_LETTER}++|{_ESCAPE})*+"
)
_REST = re.compile(rf"{_LINE}*+")
_TEMPLATE = re.compile(r"[`}](?:[^`\\$]++|\\[\s\S]|\$(?!\{))*+(`|\$\{)")
_NEWLINE = re.compile("[\n\r\u2028\u2029]")

_PAIRS = {")": "(", "]": "[", "}": "{"}
# After these words a value begins, so that a slash begins a regular expression and a brace an
# object; after the others a statement does.
_BEFORE_VALUE = frozenset(
    "return typeof case in of delete void throw new instanceof yield await default extends".split()
)
_BEFORE_ANY = _BEFORE_VALUE | {"do", "else"}
_HEADS = frozenset("if while for with".split())
_AFTER_VALUE = frozenset((Kind.STRING, Kind.NUMBER, Kind.REGEX, Kind.TEMPLATE))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no JavaScript: where, counted in characters from 0, and what it is."""

    offset: int
    what: str


class Tokens:
    """The tokens of ``text`` but blanks and comments, each known by its number.

    ``fault`` is the first thing that no JavaScript has, if there is one. What lies beyond the
    limit is one broken token, and no fault.
    """

    def __init__(self, text: str, is_module: bool = False) -> None:
        self.text = text
        self.kinds = bytearray()
        self.fault: Fault | None = None
        self._starts = array("I")
        self._ends = array("I")
        self._partners = array("i")
        self._comments = array("I")
        self._stack = array("I")
        self._places: Places | None = None
        self._read(is_module)

    def __len__(self) -> int:
        return len(self.kinds)

    def start(self, number: int) -> int:
        """Where a token begins, in characters."""
        return self._starts[number]

    def __getitem__(self, number: int) -> str:
        """The text of a token; nothing before the first one and after the last."""
        if 0 <= number < len(self.kinds):
            return self.text[self._starts[number] : self._ends[number]]
        return ""

    def kind(self, number: int) -> int:
        """The kind of a token; that of blanks where there is none."""
        return self.kinds[number] if 0 <= number < len(self.kinds) else Kind.SPACE

    def partner(self, number: int) -> int:
        """The bracket that belongs to a bracket; -1 if there is none."""
        return self._partners[number]

    def number_at(self, offset: int) -> int:
        """The number of the token that ``offset`` lies in, or of the last before it; or -1."""
        return bisect_right(self._starts, offset) - 1

    def names(self, word: str, after: int = -1, before: int | None = None) -> Iterator[int]:
        """The tokens that are this name, in the whole text or between two of its tokens."""
        for number in self.holding(word, after, before):
            if self.kinds[number] == Kind.NAME and self[number] == word:
                yield number

    def holding(self, piece: str, after: int = -1, before: int | None = None) -> Iterator[int]:
        """The tokens that hold this text, each once; comments and blanks do not count."""
        end = len(self.text) if before is None else self._starts[before] if before >= 0 else 0
        at, last = self.text.find(piece, self._ends[after] if after >= 0 else 0, end), after
        while at >= 0:
            number = self.number_at(at)
            if number > last and at + len(piece) <= self._ends[number]:
                yield number
                last = number
            at = self.text.find(piece, max(at + 1, self._ends[number] if number >= 0 else 0), end)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        if self._places is None:
            self._places = Places(self.text)
        return self._places.at(offset)

    def comment(self, index: int) -> tuple[int, int]:
        """Where a comment begins and ends; those from the end have numbers below zero."""
        if not -self._many_comments <= index < self._many_comments:
            return 0, 0
        at = 2 * (index % self._many_comments)
        return self._comments[at], self._comments[at + 1]

    @property
    def _many_comments(self) -> int:
        return len(self._comments) // 2

    def pieces(self) -> Iterator[tuple[Kind, int, int]]:
        """The whole text, blanks and comments too: kind, start and end, one after another."""
        at = index = 0
        size = len(self.text)
        for number in range(len(self.kinds) + 1):
            is_token = number < len(self.kinds)
            start = self._starts[number] if is_token else size
            while index < self._many_comments and self.comment(index)[0] < start:
                first, last = self.comment(index)
                yield from _gap(at, first)
                yield Kind.COMMENT, first, last
                at, index = last, index + 1
            yield from _gap(at, start)
            if is_token:
                yield Kind(self.kinds[number]), start, self._ends[number]
                at = self._ends[number]

    def _read(self, is_module: bool) -> None:
        text, at = self.text, 0
        if text.startswith("#!"):
            at = self._comment(0)
        opened, kinds = self._stack, self.kinds
        add_start, add_end, add_kind = self._starts.append, self._ends.append, kinds.append
        add_partner = self._partners.append
        plain, opening, closing, hole = map(int, (Kind.NUMBER, Kind.OPEN, Kind.CLOSE, Kind.HOLE))
        while at >= 0:
            # One run over the text for as long as the pattern alone knows; then it begins anew.
            for found in islice(_ANY.finditer(text, at), MOST_TOKENS - self._read_so_far()):
                group = found.lastindex or _END
                start, end = found.span(group)
                if group <= plain and group != closing:
                    if group == opening:
                        opened.append(len(kinds))
                    add_start(start)
                    add_end(end)
                    add_kind(group)
                    add_partner(-1)
                elif group == _COMMENT:
                    self._comments.extend((start, end))
                elif group == closing or (
                    group == _BRACE and not (opened and kinds[opened[-1]] == hole)
                ):
                    self._close(start)
                else:
                    at = self._odd(group, start, end, is_module)
                    break
            else:
                self._stop()
                return
        if self.fault is None and opened:
            number = opened[-1]
            self._fail(self._starts[number], f"a {self[number][-1]!r} that nothing closes")

    def _read_so_far(self) -> int:
        return len(self.kinds) + self._many_comments

    def _stop(self) -> None:
        """What lies beyond the limit is one token that nobody looks into."""
        last = self._comments[-1] if self._comments else 0
        at = max(last, self._ends[-1] if self._ends else 0)
        if at < len(self.text):
            self._add(Kind.BROKEN, at, len(self.text))

    def _odd(self, group: int, start: int, end: int, is_module: bool) -> int:
        """Reads what needs a look at what was before; where to go on, -1 at the end."""
        if group == _END:
            return -1
        if group in (_TICK, _BRACE):
            return self._template(start)
        if group == _SLASH:
            return self._slash(start)
        if group == _HTML:
            if not is_module and (self.text[start] == "<" or self._begins_line(start)):
                return self._comment(start)
            # Elsewhere they are operators: `while (n --> 0)`.
            return self._add(Kind.MARK, start, start + (1 if self.text[start] == "<" else 2))
        what = "a string that its line does not close" if self.text[start] in "'\"" else ""
        self._fail(start, what or f"a {self.text[start]!r} that means nothing here")
        return self._add(Kind.BROKEN, start, end)

    def _add(self, kind: Kind, start: int, end: int) -> int:
        self._starts.append(start)
        self._ends.append(end)
        self.kinds.append(kind)
        self._partners.append(-1)
        return end

    def _fail(self, offset: int, what: str) -> None:
        self.fault = self.fault or Fault(offset, what)

    def _comment(self, start: int) -> int:
        found = _REST.match(self.text, start)
        end = found.end() if found else start
        self._comments.extend((start, end))
        return end

    def _begins_line(self, start: int) -> bool:
        """Whether only blanks and comments stand before it in its line."""
        last = self._ends[-1] if self._ends else 0
        return not self._ends or _NEWLINE.search(self.text, last, start) is not None

    def _close(self, start: int) -> None:
        """A closing bracket, which belongs to the last open one or to none."""
        mark = self.text[start]
        number = len(self.kinds)
        self._add(Kind.CLOSE, start, start + 1)
        if self._stack and self[self._stack[-1]] == _PAIRS[mark]:
            partner = self._stack.pop()
            self._partners[partner], self._partners[number] = number, partner
        elif self.fault is None:
            what = f"a {mark!r} that closes nothing"
            if self._stack:
                line, _ = self.place(self._starts[self._stack[-1]])
                what = f"a {mark!r} where the {self[self._stack[-1]][-1]!r} of line {line} is open"
            self._fail(start, what)

    def _template(self, start: int) -> int:
        """A template from its tick, or from the brace that closes a hole, to the next hole."""
        partner = self._stack.pop() if self.text[start] == "}" else -1
        number = len(self.kinds)
        found = _TEMPLATE.match(self.text, start)
        if found is None:
            self._fail(start, "a template that nothing closes")
            return self._add(Kind.BROKEN, start, len(self.text))
        is_hole = found.group(1) != "`"
        end = self._add(Kind.HOLE if is_hole else Kind.TEMPLATE, start, found.end())
        if partner >= 0:
            self._partners[partner], self._partners[number] = number, partner
        if is_hole:
            self._stack.append(number)
        return end

    def _slash(self, start: int) -> int:
        if self.text.startswith("/*", start):
            self._fail(start, "a comment that nothing closes")
            return self._add(Kind.BROKEN, start, len(self.text))
        if self._value_ended():
            return self._add(Kind.MARK, start, start + (2 if self.text[start + 1 : start + 2] == "="
                                                       else 1))  # fmt: skip
        if found := _REGEX.match(self.text, start):
            return self._add(Kind.REGEX, start, found.end())
        self._fail(start, "a regular expression that its line does not close")
        rest = _REST.match(self.text, start)
        return self._add(Kind.BROKEN, start, rest.end() if rest else start + 1)

    def _value_ended(self) -> bool:
        """Whether the tokens so far end a value, so that a slash divides it."""
        last = len(self.kinds) - 1
        kind, word = self.kind(last), self[last]
        if kind == Kind.NAME:
            return self.is_property(last) or word not in _BEFORE_ANY
        if kind == Kind.CLOSE:
            partner = self._partners[last]
            if word == ")":
                return not self._is_head(partner, _HEADS)
            return word == "]" or not self._is_block(partner)
        return kind in _AFTER_VALUE or word in ("++", "--")

    def is_property(self, number: int) -> bool:
        """Whether a name stands behind a dot."""
        return self[number - 1] in (".", "?.")

    def _is_head(self, parenthesis: int, words: frozenset[str]) -> bool:
        """Whether a parenthesis is that of ``if (...)`` and the like."""
        before = parenthesis - 1
        if self[before] == "await":
            before -= 1
        return self[before] in words and not self.is_property(before)

    def _is_block(self, brace: int) -> bool:
        """Whether a brace that was closed just now began statements, not a value."""
        before = brace - 1
        kind, word = self.kind(before), self[before]
        if kind == Kind.NAME:
            return self.is_property(before) or word not in _BEFORE_VALUE
        if kind == Kind.CLOSE and word == ")":
            return not self._is_function_value(self._partners[before])
        if kind == Kind.MARK:
            if word == ":":
                # In a value the colon belongs to a key, among statements to a label or a case.
                parent = self._stack[-1] if self._stack else -1
                above = parent - 1
                return parent < 0 or (
                    self[parent] == "{"
                    and self.kind(above) not in (Kind.MARK, Kind.OPEN, Kind.HOLE)
                    and self[above] not in _BEFORE_VALUE
                )
            return word in (";", "=>")
        return kind != Kind.HOLE and word not in ("(", "[")

    def _is_function_value(self, parenthesis: int) -> bool:
        """Whether a parenthesis has the parameters of a ``function`` that is part of a value."""
        at = parenthesis - 1
        for _ in range(2):
            if self[at] == "function":
                break
            at -= 1
        if self[at] != "function":
            return False
        at -= 2 if self[at - 1] == "async" else 1
        kind, word = self.kind(at), self[at]
        if kind == Kind.NAME:
            return word in _BEFORE_VALUE and word != "default"
        return kind == Kind.HOLE or word in ("(", "[") or (kind == Kind.MARK and word != ";")


def _gap(start: int, end: int) -> Iterator[tuple[Kind, int, int]]:
    if start < end:
        yield Kind.SPACE, start, end
