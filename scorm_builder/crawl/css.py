"""What a style sheet loads, as references; ``media/stylesheets.py`` does the reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scorm_builder.crawl import Kind, Reference
from scorm_builder.media import stylesheets

_KINDS = {"import": Kind.STYLE, "font-face": Kind.FONT}
# Behaviours, which only Internet Explorer has loaded.
_OF_OLD = ".htc"

_FIRST_BLOCK = re.compile(
    r"""(?: [^{"'/]++ | /\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z) | / | "(?:[^"\\\n]++|\\.)*+"?
    | '(?:[^'\\\n]++|\\.)*+'? )*+ \{""",
    re.VERBOSE | re.DOTALL,
)

Where = Callable[[int], tuple[int, int]]
"""Line and column in the file of an offset in the sheet."""


def references(
    text: str, source: str, base: str = "", where: Where | None = None
) -> Iterator[Reference]:
    """What the sheet ``text`` loads; it stands in the file ``source`` and may be a part of it."""
    block = _FIRST_BLOCK.match(text)
    for one in stylesheets.references(text):
        if one.url and not one.is_broken and not one.url.lower().endswith(_OF_OLD):
            if one.rule == "import" and block and one.at > block.end():
                # Behind a rule browsers do not import.
                continue
            line, column = where(one.at) if where else (one.line, one.column)
            kind = _KINDS.get(one.rule, Kind.IMAGE)
            yield Reference(source, line, column, one.url, kind, base)
