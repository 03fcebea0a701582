"""Which characters the bytes of a page mean: by the byte order mark, by what the page declares.

As browsers do it (Encoding Standard; HTML, 13.2.3.2). A server's header comes before all that, but
no package knows its server.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass, replace

DECLARED_WITHIN = 1024
"""Bytes of a page in which browsers look for a declaration."""
FALLBACK = "windows-1252"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16be", "utf-16-be"),
)
# What browsers take for something else than its name says.
_TAKEN_FOR = {
    **dict.fromkeys(
        ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"), FALLBACK
    ),
    **dict.fromkeys(("l1", "cp1252", "x-user-defined"), FALLBACK),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "utf8", "unicode"), "utf-8"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "windows-1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "windows-874"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "x-gbk"), "gbk"),
    **dict.fromkeys(("shift-jis", "sjis", "x-sjis"), "shift_jis"),
}
_CODECS = {
    "windows-874": "cp874",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
# Letters beyond ASCII that are UTF-8 throughout make no words in these.
_OF_ONE_BYTE = ("windows-", "iso-8859-", "iso8859-", "koi8-", "cp125", "macintosh", "mac-")
_META = re.compile(rb"<meta[\s/]([^>]*+)>|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(
    rb"""charset\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"';/>]++))""", re.IGNORECASE
)
_XML = re.compile(rb"""<\?xml\s[^>]*?\sencoding\s*+=\s*+["']([A-Za-z0-9._-]++)["']""")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and how it was come by; the fields are those of :class:`scorm_builder.crawl.Page`."""

    text: str
    encoding: str
    declared: str
    misread: bool
    is_utf8: bool = False
    unknown: str = ""


def page(data: bytes) -> Decoded:
    """The text of a page.

    What declares nothing is read as its author will have meant it: as UTF-8, if it is that; the
    ``encoding`` then is still the one that browsers take. So is what declares an encoding of one
    byte a letter, and is UTF-8.
    """
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, codec, "bom")
    head = data[:DECLARED_WITHIN]
    by_meta, unknown = _by_meta(head)
    name = by_meta or _known((_XML.match(head) or [b"", b""])[1])
    declared = "meta" if by_meta else "xml" if name else ""
    if (not name or name.startswith(_OF_ONE_BYTE)) and not data.isascii():
        with suppress(UnicodeDecodeError):
            text = data.decode("utf-8")
            return Decoded(text, name or FALLBACK, declared, True, is_utf8=True, unknown=unknown)
    decoded = _decoded(data, name or FALLBACK, _CODECS.get(name, name) or "cp1252", declared)
    return replace(decoded, unknown=unknown)


def plain(data: bytes) -> str:
    """The text of a script or a style sheet: UTF-8 unless a mark or the bytes deny it."""
    for mark, _, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _decoded(data: bytes, name: str, codec: str, declared: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name, declared, misread=False)
    except UnicodeDecodeError:
        # In windows-1252 every byte means something; Python leaves five open.
        return Decoded(data.decode(codec, "replace"), name, declared, misread=name != FALLBACK)


def _by_meta(head: bytes) -> tuple[str, str]:
    """The encoding that a page declares; and what it declares, if there is no such encoding."""
    unknown = b""
    for meta in _META.finditer(head):
        if charset := _CHARSET.search(meta[1] or b""):
            label = charset[1] or charset[2] or charset[3] or b""
            if name := _known(label):
                return name, ""
            unknown = unknown or label
    return "", unknown.decode("latin-1").strip()


def _known(label: bytes | None) -> str:
    """The encoding's name as browsers know it; "" of one that is not known."""
    name = (label or b"").decode("latin-1").strip().lower()
    name = _TAKEN_FOR.get(name, name)
    try:
        found = codecs.lookup(_CODECS.get(name, name))
    except (LookupError, ValueError):
        return ""
    # Python also calls things encodings that make bytes of bytes.
    return name if found._is_text_encoding else ""
