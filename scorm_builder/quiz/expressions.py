"""Regular expressions that mean the same in Python and in browsers, and never take long."""

from __future__ import annotations


class ExpressionError(ValueError):
    """Says why an expression cannot be used."""


def check(text: str, length: int) -> None:
    """Raises if ``text`` is none that can be used on answers of at most ``length`` signs."""
