"""Archives of other standards, which hold no manifest: what each asks for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.rules.archives import zipped

Files = Mapping[str, bytes]


def _of(*names: str) -> Callable[[Files], bytes]:
    def made(_good: Files) -> bytes:
        return zipped(dict.fromkeys(names, b"<a/>"))

    return made


STRANGERS: Mapping[str, Callable[[Files], bytes]] = {
    "K01-other-standard/bad-cmi5": _of("cmi5.xml", "index.html"),
    "K01-other-standard/bad-xapi": _of("tincan.xml", "story.html"),
    "K01-other-standard/bad-h5p": _of("h5p.json", "content/content.json"),
    "K01-other-standard/bad-aicc": _of("Course.crs", "Course.au", "Course.cst", "Course.des"),
    "K01-other-standard/bad-office": _of("[Content_Types].xml", "ppt/presentation.xml"),
    "K01-other-standard/bad-epub": _of("META-INF/container.xml", "OEBPS/a.xhtml"),
}
