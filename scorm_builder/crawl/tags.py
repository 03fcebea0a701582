"""The tags of an HTML text as browsers find them, each with its exact place.

This is the tokenizer of the HTML standard (13.2.5), as far as it decides what a tag is: comments,
scripts and other raw text hold none. No tree is made: for what a page loads, none is needed, and
what a text cannot build it cannot blow up either. Time is linear in the length of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from types import MappingProxyType

_BLANK = "\t\n\f\r "
_OPENING = re.compile(r"<(?:(/?)([A-Za-z][^\t\n\f\r />]*+)|(!--)|([!/?]))")
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*+
    (?: (?P<end> >)
      | (?P<name> [^\t\n\f\r />][^\t\n\f\r />=]*+)
        (?: [\t\n\f\r ]*+ = [\t\n\f\r ]*+
            (?: "(?P<double>[^"]*+)" | '(?P<single>[^']*+)' | (?P<open>["'])
              | (?P<bare>[^\t\n\f\r >][^\t\n\f\r >]*+) )?
        )?
    )""",
    re.VERBOSE,
)
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_PARTS = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
_REFERENCE = re.compile(
    r"&(?:#(?:[0-9]{1,9}+(?![0-9])|[xX][0-9a-fA-F]{1,8}+(?![0-9a-fA-F]));?|([A-Za-z0-9]++;?)(=?))"
)
# What stands in these is text, whatever it looks like; in noscript since scripts are run.
_RAW = frozenset("script style xmp iframe noembed noframes noscript title textarea".split())
_WITH_ENTITIES = frozenset(("title", "textarea"))
_FOREIGN = frozenset(("svg", "math"))
_HTML_AGAIN = frozenset(("foreignobject", "desc", "annotation-xml"))
_DEEPEST = 100
_MOST_ATTRIBUTES = 2000
_NONE: Mapping[str, Value] = MappingProxyType({})
# HTML's own tags end an svg or math that was left open (13.2.6.5).
_BREAKS_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li"
    " listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul"
    " var".split()
)


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an attribute, entities undone; it begins at ``at``.

    ``is_plain``: as it stands in the text, so that offsets in it are offsets in the text.
    """

    text: str
    at: int
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag or an end tag at ``at``; names are in lower case.

    ``text`` is what follows a start tag of a script, a style sheet, a title and the like, up to the
    end tag, and begins at ``inside``. ``is_foreign``: it stands in an svg or a math.
    """

    name: str
    at: int
    attributes: Mapping[str, Value] = field(default_factory=dict)
    is_end: bool = False
    is_closed: bool = False
    is_foreign: bool = False
    text: str = ""
    inside: int = 0

    def get(self, name: str) -> str:
        """The attribute's value without blanks around it; "" if there is none."""
        value = self.attributes.get(name)
        return value.text.strip(_BLANK) if value else ""


def read(text: str, *, is_xml: bool = False) -> Iterator[Tag]:
    """The tags of ``text`` in its order; ``is_xml`` where tags may close themselves."""
    around: list[str] = []
    at = 0
    while opening := _OPENING.search(text, at):
        slash, name, comment, _ = opening.groups()
        foreign = bool(around) and around[-1] in _FOREIGN
        if comment:
            at = _after_comment(text, opening.end())
        elif not name:
            is_text = foreign or is_xml
            closing = "]]>" if is_text and text.startswith("<![CDATA[", opening.start()) else ">"
            end = text.find(closing, opening.end())
            at = len(text) if end < 0 else end + len(closing)
        else:
            name = name.lower()
            at = opening.end() + 1
            attributes: Mapping[str, Value] = _NONE
            is_closed = False
            if not text.startswith(">", at - 1):
                attributes, at, is_closed = _attributes(text, at - 1)
            if at < 0:
                return
            if slash:
                if name in around:
                    del around[len(around) - 1 - around[::-1].index(name) :]
                yield Tag(name, opening.start(), is_end=True)
                continue
            if foreign and not is_xml and name in _BREAKS_OUT:
                around, foreign = [], False
            inside, content = at, ""
            is_empty = is_closed and (foreign or is_xml)
            if name in _RAW and not is_empty and not (foreign and name == "title"):
                at = _raw_end(text, at, name)
                content = text[inside:at]
                if name in _WITH_ENTITIES:
                    content = unescaped(content)
            enters = name in (_HTML_AGAIN if foreign else _FOREIGN)
            if enters and not is_empty and len(around) < _DEEPEST:
                around.append(name)
            foreign = foreign or name in _FOREIGN
            yield Tag(
                name,
                opening.start(),
                attributes,
                is_closed=is_closed,
                is_foreign=foreign,
                text=content,
                inside=inside,
            )
            if name == "plaintext":
                return


def unescaped(text: str) -> str:
    """``text`` with its character references undone, as in the value of an attribute."""
    return _REFERENCE.sub(_meant, text) if "&" in text else text


def _attributes(text: str, at: int) -> tuple[dict[str, Value], int, bool]:
    """The attributes from ``at`` on, where the tag ends (-1: nowhere), whether by ``/>``."""
    found: dict[str, Value] = {}
    while part := _ATTRIBUTE.match(text, at):
        if part["end"]:
            return found, part.end(), text[part.end() - 2] == "/" and part.end() - 2 >= at
        if part["open"]:
            break
        at = part.end()
        name = part["name"].lower()
        if name not in found and len(found) < _MOST_ATTRIBUTES:  # of two, the first counts
            kind = part.lastgroup or "name"
            written = part[kind] if kind != "name" else ""
            value = unescaped(written)
            found[name] = Value(value, part.start(kind), value == written)
    return found, -1, False


def _after_comment(text: str, at: int) -> int:
    if text.startswith((">", "->"), at):
        return text.index(">", at) + 1
    end = _COMMENT_END.search(text, at)
    return end.end() if end else len(text)


def _raw_end(text: str, at: int, name: str) -> int:
    """Where the end tag of raw text begins that starts at ``at``."""
    if name != "script":
        end = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(text, at)
        return end.start() if end else len(text)
    # In <!-- ... --> a script may hold another one (13.2.5.20 and after).
    in_comment = in_second = False
    while part := _SCRIPT_PARTS.search(text, at):
        at = part.end()
        if part[0] == "<!--":
            in_comment = True
            at -= 2  # <!--> is both
        elif part[0] == "-->":
            in_comment = in_second = False
        elif part[1] and not in_second:
            return part.start()
        else:
            in_second = in_comment and not part[1]
    return len(text)


def _meant(reference: re.Match[str]) -> str:
    name = reference[1]
    if not name:
        return html.unescape(reference[0])
    # Without a semicolon a name before = is part of a query (13.2.5.73).
    if name not in html5 or (reference[2] and not name.endswith(";")):
        return reference[0]
    return html5[name] + reference[2]
