"""A script, read: what it calls, uses, listens to and refers to, as values that rules judge.

The tokens of a script are many, and are not kept; what is kept of them is a :class:`Reading`, made
once of each :class:`~scorm_builder.crawl.Script`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from weakref import WeakKeyDictionary

from scorm_builder.crawl import Reference, Script, assigned, leads, scopes
from scorm_builder.crawl import expressions as js
from scorm_builder.crawl.tokens import Kind, Tokens

CALLED = (
    "alert confirm prompt eval Function setTimeout setInterval write writeln open "
    "log debug info warn register"
).split()
"""Functions whose calls a reading has; and whatever is called with the name of an element."""

WORDS = (
    "LMSInitialize LMSFinish LMSSetValue LMSGetValue LMSCommit API_1484_11 pagehide "
    "visibilitychange lesson_status cmi.core cmi.completion_status cmi.success_status "
    "cmi.score.scaled cmi.location cmi.learner_id cmi.learner_name cmi.progress_measure "
    "cmi.scaled_passing_score adl.nav.request cmi.total_time cmi.session_time cmi.exit "
    "cmi.score.raw"
).split()
"""What a reading knows whether the script mentions it, in names and texts, not in comments."""

OWN = ("alert", "confirm", "prompt", "parent", "top", "opener", "eval")
LEAVING = ("unload", "beforeunload", "pagehide", "visibilitychange")
_REGISTERING = ("addEventListener", "attachEvent", "on", "one", "bind", "once", "addEvent")
_REQUESTING = ("ajax", "ajaxSetup")
_STORES = ("localStorage", "sessionStorage", "indexedDB", "cookie")
_ABOVE = ("parent", "top", "opener")
# What a window of another origin lets others do (HTML, 7.2.1.3.1); `location` is written only.
_ALLOWED = frozenset(
    "closed frames length opener parent self top window blur close focus postMessage".split()
)
_APIS = ("API", "API_1484_11")
# What is broken, or beyond the limit, may say it too.
_SAYING = (Kind.NAME, Kind.STRING, Kind.TEMPLATE, Kind.HOLE, Kind.BROKEN)
_MOST_OF_A_KIND = 200
_MOST_CALLS = 5000
_MOST_FOLLOWED = 50
"""Variables that stand for a window."""
_MINIFIED = 500
"""Characters a line, on average, that nobody writes by hand."""
# What bundlers write, and wrappers for every kind of module.
_BUNDLED = ("__webpack_require__", "webpackChunk", "define.amd", "typeof exports", "__esModule")
_BANNER = re.compile(r"/\*!|@license|@preserve|\blicen[cs]ed?\b", re.IGNORECASE)
_NAMES = re.compile(r"[\"'`](?:LMS\w++[\s,;|]*+)++[\"'`]")
_ELEMENT = re.compile(rf"cmi\.[\w.{js.HOLE}]+")
_MAP = re.compile(r"[#@]\s*sourceMappingURL=(\S+)")
_KEY = re.compile(
    r"AKIA(?![0-9A-Z]{9}EXAMPLE)[0-9A-Z]{16}(?![0-9A-Za-z])|AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])"
    r"|gh[pousr]_[0-9A-Za-z]{36}|xox[abprs]-[0-9A-Za-z-]{20,250}|sk_live_[0-9A-Za-z]{16,250}"
    r"|glpat-[0-9A-Za-z_-]{20}|sk-proj-[0-9A-Za-z_-]{20,250}"
    # The line alone only is what a key is known by.
    r"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:\\[nr]|[\s\"'+,\\]){1,80}[0-9A-Za-z+/]{16}"
)


@dataclass(frozen=True, slots=True)
class Use:
    """A name that is used, or the address of a call: ``name``, and where it stands in its file.

    ``guarded``: inside a ``try`` that catches. ``arguments`` are the constants of a call, with
    ``expressions.HOLE`` for what is none.
    """

    name: str
    line: int
    column: int
    guarded: bool = False
    arguments: tuple[str | None, ...] = ()
    is_global: bool = False

    @property
    def word(self) -> str:
        """The last word of the name."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Reading:
    """What rules ask of a script.

    ``words`` are those of :data:`WORDS` that it mentions, each with its first place; ``calls``
    those of :data:`CALLED`, and what has the name of an element of the data model first. ``above``
    are properties of the windows around it, or of its opener, that another origin would refuse;
    ``stores`` what it keeps in the browser; ``listeners`` the events of leaving that it hears
    (``asks``: those that hold the learner back); ``synchronous`` the requests that wait. ``own``
    are the names of :data:`OWN` that it declares; ``fault`` says why it cannot run,
    and ``of_module`` is the first ``import`` or ``export`` of a script that is no module.
    ``moves`` are the windows around it that it sends elsewhere, as ``top.location``.
    ``is_library``: written for many courses, or made by a program.
    """

    references: tuple[Reference, ...]
    words: Mapping[str, Use]
    calls: tuple[Use, ...]
    above: tuple[Use, ...]
    stores: tuple[Use, ...]
    listeners: tuple[Use, ...]
    asks: tuple[Use, ...]
    synchronous: tuple[Use, ...]
    own: frozenset[str]
    keys: tuple[Use, ...]
    source_map: str
    fault: Use | None
    of_module: Use | None
    moves: tuple[Use, ...]
    is_library: bool


_readings: WeakKeyDictionary[Script, Reading] = WeakKeyDictionary()


def read(script: Script) -> Reading:
    """The reading of a script; made once, and kept for as long as the script is."""
    if script not in _readings:
        _readings[script] = _Reader(script).reading()
    return _readings[script]


def references(script: Script) -> tuple[Reference, ...]:
    """What a script refers to; see ``leads.py``."""
    return read(script).references


_Found = TypeVar("_Found")


def _some(found: Iterable[_Found], most: int = _MOST_OF_A_KIND) -> list[_Found]:
    """The first of what was found: a file may hold the same a million times."""
    return list(islice(found, most))


class _Reader:
    def __init__(self, script: Script) -> None:
        self._script = script
        self._tokens = Tokens(script.code, script.is_module)
        self._guarded = js.Guarded(self._tokens)

    def reading(self) -> Reading:
        tokens = self._tokens
        own = frozenset(word for word in OWN if js.declares(tokens, word))
        heard = _some(self._heard())
        return Reading(
            references=tuple(leads.references(self._script, tokens)),
            words={use.name: use for word in WORDS for use in self._mentioned(word)},
            calls=tuple(_some(self._calls(), _MOST_CALLS)),
            above=tuple(_some(self._above())),
            stores=tuple(_some(self._stores())),
            listeners=tuple(use for use, _ in heard),
            asks=tuple(use for use, body in heard if self._asks(use, body)),
            synchronous=tuple(_some(self._synchronous())),
            own=own,
            keys=tuple(_some(self._keys())),
            source_map=self._source_map(),
            fault=self._fault(),
            of_module=self._of_module(),
            moves=tuple(_some(self._moves())),
            is_library=self._is_library(),
        )

    def _use(
        self,
        name: str,
        number: int,
        arguments: tuple[str | None, ...] = (),
        is_global: bool = False,
    ) -> Use:
        line, column = leads.place(self._script, self._tokens, number)
        guarded = number in self._guarded
        return Use(name, line, column, guarded, arguments, is_global)

    def _mentioned(self, word: str) -> Iterator[Use]:
        # `cmi.exit` is no part of `cmi.exit_code`, nor of `mycmi.exit`.
        whole = re.compile(rf"(?<![\w$.]){re.escape(word)}(?![\w$])" if "." in word else word)
        for number in self._tokens.holding(word):
            if self._says(number, word) and whole.search(self._tokens[number]):
                yield self._use(word, number)
                break

    def _says(self, number: int, word: str) -> bool:
        """Whether a token may be what the word is for: a sentence about a call is none."""
        kind, text = self._tokens.kind(number), self._tokens[number]
        if kind == Kind.NAME or kind not in _SAYING or not word.startswith("LMS"):
            return kind in _SAYING
        is_name = not any(map(str.isspace, text)) or _NAMES.fullmatch(text) is not None
        return is_name or re.search(rf"{word}[\s\\]*[(\"'\]]", text[1:-1]) is not None

    def _calls(self) -> Iterator[Use]:
        tokens = self._tokens
        for word in CALLED:
            for call in _some(js.calls(tokens, word)):
                name = f"new {call.name}" if call.is_new else call.name
                yield self._use(name, call.number, call.arguments, call.is_global)
        last = -1
        for number in tokens.holding("cmi."):
            opening = number - 1
            called = opening - (2 if tokens[opening - 1] == "?." else 1)
            if tokens[opening] == "(" and tokens.kind(called) == Kind.NAME and opening > last:
                last = opening
                found = js.call_at(tokens, called)
                if found and _ELEMENT.fullmatch(found.argument(0) or ""):
                    yield self._use(found.name, found.number, found.arguments, found.is_global)

    def _above(self) -> Iterator[Use]:
        tokens = self._tokens
        for word in _ABOVE:
            own = scopes.Scope(tokens, word)
            followed = 0
            for number in tokens.names(word):
                is_windows = tokens.is_property(number)
                if (not is_windows and number in own) or not js.is_free(tokens, number):
                    continue
                uses = [number]
                start = number - 2 if is_windows else number
                if tokens[start - 1] == "=" and followed < _MOST_FOLLOWED:
                    followed += 1
                    uses += scopes.aliases(tokens, number, start)
                for use in uses:
                    if name := self._refused(word, use + 1):
                        yield self._use(name, use)

    def _refused(self, name: str, at: int) -> str:
        """The way from a window to the first property that another origin refuses; or ""."""
        tokens = self._tokens
        for _ in range(8):
            if tokens[at] in (".", "?."):
                prop, behind = tokens[at + 1], at + 2
            elif tokens[at] == "[":
                behind = js.after(tokens, at)
                prop = js.constant(tokens, at + 1, behind - 1) or "[...]"
            else:
                return ""
            if prop == "location":
                return f"{name}.location" if self._reads_location(behind) else ""
            if prop in _APIS:
                return ""
            if prop not in _ALLOWED:
                return f"{name}.{prop}"
            name, at = f"{name}.{prop}", behind
        return ""

    def _reads_location(self, at: int) -> bool:
        tokens = self._tokens
        if tokens[at] == "=":
            return False
        is_set = tokens[at + 1] == "href" and tokens[at + 2] == "="
        return tokens[at] == "." and not is_set and tokens[at + 1] != "replace"

    def _stores(self) -> Iterator[Use]:
        tokens = self._tokens
        for word in _STORES:
            is_own = js.declares(tokens, word)
            for number in tokens.names(word):
                if word == "cookie":
                    if tokens[number - 2] == "document" and tokens.is_property(number):
                        yield self._use("document.cookie", number)
                elif js.is_free(tokens, number) and not is_own and not self._is_handed_on(number):
                    yield self._use(word, number)

    def _is_handed_on(self, number: int) -> bool:
        """Whether a function only hands it on, as ``() => window.localStorage`` does."""
        _, start = js.dotted(self._tokens, number)
        behind = self._tokens.kind(number + 1) == Kind.CLOSE or self._tokens[number + 1] in ",;"
        return self._tokens[start - 1] == "=>" and behind

    def _heard(self) -> Iterator[tuple[Use, tuple[int, int]]]:
        """Every listener to an event of leaving, with the braces of what it does, if known."""
        tokens = self._tokens
        handler = self._script.handler.removeprefix("on")
        if handler in LEAVING and self._script.handler != handler:
            yield Use(handler, self._script.line, self._script.column), (-1, len(tokens) - 1)
        for word in _REGISTERING:
            for call in js.calls(tokens, word):
                events = (call.argument(0) or "").replace(js.HOLE, " ").split()
                for event in events:
                    name = event.partition(".")[0].removeprefix("on")
                    if name in LEAVING:
                        end = js.end_of_value(tokens, call.number + 2)
                        body = js.function_body(tokens, end + 1)
                        yield self._use(name, call.number), body
        for event in LEAVING:
            for number in tokens.names(f"on{event}"):
                if tokens[number + 1] == "=":
                    yield self._use(event, number), js.function_body(tokens, number + 2)
        for call in js.calls(tokens, "unload"):
            if call.name == ".unload" and call.arguments:
                yield self._use("unload", call.number), (-1, -1)

    def _asks(self, use: Use, body: tuple[int, int]) -> bool:
        """Whether a listener asks the learner to stay."""
        tokens = self._tokens
        if use.name != "beforeunload" or body[1] < 0:
            return False
        behind = body[0] + 1
        if tokens[body[0]] == "=>" and tokens.kind(behind) in (Kind.STRING, Kind.TEMPLATE):
            return tokens[behind] not in ("''", '""')
        for number in tokens.names("returnValue", *body):
            if tokens[number + 1] == "=":
                return True
        for number in tokens.names("return", *body):
            if tokens.kind(number + 1) in (Kind.STRING, Kind.TEMPLATE):
                return tokens[number + 1] not in ("''", '""')
        return any(True for _ in tokens.names("preventDefault", *body))

    def _synchronous(self) -> Iterator[Use]:
        tokens = self._tokens
        for call in js.calls(tokens, "open"):
            method = call.argument(0)
            is_request = not call.is_global and (method is None or method.isupper())
            if is_request and call.argument(2) == "false":
                yield self._use(call.name, call.number)
        for number in tokens.holding("async"):
            if tokens[number].strip("'\"") == "async" and tokens[number + 1] == ":":
                end = js.end_of_value(tokens, number + 2, limit=3)
                if js.constant(tokens, number + 2, end) == "false" and self._is_request(number):
                    yield self._use("async: false", number)

    def _is_request(self, number: int) -> bool:
        """Whether the object that has this key is the options of a request."""
        tokens = self._tokens
        opening = js.around(tokens, number)
        if opening < 0 or tokens[opening] != "{":
            return False
        call = js.around(tokens, opening)
        is_argument = call > 0 and tokens[call - 1] in _REQUESTING
        keys = tokens.holding("url", opening, tokens.partner(opening))
        return is_argument or any(tokens[key - 1] in "{," for key in keys)

    def _keys(self) -> Iterator[Use]:
        tokens = self._tokens
        for found in _KEY.finditer(tokens.text):
            number = tokens.number_at(found.start())
            if tokens.kind(number) in (Kind.STRING, Kind.TEMPLATE, Kind.HOLE):
                yield self._use(found[0], number)

    def _source_map(self) -> str:
        text = self._tokens.text
        for start, end in map(self._tokens.comment, (-1, -2, -3)):
            if found := _MAP.search(text, start, end):
                return found[1]
        return ""

    def _fault(self) -> Use | None:
        tokens = self._tokens
        if (fault := tokens.fault) is None:
            return None
        line, column = tokens.place(fault.offset)
        script = self._script
        column += script.column - 1 if line == 1 else 0
        return Use(fault.what, script.line + line - 1, column)

    def _of_module(self) -> Use | None:
        """Statements of modules stand in no bracket, and nothing but a module may have them."""
        tokens = self._tokens
        found = [
            number
            for word in ("import", "export")
            for number in _some(tokens.names(word))
            if not tokens.is_property(number)
            and (tokens.kind(number + 1) in (Kind.NAME, Kind.STRING) or tokens[number + 1] in "{*")
        ]
        if self._script.is_module or not found:
            return None
        first, at = min(found), 0
        while at < first:
            at = js.after(tokens, at) if tokens.kind(at) in (Kind.OPEN, Kind.HOLE) else at + 1
        return self._use(tokens[first], first) if at == first else None

    def _moves(self) -> Iterator[Use]:
        for move in assigned.moves(self._tokens):
            if move.window:
                yield self._use(move.name, move.number)

    def _is_library(self) -> bool:
        tokens = self._tokens
        text = tokens.text
        lines = text.count("\n") + 1
        if len(text) > 4 * _MINIFIED and len(text) / lines > _MINIFIED:
            return True
        if any(mark in text for mark in _BUNDLED):
            return True
        start, end = tokens.comment(0)
        return _BANNER.search(text, start, min(end, start + 2000)) is not None
