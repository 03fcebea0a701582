"""A page, read: what it refers to and the scripts in it, each with its exact place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from scorm_builder.crawl import (
    MOST_PARTS,
    Head,
    Kind,
    Page,
    Reference,
    Script,
    css,
    encodings,
    tags,
)
from scorm_builder.crawl.places import Places
from scorm_builder.crawl.tags import Tag, Value

# What attributes of one address are for, by element.
_ATTRIBUTES = {
    "img": {"src": Kind.IMAGE, "lowsrc": Kind.IMAGE},
    "image": {"href": Kind.IMAGE, "xlink:href": Kind.IMAGE},
    "feimage": {"href": Kind.IMAGE, "xlink:href": Kind.IMAGE},
    "use": {"href": Kind.IMAGE, "xlink:href": Kind.IMAGE},
    "audio": {"src": Kind.MEDIA},
    "video": {"src": Kind.MEDIA, "poster": Kind.IMAGE},
    "source": {"src": Kind.MEDIA},
    "track": {"src": Kind.TRACK},
    "iframe": {"src": Kind.FRAME},
    "frame": {"src": Kind.FRAME},
    "embed": {"src": Kind.OBJECT},
    "object": {"data": Kind.OBJECT, "classid": Kind.OBJECT},
    "applet": {"code": Kind.OBJECT, "archive": Kind.OBJECT},
    "a": {"href": Kind.LINK, "xlink:href": Kind.LINK, "ping": Kind.HINT},
    "area": {"href": Kind.LINK},
    "form": {"action": Kind.FORM},
    "button": {"formaction": Kind.FORM},
    "input": {"formaction": Kind.FORM},
    **{
        name: {"background": Kind.IMAGE}
        for name in ("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th")
    },
}
_SEVERAL = {"img": ("srcset",), "source": ("srcset",), "link": ("imagesrcset",)}
_DOCTYPE = re.compile(
    r"""(?:\s++|<!--.*?-->|<\?[^>]*+>)*+<!doctype\s++(?P<name>[^\s>]*+)
    (?:\s++public\s*+["'](?P<public>[^"'>]*+)["'] (?P<system>\s*+["'])?+)?+""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# HTML, 13.2.6.4.1; the last two if they say no place.
_QUIRKY = (
    "-//w3c//dtd html 3", "-//w3c//dtd html 4.0 transitional//", "-//w3c//dtd html 4.0 frameset//",
    "-//ietf//dtd html", "-//w3o//dtd w3 html", "-//w3c//dtd w3 html", "-//netscape",
    "-//microsoft//dtd internet explorer", "-//softquad", "-//webtechs", "-//sun microsystems",
    "-//spyglass", "-//sq//dtd html", "-//advasoft", "-//as//dtd html", "-//o'reilly",
    "+//silmaril",
)  # fmt: skip
_QUIRKY_IF_PLACELESS = (
    "-//w3c//dtd html 4.01 transitional//", "-//w3c//dtd html 4.01 frameset//"
)  # fmt: skip
_OF_HEAD = frozenset("html head body title meta frameset".split())
# They change what those in them mean.
_HOLDERS = ("audio", "video", "picture", "template")
_MOVIES = ("movie", "src", "filename", "url")
_RELATIONS = {
    "stylesheet": Kind.STYLE,
    "icon": Kind.ICON,
    "apple-touch-icon": Kind.ICON,
    "apple-touch-icon-precomposed": Kind.ICON,
    "mask-icon": Kind.ICON,
}
_CANDIDATE = re.compile(r"[\t\n\f\r ,]*+([^\t\n\f\r ]++)")
_DESCRIPTORS = re.compile(r"(?:[^,(]++|\([^)]*+\)?)*+,?")
_REFRESH = re.compile(
    r"""[\d.\s]*+[;,\s]\s*+(?:url\s*+=\s*+)?(?:"([^"]*+)|'([^']*+)|(.++))""", re.IGNORECASE
)
_SCRIPT_TYPES = re.compile(
    r"(?:text|application)/(?:x-)?(?:java|ecma|j|live)script(?:1\.[0-5])?", re.IGNORECASE
)
# An address that a template or a script will make first.
_MADE = re.compile(r"\{\{|\$\{|<[%?]|\[\[|^\{|^%[A-Za-z_-]++%$")
_PATH = re.compile(r"[\w.%@~+()/ -]++(?:[?#].*)?")
_JAVASCRIPT = "javascript:"
_MOST_NESTED = 3
_MOST_AROUND = 50

_Where = Callable[[int], tuple[int, int]]
_Address = tuple[Kind, str, int]
"""What for, what is written, and its offset."""


def read(data: bytes, name: str) -> Page:
    """The page that ``data`` is, called ``name`` in the package."""
    found = encodings.page(data)
    reader = _Reader(name)
    doctype = _DOCTYPE.match(found.text)
    reader.head = Head(bool(doctype), doctype is not None and _is_quirky(doctype))
    parts = list(islice(reader.part(found.text, Places(found.text).at), MOST_PARTS))
    return Page(
        name=name,
        text=found.text,
        encoding=found.encoding,
        declared=found.declared,
        misread=found.misread,
        references=tuple(one for one in parts if isinstance(one, Reference)),
        scripts=tuple(one for one in parts if isinstance(one, Script)),
        base=reader.base,
        base_at=reader.base_at,
        head=reader.head,
        frames=frozenset(reader.frames),
        is_utf8=found.is_utf8,
        unknown=found.unknown,
    )


class _Reader:
    """Goes through the tags of one page; it remembers what relative addresses count from."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._is_xml = name.lower().endswith((".svg", ".xhtml", ".xht"))
        self.base = ""
        self.base_at = (0, 0)
        self.head = Head()
        self.frames: set[str] = set()
        self._window = ""

    def part(
        self, text: str, where: _Where, depth: int = 0, *, sure: bool = True
    ) -> Iterator[Reference | Script]:
        """What ``text`` refers to, which is the page or a piece of it with tags of its own."""
        around: list[str] = []
        for tag in tags.read(text, is_xml=self._is_xml):
            _enter_or_leave(around, tag)
            if tag.is_end:
                continue
            is_off = tag.name == "link" and "disabled" in tag.attributes
            is_sure = sure and not is_off and "template" not in around
            for kind, written, at in _addresses(tag, around):
                if written and not _MADE.search(written):
                    yield Reference(
                        self._name,
                        *where(at),
                        written,
                        kind,
                        self.base,
                        sure=is_sure,
                        window=self._opens_in(tag, kind),
                    )
            yield from self._sheets(tag, where)
            yield from self._scripts(tag, where)
            yield from self._perhaps(tag, where)
            if tag.name == "base":
                if not self.base and (start := tag.attributes.get("href")):
                    self.base, self.base_at = tag.get("href"), where(start.at)
                self._window = self._window or tag.get("target")
            elif tag.name in ("iframe", "frame") and tag.get("name"):
                self.frames.add(tag.get("name").lower())
            if not depth and (tag.name in _OF_HEAD or not self.head.is_page):
                self.head = _more_of(self.head, tag, is_xml=self._is_xml)
            if depth < _MOST_NESTED:
                yield from self._nested(tag, where, depth + 1, sure=is_sure)

    def _opens_in(self, tag: Tag, kind: Kind) -> str:
        if kind in (Kind.LINK, Kind.FORM):
            return (tag.get("formtarget") or tag.get("target") or self._window).lower()
        return ""

    def _sheets(self, tag: Tag, where: _Where) -> Iterator[Reference]:
        if tag.name == "style":
            inside = _inside(where, tag.inside)
            yield from css.references(tag.text, self._name, self.base, inside)
        if style := tag.attributes.get("style"):
            yield from css.references(style.text, self._name, self.base, _in_value(where, style))

    def _scripts(self, tag: Tag, where: _Where) -> Iterator[Script]:
        kind = script_type(tag)
        if kind in ("script", "module") and not _source(tag) and tag.text.strip():
            yield Script(self._name, *where(tag.inside), tag.text, is_module=kind == "module")
        for name, value in tag.attributes.items():
            if name.startswith("on") and value.text.strip():
                yield Script(self._name, *where(value.at), value.text, handler=name)
            elif value.text.lstrip().lower().startswith(_JAVASCRIPT):
                code = value.text.lstrip()[len(_JAVASCRIPT) :]
                at = value.at + len(value.text) - len(code)
                yield Script(self._name, *where(at), code, handler=name)

    def _perhaps(self, tag: Tag, where: _Where) -> Iterator[Reference]:
        """Attributes that scripts will read: what looks like a path may become an address."""
        for name, value in tag.attributes.items():
            if name.startswith("data-") and _PATH.fullmatch(value.text) and "." in value.text:
                yield Reference(
                    self._name, *where(value.at), value.text, Kind.FETCH, self.base, sure=False
                )

    def _nested(
        self, tag: Tag, where: _Where, depth: int, *, sure: bool
    ) -> Iterator[Reference | Script]:
        if tag.name == "iframe" and (source := tag.attributes.get("srcdoc")):
            yield from self.part(source.text, _in_value(where, source), depth, sure=sure)
        if tag.name == "noscript":
            yield from self.part(tag.text, _inside(where, tag.inside), depth, sure=False)


def _is_quirky(doctype: re.Match[str]) -> bool:
    public = (doctype["public"] or "").lower()
    if doctype["name"].lower() != "html" or public.startswith(_QUIRKY):
        return True
    return public.startswith(_QUIRKY_IF_PLACELESS) and not doctype["system"]


def _more_of(head: Head, tag: Tag, *, is_xml: bool) -> Head:
    """What is known of the page with one tag more."""
    if tag.name == "title" and not tag.is_foreign:
        head = replace(head, title=head.title or tag.text.strip())
    elif tag.name == "html":
        # In HTML the attribute of XML means nothing.
        written = tag.get("lang") or (tag.get("xml:lang") if is_xml else "")
        head = replace(head, language=head.language or written)
    elif tag.name == "meta" and tag.get("name").lower() == "viewport":
        head = replace(head, has_viewport=True)
    elif tag.name == "frameset":
        head = replace(head, is_frameset=True)
    return replace(head, is_page=True)


def script_type(tag: Tag) -> str:
    """``script``, ``module`` or ``importmap``; "" of what is none, or none that browsers run."""
    if tag.name != "script":
        return ""
    written = tag.get("type").lower()
    if not written and (language := tag.get("language")):
        written = f"text/{language}"
    if written in ("module", "importmap"):
        return written
    return "script" if not written or _SCRIPT_TYPES.fullmatch(written) else ""


def _addresses(tag: Tag, around: Sequence[str]) -> Iterator[_Address]:
    """What the attributes of a tag refer to."""
    if tag.name == "script":
        yield from _of_script(tag)
    elif tag.name == "link":
        yield from _of_link(tag)
    elif tag.name == "meta":
        if tag.get("http-equiv").lower() == "refresh":
            content = tag.attributes.get("content", Value("", tag.at))
            found = _REFRESH.match(content.text)
            if found and found.lastindex:
                yield (
                    Kind.REFRESH,
                    found[found.lastindex].strip(),
                    _at(content, found.start(found.lastindex)),
                )
    elif tag.name == "param":
        if tag.get("name").lower() in _MOVIES and (value := tag.attributes.get("value")):
            yield Kind.OBJECT, value.text.strip(), value.at
    elif tag.name == "input" and tag.get("type").lower() == "image":
        yield from _one(tag, "src", Kind.IMAGE)
    is_picture = tag.name == "source" and "picture" in around[-1:]
    for name, kind in _ATTRIBUTES.get(tag.name, {}).items():
        if not is_picture:
            yield from _one(tag, name, kind)
    for name in _SEVERAL.get(tag.name, ()):
        if (value := tag.attributes.get(name)) and (tag.name != "source" or is_picture):
            yield from _candidates(value)


def _one(tag: Tag, name: str, kind: Kind) -> Iterator[_Address]:
    if value := tag.attributes.get(name):
        yield kind, value.text.strip(), value.at


def _of_script(tag: Tag) -> Iterator[_Address]:
    kind = script_type(tag)
    source = _source(tag)
    if source and kind in ("script", "module"):
        yield (Kind.MODULE if kind == "module" else Kind.SCRIPT), source.text.strip(), source.at
    elif kind == "importmap":
        for address in _import_map(tag.text):
            yield Kind.MODULE, address, tag.inside + max(tag.text.find(address), 0)


def _source(tag: Tag) -> Value | None:
    """Where the script is, if it is not between its tags."""
    found = tag.attributes.get("src")
    if found is None and tag.is_foreign:
        found = tag.attributes.get("href") or tag.attributes.get("xlink:href")
    return found


def _of_link(tag: Tag) -> Iterator[_Address]:
    relations = tag.get("rel").lower().split()
    kind = next((_RELATIONS[one] for one in relations if one in _RELATIONS), Kind.HINT)
    yield from _one(tag, "href", kind)


def _import_map(text: str) -> list[str]:
    """The files that an import map gives names to."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    maps = [found.get("imports"), *_values(found.get("scopes"))] if isinstance(found, dict) else []
    addresses = (address for one in maps for address in _values(one))
    return [one for one in addresses if isinstance(one, str) and not one.endswith("/")]


def _values(found: object) -> list[object]:
    return list(found.values()) if isinstance(found, dict) else []


def _candidates(value: Value) -> Iterator[_Address]:
    """The images of a ``srcset`` (HTML, 4.8.4.2.2)."""
    at = 0
    while found := _CANDIDATE.match(value.text, at):
        address = found[1].rstrip(",")
        at = found.end()
        if address == found[1] and (descriptors := _DESCRIPTORS.match(value.text, at)):
            at = descriptors.end()
        yield Kind.IMAGE, address, _at(value, found.start(1))


def _enter_or_leave(around: list[str], tag: Tag) -> None:
    """Keeps the list of what holds the next tag, as far as it changes what that means."""
    if (
        tag.name not in ("audio", "video", "picture", "template")
        or "shadowrootmode" in tag.attributes
    ):
        return
    if tag.is_end:
        if tag.name in around:
            del around[around.index(tag.name) :]
    elif len(around) < _MOST_AROUND:
        around.append(tag.name)


def _at(value: Value, offset: int) -> int:
    """The offset in the text of what stands at ``offset`` in the value, as far as it is known."""
    return value.at + (offset if value.is_plain else 0)


def _inside(where: _Where, start: int) -> _Where:
    return lambda offset: where(start + offset)


def _in_value(where: _Where, value: Value) -> _Where:
    return lambda offset: where(_at(value, offset))
