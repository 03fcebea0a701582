"""Mends what stands before a manifest's first tag: a byte order mark, blanks, the encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder.diagnostics import quoted
from scorm_builder.mending import Mend, Wanted
from scorm_builder.package import xmltext
from scorm_builder.package.xmltext import XmlText
from scorm_builder.spec.namespaces import MANIFEST

_DECLARATION = re.compile(r"\s*<\?xml(?=\s)[^>]*?\?>")
_ENCODING = re.compile(r"""(\sencoding\s*=\s*)(["'])[^"']*["']""")
_VERSION = re.compile(r"""\sversion\s*=\s*(?:"[^"]*"|'[^']*')""")
_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>'
_CODE_PAGE = re.compile(r"iso8859-\d+|cp125\d|koi8-[ru]")
_NAMES = re.compile(r"""\b(?:identifier|identifierref|default)\s*=\s*(?:"[^"]*"|'[^']*')""")
_PLAIN = ("utf-8", "ascii")
_BOM = "\ufeff"


def mended(data: bytes, wanted: Wanted) -> tuple[bytes, list[Mend]]:
    """The bytes of the manifest, which are those of its encoding, and what was done to them."""
    xml = xmltext.read(data)
    utf8 = _misread(data, xml) if wanted("M02") else ""
    text, mends = utf8 or xml.text, []
    bom = xml.bom and not (xml.encoding == "utf-8" and wanted("M03"))
    if xml.bom and not bom:
        mends.append(Mend("M03", "the byte order mark was taken out", MANIFEST))
        if xml.declared.lower() not in ("", "utf-8"):
            # Without the mark, what it says of its encoding would count, and it is wrong.
            text = _declared(text)
    if xml.lead and wanted("M03"):
        text = text.lstrip()
        mends.append(Mend("M03", "the white space before <?xml was taken out", MANIFEST))
    if wanted("M02") and (done := next(_faults(xml, bool(utf8)), "")):
        text, bom, encoding = _declared(text), False, "utf-8"
        mends.append(Mend("M02", done, MANIFEST))
    else:
        encoding = xml.encoding
    return encoded(text, encoding, bom), mends


def encoded(text: str, encoding: str, bom: bool) -> bytes:
    """The bytes of a text; ``bom`` is whether a byte order mark stands before it."""
    return ((_BOM if bom else "") + text).encode(encoding)


def _misread(data: bytes, xml: XmlText) -> str:
    """The text of bytes that say they are of a code page, and are UTF-8; "" if that is not so.

    Nobody writes such pairs of letters as UTF-8 makes of one. But what an LMS has read in the names
    of items stays what it is.
    """
    if not _CODE_PAGE.fullmatch(xml.encoding) or data.isascii():
        return ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if all(one[0].isascii() for one in _NAMES.finditer(text)) else ""


def _faults(xml: XmlText, misread: bool) -> Iterator[str]:
    """What is done about the encoding."""
    if xml.unknown or misread:
        yield f"it says UTF-8, which it is, and no more {quoted(xml.declared)}"
    elif xml.encoding not in _PLAIN:
        # Of UTF-16 the bytes tell, whatever the declaration says.
        said = "UTF-16" if xml.encoding.startswith("utf-16") else xml.declared
        yield f"converted to UTF-8 from {said or xml.encoding.upper()}"
    elif not xml.declared:
        yield "it says its encoding, UTF-8"


def _declared(text: str) -> str:
    """The text with a declaration that says UTF-8."""
    found = _DECLARATION.match(text)
    if found is None:
        return f"{_BEGIN}\n{text}"
    said = found[0]
    if _ENCODING.search(said):
        said = _ENCODING.sub(r"\1\2UTF-8\2", said, count=1)
    else:
        version = _VERSION.search(said)
        at = version.end() if version else said.index("<?xml") + len("<?xml")
        said = f'{said[:at]} encoding="UTF-8"{said[at:]}'
    return said + text[found.end() :]
