"""Courses written on the spot, for what a folder in git cannot hold or findings do not show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files by their paths into a fresh course folder and gives the folder."""

    def into(files: Mapping[str, str | bytes], course: str = "title: Safety\n") -> Path:
        folder = tmp_path / "course"
        for path, content in {"course.yaml": course, **files}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            target.write_bytes(data)
        return folder

    return into
