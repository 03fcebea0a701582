"""HTML that an author writes into Markdown: its tags, and what of it a page cannot keep.

Pages promise to run under ``Content-Security-Policy: default-src 'self'``. Scripts, inline styles
and event attributes would not run there and are left out; each is told, so that nothing vanishes
in silence. Tags are read as browsers do, which is laxer than CommonMark.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^'\">])*)>"
)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<key>[^\s"'<>/=][^\s"'<>/=]*)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>][^\s>]*)))?"""
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<![a-zA-Z\[].*?(?:>|\Z)", re.DOTALL)
_CODE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
# A tag that never ends would swallow what comes after it.
_UNFINISHED = re.compile(r"<(?=[a-zA-Z/!?])")
_UNFIT_TAGS = frozenset(("script", "style", "base", "link", "meta"))
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Browsers know where these end.
OPTIONAL_END = frozenset(
    "p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt".split()
)
# What a browser opens, loads or sends to.
URLS = ("src", "href", "poster", "data", "xlink:href", "action", "formaction")
_SCRIPT_URL = re.compile(r"(?:javascript|vbscript):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; names of attributes are in lower case, values decoded, None where there is none."""

    name: str
    closing: bool
    attributes: tuple[tuple[str, str | None], ...]
    source: str

    def get(self, key: str) -> str | None:
        return next((value or "" for name, value in self.attributes if name == key), None)

    def __str__(self) -> str:
        if self.closing:
            return f"</{self.name}>"
        written = "".join(
            f" {key}" if value is None else f' {key}="{html.escape(value)}"'
            for key, value in self.attributes
        )
        return f"<{self.name}{written}{'/' if self.source.endswith('/>') else ''}>"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a page cannot keep: ``what`` it is, ``source``, the text it stands in, and ``why``."""

    what: str
    source: str
    why: str = "pages run without scripts and inline style"


class Judge(Protocol):
    """Says what else of a tag is left out, and why."""

    why: str

    def keeps(self, name: str, key: str = "") -> bool:
        """Whether the element ``name`` may stay, or the attribute ``key`` of it."""


def clean(content: str, judge: Judge | None = None) -> tuple[str, list[LeftOut]]:
    """The HTML without comments, scripts, styles and event attributes; and what was left out.

    ``judge`` may be stricter.
    """
    gone: list[LeftOut] = []

    def cut(match: re.Match[str]) -> str:
        gone.append(LeftOut(f"<{match[1].lower()}>", match[0]))
        return ""

    def fit(tag: Tag) -> str:
        if tag.name in _UNFIT_TAGS:
            if not tag.closing:
                gone.append(LeftOut(f"<{tag.name}>", tag.source))
            return ""
        if judge and not judge.keeps(tag.name):
            if not tag.closing:
                gone.append(LeftOut(f"<{tag.name}>", tag.source, judge.why))
            return ""
        kept = []
        for key, value in tag.attributes:
            if not _is_fit(key, value):
                gone.append(LeftOut(f"{key}=", tag.source))
            elif judge and not judge.keeps(tag.name, key):
                gone.append(LeftOut(f"{key}=", tag.source, judge.why))
            else:
                kept.append((key, value))
        if len(kept) == len(tag.attributes):
            return tag.source
        return str(Tag(tag.name, tag.closing, tuple(kept), tag.source))

    return rewrite(_CODE.sub(cut, _HIDDEN.sub("", content)), fit), gone


def is_script_url(url: str) -> bool:
    """Whether a browser would run ``url``; it does not mind blanks and control characters."""
    return bool(_SCRIPT_URL.match("".join(c for c in url if c > " ")))


def _is_fit(key: str, value: str | None) -> bool:
    if key in ("style", "srcdoc") or key.startswith("on"):
        return False
    return key not in URLS or not is_script_url(value or "")


def rewrite(content: str, change: Callable[[Tag], str]) -> str:
    """The HTML with every tag as ``change`` writes it."""
    return "".join(
        change(piece) if isinstance(piece, Tag) else _UNFINISHED.sub("&lt;", piece)
        for piece in pieces(content)
    )


def tags(content: str) -> Iterator[Tag]:
    """Every tag of a piece of HTML."""
    return (piece for piece in pieces(content) if isinstance(piece, Tag))


def pieces(content: str) -> Iterator[Tag | str]:
    """The tags of a piece of HTML, and the text between them as it is written."""
    done = 0
    for match in _TAG.finditer(content):
        yield content[done : match.start()]
        yield _tag(match)
        done = match.end()
    yield content[done:]


Placed = TypeVar("Placed")


def unbalanced(every: Iterable[tuple[Placed, Tag]]) -> Iterator[tuple[tuple[Placed, Tag], str]]:
    """The tags of elements that are not closed, or closed without being open, each with a cure."""
    still: list[tuple[Placed, Tag]] = []
    for place, tag in every:
        names = [one.name for _, one in still]
        ended = _ended_by(names, tag)
        if _opens(names, tag):
            still.append((place, tag))
        elif tag.closing and not ended and not _ends_by_itself(tag):
            yield (place, tag), f"</{tag.name}> closes nothing: take it out"
        while ended:
            last, ended = still.pop(), ended - 1
            if ended:
                yield last, _not_closed(last[1])
    for one in still:
        yield one, _not_closed(one[1])


def open_after(still: Sequence[str], tag: Tag) -> list[str]:
    """The elements that are open behind ``tag`` if ``still`` are before it, outermost first."""
    opened = [tag.name] if _opens(still, tag) else []
    return [*still[: len(still) - _ended_by(still, tag)], *opened]


def _opens(still: Collection[str], tag: Tag) -> bool:
    """Whether an element begins with ``tag`` that needs an end, in those that are open."""
    # In a drawing or a formula "/>" closes; in HTML browsers ignore the slash.
    foreign = "svg" in still or "math" in still
    empty = foreign and tag.source.endswith("/>")
    return not (tag.closing or empty or _ends_by_itself(tag))


def _ended_by(still: Sequence[str], tag: Tag) -> int:
    """How many of the elements that are open end with ``tag``: its own, and all inside of it."""
    if not tag.closing or tag.name not in still:
        return 0
    return 1 + list(reversed(still)).index(tag.name)


def _ends_by_itself(tag: Tag) -> bool:
    return tag.name in VOID or tag.name in OPTIONAL_END


def _not_closed(tag: Tag) -> str:
    return f"<{tag.name}> is not closed: write </{tag.name}>, or \\< if it is meant as text"


def _tag(match: re.Match[str]) -> Tag:
    attributes: dict[str, str | None] = {}
    for found in _ATTRIBUTE.finditer(match["rest"]):
        value = next((v for v in found.group("double", "single", "bare") if v is not None), None)
        # Of two attributes of one name a browser takes the first.
        attributes.setdefault(found["key"].lower(), None if value is None else _decoded(value))
    return Tag(match["name"].lower(), bool(match["slash"]), tuple(attributes.items()), match[0])


def _decoded(value: str) -> str:
    # Not `html.unescape` of the whole: in `?a=1&copy=2` there is no entity.
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), value)


Kind = Literal["link", "image", "medium", "part"]
"""A link, a picture, a recording, or something else that the page shows: a frame, a document."""

_MEDIA = ("video", "audio", "source")


def references(tag: Tag) -> Iterator[tuple[Kind, str]]:
    """What a tag links to or shows."""
    if tag.closing:
        return
    for key, value in tag.attributes:
        if not value:
            continue
        if key == "href":
            yield "image" if tag.name == "image" else "link", value
        elif key in ("src", "poster") or (key == "data" and tag.name == "object"):
            if tag.name == "img" or key == "poster":
                yield "image", value
            else:
                yield "medium" if tag.name in _MEDIA else "part", value
        elif key == "srcset":
            for url, _ in candidates(value):
                yield "image", url


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """The pictures of a ``srcset``, each with its descriptor: ``a.png``, ``2x``."""
    for part in srcset.split(","):
        url, _, descriptor = part.strip().partition(" ")
        if url:
            yield url, descriptor.strip()
