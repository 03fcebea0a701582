"""Findings: what is wrong, where, and how to mend it.

A finding is a value. Stages collect findings and hand them on; only the face of the program
prints them. Exceptions are left for bugs and for "cannot start".
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


class Severity(enum.Enum):
    """How much a finding weighs: an error stops the build, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place: a path as the user would type it, line and column from 1; 0 means unknown."""

    path: str = ""
    line: int = 0
    col: int = 0

    def __str__(self) -> str:
        shown = self.path
        if self.line:
            shown += f":{self.line}"
            if self.col:
                shown += f":{self.col}"
        return shown


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
        head = f"{self.severity.value}[{self.code}] {self.message}"
        if self.pointer:
            head += f" ({self.pointer})"
        return f"{self.span}: {head}" if self.span.path else head

    def as_dict(self) -> dict[str, Any]:
        """The stable JSON form: code, severity, message, path, line, column, perhaps pointer."""
        shown = {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "path": self.span.path,
            "line": self.span.line,
            "column": self.span.col,
        }
        return {**shown, "pointer": self.pointer} if self.pointer else shown


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
        return json.dumps([d.as_dict() for d in self.diagnostics], ensure_ascii=False, indent=2)
