"""Tables of TOML whose keys know their lines, which Python's own reader does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scorm_builder.diagnostics import Span


class SettingsError(Exception):
    """Settings that cannot be followed; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file: what it holds, and by which names it is reached from the file's top.

    ``shown`` is the file's path for findings, ``text`` all that stands in it.
    """

    shown: str
    text: str
    values: Mapping[str, Any]
    way: tuple[str, ...] = ()

    def inner(self, key: str) -> Table | None:
        """The table under a key, None where there is no such key.

        Raises :class:`SettingsError` if it is no table.
        """
        if key not in self.values:
            return None
        if not isinstance(self.values[key], dict):
            raise self.wrong(key, f"{key!r} has to be a table")
        return Table(self.shown, self.text, self.values[key], (*self.way, key))

    def span(self, key: str) -> Span:
        """Where a key stands."""
        return Span(self.shown, _line(self.text.split("\n"), (*self.way, key)))

    def wrong(self, key: str, message: str) -> SettingsError:
        """What is to be raised where a key cannot be followed."""
        return SettingsError(f"{self.span(key)}: {message}")


def read(path: Path) -> Table:
    """All of a file. Raises :class:`SettingsError`."""
    here = Path.cwd()
    shown = (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
    try:
        # Editors of Windows put a mark before the first character.
        text = path.read_text("utf-8-sig")
        return Table(shown, text, tomllib.loads(text))
    except OSError as error:
        why = error.strerror or str(error)
    except UnicodeDecodeError:
        why = "it is not UTF-8"
    except tomllib.TOMLDecodeError as error:
        why = str(error)
    raise SettingsError(f"{shown}: this cannot be read: {why}")


def _line(lines: Sequence[str], way: Sequence[str]) -> int:
    """The line, from 1, on which what brings a key begins; 0 if it is written in escapes."""
    named = (number for number, line in enumerate(lines) if way[-1] in line)
    return next((number + 1 for number in named if _brings(lines, number, way)), 0)


def _brings(lines: Sequence[str], number: int, way: Sequence[str]) -> bool:
    """Whether a key is there after what begins with a line, and was not before."""
    before = _parsed(lines[:number])
    if before is None or _has(before, way):
        return False
    ends = (_parsed(lines[:end]) for end in range(number + 1, len(lines) + 1))
    after = next((one for one in ends if one is not None), None)
    return after is not None and _has(after, way)


def _parsed(lines: Sequence[str]) -> Mapping[str, Any] | None:
    """The beginning of a file; None where it ends amidst a value."""
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _has(table: Any, way: Sequence[str]) -> bool:
    for name in way:
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return True
