"""Where templates and the pages of findings are: beside the package in a checkout, else in it."""

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


@cache
def findings() -> str:
    """The text of docs/findings.md: a section a code."""
    package = Path(__file__).resolve().parent
    for page in (package / "findings.md", package.parent / "docs" / "findings.md"):
        if page.is_file():
            return page.read_text("utf-8")
    raise FileNotFoundError("the page of findings is missing: install scorm_builder again")
