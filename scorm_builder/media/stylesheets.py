"""Which files a style sheet names: read as browsers read it (CSS Syntax Module Level 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRING = r'"(?:[^"\\\n]++|\\.)*+"?|\'(?:[^\'\\\n]++|\\.)*+\'?'
# A name, whose letters may be written as escapes.
_NAME = r"(?:[\w-]|\\[0-9a-fA-F]{1,6}+\s?|\\[^\n0-9a-fA-F])++"
_TOKEN = re.compile(
    rf"""
    (?P<comment> /\*.*?(?:\*/|\Z))
  | (?P<called> {_NAME})\(\s*+(?P<url> (?!["'])(?:[^()"'\s\\]++|\\.)*+ )\s*+\)
  | (?P<broken> {_NAME})\(\s*+(?P<words> (?!["'])(?:[^()"'\\]++|\\.)*+ )\)
  | (?P<string> {_STRING})
  | (?P<function> {_NAME})?\(
  | @(?P<rule> {_NAME})
  | (?P<end> [);{{}}])
  | {_NAME}
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)
# In these a string is an address; in format("woff2"), local("Arial") and all others it is none.
_ADDRESSES = ("url", "src", "image-set", "-webkit-image-set", "image", "cross-fade")


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands in a ``url()`` or an ``@import``, and where, from 1; ``at`` is its offset.

    ``rule`` is the at-rule around it: ``import``, ``font-face``, ``media``; or "".
    """

    url: str
    line: int
    column: int
    is_broken: bool = False
    """Without quotes and with a blank in it, which browsers take for nothing."""
    rule: str = ""
    at: int = 0


def references(text: str) -> Iterator[Reference]:
    """Everything that a browser would load with this style sheet, in its order.

    Comments and strings that are only shown load nothing, and the address of a ``@namespace`` is a
    name.
    """
    inside: list[str] = []
    blocks: list[str] = []
    rule = ""
    line, line_start, counted = 1, 0, 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        written = ""
        if kind in ("url", "words"):
            # In other functions this is no address, but a colour or a length.
            is_one = _plain(token["called"] or token["broken"]) == "url" and rule != "namespace"
            written = token[kind] if is_one else ""
        elif kind == "string":
            around = inside[-1] if inside else ""
            if (around in _ADDRESSES and rule != "namespace") or (rule == "import" and not inside):
                written = token["string"].strip("\"'")
        elif kind == "rule":
            rule = _plain(token["rule"])
        elif kind == "end":
            if token["end"] == ")":
                del inside[-1:]
                continue
            if token["end"] == "{":
                blocks.append(rule)
            elif token["end"] == "}":
                del blocks[-1:]
            inside, rule = [], ""
        elif kind == "function" or token[0] == "(":
            inside.append(_plain(token["function"] or ""))
        if written:
            at = token.start()
            line += text.count("\n", counted, at)
            line_start = text.rfind("\n", counted, at) + 1 or line_start
            counted = at
            url = _ESCAPE.sub(_meant, written).strip()
            around = rule or (blocks[-1] if blocks else "")
            yield Reference(url, line, at - line_start + 1, kind == "words", around, at)


def _plain(name: str) -> str:
    return _ESCAPE.sub(_meant, name).lower()


def _meant(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[2] or ""
    number = int(escape[1], 16)
    is_character = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_character else "\ufffd"
