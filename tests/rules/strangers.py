"""Archives of other standards, which hold no manifest: what each asks for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.rules.archives import zipped

Files = Mapping[str, bytes]


def _of(*names: str) -> Callable[[Files], bytes]:
    def made(_good: Files) -> bytes:
        return zipped(dict.fromkeys(names, b"<a/>"))

    return made


def _manifest(namespace: str, schema: str, version: str, doctype: str = "") -> str:
    return (
        f'{doctype}<manifest identifier="m" xmlns="{namespace}"><metadata><schema>{schema}</schema>'
        f"<schemaversion>{version}</schemaversion></metadata><organizations/><resources/>"
        "</manifest>"
    )


def _saying(*said: str) -> Callable[[Files], bytes]:
    return lambda _good: zipped({"imsmanifest.xml": _manifest(*said).encode()})


_CC = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_DOCTYPE = '<!DOCTYPE manifest [<!ENTITY a "b">]>'

STRANGERS: Mapping[str, Callable[[Files], bytes]] = {
    "K01-other-standard/bad-cmi5": _of("cmi5.xml", "index.html"),
    "K01-other-standard/bad-xapi": _of("tincan.xml", "story.html"),
    "K01-other-standard/bad-h5p": _of("h5p.json", "content/content.json"),
    "K01-other-standard/bad-aicc": _of("Course.crs", "Course.au", "Course.cst", "Course.des"),
    "K01-other-standard/bad-cc-as-1.2": _saying(_CC, "IMS Common Cartridge", "1.2"),
    "K01-other-standard/bad-cc-as-1.3": _saying(_CC, "IMS Common Cartridge", "1.3"),
    "K01-other-standard/bad-doctype": _saying(_CP, "ADL SCORM", "2004 4th Edition", _DOCTYPE),
    "K01-other-standard/bad-ld": _saying(_CP, "IMS LD Level A", "1.0"),
    "K01-other-standard/bad-wrapped": _of("c/cmi5.xml", "c/index.html", "__MACOSX/c/._cmi5.xml"),
    "K01-other-standard/bad-wrapped-aicc": _of("c/a.crs", "c/a.au", "c/a.cst", "c/a.des"),
    "Z02-no-manifest/bad-sounds": _of("index.html", "bell.au", "notes.des"),
    "K01-other-standard/bad-office": _of("[Content_Types].xml", "ppt/presentation.xml"),
    "K01-other-standard/bad-epub": _of("META-INF/container.xml", "OEBPS/a.xhtml"),
}
