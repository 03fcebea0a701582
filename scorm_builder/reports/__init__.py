"""Judgements in the forms that people and programs read: one module a form, each a ``Form``.

What a span, a label and a message hold is to the letter, and may be hostile: it is the forms that
make it fit for their readers.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from scorm_builder.checking.many import Judgement

FORMS = ("text", "json", "sarif", "junit", "github")


class Form(Protocol):
    """What a module of this room offers."""

    def render(self, judgement: Judgement, /) -> str:
        """The whole text, which ends in a line break."""


def render(form: str, judgement: Judgement) -> str:
    """The judgement in one of the forms."""
    return cast("Form", import_module(f"{__name__}.{form}")).render(judgement)
