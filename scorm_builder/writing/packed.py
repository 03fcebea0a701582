"""What is packed of a file of the course: itself, but for notes, and for what would run."""

from __future__ import annotations

from pathlib import Path

from scorm_builder.markdown import without_comments
from scorm_builder.media import drawings
from scorm_builder.model import SourceFile


def packed(file: SourceFile) -> bytes | Path:
    """A file as it is; Markdown without the notes of its authors, an SVG as a drawing alone."""
    name = file.path.lower()
    if name.endswith(".svg"):
        return drawings.cleaned(file.disk) or file.disk
    if not name.endswith(".md"):
        return file.disk
    data = file.disk.read_bytes()
    try:
        return without_comments(data.decode()).encode()
    except UnicodeDecodeError:
        return data
