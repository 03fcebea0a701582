"""Courses as code: a course source tree becomes a SCORM 1.2 package.

    >>> import scorm_builder
    >>> result = scorm_builder.build("course_src", "dist")

Names are imported when first used, so that ``scorm-builder --help`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorm_builder.checking import Choice as Choice
    from scorm_builder.checking import Verdict as Verdict
    from scorm_builder.checking import check as check
    from scorm_builder.diagnostics import Diagnostic as Diagnostic
    from scorm_builder.diagnostics import Report as Report
    from scorm_builder.diagnostics import Severity as Severity
    from scorm_builder.diagnostics import Span as Span
    from scorm_builder.pipeline import BuildResult as BuildResult
    from scorm_builder.pipeline import Built as Built
    from scorm_builder.pipeline import build as build

__version__ = "0.1.0"

_HOMES = {
    "BuildResult": "pipeline",
    "Built": "pipeline",
    "Choice": "checking",
    "Diagnostic": "diagnostics",
    "Report": "diagnostics",
    "Severity": "diagnostics",
    "Span": "diagnostics",
    "Verdict": "checking",
    "build": "pipeline",
    "check": "checking",
}

__all__ = [
    "BuildResult",
    "Built",
    "Choice",
    "Diagnostic",
    "Report",
    "Severity",
    "Span",
    "Verdict",
    "__version__",
    "build",
    "check",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
