"""Has packages mended in a test, and reads what came of it with other people's readers."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from scorm_builder import package, rules
from scorm_builder.checking import Choice, Fixed, Verdict
from scorm_builder.checking.fixing import Fixing, fix
from tests.rules.archives import zipped

_REFERRING = ("identifier", "identifierref", "default")


@dataclass(frozen=True)
class Mended:
    """A package and its copy: what was said, and the files of both."""

    verdict: Verdict
    before: bytes
    copy: Path

    @property
    def fixed(self) -> Fixed:
        assert self.verdict.fixed is not None
        return self.verdict.fixed

    @property
    def done(self) -> set[str]:
        """The ids of the rules whose findings were mended."""
        return {one.rule for one in self.fixed.mends}

    @property
    def left(self) -> set[str]:
        """The ids of the rules that find something in the copy."""
        return {one.code for one in self.verdict.report.diagnostics}

    def files(self) -> dict[str, bytes]:
        """The files of the copy, as the standard library reads them."""
        with zipfile.ZipFile(self.copy) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    def manifest(self) -> bytes:
        return self.files()["imsmanifest.xml"]


def mended(folder: Path, data: bytes, choice: Choice | None = None, name: str = "p.zip") -> Mended:
    """What comes of mending a zip; it has to stay what it was."""
    source = folder / name
    source.write_bytes(data)
    verdict = fix(source, choice or Choice(), Fixing())
    assert source.read_bytes() == data, "the package itself was changed"
    assert verdict.fixed is not None
    assert not list(folder.glob(".scorm-builder*")), "something was left behind"
    return Mended(verdict, data, folder / "p.fixed.zip" if name == "p.zip" else Path())


def manifest_mended(folder: Path, good: dict[str, bytes], manifest: bytes) -> Mended:
    """What comes of mending the good package with another manifest."""
    return mended(folder, zipped({**good, "imsmanifest.xml": manifest}))


def findings(path: Path) -> Counter[tuple[str, str]]:
    """Ids and severities of all that the rules find in a package."""
    with package.open(path, "package") as opened:
        return Counter((one.code, one.severity.value) for one in rules.check(opened))


def local(name: str) -> str:
    return name.rpartition("}")[2]


def identities(manifest: bytes) -> Counter[tuple[str, str, str]]:
    """What records hang on: identifiers and what refers to them, with the elements' names."""
    return Counter(
        (local(one.tag), local(name), value)
        for one in ElementTree.fromstring(manifest).iter()
        for name, value in one.attrib.items()
        if local(name) in _REFERRING
    )


def launched(manifest: bytes) -> list[tuple[str, str]]:
    """Each item of the menu, in order, with the file that it opens, capitals apart."""
    root = ElementTree.fromstring(manifest)
    pages = {
        one.get("identifier"): unquote(
            next((v for k, v in one.attrib.items() if local(k) == "base"), "")
            + (one.get("href") or "")
        )
        for one in root.iter()
        if local(one.tag) == "resource"
    }
    return [
        (one.get("identifier") or "", (pages.get(one.get("identifierref")) or "").lower())
        for one in root.iter()
        if local(one.tag) == "item"
    ]


def whole(text: bytes) -> bytes:
    """A manifest that the standard library's parser takes, whatever stood before it."""
    return text.removeprefix(b"\xef\xbb\xbf").lstrip().replace(b"EBCDIC-7", b"UTF-8")
