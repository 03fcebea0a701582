"""What a script refers to: what it surely loads, and texts in it that look like paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scorm_builder.crawl import Kind, Reference, Script, assigned
from scorm_builder.crawl import expressions as js
from scorm_builder.crawl.endings import AT_THE_END, kind_of
from scorm_builder.crawl.tokens import Kind as Token
from scorm_builder.crawl.tokens import Tokens

MOST_LEADS = 2000
"""Of each sort, of one script: a bundle may hold a table of any length."""

_LONGEST = 300
_SOURCE = re.compile(r"<script\b[^>]*?\ssrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)

# What is fetched by these, and whether only `new` fetches.
_FETCHING = {
    "fetch": (Kind.FETCH, False),
    "importScripts": (Kind.SCRIPT, False),
    "Worker": (Kind.WORKER, True),
    "SharedWorker": (Kind.WORKER, True),
    "Audio": (Kind.MEDIA, True),
    "EventSource": (Kind.FETCH, True),
}
SERVICE_WORKER = "serviceWorker.register"
_METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")


def references(script: Script, tokens: Tokens) -> Iterator[Reference]:
    """Every reference of ``script``, whose tokens are ``tokens``, in no special order.

    What is imported, and what counts from ``import.meta.url``, counts from the script's own file,
    and says so by its ``page``; all else counts from the page that runs the script.
    """
    told: set[int] = set()
    for number, written, kind, counts_from_itself in islice(_sure(tokens), MOST_LEADS):
        if js.HOLE not in written and written.strip():
            told.add(number)
            page = script.source if counts_from_itself else ""
            line, column = place(script, tokens, number)
            window = _window(tokens, number) if kind is Kind.LINK else ""
            yield Reference(
                script.source,
                line,
                column,
                written,
                kind,
                page=page,
                window=window,
                by_script=True,
            )
    for number, written, kind in _likely(tokens):
        if number not in told:
            line, column = place(script, tokens, number)
            yield Reference(script.source, line, column, written, kind, sure=False, by_script=True)


def place(script: Script, tokens: Tokens, number: int) -> tuple[int, int]:
    """Where in the script's file a token stands."""
    line, column = tokens.place(tokens.start(number))
    return script.line + line - 1, column + (script.column - 1 if line == 1 else 0)


def _sure(tokens: Tokens) -> Iterator[tuple[int, str, Kind, bool]]:
    yield from _imported(tokens)
    for number, address, kind in assigned.addresses(tokens):
        yield number, address, kind, False
    for word, (kind, only_new) in _FETCHING.items():
        for call in js.calls(tokens, word):
            if call.is_global and call.is_new >= only_new:
                for written in call.arguments if word == "importScripts" else call.arguments[:1]:
                    if written is not None:
                        yield call.number + 2, written, kind, False
    for call in js.calls(tokens, "open"):
        method, requested = call.argument(0), call.argument(1)
        if method and method.upper() in _METHODS and requested:
            yield call.number + 4, requested, Kind.FETCH, False
        elif call.is_global and not call.is_new and method and call.name != "open":
            yield call.number + 2, method, Kind.LINK, False
    for call in js.calls(tokens, "register"):
        if call.name.endswith(SERVICE_WORKER) and (written := call.argument(0)):
            yield call.number + 2, written, Kind.WORKER, False
    for call in js.calls(tokens, "URL"):
        opening = call.number + 1
        end = js.end_of_value(tokens, opening + 1)
        is_own = [tokens[end + step] for step in range(1, 6)] == ["import", ".", "meta", ".", "url"]
        if call.is_new and is_own and (written := call.argument(0)):
            kind = kind_of(written) or Kind.FETCH
            before = tokens[call.number - 2]
            is_worker = before == "(" and tokens[call.number - 3] in ("Worker", "SharedWorker")
            yield opening + 1, written, Kind.WORKER if is_worker else kind, True


def _window(tokens: Tokens, number: int) -> str:
    """The window of a ``window.open`` whose address is token ``number``."""
    call = js.call_at(tokens, number - 2)
    is_open = call is not None and call.word == "open"
    return ((call.argument(1) if call else "") or "_blank").lower() if is_open else ""


def _imported(tokens: Tokens) -> Iterator[tuple[int, str, Kind, bool]]:
    """Modules by their paths; names (``import "lodash"``) mean no file."""
    for number in tokens.names("import"):
        if tokens.is_property(number):
            continue
        if tokens[number + 1] == "(":
            end = js.end_of_value(tokens, number + 2)
            written = js.constant(tokens, number + 2, end)
            if written is not None and _is_path(written):
                yield number + 2, written, Kind.MODULE, True
        elif tokens.kind(number + 1) == Token.STRING:
            yield from _module(tokens, number + 1)
    for number in tokens.names("from"):
        before = tokens[number - 1]
        statement = before in ("}", "*") or tokens.kind(number - 1) == Token.NAME
        if statement and tokens.kind(number + 1) == Token.STRING:
            yield from _module(tokens, number + 1)


def _module(tokens: Tokens, number: int) -> Iterator[tuple[int, str, Kind, bool]]:
    written = js.cooked(tokens[number])
    if _is_path(written):
        yield number, written, Kind.MODULE, True


def _is_path(written: str) -> bool:
    return written.startswith(("./", "../", "/", "http:", "https:"))


def _likely(tokens: Tokens) -> Iterator[tuple[int, str, Kind]]:
    """Texts that look like paths, and scripts in what is written into a page."""
    found = 0
    last = -1
    for ending in AT_THE_END.finditer(tokens.text):
        number = tokens.number_at(ending.start())
        if number == last or tokens.kind(number) not in (Token.STRING, Token.TEMPLATE):
            continue
        last = number
        literal = tokens[number]
        if len(literal) > _LONGEST or literal.startswith("}"):
            continue
        written = js.cooked(literal)
        if inner := _SOURCE.search(written):
            written = inner[1]
        if kind := kind_of(written):
            yield number, written, kind
            found += 1
            if found >= MOST_LEADS:
                return
