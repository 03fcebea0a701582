"""What authors are told, in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scorm_builder import load, source
from tests.units.making import make


def told(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """The findings of a course but the notes on ids, as ``place code message``."""
    make(folder, files)
    tree, found = source.scan(folder, "")
    _, more = load.editions(tree, {})
    every = [*found, *more]
    return [f"{one.span} {one.code} {one.message}" for one in every if one.code != "S415"]
