"""What a text would be the path of, by the ending that it has."""

from __future__ import annotations

import re

from scorm_builder.crawl import Kind

_EXTENSIONS = {
    Kind.SCRIPT: "js mjs",
    Kind.STYLE: "css",
    Kind.FETCH: "json xml txt csv wasm",
    Kind.TRACK: "vtt srt",
    Kind.IMAGE: "png jpg jpeg gif svg webp avif bmp ico",
    Kind.MEDIA: "mp3 mp4 m4a m4v webm ogg ogv oga wav aac flac mov",
    Kind.FONT: "woff woff2 ttf otf eot",
    Kind.LINK: "html htm xhtml pdf doc docx xls xlsx ppt pptx zip",
    Kind.OBJECT: "swf",
}
_KINDS = {ending: kind for kind, endings in _EXTENSIONS.items() for ending in endings.split()}
_ANY = "|".join(sorted(_KINDS))
_PATH = re.compile(rf"(?:[\w.@%~+()-]++/)*+[\w.@%~+() -]*?\w\.({_ANY})(?:[?#]\S*)?", re.IGNORECASE)
AT_THE_END = re.compile(rf"\.(?:{_ANY})(?=[\"'`?#])", re.IGNORECASE)
"""An ending where a text in a script, or the path in it, ends."""


def kind_of(written: str) -> Kind | None:
    """What a text would be the path of; None if it does not look like a path."""
    found = _PATH.fullmatch(written)
    return _KINDS[found[1].lower()] if found else None
