"""The control documents, and the schema that they make together.

The files in ``xsd/`` are our own wording of the tables of the standard; packages carry them under
the standard's names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scorm_builder.spec.namespaces import ADLCP, CONTROL_DOCUMENTS, CP, MD

if TYPE_CHECKING:
    from lxml import etree

_FOLDER = Path(__file__).parent / "xsd"
_XSD = "http://www.w3.org/2001/XMLSchema"


@cache
def control_documents() -> Mapping[str, bytes]:
    """The four files by the names they have in a package."""
    return {name: (_FOLDER / name).read_bytes() for name in CONTROL_DOCUMENTS.values()}


@cache
def schema() -> etree.XMLSchema:
    """The schema of a manifest with inline metadata. Its ``error_log`` is of the last use."""
    return compiled(_FOLDER)


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
