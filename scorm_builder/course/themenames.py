"""The names of what a theme is made of, and names that were probably meant for them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from functools import cache

from scorm_builder.resources import templates

FOLDER = "theme"
SHEET = "theme.css"
TEMPLATE = ".html.j2"
LOGOS = ("logo.svg", "logo.png")
DARK_LOGOS = ("logo-dark.svg", "logo-dark.png")
PARTS = f"{SHEET}, {' or '.join(LOGOS)}, or a template as page{TEMPLATE}"
_SHEET = ".css"
_IMAGES = (".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico")
_TEMPLATES = re.compile(r"(?:\.html?)?(?:\.(?:j2|jinja2?|tmpl))?", re.IGNORECASE)
_IN_A_LANGUAGE = re.compile(r"\.[a-z]{2,3}(?:-[a-z0-9]+)*(?=\.)", re.IGNORECASE)


@cache
def overridable() -> tuple[str, ...]:
    """The names of our own templates, each of which a theme may have too."""
    folder = templates()
    return tuple(
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"*{TEMPLATE}"))
    )


@cache
def parts() -> tuple[str, ...]:
    """All names that make a folder a theme."""
    return (SHEET, *LOGOS, *DARK_LOGOS, *overridable())


def problem(name: str, files: Collection[str]) -> str:
    """What is wrong with a file of a theme that looks like a part of it and is none, and the cure.

    Empty if it does not look so. ``files`` are all that lie in the theme.
    """
    if name in parts():
        return ""
    if meant := _meant(name, files):
        return f"{name!r} is no part of a theme by this name: call it {meant!r}"
    stem, ending = posixpath.splitext(name.lower())
    if stem in ("logo", "logo-dark") and ending in _IMAGES:
        return f"{name!r} is no logo: save it as '{stem}.svg' or '{stem}.png'"
    plain = _IN_A_LANGUAGE.sub("", name, count=1)
    if plain != name and plain.lower() in parts():
        return f"{name!r} is for a language that the course does not have: see languages:"
    return ""


def _meant(name: str, files: Collection[str]) -> str:
    """The name that a file should have, as it seems; empty if none."""
    lower = name.lower()
    if lower in parts():
        return lower
    if lower.endswith(_SHEET) and "/" not in name and SHEET not in files:
        return SHEET
    for one in overridable():
        stem = one.removesuffix(TEMPLATE)
        if lower.startswith(f"{stem}.") and _TEMPLATES.fullmatch(lower.removeprefix(stem)):
            return one
    return ""
