"""YAML text becomes a graph of nodes; what cannot be read is said in plain words, with its place.

PyYAML does the reading, with the parser written in C where it has one.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

DEEPEST = 50
_STANDARD = "tag:yaml.org,2002:"
_TAGS = frozenset("str int float bool null timestamp seq map".split())
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What the parser says, in part, and what an author can do about it. First match counts.
_WORDS = (
    ("tab character", "indent with blanks, not with tabs"),
    ("unexpected end of stream", "this quote is never closed"),
    ("expected ',' or ']'", "this list in [ ] is never closed"),
    ("expected ',' or '}'", "these braces are never closed"),
    ("undefined alias", "a value that begins with * needs quotes"),
    ("expected alphabetic or numeric", "a value that begins with * or & needs quotes"),
    ("another document", "a line --- begins a second document here: take it out"),
    ("could not find expected ':'", "a key needs ': ' and a value"),
    ("expected '-' indicator", "this line is neither an entry '- ...' nor indented like one"),
    ("unknown escape character", r"in double quotes write \\ for a backslash, or use single ones"),
    (
        "did not find expected key",
        "this does not belong to the value before it: quote all of it, or mend the indentation",
    ),
)
_BEGUN_EARLIER = ("unexpected end of stream", "expected ',' or", "could not find expected ':'")
_ODD_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_BLANK_MISSING = "a blank is missing after this colon"
# Brackets with more text behind them: "[Draft] Fire safety".
_TEXT_IN_FRONT = re.compile(r"\[[^\[\]]*\]\s*\w")
_NO_BLANK = re.compile(r"\s*[\w-]+:\S")


class UnreadableError(Exception):
    """The text is no YAML; ``line`` and ``col`` (from 1) say where, the message how to mend it."""

    def __init__(self, line: int, col: int, message: str) -> None:
        super().__init__(f"this is not valid YAML: {message}")
        self.line, self.col = line, col


def compose(text: str) -> yaml.Node | None:
    """The root node of ``text``; None for empty text. Raises :class:`UnreadableError`."""
    # YAML 1.1 ends lines at these, editors do not: places would be wrong below them.
    text = _ODD_LINE_ENDS.sub(" ", text)
    if bad := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line, col = _place(text, bad.start())
        raise UnreadableError(line, col, f"the character {bad[0]!r} cannot be typed: take it out")
    try:
        _check_events(text)
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(text, error) from None
    _check_circles(node)
    return node


def value(text: str) -> yaml.Node:
    """One value from outside of any file: ``[a, b]`` and ``{a: b}`` as YAML, all else as text.

    Raises :class:`UnreadableError` for a list or mapping that is none.
    """
    text = text.strip()
    if text.startswith(("[", "{")) and not _TEXT_IN_FRONT.match(text):
        node = compose(text)
        if node is not None:
            return node
    resolver: Any = yaml.SafeLoader("")
    start = yaml.Mark("", 0, 0, 0, "", 0)
    return yaml.ScalarNode(
        resolver.resolve(yaml.ScalarNode, text, (True, False)), text, start, start
    )


def _check_events(text: str) -> None:
    """Refuses tags of other programs, and what is nested too deep.

    PyYAML composes by recursion, in C without a limit: too deep a text would end the program.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        tag = getattr(event, "tag", None)
        if tag and tag.removeprefix(_STANDARD) not in _TAGS:
            shown = tag.replace(_STANDARD, "!!")
            message = f"the tag {shown} means nothing here: take it out, or quote the value"
            raise UnreadableError(*_place_of(event.start_mark), message)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            message = f"lists and mappings are nested more than {DEEPEST} deep"
            raise UnreadableError(*_place_of(event.start_mark), message)


def _check_circles(node: yaml.Node | None) -> None:
    """An anchor may be repeated, but not inside itself."""
    above: set[int] = set()
    done: set[int] = set()

    def walk(one: yaml.Node) -> None:
        if not isinstance(one, yaml.CollectionNode) or id(one) in done:
            return
        if id(one) in above:
            raise UnreadableError(*_place_of(one.start_mark), "this value holds itself")
        above.add(id(one))
        for entry in one.value:
            for inner in entry if isinstance(entry, tuple) else (entry,):
                walk(inner)
        above.remove(id(one))
        done.add(id(one))

    if node is not None:
        walk(node)


def _unreadable(text: str, error: yaml.MarkedYAMLError) -> UnreadableError:
    problem = error.problem or "it cannot be read"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(words in problem for words in _BEGUN_EARLIER):
        mark = error.context_mark
    line, col = _place_of(mark)
    lines = text.split("\n")
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, line, col)
    if "could not find expected ':'" in problem and _NO_BLANK.match(lines[line - 1]):
        return UnreadableError(line, lines[line - 1].index(":") + 1, _BLANK_MISSING)
    return UnreadableError(line, col, _cure(problem, text, line, col))


def _second_colon(lines: list[str], line: int, col: int) -> UnreadableError:
    """A colon where none is expected: in a value, or because of the line above."""
    if ": " in lines[line - 1][: col - 1]:
        cure = "a value that holds ': ' needs quotes, or braces as in {time: 90s}"
        return UnreadableError(line, col, cure)
    above = next((n for n in range(line - 1, 0, -1) if lines[n - 1].strip()), line)
    words = lines[above - 1]
    if _NO_BLANK.match(words):
        at = words.index(":") + 1
        return UnreadableError(above, at, _BLANK_MISSING)
    if ":" in words:
        return UnreadableError(line, 1, "begin this line at the same column as the keys above")
    return UnreadableError(above, 1, "a key needs ': ' and a value")


def _cure(problem: str, text: str, line: int, col: int) -> str:
    if "cannot start any token" in problem:
        lines = text.split("\n")
        char = lines[line - 1][col - 1 : col] if line <= len(lines) else ""
        if char == "\t":
            return "indent with blanks, not with tabs"
        return f"a value that begins with {char} needs quotes"
    return next((cure for words, cure in _WORDS if words in problem), problem)


def _place_of(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
