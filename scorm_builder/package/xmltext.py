"""What stands in ``imsmanifest.xml`` before anybody parses it: bytes, encoding, prolog.

Faults that have a rule of their own (a byte order mark, a document type, characters that XML does
not allow) are noted with their places and then mended in the copy that is parsed, so that one of
them does not hide all other findings. Nothing moves: lines and columns stay those of the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

UTF8, LATIN1 = "utf-8", "iso8859-1"
_MOST_ILLEGAL = 100
# Text encodings that XML parsers know. Python has more, some of them none at all of text.
_KNOWN = re.compile(
    r"utf-8|ascii|utf-16(-[lb]e)?|iso8859-\d+|cp125\d|koi8-[ru]|shift_jis|euc_jp|iso2022_jp"
    r"|gb2312|gbk|gb18030|big5|euc_kr"
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_CODE_PAGE = re.compile(r"iso8859-\d+|cp125\d|koi8-[ru]")
_DECLARATION = re.compile(r"(\s*)<\?xml(?=\s)([^>]*?)\?>")
_VERSION = re.compile(r"""\sversion\s*=\s*["']([^"']*)["']""")
_ENCODING = re.compile(r"""\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DOCTYPE = re.compile(r"(?>(?:\s|<\?(?>.*?\?>)|<!--(?>.*?-->))*)(<!DOCTYPE)", re.DOTALL)
_SIMPLE_DOCTYPE = re.compile(r"""<!DOCTYPE(?>(?:[^\[\]<>"']|"[^"]*"|'[^']*')*)>""")
# Comments and CDATA that are not closed reach to the end, lest each be searched to the end in turn.
_REFERENCES = re.compile(
    r"<!--(?>.*?(?:-->|\Z))|<!\[CDATA\[(?>.*?(?:\]\]>|\Z))|&#(?:x([0-9A-Fa-f]+)|([0-9]+));",
    re.DOTALL,
)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Illegal:
    """A character that XML does not allow, as itself or as a reference, as it is written."""

    place: Place
    written: str


@dataclass(frozen=True, slots=True)
class XmlText:
    """The text of an XML file, and what there is to say of it.

    * ``encoding``: what it was decoded by (Python's name); ``declared``: what the file says, or "".
    * ``unknown``: whether ``declared`` is no encoding that XML parsers know.
    * ``contradicted``: whether a mark or the first bytes show another encoding than ``declared``.
    * ``is_utf8``: whether ``declared`` is a code page, and the bytes beyond ASCII are all UTF-8.
    * ``version``: the version of XML that is declared, or "".
    * ``undecodable``: the first place whose bytes are not of that encoding.
    * ``bom``: whether a byte order mark stands first; ``lead``: whether white space stands before
      the declaration.
    * ``doctype``: where a document type stands; ``subset``: whether it has declarations of its own.
    * ``mended``: the text to parse; the same lines and columns.
    """

    text: str
    mended: str
    encoding: str
    declared: str
    has_declaration: bool
    version: str
    unknown: bool
    contradicted: bool
    is_utf8: bool
    undecodable: Place | None
    bom: bool
    lead: bool
    doctype: Place | None
    subset: bool
    illegal: tuple[Illegal, ...]


def read(data: bytes) -> XmlText:
    """The text of ``data``; never raises."""
    encoding, bom = _sniffed(data)
    body = data[bom:]
    declaration = _DECLARATION.match(body[:1024].decode(encoding or LATIN1, "replace"))
    said = _ENCODING.search(declaration[2]) if declaration else None
    declared = said[1] if said else ""
    version = _VERSION.search(declaration[2]) if declaration else None
    known = _codec(declared) if declared else UTF8
    sniffed = encoding
    encoding = sniffed or known or UTF8
    text, undecodable = _decoded(body, encoding)
    lead = bool(declaration and declaration[1])
    doctype = _DOCTYPE.match(text)
    simple = _SIMPLE_DOCTYPE.match(text, doctype.start(1)) if doctype else None
    illegal = tuple(islice(_illegal(text), _MOST_ILLEGAL))
    return XmlText(
        text=text,
        mended=_mended(text, declaration if lead else None, simple),
        encoding=encoding,
        declared=declared,
        has_declaration=declaration is not None,
        version=version[1] if version else "",
        unknown=not known,
        contradicted=bool(sniffed and declared and known) and known[:6] != sniffed[:6],
        is_utf8=bool(_CODE_PAGE.fullmatch(encoding)) and _is_utf8(body),
        undecodable=undecodable,
        bom=bom > 0,
        lead=lead,
        doctype=place(text, doctype.start(1)) if doctype else None,
        subset=doctype is not None and simple is None,
        illegal=illegal,
    )


def place(text: str, offset: int) -> Place:
    """Where in ``text`` the character at ``offset`` stands."""
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _sniffed(data: bytes) -> tuple[str, int]:
    """The encoding that the first bytes betray ("" if none), and the length of a mark there."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    return next((one for begin, one in _UNMARKED if data.startswith(begin)), ""), 0


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, and some beyond ASCII; hardly any text of a code page is."""
    try:
        return not data.isascii() and bool(data.decode(UTF8))
    except UnicodeDecodeError:
        return False


def _codec(name: str) -> str:
    """Python's name of an encoding; "" if it is none that XML parsers know."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return found if _KNOWN.fullmatch(found) else ""


def _decoded(data: bytes, encoding: str) -> tuple[str, Place | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        return data.decode(encoding, "replace"), place(before, len(before))


def _illegal(text: str) -> Iterator[Illegal]:
    for found in _ILLEGAL.finditer(text):
        yield Illegal(place(text, found.start()), repr(found[0])[1:-1])
    for found in _REFERENCES.finditer(text):
        if _is_illegal_reference(found):
            yield Illegal(place(text, found.start()), found[0][:20])


def _is_illegal_reference(found: re.Match[str]) -> bool:
    if not (found[1] or found[2]):
        return False
    digits = (found[1] or found[2]).lstrip("0")
    if len(digits) > 7:
        return True
    number = int(digits or "0", 16 if found[1] else 10)
    return number > 0x10FFFF or _ILLEGAL.match(chr(number)) is not None


def _mended(text: str, late: re.Match[str] | None, doctype: re.Match[str] | None) -> str:
    for found in (late, doctype):
        if found is not None:
            text = text[: found.start()] + _blank(found[0]) + text[found.end() :]
    # What stands for it is no fault of its own in any value.
    text = _REFERENCES.sub(lambda m: "_" * len(m[0]) if _is_illegal_reference(m) else m[0], text)
    return _ILLEGAL.sub("\ufffd", text)


def _blank(text: str) -> str:
    return re.sub(r"\S", " ", text)
