"""A value of YAML by itself, for what is no mapping of single values: lists of lists, Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import yaml

from scorm_builder.diagnostics import Span

Locate = Callable[[int, int], Span]
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Value:
    """One value; ``locate`` turns line and column of the YAML text, from 1, into a place."""

    node: yaml.Node
    locate: Locate

    @property
    def span(self) -> Span:
        return self._at(self.node.start_mark.line, self.node.start_mark.column)

    @property
    def is_boolean(self) -> bool:
        return bool(self.node.tag == f"{_TAG}bool")

    def text(self) -> str | None:
        """A text with its lines, a number or word as it was written; None if it is none of them."""
        is_text = isinstance(self.node, yaml.ScalarNode) and self.node.tag != f"{_TAG}null"
        return str(self.node.value) if is_text else None

    def entries(self) -> list[Value] | None:
        """The entries of a list; None if it is none."""
        if not isinstance(self.node, yaml.SequenceNode):
            return None
        return [Value(entry, self.locate) for entry in self.node.value]

    def place(self, line: int, col: int) -> Span:
        """The place of a line and column, from 1, of the text that this is.

        Of a text that YAML folds, the line is only near.
        """
        begin, end = self.node.start_mark, self.node.end_mark
        style = getattr(self.node, "style", None)
        if style in ("|", ">"):
            # It begins below its sign, by how much further in is not known.
            return self._at(min(begin.line + line, max(end.line - 1, begin.line)), 0)
        if line == 1:
            return self._at(begin.line, begin.column + bool(style) + col - 1)
        return self._at(min(begin.line + line - 1, end.line), 0)

    def _at(self, line: int, col: int) -> Span:
        return self.locate(line + 1, col + 1)
