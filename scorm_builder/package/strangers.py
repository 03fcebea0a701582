"""What a file is that was taken for a zip and is none, by how it begins."""

from __future__ import annotations

import codecs
import re

LEAST_HEAD = 512
"""So many of a file's first bytes tell."""

_MAGICS = {
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an XZ file",
    b"%PDF": "a PDF document",
}
_TAR = slice(257, 262)
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HTML = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(r"\s*<[?!A-Za-z]")


def kind(head: bytes) -> str:
    """What begins with ``head``, in words with an article; "" if that is not known."""
    for magic, what in _MAGICS.items():
        if head.startswith(magic):
            return what
    if head[_TAR] == b"ustar":
        return "a tar archive"
    encoding = _UTF16.get(head[:2], "utf-8-sig")
    text = head.decode(encoding, "replace").removeprefix("\ufeff")
    if _HTML.match(text):
        return "an HTML page, such as a log-in page that was saved in place of the download"
    return "an XML file" if _XML.match(text) else ""
