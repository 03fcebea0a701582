"""Judgements in the forms that people and programs read: one module a form, each a ``Form``."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol, cast

from scorm_builder.checking import Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic

FORMS = ("text", "json", "sarif", "junit", "github")


class Form(Protocol):
    """What a module of this room offers."""

    def render(self, judgement: Judgement, /) -> str:
        """The whole text, which ends in a line break."""


class Place(NamedTuple):
    """Where a finding is: ``path`` of a file on disk, and ``entry`` in it if that is a zip."""

    path: str
    entry: str


def render(form: str, judgement: Judgement) -> str:
    """The judgement in one of the forms."""
    return cast("Form", import_module(f"{__name__}.{form}")).render(judgement)


def place(verdict: Verdict, found: Diagnostic) -> Place:
    """Where a finding is; what lies inside a zip told apart from the zip."""
    shown = found.span.path
    inside = shown.removeprefix(f"{verdict.label}!")
    if inside != shown:
        return Place(verdict.label, inside)
    # A course is judged by the zip that it would become.
    zipped, bang, entry = shown.partition(".zip!")
    return Place(f"{zipped}.zip", entry) if bang else Place(shown, "")
