"""Findings: what is wrong, where, and how to mend it.

A finding is a value. Stages collect findings and hand them on; only the face of the program
prints them. Exceptions are left for bugs and for "cannot start".
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


class Severity(enum.Enum):
    """How much a finding weighs: an error stops the build, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_MOST_PATH, _MOST_ENTRY, _MOST_MESSAGE = 4096, 300, 10_000
_HALVES = re.compile("[\ud800-\udfff]")
_ODD = re.compile(r"[^ -~\n]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place: a file, line and column from 1; 0 means unknown.

    ``path`` is that of a file as the user would type it, ``entry`` the name of one in it if that is
    a zip: both to the letter, which only ``str`` makes fit to be shown. Lines are the entry's.
    """

    path: str = ""
    entry: str = field(default="", kw_only=True)
    line: int = 0
    col: int = 0

    def __str__(self) -> str:
        entry = f"!{visible(self.entry, _MOST_ENTRY)}" if self.entry else ""
        return f"{shown_path(self.path)}{entry}{self.within()}"

    def within(self) -> str:
        """The line and the column, as ``:3:9``; empty where there is none."""
        if not self.line:
            return ""
        return f":{self.line}:{self.col}" if self.col else f":{self.line}"

    def as_dict(self) -> dict[str, Any]:
        """The stable JSON form."""
        return {"path": self.path, "entry": self.entry, "line": self.line, "column": self.col}


def cut(text: str, most: int) -> str:
    """``text``, of which the middle is left out if it is longer than ``most``."""
    return text if len(text) <= most else f"{text[: most // 2]}...{text[-most // 2 :]}"


def quoted(text: str, most: int = 200) -> str:
    """``text`` in quotation marks, on one line, not too long; a backslash stands once."""
    return repr(cut(text, most)).replace("\\\\", "\\")


def visible(text: str, most: int) -> str:
    """``text`` for one line of a terminal: not too long, control characters written out."""
    text = cut(text, most)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def shown_path(path: str) -> str:
    """A path for the beginning of a line: visible, and no command of a server that runs builds."""
    shown = visible(path, _MOST_PATH)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def as_json(value: object) -> str:
    r"""``value`` as a text of JSON that any reader takes and no terminal acts on.

    What is not printable is escaped; half a pair of UTF-16, as Python has it of a file's name that
    is no UTF-8, is no character, and stands as the text ``\udcff``.
    """
    text = _HALVES.sub(_half, json.dumps(value, ensure_ascii=False, indent=2))
    return _ODD.sub(lambda c: c[0] if c[0].isprintable() else json.dumps(c[0])[1:-1], text)


def _half(found: re.Match[str]) -> str:
    return f"\\\\u{ord(found[0]):04x}"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: its stable id, a name, its usual severity and one line on it."""

    id: str
    name: str
    severity: Severity
    summary: str

    def at(self, span: Span, message: str, severity: Severity | None = None) -> Diagnostic:
        """The finding of this kind at ``span``; ``message`` names the thing and the cure."""
        return Diagnostic(self.id, severity or self.severity, message, span)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``code`` is the id of a :class:`Code` or of a rule of the validator.

    ``pointer`` is the way to an element of a manifest, as in ``/manifest/resources/resource[2]``.
    ``places`` are further ones where the same is wrong: the first of them, each once.
    """

    code: str
    severity: Severity
    message: str
    span: Span = Span()
    pointer: str = ""
    places: tuple[Span, ...] = ()

    def __str__(self) -> str:
        head = f"{self.severity.value}[{self.code}] {visible(self.message, _MOST_MESSAGE)}"
        if self.pointer:
            head += f" ({visible(self.pointer, _MOST_MESSAGE)})"
        return f"{self.span}: {head}" if self.span.path else head

    def as_dict(self) -> dict[str, Any]:
        """The stable JSON form, which ``docs/check.md`` describes."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            **self.span.as_dict(),
            "pointer": self.pointer,
            "places": [place.as_dict() for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in reading order: by place, then by weight, then by code; none said twice."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Diagnostic]) -> Report:
        unique = dict.fromkeys(found)
        return cls(tuple(sorted(unique, key=lambda d: (d.span, _WEIGHT[d.severity], d.code))))

    def count(self, severity: Severity) -> int:
        return sum(1 for d in self.diagnostics if d.severity is severity)

    def fails(self, strict: bool = False) -> bool:
        """Whether these findings forbid publishing; warnings count only under ``strict``."""
        bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(d.severity in bad for d in self.diagnostics)

    def summary(self) -> str:
        """``"2 errors, 1 warning"``; empty when there is nothing to say."""
        parts = []
        for severity in (Severity.ERROR, Severity.WARNING):
            n = self.count(severity)
            if n:
                parts.append(f"{n} {severity.value}{'' if n == 1 else 's'}")
        if n := self.count(Severity.INFO):
            parts.append(f"{n} note{'' if n == 1 else 's'}")
        return ", ".join(parts)

    def text(self) -> str:
        """One line a finding, as compilers print them."""
        return "".join(f"{d}\n" for d in self.diagnostics)

    def json(self) -> str:
        return as_json([d.as_dict() for d in self.diagnostics])
