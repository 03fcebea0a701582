"""Which line of a theme's templates is to blame for what is wrong with a page."""

from __future__ import annotations

import re
from collections.abc import Mapping

Place = tuple[str, int]
_BLOCK = re.compile(r"\{%-?\s*(?:(block)\s+(\w+)|(endblock))\b")


def written(themed: Mapping[str, str], used: str, what: str) -> Place:
    """Where the templates write ``what``; else where the first one begins.

    ``used`` is the template of the page, which is looked into first.
    """
    order = sorted(themed, key=lambda name: (name != used, name))
    for name in order:
        at = themed[name].lower().find(what.lower())
        if at >= 0:
            return name, _line(themed[name], at)
    return order[0], 1


def left_out(themed: Mapping[str, str], ours: Mapping[str, str], used: str, what: str) -> Place:
    """Where the templates put something else in place of the block of ours that has ``what``.

    ``ours`` are our own templates. Where they make the value, as in ``data-slide="3"``, it is found
    by its attribute, or its element.
    """
    for wanted in (what, what.split('"')[0], what.split()[0].rstrip(">")):
        for name in sorted(ours, key=lambda name: (name != used, name)):
            at = ours[name].find(wanted)
            if at < 0:
                continue
            for block in reversed(_around(ours[name], at)):
                for other in sorted(themed, key=lambda name: (name != used, name)):
                    for found in _BLOCK.finditer(themed[other]):
                        if found[2] == block:
                            return other, _line(themed[other], found.start())
            if name in themed:
                return name, 1
    return written(themed, used, what)


def _around(text: str, at: int) -> list[str]:
    """The names of the blocks that are open at a place of a template, outermost first."""
    open_blocks: list[str] = []
    for tag in _BLOCK.finditer(text, 0, at):
        if tag[1]:
            open_blocks.append(tag[2])
        else:
            del open_blocks[-1:]
    return open_blocks


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
