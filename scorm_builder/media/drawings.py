"""What an SVG holds beside the drawing, and the drawing without it.

Scripts, event handlers, foreign HTML and references to elsewhere do nothing in an image of a page,
but run or load when the file is opened by itself. Whatever is taken out is cut out of the bytes, so
that all else stays as it was. The file is read by expat, which opens nothing from outside; a file
that declares entities is not read further, so that none is ever expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from scorm_builder.media import stylesheets

_ELEMENTS = {
    "script": "a script",
    "foreignObject": "foreign HTML",
    "iframe": "foreign HTML",
    "handler": "a script",
}
# What sets other attributes: the name of one that must not be there is as bad as that one.
_SETTERS = ("set", "animate")
_HANDLER = re.compile(r"on[a-z]+", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_SCRIPT = ("javascript:", "vbscript:", "data:")
_BLANK = re.compile(r"[\x00-\x20]")
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
# Neither goes on behind the end of a CDATA section; a url() may end with the style sheet.
_IMPORT = re.compile(r"@import\b(?:(?!\]\]>)[^;])*;?", re.IGNORECASE)
_URL = re.compile(
    r"""url\(\s*(?!["']?\s*(?:#|data:))(?:(?!\]\]>)[^)])*(?:\)|(?=\]\]>)|\Z)""", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([g-zG-Z-]))")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UndrawableError(Exception):
    """The file is no SVG, or none that can be read safely; the text says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something beside the drawing: what it is in words, and where, from 1."""

    what: str
    line: int
    column: int


@dataclass(slots=True)
class _Reader:
    """Reads one file; ``cuts`` are the stretches of bytes that go, and what comes instead."""

    data: bytes
    encoding: str | None = None
    faults: list[Fault] = field(default_factory=list)
    cuts: list[tuple[int, int, bytes]] = field(default_factory=list)
    # Open elements, by their names; and where the one that goes begins, if one does.
    names: list[str] = field(default_factory=list)
    gone_at: int = -1
    gone_depth: int = 0
    gone_empty: bool = False
    # Where the open style sheet begins, if one is open, and its text as XML means it.
    style_at: int = -1
    style: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate(self.encoding)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.EntityDeclHandler = self.entity

    parser: expat.XMLParserType = field(init=False)

    def read(self) -> None:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise UndrawableError(f"is damaged at line {error.lineno}") from error

    def fault(self, what: str, at: int = -1) -> None:
        """Something where the parser is, or at a byte of the file that it has read already."""
        place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        if at >= 0:
            line = self.data[self.data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")
            place = self.data.count(b"\n", 0, at) + 1, len(line) + 1
        self.faults.append(Fault(what, *place))

    def entity(self, *_: object) -> None:
        raise UndrawableError("declares entities, which are not read")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.names.append(local)
        if self.gone_at >= 0:
            return
        what = _ELEMENTS.get(local, "")
        if what := what or problem_of_setter(local, attributes.get("attributeName", "")):
            self.fault(what)
            self.gone_at, self.gone_depth = self.parser.CurrentByteIndex, len(self.names)
            opening = _TAG.match(self.data, self.gone_at)
            self.gone_empty = opening is not None and opening[0].endswith(b"/>")
            return
        begin = self.parser.CurrentByteIndex
        tag = _TAG.match(self.data, begin)
        if local == "style":
            self.style_at, self.style = begin + len(tag[0] if tag else b""), []
        for key, value in attributes.items():
            if problem := problem_of(local, key, value):
                self.fault(problem)
                self.cut_attribute(begin, tag[0] if tag else b"", key.encode())

    def cut_attribute(self, begin: int, tag: bytes, name: bytes) -> None:
        for match in _ATTRIBUTE.finditer(tag):
            if match[1] == name:
                self.cuts.append((begin + match.start(), begin + match.end(), b""))

    def end(self, _: str) -> None:
        if self.gone_at >= 0 and len(self.names) == self.gone_depth:
            # Of an empty element expat names the place behind it, else that of the closing tag.
            until = self.parser.CurrentByteIndex
            if not self.gone_empty:
                until = self.data.index(b">", until) + 1
            self.cuts.append((self.gone_at, until, b""))
            self.gone_at = -1
        elif self.names[-1] == "style" and self.style_at >= 0:
            self.style_sheet(self.style_at, self.parser.CurrentByteIndex)
            self.style_at = -1
        self.names.pop()

    def text(self, text: str) -> None:
        if self.style_at >= 0:
            self.style.append(text)

    def style_sheet(self, begin: int, until: int) -> None:
        """Cuts out what a style sheet would load from elsewhere: all of it where that is hidden."""
        # One character a byte, so that places in the text are those in the file.
        written, text = self.data[begin:until].decode("latin-1"), "".join(self.style)
        cuts = [(match, b"") for match in _IMPORT.finditer(written)]
        taken = [range(*match.span()) for match, _ in cuts]
        cuts += [
            (match, b"none")
            for match in _URL.finditer(written)
            if not any(match.start() in stretch for stretch in taken)
        ]
        # With references to characters in it, what is written is not what is meant.
        left = text if "&" in written else _URL.sub("none", _IMPORT.sub("", text))
        if _loads(left):
            self.fault("a reference to elsewhere", begin)
            self.cuts.append((begin, until, b""))
            return
        for match, instead in sorted(cuts, key=lambda cut: cut[0].start()):
            self.fault("a reference to elsewhere", begin + match.start())
            self.cuts.append((begin + match.start(), begin + match.end(), instead))

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self.fault("a reference to elsewhere")
            begin = self.parser.CurrentByteIndex
            self.cuts.append((begin, self.data.index(b"?>", begin) + 2, b""))


def problem_of_setter(element: str, sets: str) -> str:
    """What is wrong with an element that sets the attribute ``sets``; empty if nothing is."""
    target = sets.rpartition(":")[2]
    if element.startswith(_SETTERS) and (target == "href" or _HANDLER.fullmatch(target)):
        return "an animation of a link or an event handler"
    return ""


def problem_of(element: str, key: str, value: str) -> str:
    """What is wrong with an attribute, in words; empty if nothing is."""
    name = key.rpartition(":")[2]
    if _HANDLER.fullmatch(key):
        return "an event handler"
    if name == "href" or key == "src":
        # Browsers take no notice of blanks in an address.
        written = _BLANK.sub("", value).lower()
        if element == "a":
            return "a link that runs a script" if written.startswith(_SCRIPT) else ""
        if written and not _INSIDE.match(written):
            return "a reference to elsewhere"
    if _URL.search(_unescaped(value)) or (key == "style" and _loads(value)):
        return "a reference to elsewhere"
    return ""


def _loads(css: str) -> bool:
    """Whether a browser would load something from elsewhere, however it is written."""
    plain = _unescaped(css)
    return bool(_IMPORT.search(plain) or _URL.search(plain)) or any(
        not one.url.startswith(("#", "data:")) for one in stylesheets.references(plain)
    )


def _unescaped(css: str) -> str:
    """CSS whose escaped letters are written as themselves."""
    return _ESCAPE.sub(_letter, css)


def _letter(escape: re.Match[str]) -> str:
    number = int(escape[1], 16) if escape[1] else ord(escape[2])
    meant = chr(number) if number < 128 else ""
    return meant if meant.isalpha() or meant == "-" else escape[0]


def _read(file: Path) -> _Reader:
    data = file.read_bytes()
    if data[:2] not in _UTF_16:
        reader = _Reader(data)
        reader.read()
        return reader
    try:
        reader = _Reader(data.decode("utf-16").encode(), "utf-8")
    except UnicodeDecodeError as error:
        raise UndrawableError("is damaged") from error
    reader.read()
    if reader.faults:
        raise UndrawableError(f"is written in UTF-16 and holds {reader.faults[0].what}")
    return reader


def faults(file: Path) -> tuple[Fault, ...]:
    """What an SVG holds that is no drawing, in its order. Raises ``UndrawableError``."""
    return tuple(_read(file).faults)


def cleaned(file: Path) -> bytes | None:
    """The SVG without its faults; None if it has none, and may be packed as it is."""
    try:
        reader = _read(file)
    except UndrawableError:
        # It has earned its finding: with an error nothing is packed.
        return None
    if not reader.cuts:
        return None
    out, at = [], 0
    for begin, until, instead in sorted(reader.cuts):
        if begin >= at:
            out += [reader.data[at:begin], instead]
            at = until
    return b"".join([*out, reader.data[at:]])
