"""Located YAML: every key and value knows its file, line and column.

A :class:`Fields` wraps one mapping. Its getters give the value in the type that was asked for, or
the default and a finding; what nobody asked for is reported by :meth:`Fields.finish`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Diagnostic, Span

Locate = Callable[[int, int], Span]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = {"str": "text", "int": "a number", "float": "a number", "bool": "true or false"}
_TAG = "tag:yaml.org,2002:"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def nearest(word: str, known: Iterable[str]) -> str:
    """``" (did you mean 'x'?)"`` for the known word that looks most like ``word``, else nothing."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {found[0]!r}?)" if found else ""


def parse(text: str, locate: Locate, found: list[Diagnostic]) -> Fields:
    """The mapping in ``text``; empty text is an empty mapping.

    ``locate`` turns line and column of ``text``, from 1, into a place. Findings go to ``found``,
    now and while the fields are read. Unreadable YAML gives one and an empty mapping.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = locate(mark.line + 1, mark.column + 1) if mark else locate(1, 1)
        problem = error.problem or "it cannot be read"
        hint = ""
        if mark and "\t" in text.split("\n")[mark.line][: mark.column + 1]:
            hint = "; indent with blanks, not with tabs"
        elif "mapping values are not allowed" in problem:
            hint = "; put a value that holds ': ' in quotes"
        found.append(codes.YAML.at(where, f"this is not valid YAML: {problem}{hint}"))
        return Fields(None, locate, found)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found.append(codes.YAML.at(locate(line, 1), f"this is not valid YAML: {error.reason}"))
        return Fields(None, locate, found)
    if node is not None and not isinstance(node, yaml.MappingNode):
        message = "this must be a list of keys with values, as in 'title: Safety'"
        found.append(codes.WRONG_TYPE.at(locate(1, 1), message))
        node = None
    return Fields(node, locate, found)


class Fields:
    """One mapping of a YAML file. Getters never raise for what an author wrote."""

    def __init__(
        self, node: yaml.MappingNode | None, locate: Locate, found: list[Diagnostic]
    ) -> None:
        self._locate = locate
        self._found = found
        self._used: set[str] = set()
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value if node else ():
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name in self._keys:
                first = self._place(self._keys[name])
                message = f"the key {name!r} was given on line {first.line} already"
                found.append(codes.DUPLICATE_KEY.at(self._place(key), message))
                continue
            self._keys[name] = key
            self._values[name] = value

    def _place(self, node: yaml.Node) -> Span:
        return self._locate(node.start_mark.line + 1, node.start_mark.column + 1)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def key_span(self, key: str) -> Span:
        """Where the key stands; the first line if it is not there."""
        node = self._keys.get(key)
        return self._place(node) if node is not None else self._locate(1, 1)

    def span(self, key: str) -> Span:
        """Where the value of ``key`` stands; the first line if it is not there."""
        node = self._values.get(key)
        return self._place(node) if node is not None else self._locate(1, 1)

    def report(self, code: Code, span: Span, message: str) -> None:
        self._found.append(code.at(span, message))

    def _take(self, key: str) -> yaml.Node | None:
        self._used.add(key)
        node = self._values.get(key)
        if node is not None and node.tag == f"{_TAG}null":
            return None
        return node

    def _wrong(self, key: str, node: yaml.Node, wanted: str) -> None:
        kind = ""
        if not isinstance(node, yaml.ScalarNode):
            kind = "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
        got = kind or _KINDS.get(node.tag.removeprefix(_TAG), "something else")
        message = f"{key!r} must be {wanted}, but this is {got}"
        self.report(codes.WRONG_TYPE, self._place(node), message)

    def text(self, key: str, default: str = "", *, longest: int = 0) -> str:
        """Plain text on one line. Numbers and dates are taken as they were written."""
        node = self._take(key)
        if node is None:
            return default
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(key, node, "text")
            return default
        value = " ".join(str(node.value).split())
        if longest and len(value) > longest:
            message = f"{key!r} has {len(value)} characters; at most {longest} fit"
            self.report(codes.TOO_LONG, self._place(node), message)
            return value[:longest]
        return value

    def boolean(self, key: str, default: bool = False) -> bool:
        node = self._take(key)
        if node is None:
            return default
        if isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}bool":
            return str(node.value).lower() in ("true", "yes", "on")
        self._wrong(key, node, "true or false")
        return default

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """One of ``choices``; else the default and a finding that lists them."""
        value = self.text(key, default)
        allowed = list(choices)
        if key not in self or value in allowed or self._values[key].tag == f"{_TAG}null":
            return value if value in allowed else default
        if isinstance(self._values[key], yaml.ScalarNode):
            message = f"{key!r} cannot be {value!r}{nearest(value, allowed)}: {_or(allowed)}"
            self.report(codes.WRONG_VALUE, self.span(key), message)
        return default

    def items(self, key: str) -> list[tuple[str, Span]]:
        """A list of texts, or one text as a list of one, each with its place."""
        node = self._take(key)
        if node is None:
            return []
        if isinstance(node, yaml.ScalarNode):
            return [(str(node.value), self._place(node))]
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, node, "a list")
            return []
        out = []
        for entry in node.value:
            if isinstance(entry, yaml.ScalarNode):
                out.append((str(entry.value), self._place(entry)))
            else:
                self._wrong(key, entry, "a list of texts")
        return out

    def strings(self, key: str) -> tuple[str, ...]:
        return tuple(" ".join(text.split()) for text, _ in self.items(key))

    def entries(self, key: str) -> list[Fields] | None:
        """Mappings of a list; an entry that is text stands for ``{path: text}``. None if absent."""
        node = self._take(key)
        if node is None:
            return None
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, node, "a list")
            return []
        out: list[Fields] = []
        for entry in node.value:
            if isinstance(entry, yaml.MappingNode):
                out.append(Fields(entry, self._locate, self._found))
            elif isinstance(entry, yaml.ScalarNode):
                out.append(Fields(None, self._locate, self._found).only("path", entry))
            else:
                self._wrong(key, entry, "a list of paths")
        return out

    def only(self, key: str, node: yaml.Node) -> Fields:
        """The same mapping with one more key, standing where its value stands."""
        self._keys[key] = self._values[key] = node
        return self

    def pair(self, key: str) -> tuple[str, str] | None:
        """A word, or a mapping of one word to one text: ``end`` or ``{watched: 90%}``."""
        node = self._take(key)
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode):
            word, _, rest = str(node.value).partition(":")
            return word.strip(), rest.strip()
        if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
            left, right = node.value[0]
            if isinstance(left, yaml.ScalarNode) and isinstance(right, yaml.ScalarNode):
                return str(left.value), str(right.value)
        self._wrong(key, node, "one word, or one word with a value")
        return None

    def finish(self, known: Iterable[str], later: Iterable[str] = ()) -> None:
        """Reports every key that is neither ``known`` nor was asked for.

        ``later`` names keys of the source format that this version does not act on.
        """
        known, later = set(known), set(later)
        for key in self._keys:
            if key in self._used or key in known:
                continue
            if key in later:
                message = f"{key!r} is not supported by this version: take it out to build"
                self.report(codes.NOT_YET, self.key_span(key), message)
                continue
            message = f"unknown key {key!r}{nearest(key, known | self._used)}"
            self.report(codes.UNKNOWN_KEY, self.key_span(key), message)


def _or(words: list[str]) -> str:
    if len(words) < 2:
        return f"write {''.join(words)}"
    return f"write {', '.join(words[:-1])} or {words[-1]}"


_DURATION = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hour|hours)\s*)?"
    r"(?:(?P<m>\d+(?:\.\d+)?)\s*(?:m|min|mins|minute|minutes)?\s*)??"
    r"(?:(?P<s>\d+(?:\.\d+)?)\s*(?:s|sec|secs|second|seconds)\s*)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]\d)")
_ISO = re.compile(r"P(?:T)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", re.IGNORECASE)


def seconds(text: str) -> float | None:
    """A length of time in seconds; a bare number is seconds. None if it is no length of time.

    ``90``, ``90s``, ``60 Minutes``, ``1h30``, ``1:30:00``, ``PT1H``.
    """
    text = text.strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if match := _CLOCK.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        return hours * 3600.0 + minutes * 60 + rest
    match = _ISO.fullmatch(text)
    if not match and re.search(r"\d", text):
        match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    hours_, minutes_, seconds_ = (float(part or 0) for part in match.groups())
    return hours_ * 3600 + minutes_ * 60 + seconds_
