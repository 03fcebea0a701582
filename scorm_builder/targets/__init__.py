"""What a target is.

A target is one module in this folder (or one offered under the entry point group
``scorm_builder.targets``): it knows one output format and turns what was rendered into the plan of
a package. Units, runtime and loader know nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from scorm_builder.diagnostics import Diagnostic
from scorm_builder.model import Course, Output, Plan, Rendered


class Target(Protocol):
    """The names that a module of a target has."""

    def plan(
        self, course: Course, rendered: Sequence[Rendered], shared: Sequence[Output]
    ) -> tuple[Plan, list[Diagnostic]]:
        """The whole package, every file by its path; ``shared`` is what every page needs."""
