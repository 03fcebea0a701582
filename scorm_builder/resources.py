"""Where the templates are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def templates() -> Path:
    """The folder of Jinja2 templates, style sheets, runtime modules and UI strings."""
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "runtime").is_dir():
            return folder
    raise FileNotFoundError(
        "the templates that belong to scorm_builder are missing: install it again"
    )
